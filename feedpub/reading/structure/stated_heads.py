"""Take the heads of articles as the source itself states them: kicker, headline, deck and byline, by line.

The lines of kickers, decks and bylines are taken out before the bulletin is grouped, and put to their articles after.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from feedpub.model import Article, Paragraph, Person
from feedpub.model.form import Form
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.source_text import Role
from feedpub.reading.structure.form import Formed
from feedpub.reading.structure.lines import STATED, Line, Mark, Shape, as_furniture

__all__ = ["StatedHeads", "take_stated_heads", "with_stated_heads"]

_HEADLINE = 1  # the level of a stated headline; headings below it are subheads


class StatedHeads(NamedTuple):
    """The lines without the parts of heads, and these parts by the line of their headline."""

    formed: Formed
    kickers: Mapping[int, Sequence[str]]
    decks: Mapping[int, Sequence[str]]
    bylines: Mapping[int, Sequence[str]]


def take_stated_heads(lines: Sequence[Line], text: str, roles: Mapping[int, Role]) -> StatedHeads:
    """Take the parts of heads out of the lines of a bulletin.

    Args:
        lines: as classified by their own shape.
        text: the whole bulletin, of which they were made.
        roles: what the source says of them, by their number.
    """
    parts: dict[str, dict[int, list[str]]] = {"kicker": {}, "deck": {}, "byline": {}}
    kept: list[Line] = []
    waiting: list[str] = []  # kickers, until their headline comes
    headline, printed = 0, text.split("\n")
    for line in lines:
        role = roles.get(line.line)
        if role == "headline":
            headline = line.line
            kept.append(Mark(Shape.HEADING, line.text.removeprefix("# "), line.line, line.gap, _HEADLINE, STATED))
            parts["kicker"][headline], waiting = waiting, []
        elif role == "kicker":
            waiting.append(line.text)
        elif role in ("deck", "byline") and headline:
            parts[role].setdefault(headline, []).append(line.text)
        elif role == "section":
            kept.append(Mark(Shape.SECTION, line.text, line.line, line.gap))
        elif role == "masthead":
            kept.append(Mark(Shape.TITLE, line.text, line.line, line.gap))
        elif role == "letterhead":
            kept.append(as_furniture(line, role))
        elif role == "text" and not (isinstance(line, Mark) and line.shape in (Shape.PICTURE, Shape.TABLE)):
            words = printed[line.line - 1].strip() if isinstance(line, Mark) else line.text
            kept.append(Paragraph(words, line.line, line.gap))
        elif isinstance(line, Mark) and line.shape is Shape.HEADING and line.level == _HEADLINE:
            kept.append(line._replace(level=_HEADLINE + 1))
        else:
            kept.append(line)
    form = Form("#", why="stated by the file itself")
    formed = Formed(kept, form, _HEADLINE + 1, frozenset())
    return StatedHeads(formed, parts["kicker"], parts["deck"], parts["byline"])


def with_stated_heads(articles: Sequence[Article], heads: StatedHeads) -> tuple[Article, ...]:
    """The articles with the parts of their heads."""
    return tuple([_with(article, heads) for article in articles])


def _with(article: Article, heads: StatedHeads) -> Article:
    at = article.line
    kicker = " ".join(heads.kickers.get(at, ())) or article.kicker
    decks = [text.lstrip("—").strip() for text in heads.decks.get(at, ())]
    deck = " ".join([*decks, *([article.deck] if article.deck else [])]) or None
    byline = "　".join(heads.bylines.get(at, ()))
    article = article._replace(kicker=kicker, deck=deck)
    if not byline:
        return article
    read = read_byline(byline) or read_byline(f"□{byline}")  # names alone are one, since the source says so
    people = read.people if read else (Person(byline, ""),)
    named = {person.name for person in people}
    more = tuple(person for person in article.people if person.name not in named)
    return article._replace(byline=article.byline or byline, people=(*people, *more))
