"""Whether feeds say the same of the same: an entry in several of them, and one feed in several formats."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from feedpub.check.feed import Finding
from feedpub.check.told import Told, ToldEntry

__all__ = ["Agreement"]

_FORMATS = re.compile(r"(?P<slug>[^/]+)\.(?P<suffix>atom\.xml|rss\.xml|json)")


class _Ids(NamedTuple):
    """The entries of a feed in one format."""

    path: str
    line: int | None
    ids: frozenset[str]


class Agreement:
    """Compares feeds as they are read."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, ToldEntry]] = {}
        self._formats: dict[str, dict[str, _Ids]] = {}

    def add(self, path: str, feed: Told) -> Iterator[Finding]:
        """In what the entries of a feed differ from the same entries in feeds before it."""
        if named := _FORMATS.fullmatch(path):
            self._formats.setdefault(named["slug"], {})[named["suffix"]] = _Ids(
                path, feed.line, frozenset(entry.id for entry in feed.entries)
            )
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
        """Feeds whose RSS or JSON has other entries than their Atom, each with its path."""
        for files in self._formats.values():
            if "atom.xml" not in files:
                continue
            atom = files.pop("atom.xml")
            for path, line, ids in files.values():
                if ids != atom.ids:
                    sides = ((f"lacks of {atom.path}", atom.ids - ids), (f"has beyond {atom.path}", ids - atom.ids))
                    told = "; ".join(f"{what} {_some(rows)}" for what, rows in sides if rows)
                    yield path, Finding(line=line, level="warning", code="ids-differ", message=f"this feed {told}")


def _some(ids: frozenset[str]) -> str:
    """The first of them, and how many more."""
    first = min(ids) or "an entry without an id"
    return first if len(ids) == 1 else f"{first} and {len(ids) - 1} more"
