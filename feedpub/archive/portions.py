"""Questions about many rows at once: SQLite takes so many values in one."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import islice
from typing import TypeVar

from feedpub.archive.numbers import Numbers

__all__ = ["marks", "portions"]

_MANY = 500  # values in one question
_Value = TypeVar("_Value", int, bytes, str)


def portions(values: Iterable[_Value]) -> Iterator[Sequence[_Value]]:
    """Values in order, as many at a time as one question takes."""
    ordered = iter(values if isinstance(values, Numbers) else sorted(values))
    while some := list(islice(ordered, _MANY)):
        yield some


def marks(values: Sized) -> str:
    """The question marks for so many values, with commas between."""
    return ", ".join("?" * len(values))
