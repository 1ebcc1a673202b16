"""When an entry, an issue or a feed counts as published and as updated (design decisions 3 and 5)."""

from collections.abc import Iterable, Iterator, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["Updated", "free_moments", "moments", "mornings", "updated_moment"]


class Updated(NamedTuple):
    """When something counts as updated (seconds since 1970), and whether what a reader sees of it has changed."""

    moment: int
    changed: bool


def moments(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """The publication times of a day's entries: 12:00 UTC, each entry a second before the one above it.

    That is the same calendar day for nearly every reader, keeps the printed order, and gives no two entries the same
    time. It is kept within the day in the paper's zone, where noon UTC may be another day.

    Args:
        day: the entries' day.
        count: how many entries there are.
        zone: the paper's time zone.
    """
    return _within(day, datetime.combine(day, time(12), UTC), count, zone)


def mornings(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """The publication times of an issue's entries if they are dated by the issue: 08:00 in the paper's zone.

    Args:
        day: the issue date.
        count: how many entries there are; each is a second before the one above it.
        zone: the paper's time zone.
    """
    return _within(day, datetime.combine(day, time(8), zone).astimezone(UTC), count, zone)


def free_moments(usual: Iterable[int], taken: Set[int], now: int) -> Iterator[int]:
    """The moments that new entries get; all moments are seconds since 1970.

    Args:
        usual: those they would have if they were alone, in their order.
        taken: those that other entries have.
        now: the moment of the build. What would be later gets the latest moment not after it that is free.
    """
    given = set(taken)
    latest = now
    for moment in usual:
        if moment > now:
            while latest in given:
                latest -= 1
        free = latest if moment > now else moment
        if free not in given:
            given.add(free)
            yield free


def updated_moment(
    published: int, updated: int, before: bytes | str | None, seen: bytes | str, now: int, changes: int = 0
) -> Updated:
    """When something counts as updated, and whether it has changed (design decision 5; RFC 4287, section 4.2.15).

    That moves only when what a reader sees has changed: to the moment of the build, a second less for each change that
    the build made before, so that no two entries have one timestamp. It never moves back, and it never lies before
    `published`. What was never rendered before has not changed.

    Args:
        published: when it was published, in seconds since 1970.
        updated: when it was updated last, in seconds since 1970.
        before: what a reader saw last, or its hash; None where nothing was rendered yet.
        seen: what a reader sees now, or its hash.
        now: the moment of the build, in seconds since 1970.
        changes: how many others this build has changed already.
    """
    if before is None or before == seen:
        return Updated(updated, changed=False)
    return Updated(max(updated, published, now - changes), changed=True)


def _within(day: date, hour: datetime, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    base = max(min(hour, last), first + timedelta(seconds=count))
    return (base - timedelta(seconds=place) for place in range(count))
