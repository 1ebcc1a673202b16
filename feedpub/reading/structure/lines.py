"""Classify each line of a bulletin by its own shape: paragraph, heading, page head, masthead, picture and so on.

Bulletins have one paragraph per line, with or without blank lines between; a paragraph cut in two by a column or page
break is joined later, by its content.
"""

import unicodedata
from enum import Enum
from functools import cache
from typing import NamedTuple, TypeAlias

from feedpub.data import load
from feedpub.model import PageHead, Paragraph, Subhead
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.furniture import TIME, furniture_reason
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.phrases.mastheads import is_masthead, is_masthead_part, paper_of
from feedpub.reading.phrases.web_lines import is_web_line
from feedpub.reading.structure.shortcuts import is_plain, is_plain_paragraph, plain_heading
from feedpub.reading.text.breaks import split_breaks
from feedpub.reading.text.characters import same_name
from feedpub.reading.text.clean import Clean, clean
from feedpub.reading.text.marks import heading_text
from feedpub.reading.text.markup import strip_markup
from feedpub.reading.text.pictures import read_mark

__all__ = [
    "BOLD",
    "PLAIN",
    "STATED",
    "Line",
    "Mark",
    "Shape",
    "as_furniture",
    "classify",
    "paper_of",
    "read_lines",
    "read_page_head",
    "read_section_head",
]

# All white space of str.isspace() (U+3000 and U+2004 too), and zero-width characters.
_DIRT = (
    "\t\x0b\x0c\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
_HEADING = regex(r"(#{1,6})([ \t\u3000]+|(?=[^#\s\d]))")
_LONGEST_FURNITURE = 40
_LONGEST_MASTHEAD = 80  # in Latin script
_PAGE = regex(
    r"(?:第?\s*(?P<number>[A-Za-zＡ-Ｚ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?P<code>[A-Z][0-9]{1,3})|(?P<bare>[0-9]{2})(?=[\s·|]))"
    r"(?:(?P<gap>[\s:：·|｜/／—－-]*)(?P<name>[^\s\d:：。，,!?！？]{1,12}?)"
    r"(?:[\s·、/]+(?P<more>[\u4e00-\u9fff]{2,4}))?)?(?:版)?"
)
_SPACED_NAME = regex(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s{1,4}[\u4e00-\u9fff](?![\u4e00-\u9fff]))+")
_SPACED_NUMBER = regex(r"(?<=[A-Z0-9])\s{1,4}(?=[0-9])")
_SPACED_CODE = regex(
    r"(?:[A-Z]\s?[0-9]|[A-Z]?\s?[0-9]\s?[0-9])[\s|｜·:：]+[\u4e00-\u9fff]\s|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3}\s+[A-Z]?[0-9]{2}\b"
)
_BRACKETED = regex(r"(第?\s*[A-Za-z]?[0-9０-９]{1,3}\s*版)\s*[(（]\s*([^()（）\d。，,]{0,12}?)\s*[)）]")
_NAME_FIRST = regex(r"(?P<name>[\u4e00-\u9fff]{2,4}?)版?[\s:：·|/]*第?(?P<number>[A-Z]?[0-9]{2})版?")
_LABEL = regex(r"(?:[当當]前)?版(?:面(?:[导導]航)?|次)?\s*[:：]\s*")  # an e-paper writes it before the page
_MAY_BE_A_CODE = regex(r"[A-Z][0-9]|[0-9]{2}[\s·|]|[\u4e00-\u9fff]{2,4}[\s:：·|/]*[A-Z]?[0-9]{2}\Z")
_SHEET = regex(r"[A-D][0-2]?\d")
_FIRST = regex(r"[AＡ]?[0０]*[1１]|一")
_SENTENCE_ENDS = frozenset("。！？!?；;")
_MAY_NAME = regex(r"[\d版月]|\A[０-Ｚ]")  # page heads, mastheads and lines of web pages have one of these
_new = tuple.__new__  # what Paragraph(…) comes down to, for the most common line
_MARKUP = regex(r"<[a-zA-Z/!]|\*\*|__|!\[")


class Shape(Enum):
    """What kind of line it is, judged by its shape alone, if it is not article text."""

    HEADING = "heading"
    DECK = "deck"
    PAGE_HEAD = "page head"
    MASTHEAD = "masthead"
    PICTURE = "picture"
    TABLE = "table"
    FURNITURE = "furniture"
    SECTION = "section"  # these two only by the form of the whole bulletin
    TITLE = "title"


BOLD = 7  # the level of a line in bold without heading marks
GIVEN = "headline by the form"  # the note of a heading that is a headline even if it names a paper
STATED = "headline by the source"  # the note of a heading that the source itself says is a headline
PLAIN = 8  # the level of a plain line taken for a heading, in a bulletin without headings


class Mark(NamedTuple):
    """A line that structures the text around it.

    Attributes:
        text: without its heading marks; of a picture, its alternative text.
        line: its number, 1-based.
        gap: how many blank lines precede it.
        level: how many # it has; `BOLD` or `PLAIN` for a line without # that may be a heading.
        note: of furniture, what it is; of a picture, its file; of a headline, `GIVEN` if its words prove nothing, and
            `STATED` if nothing else does.
    """

    shape: Shape
    text: str
    line: int
    gap: int
    level: int = 0
    note: str = ""


Line: TypeAlias = Paragraph | Subhead | Mark


def read_lines(text: str, first: int = 1, *, fast: bool = True) -> list[Line]:
    """The non-blank lines of a bulletin, classified; `first` is the number of the text's first line.

    Not `fast` is without the shortcut for plain paragraphs, with the same result.
    """
    return classify(clean(text, first), fast=fast)


def classify(cleaned: Clean, *, fast: bool = True) -> list[Line]:
    """The lines of a cleaned text that are not blank, classified; see `read_lines`."""
    lines: list[Line] = []
    gap = 0
    begun = False  # whether a headline or prose is above: what follows is no masthead, or repeats it
    for number, raw in split_breaks(cleaned.lines) if cleaned.marked else cleaned.lines:
        if not raw or not (stripped := raw.strip(_DIRT)):
            gap += 1
            continue
        if cleaned.marked and _MARKUP.search(stripped):
            line = _marked(stripped, number, gap, lines[-1] if lines else None, begun)
            begun = begun or _begins(line)
        elif fast and begun and (plain := is_plain_paragraph(stripped)) is not None:  # most
            line = _new(Paragraph, (stripped, number, gap, plain))
            if not plain and (reason := furniture_reason(stripped)):
                line = _furniture(stripped, number, gap, reason)
        elif fast and begun and (heading := plain_heading(stripped)):
            line = Mark(Shape.HEADING, heading[1], number, gap, heading[0])
        else:
            line = _shape(stripped, number, gap, lines[-1] if lines else None, begun)
            begun = begun or _begins(line)
        lines.append(line)
        gap = 0
    return lines


def _begins(line: Line) -> bool:
    """Whether a line is a headline or prose, so that an article has begun with it."""
    if isinstance(line, Mark):
        return line.shape is Shape.HEADING and not is_issue_title(line.text)
    return len(line.text) > _LONGEST_FURNITURE or line.text[-1] in _SENTENCE_ENDS


def _marked(text: str, number: int, gap: int, before: Line | None, begun: bool) -> Line:
    """Classify a line that contains tags, emphasis or a picture."""
    if picture := read_mark(text):
        return Mark(Shape.PICTURE, picture[1], number, gap, note=picture[0])
    bare = strip_markup(text)
    if bare.kind == "comment":  # of a picture that a tool did not save; all others were put aside before
        return Mark(Shape.PICTURE, "", number, gap)
    if bare.kind == "table":
        return Mark(Shape.TABLE, text, number, gap)
    stripped = bare.text.strip(_DIRT)
    if not stripped:
        return _furniture(text, number, gap, "markup")
    line = _shape(stripped, number, gap, before, begun)
    if bare.kind == "heading" and not bare.level and stripped.isascii() and read_byline(stripped):
        return line  # **By Fang Jibai**
    if bare.kind == "heading" and isinstance(line, Paragraph):
        return Mark(Shape.HEADING, heading_text(stripped), number, gap, bare.level or BOLD)
    return line


def as_furniture(line: Line, reason: str) -> Mark:
    """A line put aside: it is in no article, for the reason given."""
    return _furniture(line.text, line.line, line.gap, reason)


def _furniture(text: str, number: int, gap: int, reason: str) -> Mark:
    return Mark(Shape.FURNITURE, text, number, gap, note=reason)


def _shape(text: str, number: int, gap: int, before: Line | None, begun: bool) -> Line:
    level, content = _heading(text)
    if level and not content:
        return _furniture(text, number, gap, "empty heading")
    if _MAY_NAME.search(content) and (named := _named(content, number, gap, level, before, begun)):
        return named
    if not begun and isinstance(before, Mark) and before.shape is Shape.MASTHEAD and is_masthead_part(content):
        return Mark(Shape.MASTHEAD, content, number, gap, level)
    if reason := furniture_reason(content, headed=bool(level)):
        return _furniture(content, number, gap, reason)
    if text[0] == "|" and text[-1] == "|" and len(text) > 1:
        return Mark(Shape.TABLE, text, number, gap)
    if content.startswith("——") and isinstance(before, Mark) and before.shape in (Shape.HEADING, Shape.DECK):
        return Mark(Shape.DECK, content, number, gap)
    if level:
        return Mark(Shape.HEADING, content, number, gap, level)
    return Paragraph(text, number, gap, is_plain(text))


def _named(content: str, number: int, gap: int, level: int, before: Line | None, begun: bool) -> Mark | None:
    """A line that names a page, the issue, or when a web page was published; None for others."""
    if len(content) <= _LONGEST_FURNITURE:
        if read_page_head(content, number) is not None:
            return Mark(Shape.PAGE_HEAD, content, number, gap)
        if ":" in content and furniture_reason(content) == TIME:
            return _furniture(content, number, gap, TIME)
    if not level and (":" in content or "：" in content) and is_web_line(content):
        return _furniture(content, number, gap, TIME)
    longest = _LONGEST_FURNITURE if begun else _LONGEST_MASTHEAD
    if len(content) <= longest and is_masthead(content, begun=begun, top=before is None):
        return Mark(Shape.MASTHEAD, content, number, gap, level)
    return None


def _heading(text: str) -> tuple[int, str]:
    """The level of a heading (0 for other lines) and its text.

    A space follows the # marks, or the line contains no other #: #话题# is a hashtag. Closing marks are removed only
    after a space: 学习 C# keeps its own.
    """
    found = _HEADING.match(text) if text[0] == "#" else None
    if not found:
        return (1, "") if text.strip("#") == "" and len(text) <= 6 else (0, text)
    content = text[found.end() :].strip(_DIRT)
    if not found[2] and "#" in content:
        return 0, text
    closed = content.rstrip("#")
    return len(found[1]), heading_text(closed.rstrip() if closed.endswith((" ", "\t")) else content)


def read_page_head(text: str, line: int) -> PageHead | None:
    """The page head (版头) a line consists of: `第03版:国际`, `03版 国际`, `A03`, `第01版`, `头版`; else None.

    One that is spaced as in print (`第 02 版：社　会`) or in full-width letters is read as without.
    """
    text = text.strip(_DIRT)
    if not text or len(text) > _LONGEST_FURNITURE:
        return None
    if (page := _page_head(text, line)) is not None:
        return page
    if text[0] in "版当當" and (label := _LABEL.match(text)):
        return read_page_head(text[label.end() :], line)
    spaced = text[0] < "\u3000" or text[1:2].isspace()
    if (
        "版" in text
        or "０" <= text[0] <= "Ｚ"
        or (spaced and text.split(None, 1) != [text] and _SPACED_CODE.match(text))
    ):
        return _page_head(_unspaced(text), line)
    return None  # most headlines


def _page_head(text: str, line: int) -> PageHead | None:
    if "版" not in text and not ((text[0] < "\u3000" or text[-1] in "0123456789") and _MAY_BE_A_CODE.match(text)):
        return None
    if text in ("头版", "頭版"):
        return PageHead(number=None, name=None, first=True, line=line)
    if (turned := _NAME_FIRST.fullmatch(text)) and turned["name"] in _section_names():  # 要闻 01
        first = bool(_FIRST.fullmatch(turned["number"]))
        return PageHead(number=turned["number"], name=turned["name"], first=first, line=line)
    if text[-1] in ")）" and (bracketed := _BRACKETED.fullmatch(text)):  # 第6版(国际), 第2版()
        text = f"{bracketed[1]} {bracketed[2]}".strip()
    found = _PAGE.fullmatch(text)
    if not found:
        return None
    number = found["number"] or found["code"] or found["bare"]
    name = found["name"]
    if found["more"] and found["more"] in _section_names():  # A8 文教 副刊
        name = found["more"]
    elif found["more"] and name not in _section_names():
        return None
    if found["bare"] and not (name and (number[0] == "0" or name in _section_names())):
        return None
    if found["code"] and name and name not in _section_names() and not (_SHEET.fullmatch(number) and found["gap"]):
        return None  # T3航站楼, G20 杭州峰会: a code and an unknown word are not a page head; A03 滨江新区 is
    return PageHead(number=number, name=name, first=bool(_FIRST.fullmatch(number)), line=line)


def _unspaced(text: str) -> str:
    """A page head without the blanks of print, in ASCII digits and letters: `第０２版：社　会` is `第02版:社会`."""
    text = unicodedata.normalize("NFKC", text)
    if any(not "\u4e00" <= part[1:2] <= "\u9fff" for part in text.split()[1:]):
        text = _SPACED_NAME.sub(lambda found: same_name(found[0]), text)
    return _SPACED_NUMBER.sub("", text)


def read_section_head(text: str, line: int) -> PageHead | None:
    """A section's name by itself (`国际`), as pages without a number print it; None for other lines."""
    name = same_name(text)
    return PageHead(number=None, name=name, first=False, line=line) if name in _section_names() else None


@cache
def _section_names() -> frozenset[str]:
    return frozenset(name for section in load("sections").values() for name in (section["title"], *section["also"]))
