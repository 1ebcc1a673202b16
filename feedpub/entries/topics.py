"""Topics: the reporters and the columns of a paper, each of which may have a feed and a page (`by`).

A topic is a kind and a name as it is compared, so that all articles which print the name have one. Its address is made
of these alone: it is the same whichever article came first, also after the archive was lost.
"""

import json
import re
from collections.abc import Collection
from hashlib import blake2b

from feedpub.entries.text import bare_column
from feedpub.model import Article, Config, Section
from feedpub.paths import COLUMNS, REPORTERS
from feedpub.reading.text.characters import same_name

__all__ = ["KINDS", "column_topic", "linked_topics", "reporter_topic", "topic_section", "topic_slug", "topics_of"]

KINDS = {"reporter": REPORTERS, "column": COLUMNS}  # the value of `by`, and the folder of feeds and pages
_ORDER = 2_000_000  # topics come after all other feeds
_LONGEST = 60  # characters of a slug, without the hash


def reporter_topic(name: str) -> str:
    """The topic of a reporter."""
    return KINDS["reporter"] + same_name(name)


def column_topic(tag: str) -> str:
    """The topic of a column, by its tag."""
    return KINDS["column"] + same_name(bare_column(tag))


def topics_of(article: Article, by: Collection[str], *, in_section: bool) -> str:
    """The topics of an article, each with its name as printed, as the archive keeps them (JSON).

    Args:
        article: as read.
        by: the kinds that have feeds.
        in_section: whether its column is the section it is filed under, which has a feed anyway.
    """
    found: dict[str, str] = {}
    if "reporter" in by:
        found |= {reporter_topic(who.name): who.name for who in article.people}
    if "column" in by and article.tag and not in_section and (name := bare_column(article.tag)):
        found[column_topic(name)] = name
    return json.dumps(found, ensure_ascii=False) if found else "{}"


def topic_slug(topic: str, digits: int = 4) -> str:
    """The slug of a topic's feeds, which is also the path of its page: `r/wang-wei-3f9c`.

    Args:
        topic: it.
        digits: of the hash of its name, which tells names apart that are spelled alike.
    """
    from pypinyin import lazy_pinyin  # its dictionaries take a while to load

    kind, name = topic[:1], topic[1:]
    spelled = re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower()).strip("-")[:_LONGEST].strip("-")
    number = blake2b(name.encode(), digest_size=8).hexdigest()[:digits]
    return f"{kind}/{spelled}-{number}" if spelled else f"{kind}/{number}"


def topic_section(slug: str, title: str) -> Section:
    """The feed of a topic, as a section."""
    return Section(slug=slug, title=title, order=_ORDER)


def linked_topics(config: Config) -> dict[str, str]:
    """The topics that a `[[follow]]` alone is about, with the path of its page without `.html`."""
    found: dict[str, str] = {}
    for follow in config.follows:
        conditions = (follow.tag, follow.reporter, follow.place, follow.keyword)
        if sum(condition is not None for condition in conditions) == 1:
            topic = (follow.reporter and reporter_topic(follow.reporter)) or (follow.tag and column_topic(follow.tag))
            if topic:
                found.setdefault(topic, f"f/{follow.slug}")
    return found
