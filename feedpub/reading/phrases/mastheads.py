"""Recognize mastheads (报头): lines that state the issue date, and source lines that state an article's.

A masthead is short and names the paper, a weekday, an issue number or nothing but the date. A line that says when
something takes place (`活动时间：2026年3月28日`) is none, wherever it is.
"""

import re
from functools import cache

from feedpub.data import any_of, load
from feedpub.model.days import PrintedDay
from feedpub.patterns import regex
from feedpub.reading.phrases.days import FoundDay, find_printed, fold
from feedpub.reading.phrases.furniture import is_paper_name, is_running_head

__all__ = ["day_of_masthead", "day_of_source_line", "is_masthead", "is_masthead_part", "paper_of"]

_LONGEST = 80  # characters, when folded; those of Latin script are half as wide as others
_WIDEST = 40
_LONGEST_PAPER = 12
_MOST_WORDS = 5  # of a paper's English name
_MAY_STATE, _MAY_STATE_YEAR = regex(r"\d|月"), regex(r"\d{3}|年")
_MAY_BE_DATED = regex(r"[期周週]|[礼禮]拜|[A-Za-z]{3}")  # most lines have no weekday
_NOT_THE_PAPER = regex(r"[\d年月日号期第总版星周一二三四五六七八九天农历农曆腊正月初十廿、\s\-./—|()（）:：]")
_SENTENCE = regex(r"[。?;](?!\Z)|[。?;]\Z|!(?!\Z)")
_CLOCK = regex(
    r"\d{1,2}:\d{2}|[上下]午|[早晚]上|中午|傍晚|凌晨"
    r"|[\d一二三四五六七八九十两]\s?[点點时時](?:整|半|\d|\Z|[^报報])|\d\s?[ap]\.?m\b",
    re.IGNORECASE,
)
_WEB_CLOCK = regex(r"\s?T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|\s?[+-]\d{2}:?\d{2})?")
_UPDATED = r"\((?:\d{4}/)?\d{1,2}/\d{1,2}\s?\d{1,2}:\d{2}\s?更新\)"
_SOURCE = regex(
    r"(?:稿件)?[来來]源\s?:\s?[^\s|]{1,20}|(?:字号|字號|浏览|瀏覽|阅读|閱讀|点击|點擊|分享|打印|评论)[^\s]{0,20}"
    rf"|{_UPDATED}"
)
_PEOPLE = regex(
    r"(?:作者|文|记者|記者|编辑|編輯|责编|責編|撰文|责任编辑)\s?[:/]\s?"
    r"[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff:]))?"
)
_WHEN = regex(r"(?:时间|時間)\s?:")
_LUNAR = (
    r"(?:农历|農曆|阴历|陰曆|夏历|旧历|舊曆)?[\u4e00-\u9fff]{0,2}年?\s?"
    r"[闰閏]?[正腊冬臘一二三四五六七八九十]{1,2}月[初一二三四五六七八九十廿卅]{1,3}日?"
)
_ISSUE = (
    r"(?:总|總)?第?\s?\d{1,6}\s?(?:\(\s?总?\s?\d{1,6}\s?\))?\s?[期号號]"
    r"|(?:总|總)?第\s?[〇零一二三四五六七八九十百千]{1,8}\s?[期号號]"
    r"|(?:总|總)第?\s?\d{1,6}\s?[期号號]?|第\s?\d{1,4}\s?[卷年]|\b(?:No|Nos|Vol|Issue|Volume|Bil)\b\.?\s?\d[\d,]{0,7}"
)
_SKY = (
    r"-?\d{1,2}(?:\s?~\s?-?\d{1,2})?\s?°C?(?:\s?[~-]\s?-?\d{1,2}\s?°C?)?"
    r"|(?<=\s)[晴阴陰多云雲小中大暴雷阵陣雨雪雾霾转轉到]{1,8}(?=\s|\Z)"
)
_WEATHER = regex(_SKY)
_NUMBERED = regex(_ISSUE)
_PARTS = regex(
    "|".join(
        (
            _ISSUE,
            r"(?:今[日天]|本期)?出版\s?[\d一二三四五六七八九十]{1,3}\s?大?[张張版頁页]",
            r"(?:今日|本期|今天)?共?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[版頁页]",
            r"第\s?[A-Z]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:\(\))?",
            r"\b[A-Z]\d{1,3}\b|\bPage\s?\d{1,3}\b|\b\d{1,3}\s?版",
            r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]",
            _LUNAR,
            _SKY,
            r"(?:零售|每份|定价|定價|售价|售價)[^\s]{0,12}",
            r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s?年",
            r"(?:国内|國內)?(?:统一|統一)?(?:连续|連續)?(?:刊号|刊號)\s?:?\s?[A-Z\d/ -]{4,20}",
            r"\bCN\s?\d{2}-\d{4}\b|中[华華]民[国國]|民[国國]|公元|西元",
        )
    )
)
# A span too long for a weekly, 2026年3月9日—5月15日; before or since a day.
_GOES_ON = regex(
    r"\s?(?:\([^()]{1,4}\))?\s?(?:[—–―─~〜]{1,2}\s?[\d一二三四五六七八九十]|至|到|起|止|前|后|後|-\s?\d{1,2}[月/.日])"
)
# A name does not follow its day without a gap: 2026年3月28日通车.
_WORD_AFTER = regex(r"(?:\s?\([^()]{1,4}\))?[\u4e00-\u9fff]")
_MARKS = regex(r"[\s①-⑳·•・|/:,;()\[\]【】〔〕<>《》「」『』—–―\-~★☆◆■●※*_=!\"“”'.、。，]+")
_LABELLED = regex(r"([^\s:|\d]{1,20})(?<!版)\s?:(?!\d)")
_WEEKDAY = regex(r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]")


def is_masthead(text: str, *, begun: bool = False, top: bool = False) -> bool:
    """Whether a line states the issue date and little else: `滨江日报 2026年1月26日 星期一 第312期`.

    Args:
        text: the line, without heading marks.
        begun: whether an article has begun above: then a masthead repeats the paper's name or is a day and its weekday.
        top: whether it is the first line of all; there any short name may be the paper's.
    """
    if len(text) > _LONGEST or not _MAY_STATE.search(text) or (begun and not _MAY_BE_DATED.search(text)):
        return False
    folded = fold(text)
    found = find_printed(folded)
    if not found or not _states(found[0]) or _width(folded) > _WIDEST:
        return False
    rest = _rest(folded, found)
    if rest is None:
        return False
    dated = found[0].printed.weekday is not None
    if begun:
        return (dated or _is_bulletin(rest, named=True)) if not rest else dated and _is_bulletin(rest, named=True)
    if not rest or rest in _section_names() or _is_bulletin(rest):
        return not rest or "!" not in folded or _is_bulletin(rest, named=True)
    numbered = dated or _NUMBERED.search(folded) is not None
    return (top or numbered) and "!" not in folded and _is_short(rest) and not _WORD_AFTER.match(folded, found[-1].end)


def is_masthead_part(text: str) -> bool:
    """Whether a line below the issue date consists of a weekday, a lunar day or the like, and is no running head."""
    return (
        len(text) <= _WIDEST
        and any(map(str.isalnum, text))
        and not _without(fold(text), ())
        and not is_running_head(text, None)
    )


def day_of_masthead(text: str) -> PrintedDay | None:
    """The day that a line of the masthead states, with its year or with its weekday; None if it states none."""
    if len(text) > 2 * _LONGEST or not _MAY_STATE.search(text):
        return None
    folded = fold(text)
    found = find_printed(folded)
    first = next(filter(_states, found), None)
    return first.printed if first and not _is_event(folded, _without(folded, found)) else None


def day_of_source_line(text: str) -> PrintedDay | None:
    """The full day of a line between headline and text that names the paper, page and day of the article, or None.

    `Linlan Times | Mar 17, 2026`, `2026-03-17 08:12 来源：临澜日报`, `1946-05-15`.
    """
    if len(text) > _LONGEST or not _MAY_STATE_YEAR.search(text):
        return None
    folded = fold(text)
    if ":" in folded or "/" in folded:
        folded = _PEOPLE.sub(" ", folded)
    if _SOURCE.search(folded):  # beside a source it is the hour of publication: 来源：临澜日报　时间：2026-03-17
        folded = _WHEN.sub(" ", folded)
    found = find_printed(folded)
    if not found or found[0].doubt or found[0].printed.full is None or found[0].printed.first:
        return None
    if _WEATHER.search(folded):
        return None  # a diary
    rest = _rest(folded, found)
    if rest is None or (rest and not _is_bulletin(rest, named=True) and not _SOURCE.search(folded)):
        return None
    return found[0].printed


def paper_of(masthead: str) -> str:
    """The paper's name: a masthead without day, weekday and issue number."""
    folded = fold(masthead)
    found = find_printed(folded)
    rest = _without(folded, found) if found else _NOT_THE_PAPER.sub("", masthead)
    return rest if rest.isascii() else "".join(rest.split())


def _states(found: FoundDay) -> bool:
    printed = found.printed
    return not found.doubt and (printed.full is not None or (printed.year is None and printed.weekday is not None))


def _width(folded: str) -> float:
    words = " ".join(folded.split())
    return sum(0.5 if char.isascii() else 1 for char in words)


def _rest(folded: str, found: tuple[FoundDay, ...]) -> str | None:
    """What a masthead has beside the date, its number and the like; None if the line can't be one."""
    rest = _without(folded, found)
    if (rest and _SENTENCE.search(folded)) or _is_event(folded, rest):
        return None
    after = folded[found[0].end :]
    return None if _GOES_ON.match(after) else rest


def _without(folded: str, found: tuple[FoundDay, ...]) -> str:
    """A line without its days, its label, the number of the issue, pages, weekdays and marks."""
    kept, at = [], 0
    for row in found:
        kept.append(folded[at : row.start])
        at = row.end
        if web := _WEB_CLOCK.match(folded, at):
            at = web.end()
    text = " ".join((*kept, folded[at:]))
    if "|" in text:
        text = _beside().sub(" ", text)
    text = _label().sub(" ", _greeting().sub(" ", _SOURCE.sub(" ", text)), count=1)
    text = _weekdays_english().sub(" ", text)
    return " ".join(_MARKS.sub(" ", _PARTS.sub(" ", text)).split())


@cache
def _label() -> re.Pattern[str]:
    labels = any_of(load("mastheads")["labels"])
    return re.compile(rf"(?:\A[\s(\[【]*|(?<=\s))(?:{labels})(?:\s?:|\s|\Z)", re.IGNORECASE)


@cache
def _beside() -> re.Pattern[str]:
    """Links of a web page or a newsletter beside the day: | 订阅/退订 | 看往期."""
    table = load("web")
    words = any_of({*table["alone"], *table["beside"]})
    return re.compile(rf"[|/]\s?(?:{words})(?=\s?(?:[|/]|\Z))")


@cache
def _greeting() -> re.Pattern[str]:
    """A greeting, with the marks around it; it is a clause of its own."""
    greetings = any_of(load("mastheads")["greetings"])
    return re.compile(rf"(?:\A|(?<=[\s,!。]))(?:{greetings}){{1,2}}(?:[\s,!。]{{1,3}}|\Z)", re.IGNORECASE)


@cache
def _weekdays_english() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{any_of(load('mastheads')['weekdays'])})(?![a-z])", re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    words = load("mastheads")["events"]
    latin = [word for word in words if word.isascii()]
    return re.compile(
        rf"{any_of(word for word in words if not word.isascii())}|(?<![a-z])(?:{any_of(latin)})(?![a-z])", re.IGNORECASE
    )


def _is_event(folded: str, rest: str) -> bool:
    """Whether a line says when something takes place: by its words, an unknown label, or an hour of the day."""
    if _events().search(rest) and not _is_bulletin(rest, named=True):
        return True
    plain = _SOURCE.sub(" ", folded)
    labelled = _label().search(plain) is not None
    if not labelled and (colon := _LABELLED.search(plain)) and not _is_bulletin(colon[1]):
        return True
    web = labelled or _SOURCE.search(folded) is not None or not rest or _is_bulletin(rest, named=True)
    return (not web and _CLOCK.search(plain) is not None) or (not rest and _spoken_hour(plain))


def _spoken_hour(text: str) -> bool:
    """3月28日（周六）14:00: beside a weekday an hour is that of an event; alone with the full date, of publication."""
    return _CLOCK.search(text) is not None and _WEEKDAY.search(text) is not None


@cache
def _section_names() -> frozenset[str]:
    return frozenset(name for section in load("sections").values() for name in (section["title"], *section["also"]))


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = load("mastheads")
    names = [*table["names"], *load("furniture")["papers"]]
    not_names = "".join(f"(?<!{word})" for word in table["not_names"])
    return (
        re.compile(rf"[^\s]{{1,14}}(?:{any_of(names)}){not_names}"),
        re.compile(rf"[^\s]{{1,14}}(?:{any_of(table['publishers'])})"),
        re.compile(rf"(?<![A-Za-z])(?:{any_of(table['names_english'])})(?![A-Za-z])"),
    )


def _is_bulletin(rest: str, *, named: bool = False) -> bool:
    """Whether words are a paper's or bulletin's name; unless `named`, that of an office is one too."""
    joined = "".join(rest.split())
    if not joined:
        return False
    if rest.isascii():
        return len(rest.split()) <= _MOST_WORDS and _names()[2].search(rest) is not None
    if len(joined) > _LONGEST_PAPER + 4:
        return False
    paper, publisher, _ = _names()
    return bool(is_paper_name(joined) or paper.fullmatch(joined) or (not named and publisher.fullmatch(joined)))


def _is_short(rest: str) -> bool:
    if rest.isascii():
        return len(rest.split()) <= _MOST_WORDS
    return len("".join(rest.split())) <= _LONGEST_PAPER
