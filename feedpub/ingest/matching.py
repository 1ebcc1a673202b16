"""Decide whether an article is a corrected version of an entry's article, and which article belongs to which entry."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Piece", "Told", "first_come", "likeness", "pair_off"]

_ALIKE = 0.55  # of two texts' pairs of characters; other stories of one day share less than a third
_ALIKE_HEADED = 0.35  # where the headlines are alike too
_IN_ORDER = 0.6  # of two texts' characters, in order: letters changed here and there break most pairs
_SAME_HEADLINE = 75.0  # of 100
_SAME_HEADLINE_ALONE = 60.0  # of entries without text


class Piece(NamedTuple):
    """An article to match with an entry.

    Attributes:
        base: what its id is made of.
        place: where it stands among others.
        day: only those of one day are paired by likeness, for tomorrow's weather reads like today's.
    """

    base: bytes
    place: int
    day: str = ""


Told = Callable[[int], tuple[str, str]]  # the headline and text of the piece at an index


def pair_off(
    old: Sequence[Piece], new: Sequence[Piece], old_text: Told, new_text: Told, *, by_order: bool = True
) -> dict[int, int]:
    """Which new article is which old one, corrected; indices of the new to indices of the old.

    Those of the same headline, day and place are; of several such (简讯) and of what is left, the likest, the nearest
    where two are as like. Another story never takes an old one's place.

    Args:
        old, new: the pieces.
        old_text, new_text: their headlines and texts.
        by_order: whether of several under one headline those are paired by their order whose texts tell nothing.
    """
    alike: defaultdict[bytes, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, piece in enumerate(old):
        alike[piece.base][0].append(index)
    for index, piece in enumerate(new):
        alike[piece.base][1].append(index)
    found: dict[int, int] = {}
    for ones, others in alike.values():
        if len(ones) == 1 == len(others):
            found[others[0]] = ones[0]
        elif ones and others:
            found |= _likest(ones, others, old, new, old_text, new_text)
            left = [index for index in ones if index not in found.values()]
            rest = [index for index in others if index not in found]
            if by_order or len(rest) == 1 == len(left):
                found |= dict(zip(rest, left, strict=False))
    taken = set(found.values())
    several = {base for base, (ones, others) in alike.items() if len(ones) > 1 and others}
    left = [index for index in range(len(old)) if index not in taken and old[index].base not in several]
    rest = [index for index in range(len(new)) if index not in found]
    return found | _likest(left, rest, old, new, old_text, new_text) if left and rest else found


def first_come(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Of pairs of a new article and an old entry, those that leave each of them in one: the first in order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for new, old in pairs:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _likest(
    ones: Sequence[int],
    others: Sequence[int],
    old: Sequence[Piece],
    new: Sequence[Piece],
    old_text: Told,
    new_text: Told,
) -> dict[int, int]:
    texts = {other: new_text(other) for other in others}
    same: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for other, told in texts.items():
        same[told].append(other)
    found: dict[int, int] = {}
    pairs = []
    for one in ones:
        headline, text = old_text(one)
        if text and same[headline, text]:
            found[same[headline, text].pop(0)] = one
            continue
        for other in others:
            if old[one].day == new[other].day and (score := likeness(headline, text, *texts[other])):
                pairs.append((-round(score, 2), abs(old[one].place - new[other].place), one, other))
    taken: set[int] = set()
    for *_, one, other in sorted(pairs):
        if one not in taken and other not in found:
            found[other] = one
            taken.add(one)
    return found


def likeness(old_headline: str, old_text: str, headline: str, text: str) -> float:
    """How much says that an article is the one an entry stands for; 0 where it is another."""
    from rapidfuzz import fuzz  # only a build that finds a correction needs it

    headlines = fuzz.ratio(old_headline, headline)
    if not text or not old_text:
        return headlines / 100 if headlines >= _SAME_HEADLINE_ALONE else 0.0
    texts = _shared(old_text, text)
    if texts >= _ALIKE or (headlines >= _SAME_HEADLINE and texts >= _ALIKE_HEADED):
        return texts + headlines / 1000
    in_order = fuzz.ratio(old_text, text) / 100
    return in_order / 2 if in_order >= _IN_ORDER else 0.0


def _shared(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common, in whatever order the paragraphs stand."""
    pairs = [Counter(_pairs(text)) for text in (one, other)]
    total = pairs[0].total() + pairs[1].total()
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 0.0


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return pairwise("".join(text.split()))
