"""How far a long command is: whoever does the work says what it is doing, and a command may show it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from feedpub.messages import message

__all__ = ["SILENT", "Progress"]

_Item = TypeVar("_Item")
_READING = message("reading bulletins")


class Progress:
    """Sees what is worked through, and shows nothing; a subclass shows it."""

    def __init__(self, files: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> None:
        """Shows nothing.

        Args:
            files: wraps the bulletins while they are read.
        """
        self._files = files

    def files(self, files: Iterable[_Item]) -> Iterable[_Item]:
        """The bulletins, while they are read."""
        return self._files(self.of(_READING, files))

    def of(self, doing: str, items: Iterable[_Item], total: int | None = None) -> Iterable[_Item]:
        """What is worked through.

        Args:
            doing: what is done, for people.
            items: taken as they are needed.
            total: how many there are; None where `items` says so, or nobody knows.
        """
        return items


SILENT = Progress()
