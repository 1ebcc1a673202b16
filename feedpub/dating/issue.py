"""Find the issue date (见报日) of a bulletin: what states it, and which statement counts (design decision 2)."""

from datetime import date

from feedpub.model import Bulletin, IssueDate, Problem
from feedpub.reading.phrases.days import find_days

__all__ = ["issue_date", "statements"]

_OPTION = "--date"
_TABLE = "[[sources]]"


def issue_date(bulletin: Bulletin, key: str, given: date | None, pinned: date | None = None) -> IssueDate:
    """The day a bulletin appeared, as stated by front matter, masthead, file or folder name, or `--date`.

    Args:
        bulletin: the bulletin as read.
        key: its path below the path given (see `BulletinFile`).
        given: the value of `--date`, for bulletins that state no date.
        pinned: the issue date an earlier build found, for a bulletin that no longer states one.
    """
    if bulletin.stated:
        day, where = bulletin.stated
        return IssueDate(day=day, rule=f"issue date {day} from {where}, by {_TABLE}")
    found = [(day, source) for day, source in statements(bulletin, key, given) if day is not None]
    if not found and pinned:
        return IssueDate(day=pinned, rule=f"issue date {pinned} from an earlier build")
    if not found:
        return IssueDate(day=None, rule="no issue date stated")
    day, source = found[0]
    other = next(((d, s) for d, s in found[1:] if d != day), None)
    problems: tuple[Problem, ...] = ()
    if other:
        problems = (
            Problem(
                line=None,
                level="warning",
                code="date-disagree",
                message=f"{source} says {day}, {other[1]} says {other[0]}; {source} was believed",
            ),
        )
    return IssueDate(day=day, rule=f"issue date {day} from {source}", problems=problems, told=source == _OPTION)


def statements(bulletin: Bulletin, key: str, given: date | None) -> tuple[tuple[date | None, str], ...]:
    """Every possible statement of the issue date, in order of precedence: its date or None, and its name."""
    return (
        *([(bulletin.stated.day, f"{_TABLE}: {bulletin.stated.where}")] if bulletin.stated else []),
        (bulletin.front.issue_date, "the front matter"),
        (bulletin.masthead, "the masthead"),
        *_days_in_path(key),
        (given, _OPTION),
    )


def _days_in_path(key: str) -> list[tuple[date | None, str]]:
    """Dates in the file's name, then in folder names, the nearest first, then in a path like 2026/01/26."""
    *folders, name = key.split("/")
    stem = name.rpartition(".")[0] or name
    found: list[tuple[date | None, str]] = []
    if days := find_days(stem):
        found.append((days[0], "the file name"))
    for folder in reversed(folders):
        if days := find_days(folder):
            found.append((days[0], "the folder name"))
    parts = [*folders, stem]
    for end in range(len(parts), 2, -1):
        if len(parts[end - 3]) == 4 and (
            days := find_days("-".join((parts[end - 3], parts[end - 2], parts[end - 1][:2])))
        ):
            found.append((days[0], "the folder name"))
    return found
