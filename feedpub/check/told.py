"""What a feed on disk tells of itself, whichever its format: links, moments, entries, and every address in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

__all__ = ["Address", "Told", "ToldEntry"]


class Address(NamedTuple):
    """Something a feed or page leads to, and where it says so."""

    line: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """An entry, as far as feeds must agree on it.

    Attributes:
        content: a digest of it; empty where there is none.
    """

    id: str
    line: int | None
    title: str
    updated: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a feed tells.

    Attributes:
        line: where it begins.
        links: its own, by relation; the first of each.
        archived: it says that it is an archive document (RFC 5005, section 4).
        moments: every date in it that is one, with its line.
        addresses: all it leads to, but those of `links` that make a chain.
    """

    kind: Literal["atom", "rss", "json", "opml"]
    line: int | None
    links: dict[str, Address] = field(default_factory=dict)
    archived: bool = False
    moments: list[tuple[int | None, datetime]] = field(default_factory=list)
    entries: list[ToldEntry] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
