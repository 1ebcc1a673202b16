"""The paths of files below the output folder. No path carries what can be corrected (design decision 11)."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

__all__ = [
    "ARCHIVE",
    "ASSETS",
    "ATOM",
    "FEED_STYLE",
    "FOLLOW",
    "FRONT",
    "OPML",
    "SEARCH",
    "SEARCH_FOLDER",
    "SEARCH_SCRIPT",
    "article_path",
    "document_path",
    "feed_path",
    "issue_path",
    "picture_hash",
    "picture_path",
    "scaled_path",
    "section_path",
    "shown",
    "suffix_of",
    "year_path",
]

OPML = "feeds.opml"  # the list of all feeds
FRONT = "index.html"
ARCHIVE = "d/index.html"  # all issues, by year and month
SEARCH = "search.html"
SEARCH_SCRIPT = "search.js"
SEARCH_FOLDER = "search"  # the index, in bundles
FOLLOW = "follow.html"  # how to subscribe
# The suffix of Atom feeds: the format of archive documents, the one that subscription lists name, and the one that an
# archive which was lost is recovered from. All formats, this one too, are in writing/formats.py.
ATOM = "atom.xml"
FEED_STYLE = "feed.css"  # what a browser draws a feed with
ASSETS = ("style.css", "copy.js", FEED_STYLE)


def feed_path(slug: str, suffix: str = ATOM) -> str:
    """A feed in the format of a suffix."""
    return f"{slug}.{suffix}"


def document_path(slug: str, number: int) -> str:
    """An archive document of a feed (RFC 5005), by its number from 1."""
    return f"archive/{slug}/{feed_path(f'{number:04}')}"


def suffix_of(path: str, suffixes: Iterable[str]) -> str | None:
    """The suffix that follows a dot and a name in a feed's path; the longest of several; None where there is none."""
    fitting = (suffix for suffix in suffixes if path.endswith(f".{suffix}") and path != f".{suffix}")
    return max(fitting, key=len, default=None)


def article_path(short_id: str) -> str:
    """An article's page."""
    return f"a/{short_id}.html"


def picture_path(name: str) -> str:
    """A picture's copy."""
    return f"p/{name}"


def picture_hash(path: str) -> bytes | None:
    """The hash of its bytes that names a picture's copy; None where it has another name."""
    try:
        return bytes.fromhex(path.removeprefix("p/").partition(".")[0])
    except ValueError:
        return None


def scaled_path(path: str, width: int) -> str:
    """A smaller copy of a picture: named for the picture, not for its own bytes, which depend on the encoder."""
    return f"{path.rpartition('.')[0]}-{width}.webp"


def section_path(slug: str) -> str:
    """A section's page."""
    return f"s/{slug}.html"


def issue_path(day: date) -> str:
    """The page of an issue day."""
    return f"d/{day.isoformat()}.html"


def year_path(year: int) -> str:
    """The page of all issues of a year that is not the newest."""
    return f"d/{year:04}.html"


def shown(path: Path) -> Path:
    """A path for messages: relative to the working folder if it is absolute and below it, else unchanged."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
