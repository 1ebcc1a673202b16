"""Where a rule comes from, and what to do about a finding: data/rules.toml."""

from typing import NamedTuple

from feedpub.check.feed import Finding
from feedpub.data import load

__all__ = ["Ruling", "ruling_of", "told"]


class Ruling(NamedTuple):
    """What stands behind the code of a finding.

    Attributes:
        source: the standard and its section; or feedpub, where none says it.
        remedy: what to do, in a sentence.
    """

    source: str
    remedy: str


def ruling_of(code: str) -> Ruling:
    """The row of a code; every code has one."""
    return Ruling(**load("rules")[code])


def told(finding: Finding) -> str:
    """A finding in one line; an error with its remedy, since it keeps a feed from being published."""
    return f"{finding.message}. {ruling_of(finding.code).remedy}" if finding.level == "error" else finding.message
