"""Recognize and remove the tags, comments and emphasis that web copies and page-reading tools leave around text.

Only the tags such tools write are removed. Any other `<…>` is the author's text and is kept.
"""

import re
from typing import Literal, NamedTuple

from feedpub.patterns import regex

__all__ = ["StrippedLine", "strip_markup"]

_TAG = regex(r"</?(?:p|strong|br|span|div|font|center|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WHOLE = regex(r"\s*<(?P<tag>p|div|strong|h[1-6]|span|center)\b", re.IGNORECASE)
_HEADING = regex(r"<h(?P<level>[1-6])\b", re.IGNORECASE)
_STRONG = regex(r"(?:<strong\b[^<>]*>[^<>]*</strong>\s*)++", re.IGNORECASE)
_COMMENT = regex(r"<!--[^<>]*-->")
_EMPHASIS = regex(r"(\*\*|__)(?=\S)")
_CLOSES = {mark: regex(rf"(?<=\S){re.escape(mark)}") for mark in ("**", "__")}
# Emphasis within a sentence or a list item is the author's; in other short lines a tool put it there.
_AUTHORS = regex(r"(?:[-*+]|\d{1,3}[.)])[ \t]|[^*_].*[。！？]$")
_TABLE = regex(r"</?(?:table|thead|tbody|tr|td|th)\b[^<>]*>", re.IGNORECASE)


class StrippedLine(NamedTuple):
    """A line without its markup.

    Attributes:
        kind: `heading` if the markup makes the whole line one (`level` is its level, 0 for a line in bold); `comment`
            or `table` if the line is nothing else; else `text`.
    """

    text: str
    kind: Literal["text", "heading", "comment", "table"]
    level: int = 0


def strip_markup(line: str) -> StrippedLine:
    """Remove markup from a line of a bulletin, and report what kind of line the markup makes it."""
    text = line.strip()
    level = 0
    heading = False
    if "<" in text:
        if text.startswith("<!--") and _COMMENT.fullmatch(text):
            return StrippedLine(text, "comment")
        if _TABLE.search(text):
            return StrippedLine(text, "table")
        if _WHOLE.match(text) and (found := _HEADING.search(text)):
            level, heading = int(found["level"]), True
        heading = heading or bool(_STRONG.fullmatch(_inner_markup(text)))
        text = _TAG.sub("", text)
    if "**" in text or "__" in text:
        marks = re.match(r"#{1,6}[ \t\u3000]*", text)
        start = marks.end() if marks else 0
        bare = _without_emphasis(text[start:])
        if not marks and _is_bold(text):
            heading = True
        if marks or heading or (len(bare) <= 40 and not _AUTHORS.match(text)):
            text = text[:start] + bare
    return StrippedLine(text, "heading", level) if heading else StrippedLine(text, "text")


def _without_emphasis(text: str) -> str:
    """Remove the marks of bold text; an unclosed mark is kept, and its end is searched for only once."""
    kept: list[str] = []
    done = at = 0
    open_ended: set[str] = set()
    while len(open_ended) < len(_CLOSES) and (found := _EMPHASIS.search(text, at)):
        closes = None if found[1] in open_ended else _CLOSES[found[1]].search(text, found.end() + 1)
        if closes is None:
            open_ended.add(found[1])
            at = found.start() + 1
        else:
            kept += [text[done : found.start()], text[found.end() : closes.start()]]
            done = at = closes.end()
    return "".join([*kept, text[done:]])


def _inner_markup(text: str) -> str:
    """The inside of a paragraph tag: `<p><strong>…</strong></p>` is a line in bold just as `<strong>…</strong>` is."""
    found = re.fullmatch(r"<(p|div|span)\b[^<>]*>(.*)</\1>", text, re.IGNORECASE)
    return found[2].strip() if found else text


def _is_bold(text: str) -> bool:
    return len(text) <= 80 and bool(re.fullmatch(r"(\*\*|__)(?=\S)[^*_]+(?<=\S)\1", text.strip()))
