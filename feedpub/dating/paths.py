"""Find the issue date in the names of a bulletin's file and folders."""

from datetime import date
from typing import NamedTuple

from feedpub.data import load
from feedpub.messages import message
from feedpub.model import Statement
from feedpub.patterns import regex
from feedpub.reading.phrases.days import find_days, find_printed, fold, near_miss, year_by_weekday

__all__ = ["days_above", "days_in_path", "near_miss_in_name"]

_NAME, _FOLDER = message("the file name"), message("the folder name")
_YEAR = regex(r"((?:19|20|21)\d\d)\s?年?")
_MONTH = regex(r"(\d{1,2})(?:\s?月|[-_. ]+[A-Za-z]{3,9})?")
_YEAR_AND_MONTH = regex(r"((?:19|20|21)\d\d)\s?(?:[-._年 ]\s?)?(\d{1,2})\s?月?")
_MONTH_AND_DAY = regex(r"(\d{1,2})\s?(?:月|[-._])\s?(\d{1,2})\s?[日号號]?(?!\d)|(\d{2})(\d{2})(?!\d)")
_FOUR = regex(r"(\d{2})(\d{2})")
_DAY = regex(r"第?(\d{1,2})(?:\s?[日号號])?(?!\d)")


class _Part(NamedTuple):
    """One name of a path, folded, and whether it is the file's."""

    name: str
    of_file: bool


def days_in_path(key: str, seen: date | None) -> list[Statement]:
    """Dates in the file's name, then in folder names, the nearest first, then in a path like 2026/01/26."""
    *folders, name = key.split("/")
    stem = _stem(name)
    found: list[Statement] = []
    if day := _day_in(stem, seen):
        found.append(day._replace(source=_NAME))
    for folder in reversed(folders):
        if days := find_days(folder):
            found.append(Statement(days[-1] if len(days) == 1 else days[0], _FOLDER))
    return found + [Statement(day, _FOLDER) for day in _chains([*folders, stem], stem_at=len(folders))]


def days_above(place: str) -> list[Statement]:
    """A date in the file's own folder, or in folders year/month/day right above the file, above the path given too."""
    *folders, name = place.replace("\\", "/").split("/")
    own = find_days(folders[-1]) if folders else ()
    found = [Statement(own[0], _FOLDER)] if own else []
    parts = [*folders, _stem(name)][-4:]
    return found + [Statement(day, _FOLDER) for day in _chains(parts, stem_at=len(parts) - 1, near=True)]


def near_miss_in_name(key: str) -> tuple[str, str] | None:
    """What the file's name has that is nearly a date, and why it is none; None if it has nothing of the kind."""
    return near_miss(_stem(key.rpartition("/")[2]))


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _day_in(stem: str, seen: date | None) -> Statement | None:
    if days := find_days(stem):
        return Statement(days[0], _NAME)
    for row in find_printed(stem) if seen else ():
        if not row.doubt and seen and (day := year_by_weekday(row.printed, seen)):
            return Statement(day, _NAME, message("its weekday gives the year {year}", year=day.year))
    return None


def _chains(parts: list[str], *, stem_at: int, near: bool = False) -> list[date]:
    """Dates that folders spell together with what is below them, the nearest first: 2026/01/26, 2026年1月/26日.

    Args:
        parts: the names of folders, then the file's without its ending.
        stem_at: the place of the file's name.
        near: only those that end in the file's name or its own folder.
    """
    if len(parts) < 2:
        return []  # a name alone spells no year
    names = [fold(part) for part in parts]
    found: list[date] = []
    last = max(0, stem_at - 1) if near else 0
    for end in range(len(names) - 1, last - 1, -1):
        if day := _chain(names[: end + 1], of_file=end == stem_at):
            found.append(day)
    return found


def _chain(names: list[str], *, of_file: bool) -> date | None:
    """The date that the last names of a path spell, or None."""
    *above, last = names
    if above and (year := _YEAR.fullmatch(above[-1])) and (found := _MONTH_AND_DAY.match(last)):
        return _date(year[1], found[1] or found[3], found[2] or found[4])
    if above and (both := _YEAR_AND_MONTH.fullmatch(above[-1])) and (found := _FOUR.fullmatch(last)):  # 2026-03/0317
        return _date(both[1], both[2], found[2]) if int(found[1]) == int(both[2]) else None
    if not (day := _DAY.match(last)):
        return None
    if above and (both := _YEAR_AND_MONTH.fullmatch(above[-1])):  # below it a number may be an article's: 01-headline
        whole = not of_file or day.end() == len(last)
        return _date(both[1], both[2], day[1]) if whole else None
    if len(above) > 1 and (year := _YEAR.fullmatch(above[-2])):
        return _date(year[1], _month(above[-1], year[1]), day[1])
    return None


def _month(name: str, year: str) -> str | None:
    if found := _MONTH.fullmatch(name):
        return found[1]
    if (both := _YEAR_AND_MONTH.fullmatch(name)) and both[1] == year:  # 2026/2026-01/26
        return both[2]
    number = load("mastheads")["months"].get(name.lower())
    return str(number) if number else None


def _date(year: str, month: str | None, day: str) -> date | None:
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        return None
