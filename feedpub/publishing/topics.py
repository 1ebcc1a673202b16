"""Feeds and pages of topics: those of which enough is published, and that this build changes."""

from collections.abc import Collection, Iterable, Mapping

from feedpub.archive import Archive
from feedpub.archive.topics import TopicRow
from feedpub.entries.topics import KINDS, linked_topics, topic_slug
from feedpub.model import Config

__all__ = ["owe_topics", "pages_of_topics"]


def owe_topics(archive: Archive, config: Config, entries: Iterable[int], *, everything: bool) -> frozenset[str]:
    """The slugs of topics whose feeds are to be made; a topic that has enough entries for the first time begins here.

    One that has fewer again keeps its feeds: somebody may follow them.

    Args:
        archive: notes which topics have feeds.
        config: says which kinds have, and from how many entries on.
        entries: numbers of those that are new, or may read differently.
        everything: whether all feeds may read differently.
    """
    if not config.by:
        return frozenset()
    topics = archive.topics
    known = {row.topic: row.slug for row in topics.published().values()}
    if everything:
        candidates: Collection[str] = {*topics.frequent(config.by_from), *known}
    else:
        candidates = topics.touched(entries)
    kinds = {KINDS[kind] for kind in config.by}
    made = set()
    for topic in sorted(candidates):
        if topic[:1] in kinds and (topic in known or topics.is_frequent(topic, config.by_from)):
            if topic not in known:
                known[topic] = _begin(archive, topic, known.values())
            made.add(known[topic])
    return frozenset(made)


def pages_of_topics(archive: Archive, config: Config) -> Mapping[str, str]:
    """The paths of the pages of topics, without `.html`: of those that have feeds, and of `[[follow]]`."""
    kinds = {KINDS[kind] for kind in config.by}
    rows = archive.topics.published().values() if kinds else ()
    return {row.topic: row.slug for row in rows if row.topic[:1] in kinds} | linked_topics(config)


def _begin(archive: Archive, topic: str, taken: Collection[str]) -> str:
    slug = topic_slug(topic)
    if slug in taken:  # two names are spelled alike, and their short hashes are the same
        slug = topic_slug(topic, digits=16)
    archive.topics.publish(TopicRow(slug, topic, archive.topics.printed(topic)))
    return slug
