"""What `feedpub serve --watch` adds to a preview: pages that reload after a build, with its problems in their corner.

Nothing of it is ever in the output folder. A page asks once a second which build was the last. Server-sent events were
left out: an open answer holds up the end of the server, and a second is soon enough.
"""

import itertools
import secrets
from collections.abc import Callable
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from feedpub.commands.console import numbers_of_levels
from feedpub.errors import FeedpubError
from feedpub.messages import in_use, message, translated
from feedpub.model.build import BuildResult
from feedpub.patterns import regex
from feedpub.terminal import visible

__all__ = ["Live"]

_STATE, _SCRIPT, _STYLE = (f"/.preview/{name}" for name in ("build.json", "live.js", "live.css"))  # hidden from builds
_SHOWN = 30  # problems in the corner; the terminal has all
# The policy of a page of an operator's own, which lets it ask for nothing. Ours may ask their own host.
_POLICY = regex(r"""(?i)<meta http-equiv=["']?content-security-policy["']? content=["'](?![^>]*connect-src)""")
_NOT_HERE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><p>{text} <a href="/">{front}</a></p></body>
</html>
"""


class Live:
    """What the last build found, for the pages that are open in a browser. Any thread may note a build."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)  # a page of an earlier preview reloads too
        self._numbers = itertools.count()
        self._note([])

    def note(self, outcome: BuildResult | Exception) -> None:
        """Take in how a build ended: every page that is open reloads."""
        if isinstance(outcome, Exception):
            said = outcome.message if isinstance(outcome, FeedpubError) else str(outcome)
            self._note([_row("", "error", said or type(outcome).__name__)])
            return
        problems = sorted(outcome.problems, key=lambda row: row[1].level != "error")
        self._note(
            [
                _row(
                    f"{path}:{problem.line}" if problem.line else path,
                    problem.level,
                    f"{translated(problem.message)} [{problem.code}]",
                )
                for path, problem in problems
            ]
        )

    def _note(self, rows: list[dict[str, str]]) -> None:
        title = translated(numbers_of_levels([row["level"] for row in rows]))
        if len(rows) > _SHOWN:
            more = message("… and {n} more, in the terminal", n=len(rows) - _SHOWN)
            rows = [*rows[:_SHOWN], _row("", "warning", more)]
        self._build = f"{self._run}.{next(self._numbers)}"
        self._state = {
            "build": self._build,
            "language": in_use(),
            "title": title,
            "problems": rows,
            "ended": translated(message("The preview has ended: run feedpub serve --watch again")),
        }

    def page(self, html: bytes) -> bytes:
        """A page with the script in it, and a policy that lets it ask for the last build."""
        text = html.decode("utf-8", "surrogateescape")
        text = _POLICY.sub(lambda found: f"{found[0]}connect-src 'self'; ", text)
        tags = (
            f'<link rel="stylesheet" href="{_STYLE}"><script src="{_SCRIPT}" data-build="{self._build}" defer></script>'
        )
        head, end, rest = text.partition("</head>")
        return (head + tags + end + rest if end else text + tags).encode("utf-8", "surrogateescape")

    def missing(self) -> Response:
        """The answer where there is no page; it reloads as well, since a build may make one."""
        html = _NOT_HERE.format(
            language=in_use(),
            title=translated(message("No page here")),
            text=translated(message("There is no page here, or none yet.")),
            front=translated(message("Front page")),
        )
        return Response(self.page(html.encode()), 404, media_type="text/html")

    def routes(self) -> list[Route]:
        """What the script asks for, and the script."""

        async def state(_: Request) -> Response:
            return JSONResponse(self._state)

        return [
            Route(_STATE, state),
            Route(_SCRIPT, _file("live.js", "text/javascript")),
            Route(_STYLE, _file("live.css", "text/css")),
        ]


def _row(where: str, level: str, text: str) -> dict[str, str]:
    return {"where": visible(where), "level": level, "text": visible(translated(text))}


def _file(name: str, media_type: str) -> Callable[[Request], Response]:
    data = files("feedpub.data").joinpath("preview", name).read_bytes()
    return lambda _: Response(data, media_type=media_type)
