"""Check the values in rows of the archive: a failing disk, or somebody's hand, can leave anything in a column.

This is the one place where rows become values. Each row of every question passes `CheckedConnection`, which knows the
columns by name; what a text column holds beyond that (JSON, a day) is read within `reading`.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Any

from feedpub.messages import message
from feedpub.paths import TOPICS
from feedpub.patterns import regex

__all__ = ["CheckedConnection", "DamagedError", "only", "reading"]

_Check = Callable[[Any], bool]
_Row = tuple[Any, ...]
_RowCheck = Callable[[sqlite3.Cursor, _Row], _Row]
_BY_QUESTION: dict[str, _RowCheck] = {}  # a build asks some hundred, many of them thousands of times

_LARGEST = 2**53  # numbers of rows, of articles, and sizes are below it
_MOMENTS = range(-60_000_000_000, 253_370_764_800)  # seconds since 1970: of the years 69 to 9998
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = regex(rf"(({'|'.join(TOPICS)})/)?[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_COPY = regex(r"p/[A-Za-z0-9_-][A-Za-z0-9._-]*")
_WRITTEN = regex(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/){0,3}[A-Za-z0-9_-][A-Za-z0-9._-]*")
_WIDTHS = regex(r"([1-9][0-9]{0,5}( [1-9][0-9]{0,5})*)?")
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1e\ud800-\udfff\ufffe\uffff]")  # U+001F joins the parts of an origin


class DamagedError(sqlite3.DatabaseError):
    """A row of the archive has a value that feedpub never writes; `open_archive` refuses the archive."""

    @property
    def message(self) -> str:
        """What is damaged, which can be translated."""
        return str(self) if not self.args or not isinstance(self.args[0], str) else self.args[0]


class CheckedConnection(sqlite3.Connection):
    """A connection that checks every row it reads, by the names of its columns."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Ask a question; reading a row of the answer raises `DamagedError` if a column has a value it cannot have."""
        cursor = super().execute(sql, parameters)
        if cursor.description:
            checks = _BY_QUESTION.get(sql)
            if checks is None:
                names = [column[0] for column in cursor.description]
                checks = _row_check([(at, name) for at, name in enumerate(names) if name in _CHECKS])
                _BY_QUESTION[sql] = checks
            cursor.row_factory = checks
        return cursor


def _row_check(columns: list[tuple[int, str]]) -> _RowCheck:
    """What checks the rows of one question; a `row_factory` of `sqlite3`."""
    checks = [(at, _CHECKS[name]) for at, name in columns]

    def checked(_: sqlite3.Cursor, row: _Row) -> _Row:
        for at, check in checks:
            if not check(row[at]):
                name = next(name for place, name in columns if place == at)
                raise DamagedError(message("a column `{name}` has the value {value}", name=name, value=_shown(row[at])))
        return row

    return checked


def only(cursor: sqlite3.Cursor) -> tuple[Any, ...]:
    """The first row of an answer that has one.

    Raises:
        DamagedError: there is none: another row names it, and it is lost.
    """
    row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise DamagedError(message("a row is missing that another one names"))
    return row


@contextlib.contextmanager
def reading(what: str) -> Iterator[None]:
    """Within it, a value of the archive is read, such as JSON; `what` names it in the message.

    Raises:
        DamagedError: the value cannot be read.
    """
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise DamagedError(message("{what} cannot be read: {reason}", what=what, reason=error)) from error


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _is_state(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _is_moment(value: object) -> bool:
    return value is None or (type(value) is int and value in _MOMENTS)


@lru_cache(maxsize=4096)  # days and slugs recur from row to row
def _is_day(value: object) -> bool:
    if type(value) is not str or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return type(value) is str and (value.isprintable() or not _CONTROL.search(value))


def _is_string(value: object) -> bool:
    return type(value) is str


def _is_place(value: object) -> bool:
    """A path as the archive keeps it: its bytes, where these are not text."""
    if type(value) is bytes:
        return bool(value) and b"\0" not in value
    return type(value) is str and bool(value) and "\0" not in value


@lru_cache(maxsize=4096)
def _is_slug(value: object) -> bool:
    return type(value) is str and _SLUG.fullmatch(value) is not None


def _is_copy(value: object) -> bool:
    return value is None or (type(value) is str and _COPY.fullmatch(value) is not None)


def _is_written(value: object) -> bool:
    """A file of the output folder, which a build may delete: nothing outside of it."""
    return type(value) is str and _WRITTEN.fullmatch(value) is not None


@lru_cache(maxsize=64)
def _is_widths(value: object) -> bool:
    return value is None or (type(value) is str and _WIDTHS.fullmatch(value) is not None)


def _is_hash(value: object) -> bool:
    return type(value) is bytes and len(value) == 16  # BLAKE2b as cut, and a UUID


def _is_hash_of_file(value: object) -> bool:
    return _is_hash(value) or _is_short_hash(value)  # of a bulletin, and of a file that was written


def _is_short_hash(value: object) -> bool:
    return type(value) is bytes and len(value) == 8


def _is_seen(value: object) -> bool:
    """Of a bulletin the day of a build, of an entry the hash of what a reader sees."""
    return value is None or _is_hash(value) or _is_day(value)


def _or_none(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


def _is_integer_or_none(value: object) -> bool:
    return type(value) is int or value is None


def _is_number_or_none(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value <= _LARGEST)


# By the name of the column, in whatever table; where two tables have one name, what either may have.
_CHECKS: dict[str, _Check] = {
    **dict.fromkeys(("number", "place", "line", "size", "entries", "tries", "begun"), _is_number_or_none),
    **dict.fromkeys(("entry", "sequence", "bulletin", "document", "width", "height"), _is_number_or_none),
    **dict.fromkeys(
        ("mtime", "ctime", "inode", "looked", "length", "position", "version", "versioned"), _is_integer_or_none
    ),
    **dict.fromkeys(("current", "told", "same", "made", "owed"), partial(_is_state, most=1)),
    **dict.fromkeys(("held", "page_written", "status"), partial(_is_state, most=2)),
    "kind": partial(_is_state, most=2),
    "gone": partial(_is_state, most=3),
    **dict.fromkeys(("published", "updated", "due"), _is_moment),
    "day": _is_day,
    **dict.fromkeys(("issue", "first", "leaves"), _or_none(_is_day)),
    "seen": _is_seen,
    "base": _is_hash,
    "hash": _is_hash_of_file,
    **dict.fromkeys(("before", "here", "there"), _or_none(_is_short_hash)),
    "id": _or_none(_is_hash),
    "slug": _is_slug,
    "copy": _is_copy,
    "written": _is_written,
    "widths": _is_widths,
    **dict.fromkeys(("path", "key"), _or_none(_is_place)),
    **dict.fromkeys(
        ("title", "described", "publication", "withdrawn", "code", "message", "caption", "printed"), _or_none(_is_text)
    ),
    **dict.fromkeys(
        (
            "page",
            "evidence",
            "origin",
            "follows",
            "hub",
            "topic",
            "source",
            "value",
            "summary",
            "head",
            "altered",
            "names",
        ),
        _is_string,
    ),
}
