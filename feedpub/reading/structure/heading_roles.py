"""Assign roles to adjacent headings: kicker (引题), headline (主题), its second line, deck (副题), column tag.

Page-reading tools write them all as headings of one level. Without evidence, two of them are one headline of two
lines, joined by a space: nothing is lost and nothing is invented.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.patterns import regex
from feedpub.reading.phrases.jumps import may_jump
from feedpub.reading.phrases.names import is_name
from feedpub.reading.structure.lines import BOLD, PLAIN, Mark, Shape

__all__ = ["HeadingRoles", "assign_roles", "is_tag", "letters", "same_letters"]

_LONGEST_TAG = 14
_LONG_LINE = 17  # characters of a kicker or deck with several clauses
_LONGEST_OF_TWO = 30  # the most characters of a headline of two lines
_TAG = regex(r"[(（【〔\[〈《「『]\s*[^()（）【】\[\]。，,！!:：]{2,12}\s*[)）】〕\]〉》」』]")
_BULLET_TAG = regex(r"[■◆●▲★☆□◎○◇△|｜▍▌█](?:\s*[\u4e00-\u9fff·—]{4,8}|\s+[\u4e00-\u9fff]{2,3})")
_TAG_OPENS = frozenset("(（【〔[〈《「『■◆●▲★☆□◎○◇△|｜▍▌█")
_LONGEST_COLUMN, _SHORT_COLUMN = 8, 6
_NO_TAG = regex(r"记者|記者|摄|攝|通讯员|完|[电電]|编辑|編輯|作者|报道|報[道導]|编译|編譯|\d{3}")
_NEWS_DAY = regex(r"昨日|昨天|今日|今天|今起|近日|日前|明起|昨夜|昨晚|\d日")
_SERIES = regex(r"[①-⑳]$|[(（][一二三四五六七八九十上中下\d]{1,2}[)）]$|之[一二三四五六七八九十]$")
_FIRST = regex("首[个条批次座家列]|第[一二三四五六七八九十]+届")
_COMMA = regex("[，,；;]")
_GAP = regex(r"[\s　]")
_ABOUT = regex(r"记者|記者|^访|^記|^记|^写在|^來自|^来自|^来[自]|侧记|观察|见闻|纪实")
_ENOUGH = 2.0  # with less evidence two lines are one headline
_ENOUGH_BY_HAND = 3.5  # the same for a bulletin written by hand


class HeadingRoles(NamedTuple):
    """The headings over an article by role; `headline` is one line or two, `tags` are column tags."""

    headline: tuple[Mark, ...]
    kicker: tuple[Mark, ...] = ()
    deck: tuple[Mark, ...] = ()
    tags: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The headline, its lines joined by one space."""
        return " ".join([mark.text for mark in self.headline])

    @property
    def is_run_on(self) -> bool:
        """Whether the headline was joined from two lines that are too long, or of different levels."""
        if len(self.headline) < 2 or _goes_on(self.headline[0]):
            return False
        return len(self.text) > _LONGEST_OF_TWO or self.headline[0].level != self.headline[1].level


@cache
def _columns() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff·]{{0,4}}(?:{any_of(load('furniture')['columns'])})")


def is_tag(text: str) -> bool:
    """Whether a short line is a column tag: (军营故事), 【今日谈】, ■ 漫画天地."""
    if text[:1] not in _TAG_OPENS or len(text) > _LONGEST_TAG or _NO_TAG.search(text) or may_jump(text):
        return False
    if _BULLET_TAG.fullmatch(text):
        return not is_name(text[1:].strip())  # ■ 张三 signs
    return bool(_TAG.fullmatch(text))


def letters(text: str) -> str:
    """A headline without white space and punctuation, for comparison."""
    return "".join(filter(str.isalnum, text))


def same_letters(one: str, other: str) -> bool:
    """Whether two headlines are the same but for white space and punctuation, and have letters."""
    if one[:1] != other[:1] and one[:1].isalnum() and other[:1].isalnum():
        return False  # most
    return letters(one) == letters(other) != ""


def assign_roles(group: Sequence[Mark], *, tidy: bool) -> HeadingRoles:
    """Assign kicker, headline and deck to one or more adjacent headings.

    If a person set the levels (`tidy`), it takes more evidence to overrule them.
    """
    if len(group) == 1:  # nearly all headings
        return HeadingRoles(headline=tuple(group))
    tags = tuple(mark for mark in group if is_tag(mark.text) or _is_column(mark, group, tidy))
    rest = [mark for mark in group if mark not in tags]
    decks = tuple(mark for mark in rest if mark.shape is Shape.DECK)
    rest = [mark for mark in rest if mark.shape is not Shape.DECK]
    if not rest and not decks:  # only tags
        return HeadingRoles(headline=tags[-1:], tags=tags[:-1])
    if not rest:
        return HeadingRoles(headline=decks[:1], deck=decks[1:], tags=tags)
    enough = _ENOUGH_BY_HAND if tidy and len(rest) == 2 else _ENOUGH
    kicker: list[Mark] = []
    below: list[Mark] = []
    more = 1.0 if len(rest) > 2 or decks else 0.0  # among three lines, a second headline line is rare
    while len(rest) > 1:
        over, under = _is_kicker(rest[0], rest[1]) + more, _is_deck(rest[-2], rest[-1], tidy) + more
        if decks:
            under = 0.0
        if over >= enough and over >= under:
            kicker.append(rest.pop(0))
            if rest[0].level == PLAIN:
                more += 0.5  # kicker, headline, deck, as old papers print them; tools cut one headline in two
        elif under >= enough:
            below.insert(0, rest.pop())
        else:
            break
    if len(rest) == 3 and not decks and not kicker and not below:
        return HeadingRoles(headline=(rest[1],), kicker=(rest[0],), deck=(rest[2],), tags=tags)
    if len(rest) > 2:  # a headline has at most two lines: take the two closest in length
        first = min(range(len(rest) - 1), key=lambda at: abs(len(rest[at].text) - len(rest[at + 1].text)))
        kicker += rest[:first]
        below = [*rest[first + 2 :], *below]
        rest = rest[first : first + 2]
    return HeadingRoles(headline=tuple(rest), kicker=tuple(kicker), deck=(*below, *decks), tags=tags)


def _is_column(mark: Mark, group: Sequence[Mark], tidy: bool) -> bool:
    if mark is not group[0] or group[1].shape is Shape.DECK or len(mark.text) > _LONGEST_COLUMN or _goes_on(mark):
        return False
    if mark.level == BOLD > group[1].level and len(mark.text) <= _SHORT_COLUMN:
        return True  # by hand or by a tool: a line in bold above a headline with heading marks
    short = not tidy and len(mark.text) <= 4 and len(group[1].text) >= 2 * len(mark.text)  # 城市温度 over a headline
    return short or bool(_columns().fullmatch(mark.text))


def _is_kicker(first: Mark, second: Mark) -> float:
    """The evidence that the upper of two lines is the kicker of the headline below it."""
    table = load("headlines")
    weight = 0.0
    if first.text.endswith(tuple(table["kicker_ends"])) or _SERIES.search(first.text):
        weight += 3.5
    if (first.level == BOLD and second.level < BOLD) or (
        first.level > second.level and PLAIN not in (first.level, second.level)
    ):
        weight += 3.0
    if _COMMA.search(first.text) and not _COMMA.search(second.text):
        weight += 2.0
    if _NEWS_DAY.search(first.text):
        weight += 1.5
    if _FIRST.search(first.text):
        weight += 1.0
    weight += _longer(first, second)
    clauses, over = len(_GAP.split(second.text)), len(_GAP.split(first.text))
    if clauses > 1 and over == 1 and len(second.text) < _LONG_LINE:
        weight += 2.5  # a headline of two clauses is complete
    elif over > 1 and clauses == 1 and len(first.text) >= _LONG_LINE > len(second.text) + 4:
        weight += 1.5
    return weight - _goes_on(first)


def _is_deck(first: Mark, second: Mark, tidy: bool) -> float:
    """The evidence that the lower of two lines is the deck of the headline above it."""
    table = load("headlines")
    weight = 0.0
    if _ABOUT.search(second.text) or second.text.endswith(tuple(table["deck_ends"])):
        weight += 3.5
    if first.text[-1] in "？！?!":
        weight += 3.0
    if second.level == BOLD and first.level < BOLD:
        weight += 3.0
    elif first.level < second.level < BOLD:
        weight += 1.5 if not tidy else 3.0 if len(second.text) > len(first.text) else 0.0
    if _COMMA.search(second.text) and not _COMMA.search(first.text):
        weight += 2.0
    if re.search("[“《]", second.text) and not re.search("[“《]", first.text):
        weight += 0.5
    if ":" in second.text or "：" in second.text:
        weight += 1.5
    if len(_GAP.split(second.text)) > 2 and len(second.text) >= _LONG_LINE:
        weight += 1.5
    weight += _longer(second, first)
    if len(_GAP.split(first.text)) > 1:
        weight += 0.5
    return weight - _goes_on(first)


def _longer(one: Mark, other: Mark) -> float:
    """The evidence from length: kickers and decks are set in smaller type than headlines, and so are longer."""
    more = len(one.text) - len(other.text)
    return 1.0 if more >= 4 else 0.5 if more >= 2 else -0.5 if more <= -4 else 0.0


def _goes_on(first: Mark) -> float:
    """The evidence that a line breaks off: 山路上的 / 三百六十级台阶."""
    return 6.0 if first.text.endswith(tuple(load("headlines")["goes_on"])) else 0.0
