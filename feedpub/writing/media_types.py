"""The Content-Type of each kind of file in the output folder: the preview and object storage take it from here."""

from collections.abc import Mapping, Sequence

from feedpub.writing.formats import FORMATS, Format

__all__ = ["HTML", "content_types", "type_of"]

_BYTES = "application/octet-stream"
HTML = "text/html; charset=utf-8"
_TYPES = {  # of files that are not feeds
    ".opml": "text/x-opml; charset=utf-8",
    ".html": HTML,
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
    **dict.fromkeys((".pagefind", ".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"), _BYTES),  # the search
}


def content_types(formats: Sequence[Format] = FORMATS) -> dict[str, str]:
    """The Content-Type of each kind of file, by the end of its name; of several that match, the first counts.

    A file that none matches is `application/octet-stream`.
    """
    feeds = {f".{row.suffix}": f"{row.served_as}; charset=utf-8" for row in formats}
    return dict(sorted(feeds.items(), key=lambda row: -len(row[0]))) | {
        end: kind for end, kind in _TYPES.items() if end not in feeds
    }


def type_of(name: str, types: Mapping[str, str]) -> str:
    """The Content-Type of a file, of those that `content_types` gives."""
    return next((kind for end, kind in types.items() if name.endswith(end)), _BYTES)
