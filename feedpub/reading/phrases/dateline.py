"""Datelines (电头): agency, place and day, opening or closing an article. The grammar is in `dateline_forms`.

A second dateline within the text (`据拉美社10月30日电报道`) is text, and so are the days of events: only the first
words of a paragraph, or the brackets that close it, are examined.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from feedpub.data import agencies, load
from feedpub.messages import message
from feedpub.model import Dateline, Person
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_people
from feedpub.reading.phrases.dateline_behind import read_behind
from feedpub.reading.phrases.dateline_forms import (
    BRACKETS,
    CLOSERS,
    ENDS,
    SLASH,
    agency_forms,
    bracketed_forms,
    english,
    known_forms,
    reporter_forms,
)
from feedpub.reading.phrases.english_datelines import capital_forms, may_open_in_capitals
from feedpub.reading.phrases.numerals import SPACE, number, roc_year
from feedpub.reading.phrases.reporters import read_reporters
from feedpub.reading.phrases.signoffs import split_tail

__all__ = [
    "REACH",
    "FoundDateline",
    "explain_opening",
    "may_open",
    "read_closing",
    "read_inline_closing",
    "read_opening",
]

REACH = 160  # the longest dateline with its reporters
_HEAD = 60  # the longest one without them
# Every dateline contains one of these; most paragraphs contain none. 电 that follows no day has a gap or mark after it.
_MAYBE = regex(  # alternatives written out, so that the regex engine can search by first characters
    rf"日|讯|訊|电{ENDS}|電{ENDS}|报道|報道|報導|消息|专访|專訪|发自|發自|\([A-Za-z]|（[A-Z]|/[A-Z]{{2}}"
)
_REPORTER = regex("[记記]者|特派|编译|编譯|通[讯訊][员員]|[发發]自")
_THEME = regex(rf"{SPACE}[题題]{SPACE}[:：]{SPACE}(.{{1,120}})", re.DOTALL)
_WRITTEN_BY = regex(r"[ \u3000]((?:[\u4e00-\u9fff]{1,5}[社网報报])?(?:特约|特約)?(?:记者|記者)[^，。！？]{2,30})\Z")
_TAG = regex(r"[\u4e00-\u9fff·“”0-9]{2,12}")
_VIA = regex(rf"{SPACE}(据|據|(?:综合|綜合)(?=.{{0,30}}?(?:报道|報道|報導|消息|记者|記者|外电|媒体)))")
_SIMPLIFIED = {"據": "据", "綜合": "综合", "另据": "据", "另據": "据", "又据": "据", "又據": "据"}
_BETWEEN = regex(f"[、{SLASH}]")
_AGENCIES = regex("[、/／和·-]")
_ANY_CLOSER = frozenset(BRACKETS.values())
_INLINE = regex(r"[(（〔【［\[]([^()（）〔〕【】［］\[\]]{3,120})[)）〕】］\]]\Z")
_BARE = regex(
    r"(?<=[。！？”])[ \u3000]*([^，,。！？ \u3000]{6,40}[电電讯訊]"
    r"(?:[ \u3000]+(?:\w{2,6})?(?:记者|記者)[^，。！？：:]{2,20})?)\Z"
)
_BY_REPORTERS = regex(r"[ \u3000(（]+(?:[\u4e00-\u9fff]{0,8})(?:记者|記者|通讯员|通訊員)")
_UNDATED_SOURCE = regex(
    r"(?P<quoted>据|據|[综綜]合)?(?P<agency>[\u4e00-\u9fff、和]{3,20}?)"
    r"(?P<sent>[专專]?[电電稿]|消息|报道|報[道導]|特稿|供稿|供本报专稿)?"
)
_CLOSED = tuple("。！？”…!?』」)）.")
_ITS_SOURCE = regex(r"[ \u3000]*[来來]源[:：][^:：]{2,20}\Z")
_MOST_TAILS = 8
_ANY_SPACE = " \t\u3000\u200b\ufeff"


class FoundDateline(NamedTuple):
    """A dateline, and whether a doubtful run of names in it was left unsplit."""

    dateline: Dateline
    doubtful: bool


def may_open(paragraph: str) -> bool:
    """Whether the first words contain what every dateline contains; those of most paragraphs do not."""
    return _MAYBE.search(paragraph, 0, _HEAD) is not None or may_open_in_capitals(paragraph)


def read_opening(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph opens with, or None, by the grammar alone; `shortcuts.read_opening` is faster."""
    return _opening(paragraph[:REACH]) if may_open(paragraph) else None


@lru_cache(maxsize=256)
def _opening(text: str) -> FoundDateline | None:
    begin = len(text) - len(text.lstrip(_ANY_SPACE))
    if text[begin : begin + 1] in BRACKETS:
        return _in_brackets(text, begin)
    found = _match(text, begin)
    return _with_what_follows(text, begin, found.end(), found) if found else None


def _in_brackets(text: str, begin: int) -> FoundDateline | None:
    """【新華社北京12月31日電】, （中央社記者張三台北24日電）, (吉隆坡25日讯), 【大公報訊】."""
    close = _end_of_brackets(text, begin)
    inner = text[begin + 1 : close]
    if close < 0 or len(inner) > _HEAD or not inner.strip():
        return None
    found = _match(inner, 0) or next((row for form in bracketed_forms() if (row := form.fullmatch(inner))), None)
    if found is None or (found.groupdict().get("role") == "" and read_reporters(found) is None):  # 〔水碓／…報導〕
        return _behind_tag(text, begin, close)
    people = _people_behind(inner[found.end() :])
    if people is None:
        return None
    return _with_what_follows(text, begin, close + 1, found, people)


def _end_of_brackets(text: str, begin: int) -> int:
    """Where the brackets that open at `begin` are closed, by a mark of any width; -1 if they are not."""
    return min((at for mark in CLOSERS[text[begin]] if (at := text.find(mark, begin + 1)) >= 0), default=-1)


def _behind_tag(text: str, begin: int, close: int) -> FoundDateline | None:
    """The dateline after a column's name in brackets: (新春走基层)中新网喀什1月31日电."""
    if close < 0 or not _TAG.fullmatch(text, begin + 1, close):
        return None
    found = _match(text, close + 1)
    if found is None or not (found.groupdict().get("day") and found["agency"]):
        return None
    return _with_what_follows(text, begin, found.end(), found)


def _people_behind(rest: str) -> tuple[tuple[Person, ...], bool] | None:
    """The reporters after a dateline in the same brackets, and whether names are doubtful; None for other text."""
    rest = re.sub(r"[综綜]合?外[电電](?:报道|報[道導])|(?:[综綜]合|[专專])?(?:报道|報[道導])|[综綜]合", "", rest)
    rest = _ITS_SOURCE.sub("", rest).strip(" \u3000,，;；:：()（）/／")
    return read_people(rest) if rest else ((), False)


def _with_what_follows(
    text: str, begin: int, end: int, found: re.Match[str], inside: tuple[tuple[Person, ...], bool] = ((), False)
) -> FoundDateline:
    """A dateline with the reporters, the theme and the source that follow it."""
    people, doubtful = inside
    behind = read_behind(text, end, dated=bool(found.groupdict().get("day")))
    people, doubtful, end = (*people, *behind.people), doubtful or behind.doubtful, behind.end
    theme, via = _THEME.match(text, end), _VIA.match(text, end)
    line, unsure = _dateline(found, text[begin:end].rstrip(_ANY_SPACE), people=people, at="start")
    if behind.day:
        line = line._replace(month=behind.month, day=behind.day)
    if behind.place and (behind.day or not line.place):
        line = line._replace(place=behind.place, places=(behind.place,))
    if via and not line.via:
        line = line._replace(via=_SIMPLIFIED.get(via[1], via[1]))
    if theme:
        line = line._replace(theme=theme[1].strip())
        if not line.people and (by := _WRITTEN_BY.search(theme[1])) and (read := read_people(by[1])):
            line, doubtful = line._replace(people=read[0]), read[1]
    return FoundDateline(dateline=line, doubtful=doubtful or unsure)


def read_closing(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph consists of, mostly in brackets: `(本报南宁4月1日电 本报记者张三)`; else None."""
    text = paragraph.strip(_ANY_SPACE)
    return _closing(text) if 3 < len(text) <= REACH else None


@lru_cache(maxsize=256)
def _closing(text: str) -> FoundDateline | None:
    bracketed = text[0] in BRACKETS and text[-1] in _ANY_CLOSER
    inner = text[1:-1].strip(_ANY_SPACE) if bracketed else text
    found = _match(inner, 0)
    if found is None and bracketed:
        found = bracketed_forms()[0].fullmatch(inner) or _undated_source(inner)  # (布宜诺斯艾利斯二日电)
    if found is None:
        return None
    people = _people_behind(inner[found.end() :])
    if people is None and bracketed and "。" not in inner and found.groupdict().get("day"):
        people = (), True  # a list of people that cannot be split
    if people is None or (not bracketed and not _stands_alone(inner, found)):
        return None
    line, unsure = _dateline(found, text, people=people[0], at="end")
    return FoundDateline(dateline=line, doubtful=people[1] or unsure)


def _stands_alone(inner: str, found: re.Match[str]) -> bool:
    """Whether a line without brackets is a dateline with its day, and nothing follows but reporters."""
    rest = inner[found.end() :]
    return bool(found.groupdict().get("day")) and (not rest or _BY_REPORTERS.match(rest) is not None)


def read_inline_closing(paragraph: str) -> FoundDateline | None:
    """A dateline after a paragraph's last sentence: `……。(据新华社北京1月25日电)`, `……。　据新华社北京1月25日电`."""
    paragraph = _without_tails(paragraph)
    if bare := _BARE.search(paragraph[-REACH:]):
        return read_closing(bare[1])
    found = _INLINE.search(paragraph[-REACH:]) if paragraph[-1:] in _ANY_CLOSER else None
    if not found or not _MAYBE.search(found[0]) or len(found[0]) == len(paragraph):
        return None
    if not paragraph[: len(paragraph) - len(found[0])].rstrip(_ANY_SPACE).endswith(_CLOSED):
        return None
    return read_closing(found[0])


def _without_tails(paragraph: str) -> str:
    """A paragraph without the sign-offs behind it: `……。(新华社滨江1月25日电)责任编辑：张三`."""
    for _ in range(_MOST_TAILS):
        if not (split := split_tail(paragraph))[1]:
            break
        paragraph = split[0].rstrip(_ANY_SPACE)
    return paragraph


def _undated_source(inner: str) -> re.Match[str] | None:
    """The agencies an article was taken from, without a day: (据新华社电), (新华社), (综合新华社、中新社报道)."""
    found = _UNDATED_SOURCE.fullmatch(inner)
    if not found:
        return None
    names = _BETWEEN.sub(" ", found["agency"]).replace("和", " ").split()
    return found if names and all(name in agencies() for name in names) else None


def _match(text: str, start: int) -> re.Match[str] | None:
    """The first form that fits."""
    return next((found for _, found in _try_forms(text, start) if found), None)


def _try_forms(text: str, start: int) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Try every form in order: its name, and its match or None."""
    for form in known_forms():
        yield form.name, form.match(text, start)
    for form in reporter_forms() if _REPORTER.search(text, start, start + _HEAD) else ():
        found = form.match(text, start)
        yield form.name, found if found and read_reporters(found) is not None else None
    for form in agency_forms():
        yield form.name, form.match(text, start)
    if text[start : start + 1].isascii():
        found = english().match(text, start)
        yield english().name, found if found and (found["place"] or found["day"] or found["day2"]) else None
        for form in capital_forms():
            yield form.name, form.match(text, start)


def explain_opening(paragraph: str) -> list[tuple[str, str | None]]:
    """Every form a paragraph's first words were compared with, and the words that matched, or None."""
    if not may_open(paragraph):
        return [(message("a day, 电, 讯, 报道 or 发自 among the first words"), None)]
    begin = len(paragraph) - len(paragraph.lstrip(_ANY_SPACE))
    bracket = paragraph[begin : begin + 1] in BRACKETS
    tried = list(_try_forms(paragraph[:REACH], begin + bracket))
    if bracket:
        inner = paragraph[begin + 1 : max(begin + 1, paragraph.find(BRACKETS[paragraph[begin]], begin + 1))]
        tried += [(form.name, form.fullmatch(inner)) for form in bracketed_forms()]
    return [(name, found[0] if found else None) for name, found in tried]


def _dateline(
    found: re.Match[str], text: str, *, people: tuple[Person, ...], at: Literal["start", "end"]
) -> tuple[Dateline, bool]:
    parts = found.groupdict()
    place = (parts.get("place") or "").strip(_ANY_SPACE + SLASH) or None
    if place and place.count(".") == 1:  # MOSCOW. Aug 6 (Interfax)
        place = place.rstrip(".")
    doubtful = False
    if parts.get("names") and (read := read_reporters(found)):
        role = found["role"] or "记者"  # 〔張三／臺北報導〕
        people = (*(Person(name=name, role=role) for name in read[0]), *people)
        place, doubtful = place or read[1], read[2]
    agency = _AGENCIES.split((parts.get("agency") or "").strip(SLASH + " "))[0]
    quoted = parts.get("quoted")
    era = parts.get("roc") or parts.get("roc3")
    return Dateline(
        text=text,
        agency=_canonical(agency),
        place=place,
        places=tuple(_BETWEEN.sub(" ", place).split()) if place and not place.isascii() else (place,) if place else (),
        year=number(stated) if (stated := parts.get("year") or parts.get("year2")) else roc_year(era),
        month=_month(parts.get("month") or parts.get("month2")),
        day=number(parts.get("day") or parts.get("day2")),
        at=at,
        via=_SIMPLIFIED.get(quoted, quoted) if quoted else None,
        theme=None,
        people=people,
    ), doubtful


def _canonical(agency: str) -> str | None:
    if not agency:
        return None
    bare = agency.removesuffix("客户端").removesuffix("客戶端").removesuffix("记者站")
    known = agencies()
    at_home = known.get(agency) or known.get(bare) or known.get(f"{agency}社")
    return at_home or load("agencies_english").get(agency) or agency


def _month(printed: str | None) -> int | None:
    if printed and printed[0].isascii() and printed[0].isalpha():
        return "janfebmaraprmayjunjulaugsepoctnovdec".index(printed[:3].lower()) // 3 + 1
    return number(printed)
