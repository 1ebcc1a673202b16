"""Give each new entry its moment, so that feeds keep the printed order (design decision 3)."""

from collections.abc import Iterator, Set
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
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
    by_issue = context.config.entry_time == "issue"
    zone = ZoneInfo(context.config.timezone)
    now = int(context.now.timestamp())
    if context.draft:
        return _give_anew(entries, zone, now, by_issue=by_issue)
    for text, rows in groupby(entries.fresh_in_order("issue" if by_issue else "day"), key=lambda row: row[0]):
        day, numbers = date.fromisoformat(text), [number for _, number in rows]
        taken = entries.moments_between(*_bounds(day, zone))
        usual = partial(usual_moments, day, len(numbers), taken, zone, by_issue=by_issue)
        if next(usual()) > now:
            taken = taken | entries.moments_until(now, len(numbers))
        entries.give_moments(zip(free_moments(usual(), taken, now), numbers, strict=False))
    return Affected()


def _give_anew(entries: PublishedEntries, zone: ZoneInfo, now: int, *, by_issue: bool) -> Affected:
    """Give all entries their moments; most have them already, and only what differs is written."""
    moved = entries.take_moments()
    given: set[int] = set()
    lowest = now
    changed: list[tuple[int, int]] = []
    for text, rows in groupby(entries.in_order("issue" if by_issue else "day"), key=lambda row: row[0]):
        day, group = date.fromisoformat(text), [row for _, row in rows]
        start, end = _bounds(day, zone)
        # Later days come first: they reach into this one only where they are later than the build.
        taken = {moment for moment in given if start <= moment < end} if lowest < end else set()
        usual = partial(usual_moments, day, len(group), taken, zone, by_issue=by_issue)
        if next(usual()) > now:
            taken = taken | given
        for moment, row in zip(free_moments(usual(), taken, now), group, strict=False):
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


def _bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """When a day begins and ends, in seconds since 1970."""
    start = datetime.combine(day, datetime.min.time(), zone)
    return int(start.timestamp()), int((start + timedelta(days=1)).timestamp())
