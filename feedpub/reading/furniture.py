"""What is printed around articles: rules, page numbers, running heads, footers, notices, tables of figures.

Each is told by its own look; what takes the lines around it is decided in `layout`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from feedpub.data import any_of, load

__all__ = ["Notices", "furniture_reason", "is_contents_head", "is_figures", "jump_from", "split_jump", "strip_leader"]

_RULE = re.compile(r"[-=_*＊—–─━·•~～#|+\s]{3,}|[◆◇■□●○★☆▲△※]{2,}|<hr ?/?>")
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:/\s*\d{1,3}|页|頁)?(?:\s*[,，/]?\s*共\s*\d{1,3}\s*[页頁])?[-—–·•\s]*|[Pp](?:age)?[ .]?\d{1,3}"
)
_NUMBER = r"(?P<page>[A-Za-zＡ-Ｚ]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|头|頭)"
_JUMP = re.compile(
    rf"\s*[(（\[【]?\s*[▶►→>»◆■●]*\s*(?:下转|下轉|转|轉|文转|文接|接|见|見|详见|詳見)\s*第?\s*{_NUMBER}\s*版[^。，,()（）]{{0,8}}[)）\]】]?\s*$"
)
_FROM = re.compile(
    rf"\s*[(（\[【]?\s*[▶►→>»◆■●◀◄←]*\s*(?:上接|紧接|緊接|接|续接|文接)\s*(?:自|上)?第?\s*{_NUMBER}\s*版[^。，,()（）]{{0,8}}[)）\]】]?\s*"
)
_MARKED = re.compile(r"下转|下轉|上接|紧接|緊接|转第|轉第|转[A-Z]\d|接第|版[)）\]】]\s*$")
_LEADER = re.compile(
    r"[\s　]*(?:[.．·…•‥⋯—_-]{2,}|[\s　]+|[(（\[【]|[▶►→/|｜])[\s　]*(?:(?:详见|见|刊|载|在)?\s*第?\s*)?"
    r"(?:[A-Z]?[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[-–—~至、]\s*[A-Z]?\d{1,3}\s*)?(?:版|页|頁)?[)）\]】]?$|[.．·…•‥⋯]{3,}$"
)
_FRONT_NUMBER = re.compile(
    r"^[\s　]*(?:[▶►→●■◆▲•·-]\s*)?(?:第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,3}|P\d{1,3})[\s　:：|｜/]*(?=\S)|^[\s　]*[▶►→●■◆▲•·]\s*"
)
_SENTENCE = re.compile(r"[。！？!?]")


def furniture_reason(text: str) -> str | None:
    """Why a line by itself is no text (rule, page number, footer), or None where it may be."""
    if _RULE.fullmatch(text):
        return "rule"
    if len(text) <= 12 and _PAGE_NUMBER.fullmatch(text):
        return "page number"
    if len(text) <= 120 and _footer().fullmatch(text):
        return "footer"
    return None


@cache
def _footer() -> re.Pattern[str]:
    """People of the page, several roles in one line (本版责编 张三 美编 李四); or the paper's imprint."""
    table = load("furniture")["footers"]
    people = any_of(table["people"])
    one = rf"(?:{people})[\s　:：/／|｜]*[\u4e00-\u9fff·、　 ]{{2,20}}?"
    pages = rf"本版(?:{people})?[\s　:：/／|｜]*[\u4e00-\u9fff·、　 ]{{2,20}}?"
    gap = r"[\s　|｜/／;；,，]*"
    imprint = any_of(table["imprint"])
    return re.compile(
        rf"(?:{pages}|{one}{gap}{one})(?:{gap}{one})*|(?:{imprint})[^。！？]{{0,20}}(?:[\d:：][^。！？]{{0,80}})"
    )


def jump_from(text: str) -> tuple[str, str] | None:
    """The page an article comes from and the text behind the note: `(上接第1版)……` gives `1` and `……`."""
    found = _FROM.match(text) if _MARKED.search(text[:30]) else None
    return (_page(found["page"]), text[found.end() :]) if found else None


def split_jump(text: str) -> tuple[str, str, str] | None:
    """Text, page and note of a paragraph that goes on elsewhere: `……(下转第3版)`."""
    found = _JUMP.search(text, max(0, len(text) - 24)) if _MARKED.search(text, max(0, len(text) - 24)) else None
    return (text[: found.start()], _page(found["page"]), found[0].strip()) if found else None


def _page(printed: str) -> str:
    """A page's number so that 03, 三 and A3 stand for what they are: `3`, `3`, `A3`."""
    from feedpub.reading.numerals import number

    if printed in ("头", "頭"):
        return "1"
    letter = printed[0].upper() if printed[0].isalpha() and printed[0].isascii() else ""
    return f"{letter}{number(printed[len(letter) :]) or ''}"


def is_contents_head(text: str) -> bool:
    """Whether a line stands over a list of contents."""
    return text.strip(" 　:：■□●【】[]()（）#*·|—-") in load("furniture")["contents"]


def strip_leader(text: str) -> str:
    """An item of a list of contents without its leader and page: `大桥合龙……03版` is `大桥合龙`."""
    bare = _FRONT_NUMBER.sub("", text.strip())
    return _LEADER.sub("", bare).strip(" 　")


def is_figures(lines: Iterable[str]) -> bool:
    """Whether lines hold figures and no sentence: lottery, shares, weather."""
    listed = [line for line in lines if line.strip()]
    if not listed or any(_SENTENCE.search(line) for line in listed if len(line) > 24):
        return False
    telling = [line for line in listed if re.search(r"\d|[℃|｜]", line) or len(line) <= 14]
    return len(telling) >= 0.6 * len(listed) and any(re.search(r"\d", line) for line in listed)


@dataclass(frozen=True, slots=True)
class Notices:
    """The word list of notices and advertisements, the operator's changes laid over ours."""

    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    _words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Makes one list of both."""
        words = [word for word in (*load("furniture")["notices"], *self.also) if word not in self.never]
        object.__setattr__(self, "_words", tuple(words))

    def opens(self, text: str) -> str | None:
        """The word that makes a headline or a line that of a notice, or None."""
        bare = text.strip(" 　:：■□●【】[]()（）#*·|—-◆▲")
        alone = load("furniture")["only_alone"]
        for word in self._words:
            if bare == word or (word not in alone and len(bare) <= 40 and bare.endswith(word)):
                return word
            if (
                word not in alone
                and len(word) > 2
                and bare.startswith(word)
                and bare[len(word) : len(word) + 1] in ":：　 "
            ):
                return word
        return None

    def closes(self, text: str) -> bool:
        """Whether a paragraph closes as notices do."""
        return text.endswith(tuple(load("furniture")["notice_ends"]))

    def figures(self, text: str) -> bool:
        """Whether a headline may stand over a table of figures."""
        return len(text) <= 40 and any(word in text for word in load("furniture")["tables"])
