"""What the marks of a page state of its article, and which mark is believed where several state it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

__all__ = ["NOTHING", "Said", "Stated", "merged"]


class Said(NamedTuple):
    """Words, and the mark that states them (`npm:article-title`)."""

    words: str
    mark: str


NOTHING = Said("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one kind of mark states; `NOTHING` where it says nothing.

    Attributes:
        headline, kicker, deck, author: as printed, on one line.
        day: of the issue: `2026-01-26`, or with hour and zone (RFC 3339).
        page: its number, `02` or `A02`.
        section: the name of the page.
        paper: the name of the paper.
        identity: the number that the site gave the content; within a page, articles stand in its order.
        body: the first token of the body and the one behind its last; None where this mark has no body.
        text: the paragraphs of a body that is no part of the page as shown (JSON-LD).
        body_mark: what states the body.
        is_list: whether the mark says that the page lists articles and is none.
    """

    headline: Said = NOTHING
    kicker: Said = NOTHING
    deck: Said = NOTHING
    author: Said = NOTHING
    day: Said = NOTHING
    page: Said = NOTHING
    section: Said = NOTHING
    paper: Said = NOTHING
    identity: Said = NOTHING
    body: tuple[int, int] | None = None
    text: tuple[str, ...] = ()
    body_mark: str = ""
    is_list: bool = False


_WORDS = ("headline", "kicker", "deck", "author", "day", "page", "section", "paper", "identity")


def merged(stated: Iterable[Stated]) -> Stated:
    """What all marks of a page state together; of each the first that says anything, in order of trust."""
    whole = Stated()
    for one in stated:
        said = {name: getattr(one, name) for name in _WORDS if not getattr(whole, name).words}
        whole = replace(whole, is_list=whole.is_list or one.is_list, **said)
        if whole.body is None and one.body is not None:
            whole = replace(whole, body=one.body, body_mark=one.body_mark, text=())
        elif whole.body is None and not whole.text and one.text:
            whole = replace(whole, text=one.text, body_mark=one.body_mark)
    return whole
