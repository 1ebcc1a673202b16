"""What a source format makes of a file: text in feedpub's own marks, with what the file states of each line."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from feedpub.model import Discard, Problem
from feedpub.model.passed_over import Reason
from feedpub.model.wire import WireItem

__all__ = ["Role", "SourceText"]

Role: TypeAlias = Literal[
    "kicker",  # of the headline below it
    "headline",  # begins an article, whatever its words are; the line begins with `# `
    "deck",  # of the headline above it, without its ——
    "byline",  # of the headline above it
    "section",  # names the section of what follows
    "masthead",  # names the issue; its day counts
    "letterhead",  # who issues the file, and under which number; put aside
    "text",  # of the article, even if it looks like a heading, a page head, a masthead or furniture
]

_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
_NO_ROLES: Mapping[int, Role] = MappingProxyType({})


class SourceText(NamedTuple):
    """A bulletin's file as text, in feedpub's own marks (`# ` headings, `![…](…)` pictures, one paragraph a line).

    Attributes:
        text: its lines end in a newline. Lines of articles, problems and discards are counted in it, from 1.
        origins: where each line comes from, in an editor's words (`paragraph 12`); empty where the lines of the text
            are the lines of the file.
        pictures: the files that the source itself holds, by the name its text gives them.
        discards: what of the source is not in the text (a comment, hidden text), each `outside`, with the line of the
            text it is near.
        problems: met on the way.
        roles: by the number of its line, what the file itself says the line is. If one is `headline`, every article
            begins at such a line, and nothing is guessed about headlines; if none is, roles say nothing.
        passed_over: why the file is no bulletin (an index page), or None.
        items: what a wire states of each of its items, those that may not be published included.
    """

    text: str
    origins: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = _NO_PICTURES
    discards: tuple[Discard, ...] = ()
    problems: tuple[Problem, ...] = ()
    roles: Mapping[int, Role] = _NO_ROLES
    passed_over: Reason | None = None
    items: tuple[WireItem, ...] = ()
