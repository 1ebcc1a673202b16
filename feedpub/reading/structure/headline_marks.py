"""Take off headlines what marks them and is not their words: their numbers, and what they say of their medium."""

import re
from collections.abc import Collection
from functools import cache

from feedpub.data import any_of, load
from feedpub.model import Discard
from feedpub.patterns import regex
from feedpub.reading.structure.heading_form import counts_up
from feedpub.reading.structure.lines import Line, Mark
from feedpub.reading.structure.opening import is_headline

__all__ = ["without_marks"]

_FEW = 2
_MEDIUM_OPENS = frozenset("[【(（")
_HAN_COUNT = regex(r"[一二三四五六七八九十]{1,3}[、.．]\s*|\d{2}\s{1,3}(?=\D)")
_NUMBER = regex(r"(?:No\.?\s?)?\d{1,3}[.．、:：)）]\s*|[(（]\d{1,3}[)）]\s*")


def without_marks(
    lines: list[Line], level: int, contents: Collection[int] = ()
) -> tuple[list[Line], tuple[Discard, ...]]:
    """The headlines without their numbers, if every one has one, and without [视频]; and what was taken off."""
    places = [
        place
        for place, line in enumerate(lines)
        if type(line) is Mark and is_headline(line, level) and place not in contents
    ]
    numbers = [_NUMBER.match(lines[place].text) for place in places]
    if not any(numbers) and counts_up([lines[place].text for place in places]):
        numbers = [_HAN_COUNT.match(lines[place].text) for place in places]
    numbered = len(places) >= _FEW and all(numbers)
    marked, discards = list(lines), []
    for place, number in zip(places, numbers, strict=True):
        line = lines[place]
        start = number.end() if number and numbered else 0
        media = _medium().match(line.text, start) if line.text[start : start + 1] in _MEDIUM_OPENS else None
        end = media.end() if media else start
        if 0 < end < len(line.text):
            marked[place] = line._replace(text=line.text[end:])
            discards.append(Discard(line=line.line, reason="mark of a headline", text=line.text[:end], part=True))
    return marked, tuple(discards)


@cache
def _medium() -> re.Pattern[str]:
    return re.compile(rf"[\[【(（](?:{any_of(load('headlines')['media'])})[\]】)）]\s*")
