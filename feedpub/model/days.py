"""A day as a bulletin prints it, with or without its year."""

from datetime import date
from typing import NamedTuple

__all__ = ["PrintedDay"]


class PrintedDay(NamedTuple):
    """A day as printed; of a span of days (`3月9日—15日`), its last.

    Attributes:
        year: the year, or None if it is not printed.
        month: 1 to 12, if such a day exists.
        day: the day of the month.
        weekday: the weekday printed beside it, Monday is 0; None if there is none, or several.
        words: the words as printed.
        first: the first day of a span; None if it is a single day, or has no year.
    """

    year: int | None
    month: int
    day: int
    weekday: int | None = None
    words: str = ""
    first: date | None = None

    @property
    def full(self) -> date | None:
        """The date, if its year is printed and there is such a day; else None."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None
