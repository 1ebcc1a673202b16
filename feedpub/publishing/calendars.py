"""Calendars of issue days: months of weeks, as wall calendars have them."""

from calendar import Calendar
from collections.abc import Collection, Iterator
from datetime import date

from feedpub.model.site import CalendarMonth

__all__ = ["calendar_months"]

_WEEKS = Calendar()  # from Monday


def calendar_months(days: Collection[date]) -> Iterator[CalendarMonth]:
    """The months from the first of some issue days to the last, the newest first.

    Args:
        days: of the issues that the calendar leads to.
    """
    if not days:
        return
    first, last = min(days), max(days)
    issues = set(days)
    for number in range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1):
        year, month = number // 12, number % 12 + 1
        weeks = _WEEKS.monthdayscalendar(year, month)
        rows = (tuple((day, bool(day) and date(year, month, day) in issues) for day in week) for week in weeks)
        yield CalendarMonth(year, month, tuple(rows))
