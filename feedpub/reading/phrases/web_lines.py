"""The line between headline and text of a web page: day, hour, source, author, counters and sizes of type.

`2026年03月17日 08:12 | 来源：临澜日报 | 作者：张三`, `日期：2026-03-17 来源：县府办 字号：[大 中 小]`. It has a full
day, something else that only a page prints beside it, and nothing more.
"""

import re
from functools import cache

from feedpub.data import any_of, load
from feedpub.patterns import regex

__all__ = ["is_web_line"]

_LONGEST = 120
_DAY = regex(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?")
_CLOCK = r"T?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)"
_GAP = regex(r"[\s　|｜丨/·•,，;；:：\[\]【】()（）>«»-]*")
_VALUE = r"[^\s　|｜丨\[\]【】()（）,，;；:：。！？]{1,24}"
_NAMES = r"[\u4e00-\u9fff·A-Za-z]{2,12}(?:[ 、]{1,2}[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff:：]))?"


def is_web_line(text: str) -> bool:
    """Whether a line states when a web page was published, and from where or how often it was read."""
    if len(text) > _LONGEST or _DAY.search(text) is None:
        return False
    if _account().fullmatch(text):
        return True
    items, kinds, at = _item(), set[str | None](), _gap_end(text, 0)
    while at < len(text) and (found := items.match(text, at)):
        kinds.add(found.lastgroup)
        at = _gap_end(text, found.end())
    if at < len(text) or "day" not in kinds:
        return False
    if "sure" in kinds:
        return True
    # 时间 without a source beside it is an event's; a day with its hour alone may stand below a headline.
    return "clock" in kinds and ("event" not in kinds or "button" in kinds)


@cache
def _account() -> re.Pattern[str]:
    """What a public account prints: 原创 张三 临澜日报 2026年3月17日 08:12 临澜."""
    word, houses = r"[\u4e00-\u9fffA-Za-z·]{2,12}", any_of(load("web_lines")["houses"])
    named = rf"(?:原[创創](?:\s{{1,3}}{word}){{1,3}}|(?:{word}\s{{1,3}})?[\u4e00-\u9fff]{{1,10}}(?:{houses}))"
    return re.compile(rf"{named}\s{{1,3}}{_DAY.pattern}\s{{1,3}}{_CLOCK}(?:\s{{1,3}}[\u4e00-\u9fff]{{2,4}})?")


def _gap_end(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


@cache
def _item() -> re.Pattern[str]:
    """One part of such a line; its group is its kind."""
    lines, web, signoffs = load("web_lines"), load("web"), load("signoffs")
    buttons = any_of({*web["alone"], *web["beside"], *load("furniture")["navigation"]} - {"来源", "原文", "全文"})
    source = rf"(?>{any_of(lines['sources'])})\s?[:：]\s{{0,3}}{_VALUE}"
    people = rf"(?>{any_of({*signoffs['staff'], *lines['people']})})\s?[:：]\s{{0,3}}{_NAMES}"
    counter = rf"(?>{any_of({*web['counters'], *lines['counters']})})\s?[:：(（\[]?\s?\d[\d,.]{{0,10}}\s?[万次人条]?"
    houses = rf"[\u4e00-\u9fff－]{{1,12}}(?:{any_of(lines['houses'])})(?![\u4e00-\u9fff])"
    latin = any_of(load("mastheads")["names_english"])
    houses += rf"|(?:[A-Z][A-Za-z]{{1,14}} ){{0,4}}(?:{latin})(?![A-Za-z])"
    placed = rf"(?>{any_of(lines['placed'])})\s?[\u4e00-\u9fff]{{2,8}}(?![\u4e00-\u9fff])"
    sizes = rf"(?>{any_of(lines['sizes'])})\s?[:：]?"
    return re.compile(
        rf"(?P<clock>{_CLOCK})|(?P<day>{_DAY.pattern})|(?P<sure>{source}|{people}|{counter}|{sizes}|{houses}|{placed})"
        rf"|(?P<label>(?>{any_of(lines['labels'])})\s?[:：]?)|(?P<event>(?>{any_of(lines['event_labels'])})\s?[:：])"
        rf"|(?P<button>(?>{buttons})(?![\u4e00-\u9fff]))"
    )
