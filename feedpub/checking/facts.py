"""Describe a feed in the same way whatever its format: its links, dates, entries and addresses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

__all__ = ["Address", "EntryFacts", "FeedFacts"]


class Address(NamedTuple):
    """An address in a feed or page, and its line."""

    line: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """The parts of an entry that must be equal in all feeds.

    Attributes:
        content: a digest of it; empty where there is none.
    """

    id: str
    line: int | None
    title: str
    updated: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """What is known of a feed from its file.

    Attributes:
        line: where the feed begins; None in JSON.
        links: of the feed itself, by relation; the first of each.
        archived: whether it is marked as an archive document (RFC 5005, section 4).
        moments: every valid date in it, with its line.
        addresses: all that it links to, except those of `links` to itself and to archive documents.
    """

    kind: Literal["atom", "rss", "json", "opml"]
    line: int | None
    links: dict[str, Address] = field(default_factory=dict)
    archived: bool = False
    moments: list[tuple[int | None, datetime]] = field(default_factory=list)
    entries: list[EntryFacts] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
