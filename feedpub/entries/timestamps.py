"""When an entry counts as published (design decision 3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["moments", "mornings"]


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


def _within(day: date, hour: datetime, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    base = max(min(hour, last), first + timedelta(seconds=count))
    return (base - timedelta(seconds=place) for place in range(count))
