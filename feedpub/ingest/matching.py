"""Match articles with entries: which new article is which old one, corrected."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from feedpub.ingest.candidates import Candidates, pairs_of

__all__ = ["Likeness", "Piece", "TextOf", "first_pairs", "match_articles"]

_ALIKE = 0.55  # of two texts' pairs of characters; other stories of one day share less than a third
_ALIKE_HEADED = 0.35  # where the headlines are alike too
_IN_ORDER = 0.6  # of two texts' characters, in order: letters changed here and there break most pairs
_SAME_HEADLINE = 75.0  # of 100
_SAME_HEADLINE_ALONE = 60.0  # of entries without text
_KEPT = 1024  # texts whose pairs of characters are kept counted


class Piece(NamedTuple):
    """An article to be matched.

    Attributes:
        base: what its id is made of.
        place: its position among others.
        day: only those of one day are matched by similarity, for tomorrow's weather reads like today's.
    """

    base: bytes
    place: int
    day: str = ""


TextOf = Callable[[int], tuple[str, str]]  # the headline and text of the piece at an index


def match_articles(
    old: Sequence[Piece], new: Sequence[Piece], old_text: TextOf, new_text: TextOf, *, by_order: bool = True
) -> dict[int, int]:
    """Which new article is which old one, corrected; indices of the new to indices of the old.

    Articles of the same headline, day and place match. Of several such articles (简讯), and of all that are left, the
    most similar match; of equally similar ones, the nearest. An article that is not similar matches none. Where there
    are very many, only the most promising are compared (`candidates`), so that time grows in step with their number.

    Args:
        old, new: the pieces.
        old_text, new_text: their headlines and texts.
        by_order: whether articles of one headline whose texts are not similar are matched in their order.
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
            found |= _most_similar(ones, others, old, new, old_text, new_text)
            matched = {found[index] for index in others if index in found}
            left = [index for index in ones if index not in matched]
            rest = [index for index in others if index not in found]
            if by_order or len(rest) == 1 == len(left):
                found |= dict(zip(rest, left, strict=False))
    taken = set(found.values())
    several = {base for base, (ones, others) in alike.items() if len(ones) > 1 and others}
    left = [index for index in range(len(old)) if index not in taken and old[index].base not in several]
    rest = [index for index in range(len(new)) if index not in found]
    return found | _most_similar(left, rest, old, new, old_text, new_text) if left and rest else found


def first_pairs(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Of pairs of a new article and an old entry, the first ones in which each of them occurs once."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for new, old in pairs:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _most_similar(
    ones: Sequence[int],
    others: Sequence[int],
    old: Sequence[Piece],
    new: Sequence[Piece],
    old_text: TextOf,
    new_text: TextOf,
) -> dict[int, int]:
    texts = {other: new_text(other) for other in others}
    same: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    by_day: defaultdict[str, dict[int, Piece]] = defaultdict(dict)
    for other, words in texts.items():
        same[words].append(other)
        by_day[new[other].day][other] = new[other]
    candidates = {
        day: Candidates((index, piece.place, *texts[index]) for index, piece in pieces.items())
        for day, pieces in by_day.items()
    }
    alike = Likeness()
    found: dict[int, int] = {}
    pairs = []
    for one in ones:
        headline, text = old_text(one)
        if text and same[headline, text]:
            found[same[headline, text].popleft()] = one
            continue
        day, place = old[one].day, old[one].place
        for other in candidates[day].of(headline, text, place) if day in candidates else ():
            if score := alike.of(headline, text, *texts[other]):
                pairs.append((-round(score, 2), abs(place - new[other].place), one, other))
    taken: set[int] = set()
    for *_, one, other in sorted(pairs):
        if one not in taken and other not in found:
            found[other] = one
            taken.add(one)
    return found


class Likeness:
    """How similar texts are. What was counted of a text is kept for a while, since it is compared with several."""

    def __init__(self) -> None:
        self._pairs = lru_cache(maxsize=_KEPT)(_counted)

    def of(self, old_headline: str, old_text: str, headline: str, text: str) -> float:
        """How similar an article is to that of an entry, for sorting; 0 where it is certainly another."""
        from rapidfuzz import fuzz  # only a build that finds a correction needs it

        headlines = fuzz.ratio(old_headline, headline)
        if not text or not old_text:
            return headlines / 100 if headlines >= _SAME_HEADLINE_ALONE else 0.0
        texts = self._shared(old_text, text)
        if texts >= _ALIKE or (headlines >= _SAME_HEADLINE and texts >= _ALIKE_HEADED):
            return texts + headlines / 1000
        return fuzz.ratio(old_text, text, score_cutoff=100 * _IN_ORDER) / 200

    def _shared(self, one: str, other: str) -> float:
        """The share of pairs of characters that two texts have in common, in any order of the paragraphs."""
        ours, its = self._pairs(one), self._pairs(other)
        total = ours.total() + its.total()
        if not total:
            return 0.0
        if len(ours) > len(its):
            ours, its = its, ours
        return 2 * sum(min(count, its[pair]) for pair, count in ours.items() if pair in its) / total


def _counted(text: str) -> Counter[str]:
    return Counter(pairs_of(text))
