"""Feeds and pages of topics: those of which enough is published, and that this build changes."""

from collections.abc import Collection, Iterable, Mapping

from feedpub.archive import Archive
from feedpub.archive.topics import TopicRow
from feedpub.entries.topics import KINDS, linked_topics, topic_slug
from feedpub.model import Config
from feedpub.output import Output
from feedpub.paths import feed_path

__all__ = ["owe_topics", "pages_of_topics", "published_topics"]


def owe_topics(
    archive: Archive, config: Config, disk: Output, entries: Iterable[int], *, everything: bool
) -> frozenset[str]:
    """The slugs of topics whose feeds are to be made; a topic that has enough entries for the first time begins here.

    One that has fewer again keeps its feeds: somebody may follow them.

    Args:
        archive: notes which topics have feeds.
        config: says which kinds have, and from how many entries on; what a `[[follow]]` is about has them anyway.
        disk: the output folder. Where the archive is new, a topic that is published there goes on.
        entries: numbers of those that are new, or may read differently.
        everything: whether all feeds may read differently.
    """
    if not config.by:
        return frozenset()
    topics = archive.topics
    known = {row.topic: row.slug for row in topics.published().values()}
    candidates = topics.touched(entries)
    if everything:
        candidates |= {*topics.frequent(config.by_from), *known}
    kinds = {KINDS[kind] for kind in config.by}
    followed = linked_topics(config)
    stand = {f"{kind}/{name}" for kind in kinds for name in disk.names(kind)} if archive.is_new else set()
    ours = sorted(topic for topic in candidates if topic[:1] in kinds)
    for topic in ours:
        stands = bool(stand) and feed_path(topic_slug(topic)) in stand
        if topic not in known and topic not in followed and (stands or topics.is_frequent(topic, config.by_from)):
            known[topic] = _begin(archive, topic, known.values())
    return frozenset(known[topic] for topic in ours if topic in known)


def pages_of_topics(archive: Archive, config: Config) -> Mapping[str, str]:
    """The paths of the pages of topics, without `.html`: of those that have feeds, and of `[[follow]]`."""
    return {row.topic: row.slug for row in published_topics(archive, config)} | linked_topics(config)


def published_topics(archive: Archive, config: Config) -> list[TopicRow]:
    """The topics that have feeds, of the kinds that are switched on."""
    kinds = {KINDS[kind] for kind in config.by}
    return [row for row in archive.topics.published().values() if row.topic[:1] in kinds] if kinds else []


def _begin(archive: Archive, topic: str, taken: Collection[str]) -> str:
    slug = topic_slug(topic)
    if slug in taken:  # two names are spelled alike, and their short hashes are the same
        slug = topic_slug(topic, digits=16)
    archive.topics.publish(TopicRow(slug, topic, archive.topics.printed(topic)))
    return slug
