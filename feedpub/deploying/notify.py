"""Notify hubs of the feeds that can be fetched at their address as they are here, and of no others."""

from collections.abc import Mapping
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.pings import Due
from feedpub.messages import message, plural
from feedpub.model import Problem
from feedpub.model.build import BuildContext, FileProblem
from feedpub.publishing.ping import unserved
from feedpub.publishing.websub import due_pings, ping_hubs

__all__ = ["DueFeeds", "due_feeds", "notify_hubs"]


class DueFeeds(NamedTuple):
    """What hubs are to be notified of.

    Attributes:
        pings: hub and feed.
        hashes: of the bytes at the target, by the address of the feed.
    """

    pings: list[Due]
    hashes: dict[str, bytes]


def due_feeds(archive: Archive, context: BuildContext) -> DueFeeds:
    """What hubs are to be notified of now; a feed that a build wrote since it was uploaded waits for the next run."""
    due = DueFeeds([], {})
    if not archive.pings.any_owed():
        return due
    base_url = context.config.base_url
    for row in due_pings(archive, context):
        name = row.topic.removeprefix(base_url)
        known = archive.files.hash_of(name)
        if known is None:  # a feed that is no more, or had another address
            archive.pings.done(row)
        elif not archive.deployed.is_owed(name):
            due.pings.append(row)
            due.hashes[row.topic] = known
    archive.commit()
    return due


def notify_hubs(due: DueFeeds, context: BuildContext) -> tuple[tuple[str, ...], tuple[FileProblem, ...]]:
    """Notify hubs of what can be fetched; the rest stays owed. The archive must not be open.

    Returns:
        The addresses of the feeds that hubs were notified of, and what was wrong.
    """
    if not due.pings:
        return (), ()
    faults = unserved(due.hashes)
    pinged = ping_hubs([row for row in due.pings if row.topic not in faults], context)
    return tuple(sorted({topic for _, topic in pinged.done})), (*_not_there(faults), *pinged.problems)


def _not_there(faults: Mapping[str, str]) -> list[FileProblem]:
    """One warning for all feeds that cannot be fetched, with the reason of the first."""
    if not faults:
        return []
    topic, reason = min(faults.items())
    told = message(
        "{reason}; hubs are notified of {feeds} when they can be fetched as they were uploaded: the next "
        "`feedpub publish` looks again",
        reason=reason,
        feeds=plural("{n} feed", "{n} feeds", len(faults)),
    )
    return [(topic, Problem(line=None, level="warning", code="hub", message=told))]
