"""The order in which files are brought to a target: no feed is there before what it leads to."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from feedpub.paths import ARCHIVE, FRONT, OPML, suffix_of
from feedpub.writing.formats import FORMATS

__all__ = ["BATCH", "in_order", "is_feed"]

BATCH = 5000  # files that are brought there, and noted, at once

_SUFFIXES = [row.suffix for row in FORMATS]


def in_order(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Files in batches, each of which leads only to files of the same batch or of earlier ones, or to what is there.

    Pictures, style and script come first, then the pages of articles, the other pages and archive documents, the front
    page and the list of issues, and feeds last. What is removed, is so after all of these.
    """
    for _, group in groupby(sorted(names, key=lambda name: (_rank(name), name)), _rank):
        files = tuple(group)
        yield from (files[at : at + BATCH] for at in range(0, len(files), BATCH))


def is_feed(name: str) -> bool:
    """Whether readers ask for a file by themselves: a feed, or the list of feeds."""
    return "/" not in name and (name == OPML or suffix_of(name, _SUFFIXES) is not None)


def _rank(name: str) -> int:
    if is_feed(name):
        return 4
    if name in (FRONT, ARCHIVE):
        return 3
    if name.startswith("a/"):
        return 1
    return 2 if name.startswith("archive/") or name.endswith(".html") else 0
