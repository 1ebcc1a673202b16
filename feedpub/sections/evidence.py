"""Find evidence of an article's section: leaders it names, and whether it comes from abroad."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from feedpub.data import load
from feedpub.model import Article, Paragraph
from feedpub.patterns import regex
from feedpub.sections.words import simplified

__all__ = [
    "Opening",
    "abroad_in_headline",
    "is_abroad",
    "leader_in",
    "opening_of",
    "places_and_bodies",
    "relayed_from",
]

_NO_PLACE = frozenset("语語裔菜料产產籍队隊路街馆館风風式")  # 日本料理, 德国队, 法国路
_HOME = re.compile("中[国國企方华華]|[我华華][国國人]|[华華]侨|[华華]僑|留学|留學|驻华|駐華")
_RELAYED = regex(r"[\s，,]{0,3}据?([\u4e00-\u9fff]{2,8}?)(?:\d{1,2}日)?消息[:：，,]")
_OPENING = 100  # characters of text in an opening; more would take time without better results


class Opening(NamedTuple):
    """The part of an article that is examined: the headline and the first words of the text, without the dateline."""

    headline: str
    text: str


def opening_of(article: Article) -> Opening:
    """The opening of an article; kicker and deck count as headline."""
    text = ""
    for block in article.body:
        if isinstance(block, Paragraph):
            line = article.dateline
            text += block.text.removeprefix(line.text) if line and not text else block.text
            if len(text) >= _OPENING:
                break
    headline = article.headline or ""
    if article.kicker or article.deck:
        headline = " ".join((article.kicker or "", headline, article.deck or ""))
    return Opening(headline=headline, text=text[:_OPENING])


@cache
def _leaders() -> re.Pattern[str]:
    table = load("leaders")
    titled, offices = "|".join(table["titled"]), "|".join(table["offices"])
    before = "".join(f"(?<!{word})" for word in table["not_before"])
    after = "|".join(table["not_after"])
    return re.compile(
        rf"{'|'.join(table['names'])}|(?:{offices})(?:{titled})|(?:{titled})(?:{offices})"
        rf"|{before}(?:{'|'.join(table['bodies'])})(?!{after})"
    )


def leader_in(opening: Opening) -> str | None:
    """The state or party leader or leading body named in an opening, or None."""
    text = f"{opening.headline}\n{opening.text}"
    for word in _leading_words():  # the pattern is slow, and most articles name none of them
        if word in text:
            found = _leaders().search(text)
            return found[0] if found else None
    return None


@cache
def _leading_words() -> tuple[str, ...]:
    table = load("leaders")
    return (*table["names"], *table["titled"], *table["bodies"])


@lru_cache(maxsize=4096)
def is_abroad(place: str) -> bool:
    """Whether a place in a dateline is abroad: 万象, 联合国, 韩国平昌; not 香港, 台北 or 南极中山站."""
    table = _places()
    if any(home in place for home in table["at_home"]):
        return False
    if place in table["cities"] or place in table["countries"] or place in table["seats"]:
        return True
    return any(place[:size] in table["countries"] for size in range(2, min(len(place), 8)))


def abroad_in_headline(headline: str, words: Iterable[str]) -> str | None:
    """The first place, body, army or office abroad that a headline names, without a Chinese party to it; else None.

    法国总统 and 美军 are abroad; 日本料理 and 法国路 are no places, and what concerns China is not only abroad.

    Args:
        headline: in simplified characters.
        words: the whole words in it, those of `places_and_bodies` among them.
    """
    abroad, home = _abroad(), _home()
    if not home.isdisjoint(words) or _HOME.search(headline):
        return None
    for word in words:
        for size in range(len(word), 1, -1):  # 法国总统 is a word of its own, and opens with a country
            if word[:size] in abroad:
                end = headline.find(word) + size
                if headline[end : end + 1] not in _NO_PLACE:
                    return word
                break
    return None


def relayed_from(opening: Opening) -> str | None:
    """The place abroad whose news a dispatch from home relays: `加德满都消息：` right after the dateline; else None."""
    found = _RELAYED.match(opening.text)
    return found[1] if found and is_abroad(found[1]) else None


def places_and_bodies() -> tuple[str, ...]:
    """Every word that tells whether a headline is about abroad, or has a Chinese party."""
    return (*sorted(_home()), *sorted(_abroad()))


@cache
def _abroad() -> frozenset[str]:
    table = _places()
    offices = (f"{country}{office}" for country in table["short"] for office in table["short_before"])
    names = (*table["countries"], *table["known_cities"], *table["seats"], *table["bodies"], *offices)
    return frozenset(map(simplified, names)) - _home()


@cache
def _home() -> frozenset[str]:
    table = _places()
    return frozenset(map(simplified, (*table["chinese"], *table["home"], *table["at_home"])))


@cache
def _places() -> dict[str, frozenset[str]]:
    table = {name: frozenset(places) for name, places in load("places").items()}
    table["countries"] |= frozenset(load("countries")["names"])
    table["known_cities"] = table["cities"] - table["ambiguous"]
    return table
