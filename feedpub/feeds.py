"""Entries to feeds: which entries a feed carries, and what it is called."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from feedpub.entries import feed_id
from feedpub.model import Config, Entry, Feed, Section

__all__ = ["ALL", "Dispatch", "make_feed", "window"]

ALL = "all"
_ALL_TITLE = "全部"


class Dispatch(Protocol):
    """What the window looks at."""

    @property
    def issue(self) -> date:
        """The issue day it was first seen in."""


T = TypeVar("T", bound=Dispatch)


def window(newest_first: Sequence[T], days: int, limit: int) -> list[T]:
    """What a feed carries: everything of the newest `days` issue days, and at least `limit` entries.

    So a big issue or a late bulletin is never cut before anybody polled (design decision 10).
    """
    newest = set(sorted({row.issue for row in newest_first}, reverse=True)[:days])
    wanted = {index for index, row in enumerate(newest_first) if row.issue in newest}
    for index in range(len(newest_first)):
        if len(wanted) >= limit:
            break
        wanted.add(index)
    return [newest_first[index] for index in sorted(wanted)]


def make_feed(section: Section | None, entries: Iterable[Entry], config: Config, publication: str) -> Feed:
    """A section's feed, or the feed of all sections where `section` is None."""
    slug, name = (section.slug, section.title) if section else (ALL, _ALL_TITLE)
    carried = tuple(entries)
    title = f"{publication} · {name}"
    description = title if section else config.description or title
    return Feed(
        slug=slug,
        id=feed_id(config.id_publication, slug),
        title=title,
        description=description,
        publication=publication,
        home=config.base_url,
        base_url=config.base_url,
        language=config.language,
        updated=max((entry.updated for entry in carried), default=None),
        entries=carried,
    )
