"""Where everything stands below the output folder. No place carries what can be corrected (design decision 11)."""

from datetime import date
from pathlib import Path

__all__ = ["ASSETS", "FRONT", "OPML", "article_path", "issue_path", "picture_path", "section_path", "shown"]

OPML = "feeds.opml"  # the list of all feeds
FRONT = "index.html"
ASSETS = ("style.css", "copy.js")  # what pages are drawn with


def article_path(short_id: str) -> str:
    """An article's page."""
    return f"a/{short_id}.html"


def picture_path(name: str) -> str:
    """A picture's copy."""
    return f"p/{name}"


def section_path(slug: str) -> str:
    """A section's page."""
    return f"s/{slug}.html"


def issue_path(day: date) -> str:
    """The page of an issue day."""
    return f"d/{day.isoformat()}.html"


def shown(path: Path) -> Path:
    """As it was given; what the configuration names is absolute, and shown from where the user stands."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
