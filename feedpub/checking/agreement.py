"""Compare feeds: an entry in several of them, and one feed in several formats."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from feedpub.checking.facts import EntryFacts, FeedFacts
from feedpub.checking.feed import Finding
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
                message = f"{entry.id} has another {', '.join(differing)} than in {where}"
                yield Finding(line=entry.line, level="warning", code="differs", message=message)

    def formats(self) -> Iterator[tuple[str, Finding]]:
        """Feeds that have other entries in another format than in Atom, each with its path."""
        for files in self._formats.values():
            if ATOM not in files:
                continue
            atom = files.pop(ATOM)
            for path, line, ids in files.values():
                if ids != atom.ids:
                    sides = ((f"lacks of {atom.path}", atom.ids - ids), (f"has beyond {atom.path}", ids - atom.ids))
                    differences = "; ".join(f"{what} {_some(rows)}" for what, rows in sides if rows)
                    yield (
                        path,
                        Finding(line=line, level="warning", code="ids-differ", message=f"this feed {differences}"),
                    )


def _some(ids: frozenset[str]) -> str:
    """The first id, and how many more there are."""
    first = min(ids) or "an entry without an id"
    return first if len(ids) == 1 else f"{first} and {len(ids) - 1} more"
