"""Make feeds from entries: title, description, address and time of last change."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from feedpub.data.words import words_in
from feedpub.entries.ids import feed_id
from feedpub.model import Config, Entry, Feed, Section
from feedpub.paths import FEED_STYLE, follow_path, section_path, topic_path

if TYPE_CHECKING:
    from feedpub.model.look import SiteLook
    from feedpub.model.site import Site, SiteFeed

__all__ = [
    "ALL",
    "CORRECTIONS",
    "DAILY",
    "corrections_section",
    "further_feeds",
    "is_further",
    "make_feed",
    "page_of_feed",
    "site_of",
]

ALL = "all"
DAILY = "daily"
CORRECTIONS = "corrections"
_FURTHER = 10_000  # further feeds come after all sections
_LAST = 1_000_000  # the feed of corrections comes after these


def further_feeds(config: Config) -> list[Section]:
    """The configured further feeds, as sections: the daily feed, and one per `[[follow]]`."""
    rows = [(DAILY, words_in(config.language)["daily"])] if config.daily else []
    rows += [(follow.slug, follow.title) for follow in config.follows]
    return [Section(slug=slug, title=title, order=_FURTHER + place) for place, (slug, title) in enumerate(rows)]


def corrections_section(config: Config) -> Section:
    """The feed of corrections, as a section."""
    return Section(slug=CORRECTIONS, title=words_in(config.language)["corrections"], order=_LAST)


def is_further(position: int) -> bool:
    """Whether a feed with this position is, or was, a further feed."""
    return position >= _FURTHER


def page_of_feed(slug: str, position: int) -> str:
    """The path of the page that lists the entries of a feed; empty where there is none but the front page.

    Args:
        slug: of the feed.
        position: among the sections; it tells further feeds.
    """
    if "/" in slug:
        return topic_path(slug)
    if not is_further(position):
        return section_path(slug) if slug != ALL else ""
    return "" if slug in (DAILY, CORRECTIONS) else follow_path(slug)


def make_feed(
    section: Section | None,
    entries: Iterable[Entry],
    config: Config,
    publication: str,
    updated: datetime | None = None,
) -> Feed:
    """Make a section's feed, or the feed of all sections if `section` is None.

    Args:
        section: the section, or None.
        entries: the feed's entries, newest first.
        config: the configuration.
        publication: the paper's name.
        updated: when the feed itself changed, apart from its entries (RFC 4287, section 4.2.15).
    """
    slug, name = (section.slug, section.title) if section else (ALL, words_in(config.language)["everything"])
    carried = tuple(entries)
    title = f"{publication} · {name}"
    description = title if section else config.description or title
    return Feed(
        slug=slug,
        id=feed_id(config.id_publication, slug),
        title=title,
        description=description,
        publication=publication,
        home=config.base_url + (page_of_feed(slug, section.order) if section and config.pages else ""),
        base_url=config.base_url,
        language=config.language,
        updated=max((moment for moment in (updated, *(entry.updated for entry in carried)) if moment), default=None),
        entries=carried,
        rights=config.rights,
        icon=config.icon,
        logo=config.logo,
        ttl=config.ttl,
        hubs=config.hubs,
        style="../" * slug.count("/") + FEED_STYLE if config.pages else None,
    )


def site_of(config: Config, publication: str, sections: "Iterable[SiteFeed]", look: "SiteLook") -> "Site":
    """The data that every page shows; `sections` are the feeds of sections, in order."""
    from feedpub.model.site import Site, SiteFeed  # not needed by a build that changes nothing

    return Site(
        publication=publication,
        description=config.description or "",
        language=config.language,
        base_url=config.base_url,
        has_address=config.has_address,
        rights=config.rights,
        everything=SiteFeed(ALL, words_in(config.language)["everything"]),
        sections=tuple(sections),
        followed=tuple(SiteFeed(section.slug, section.title) for section in further_feeds(config)),
        look=look,
        links=config.links,
        icp=config.icp,
        search=config.search,
    )
