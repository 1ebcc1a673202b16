"""The second of each entry: what the printed order becomes in feeds (design decision 3)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count, groupby
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from feedpub.entries import moments
from feedpub.standing import Standing

__all__ = ["place"]


class Placed(Protocol):
    """What is looked at of an article, and the moment it is given."""

    day: date
    issue: date
    page: str
    file: int
    index: int
    published: datetime | None

    @property
    def id(self) -> str:
        """The id of its entry."""


T = TypeVar("T", bound=Placed)


def place(listed: list[T], zone: ZoneInfo, standing: Mapping[str, Standing], now: datetime | None) -> None:
    """Gives every entry its second: newest issue first, then page, path, position; and sorts by it.

    What stands keeps its own, and newcomers of its day take free ones. Nothing is dated after the build: what would be
    takes the build's moment, less its place.
    """
    listed.sort(key=lambda row: (-row.day.toordinal(), -row.issue.toordinal(), row.page, row.file, row.index))
    used = {row.published for row in standing.values()}
    on_day: defaultdict[date, list[datetime]] = defaultdict(list)
    for moment in used:
        on_day[moment.astimezone(zone).date()].append(moment)
    first = min(on_day, default=date.max)
    latest = (moment for back in count() if now and (moment := now - timedelta(seconds=back)) not in used)
    late = 0
    for day, rows in groupby(listed, key=lambda row: row.day):
        same_day = list(rows)
        if day >= first:  # tomorrow's pages may have been published today
            for row in same_day:
                stands = standing.get(row.id)
                row.published = stands.published if stands else None
            same_day = [row for row in same_day if row.published is None]
        wanted = 2 * len(same_day) + late + len(on_day.get(day, ()))  # each that is moved may take another's
        for row, moment in zip(same_day, _free(day, wanted, zone, on_day.get(day, ()), used), strict=False):
            row.published = moment
            if now is not None and moment > now:
                row.published = next(latest)
                late += 1
            used.add(row.published)
    if standing:
        listed.sort(key=_published, reverse=True)


def _free(
    day: date, count: int, zone: ZoneInfo, standing: Sequence[datetime], used: set[datetime]
) -> Iterator[datetime]:
    """Moments of a day that nobody has, below those of its entries that stand, where they were given earlier ones.

    Args:
        day: the entries'.
        count: how many to look at.
        zone: the paper's.
        standing: the moments of that day that stand.
        used: all that are given.
    """
    usual = moments(day, count, zone)
    if standing and (top := max(standing)) < next(moments(day, 1, zone)):
        usual = (top - timedelta(seconds=back) for back in range(count + 1))
    return (moment for moment in usual if moment not in used)


def _published(row: Placed) -> datetime:
    assert row.published is not None
    return row.published
