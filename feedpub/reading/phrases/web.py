"""Furniture of web pages: skip-links, breadcrumbs, share buttons, counters, links to the whole text.

A line counts only if it holds nothing else; a link at the end of a paragraph only in brackets, or with >> behind it.
"""

import itertools
import re
from functools import cache

from feedpub.data import any_of, load
from feedpub.patterns import regex

__all__ = ["is_web_furniture", "more_link"]

_LONGEST = 160
_LINK = regex(r"\[(?P<words>[^\[\]]{0,80})\]\([^()\s]{0,1000}\)")
_ADDRESS = r"<?https?://[!-;=?-~]{1,500}>?"
_NUMBER = r"[\s　:：(（\[]*\d[\d,.]*\s*[万萬千kKwW+]?\s*[次人条條个個]?[)）\]]?"
_GAP = r"[\s　|｜/／·•<>›»«【】\[\]()（）*＊→←↑↓:：,，、\-–—_+＋&▲△▼]"
_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_STEP = r"[\s　]*(?:[>›»→/]|&gt;)+[\s　]*"
_HERE = regex(
    r"(?:您|你)?(?:的|现在的|現在的|当前的|所在的|所在)?(?:当前|目前|目前的|現在)?(?:所在)?位置"
    r"[\s　]*(?:[:：>›»]|是)[^。！？；]{1,80}"
    rf"|(?:首页|首頁|主页|Home){_STEP}[^。！？，；：:>›»→]{{1,16}}(?:{_STEP}[^。！？；>›»→]{{1,30}}){{0,5}}[\s　>›»]*"
)
_DONE = "(?:阅读|浏览|点击|评论|参与|瀏覽|閱讀|評論|點閱|赞|点赞)"
_READ = regex(rf"\d[\d,.]{{0,12}}\s?[万萬]?\s?[次人]?已?{_DONE}过?")
_OPENS_HERE = frozenset("您你当當目現所首主H")


@cache
def _opens() -> dict[str, tuple[str, ...]]:
    """The words that such a line opens with, by their first character; a number may have words before it."""
    found: dict[str, tuple[str, ...]] = {}
    for word in itertools.chain(*map(load("web").__getitem__, ("alone", "beside", "counters"))):
        found[word[0]] = (*found.get(word[0], ()), word)
    return {first: (*words, "已", "共", "被", "http") for first, words in found.items()}


@cache
def _alone() -> re.Pattern[str]:
    table = load("web")
    words = sorted({*table["alone"], *table["beside"]}, key=len, reverse=True)
    counters = any_of(table["counters"])
    many = rf"(?:已有|共有|共|被)?\s?\d[\d,.]*\s?[万萬]?\s?[次人]?{_DONE}过?"
    item = rf"(?:(?>{counters}){_NUMBER}|(?>{'|'.join(map(re.escape, words))})|{many}|{_ADDRESS}|{_DAY})"
    return re.compile(rf"{_GAP}*+(?:{item}{_GAP}*+){{1,40}}+")


@cache
def _sure() -> re.Pattern[str]:
    """What makes a line of such words furniture: one that may be alone, a counter, or two others."""
    table = load("web")
    beside = "|".join(map(re.escape, sorted(table["beside"], key=len, reverse=True)))
    counted = rf"(?:{any_of(table['counters'])}){_NUMBER}|\d\s?[万萬次人]*(?:阅读|浏览|点击|评论|瀏覽|閱讀|評論|點閱)"
    return re.compile(
        rf"{any_of(table['alone'])}|{counted}|(?:{beside}){_GAP}++(?:{beside})(?:{_GAP}|\Z)", re.IGNORECASE
    )


def is_web_furniture(text: str) -> bool:
    """Whether a line is nothing but links, buttons and counters of a web page."""
    if len(text) > _LONGEST or not (bare := text.lstrip(" 　|｜<>«»【[(（*＊→←↑↓·•▲-!")):
        return False
    if bare[0] not in _opens() and bare[0] not in _OPENS_HERE:
        return bare[0].isdigit() and _READ.fullmatch(text) is not None  # most lines
    if text[0] in "[【" and _more().fullmatch(text):
        return True
    if "](" in text:
        text = _LINK.sub(r"\g<words>", text)
    elif "。" in text or not (bare[0] in _OPENS_HERE or bare.startswith(_opens()[bare[0]])):
        return False
    if bare[0] in _OPENS_HERE and _HERE.fullmatch(text.strip("[]【】 　")):
        return True
    return _alone().fullmatch(text) is not None and _sure().search(text) is not None


@cache
def _more() -> re.Pattern[str]:
    words = any_of(load("web")["more"])
    arrows = r"(?:>{1,3}|&gt;|»|›|→|\.{3}|…)"
    return re.compile(
        rf"[ \t　]*(?:[(（【]?\[{_GAP}{{0,3}}(?:{words}){_GAP}{{0,4}}(?:{arrows})?\](?:\([^()\s]{{0,1000}}\))?[)）】]?"
        rf"|【(?:{words})\s?{arrows}?】|(?<=[。！？”…\s])(?:{words})\s?(?:>{{1,3}}|»|›|→))[。.]?\Z"
    )


def more_link(text: str) -> int | None:
    """Where the link to the whole text begins that ends a paragraph: `……。[詳情]`; None if there is none."""
    if text[-1] not in ")）]】>»›→。.":
        return None
    start = max(0, len(text) - 200)
    if text[-1] == ")" and (place := text.rfind("](")) > 0:
        start = max(0, place - 60)
    found = _more().search(text, start)
    return found.start() if found and found.start() > 0 and text[: found.start()].strip() else None
