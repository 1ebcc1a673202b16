"""The second of each entry: what the printed order becomes in feeds (design decision 3)."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count, groupby
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.entries.timestamps import moments, mornings

__all__ = ["place"]

_NEW = "published IS NULL AND NOT held"


def place(archive: Archive, zone: ZoneInfo, now: datetime | None, *, by_issue: bool = False) -> None:
    """Gives every new entry its second: newest issue first, then page, path, position.

    What stands keeps its own, and newcomers of its day take free ones. Nothing is dated after the build: what would be
    takes the build's moment, less its place.

    Args:
        archive: holds the entries.
        zone: the paper's.
        now: the build's moment; None dates entries after it too.
        by_issue: whether an entry is dated by its issue's morning rather than by its own day.
    """
    _Placing(archive.db, zone, now, by_issue=by_issue).run()


class _Placing:
    def __init__(self, db: sqlite3.Connection, zone: ZoneInfo, now: datetime | None, *, by_issue: bool) -> None:
        self._db = db
        self._zone = zone
        self._now = int(now.timestamp()) if now else None
        self._usual: Callable[[date, int, ZoneInfo], Iterator[datetime]] = mornings if by_issue else moments
        self._day = "issue" if by_issue else "day"
        self._taken: set[int] = set()  # of the day at hand

    def run(self) -> None:
        rows = self._db.execute(  # sorted before the first is handed out, so that they may be changed meanwhile
            f"""SELECT entry.{self._day}, entry.number FROM entry JOIN bulletin ON bulletin.number = bulletin
                WHERE {_NEW} ORDER BY 1 DESC, entry.issue DESC, page, bulletin.key, place"""
        )
        for day, of_day in groupby(rows, key=lambda row: row[0]):
            numbers = [number for _, number in of_day]
            self._taken.clear()
            given = zip(self._moments(date.fromisoformat(day), len(numbers)), numbers, strict=False)
            self._db.executemany("UPDATE entry SET published = ?1, updated = ?1 WHERE number = ?2", list(given))

    def _moments(self, day: date, wanted: int) -> Iterator[int]:
        """Moments of a day that nobody has, below those of its entries that stand, where they were given earlier ones.

        Args:
            day: the entries'.
            wanted: how many.
        """
        start = datetime.combine(day, datetime.min.time(), self._zone)
        bounds = int(start.timestamp()), int((start + timedelta(days=1)).timestamp())
        used = {
            moment
            for (moment,) in self._db.execute(
                "SELECT published FROM entry WHERE published >= ? AND published < ?", bounds
            )
        }
        many = 2 * wanted + len(used)  # each that is moved may take another's
        usual = (int(moment.timestamp()) for moment in self._usual(day, many, self._zone))
        first = next(self._usual(day, 1, self._zone)).timestamp()
        if used and (top := max(used)) < first:
            usual = (top - back for back in range(many + 1))
        for moment in usual:
            late = self._now is not None and moment > self._now
            given = self._latest() if late else moment
            if given not in used and given not in self._taken:
                self._taken.add(given)
                yield given

    def _latest(self) -> int:
        """The latest moment not after the build that nobody has."""
        assert self._now is not None
        for moment in (self._now - back for back in count()):
            if moment not in self._taken and not self._is_used(moment):
                return moment
        raise AssertionError  # there are endless moments

    def _is_used(self, moment: int) -> bool:
        return bool(self._db.execute("SELECT 1 FROM entry WHERE published = ?", (moment,)).fetchone())
