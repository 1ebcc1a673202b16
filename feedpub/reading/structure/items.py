"""Recognize the numbered and bulleted lines of a digest, the names of sections above them, and headlines by shape."""

from datetime import date
from typing import NamedTuple

from feedpub.model import Discard, Paragraph
from feedpub.model.form import Form
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.lines import Line, Mark, Shape, read_section_head
from feedpub.reading.structure.shortcuts import read_opening

__all__ = [
    "BULLET",
    "LEVEL",
    "NUMBER",
    "PlainForm",
    "headline_mark",
    "is_item",
    "is_prose",
    "is_rule",
    "is_short",
    "is_text_by_itself",
    "names_section",
]

LEVEL = 1  # of a headline, as in `form`
_LONGEST, _LONGEST_LATIN = 44, 110  # characters of a headline
_SHORTEST = 2
_AROUND = " \t\u3000:：【】[]〔〕■◆●▲*"
_LONGEST_NAME = 6  # of a section
BULLET = regex(r"([•●■◆▲★◎○►▶▪□◇※✦➤‧・·△▼🔹🔸👉✅]|>{1,3}|[-+*—–](?=[ \t\u3000])|》{1,2})[ \t\u3000]*(?=\S)")
NUMBER = regex(
    r"(\d{1,3})(?:[、)）]|\s?[.．:：](?!\d))[ \t\u3000]*(?=\S)|【(\d{1,3})】|[(（](\d{1,3})[)）]"
    r"|([①-⑳])[ \t\u3000]*(?=\S)|(\d)\ufe0f?\u20e3[ \t\u3000]*(?=\S)"
)
_RULE = regex(r"[-—–=_*·•~＊※☆★◇◆○●－＝]{1,2}|[-—–=_*·•~＊※☆★◇◆○●－＝ ]{3,}")
_HAN_ITEM = regex(r"[一二三四五六七八九十]{1,3}、(?=[^。；]{4,120}[。；;]\Z)")
_SENTENCE = regex(r"[。！!；;：:，,、…]\Z|[^.][.]\Z")
_PROSE = regex(r"[。！？；]|[.?!](?:\s|\Z)")
_HAN = regex("[\u4e00-\u9fff]")


class PlainForm(NamedTuple):
    """The form of a bulletin without heading marks, its lines with the headlines marked, and the day in its title."""

    form: Form
    lines: list[Line]
    day: date | None = None
    discards: tuple[Discard, ...] = ()


def headline_mark(line: Paragraph, text: str | None = None) -> Mark:
    """A line as a headline, with the text given or its own."""
    return Mark(Shape.HEADING, text or line.text, line.line, line.gap, LEVEL)


def is_short(text: str) -> bool:
    """Whether a line may be a headline by its length and its end."""
    longest = _LONGEST if _HAN.search(text) else _LONGEST_LATIN
    return _SHORTEST <= len(text) <= longest and not _SENTENCE.search(text) and "。" not in text


def is_prose(line: Line) -> bool:
    return isinstance(line, Paragraph) and (line.plain or _PROSE.search(line.text) is not None)


def is_text_by_itself(text: str) -> bool:
    return bool(read_byline(text) or read_opening(text) or is_caption(text) or read_credit(text) or is_tail(text))


def is_rule(line: Line) -> bool:
    """Whether a line is a rule between articles; one or two signs by themselves are enough."""
    if isinstance(line, Mark):
        return line.shape is Shape.FURNITURE and line.note == "rule"
    return _RULE.fullmatch(line.text) is not None


def is_item(text: str) -> bool:
    """Whether a line is a numbered or bulleted item, and not the name of a section with a bullet."""
    found = NUMBER.match(text) or BULLET.match(text) or _HAN_ITEM.match(text)
    return found is not None and len(text) - found.end() > _LONGEST_NAME


def names_section(text: str) -> bool:
    """Whether a line, without its marks, is the name of a section: 【国际】, 国内："""
    return read_section_head(text.strip(_AROUND), 1) is not None
