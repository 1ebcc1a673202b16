"""Write JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with the content of Atom and each author by itself."""

import json
from datetime import UTC, datetime
from typing import Any

from feedpub.entries.text import NO_TEXT, column_of
from feedpub.model import Entry, Feed

__all__ = ["write_json"]

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed, path: str) -> bytes:
    """The feed as a JSON Feed 1.1 document.

    Args:
        feed: what is written.
        path: where it will be, below the base URL.
    """
    document: dict[str, Any] = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.base_url + path,
        "description": feed.description,
        "language": feed.language,
        "icon": feed.logo,
        "favicon": feed.icon,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs] or None,
        "authors": [{"name": feed.publication}],
        "items": [_item(entry, feed.base_url) for entry in feed.entries],
    }
    document = {key: value for key, value in document.items() if value is not None}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, base_url: str) -> dict[str, Any]:
    column = column_of(entry)
    item = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html or NO_TEXT,
        "summary": entry.summary,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "language": entry.language,
        "tags": [entry.section.title, *([column] if column else [])],
        "image": base_url + entry.pictures[0].picture.path if entry.pictures else None,
        "attachments": [
            {
                "url": base_url + picture.path,
                "mime_type": picture.type,
                **({"title": caption} if caption else {}),
                "size_in_bytes": picture.size,
            }
            for picture, caption, _ in entry.pictures
        ],
    }
    return {key: value for key, value in item.items() if value}


def _moment(moment: datetime) -> str:
    """RFC 3339; in UTC, since a reader in wide use misreads other offsets (design decision 3)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
