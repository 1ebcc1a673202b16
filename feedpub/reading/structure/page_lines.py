"""Read pages that are named below their headline, as archives of papers and their exports write them.

    # 石梁村通了公交            ### 临澜修复水碓  六村舂米        石梁村通了公交
    第02版：社会                2026-03-17                        第1版（要闻）专栏：民生 石梁村通了公交 本报讯 …
    本报滨江3月16日讯 …         第2版()
                                专栏：
                                临澜修复水碓
                                    六村舂米
                                    【临澜十六日电】…

Such a page is that of the article above it. Its line is moved above the headline, where every page head is read, with
the date and the column beside it; a headline that is repeated below it is put aside. Nothing else moves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.furniture import is_paper_name, is_running_head
from feedpub.reading.phrases.jumps import jump_from
from feedpub.reading.phrases.signoffs import is_paper_line, is_tail
from feedpub.reading.structure.heading_roles import letters
from feedpub.reading.structure.lines import Line, Mark, Shape, as_furniture, read_page_head, read_section_head
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["may_name_page", "move_page_lines"]

_LONGEST_HEADLINE = 60
_LONGEST_DATE = 40
_LONG = 40  # a line of this many characters is text
_MOST_REPEATED = 5  # lines
_PAGE = r"第\s*[A-Za-z]?[0-9０-９]{1,3}\s*版"
_NAMED = rf"{_PAGE}\s*(?:[(（][^()（）。，]{{0,12}}[)）]|[:：]\s*[\u4e00-\u9fff]{{2,6}}(?=\s))?"
_COLUMN = r"(?:[专專][ \u3000]?[栏欄]|[栏欄]目)\s*[:：]"
_GLUED = regex(rf"(?P<page>{_NAMED})[\s　]*(?P<column>{_COLUMN}[^\s　]{{0,16}})?(?:[\s　]+(?P<rest>\S.*))?", re.DOTALL)
_BESIDE = regex(rf"(?:{_COLUMN}|作者\s*[:：])[\s　]*+(?:(?<=作者[:：])(?P<author>[^。，]{{2,20}})|[^\s　。，]{{0,16}})")
_LABELLED = regex(
    r"(?:版面|版次|版位|版号|版號|页码)\s*[:：]\s*(?P<page>第?\s*[A-Za-z]?\d{1,3}\s*(?:版(?!名))?.{0,12}?)"
    r"(?:[\s　]*版名\s*[:：]\s*(?P<name>[\u4e00-\u9fff]{2,8}))?"
)
_DIGITS = regex(r"第?\s*[A-Za-z]?\d{1,3}")
_WITHIN = regex(rf"{_PAGE}(?:\s*[(（][^()（）]{{1,12}}[)）]|[\s:：]*[\u4e00-\u9fff]{{2,6}})?")
_SENTENCE = regex(r"[。！？!?；;，,：:]\Z")
_ITEM_NUMBER = regex(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．]\s*")


@dataclass(frozen=True, slots=True)
class _PageLine:
    """A page line and what is printed with it.

    Attributes:
        begin: the place of its first line: of the date above it, or its own.
        end: the place behind its last line, or behind the repeated headline.
        head: the place of the first line of the headline above it.
        marks: what goes above the headline.
        text: what stays below it: the author among these lines, and the text behind the page on its line.
        proven: whether a repeated headline or a column says that it belongs to the headline above.
    """

    begin: int
    end: int
    head: int
    marks: tuple[Mark, ...]
    text: tuple[Line, ...]
    proven: bool


def may_name_page(text: str) -> bool:
    """Whether a paragraph of a bulletin may name a page; mostly 版 is only in a word such as 出版."""
    at = text.find("版")
    while at >= 0:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isdigit() or before.isspace() or (after and after in "面次位号號"):
            return True
        at = text.find("版", at + 1)
    return "码" in text and "页码" in text  # one character is found far more quickly than two


def move_page_lines(lines: list[Line]) -> list[Line]:
    """The lines of a bulletin with each page that is named below its headline moved above it."""
    pages = [
        place
        for place, line in enumerate(lines)
        if (
            line.shape is Shape.PAGE_HEAD
            if type(line) is Mark
            else ("版" in line.text or line.text[:1] == "页") and _may_name_page(line)
        )
    ]
    if not pages:
        return lines  # most bulletins
    marked = any(isinstance(line, Mark) and line.shape is Shape.HEADING for line in lines)
    found = [row for place in pages if (row := _read(lines, place, marked=marked)) is not None]
    if len(pages) == 1 and found:  # of one article alone nothing says that it leads its page
        marks = (mark._replace(note="below") if mark.shape is Shape.PAGE_HEAD else mark for mark in found[0].marks)
        found = [replace(found[0], marks=tuple(marks))]
    if sum(1 for row in found if row.proven) == 0 and 2 * len(found) <= len(pages):
        found = []  # page heads above their headlines, the usual form
    return _columns_aside(_moved(lines, found))


def _may_name_page(line: Line) -> bool:
    if isinstance(line, Mark):
        return line.shape is Shape.PAGE_HEAD
    if not isinstance(line, Paragraph) or ("版" not in line.text[:_LONGEST_HEADLINE] and line.text[:2] != "页码"):
        return False
    if _GLUED.match(line.text) or _LABELLED.fullmatch(line.text):
        return True
    return _WITHIN.search(line.text, 0, _LONGEST_HEADLINE) is not None and (
        is_paper_line(line.text) or is_running_head(line.text, None)
    )


def _read(lines: Sequence[Line], place: int, *, marked: bool) -> _PageLine | None:
    """What a line that names a page says of the headline above it; None if it belongs to what is below it."""
    begin = place - 1 if place and _is_date(lines[place - 1]) else place
    head = _headline_above(lines, begin, marked=marked)
    if head is None:
        return None
    title = "".join(_letters_of(line.text) for line in lines[head:begin])
    split = _split(lines[place], title)
    if split is None:
        return None
    marks, rest, proven = split
    if begin < place:
        marks = (_date_mark(lines[begin], first=head == 0), *marks)
    end, text = place + 1, list[Line]([rest] if rest else [])
    while rest is None and end < len(lines) and (found := _BESIDE.fullmatch(lines[end].text)):
        if found["author"]:
            text.append(lines[end])
        else:
            marks = (*marks, as_furniture(lines[end], "column tag"))
        end, proven = end + 1, True
    repeated = _repeated(lines, end, title) if rest is None else 0
    marks += tuple(as_furniture(line, "headline repeated") for line in lines[end : end + repeated])
    end += repeated
    below = lines[end] if end < len(lines) else None
    sure = marked or bool(repeated)
    if rest is None and not _is_text(below, sure=sure):
        return None
    return _PageLine(begin, end, head, marks, tuple(text), bool(repeated) or (rest is not None and proven))


def _is_date(line: Line) -> bool:
    return len(line.text) <= _LONGEST_DATE and bool(find_days(line.text)) and not _SENTENCE.search(line.text)


def _headline_above(lines: Sequence[Line], begin: int, *, marked: bool) -> int | None:
    """The place of the first line of the headline right above a place, or None."""
    head = begin
    while head and isinstance(line := lines[head - 1], Mark) and line.shape in (Shape.HEADING, Shape.DECK):
        head -= 1
    if head < begin:
        name = lines[head].text
        return None if is_paper_name(name) or read_section_head(name, 1) else head
    above = lines[begin - 1] if begin else None
    if marked or not isinstance(above, Paragraph) or above.plain or len(above.text) > _LONGEST_HEADLINE:
        return None
    text = above.text
    closes = is_tail(text) or is_caption(text) or read_credit(text) or read_byline(text) or jump_from(text)
    if closes or _SENTENCE.search(text) or text[-1] in ")）】" or is_paper_name(text) or read_opening(text):
        return None
    return begin - 1


def _letters_of(text: str) -> str:
    return letters(_ITEM_NUMBER.sub("", text, count=1))


def _split(line: Line, title: str) -> tuple[tuple[Mark, ...], Paragraph | None, bool] | None:
    """The marks of a page line, the text behind it, and whether it is proven; None if it is text that names a page."""
    if isinstance(line, Mark):
        return (line,), None, False
    found = _GLUED.fullmatch(line.text)
    if found is None:
        page = _page_within(line.text)
        if page is None:
            return None
        return (as_furniture(line, "page line"), Mark(Shape.PAGE_HEAD, page, line.line, line.gap)), None, False
    rest = found["rest"] or ""
    size = _size_of_repeated(rest, title)
    if (rest and not (found["column"] or size)) or read_page_head(found["page"], line.line) is None:
        return None
    marks = [Mark(Shape.PAGE_HEAD, found["page"], line.line, line.gap)]
    if found["column"]:
        marks.append(Mark(Shape.FURNITURE, found["column"], line.line, 0, note="column tag"))
    if size:
        marks.append(Mark(Shape.FURNITURE, rest[:size].strip(), line.line, 0, note="headline repeated"))
    rest = rest[size:].strip(" \u3000")
    return tuple(marks), Paragraph(rest, line.line, line.gap) if rest else None, True


def _page_within(text: str) -> str | None:
    """The page that a line with the paper's name, a day or a label names, as a page head writes it."""
    if labelled := _LABELLED.fullmatch(text):
        page = f"{labelled['page'].strip()} {labelled['name'] or ''}".strip()
        if "版" not in page:
            number = _DIGITS.match(page)
            page = f"第{page[: number.end()]}版 {page[number.end() :].strip()}".strip() if number else page
    else:
        found = _WITHIN.search(text)
        page = found[0] if found else ""
    return page if read_page_head(page, 1) else None


def _size_of_repeated(text: str, title: str) -> int:
    """How many characters of a text repeat the headline, 0 if it does not begin with it."""
    if not title or not letters(text[: 2 * len(title) + 20]).startswith(title):
        return 0
    left = len(title)
    for at, char in enumerate(text):
        left -= char.isalnum()
        if not left:
            return at + 1
    return 0


def _repeated(lines: Sequence[Line], start: int, title: str) -> int:
    """How many lines from a place on repeat the headline, one after the other."""
    said = ""
    for count in range(_MOST_REPEATED):
        line = lines[start + count] if start + count < len(lines) else None
        if line is None or len(line.text) > _LONGEST_HEADLINE:
            return 0
        said += letters(line.text)
        if said == title:
            return count + 1
        if not said or not title.startswith(said):
            return 0
    return 0


def _is_text(line: Line | None, *, sure: bool) -> bool:
    """Whether a line below a page line is an article's text and not the next headline; `sure` asks for less."""
    if isinstance(line, Mark):
        return sure and line.shape is Shape.PICTURE
    if line is None or jump_from(line.text) is not None:
        return False
    return sure or len(line.text) >= _LONG or read_opening(line.text) is not None


def _date_mark(line: Line, *, first: bool) -> Mark:
    """The date above a page line: the bulletin's at its top, else only put aside."""
    shape = Shape.MASTHEAD if first else Shape.FURNITURE
    return Mark(shape, line.text, line.line, line.gap, note="date")


def _moved(lines: Sequence[Line], found: Sequence[_PageLine]) -> list[Line]:
    moved: list[Line] = []
    done = 0
    for row in found:
        if row.head < done:
            continue
        moved += [*lines[done : row.head], *row.marks, *lines[row.head : row.begin]]
        moved += row.text
        done = row.end
    return [*moved, *lines[done:]]


def _columns_aside(lines: list[Line]) -> list[Line]:
    """The lines with each column that is named right below a page head put aside: 第1版() / 专栏：."""
    for place in range(1, len(lines)):
        above, line = lines[place - 1], lines[place]
        if (
            isinstance(line, Paragraph)
            and isinstance(above, Mark)
            and above.shape is Shape.PAGE_HEAD
            and (beside := _BESIDE.fullmatch(line.text))
            and not beside["author"]
        ):
            lines[place] = as_furniture(line, "column tag")
    return lines
