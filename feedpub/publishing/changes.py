"""What a build changes for a subscriber, entry by entry, and the words that changed."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence, Sized
from itertools import accumulate

from feedpub.entries.seen import seen_of
from feedpub.entries.sentences import SENTENCES
from feedpub.model import Entry
from feedpub.model.build import Change

__all__ = ["changed_words", "changes_of"]

_COMPARABLE = 400_000_000  # characters by characters, or sentences by sentences: a bit of memory each, 50 MB
_CLOSE = 2  # characters that stayed between two changes that are shown as one


def changes_of(
    entries: Mapping[int, Entry],
    fresh: Collection[int],
    withdrew: Collection[int],
    corrected: Collection[int],
    before: Mapping[str, str],
) -> Iterator[Change]:
    """What a subscriber will see, the newest first.

    Args:
        entries: all that were looked at, by number.
        fresh: the numbers of those that are new.
        withdrew: of those that are withdrawn.
        corrected: of those that read differently from what was published.
        before: by id, what a reader sees of the entries of feeds before this build.
    """
    for number, entry in sorted(entries.items(), key=lambda row: row[1].published, reverse=True):
        seen = before.get(entry.id)
        if number in withdrew:
            yield Change("withdrawn", entry.id, entry.title)
        elif number in fresh:
            yield Change("new", entry.id, entry.title)
        elif seen is not None and seen != (now := seen_of(entry)):
            yield Change("corrected", entry.id, entry.title, changed_words(seen, now))
        elif seen is None and number in corrected:  # in no feed any more: what it was is in a document
            yield Change("corrected", entry.id, entry.title)


def changed_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a text that changed, each as it was and as it is; what lies close together is one piece.

    Of two very long texts, the sentences that changed are found first, for comparing characters takes memory by the
    product of both lengths. A stretch that even so is too long is shown as a whole.
    """
    pieces: list[list[int]] = []
    for a, b, c, d in _changed(before, after):
        if pieces and a - pieces[-1][1] < _CLOSE:
            pieces[-1][1], pieces[-1][3] = b, d
        else:
            pieces.append([a, b, c, d])
    return tuple((before[a:b], after[c:d]) for a, b, c, d in pieces)


def _changed(before: str, after: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that changed: where each begins and ends in the one text, and in the other."""
    from rapidfuzz.distance import Postfix, Prefix

    head = Prefix.similarity(before, after)
    tail = Postfix.similarity(before[head:], after[head:])
    before, after = (text[head : len(text) - tail] for text in (before, after))
    for a, b, c, d in _by_sentence(before, after) if _are_long(before, after) else _steps(before, after):
        yield head + a, head + b, head + c, head + d


def _by_sentence(before: str, after: str) -> Iterator[tuple[int, int, int, int]]:
    old, new = SENTENCES.findall(before), SENTENCES.findall(after)
    starts, its_starts = ([0, *accumulate(map(len, parts))] for parts in (old, new))
    steps = [(0, len(old), 0, len(new))] if _are_long(old, new) else _steps(old, new)
    for first, last, its_first, its_last in steps:
        a, b, c, d = starts[first], starts[last], its_starts[its_first], its_starts[its_last]
        if _are_long(before[a:b], after[c:d]):
            yield a, b, c, d
        else:
            yield from ((a + w, a + x, c + y, c + z) for w, x, y, z in _steps(before[a:b], after[c:d]))


def _are_long(before: Sized, after: Sized) -> bool:
    return len(before) * len(after) > _COMPARABLE


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    from rapidfuzz.distance import Indel  # only a build that is tried needs it

    a = c = 0  # where the next change begins
    for same in Indel.opcodes(before, after).as_matching_blocks():  # the last one is empty, at the end of both
        if (a, c) != (same.a, same.b):
            yield a, same.a, c, same.b
        a, c = same.a + same.size, same.b + same.size
