"""Questions about many rows at once: SQLite takes so many values in one."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import TypeVar

__all__ = ["marks", "portions"]

_MANY = 500  # values in one question
_Value = TypeVar("_Value", int, bytes, str)


def portions(values: Iterable[_Value]) -> Iterator[Sequence[_Value]]:
    """Values in order, as many at a time as one question takes."""
    listed = sorted(values)
    return (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))


def marks(values: Sized) -> str:
    """The question marks for so many values, with commas between."""
    return ", ".join("?" * len(values))
