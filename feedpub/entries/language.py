"""Tell that an article is in another language than its paper: by what its bulletin states, or by its letters.

Nothing is said of an article that is not sure: one that is short, mixed, or in Latin letters without being English.
"""

import re
from collections.abc import Set
from functools import cache

from feedpub.data import load
from feedpub.data.words import language_of
from feedpub.model import Article
from feedpub.patterns import regex

__all__ = ["other_language"]

_TAG = regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")  # language, script, region (RFC 5646)
_BEGINNING = 1000  # characters that are looked at
_FEWEST = 40  # letters that say anything
_HAN = regex(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = regex(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = regex(r"[\uac00-\ud7a3]")
_LATIN = regex(r"[A-Za-z\u00c0-\u024f]")
_WORD = regex(r"[A-Za-z\u00c0-\u024f]+")

# The least share of the letters that makes sure. A third of Japanese is Han, and half is kana.
_ALL_LATIN, _ALL_HANGUL, _MOSTLY_HAN, _WITH_KANA = 0.95, 0.8, 0.6, 0.3
_ENGLISH = 0.2  # of the words are common English ones; of another language's, less than a tenth look so
_OF_ONE_SCRIPT, _OF_THE_OTHER = 0.1, 0.01  # of Chinese characters, those that only one of its scripts has


def other_language(article: Article, paper: str) -> str | None:
    """The language of an article (BCP 47), if it is another than the paper's; None if it is not, or not sure.

    Args:
        article: as read.
        paper: the paper's language (BCP 47).
    """
    stated = article.item.language if article.item else None
    found = stated if stated and _TAG.fullmatch(stated) else _language_of(_text_of(article)[:_BEGINNING])
    return found if found and not _fits(paper, found) else None


def _text_of(article: Article) -> str:
    return "\n".join((article.headline or "", article.deck or "", *article.paragraphs))


def _fits(paper: str, found: str) -> bool:
    """Whether a language is the paper's; what says less of it does not differ from it."""
    own, other = paper.lower(), found.lower()
    if own == other or own.startswith(f"{other}-"):
        return True
    if other in ("zh-hans", "zh-hant"):
        return own.split("-")[0] == "zh" and (language_of(own) == "zh-Hant") == (other == "zh-hant")
    return False


def _language_of(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    if letters < _FEWEST:
        return None
    han, kana = sum(map(len, _HAN.findall(text))), len(_KANA.findall(text))
    if kana >= _WITH_KANA * letters:
        return "ja"
    if han >= _MOSTLY_HAN * letters:
        return "zh" + _script_of(text, han)
    if len(_HANGUL.findall(text)) >= _ALL_HANGUL * letters:
        return "ko"
    return "en" if len(_LATIN.findall(text)) >= _ALL_LATIN * letters and _is_english(text) else None


def _is_english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return sum(map(_common().__contains__, words)) >= _ENGLISH * len(words)


def _script_of(text: str, han: int) -> str:
    """The script of Chinese with so many characters, as a part of its tag; empty where it is not sure."""
    traditional, simplified = (len(only.findall(text)) for only in _only())
    if traditional >= _OF_ONE_SCRIPT * han and simplified <= _OF_THE_OTHER * han:
        return "-Hant"
    if simplified >= _OF_ONE_SCRIPT * han and traditional <= _OF_THE_OTHER * han:
        return "-Hans"
    return ""


@cache
def _common() -> Set[str]:
    return frozenset(load("english")["common"])


@cache
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that traditional Chinese alone writes, and those of simplified Chinese alone.

    The standards of each side's computers tell: a traditional form that GB 2312 has is written in simplified texts too.
    """
    table = load("traditional")
    return _without(table["traditional"], "gb2312"), _without(table["simplified"], "big5")


def _without(characters: str, encoding: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(char for char in characters if not char.encode(encoding, 'ignore'))}]")
