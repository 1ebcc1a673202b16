"""What is said, for a while, in the place of what is published no more."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from feedpub.data.words import words_in
from feedpub.entries.feed import ALL
from feedpub.entries.html import escaped
from feedpub.entries.ids import entry_id, entry_key, short_id
from feedpub.model import Config, Entry, Section
from feedpub.model.site import GonePage
from feedpub.model.withdrawal import SHOWN_FOR
from feedpub.paths import feed_path

__all__ = ["gone_page", "is_last_entry", "last_entry"]


def gone_page(path: str, what: Literal["withdrawn", "moved", "page"], leaves: date, language: str) -> GonePage:
    """The page that says in the place of another that it is no longer there.

    Args:
        path: of the page.
        what: an article that is withdrawn, an article that is no longer there, or another page.
        leaves: the day on which it is removed.
        language: of the paper (BCP 47).
    """
    words = words_in(language)
    return GonePage(path=path, title=words[f"gone_{what}"], text=words["gone_text"], leaves=leaves)


def last_entry(section: Section, leaves: date, moment: int, config: Config, publication: str) -> Entry:
    """The only entry of a feed that is no more: it tells subscribers so.

    Args:
        section: what the feed was called.
        leaves: the day on which it is removed.
        moment: when it ended, in seconds since 1970.
        config: everything the operator set.
        publication: the paper's name.
    """
    words = words_in(config.language)
    named = {"section": section.title, "day": leaves.isoformat(), "everything": config.base_url + feed_path(ALL)}
    text = words.say("ended_text", **named)
    identity = _identity(section.slug, leaves, config)
    ended = datetime.fromtimestamp(moment, UTC)
    return Entry(
        id=identity,
        short_id=short_id(identity),
        title=words.say("ended", **named),
        section=section,
        day=ended.date(),
        published=ended,
        updated=ended,
        author=publication,
        authors=(publication,),
        summary=text,
        html=f"<p>{escaped(text)}</p>",
        link=config.base_url if config.pages else None,
        tag=None,
        article=None,
    )


def is_last_entry(identity: str, feeds: Collection[str], ended: datetime, config: Config) -> bool:
    """Whether an entry found in a feed is the last one of a feed that is no more, and not an article.

    Args:
        identity: its id.
        feeds: the slugs of the feeds that carry it.
        ended: when it was published.
        config: everything the operator set.
    """
    if len(feeds) != 1:
        return False
    [slug] = feeds
    near = (ended.date() + SHOWN_FOR + timedelta(days=days) for days in (0, 1, -1))  # the day began elsewhere
    return any(identity == _identity(slug, leaves, config) for leaves in near)


def _identity(slug: str, leaves: date, config: Config) -> str:
    return entry_id(entry_key((config.id_publication, "leaves", slug, leaves.isoformat())))
