"""Reduce an article to an excerpt: some agencies' licences forbid its full text."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from feedpub.data.words import words_in
from feedpub.entries.html import is_item, plain_of
from feedpub.entries.sentences import SENTENCES
from feedpub.entries.text import SUMMARY_LENGTH, summary_of, title_of
from feedpub.model import Article, Paragraph

__all__ = ["Excerpt", "excerpt_of", "source_of"]

_MORE = "……"
_PAUSES = "，；、：,;: "  # where a sentence is cut


class Excerpt(NamedTuple):
    """As much of an article as may be published.

    Attributes:
        article: with the beginning of its text, and a mark that there is more.
        summary: the same beginning as plain text without the dateline, marked too.
    """

    article: Article
    summary: str


def source_of(article: Article, publication: str, issue: date, language: str) -> str:
    """Where the full text is: in the printed paper.

    Args:
        article: as read; its page is named where it is known.
        publication: the paper's name.
        issue: the day of the issue.
        language: of the paper (BCP 47).
    """
    page = (article.page.number or "").lstrip("0") if article.page else ""
    words = words_in(language)
    where = words.say("full_text_page", page=page) if page else ""
    return words.say("full_text", publication=publication, date=words.dated(issue), page=where)


def excerpt_of(article: Article, source: str) -> Excerpt:
    """The first sentences of an article, at most half of its text; headlines and dateline are kept.

    If the first sentence is more than half, it is cut; if even the dateline is, nothing of the text is left. An article
    without any text is not changed, for there is no more of it.

    Args:
        article: as read.
        source: says where the full text is.
    """
    if not article.body:
        return Excerpt(article, summary_of(article))
    line = article.dateline
    opening = line.text if line and line.at == "start" else ""
    paragraphs = list(_beginning(article, opening))
    marked = [*paragraphs[:-1], paragraphs[-1] + _MORE + source] if paragraphs else [_MORE + source]
    body = tuple(Paragraph(text, article.line) for text in marked)
    short = article._replace(body=tuple(Paragraph(text, article.line) for text in paragraphs))
    # A picture without a headline is titled by its caption, which is its text.
    headline = article.headline or f"{title_of(short).rstrip('…')}{_MORE}"
    reduced = article._replace(headline=headline, body=body, closing=(), src=None)
    return Excerpt(reduced, f"{summary_of(short).rstrip('…')}{_MORE}")


def _beginning(article: Article, opening: str) -> Iterator[str]:
    """The first sentences, paragraph by paragraph, as plain text.

    Args:
        article: as read.
        opening: the dateline that opens the text; it counts for the half, but not for the length of a summary.
    """
    plain = [plain_of(paragraph) for paragraph in article.paragraphs]
    most = min(_size("".join(plain)) // 2, _size(opening) + SUMMARY_LENGTH)
    left = most if most > _size(opening) else 0
    for paragraph in plain:
        if left < most and is_item(paragraph):
            return
        kept = ""
        for sentence in SENTENCES.findall(paragraph):
            if _size(kept + sentence) > left:
                if left == most and not kept:
                    kept = _cut(paragraph, left, len(opening))
                if kept.strip():
                    yield kept.strip()
                return
            kept += sentence
        left -= _size(kept)
        yield kept.strip()


def _cut(text: str, most: int, opening: int) -> str:
    """The beginning of a text of so many characters, up to a pause where its second half has one.

    Args:
        text: one sentence.
        most: characters, without white space.
        opening: the length of its dateline, which is not cut.
    """
    if not most:
        return ""
    ends = (end for end, length in enumerate(accumulate(not char.isspace() for char in text), 1) if length == most)
    part = text[: next(ends)]
    pause = max(part.rfind(mark) for mark in _PAUSES)
    return part[:pause] if pause > max(opening, len(part) // 2) else part


def _size(text: str) -> int:
    """Characters without white space."""
    return len("".join(text.split()))
