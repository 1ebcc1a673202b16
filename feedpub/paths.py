"""The paths of files below the output folder. No path carries what can be corrected (design decision 11)."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

__all__ = [
    "ARCHIVE",
    "ASSETS",
    "ATOM",
    "CARD",
    "COLUMNS",
    "FEED_STYLE",
    "FOLDERS",
    "FOLLOW",
    "FRONT",
    "INDEXES",
    "NEWS",
    "NOT_FOUND",
    "OPML",
    "REPORTERS",
    "ROBOTS",
    "SEARCH",
    "SEARCH_FOLDER",
    "SEARCH_SCRIPT",
    "SITEMAP",
    "STYLE",
    "TOPICS",
    "TOUCH_ICON",
    "article_path",
    "document_path",
    "feed_path",
    "follow_path",
    "icon_path",
    "issue_path",
    "logo_path",
    "picture_hash",
    "picture_path",
    "scaled_path",
    "section_path",
    "shown",
    "sitemap_path",
    "suffix_of",
    "topic_path",
    "year_path",
]

COLUMNS, REPORTERS = TOPICS = ("c", "r")  # folders with feeds and pages
INDEXES = (*TOPICS, "d", "f", "s")  # folders of pages that list articles
FOLDERS = ("a", *INDEXES, "p")  # all with pages, and that of pictures
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
STYLE = "style.css"
FEED_STYLE = "feed.css"  # what a browser draws a feed with
ASSETS = (STYLE, "copy.js", FEED_STYLE)
NOT_FOUND = "404.html"  # what hosts answer where there is nothing
CARD = "card.png"  # shown for a page that is shared and has no picture of its own
TOUCH_ICON = "apple-touch-icon.png"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"  # the index of all sitemaps but that of news
NEWS = "sitemap-news.xml"


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


def follow_path(slug: str) -> str:
    """The page of a `[[follow]]`."""
    return f"f/{slug}.html"


def topic_path(slug: str) -> str:
    """The page of a reporter or a column, whose slug has its folder."""
    return f"{slug}.html"


def issue_path(day: date) -> str:
    """The page of an issue day."""
    return f"d/{day.isoformat()}.html"


def year_path(year: int) -> str:
    """The page of all issues of a year that is not the newest."""
    return f"d/{year:04}.html"


def icon_path(suffix: str) -> str:
    """The icon, by the suffix of the file it is made of: a drawing stays one, anything else becomes PNG."""
    return f"favicon{_made_of(suffix)}"


def logo_path(suffix: str) -> str:
    """The paper's name as a picture, by the suffix of its file, as `icon_path`."""
    return f"logo{_made_of(suffix)}"


def _made_of(suffix: str) -> str:
    return ".svg" if suffix.lower() == ".svg" else ".png"


def sitemap_path(part: str, number: int = 1) -> str:
    """A sitemap, of a year or of `pages`; those after the first have a number."""
    return f"sitemap-{part}.xml" if number == 1 else f"sitemap-{part}-{number}.xml"


def shown(path: Path) -> Path:
    """A path for messages: relative to the working folder if it is absolute and below it, else unchanged."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
