"""A real object storage on loopback: OpenStack Swift with its S3 interface, as Debian packages it.

Its four servers run with one disk (a folder) and one copy of each object. Files of a bucket that may be read by
everybody can be fetched as from any web server.
"""

import os
import pwd
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PROGRAMS", "Storage", "object_storage"]

PROGRAMS = ("swift-ring-builder", "swift-proxy-server", "swift-account-server", "swift-container-server",
            "swift-object-server", "rclone")  # fmt: skip
_PYTHON = "/usr/bin/python3"  # Debian's, which has swift
_LAUNCH = """
import sys
from swift.common import utils, wsgi

utils.SWIFT_CONF_FILE = sys.argv[1]
sys.exit(wsgi.run_wsgi(sys.argv[2], sys.argv[3]))
"""
_KEY, _SECRET = "test:tester", "testing"
_KINDS = ("account", "container", "object")


class Storage:
    """A running storage.

    Attributes:
        url: of its S3 interface.
        env: the environment in which rclone knows it as the remote `storage`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.env = others | {
            "RCLONE_CONFIG": os.devnull,
            "RCLONE_CONFIG_STORAGE_TYPE": "s3",
            "RCLONE_CONFIG_STORAGE_PROVIDER": "Other",
            "RCLONE_CONFIG_STORAGE_ENDPOINT": url,
            "RCLONE_CONFIG_STORAGE_REGION": "us-east-1",
            "RCLONE_CONFIG_STORAGE_ACCESS_KEY_ID": _KEY,
            "RCLONE_CONFIG_STORAGE_SECRET_ACCESS_KEY": _SECRET,
            "RCLONE_CONFIG_STORAGE_NO_CHECK_BUCKET": "true",  # else each copy makes the bucket again, and private
        }

    def rclone(self, *words: str) -> str:
        """What rclone prints."""
        return subprocess.run(["rclone", *words], env=self.env, check=True, capture_output=True, text=True).stdout

    def bucket(self, name: str) -> str:
        """Make a bucket that everybody may read, and return the address of its files."""
        self.rclone("mkdir", f"storage:{name}", "--s3-bucket-acl", "public-read", "--s3-no-check-bucket=false")
        return f"{self.url}/v1/AUTH_test/{name}/"


@contextmanager
def object_storage(folder: Path) -> Iterator[Storage]:
    """Start the storage in a folder; it ends with the `with` statement."""
    ports = dict(zip((*_KINDS, "proxy"), _free_ports(4), strict=True))
    (folder / "disks" / "d1").mkdir(parents=True)
    _configure(folder, ports)
    with (folder / "log").open("wb") as log:
        servers = [
            subprocess.Popen(
                [_PYTHON, "-c", _LAUNCH, folder / "swift.conf", folder / f"{kind}.conf", f"{kind}-server"],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            for kind in ports
        ]
    try:
        url = f"http://127.0.0.1:{ports['proxy']}"
        _await(f"{url}/healthcheck", folder / "log")
        yield Storage(url)
    finally:
        for server in servers:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _configure(folder: Path, ports: dict[str, int]) -> None:
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = feedpub\n", encoding="ascii")
    user = pwd.getpwuid(os.getuid()).pw_name
    for kind, port in ports.items():
        common = f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}/disks
mount_check = false
log_address = {folder}/none
"""
        own = _PROXY if kind == "proxy" else _OTHERS.format(kind=kind)
        (folder / f"{kind}.conf").write_text(common + own, encoding="ascii")
        if kind != "proxy":
            ring = str(folder / f"{kind}.builder")
            for words in (["create", "1", "1", "1"], ["add", f"r1z1-127.0.0.1:{port}/d1", "1"], ["rebalance"]):
                subprocess.run(["swift-ring-builder", ring, *words], check=True, capture_output=True)


_OTHERS = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""

_PROXY = """
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


def _free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [listener.getsockname()[1] for listener in sockets]
    for listener in sockets:
        listener.close()
    return ports


def _await(url: str, log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(errors="replace"))
