"""Sign-offs below an article, which are not its text: (完), 【编辑:张三】, 来源:…, 责编 李四, 《滨江报》（第03版）."""

import re
from datetime import date
from functools import cache
from typing import Literal

from feedpub.data import any_of, load
from feedpub.patterns import regex
from feedpub.reading.phrases.english import is_sign_off, source_named, split_sign_off
from feedpub.reading.phrases.numerals import roc_day

__all__ = [
    "has_spaced_staff",
    "imprint_part",
    "is_paper_line",
    "is_picture_note",
    "is_tail",
    "signed_day",
    "source_of",
    "split_tail",
]

_LONGEST = 120
_REACH = 100  # how many last characters are searched for a sign-off
_COLON = "[:：丨｜|]"
_OPEN, _CLOSE = r"[【\[(（［〔]", r"[】\])）］〕]"
_END = rf"(?:{_OPEN}\s*(?:全文)?(?:完|END|end|End)\s*{_CLOSE}|[-—–_·\s]*(?:END|End)[-—–_·\s]*)"
_SIGNS_OF_TAIL = frozenset(":：丨｜|完Ee")  # every sign-off has one of these, or opens with certain words
_SIGNS_OF_PAPER, _SIGNS_OF_ISSUE = frozenset("》报報刊"), frozenset("版年./-")  # where an article was printed
_SOURCE = regex(
    r"[【\[(（]?\s*(?:稿件|文章|本文)?(?:[来來]源|供稿(?:单位|單位)?)\s*[:：丨｜|]\s*([\u4e00-\u9fffA-Za-z·《》]{2,20})\s*[】\])）]?\Z"
)
# How a press office closes a release: sender, contacts, day. Contacts alone may belong to an article.
_SENDER = regex(r"[(（]?(?:供稿|报送|報送|发布|發佈)(?:单位|單位|部门|部門|人)?\s*[:：].{2,40}")
_CONTACT = regex(
    r"(?:新闻|媒体|新聞|媒體)?(?:[联聯][系繫絡络](?:人|电话|電話|方式)?|电话|電話|手机|邮箱|郵箱|电子邮箱|传真|傳真|网址|微信)\s*[:：].{2,60}"
    r"|(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_AFTER_TEXT = r"(?<=[。！？”…!?」』)）】〕\]］])[ \u3000]*"  # a sentence, or a note in brackets, has ended
_PAPER = r"(?:《\s*[^《》\n]{2,14}\s*》|[\u4e00-\u9fff]{1,8}[报報刊])"
_PRINTED = r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
_ON_PAGE = r"第?\s*[A-Za-z]?\d{1,3}\s*版(?:[:：·][ \u3000]?[\u4e00-\u9fff]{2,6})?"
_STOPS = tuple(")）】]］〕0123456789版")


@cache
def _words() -> str:
    table = load("signoffs")
    ends = any_of(table["staff_ends"])  # 内容审核, 网络编辑
    return rf"{any_of((*table['staff'], *table['sources']))}|[\u4e00-\u9fff]{{1,4}}(?:{ends})"


@cache
def _names() -> str:
    """Words with names behind a gap instead of a colon: `责编 张三 美编 李四`. More than names is text."""
    words = any_of(load("signoffs")["staff"])
    name = rf"(?:(?!{words}|电话|電話|热线|熱線|邮箱|郵箱|信箱)[\u4e00-\u9fff·]){{2,5}}+"
    one = rf"(?:{words})[\s　]{{1,3}}+{name}(?:[\s　、]{{1,3}}+{name}){{0,3}}+"
    return rf"{one}(?:[\s　]{{1,3}}+{one}){{0,5}}"


@cache
def _tail() -> re.Pattern[str]:
    """A line that is nothing but a sign-off."""
    labelled = rf"{_OPEN}?\s*(?:{_words()})\s*{_COLON}[^。！？]{{0,80}}?{_CLOSE}?(?P<signed>\s*\d{{6,7}})?"
    sourced = rf"{_OPEN}?(?:{any_of(load('signoffs')['sources'])})[\s　]+[^\s。！？]{{2,20}}{_CLOSE}?"
    buttons = rf"{_OPEN}?\s*(?:{any_of(load('signoffs')['buttons'])})\s*{_CLOSE}?"
    taken = rf"[(（](?:{any_of(load('signoffs')['taken_from'])})[^。！？()（）]{{2,40}}[)）]"
    called = r"(?:[\s　]+(?:电话|電話|热线|熱線|邮箱|郵箱|信箱|[Ee]-?mail)[:：\s　]*[^\s　。，]{3,40})?"
    return re.compile(rf"{_END}|{labelled}|{_OPEN}?{_names()}{called}{_CLOSE}?|{sourced}|{taken}|{buttons}")


@cache
def _tail_words() -> tuple[str, ...]:
    """The words that a sign-off without a colon opens with."""
    table = load("signoffs")
    return (*table["staff"], *table["sources"], *table["buttons"], *table["taken_from"])


@cache
def _tail_opens() -> frozenset[str]:
    return frozenset(word[0] for word in _tail_words())


@cache
def _inline() -> re.Pattern[str]:
    """A sign-off in brackets at the end of a paragraph."""
    words, buttons = _words(), any_of(load("signoffs")["buttons"])
    return re.compile(
        rf"[ \u3000\u200b]*(?:{_OPEN}(?:全文)?完{_CLOSE}"
        rf"|{_OPEN}\s*(?:{words})[:：丨｜|\s　][^。！？()（）【】]{{0,60}}{_CLOSE}(?:\s*\d{{6,7}})?"
        rf"|{_OPEN}(?:{buttons}){_CLOSE}"
        rf"|{_AFTER_TEXT}(?:{any_of(load('signoffs')['printed_in'])})?[:：]?《[^《》\n]{{2,14}}》\s*[(（]?[^()（）。]{{0,40}}版\s*[)）]?)\s*\Z"
    )


@cache
def _apart() -> re.Pattern[str]:
    """A sign-off without brackets after the last sentence: ……。(新华社电)　责编:张三, ……。一审：张三 二审：李四."""
    words = _words()
    return re.compile(
        rf"{_AFTER_TEXT}(?:(?:{words})[:：丨｜|][^。！？:：]{{1,30}}|{_names()})\Z"
        rf"|(?<=[ \u3000])(?:{words})[:：丨｜|][^。！？:：]{{1,30}}\Z"
    )


@cache
def _glued() -> re.Pattern[str]:
    """A sign-off right behind other words: 临江日报记者张三来源：临江日报. Only a byline may be before it."""
    return re.compile(rf"[ \u3000]*(?:{_words()})[:：丨｜|][^。！？:：()（）]{{1,30}}\Z")


def split_tail(text: str, *, glued: bool = False) -> tuple[str, str]:
    """A last paragraph's text, and the sign-off after its last sentence: `……。(完)`, `……。　责编:张三`.

    Args:
        text: the paragraph; several sign-offs are split off one by one, from the last.
        glued: whether a sign-off may follow words that are no sentence; the caller must know these for a byline.
    """
    end = text[-_REACH:]
    found = _inline().search(end) if end.endswith(_STOPS) else None
    if not found and (":" in end or "：" in end or "编" in end or "丨" in text):
        found = (_glued() if glued else _apart()).search(end)
    if not found:
        return split_sign_off(text) if text[-1:].isascii() else (text, "")
    at = len(text) - len(found[0])
    return text[:at], text[at:].strip()


def signed_day(tail: str) -> date | None:
    """The day in 中央社's sign-off: `（編輯：張三）1151002` is 2026-10-02."""
    found = _tail().fullmatch(tail) if tail[-1:].isdigit() else None
    day = roc_day(found["signed"].strip()) if found and found["signed"] else None
    try:
        return date(*day) if day else None
    except ValueError:
        return None


def source_of(tail: str) -> str | None:
    """The source a sign-off names: `来源:滨江日报` is 滨江日报; None for other sign-offs."""
    found = _SOURCE.match(tail)
    return found[1].strip() if found else source_named(tail) if tail[:1].isascii() else None


def imprint_part(line: str) -> Literal["sender", "contact", None]:
    """What a line at the end of a press release gives: its sender, or a contact or day; None for other lines."""
    if len(line) > _LONGEST:
        return None
    return "sender" if _SENDER.fullmatch(line) else "contact" if _CONTACT.fullmatch(line) or is_tail(line) else None


def is_tail(line: str) -> bool:
    """Whether a line is a sign-off: who edited the article, where it came from, or that it ends.

    Print sets words of two characters with a gap: 责　编.
    """
    if len(line) > _LONGEST:
        return False
    if line[:1] < "\u2100" and is_sign_off(line):
        return True
    if _SIGNS_OF_TAIL.isdisjoint(line):
        bare = line.lstrip("【[(（［〔").lstrip()
        if not (bare[:1] in _tail_opens() and bare.startswith(_tail_words())) and not has_spaced_staff(line):
            return False  # most lines
    return bool(_tail().fullmatch(line)) or (has_spaced_staff(line) and bool(_tail().fullmatch("".join(line.split()))))


def has_spaced_staff(line: str) -> bool:
    """Whether a line has a word of two characters for staff as print sets it, with a gap within: 责　编, 美 编."""
    return (" " in line or "\u3000" in line) and _spaced_staff().search(line) is not None


@cache
def _spaced_staff() -> re.Pattern[str]:
    words = {word for word in load("signoffs")["staff"] if len(word) == 2}
    return re.compile("|".join(rf"{word[0]}[ \u3000]+{word[1]}" for word in sorted(words)))


@cache
def _paper_line() -> re.Pattern[str]:
    printed_in = any_of(load("signoffs")["printed_in"])
    gap = r"[\s　()（）,，·｜|]*+"
    day, page = rf"(?:{_PRINTED}{gap})", rf"(?:{_ON_PAGE}{gap})"
    return re.compile(
        rf"[(（]?\s*(?:(?:{printed_in})\s*[:：]?\s*)?(?:{_PAPER}{gap}(?:{day}{page}?|{page}{day}?)|{day}{_PAPER}{gap}{page}?)"
    )


def is_paper_line(line: str) -> bool:
    """Whether a line says in which paper the article was printed: `《滨江日报》（2026年01月26日 第03版）`."""
    if len(line) > _LONGEST or _SIGNS_OF_PAPER.isdisjoint(line) or _SIGNS_OF_ISSUE.isdisjoint(line):
        return False
    return bool(_paper_line().fullmatch(line))


@cache
def _picture_note() -> re.Pattern[str]:
    words = any_of(load("signoffs")["pictures"])
    return re.compile(
        rf"[(（*※]?\s*(?:本文|文中|本版|本组|文内)?(?:(?:图片|照片|配图|图|圖片)(?:均|皆|全部)?(?:[由为為][^。！？]{{2,20}}?)(?:提供|拍摄|供图|资料图|資料圖)"
        rf"|(?:{words})\s*[:：/／丨｜|][^。！？]{{2,24}}|[^\s。！？，,]{{2,10}}(?:供图|供圖))[)）]?"
    )


def is_picture_note(line: str) -> bool:
    """Whether a line says who gave the pictures of an article: `（图片由受访者提供）`, `图片来源：…`, `供图/张三`."""
    return len(line) <= _LONGEST and bool(_picture_note().fullmatch(line))
