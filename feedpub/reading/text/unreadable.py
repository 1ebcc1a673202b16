"""Tell characters that no reader can show: those that are lost, and glyphs of somebody's own font."""

import re
from collections.abc import Iterator

from feedpub.messages import message, plural
from feedpub.model import Problem
from feedpub.patterns import regex
from feedpub.reading.text.characters import glance

__all__ = ["find_unreadable"]

_LOST = regex("\ufffd|锟斤拷")  # U+FFFD, and what UTF-8 of two of them is in GBK
_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# The upper bytes, in UTF-16, of all other characters.
_OF_OTHERS = bytes(byte for byte in range(256) if not (0xE0 <= byte <= 0xF8 or 0xDB <= byte <= 0xDF))
_AROUND = 8  # characters that are quoted on either side
_LISTED = 5  # lines that are named


def find_unreadable(text: str) -> Iterator[Problem]:
    """A warning for each kind of such characters, with the lines they are in. Rare characters that exist are none."""
    if "\ufffd" in text or ("锟" in text and "锟斤拷" in text):  # one character is found far more quickly
        told = message("lost (�): an earlier program could not read what was there; write what is meant")
        yield _warning(text, _LOST, "characters-lost", told)
    if glance(text).rare.translate(None, _OF_OTHERS) and _PRIVATE.search(text):
        told = message("of a private font (U+E000 to U+F8FF): readers see boxes, or nothing; write what is meant")
        yield _warning(text, _PRIVATE, "characters-private", told)


def _warning(text: str, pattern: re.Pattern[str], code: str, told: str) -> Problem:
    rows = [(number, line) for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)]
    first, line = rows[0]
    found = pattern.search(line)
    at = found.start() if found else 0
    words = line[max(0, at - _AROUND) : at + _AROUND].strip("# ")
    count = sum(len(pattern.findall(line)) for _, line in rows)
    others = ", ".join(str(number) for number, _ in rows[1:_LISTED])
    where = message("“{words}”", words=words)
    if len(rows) > _LISTED:
        where = message("{words} (also in line {lines} and others)", words=where, lines=others)
    elif others:
        where = message("{words} (also in line {lines})", words=where, lines=others)
    problem = plural(
        "{where}: {n} character is {what}", "{where}: {n} characters are {what}", count, where=where, what=told
    )
    return Problem(line=first, level="warning", code=code, message=problem)
