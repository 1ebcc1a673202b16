"""What a build changes for a subscriber, entry by entry, and the words that changed."""

from collections.abc import Collection, Iterator, Mapping

from feedpub.entries.differences import differences
from feedpub.entries.seen import seen_of
from feedpub.model import Entry
from feedpub.model.build import Change

__all__ = ["changed_words", "changes_of"]

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
    """The pieces of a text that changed, each as it was and as it is; what lies close together is one piece."""
    pieces: list[list[int]] = []
    for a, b, c, d in differences(before, after):
        if pieces and a - pieces[-1][1] < _CLOSE:
            pieces[-1][1], pieces[-1][3] = b, d
        else:
            pieces.append([a, b, c, d])
    return tuple((before[a:b], after[c:d]) for a, b, c, d in pieces)
