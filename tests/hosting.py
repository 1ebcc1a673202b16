"""Web servers with the configurations of docs/hosting, on loopback."""

import contextlib
import os
import random
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

from tests.paths import ROOT

DOCS = ROOT / "docs" / "hosting"

# What nginx wants around a file of conf.d; its workers stay who we are, so that they may read a test's folder.
_NGINX = """user {user};
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include /etc/nginx/mime.types;
    sendfile on;
    include {folder}/feedpub.conf;
}}
"""
_CADDY = "{\n\tadmin off\n}\n"  # no port but the site's own


class Host(NamedTuple):
    """A server under way, and where on it the site is: `/` or `/feeds/`."""

    port: int
    base: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base}"

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """Asks for a path of the site as it is written; `accept_encoding=…` is a header."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            named = {key.replace("_", "-"): text for key, text in headers.items()}
            connection.request(method, self.base + path, headers=named)
            answer = connection.getresponse()
            return answer, answer.read()


@contextlib.contextmanager
def hosting(server: str, out: Path, folder: Path, *, below: bool = False, workers: int = 1) -> Iterator[Host]:
    """Serves an output folder, named `feeds`, with `nginx` or `caddy`, at the root of a host or below `/feeds/`.

    Args:
        server: which program.
        out: what is served.
        folder: for the server's own files.
        below: whether the site is at `/feeds/`.
        workers: processes of nginx.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    text = configuration(server, out, port=port, below=below)
    if server == "nginx":
        (folder / "feedpub.conf").write_text(text, encoding="utf-8")
        user = "root" if os.geteuid() == 0 else "nobody"  # who isn't root can't change it, and nginx only warns
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=user, workers=workers), encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    else:
        (folder / "Caddyfile").write_text(_CADDY + text, encoding="utf-8")
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **homes})
    try:
        _wait(process, port, folder / "said")
        yield Host(port, "/feeds/" if below else "/")
    finally:
        process.terminate()
        process.wait(timeout=20)


def configuration(server: str, out: Path, *, port: int, below: bool) -> str:
    """The documented file with a port and folder of ours, changed as it says a person should."""
    if server == "nginx":
        text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
        changes = {"listen 80;": f"listen 127.0.0.1:{port};", "    listen [::]:80;\n": ""}
        if below:
            [slash] = re.findall(r"^#\s+(location = /feeds .*)$", text, re.MULTILINE)
            changes |= {"location / {": f"{slash}\n    location /feeds/ {{"}
            changes |= {"root /srv/paper/feeds;": f"root {out.parent};"}
            changes |= {"error_page 404 /404.html;": "error_page 404 /feeds/404.html;"}
        else:
            changes |= {"root /srv/paper/feeds;": f"root {out};"}
    else:
        text = (DOCS / "Caddyfile").read_text(encoding="utf-8")
        kept, dropped = ("# Below a path", "# At the root") if below else ("# At the root", "# Below a path")
        start = text.index(dropped)
        end = text.index("\n}\n", start) + len("\n}\n")
        text = text[:start] + text[end:]
        assert kept in text
        name = "www.example.org" if below else "news.example.org"
        changes = {f"{name} {{": f"http://127.0.0.1:{port} {{", "root * /srv/paper/feeds": f"root * {out}"}
    for documented, ours in changes.items():
        assert text.count(documented) == 1, documented
        text = text.replace(documented, ours)
    return text


def _free_port() -> int:
    """One below those that the system gives away, so that no test in another process gets it meanwhile."""
    while True:
        port = random.randint(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def _wait(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    """Until it takes connections."""
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(said.read_text(encoding="utf-8", errors="replace"))
