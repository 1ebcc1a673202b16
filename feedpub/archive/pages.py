"""Pages of articles: which are written, and which name each other as neighbours."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive.conditions import SHORT_ID, SHOWN_TITLE
from feedpub.archive.issues import listed
from feedpub.archive.numbers import Numbers
from feedpub.archive.portions import marks, portions
from feedpub.model.states import PageWritten

if TYPE_CHECKING:
    from feedpub.model.site import Listed

__all__ = ["FOLLOWING", "PageRows"]

FOLLOWING = 3  # articles of its section that a page names which come after it, in printed order; one that comes before
_BEFORE = "SELECT id FROM standing WHERE slug = ? AND published > ? ORDER BY published LIMIT ?"
_AFTER = "SELECT id FROM standing WHERE slug = ? AND published < ? ORDER BY published DESC LIMIT ?"
_BESIDE = f"SELECT published, id, {SHOWN_TITLE} FROM standing WHERE slug = ? AND published"
_NEWER, _OLDER = f"{_BESIDE} >= ? ORDER BY published LIMIT ?", f"{_BESIDE} < ? ORDER BY published DESC LIMIT ?"
_STRIP = 40  # neighbours to each side that are asked for at once: articles mostly come day by day
_OWE = f"UPDATE entry SET page_written = {PageWritten.NO} WHERE"
_FEW = f"page_written != {PageWritten.YES}"  # lets SQLite use the index of pages that are owed, or just written
_MANY = 20_000  # neighbours that are searched for one by one


class _Strip(NamedTuple):
    """Entries of a section that follow one another, the oldest first.

    Attributes:
        moments: of each, in seconds since 1970.
        rows: of each, what lists show.
        to_oldest, to_newest: whether the section has none beyond that end.
    """

    moments: Sequence[int]
    rows: "Sequence[Listed]"
    to_oldest: bool
    to_newest: bool

    def reaches(self, moment: int) -> bool:
        """Whether all that is beside a moment is in it."""
        older, newer = bisect_left(self.moments, moment), len(self.rows) - bisect_right(self.moments, moment)
        return (older >= FOLLOWING or self.to_oldest) and (newer > 0 or self.to_newest)

    def beside(self, moment: int) -> "tuple[Listed | None, tuple[Listed, ...]]":
        """The entry before a moment in printed order, and the next ones after it."""
        older, newer = bisect_left(self.moments, moment), bisect_right(self.moments, moment)
        after = self.rows[max(0, older - FOLLOWING) : older]
        return next(iter(self.rows[newer : newer + 1]), None), tuple(reversed(after))


class PageRows:
    """Reads and writes which pages are on the disk."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._strips: dict[str, _Strip] = {}  # by section, as long as the archive does not change
        self._changes = db.total_changes

    def not_written(self) -> Numbers:
        """The numbers of published entries whose page is to be written."""
        question = f"SELECT number FROM standing WHERE {_FEW} AND page_written = {PageWritten.NO}"
        return Numbers(number for (number,) in self._db.execute(question))

    def written(self) -> Iterator[tuple[int, str]]:
        """The number of each published entry whose page is written, and the short id that names the page."""
        return self._db.execute(f"SELECT number, {SHORT_ID} FROM standing WHERE page_written")

    def owe_all(self) -> None:
        """Note that all pages are to be written again."""
        self._db.execute(f"{_OWE} page_written")

    def owe_last(self) -> None:
        """Note that the pages of the last build that wrote any are to be written again."""
        self._db.execute(f"{_OWE} {_FEW} AND page_written = {PageWritten.JUST_NOW}")

    def owe_neighbours(self, numbers: Collection[int], slugs: Collection[str]) -> None:
        """Note that the pages are to be written again that name an entry as their neighbour, or did.

        Args:
            numbers: of entries that are new, or may read differently, or are filed elsewhere now.
            slugs: of the sections they are in, or were.
        """
        if not self._any_written():
            return
        if len(numbers) * len(slugs) > _MANY:
            self._db.execute(f"{_OWE} page_written AND slug IN ({marks(slugs)})", [*slugs])
            return
        for number in numbers:
            for (published,) in self._db.execute("SELECT published FROM entry WHERE number = ?", (number,)).fetchall():
                for slug in slugs:
                    for question, most in ((_BEFORE, FOLLOWING), (_AFTER, 1)):
                        for beside in self._db.execute(question, (slug, published, most)).fetchall():
                            self._db.execute(f"{_OWE} id = ?", beside[:1])

    def _any_written(self) -> bool:
        return self._db.execute("SELECT 1 FROM entry WHERE page_written LIMIT 1").fetchone() is not None

    def owe_issues(self, days: Collection[str]) -> None:
        """Note that all pages of some issue days are to be written again: each leads to others of its issue."""
        shown = "NOT held AND withdrawn IS NOT ''"  # lets SQLite use the index of issues
        for some in portions(days):
            self._db.execute(f"{_OWE} issue IN ({marks(some)}) AND {shown} AND page_written", some)

    def neighbours(self, slug: str, published: int) -> "tuple[Listed | None, tuple[Listed, ...]]":
        """The entry of a section before a moment in printed order (seconds since 1970), and the next ones after it."""
        if self._changes != self._db.total_changes:
            self._changes = self._db.total_changes
            self._strips.clear()
        strip = self._strips.get(slug)
        if strip is None or not strip.reaches(published):
            strip = self._strips[slug] = self._strip(slug, published)
        return strip.beside(published)

    def _strip(self, slug: str, published: int) -> _Strip:
        """Entries of a section around a moment."""
        older = self._db.execute(_OLDER, (slug, published, _STRIP)).fetchall()
        newer = self._db.execute(_NEWER, (slug, published, _STRIP)).fetchall()
        rows = [*reversed(older), *newer]
        return _Strip(
            [moment for moment, _, _ in rows],
            [listed(key, title) for _, key, title in rows],
            to_oldest=len(older) < _STRIP,
            to_newest=len(newer) < _STRIP,
        )

    def mark_published(self, numbers: Iterable[int]) -> None:
        """Note that the pages of entries are written, by this build."""
        self._db.execute(
            f"UPDATE entry SET page_written = {PageWritten.YES} WHERE {_FEW} AND page_written = {PageWritten.JUST_NOW}"
        )
        self._db.executemany(
            f"UPDATE entry SET page_written = {PageWritten.JUST_NOW} WHERE number = ?",
            ((number,) for number in numbers),
        )
