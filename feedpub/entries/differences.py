"""Where two texts differ, character by character."""

from collections.abc import Hashable, Iterator, Sequence, Sized
from itertools import accumulate
from typing import NamedTuple

from feedpub.entries.sentences import SENTENCES

__all__ = ["Stretch", "differences", "steps"]

_COMPARABLE = 400_000_000  # characters by characters, or sentences by sentences: a bit of memory each, 50 MB


class Stretch(NamedTuple):
    """What differs: where it begins and ends in the one text, and in the other."""

    begin: int
    end: int
    its_begin: int
    its_end: int


def differences(before: str, after: str) -> Iterator[Stretch]:
    """The stretches that differ, in their order.

    Of two very long texts, the sentences that changed are found first, for comparing characters takes memory by the
    product of both lengths. A stretch that even so is too long is one difference.
    """
    from rapidfuzz.distance import Postfix, Prefix

    head = Prefix.similarity(before, after)
    tail = Postfix.similarity(before[head:], after[head:])
    before, after = (text[head : len(text) - tail] for text in (before, after))
    for a, b, c, d in _by_sentence(before, after) if _are_long(before, after) else steps(before, after):
        yield Stretch(head + a, head + b, head + c, head + d)


def steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Stretch]:
    """The stretches in which two sequences differ, in their order; memory goes by the product of both lengths."""
    from rapidfuzz.distance import Indel  # most builds change nothing that readers have

    a = c = 0  # where the next change begins
    for same in Indel.opcodes(before, after).as_matching_blocks():  # the last one is empty, at the end of both
        if (a, c) != (same.a, same.b):
            yield Stretch(a, same.a, c, same.b)
        a, c = same.a + same.size, same.b + same.size


def _by_sentence(before: str, after: str) -> Iterator[Stretch]:
    old, new = SENTENCES.findall(before), SENTENCES.findall(after)
    starts, its_starts = ([0, *accumulate(map(len, parts))] for parts in (old, new))
    changed = [Stretch(0, len(old), 0, len(new))] if _are_long(old, new) else steps(old, new)
    for first, last, its_first, its_last in changed:
        a, b, c, d = starts[first], starts[last], its_starts[its_first], its_starts[its_last]
        if _are_long(before[a:b], after[c:d]):
            yield Stretch(a, b, c, d)
        else:
            yield from (Stretch(a + w, a + x, c + y, c + z) for w, x, y, z in steps(before[a:b], after[c:d]))


def _are_long(before: Sized, after: Sized) -> bool:
    return len(before) * len(after) > _COMPARABLE
