"""Matching articles with entries: articles without an id, and entries whose article is in no bulletin."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feedpub.archive.conditions import WITHOUT_ID
from feedpub.archive.entries import COLUMNS, Placed
from feedpub.archive.portions import marks
from feedpub.archive.values import only
from feedpub.model.states import Gone

__all__ = ["Candidate", "Dispatch", "Identities", "SameBase"]


class Candidate(NamedTuple):
    """An article or an entry that may be the same as another; `bulletin` is None if it is known only from a feed."""

    number: int
    base: bytes
    place: int
    day: str
    title: str
    bulletin: int | None
    line: int


class SameBase(NamedTuple):
    """One of several entries whose id would be the same; `id` is None until it has one."""

    number: int
    id: bytes | None
    bulletin: int | None
    place: int
    line: int


class Dispatch(NamedTuple):
    """An article of one day, as it is compared with those of other bulletins.

    Attributes:
        known: whether it has an id.
        length: of its text, in characters.
        origin: agency, place and via of its dateline.
        is_item: whether it is an item of a wire.
    """

    number: int
    known: int
    bulletin: int
    place: int
    line: int
    length: int
    origin: str
    is_item: int = 0


# Files of a site are in the order of the site; its number stands behind the four characters of the page.
_BY_CONTENT = "CASE WHEN length(page) > 4 THEN page ELSE '' END"
_NEW = f"(SELECT number, base FROM entry WHERE {WITHOUT_ID}) AS new"
# An item of a wire, which its guid alone finds.
_IS_ITEM = "EXISTS (SELECT 1 FROM wire WHERE wire.bulletin = entry.bulletin AND wire.place = entry.place)"
_CANDIDATE = f"SELECT {', '.join(Candidate._fields)} FROM entry"
_REPLACE_ARTICLE = f"UPDATE entry SET ({COLUMNS}, gone) = (SELECT {COLUMNS}, {Gone.HERE} FROM entry WHERE number = ?)"


class Identities:
    """The table `entry`, while its articles get their ids."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # ── articles without an id ───────────────────────────────────────────────────────────────────────────────────────

    def sections(self) -> frozenset[str]:
        """The sections of articles without an id; empty where there are none."""
        return frozenset(slug for (slug,) in self._db.execute(f"SELECT DISTINCT slug FROM entry WHERE {WITHOUT_ID}"))

    def with_base(self, base: bytes) -> int | None:
        """An article without an id, by what its id would be made of."""
        row = self._db.execute(f"SELECT number FROM entry WHERE base = ? AND {WITHOUT_ID}", (base,)).fetchone()
        return row[0] if row else None

    def same_id_groups(self) -> Iterator[list[Candidate]]:
        """Articles without an id, in groups that would have the same id."""
        bases = self._db.execute(
            f"SELECT base FROM entry WHERE {WITHOUT_ID} GROUP BY base HAVING count(*) > 1"
        ).fetchall()
        return (self._candidates(f"WHERE base = ? AND {WITHOUT_ID}", row) for row in bases)

    def of_day(self, day: str, *, or_issue: bool) -> list[Candidate]:
        """Articles without an id of a day; with `or_issue`, of the issue of that day too."""
        by_issue = "OR issue = ?1" if or_issue else ""
        return self._candidates(f"WHERE (day = ?1 {by_issue}) AND {WITHOUT_ID} AND NOT {_IS_ITEM}", (day,))

    # ── entries whose article is in no bulletin ──────────────────────────────────────────────────────────────────────

    def any_gone(self) -> bool:
        """Whether there are any."""
        return self._db.execute("SELECT 1 FROM entry WHERE gone LIMIT 1").fetchone() is not None

    def gone_of(self, base: bytes, keys: Sequence[bytes]) -> list[Candidate]:
        """Those whose id is made of this, or is one of these."""
        return self._candidates(f"WHERE gone AND (base = ? OR id IN ({marks(keys)}))", (base, *keys))

    def moved(self) -> list[tuple[int, int]]:
        """Articles without an id, each with an entry whose article is gone and that had, or would have, its id."""
        return self._db.execute(
            f"""SELECT new.number, old.number FROM {_NEW} JOIN entry old ON old.base = new.base
                WHERE old.id IS NOT NULL AND old.gone
                UNION SELECT new.number, old.number FROM {_NEW} JOIN entry old ON old.id = new.base
                WHERE old.gone ORDER BY 1, 2"""
        ).fetchall()

    def gone(self, lost: Sequence[int]) -> list[Candidate]:
        """Those that an article with another headline may be.

        Args:
            lost: numbers of those whose article was there in the last build.

        With them come those that only a feed knows, and those that left a bulletin in an earlier build, where that
        bulletin has an article without an id: one may come back under another headline.
        """
        found = self._candidates("WHERE bulletin IS NULL AND gone", ())
        for number in lost:
            found += self._candidates(f"WHERE number = ? AND gone AND NOT {_IS_ITEM}", (number,))
        found += self._candidates(
            f"""WHERE gone = {Gone.FROM_BULLETIN} AND withdrawn IS NULL AND NOT {_IS_ITEM} AND bulletin IN
                (SELECT was.number FROM entry JOIN bulletin AS now ON now.number = bulletin
                 JOIN bulletin AS was ON was.path = now.path AND NOT was.current WHERE {WITHOUT_ID})""",
            (),
        )
        return list({row.number: row for row in found}.values())

    # ── articles and entries that are alike ──────────────────────────────────────────────────────────────────────────

    def same_bases(self) -> Iterator[list[SameBase]]:
        """Articles without an id together with those that would share it: entries first, then in printed order."""
        bases = self._db.execute(
            f"""SELECT base FROM entry WHERE base IN (SELECT base FROM entry WHERE {WITHOUT_ID}) AND NOT held
                GROUP BY base HAVING count(*) > 1
                UNION SELECT new.base FROM {_NEW} JOIN entry old ON old.id = new.base"""
        ).fetchall()
        for base in bases:
            rows = self._db.execute(
                f"""SELECT entry.number, entry.id, entry.bulletin, entry.place, entry.line FROM entry
                   LEFT JOIN bulletin ON bulletin.number = entry.bulletin WHERE base = ? AND NOT held
                   ORDER BY entry.id IS NULL, entry.issue, {_BY_CONTENT}, bulletin.key, place""",
                base,
            )
            yield [SameBase(*row) for row in rows]

    def days(self) -> list[str]:
        """The days of articles without an id of which several bulletins have articles."""
        rows = self._db.execute(
            f"""SELECT day FROM entry WHERE day IN (SELECT day FROM entry WHERE {WITHOUT_ID})
                AND bulletin IS NOT NULL AND NOT held GROUP BY day HAVING min(bulletin) < max(bulletin)"""
        ).fetchall()
        return [day for (day,) in rows]

    def dispatches(self, day: str) -> list[Dispatch]:
        """All articles of a day: those with an id first, then in printed order."""
        rows = self._db.execute(
            f"""SELECT entry.number, id IS NOT NULL, entry.bulletin, place, line, length, origin, {_IS_ITEM} FROM entry
               JOIN bulletin ON bulletin.number = entry.bulletin WHERE day = ? AND NOT held AND NOT gone
               ORDER BY id IS NULL, entry.issue, {_BY_CONTENT}, key, place""",
            (day,),
        )
        return [Dispatch(*row) for row in rows]

    # ── decisions are noted ──────────────────────────────────────────────────────────────────────────────────────────

    def give(self, number: int, key: bytes) -> None:
        """Gives an article its id."""
        self._db.execute("UPDATE entry SET id = ? WHERE number = ?", (key, number))

    def give_all(self) -> None:
        """Gives every article that is left the id it makes."""
        self._db.execute(f"UPDATE entry SET id = base WHERE {WITHOUT_ID}")

    def replace_article(self, new: int, old: int) -> Placed:
        """Gives an entry (`old`) the article of another (`new`), which is dropped; returns where it showed before."""
        before = Placed(*only(self._db.execute("SELECT number, slug, issue FROM entry WHERE number = ?", (old,))))
        self._db.execute(f"{_REPLACE_ARTICLE} WHERE number = ?", (new, old))
        self._db.execute("DELETE FROM entry WHERE number = ?", (new,))
        self._db.execute("DELETE FROM taken WHERE entry = ?", (old,))
        return before

    def drop(self, number: int) -> None:
        """Drops an article that repeats an entry."""
        self._db.execute("DELETE FROM entry WHERE number = ?", (number,))

    def set_section(self, number: int, slug: str, evidence: str) -> None:
        """Moves an entry to a section."""
        self._db.execute("UPDATE entry SET slug = ?, evidence = ? WHERE number = ?", (slug, evidence, number))

    def _candidates(self, where: str, values: Sequence[object]) -> list[Candidate]:
        return [Candidate(*row) for row in self._db.execute(f"{_CANDIDATE} {where}", tuple(values))]
