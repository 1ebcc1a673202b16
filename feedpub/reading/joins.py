"""Paragraphs that a column or page break cut in mid-sentence, put together again.

Two whole paragraphs are never joined: one that ends in a full stop, a semicolon, a colon or a closing bracket is
whole, whatever follows.
"""

import re

__all__ = ["NEVER_FIRST", "is_cut", "join"]

_COMMA = frozenset(",，、")
_OPENING = frozenset("“‘「『《〈（(【[")
_CLOSING = frozenset("”’」』》〉")
_WHOLE = frozenset("。．.！!？?…；;：:—－~～)）】]｡")
# What no paragraph begins with.
NEVER_FIRST = frozenset("，。、；：！？”’）》〉」』】,;!?)%％")
_MARKER = re.compile(
    r"[□■◆◇▲△●○★☆※►▶•·*\-+＋|]|\d{1,3}[.、．)）]|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[A-Za-z][.、)]"
)
_PROSE = re.compile(r"[，。、；！？,;!?]")
_SHORTEST_CLAUSE = 9  # lines of verse end in commas, and are shorter
_SHORTEST_PROSE = 15
_PROSE_BY_LENGTH = 30


def is_cut(before: str, after: str) -> bool:
    """Whether `after` goes on with the sentence that `before` breaks off."""
    if not before or not after:
        return False
    last = before[-1]
    if after[0] in NEVER_FIRST:
        return True
    if last in _WHOLE:
        return False
    if last in _OPENING:
        return True
    if _MARKER.match(after):
        return False
    if last in _COMMA:
        return len(before) >= _SHORTEST_CLAUSE
    if _closes_a_sentence(before):
        return False
    return _is_prose(before) and len(before) >= _SHORTEST_PROSE and _is_prose(after) and _goes_on(after)


def join(before: str, after: str) -> str:
    """The two halves as one: nothing between, but a space between words in Latin letters."""
    gap = " " if before[-1].isascii() and after[0].isascii() and before[-1].isalpha() and after[0].isalpha() else ""
    return before + gap + after


def _closes_a_sentence(text: str) -> bool:
    """`…忙。”` closes one; `…的“加速度”` doesn't."""
    bare = text.rstrip("".join(_CLOSING))
    return bare != text and (not bare or bare[-1] in _WHOLE)


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text))


def _goes_on(after: str) -> bool:
    """Rows of tables and lists of names have commas too, but neither a full stop nor length."""
    return after[-1] in _WHOLE or _closes_a_sentence(after) or len(after) >= _PROSE_BY_LENGTH
