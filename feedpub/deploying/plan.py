"""The order in which files are brought to a target: no feed is there before what it leads to."""

from collections.abc import Container, Iterable, Iterator
from itertools import groupby

from feedpub.paths import ARCHIVE, FRONT, OPML, suffix_of
from feedpub.writing.formats import FORMATS

__all__ = ["BATCH", "in_order", "is_feed"]

BATCH = 10_000  # files that are brought there, and noted, at once

_SUFFIXES = [row.suffix for row in FORMATS]


def in_order(names: Iterable[str], known: Container[str] = ()) -> Iterator[tuple[str, ...]]:
    """Files in batches, so that whatever a reader finds leads only to what is there.

    Nothing there leads to what is new, so that comes first: pictures, style and script, then the pages of articles,
    then other pages and archive documents. What is there already in an older form follows, since it leads to what is
    new; then the front page and the list of issues, and feeds last. What is removed, is so after all of these.

    Args:
        names: below the output folder.
        known: those that are at the target in an older form.
    """

    def rank(name: str) -> int:
        return _rank(name, known=name in known)

    for _, group in groupby(sorted(names, key=lambda name: (rank(name), name)), rank):
        files = tuple(group)
        yield from (files[at : at + BATCH] for at in range(0, len(files), BATCH))


def is_feed(name: str) -> bool:
    """Whether readers ask for a file by themselves: a feed, or the list of feeds."""
    return "/" not in name and (name == OPML or suffix_of(name, _SUFFIXES) is not None)


def _rank(name: str, *, known: bool) -> int:
    if is_feed(name):
        return 6
    if name in (FRONT, ARCHIVE):
        return 5
    if name.startswith("a/"):
        return 4 if known else 1
    if name.endswith(".html") or name.startswith("archive/"):
        return 4 if known else 2
    return 3 if known else 0
