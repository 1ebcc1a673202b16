"""When an entry counts as published (design decision 3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["moments", "mornings"]


def moments(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """When the entries of a day count as published: 12:00 UTC, each place a second earlier.

    That is the same calendar day for nearly every reader, keeps the printed order, and gives no two entries one
    timestamp. It is kept within the paper's own day: in zones far from Greenwich noon there may lie outside it.

    Args:
        day: the entries' day.
        count: how many there are.
        zone: the paper's.
    """
    return _within(day, datetime.combine(day, time(12), UTC), count, zone)


def mornings(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """When the entries of an issue count as published where they are dated by it: 08:00 in the paper's zone.

    Args:
        day: the issue's.
        count: how many there are; each place is a second earlier.
        zone: the paper's.
    """
    return _within(day, datetime.combine(day, time(8), zone).astimezone(UTC), count, zone)


def _within(day: date, hour: datetime, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    base = max(min(hour, last), first + timedelta(seconds=count))
    return (base - timedelta(seconds=place) for place in range(count))
