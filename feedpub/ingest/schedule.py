"""The days on which the paper appears (出版日), the hour of publication, and when a day's issue is published."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from feedpub.model import MOST_AHEAD, Config

__all__ = ["days_without", "expected_after", "released_through"]

_FAR = 366  # days ahead; a paper that appears on none of them does not appear any more


def released_through(config: Config, now: datetime) -> date:
    """The newest issue day that may be published: today's, once it is `release`, else yesterday's.

    Without `release` an issue may be made ready two days ahead; a later one is mostly a slip of the finger.

    Args:
        config: everything the operator set.
        now: the build's moment.
    """
    local = now.astimezone(ZoneInfo(config.timezone))
    if config.release is None:
        return local.date() + MOST_AHEAD
    return local.date() if local.time() >= config.release else local.date() - timedelta(days=1)


def expected_after(config: Config, newest: date) -> datetime | None:
    """When the next issue is due, in the paper's zone: at `release`, or as its day begins."""
    for back in range(1, _FAR + 1):
        day = newest + timedelta(days=back)
        if _appears(config, day):
            return datetime.combine(day, config.release or time(), ZoneInfo(config.timezone))
    return None


def days_without(config: Config, issues: Collection[date], first: date, now: datetime) -> Iterator[date]:
    """The days on which the paper appears and nothing came of it, from a day on until what is due by now.

    Args:
        config: says on which days it appears.
        issues: the days of which something came.
        first: where to begin.
        now: the moment.
    """
    local = now.astimezone(ZoneInfo(config.timezone))
    last = min(released_through(config, now), local.date())
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if _appears(config, day) and day not in issues:
            yield day


def _appears(config: Config, day: date) -> bool:
    return day.weekday() in config.publishes and day not in config.no_issue
