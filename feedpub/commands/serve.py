"""`feedpub serve`: the output folder as a web server should show it, on this machine, before it is published.

Paths, index files, methods and conditional requests are Starlette's; here stands what is feedpub's own: which files are
nobody's to see, and what each kind of file is called.
"""

import errno
import gc
import hashlib
import os
import signal
import socket
from email.utils import formatdate
from pathlib import Path, PurePath
from typing import NoReturn

import typer
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from feedpub.errors import RefusedError, UsageError
from feedpub.model import Config

__all__ = ["serve"]

_HOST = "127.0.0.1"  # a preview is for the person at this machine
_TYPES = {  # by the end of a name, the first that fits; what isn't here is only bytes
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
}
_ALWAYS = [  # a preview shows what stands there now, under the type we say and no other
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
]
_GRACE = 2  # seconds for answers under way when it is told to stop


def serve(config: Config, *, port: int) -> None:
    """Serves the output folder on 127.0.0.1 until Ctrl-C or SIGTERM, and then ends the program with status 0.

    Args:
        config: everything the operator set.
        port: 0 takes any that is free.

    Raises:
        UsageError: there are no feeds to serve.
        RefusedError: the port can't be had.
    """
    folder = config.out
    if not any(folder.glob("*.rss.xml")) and not any(folder.glob("*.atom.xml")):
        what = "there are no feeds here" if folder.is_dir() else "there is no such folder"
        raise UsageError(f"{folder}: {what}; run `feedpub build` first")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)  # uvicorn raises the signal once more when it is done; this is who gets it
    gc.enable()  # other commands are short and do without
    with _listening(port) as listener:
        address = f"http://{_HOST}:{listener.getsockname()[1]}/"
        typer.echo(f"serving {folder} at {address} until Ctrl-C\nsubscribe to {address}all.atom.xml")
        if address != config.base_url:
            typer.echo(f"links in feeds and pages name {config.base_url} (base_url), not this preview")
        settings = uvicorn.Config(
            _app(folder),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,  # warnings and errors go to standard error, and nothing else is told
            access_log=False,
            server_header=False,
            headers=_ALWAYS,
            timeout_graceful_shutdown=_GRACE,
        )
        uvicorn.Server(settings).run(sockets=[listener])


def _stop(*_: object) -> NoReturn:
    raise SystemExit(0)


def _listening(port: int) -> socket.socket:
    """A socket that takes connections already: whoever reads the address may use it."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        said = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise RefusedError(f"port {port} {said}; choose another with --port, or any free one with --port 0") from error


def _app(folder: Path) -> Starlette:
    hosts = [_HOST, "localhost"]  # a page elsewhere whose name is made to lead here gets no draft to read
    return Starlette(
        routes=[Mount("/", _Published(directory=folder, html=True))],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(GZipMiddleware)],
    )


class _Published(StaticFiles):
    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file of an address; none where it is hidden, or a link leads to what is: those are a build's own."""
        try:
            found, marks = super().lookup_path(path)
        except OSError:  # links that go round in circles, or what may not be looked into
            return "", None
        below = os.path.relpath(found, os.path.realpath(str(self.directory))) if found else ""
        parts = (*PurePath(path).parts, *PurePath(below).parts)
        return ("", None) if any(part.startswith(".") for part in parts) else (found, marks)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file whole, with the hash of what was read: a build may replace it between two looks."""
        try:
            with Path(full_path).open("rb") as file:
                data, changed = file.read(), os.fstat(file.fileno()).st_mtime
        except OSError as error:
            raise HTTPException(404) from error
        kind = next((kind for end, kind in _TYPES.items() if str(full_path).endswith(end)), "application/octet-stream")
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers = {"Content-Type": kind, "Last-Modified": formatdate(changed, usegmt=True), "ETag": tag}
        response = Response(data, status_code, headers)
        same = self.is_not_modified(response.headers, Headers(scope=scope))
        response.headers["ETag"] = f"W/{tag}"  # weak, since it names the compressed answer too
        if not same:
            return response
        unchanged = NotModifiedResponse(response.headers)
        unchanged.headers["Vary"] = "Accept-Encoding"  # as the answer it stands for; the middleware passes it by
        return unchanged
