"""Corrections: what this build puts in the place of published articles, and what was told of each."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from feedpub.archive.conditions import FORMER
from feedpub.archive.values import reading
from feedpub.messages import message
from feedpub.model.correction import ALTERED, Alteration, Correction
from feedpub.model.states import Corrected

__all__ = ["Corrections", "FormerArticle", "ToldCorrection", "every_correction"]

_RECENT = 7 * 86_400  # seconds
# In a temporary schema, for a build that is not committed corrects nothing. Of an entry that reads so only since this
# build, nobody has seen what it was.
_NOTES = (
    f"CREATE TEMP TABLE {FORMER} (number INTEGER PRIMARY KEY, bulletin INTEGER, place INTEGER, line INTEGER)",
    f"""CREATE TEMP TRIGGER corrects AFTER UPDATE OF bulletin ON entry
        WHEN OLD.seen IS NOT NULL AND OLD.bulletin IS NOT NULL AND OLD.bulletin IS NOT NEW.bulletin
        BEGIN INSERT OR IGNORE INTO {FORMER} VALUES (OLD.number, OLD.bulletin, OLD.place, OLD.line); END""",
)
_COLUMNS = "correction.id, correction.base, kind, correction.published, correction.title, altered"
# Of an entry that is withdrawn, nothing is told but that; its words are not to be read in what was told before.
_TOLD = f"""SELECT {_COLUMNS}, withdrawn FROM correction JOIN standing ON standing.id = correction.base
 WHERE (kind = {Corrected.WITHDRAWN}) = (withdrawn IS NOT NULL) AND (withdrawn IS NULL OR NOT EXISTS
 (SELECT 1 FROM correction AS later WHERE later.base = correction.base AND later.published > correction.published))"""


class FormerArticle(NamedTuple):
    """Where the article of an entry was before this build: its bulletin, its place there, and its first line."""

    bulletin: int
    place: int
    line: int


class ToldCorrection(NamedTuple):
    """A correction, and the notice in the place of its entry as `archive.withdrawal_json` writes it, or None."""

    correction: Correction
    withdrawn: str | None


class Corrections:
    """The table `correction`, and the articles that this build replaces."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        for statement in _NOTES:
            db.execute(statement)

    def former(self, number: int) -> FormerArticle | None:
        """What a published entry was before this build; None where its article is the same, or where nobody knows."""
        row = self._db.execute(f"SELECT bulletin, place, line FROM {FORMER} WHERE number = ?", (number,)).fetchone()
        return FormerArticle(*row) if row else None

    def forget_former(self, drop_unused: Callable[[], None]) -> None:
        """Forgets what entries were before this build, and drops the bulletins that were kept for that."""
        if self._db.execute(f"DELETE FROM {FORMER}").rowcount:
            drop_unused()

    def add(self, correction: Correction) -> None:
        """Notes what is told of an entry."""
        self._db.execute(
            f"REPLACE INTO correction (id, base, kind, published, title, altered) VALUES ({', '.join('?' * 6)})",
            (
                correction.id,
                correction.of,
                correction.kind,
                int(correction.moment.timestamp()),
                correction.title,
                json.dumps(correction.alterations, ensure_ascii=False),
            ),
        )

    def any(self) -> bool:
        """Whether anything was ever told."""
        return self._db.execute("SELECT 1 FROM correction LIMIT 1").fetchone() is not None

    def is_one(self, key: bytes) -> bool:
        """Whether an id is that of an entry that tells of a correction."""
        return self._db.execute("SELECT 1 FROM correction WHERE id = ?", (key,)).fetchone() is not None

    def of(self, key: bytes) -> list[Correction]:
        """All that was told of an entry, by its id, the newest first."""
        question = f"SELECT {_COLUMNS} FROM correction WHERE base = ? ORDER BY published DESC, id"
        return [_correction(row) for row in self._db.execute(question, (key,))]

    def newest(self, limit: int) -> list[ToldCorrection]:
        """What is told of entries that are published, the newest first.

        Args:
            limit: how many at least; all of the newest week are among them, so that none leaves before anybody polled.
        """
        (last,) = self._db.execute("SELECT max(published) AS published FROM correction").fetchone()
        rows: Iterable[tuple[object, ...]] = self._db.execute(
            f"{_TOLD} ORDER BY correction.published DESC, correction.id"
        )
        found: list[ToldCorrection] = []
        for *row, withdrawn in rows:
            correction = _correction(row)
            if len(found) >= limit and correction.moment.timestamp() < last - _RECENT:
                break
            found.append(ToldCorrection(correction, withdrawn if isinstance(withdrawn, str) else None))
        return found


def every_correction(db: sqlite3.Connection) -> Iterator[Correction]:
    """All that was ever told.

    Raises:
        DamagedError: a row is none of it.
    """
    return map(_correction, db.execute(f"SELECT {_COLUMNS} FROM correction"))


def _correction(row: Iterable[object]) -> Correction:
    with reading(message("a correction")):
        key, of, kind, published, title, altered = row
        if not (isinstance(key, bytes) and isinstance(of, bytes) and isinstance(title, str)):
            raise TypeError("an id or a title is missing")
        moment = datetime.fromtimestamp(int(str(published)), UTC)
        alterations = tuple(Alteration(*each) for each in json.loads(str(altered)))
        for each in alterations:
            if each.what not in ALTERED or not (isinstance(each.before, str) and isinstance(each.after, str)):
                raise ValueError(f"it has changed {each.what}")
        return Correction(key, of, Corrected(int(str(kind))), moment, title, alterations)
