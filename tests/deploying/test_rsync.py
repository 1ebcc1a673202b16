"""`feedpub publish` with the real rsync, over the real ssh to a server on loopback."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedpub.errors import RefusedError
from feedpub.model.deploy import Deploy
from tests.deploying.site import Site, assert_nothing_missing, contents, order
from tests.deploying.test_folder import NEXT_ORDER, ORDER
from tests.programs import need

SSHD = Path("/usr/sbin/sshd")

# Stands before the real rsync: notes the files that it is told of, keeps what the target is like after each call, and
# fails at the call that FAIL_AT says.
WRAPPER = """#!/bin/sh
calls=$(ls "$CALLS" | grep -c names)
names=$CALLS/$calls.names
cat >"$names"
[ "$calls" = "$FAIL_AT" ] && { echo "rsync: connection unexpectedly closed" >&2; exit 12; }
"$REAL" "$@" <"$names" || exit
cp -r "$TARGET" "$CALLS/$calls.there"
"""


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command that reaches this machine through a server of its own."""
    need("rsync", "ssh", "ssh-keygen", SSHD)
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "own"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/own.pub\n"
        f"StrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile none\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it wants to be while it asks for a key
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE)
    assert server.stderr is not None
    assert b"listening" in server.stderr.readline()
    options = f"-F none -p {port} -i {folder}/own -o UserKnownHostsFile={folder}/known -o StrictHostKeyChecking=no"
    yield f"ssh {options} -o IdentitiesOnly=yes -o LogLevel=ERROR"
    server.send_signal(signal.SIGTERM)
    server.wait()
    server.stderr.close()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "srv" / "paper with blanks"


@pytest.fixture
def calls(tmp_path: Path, there: Path, ssh: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which calls of rsync are noted."""
    folder, programs = tmp_path / "calls", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    (programs / "rsync").write_text(WRAPPER)
    (programs / "rsync").chmod(0o755)
    real = shutil.which("rsync")
    assert real
    there.parent.mkdir()
    settings = {"CALLS": str(folder), "REAL": real, "TARGET": str(there), "FAIL_AT": "-1", "RSYNC_RSH": ssh}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def site(tmp_path: Path, there: Path, calls: Path) -> Site:
    site = Site(tmp_path / "paper", Deploy("rsync", f"{getpass.getuser()}@127.0.0.1:{there}"))
    site.issue()
    site.build()
    return site


def told(calls: Path) -> tuple[str, ...]:
    """The files that rsync was told of since, in the order of the calls."""
    lists = sorted(calls.glob("*.names"), key=lambda path: int(path.stem))
    names = tuple(name for path in lists for name in path.read_text().split("\0") if name)
    for kept in calls.glob("*.there"):
        assert_nothing_missing(contents(kept), "https://news.example.org/")
    shutil.rmtree(calls)
    calls.mkdir()
    return names


def test_what_was_built_is_there_after_every_call_without_gaps(site: Site, there: Path, calls: Path) -> None:
    done = site.publish()
    assert contents(there) == contents(site.config.out)
    assert told(calls) == done.uploaded
    assert order(done.uploaded) == ORDER
    assert (there / "index.html").stat().st_mtime == pytest.approx((site.config.out / "index.html").stat().st_mtime)
    for _ in range(2):
        site.issue()
    site.build()
    done = site.publish()
    assert contents(there) == contents(site.config.out)
    assert told(calls) == done.uploaded
    assert order(done.uploaded) == NEXT_ORDER
    assert len(done.uploaded) < len(contents(there))
    assert site.publish().uploaded == told(calls) == ()  # not even a connection


def test_what_is_gone_is_removed_and_nothing_else(site: Site, there: Path, calls: Path) -> None:
    site.publish()
    told(calls)
    (there / "a" / "mine.html").write_text("mine")
    (there / "robots.txt").write_text("mine")
    ours = next((site.config.out / "d").glob("2026-*.html"))
    site.forget(f"d/{ours.name}")
    done = site.publish()
    assert done.removed == told(calls) == (f"d/{ours.name}",)
    assert contents(there) == contents(site.config.out) | {"a/mine.html": b"mine", "robots.txt": b"mine"}


@pytest.mark.parametrize("at", range(5))
def test_where_it_fails_half_way_the_next_run_goes_on(
    site: Site, there: Path, calls: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setenv("FAIL_AT", str(at))
    with pytest.raises(RefusedError, match=r"rsync failed \(status 12\): rsync: connection.*hubs were not notified"):
        site.publish()
    monkeypatch.setenv("FAIL_AT", "-1")
    tried = told(calls)
    assert not any(name.endswith("all.atom.xml") for name in contents(there)) or not there.exists()
    done = site.publish()
    assert contents(there) == contents(site.config.out)
    assert told(calls) == done.uploaded
    assert set(tried) | set(done.uploaded) == contents(there).keys()
    assert len(done.uploaded) < len(contents(there)) or at == 0


def test_all_repairs_a_target_that_lost_files(site: Site, there: Path, calls: Path) -> None:
    site.publish()
    (there / "all.json").write_text("broken")
    (there / "style.css").unlink()
    site.publish(everything=True)
    assert contents(there) == contents(site.config.out)
    told(calls)


def test_a_host_that_is_not_there_is_said_with_its_own_words(site: Site, there: Path, calls: Path) -> None:
    site.config = site.to(Deploy("rsync", "nobody@127.0.0.1:/srv/paper"))
    with pytest.raises(RefusedError, match=r"rsync failed \(status \d+\): .*(?i:denied|closed)"):
        site.publish()
    assert not there.exists()


def test_without_the_program_it_is_said_what_to_install(
    site: Site, there: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusedError, match=r"rsync is not installed.*apt install rsync"):
        site.publish()
    assert not there.exists()


def test_a_daemon_of_rsync_takes_it_too(site: Site, there: Path, tmp_path: Path, calls: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    there.mkdir()
    (tmp_path / "rsyncd.conf").write_text(
        f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n[paper]\npath = {there}\nread only = no\n"
    )
    local = ["--address=127.0.0.1"]
    daemon = subprocess.Popen(
        [os.environ["REAL"], "--daemon", "--no-detach", f"--config={tmp_path}/rsyncd.conf", f"--port={port}", *local]
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        site.config = site.to(Deploy("rsync", f"rsync://127.0.0.1:{port}/paper/feeds"))
        site.publish()
        assert contents(there / "feeds") == contents(site.config.out)
    finally:
        daemon.terminate()
        daemon.wait()
