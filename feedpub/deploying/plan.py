"""The order in which files are brought to a target: no feed is there before what it leads to."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from feedpub.entries.topics import KINDS
from feedpub.paths import ARCHIVE, FRONT, OPML, SEARCH, SEARCH_FOLDER, suffix_of
from feedpub.patterns import regex
from feedpub.writing.formats import FORMATS

__all__ = ["BATCH", "in_order", "is_feed"]

BATCH = 10_000  # files that are brought there, and noted, at once

_SUFFIXES = [row.suffix for row in FORMATS]
_OF_FEEDS = ("", *KINDS.values())  # folders
_SITEMAP = regex(r"sitemap(-[\w-]+)?\.xml")


def in_order(files: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Files in batches, so that whatever a reader finds leads only to what is there.

    Nothing there leads to what is new, so that comes first: pictures, style and script, then the pages of articles,
    then other pages and archive documents. What is there already in an older form follows, since it leads to what is
    new, and the index of the search; then the front page, the list of issues and the search, and feeds and sitemaps
    last. What is removed, is so after all of these.

    Where runs were killed, what an earlier one would have brought there may be there, and lead to what is newer than
    itself: the newest comes first. What is of one run is led to only if all of it is there.

    Args:
        files: by their path below the output folder, how many runs were begun that would bring it there for the first
            time, this one included; 0: it is there in an older form.
    """
    ranks = {name: _rank(name, begun) for name, begun in files.items()}
    for _, group in groupby(sorted(files, key=lambda name: (ranks[name], name)), ranks.__getitem__):
        names = tuple(group)
        yield from (names[at : at + BATCH] for at in range(0, len(names), BATCH))


def is_feed(name: str) -> bool:
    """Whether readers ask for a file by themselves: a feed, of a topic too, or the list of feeds."""
    folder, _, own = name.rpartition("/")
    return folder in _OF_FEEDS and (own == OPML or suffix_of(own, _SUFFIXES) is not None)


def _rank(name: str, begun: int) -> tuple[int, int, int]:
    if is_feed(name) or _SITEMAP.fullmatch(name):
        return 3, 0, 0
    if name in (FRONT, ARCHIVE, SEARCH):
        return 2, 0, 0
    if name.startswith(f"{SEARCH_FOLDER}/"):  # it leads to pages; of each bundle, one file leads to the others
        return 1, 2, 1 if name.endswith(".json") else 0
    is_page = name.endswith(".html") or name.startswith("archive/")
    if begun == 0:
        return 1, 0, 1 if is_page else 0
    return 0, begun, 1 if name.startswith("a/") else 2 if is_page else 0
