"""WebSub (W3C Recommendation): hubs are notified of the feeds that changed, so that subscribers need not ask.

WebSub leaves open how a publisher notifies a hub (section 5); the customary way is that of PubSubHubbub 0.4 (section
7.1), `hub.mode=publish` and the feed's address. What a hub did not take is owed, and later builds try again.

A build reads what is due while it holds the archive, gives the archive back, sends the pings, and opens the archive
once more to note what became of them: another build never waits for a hub.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from feedpub.archive import Archive, open_archive
from feedpub.archive.pings import Due, Pings
from feedpub.errors import RefusedError
from feedpub.messages import joined, message, plural
from feedpub.model import Config, Problem
from feedpub.model.build import BuildContext, FileProblem
from feedpub.publishing.ping import BUDGET, TIMEOUT, Outcome, send_pings

__all__ = ["Pinged", "due_pings", "owe_pings", "ping_hubs"]

_FIRST_WAIT = timedelta(minutes=5)  # doubled each time
_LONGEST_WAIT = timedelta(days=1)
_TRIES = 12  # for some days; then subscribers have asked by themselves


class Pinged(NamedTuple):
    """What became of pings: hub and topic of those that a hub took, and what was wrong."""

    done: Sequence[tuple[str, str]]
    problems: tuple[FileProblem, ...]


def owe_pings(archive: Archive, config: Config, names: Iterable[str]) -> None:
    """Note that hubs are to be notified of feeds, before these are published, so that no ping is lost.

    Args:
        archive: keeps what is owed.
        config: names the hubs. Where the site has no address of its own there is nothing to notify of.
        names: of the files that change.
    """
    if not config.has_address:
        return
    archive.pings.owe((hub, config.base_url + name) for name in names for hub in config.hubs)


def due_pings(archive: Archive, context: BuildContext) -> tuple[Due, ...]:
    """What hubs are to be notified of now; what is owed to hubs that are configured no longer is dropped.

    Args:
        archive: keeps what is owed; it is committed.
        context: of the build; its configuration names the hubs.
    """
    pings = archive.pings
    hubs = pings.hubs()
    for hub in hubs:
        if hub not in context.config.hubs:
            pings.drop(hub)
    archive.commit()
    now = int(context.now.timestamp())
    return tuple(row for hub in context.config.hubs if hub in hubs for row in pings.due(hub, now))


def ping_hubs(due: Sequence[Due], context: BuildContext, *, timeout: float = TIMEOUT, budget: float = BUDGET) -> Pinged:
    """Notify hubs, and note it in the archive; a hub that does not answer is a warning, and the rest of its pings wait.

    If another build keeps the archive for longer than this one may wait, what was sent stays owed, and is sent again:
    a hub that is told twice asks for the feed twice.

    Args:
        due: what they are to be notified of. The archive must not be open.
        context: of the build.
        timeout: seconds a hub has for each answer.
        budget: seconds for everything.
    """
    by_hub: dict[str, list[str]] = {}
    for row in due:
        by_hub.setdefault(row.hub, []).append(row.topic)
    outcome = send_pings(by_hub, timeout=timeout, budget=budget)
    options = context.options
    if options.keep:
        with contextlib.suppress(RefusedError), open_archive(context.config.archive, wait=options.wait) as archive:
            problems = tuple(_note(archive.pings, due, outcome, context))
            archive.commit()
            return Pinged(outcome.done, problems)
    faults = sorted(outcome.faults.items())
    return Pinged(outcome.done, tuple((hub, _problem(_next_time(fault, context))) for hub, fault in faults))


def _next_time(fault: str, context: BuildContext) -> str:
    if context.config.deploy:
        return message("{fault}; the next `feedpub publish` tries again", fault=fault)
    return message("{fault}; the next build tries again", fault=fault)


def _note(pings: Pings, due: Sequence[Due], outcome: Outcome, context: BuildContext) -> Iterator[FileProblem]:
    done = set(outcome.done)
    for row in due:
        if (row.hub, row.topic) in done:
            pings.done(row)
    for hub, fault in sorted(outcome.faults.items()):  # which of them failed first is chance
        yield hub, _wait(pings, hub, fault, context)


def _wait(pings: Pings, hub: str, fault: str, context: BuildContext) -> Problem:
    """Postpone all pings of a hub, each time twice as long, and drop them after the last try."""
    owing = pings.owing(hub)
    tries = owing.tries + 1
    feeds = plural("{n} feed", "{n} feeds", owing.feeds)
    if tries >= _TRIES:
        pings.drop(hub)
        then = message(
            "it was not notified of {feeds}, after {tries} tries; is its address right?", feeds=feeds, tries=tries
        )
    else:
        due = int(context.now.timestamp()) + int(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1)).total_seconds())
        pings.postpone(hub, tries, due)
        when = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M UTC")
        then = (
            message(
                "it will be notified of {feeds} by the first `feedpub publish` after {when}", feeds=feeds, when=when
            )
            if context.config.deploy
            else message("it will be notified of {feeds} in the first build after {when}", feeds=feeds, when=when)
        )
    return _problem(joined("; ", (fault, then)))


def _problem(message: str) -> Problem:
    return Problem(line=None, level="warning", code="hub", message=message)
