"""What a build changes for a subscriber, entry by entry, and the words that changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from feedpub.model import Entry
from feedpub.standing import Standing, seen_of

__all__ = ["Change", "changed_words", "changes_of"]

_CLOSE = 2  # characters that stayed between two changes that are shown as one


class Change(NamedTuple):
    """An entry that is new, corrected, or gone.

    Attributes:
        words: of a corrected one, what stood there and what stands there now, in order; one of the two may be empty.
    """

    kind: Literal["new", "corrected", "gone"]
    id: str
    title: str
    words: tuple[tuple[str, str], ...] = ()


def changes_of(
    entries: Iterable[Entry], standing: Mapping[str, Standing], gone: Iterable[Standing]
) -> Iterator[Change]:
    """What a subscriber will see.

    Args:
        entries: all that the feeds will carry, the newest first.
        standing: what they carry, by id.
        gone: of these, what they will carry no longer since its article is gone.
    """
    for entry in entries:
        stands = standing.get(entry.id)
        if stands is None:
            yield Change("new", entry.id, entry.title)
        elif stands.seen != (seen := seen_of(entry)):
            yield Change("corrected", entry.id, entry.title, changed_words(stands.seen, seen))
    for stands in gone:
        yield Change("gone", stands.id, stands.title)


def changed_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a text that changed, each as it was and as it is; what lies close together is one piece."""
    from rapidfuzz.distance import Indel  # only a build that is tried needs it

    pieces: list[list[int]] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            continue
        if pieces and step.src_start - pieces[-1][1] < _CLOSE:
            pieces[-1][1], pieces[-1][3] = step.src_end, step.dest_end
        else:
            pieces.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return tuple((_shown(before[a:b]), _shown(after[c:d])) for a, b, c, d in pieces)


def _shown(text: str) -> str:
    return text.replace("\x1f", " ").strip()
