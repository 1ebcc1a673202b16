"""The types of a bulletin's file, its issue date, and the day of each of its articles, with the evidence."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from feedpub.model.problem import Problem

__all__ = ["MOST_AHEAD", "BulletinFile", "Dated", "IssueDate", "Statement", "Surroundings"]

MOST_AHEAD = timedelta(days=2)  # an issue is made ready so early; a date further ahead is mostly a slip of the finger


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFile:
    """The file of a bulletin.

    Attributes:
        name: its path as given on the command line or found below the folder given; for messages.
        key: its path below the path given, including that path's own name (`2026-01-26/a.txt`). Date, section and the
            order of bulletins may depend on it. It is the same wherever the folder is.
        place: its whole path, without `..`, for opening it; links are not followed.
        by_name: whether it was named itself, and not only a folder it is in: then it is read whatever it is called.
    """

    name: str
    key: str
    place: str
    by_name: bool = False

    @property
    def path(self) -> Path:
        """`place` as a Path, created on demand: a folder may contain many bulletins."""
        return Path(self.place)


class Statement(NamedTuple):
    """What one place says of the issue date.

    Attributes:
        day: the day, or None if the place states none.
        source: the place: `the masthead`, `the file name`.
        why: what completes the day, in words, where not all of it is printed; else empty.
    """

    day: date | None
    source: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a build knows of a bulletin beside its text and its key.

    Attributes:
        place: its whole path; a file that is named by itself may be in a folder 2026/01/26.
        seen: the day of the build that first saw it; without it, no weekday gives a year.
        today: the day of this build, or None.
        timezone: the paper's; front matter may state an hour in another.
    """

    place: str = ""
    seen: date | None = None
    today: date | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDate:
    """The issue date (见报日), the day a bulletin appeared.

    Attributes:
        day: the day, or None if nothing states it.
        rule: what stated it, in words for an editor.
        problems: the problems found.
        told: whether `--date` stated it.
        statements: every place that was asked, in order of precedence.
    """

    day: date | None
    rule: str
    problems: tuple[Problem, ...] = ()
    told: bool = False
    statements: tuple[Statement, ...] = ()


class Dated(NamedTuple):
    """An article's day, with the evidence for it.

    Attributes:
        day: the day.
        rule: what gave it, in words for an editor.
        printed: the day as used in ids: ISO format if the year is known, `--01-25` if the year was inferred, empty if
            the whole day was.
        problems: the problems found.
        inferred: whether nothing states the whole day: no issue date, and no dateline or caption with its year.
    """

    day: date
    rule: str
    printed: str
    problems: tuple[Problem, ...] = ()
    inferred: bool = False
