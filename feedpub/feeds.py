"""Entries to feeds: what a feed is called, and when it changed."""

from collections.abc import Iterable
from datetime import datetime

from feedpub.entries import feed_id
from feedpub.model import Config, Entry, Feed, Section

__all__ = ["ALL", "ASSETS", "FRONT", "OPML", "make_feed"]

ALL = "all"
OPML = "feeds.opml"  # the list of all feeds
FRONT = "index.html"
ASSETS = ("style.css", "copy.js")  # what pages are drawn with
_ALL_TITLE = "全部"


def make_feed(
    section: Section | None,
    entries: Iterable[Entry],
    config: Config,
    publication: str,
    updated: datetime | None = None,
) -> Feed:
    """A section's feed, or the feed of all sections where `section` is None.

    Args:
        section: the section.
        entries: what it carries, newest first.
        config: everything the operator set.
        publication: the paper's name.
        updated: when it changed otherwise than by its entries (RFC 4287, section 4.2.15).
    """
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
        home=f"{config.base_url}s/{slug}.html" if section and config.pages else config.base_url,
        base_url=config.base_url,
        language=config.language,
        updated=max((moment for moment in (updated, *(entry.updated for entry in carried)) if moment), default=None),
        entries=carried,
    )
