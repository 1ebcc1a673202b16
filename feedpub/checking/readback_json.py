"""Read the facts of a JSON feed for comparison, with their lines."""

import json
from collections.abc import Iterator
from typing import Any

from feedpub.checking.addresses import in_html
from feedpub.checking.dates import rfc3339
from feedpub.checking.facts import Address, EntryFacts, FeedFacts

__all__ = ["read_json"]


def read_json(data: bytes) -> FeedFacts | None:
    """The facts of a JSON feed; None where it cannot be read, or is not a feed."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    lines = _Lines(data)
    facts = FeedFacts(
        kind="json", line=None, links={"self": Address(lines.of(feed.get("feed_url")), _text(feed, "feed_url"))}
    )
    facts.addresses.extend(lines.addresses(feed, "home_page_url", "next_url", "icon", "favicon"))
    for item in items:
        line = lines.of(item.get("id"))
        entry = EntryFacts(id=_text(item, "id"), line=line, title=_text(item, "title"), updated="", content="")
        facts.entries.append(entry)
        for key in ("date_published", "date_modified"):
            if (moment := rfc3339(_text(item, key))) is not None:
                facts.moments.append((line, moment))
        facts.addresses.extend(lines.addresses(item, "url", "image", "banner_image"))
        attached = item.get("attachments")
        for attachment in attached if isinstance(attached, list) else ():
            facts.addresses.extend(lines.addresses(attachment, "url") if isinstance(attachment, dict) else ())
        facts.addresses.extend(Address(line, address) for _, address in in_html(_text(item, "content_html")))
    return facts


def _text(thing: dict[str, Any], key: str) -> str:
    value = thing.get(key)
    return value if isinstance(value, str) else ""


class _Lines:
    """The lines of strings in a JSON document: its parser has none, so each is searched for after the last."""

    def __init__(self, data: bytes) -> None:
        self._text = data.decode("utf-8", "replace")
        self._at, self._line = 0, 1

    def of(self, value: object) -> int | None:
        if not isinstance(value, str):
            return None
        for ascii_only in (False, True):
            found = self._text.find(json.dumps(value, ensure_ascii=ascii_only), self._at)
            if found >= 0:
                self._line += self._text.count("\n", self._at, found)
                self._at = found
                return self._line
        return None

    def addresses(self, thing: dict[str, Any], *keys: str) -> Iterator[Address]:
        for key in keys:
            if address := _text(thing, key):
                yield Address(self.of(address), address)
