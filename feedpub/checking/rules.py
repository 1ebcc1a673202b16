"""Look up the source of a rule and the remedy for a finding, from data/rules.toml."""

from typing import NamedTuple

from feedpub.checking.feed import Finding
from feedpub.data import load
from feedpub.messages import Message, message

__all__ = ["Ruling", "in_one_line", "ruling_of"]


class Ruling(NamedTuple):
    """The source and the remedy for the code of a finding.

    Attributes:
        source: the standard and its section; feedpub where there is none.
        remedy: what to do, in a sentence.
    """

    source: str
    remedy: str


def ruling_of(code: str) -> Ruling:
    """The row of a code; every code has one."""
    row = load("rules")[code]
    return Ruling(row["source"], Message(row["remedy"]))


def in_one_line(finding: Finding) -> str:
    """A finding in one line; an error has its remedy too, since it stops the feed from being published."""
    if finding.level != "error":
        return finding.message
    return message("{finding}. {remedy}", finding=finding.message, remedy=ruling_of(finding.code).remedy)
