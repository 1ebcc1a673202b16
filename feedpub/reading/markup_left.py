"""Tell of lines that still look like markup after all reading: they are published as they are, with a warning."""

from collections.abc import Iterator, Sequence

from feedpub.messages import message, plural
from feedpub.model import Article, Figure, Problem, Table
from feedpub.patterns import regex

__all__ = ["find_markup"]

_MARKUP = regex(
    r"(?P<picture>[!！]\[)|(?P<comment><!-|-->)|(?P<marks>\\?#{2,}|＃{2,}(?=[\s\w])|^[#＃]\s)|(?P<braces>\{\{|\}\}|\{%|\{/\*)"
    r"|(?P<wiki>\[\[)|(?P<fence>`{3}|~{3}[a-z])|(?P<tag>^</?(?:script|style)\b|</?(?:div|table|t[rdh]|iframe|figure|img|input|button)\b)"
)
_PAGE = regex(
    r"第\s?[A-Za-z]?\d{1,3}\s?版(?:[\s:：·|/—-][^。！？；，]{0,30})?|第[一二三四五六七八九十]{1,3}版[:：][^。！？；，]{0,30}"
)
_MAY = regex("[!！#＃{}<>`~[]")
_MOST = 10  # warnings for one bulletin
_SHOWN = 20


def find_markup(articles: Sequence[Article], *, marked: bool) -> Iterator[Problem]:
    """The warnings about lines of articles that look like markup, in order; of many, the first.

    Args:
        articles: of one bulletin.
        marked: whether there are marks in it at all; else only page heads can be left.
    """
    mark_in = _mark_in if marked else _page_in
    found = [(line, text, mark) for article in articles for line, text in _lines(article) if (mark := mark_in(text))]
    for line, text, mark in found[:_MOST]:
        start = max(0, text.find(mark) - _SHOWN // 2)
        told = message(
            "`{mark}` still looks like markup; published as it is: “{words}”",
            mark=mark,
            words=text[start : start + _SHOWN],
        )
        yield Problem(line=line, level="warning", code="markup-left", message=told)
    if len(found) > _MOST:
        told = plural("{n} more line looks like markup", "{n} more lines look like markup", len(found) - _MOST)
        yield Problem(line=found[_MOST][0], level="warning", code="markup-left", message=told)


def _page_in(text: str) -> str:
    """The page head that a line is; empty for others."""
    return text if text[:1] == "第" and _PAGE.fullmatch(text) else ""


def _mark_in(text: str) -> str:
    """What looks like markup in a line; empty if nothing does."""
    if _MAY.search(text) is None:
        return _page_in(text)
    found = _MARKUP.search(text)
    return (found[0].strip() or found[0]) if found else ""


def _lines(article: Article) -> Iterator[tuple[int, str]]:
    """The texts of an article that readers see, each with its line."""
    for text in (article.kicker, article.headline, article.deck, article.byline):
        if text:
            yield article.line, text
    for block in article.body:
        if isinstance(block, Figure):
            yield block.line, block.caption
        elif isinstance(block, Table):
            yield from ((block.line, cell) for row in block.rows for cell in row)
        else:
            yield block.line, block.text
