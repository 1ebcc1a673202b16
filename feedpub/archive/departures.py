"""Which entries this build takes out of feeds, and what the archive has of those that published feeds show."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from feedpub.archive.portions import marks, portions
from feedpub.model.states import Held

__all__ = ["Departures", "KeptRow"]


class KeptRow(NamedTuple):
    """What decides which feeds carry an entry; the columns are those of `archive.schema`."""

    id: bytes
    number: int
    slug: str
    held: Held
    withdrawn: str | None
    published: int | None
    first: str | None

    @property
    def stands(self) -> bool:
        """Whether it is published, as an article or as a notice."""
        return not self.held and self.withdrawn != ""


_ROW = ", ".join(f"entry.{name}" for name in KeptRow._fields)
# The id of the answer is the row's own: the index that finds it may be the damaged one.
_BY_IDS = f"SELECT {_ROW} FROM entry AS found CROSS JOIN entry ON entry.number = found.number WHERE found.id IN (%s)"
_BY_NUMBERS = f"SELECT {_ROW} FROM entry WHERE number IN (%s)"
# In a temporary schema: what a build decides is of no use to the next one, and it costs rows that change nothing.
_NOTES = (
    "CREATE TEMP TABLE departed (id BLOB)",
    """CREATE TEMP TRIGGER departs AFTER DELETE ON entry WHEN OLD.published IS NOT NULL
       BEGIN INSERT INTO departed VALUES (OLD.id); END""",
    """CREATE TEMP TRIGGER moves AFTER UPDATE OF slug, held, withdrawn ON entry
       WHEN OLD.published IS NOT NULL AND (OLD.slug, OLD.held, OLD.withdrawn) IS NOT (NEW.slug, NEW.held, NEW.withdrawn)
       BEGIN INSERT INTO departed VALUES (OLD.id); END""",
)


class Departures:
    """The table `entry`, as it must agree with what is published."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        for statement in _NOTES:
            db.execute(statement)

    def of_this_build(self) -> set[bytes]:
        """The ids of published entries that since the archive was opened were dropped, held, withdrawn or refiled."""
        return {key for (key,) in self._db.execute("SELECT id FROM departed")}

    def by_ids(self, keys: Iterable[bytes]) -> dict[bytes, KeptRow]:
        """The rows of entries, by their ids."""
        return {row.id: row for row in self._rows(_BY_IDS, portions(keys))}

    def by_numbers(self, numbers: Iterable[int]) -> list[KeptRow]:
        """The rows of entries."""
        return self._rows(_BY_NUMBERS, portions(numbers))

    def has_history(self, number: int, slug: str) -> bool:
        """Whether an entry has a place in the history of a feed."""
        return self._in_history(number, slug, "TRUE")

    def is_in_document(self, number: int, slug: str) -> bool:
        """Whether an entry is in an archive document of a feed."""
        return self._in_history(number, slug, "document IS NOT NULL")

    def _in_history(self, number: int, slug: str, where: str) -> bool:
        question = f"SELECT 1 FROM history INDEXED BY history_entry WHERE entry = ? AND slug = ? AND {where}"
        return self._db.execute(question, (number, slug)).fetchone() is not None

    def _rows(self, question: str, values: Iterable[Sequence[bytes | int]]) -> list[KeptRow]:
        return [KeptRow(*row) for some in values for row in self._db.execute(question % marks(some), some)]
