"""Where a bulletin stands, the day it appeared, and the day of each of its articles, with the evidence for them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from feedpub.model.bulletin import Problem

__all__ = ["BulletinFile", "Dated", "IssueDate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFile:
    """Where a bulletin stands.

    Attributes:
        name: as given on the command line or found below the folder given; for people.
        key: below the path given, its own name included (`2026-01-26/a.txt`): all that its place
            may tell about date and section, and the order of bulletins. The same wherever the
            tree stands.
        place: the whole path, to open it, without `..`; links are not followed.
    """

    name: str
    key: str
    place: str

    @property
    def path(self) -> Path:
        """`place`, made when it is asked for: a folder may hold many."""
        return Path(self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDate:
    """见报日, the day a bulletin appeared.

    Attributes:
        day: None where nothing states it.
        rule: what stated it, in words an editor understands.
        told: whether that was `--date`.
    """

    day: date | None
    rule: str
    problems: tuple[Problem, ...] = ()
    told: bool = False


class Dated(NamedTuple):
    """An article's day with the evidence for it.

    Attributes:
        printed: the day as an id may use it: ISO where the year is known, `--01-25` where the
            year had to be inferred, empty where all of it was.
        inferred: nothing states the whole day: no issue date, and no dateline or caption with its year.
    """

    day: date
    rule: str
    printed: str
    problems: tuple[Problem, ...] = ()
    inferred: bool = False
