"""Join paragraphs that a column or page break cut in mid-sentence.

Two complete paragraphs are never joined: a paragraph that ends in a full stop, a semicolon, a colon or a closing
bracket is complete, whatever follows.
"""

import re
from collections.abc import Sequence

__all__ = ["NEVER_FIRST", "is_cut", "join", "verse"]

_COMMA = frozenset(",，、")
_OPENING = frozenset("“‘「『《〈（(【[")
_CLOSING = frozenset("”’」』》〉")
_WHOLE = frozenset("。．.！!？?…；;：:—－~～)）】]｡")
# Characters that no paragraph begins with.
NEVER_FIRST = frozenset("，。、；：！？”’）》〉」』】,;!?)%％")
_MARKER = re.compile(
    r"[□■◆◇▲△●○★☆※►▶•·*\-+＋|]|\d{1,3}(?:[.．](?!\d)|[、)）])|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[A-Za-z][.、)]"
)
_PROSE = re.compile(r"[，。、；！？,;!?]")
_LABEL = re.compile(r"[\u4e00-\u9fff]{1,6}[:：]")
_SENTENCE = re.compile(r"[。！？!?;；]")
_SALUTATION = re.compile(r"(?:尊敬的|亲爱的|敬爱的|各位)")
_SHORTEST_CLAUSE = 9
_LONGEST_VERSE = 18
_SHORTEST_POEM = 3
_LONGER_THAN_A_HEADING = 26
_PROSE_BY_LENGTH = 30
_FIRST = 1000  # characters among which prose has a comma


def is_cut(before: str, after: str) -> bool:
    """Whether `after` continues a sentence that `before` breaks off."""
    if not before or not after:
        return False
    last = before[-1]
    if after[0] in NEVER_FIRST:
        return True
    if last in _WHOLE:
        return False
    if last in _OPENING:
        return True
    if _MARKER.match(after) or _LABEL.match(after):
        return False
    if last in _COMMA:
        return len(before) >= _SHORTEST_CLAUSE and not _SALUTATION.match(before)
    if _closes_a_sentence(before):
        return False
    if last.isdigit() and after[0].isdigit():
        return _is_prose(before) and _goes_on(after)  # 20 / 25年底
    if _MARKER.match(before) or before[:2] == after[:2]:
        return False  # an item of a list, rows of a table
    return _is_long_prose(before) and _is_prose(after) and _goes_on(after)


def join(before: str, after: str) -> str:
    """Join the two halves, with a space only between words in Latin letters."""
    gap = " " if before[-1].isascii() and after[0].isascii() and before[-1].isalpha() and after[0].isalpha() else ""
    return before + gap + after


def _closes_a_sentence(text: str) -> bool:
    """Whether a closing quotation mark ends a sentence: `…忙。”` does, `…的“加速度”` doesn't."""
    bare = text.rstrip("".join(_CLOSING))
    return bare != text and (not bare or bare[-1] in _WHOLE)


def verse(lines: Sequence[str | None]) -> frozenset[int]:
    """Which of an article's paragraphs are lines of verse: three or more short ones in a row.

    Args:
        lines: the paragraphs; None for a piece that is not a paragraph.
    """
    found: set[int] = set()
    start = 0
    for end in range(len(lines) + 1):
        line = lines[end] if end < len(lines) else None
        if line is None or len(line) > _LONGEST_VERSE:
            if end - start >= _SHORTEST_POEM:
                found.update(range(start, end))
            start = end + 1
    return frozenset(found)


def _is_long_prose(text: str) -> bool:
    """Whether a text is prose that contains a sentence end or is too long for a heading."""
    return bool(_SENTENCE.search(text, 0, _FIRST)) or (len(text) >= _LONGER_THAN_A_HEADING and _is_prose(text))


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text, 0, _FIRST))


def _goes_on(after: str) -> bool:
    """Whether a text can be the second half of a sentence; table rows and name lists lack both full stop and length."""
    return after[-1] in _WHOLE or _closes_a_sentence(after) or len(after) >= _PROSE_BY_LENGTH
