"""Compare feeds: an entry in several of them, and one feed in several formats."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from feedpub.checking.facts import EntryFacts, FeedFacts
from feedpub.checking.feed import Finding
from feedpub.messages import joined, message
from feedpub.paths import ATOM, suffix_of

__all__ = ["Agreement"]


class _Ids(NamedTuple):
    """The entries of a feed in one format."""

    path: str
    line: int | None
    ids: frozenset[str]


class Agreement:
    """Compares feeds as they are read."""

    def __init__(self, suffixes: Iterable[str]) -> None:
        """For feeds whose formats have these suffixes."""
        self._suffixes = tuple(suffixes)
        self._first: dict[str, tuple[str, EntryFacts]] = {}
        self._formats: dict[str, dict[str, _Ids]] = {}

    def add(self, path: str, feed: FeedFacts) -> Iterator[Finding]:
        """How the entries of a feed differ from the same entries in feeds before it.

        Args:
            path: the name of its file, which is in no folder.
            feed: what was read from it.
        """
        if (suffix := suffix_of(path, self._suffixes)) is not None:
            ids = frozenset(entry.id for entry in feed.entries)
            self._formats.setdefault(path.removesuffix(f".{suffix}"), {})[suffix] = _Ids(path, feed.line, ids)
        if feed.kind != "atom":
            return
        for entry in feed.entries:
            where, other = self._first.setdefault(entry.id, (path, entry))
            if where == path:
                continue
            differing = [key for key in ("title", "updated", "content") if getattr(entry, key) != getattr(other, key)]
            if differing:
                told = message(
                    "{id} has another {keys} than in {where}", id=entry.id, keys=", ".join(differing), where=where
                )
                yield Finding(line=entry.line, level="warning", code="differs", message=told)

    def formats(self) -> Iterator[tuple[str, Finding]]:
        """Feeds that have other entries in another format than in Atom, each with its path."""
        for files in self._formats.values():
            if ATOM not in files:
                continue
            atom = files.pop(ATOM)
            for path, line, ids in files.values():
                if ids != atom.ids:
                    told: list[str] = []
                    if lacking := atom.ids - ids:
                        told.append(message("lacks of {atom} {ids}", atom=atom.path, ids=_some(lacking)))
                    if beyond := ids - atom.ids:
                        told.append(message("has beyond {atom} {ids}", atom=atom.path, ids=_some(beyond)))
                    differences = message("this feed {differences}", differences=joined("; ", told))
                    yield (
                        path,
                        Finding(line=line, level="warning", code="ids-differ", message=differences),
                    )


def _some(ids: frozenset[str]) -> str:
    """The first id, and how many more there are."""
    first = min(ids) or message("an entry without an id")
    return first if len(ids) == 1 else message("{names} and {n} more", names=first, n=len(ids) - 1)
