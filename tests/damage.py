"""Damage an archive at random, build from it, and say what went wrong: the tests and `scripts/damage` share this.

An archive that a disk or a hand has changed must not end a build in a traceback, hang it, write a file outside the
output and the archive's folder, or make an entry vanish. A build may be refused, which changes no published file.
"""

import contextlib
import random
import shutil
import signal
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from feedpub.errors import FeedpubError, RefusedError
from feedpub.ingest.published import read_documents, read_entries, read_published
from tests.papers import Paper, article

__all__ = ["Damage", "Outcome", "Trial"]

_PAGE = 4096
_LONGEST = 10  # seconds
_VALUES = (
    None, 0, 1, 2, 3, -1, 7, 2**31, 2**62, -(2**62), 1.5, float("inf"), "", "xx", "../../x", "/tmp/x", "a/b", "\0", "{",
    "[]", "[[]]", "null", "[1]", '{"seen": 1}', "2026-02-30", "9999-12-31", "0001-01-01", "\ud7ff\x01", "<b>", b"",
    b"xx", b"\xff" * 16, "x" * 100_000,
)  # fmt: skip


class Damage(NamedTuple):
    """What was done to an archive, in words."""

    kind: str
    what: str


class Outcome(NamedTuple):
    """How a build from a damaged archive ended.

    Attributes:
        result: `built` or `refused`; `built with errors` where a problem is an error.
        wrong: what must not be, in words; empty where all is well.
    """

    damage: Damage
    result: str
    wrong: str


class Trial:
    """A small paper with history, pages, a correction and a repeated dispatch, to be damaged many times."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / "deep" / "down" / "paper"
        self.paper = Paper(self._home, pages=True, history=True, limit=4, days=1)
        self._begin()
        self._kept = folder.with_name(folder.name + "-kept")
        shutil.copytree(self._home, self._kept, symlinks=True)
        self._now = self.paper.now
        self._ids = self._published()
        self._outside = self._elsewhere()

    def run(self, seed: int) -> Outcome:
        """Damage a copy of the archive by a seed, and build from it."""
        self._restore()
        chance = random.Random(seed)
        damage = _damage(self.paper.config.archive, chance)
        before = self.paper.files()
        self.paper.now = self._now
        later = timedelta(hours=1)
        if chance.random() < 0.7:
            self.paper.write("2026-01-29.md", article("新", _day(29)))
        elif chance.random() < 0.5:
            self.paper.write("2026-01-27.md", article("丙", _day(27)).replace("# ", "# 改"))
        result, wrong = "built", ""
        try:
            with _bounded():
                built = self.paper.build(later=later, allow_shrink=False)
            result = "built with errors" if built.failed else "built"
        except RefusedError:
            result = "refused"
            if self.paper.files() != before and (lost := self._ids - self._published()):
                wrong = f"a refused build lost {len(lost)} entries"
        except FeedpubError as error:
            result = "refused"
            wrong = f"another refusal: {type(error).__name__}: {error}"
        except BaseException as error:  # a test's own finding, whatever it is
            if isinstance(error, KeyboardInterrupt):
                raise
            last = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:120]}"
        if not wrong and self._elsewhere() != self._outside:
            wrong = "files elsewhere were written"
        if not wrong and result != "refused" and (lost := self._ids - self._published()):
            wrong = f"{len(lost)} entries are lost"
        return Outcome(damage, result, wrong)

    def _begin(self) -> None:
        paper = self.paper
        for number in range(20, 28):
            text = "".join(article(f"{name}{number}", _day(number)) for name in "甲乙")
            paper.write(f"2026-01-{number}.md", f"第02版：社会\n\n{text}")
        paper.build()
        shared = article("甲26", _day(26))
        paper.write("2026-01-26 另.md", f"第01版：江海纪事\n\n{shared}{article('戊', _day(26))}")
        paper.write("2026-01-27.md", article("丙", _day(27), "改过的正文很长，写了许多字。"))
        paper.build()

    def _restore(self) -> None:
        shutil.rmtree(self._home)
        shutil.copytree(self._kept, self._home, symlinks=True)

    def _published(self) -> set[str]:
        out = self.paper.config.out
        documents = [entry.id for _, _, path in read_documents(out) for entry in read_entries(path)]
        return {*read_published(out), *documents}

    def _elsewhere(self) -> set[str]:
        withdrawn = self._home / "withdrawn.toml"  # which a build writes again where it is lost
        ours = (self.paper.config.out, self.paper.config.archive.parent, self.paper.news, withdrawn)
        paths = self._folder.rglob("*")
        return {str(path) for path in paths if not any(path.is_relative_to(folder) for folder in ours)}


def _day(number: int) -> date:
    return date(2026, 1, number)


def _damage(archive: Path, chance: random.Random) -> Damage:
    kind = chance.choice(("bit", "bit", "bits", "page", "bytes", "value", "value", "flipped value"))
    if kind in ("value", "flipped value"):
        return Damage(kind, _change_value(archive, chance, flipped=kind == "flipped value"))
    data = bytearray(archive.read_bytes())
    if kind == "page":
        start = chance.randrange(len(data) // _PAGE) * _PAGE
        data[start : start + _PAGE] = chance.randbytes(_PAGE)
        what = f"page {start // _PAGE}"
    elif kind == "bytes":
        start, length = chance.randrange(len(data) - 64), chance.randint(1, 64)
        data[start : start + length] = chance.randbytes(length)
        what = f"{length} bytes at {start}"
    else:
        bits = [chance.randrange(len(data) * 8) for _ in range(1 if kind == "bit" else 20)]
        for bit in bits:
            data[bit // 8] ^= 1 << bit % 8
        what = f"bits {bits}"
    archive.write_bytes(data)
    return Damage(kind, what)


def _change_value(archive: Path, chance: random.Random, *, flipped: bool) -> str:
    """Change a value of a random row, as somebody's hand would, without the triggers that prove rows."""
    with contextlib.closing(sqlite3.connect(archive, isolation_level=None)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        tables = [name for name in tables if db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()]
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        table = chance.choice(tables)
        info = db.execute(f"PRAGMA table_info({table})").fetchall()
        column = chance.choice([row[1] for row in info])
        keys = [row[1] for row in info if row[5]]
        rows = db.execute(f"SELECT {', '.join(keys)}, {column} FROM {table}").fetchall()
        *key, old = chance.choice(rows)
        new = _flip(old, chance) if flipped else chance.choice(_VALUES)
        with contextlib.suppress(sqlite3.Error):  # NOT NULL and UNIQUE hold
            where = " AND ".join(f"{name} IS ?" for name in keys)
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *key))
    return f"{table}.{column} of {key}: {ascii(old)[:60]} became {ascii(new)[:60]}"


def _flip(value: object, chance: random.Random) -> object:
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    if isinstance(value, str | bytes) and value:
        data = bytearray(value.encode() if isinstance(value, str) else value)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return data.decode("utf-8", "replace") if isinstance(value, str) else bytes(data)
    return chance.choice(_VALUES)


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"the build took more than {_LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
