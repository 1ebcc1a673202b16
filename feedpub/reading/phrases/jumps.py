"""Jump lines, which say where an article is continued: `（下转第3版）`, `转A3版`, `(上接第1版)`, `(紧接第二版)`."""

import unicodedata

from feedpub.model import PageHead
from feedpub.patterns import regex
from feedpub.reading.phrases.numerals import number

__all__ = ["jump_from", "may_jump", "page_number", "split_jump"]

_NUMBER = r"(?P<page>[A-Za-zＡ-Ｚ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|头|頭)"
_OPEN, _CLOSE = r"\s*+[(（\[【〔]?+\s*+[▶►→>»◆■●◀◄←★▲△]*+\s*+", r"\s*+版[^。，,()（）\n]{0,8}[)）\]】〕]?\s*"
_ON = r"(?:文字?)?(?:[下紧]\s{0,3}(?:转|轉)|转|轉|[下紧緊]\s{0,3}接|接)\s*+(?:(?:至|到)\s*+)?(?:第\s*+)?"
_BACK = r"(?:文字?)?(?:[上紧緊续承]\s{0,3}接|接|上\s{0,3}转)\s*+(?:(?:自|上)\s*+)?(?:第\s*+)?"
_JUMP = regex(rf"{_OPEN}{_ON}{_NUMBER}{_CLOSE}\Z")
_FROM = regex(rf"{_OPEN}{_BACK}{_NUMBER}{_CLOSE}")
_MAY_JUMP = regex(
    r"[转轉接]\s*+(?:(?:至|到|自|上)\s*+)?(?:第\s*+)?(?:[A-Za-z]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|头|頭)\s*+版"
)
_NUMBER_ENDS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十头頭")
_REACH = 30
_SIGNS = "▲▶►◀◄←★◆■●△»>"


def may_jump(text: str) -> bool:
    """Whether a bulletin may contain a jump line; most contain none."""
    at = text.find("版")
    while at >= 0:
        before = text[at - 1 : at]  # 出版 names no page
        if (before in _NUMBER_ENDS or before.isspace()) and _MAY_JUMP.search(text, max(0, at - _REACH), at + 1):
            return True
        at = text.find("版", at + 1)
    return False


def jump_from(text: str) -> tuple[str, int, int] | None:
    """The page an article is continued from, and the note's start and end: `(上接第1版)……`; None without a note.

    A note comes first, or, in a headline, last.
    """
    if not _MAY_JUMP.search(text[:_REACH]) and not _MAY_JUMP.search(text[-_REACH:]):
        return None
    if (found := _FROM.match(text)) and (found[0].strip()[0] in "(（[【〔" or len(found[0]) == len(text)):
        return _page(found["page"]), 0, found.end()
    if found and found[0].strip()[0] in _SIGNS:  # ▲上接A1版第二步是……
        return _page(found["page"]), 0, text.index("版", found.start("page")) + 1
    for at in (text.rfind("("), text.rfind("（")):
        if at > 0 and (found := _FROM.fullmatch(text, at)):
            return _page(found["page"]), at, len(text)
    return None


def split_jump(text: str) -> tuple[str, str, str] | None:
    """Text, page and note of a paragraph continued elsewhere: `……(下转第3版)`; None if it isn't."""
    if not _MAY_JUMP.search(text, max(0, len(text) - _REACH)):
        return None
    found = _JUMP.search(text, max(0, len(text) - _REACH))
    if not found or (found[0].strip()[0] not in "(（[【〔▶►→>»◆■●★▲△" and found.start()):
        return None  # 客轮转3版 within a sentence is not a note
    return text[: found.start()].rstrip(), _page(found["page"]), found[0].strip()


def page_number(page: PageHead | None) -> str | None:
    """A page's number as jump lines name it, or None if it has none."""
    if page is None:
        return None
    return _page(page.number) if page.number else "1" if page.first else None


def _page(printed: str) -> str:
    """A page number in one form: 03, 三 and ０３ are all `3`; `A3` keeps its letter."""
    if printed in ("头", "頭"):
        return "1"
    printed = unicodedata.normalize("NFKC", printed)
    letter = printed[0].upper() if printed[0].isalpha() and printed[0] not in "一二三四五六七八九十" else ""
    return f"{letter}{number(printed[len(letter) :]) or ''}"
