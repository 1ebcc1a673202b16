"""A bulletin as parsed: its articles, each with its day and its section."""

from dataclasses import dataclass
from datetime import date

from feedpub.model.bulletin import Bulletin
from feedpub.model.dated import BulletinFile, Dated, IssueDate
from feedpub.model.form import Source
from feedpub.model.passed_over import Reason
from feedpub.model.problem import Problem
from feedpub.model.publication import Filed

__all__ = ["ParsedBulletin", "Pins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What an earlier build found of a bulletin that does not state it itself.

    Attributes:
        issue: the issue date it had, or None.
        seen: the day of the build that first saw it.
    """

    issue: date | None
    seen: date


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class ParsedBulletin:
    """A bulletin as read, dated and filed: an article, its day and its section have the same index.

    Attributes:
        file: where the bulletin is.
        bulletin: as read.
        issue: its issue date.
        dated: the day of each article.
        filed: the section of each article.
        problems: of the bulletin as a whole; articles and their days carry their own.
        source: what the operator states of its source: the table of `[[sources]]` that its path fits, or None.
        passed_over: why it is not published, by what it says itself; None where it is.
    """

    file: BulletinFile
    bulletin: Bulletin
    issue: IssueDate
    dated: tuple[Dated, ...]
    filed: tuple[Filed, ...]
    problems: tuple[Problem, ...]
    source: Source | None = None
    passed_over: Reason | None = None
