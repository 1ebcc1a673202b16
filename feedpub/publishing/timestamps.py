"""Give each new entry its moment, so that feeds keep the printed order (design decision 3)."""

from collections.abc import Callable, Iterator, Set
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.published_entries import PublishedEntries
from feedpub.entries.timestamps import free_moments, moments, mornings
from feedpub.ingest.results import affected_by
from feedpub.model.build import Affected, BuildContext

__all__ = ["give_timestamps", "usual_moments"]


def give_timestamps(archive: Archive, context: BuildContext) -> Affected:
    """Give every new entry its moment: the newest issue first, then by page, path and position.

    Other entries keep their own, and new ones of the same day take free ones; in a draft, all are given theirs anew,
    in printed order. Nothing is dated after the build.

    Args:
        archive: where the entries are.
        context: of the build.

    Returns:
        The entries of a draft that have another moment than before.
    """
    entries = archive.published
    entries.note_first_issue("" if archive.is_new or context.draft else entries.newest_first_issue() or "")
    rule = _Rule(ZoneInfo(context.config.timezone), int(context.now.timestamp()), context.config.entry_time == "issue")
    if context.draft:
        return _give_anew(entries, rule)
    for text, rows in groupby(entries.fresh_in_order(rule.column), key=lambda row: row[0]):
        day, numbers = date.fromisoformat(text), [number for _, number in rows]
        taken = entries.moments_between(*rule.bounds(day))
        free = rule.free(day, len(numbers), taken, partial(entries.moments_until, rule.now, len(numbers)))
        entries.give_moments(zip(free, numbers, strict=False))
    return Affected()


class _Rule(NamedTuple):
    """What decides which moments the new entries of a day get: the paper's zone, the build, and what dates entries."""

    zone: ZoneInfo
    now: int
    by_issue: bool

    @property
    def column(self) -> Literal["day", "issue"]:
        return "issue" if self.by_issue else "day"

    def bounds(self, day: date) -> tuple[int, int]:
        """When a day begins and ends, in seconds since 1970."""
        start = datetime.combine(day, datetime.min.time(), self.zone)
        return int(start.timestamp()), int((start + timedelta(days=1)).timestamp())

    def free(self, day: date, wanted: int, taken: Set[int], earlier: Callable[[], Set[int]]) -> Iterator[int]:
        """The moments that new entries of a day get, the first one first; all moments are seconds since 1970.

        Args:
            day: the entries'.
            wanted: how many there are.
            taken: the moments of the other entries of the day.
            earlier: says which moments before the build are taken; asked only where a usual one is later than it.
        """
        usual = partial(usual_moments, day, wanted, taken, self.zone, by_issue=self.by_issue)
        if next(usual()) > self.now:
            taken = taken | earlier()
        return free_moments(usual(), taken, self.now)


def _give_anew(entries: PublishedEntries, rule: _Rule) -> Affected:
    """Give all entries their moments; most have them already, and only what differs is written."""
    moved = entries.take_moments()
    given: set[int] = set()
    lowest = rule.now
    changed: list[tuple[int, int]] = []
    for text, rows in groupby(entries.in_order(rule.column), key=lambda row: row[0]):
        day, group = date.fromisoformat(text), [row for _, row in rows]
        start, end = rule.bounds(day)
        # Later days come first: they reach into this one only where they are later than the build.
        taken = {moment for moment in given if start <= moment < end} if lowest < end else set()
        for moment, row in zip(rule.free(day, len(group), taken, given.copy), group, strict=False):
            given.add(moment)
            lowest = min(lowest, moment)
            if not row.published == row.updated == moment:
                changed.append((moment, row.number))
            if row.published not in {None, moment}:
                moved.append(row)
    entries.give_moments(changed)
    return affected_by(Placed(row.number, row.slug, row.issue) for row in moved)


def usual_moments(day: date, wanted: int, taken: Set[int], zone: ZoneInfo, *, by_issue: bool) -> Iterator[int]:
    """The moments (seconds since 1970) that new entries of a day have, the latest first, some of which may be taken.

    They begin with the usual one of the day, or where all entries of the day have earlier ones, with the latest of
    these. There are enough, even if each that is later than the build takes the moment of another.

    Args:
        day: the entries'.
        wanted: how many there are.
        taken: the moments of the other entries of the day.
        zone: the paper's.
        by_issue: whether entries are dated by their issue's morning.
    """
    many = 2 * wanted + len(taken)
    given = mornings if by_issue else moments
    latest = max(taken, default=None)
    if latest is not None and latest < next(given(day, 1, zone)).timestamp():
        return (latest - back for back in range(many + 1))
    return (int(moment.timestamp()) for moment in given(day, many, zone))
