"""`feedpub serve`: preview the output folder on this machine, as a web server should serve it.

Starlette handles paths, index files, methods and conditional requests; feedpub adds which files are hidden, and the
media type of each kind of file.
"""

import errno
import gc
import hashlib
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import NoReturn

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

from feedpub.commands.browser import show_in_browser
from feedpub.commands.console import say
from feedpub.commands.live import Live
from feedpub.entries.feed import ALL
from feedpub.errors import RefusedError, UsageError
from feedpub.files import reason_of
from feedpub.messages import message
from feedpub.model import Config
from feedpub.paths import feed_path
from feedpub.writing.formats import FORMATS, Format
from feedpub.writing.media_types import HTML, content_types, type_of

__all__ = ["announce", "listening", "preview_of", "serve", "server_of"]

_HOST = "127.0.0.1"  # only this machine can reach a preview
_ALWAYS = [  # a preview shows the current files, and browsers must not guess their types
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
]
_GRACE = 2  # seconds to finish answers after Ctrl-C


def serve(config: Config, *, port: int, open_browser: bool = False, formats: Sequence[Format] = FORMATS) -> None:
    """Serve the output folder on 127.0.0.1 until Ctrl-C or SIGTERM; the program then ends with status 0.

    Args:
        config: everything the operator set.
        port: 0 takes any free one.
        open_browser: whether the front page is opened in the browser of whoever is at this machine.
        formats: of the feeds in the folder.

    Raises:
        UsageError: there are no feeds to serve.
        RefusedError: the port cannot be used.
    """
    folder = config.out
    if not any(any(folder.glob(row.path("*"))) for row in formats if "." in row.suffix):  # `json` may be other data
        raise UsageError(
            message("{path}: there are no feeds here; run `feedpub build` first", path=folder)
            if folder.is_dir()
            else message("{path}: there is no such folder; run `feedpub build` first", path=folder)
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)  # uvicorn raises the signal again when it has stopped
    gc.enable()  # commands run without it, since they are short
    with listening(port) as listener:
        address = announce(config, listener)
        if open_browser:
            show_in_browser(address)
        server_of(preview_of(folder, formats)).run(sockets=[listener])


def announce(config: Config, listener: socket.socket) -> str:
    """Print where the preview is; returns its address."""
    address = f"http://{_HOST}:{listener.getsockname()[1]}/"
    say(message("serving {path} at {address} until Ctrl-C", path=config.out, address=address))
    feed = address + feed_path(ALL)
    say(message("subscribe to {address}", address=feed))
    if address != config.base_url:
        say(message("links in feeds and pages name {address} (base_url), not this preview", address=config.base_url))
    return address


def server_of(preview: Starlette) -> uvicorn.Server:
    """What answers for the application; `run` takes the socket. Signals are its own only in the main thread."""
    settings = uvicorn.Config(
        preview,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,  # warnings and errors go to standard error, and nothing else is logged
        access_log=False,
        server_header=False,
        headers=_ALWAYS,
        timeout_graceful_shutdown=_GRACE,
    )
    return uvicorn.Server(settings)


def _stop(*_: object) -> NoReturn:
    raise SystemExit(0)


def listening(port: int) -> socket.socket:
    """A socket that accepts connections already, so that the printed address can be used at once.

    Raises:
        RefusedError: the port cannot be used.
    """
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        raise RefusedError(
            message("port {port} is taken; choose another with --port, or any free one with --port 0", port=port)
            if error.errno == errno.EADDRINUSE
            else message(
                "port {port} cannot be used: {reason}; choose another with --port, or any free one with --port 0",
                port=port,
                reason=reason_of(error),
            )
        ) from error


def preview_of(folder: Path, formats: Sequence[Format] = FORMATS, live: Live | None = None) -> Starlette:
    """The application that serves an output folder.

    Args:
        folder: what is served.
        formats: of the feeds in it.
        live: if given, pages reload after its builds, and a page that is missing may come.
    """
    hosts = [_HOST, "localhost"]  # so that DNS rebinding by another site reads no drafts
    return Starlette(
        routes=[*(live.routes() if live else ()), Mount("/", _Published(folder, content_types(formats), live))],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(GZipMiddleware)],
    )


class _Published(StaticFiles):
    def __init__(self, folder: Path, types: Mapping[str, str], live: Live | None) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._types = types
        self._live = live

    async def check_config(self) -> None:
        """The folder may be missing until the first build, and whenever somebody removes it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer for a path; while builds go on, a page instead of an error where there is none."""
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            if self._live is None or error.status_code != HTTPStatus.NOT_FOUND:
                raise
            return self._live.missing()

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file of an address; none where it, or what it links to, is hidden: those are for builds only."""
        if not Path(str(self.directory)).is_dir():  # a file in its place would be shown
            return "", None
        try:
            found, marks = super().lookup_path(path)
        except OSError:  # circular links, or folders without permission
            return "", None
        below = os.path.relpath(found, os.path.realpath(str(self.directory))) if found else ""
        parts = (*PurePath(path).parts, *PurePath(below).parts)
        return ("", None) if any(part.startswith(".") for part in parts) else (found, marks)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A whole file, with the hash of the bytes read: a build may replace the file at any time."""
        try:
            with Path(full_path).open("rb") as file:
                data, changed = file.read(), os.fstat(file.fileno()).st_mtime
        except OSError as error:
            raise HTTPException(404) from error
        kind = type_of(str(full_path), self._types)
        if self._live and kind == HTML:
            data = self._live.page(data)
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers = {"Content-Type": kind, "Last-Modified": formatdate(changed, usegmt=True), "ETag": tag}
        response = Response(data, status_code, headers)
        same = self.is_not_modified(response.headers, Headers(scope=scope))
        response.headers["ETag"] = f"W/{tag}"  # weak, since it names the compressed answer too
        if not same:
            return response
        unchanged = NotModifiedResponse(response.headers)
        unchanged.headers["Vary"] = "Accept-Encoding"  # as the full answer has; the middleware leaves a 304 alone
        return unchanged
