"""Bulletins and articles as a build's result counts them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from feedpub.archive import Archive
from feedpub.model import BulletinFile, Problem
from feedpub.paths import shown

__all__ = ["Ledger"]


class Ledger:
    """Questions to the archive about what stands."""

    def __init__(self, archive: Archive) -> None:
        self._db = archive.db
        self._archive = archive

    def articles(self, numbers: Iterable[int]) -> int:
        """How many entries stand in bulletins."""
        wanted = list(numbers)
        found: int
        if len(wanted) == self._db.execute("SELECT count(*) FROM bulletin WHERE current").fetchone()[0]:
            (found,) = self._db.execute(
                "SELECT (SELECT count(*) FROM standing) - count(*) FROM standing WHERE gone"
            ).fetchone()
            return found
        rows = (self._db.execute("SELECT count(*) FROM standing WHERE bulletin = ? AND NOT gone", (n,)) for n in wanted)
        return sum(row.fetchone()[0] for row in rows)

    def held(self) -> int:
        """How many articles are held back, since their day was inferred."""
        found: int = self._db.execute("SELECT count(*) FROM entry WHERE held AND held = 1").fetchone()[0]
        return found

    def waiting(self) -> int:
        """How many articles wait for their day."""
        found: int = self._db.execute("SELECT count(*) FROM entry WHERE held AND held = 2").fetchone()[0]
        return found

    def issues(self, most: int) -> tuple[date, ...]:
        """The newest days of which anything is published."""
        rows = self._db.execute("SELECT DISTINCT issue FROM standing ORDER BY issue DESC LIMIT ?", (most,))
        return tuple(date.fromisoformat(day) for (day,) in rows)

    def publications(self) -> list[str]:
        """The names that mastheads give the paper."""
        rows = self._db.execute("SELECT DISTINCT publication FROM bulletin WHERE current AND publication IS NOT NULL")
        return sorted(name for (name,) in rows)

    def problems(self, files: Sequence[BulletinFile], numbers: Mapping[str, int]) -> Iterator[tuple[str, Problem]]:
        """What was met in bulletins when they were read, each with the bulletin's name.

        Args:
            files: the bulletins.
            numbers: theirs in the archive, by name.
        """
        found: defaultdict[int, list[Problem]] = defaultdict(list)
        names = {number: name for name, number in numbers.items()}
        for number, text in self._db.execute("SELECT number, problems FROM bulletin WHERE problems != ''"):
            found[number] += [Problem(**row) for row in json.loads(text)]
        for number, line, same, twin, path, its_line in self._db.execute(
            """SELECT repeat.bulletin, repeat.line, same, entry.bulletin, path, entry.line FROM repeat
               JOIN entry ON entry.number = entry LEFT JOIN bulletin ON bulletin.number = entry.bulletin"""
        ):
            what = "published once" if same else "its text differs a little; that one is published"
            where = "one that stands published"
            if path:
                where = f"{names.get(twin) or shown(self._archive.place_of(path))}:{its_line}"
            message = f"is the same dispatch as {where}; {what}"
            found[number].append(Problem(line=line, level="warning", code="same-dispatch", message=message))
        for number, line, code, message in self._db.execute(
            "SELECT bulletin, line, code, message FROM picture WHERE message IS NOT NULL"
        ):
            found[number].append(Problem(line=line, level="warning", code=code, message=message))
        if found:
            for file in files:
                yield from ((file.name, problem) for problem in found.get(numbers.get(file.name, 0), ()))
