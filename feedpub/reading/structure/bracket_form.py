"""Find headlines in brackets in a bulletin without heading marks: 【headline】text, or each on a line of its own."""

from collections.abc import Sequence

from feedpub.messages import message
from feedpub.model import Discard, Paragraph
from feedpub.model.form import Form
from feedpub.patterns import regex
from feedpub.reading.structure.items import (
    NUMBER,
    PlainForm,
    headline_mark,
    is_prose,
    is_short,
    names_section,
)
from feedpub.reading.structure.lines import Line, Mark, Shape
from feedpub.reading.structure.opening import greets, is_opening, put_title_aside
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["by_bracketed_lines", "by_brackets"]

_FEW = 2
_MOSTLY, _OFTEN = 0.8, 0.25
_BRACKET = regex(
    r"(?:\*\*)?(?:【([^【】]{4,40})】|〔([^〔〕]{4,40})〕|［([^［］]{4,40})］"
    r"|「([^「」，。！？]{4,40})」)(?:\*\*)?[ \t\u3000]*(?=[^\s【】])"
)
_BRACKETED = regex(r"【([^【】]{4,40})】|〔([^〔〕]{4,40})〕|［([^［］]{4,40})］|＊{1,3}([^＊]{4,40})＊{1,3}")
_QUOTED = regex(r"《([^《》]{4,40})》|「([^「」]{4,40})」|<([^<>]{4,40})>|〈([^〈〉]{4,40})〉")
_SIGN = regex(r"記者|记者|[/／]|報導|报道|電\Z|电\Z")


def by_brackets(lines: Sequence[Line]) -> PlainForm | None:
    """Paragraphs that open with their headline in brackets: 【headline】text."""
    marked: list[Line] = []
    headed = texts = 0
    for line in lines:
        found = _BRACKET.match(line.text) if isinstance(line, Paragraph) else None
        head = next(filter(None, found.groups())) if found else ""
        if isinstance(line, Paragraph) and is_prose(line):
            texts += 1
        if (
            found
            and isinstance(line, Paragraph)
            and len(line.text) - found.end() > len(head)
            and not _SIGN.search(head)
        ):
            headed += 1
            marked.append(headline_mark(line, head))
            marked.append(line._replace(text=line.text[found.end() :], gap=0, plain=False))
        else:
            marked.append(line)
    first = next((line for line in put_title_aside(list(lines)) if isinstance(line, Paragraph)), None)
    opens = first is not None and _BRACKET.match(first.text) is not None  # else they may be an article's subheads
    if headed < _FEW or headed < (_OFTEN if opens and headed > _FEW else _MOSTLY) * texts:
        return None
    return PlainForm(
        Form(
            "bracket",
            why=message("{headed} of {texts} paragraphs open with a headline in brackets", headed=headed, texts=texts),
        ),
        marked,
    )


def by_bracketed_lines(lines: Sequence[Line]) -> PlainForm | None:
    """Headlines in brackets, each on a line of its own above its text; 《…》 only where an article opens below."""
    marked = list(lines)
    headed = bracketed = 0
    discards: list[Discard] = []
    for place, line in enumerate(lines):
        if not isinstance(line, Paragraph):
            continue
        quoted = _QUOTED.fullmatch(line.text)
        found = quoted or _BRACKETED.fullmatch(line.text)
        if found is None:
            continue
        head = next(filter(None, found.groups())).strip()
        bracketed += 1
        below = lines[place + 1] if place + 1 < len(lines) else None
        opens = isinstance(below, Paragraph) and read_opening(below.text) is not None
        text = isinstance(below, Paragraph) and is_prose(below) and not (NUMBER.match(below.text) or quoted)
        if (opens or text) and is_short(head) and not (names_section(head) or _SIGN.search(head)):
            headed += 1
            marked[place] = headline_mark(line, head)
            sign = f"{line.text[0]}{line.text[-1]}"
            discards.append(Discard(line=line.line, reason="mark of a headline", text=sign, part=True))
    if headed < _FEW or headed < _MOSTLY * bracketed:
        return None
    first = next(place for place, line in enumerate(marked) if isinstance(line, Mark) and line.shape is Shape.HEADING)
    above = [line.text for line in lines[:first] if isinstance(line, Paragraph) and is_prose(line)]
    if above and not (greets(above[0]) and is_opening(above)):
        return None  # the parts of one article
    why = message("{headed} of {bracketed} lines in brackets have text below", headed=headed, bracketed=bracketed)
    return PlainForm(Form("bracket", why=why), marked, discards=tuple(discards))
