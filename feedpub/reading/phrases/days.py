"""Find full dates as people and file names write them: `2026-01-26`, `20260126`, `2026/01/26`, `2026年1月26日`."""

import contextlib
import re
from datetime import date

__all__ = ["find_days"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # eight digits outside these years are just a number
_DAYS = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})[-./_](?P<m1>\d{1,2})[-./_](?P<d1>\d{1,2})(?!\d)"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?!\d)"
    r"|(?P<y3>\d{4}) ?年 ?(?P<m3>\d{1,2}) ?月 ?(?P<d3>\d{1,2}) ?日"
    r")"
)


def find_days(text: str) -> tuple[date, ...]:
    """Every full date in a short text, in order; impossible dates are left out."""
    days = []
    for found in _DAYS.finditer(text):
        year, month, day = (int(group) for group in found.groups() if group is not None)
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            with contextlib.suppress(ValueError):
                days.append(date(year, month, day))
    return tuple(days)
