"""Read days as datelines print them: `1月25日`, `１ 月 ２５ 日`, `一月二十五日`, `廿五日`, `元月卅一日`, `民國115年`.

Lunar days (`正月初五`) are not read: in the solar calendar they would look right and be wrong.
"""

import re

__all__ = ["ANY_DAY", "DAY", "SPACE", "YEAR", "number", "roc_day", "roc_year"]

# White space and zero-width characters, which web pages leave between the parts of a dateline.
SPACE = r"[ \t\u3000\u00a0\u2009\u200b\u200c\u200d\u2060\ufeff]*+"
_ZERO = "〇○零Ｏ"
_ONES = "一二三四五六七八九"
YEAR = (
    rf"(?:(?P<year>\d{{4}}|[{_ONES}{_ZERO}OＯ]{{4}})|(?:中[华華])?民[国國]{SPACE}(?P<roc>\d{{2,3}}|[{_ONES}{_ZERO}十百]{{1,6}})"
    rf"|(?P<roc3>1\d{{2}}|一[{_ONES}{_ZERO}]{{2}}))"
    rf"{SPACE}年{SPACE}"
)
_MONTH = rf"(?P<month>\d{{1,2}}|十[一二]|[{_ONES}十元])"
_DAY = rf"(?P<day>\d{{1,2}}|[二三]?十[{_ONES}]?|廿[{_ONES}]?|卅一?|[一二三][{_ONES}{_ZERO}]|[{_ONES}])"
DAY = rf"(?:{YEAR})?{_MONTH}{SPACE}月{SPACE}{_DAY}{SPACE}日"
# With or without its month, but not the 初五日 of a lunar 正月初五日.
ANY_DAY = rf"(?:(?:{YEAR})?{_MONTH}{SPACE}月{SPACE}|(?<![月初{_ONES}{_ZERO}十廿卅\d])){_DAY}{SPACE}日"

_VALUES = {char: value for value, char in enumerate(_ONES, 1)} | dict.fromkeys(_ZERO + "O", 0)
_TENS = {"十": 10, "廿": 20, "卅": 30}
_ROC = 1911  # the year before the first of the Republic


def number(printed: str | None) -> int | None:
    """The value of a printed number of a day or year; None for None or an empty string.

    Arabic digits of any width, Chinese ones digit by digit (`二〇二六`, `二五`) or with tens (`二十五`, `廿五`).
    """
    if not printed:
        return None
    if printed.isdigit() and printed[0] not in _VALUES:
        return int(printed)
    if printed == "元":
        return 1
    if not any(char in _TENS or char == "百" for char in printed):
        return int("".join(str(_VALUES[char]) for char in printed))
    total, digit = 0, None
    for char in printed:
        if char == "百":
            total, digit = total + (digit or 1) * 100, None
        elif char in _TENS:
            total, digit = total + (digit or 1) * _TENS[char], None
        else:
            digit = _VALUES[char]
    return total + (digit or 0)


def roc_year(printed: str | None) -> int | None:
    """The year of our era for a year of the Republic of China (民國115年 is 2026)."""
    year = number(printed)
    return None if year is None else year + _ROC


def roc_day(printed: str) -> tuple[int, int, int] | None:
    """Year, month and day of `1151002` (2026-10-02), as 中央社 signs off; None for any other number."""
    found = re.fullmatch(r"(1\d{2}|[5-9]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])", printed)
    return (int(found[1]) + _ROC, int(found[2]), int(found[3])) if found else None
