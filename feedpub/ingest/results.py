"""The results of each stage of ingest: frozen values, which `ingest.run` merges into one."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from feedpub.archive.bulletins import Known
from feedpub.archive.entries import Placed
from feedpub.archive.removals import Leaving
from feedpub.model.build import Affected, FileProblem
from feedpub.model.passed_over import PassedOver

__all__ = ["Forgotten", "Identified", "Ingested", "Problems", "Scanned", "Stored", "Vanished", "affected_by"]

Problems: TypeAlias = tuple[FileProblem, ...]

_NOTHING = Affected()
_NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


class Scanned(NamedTuple):
    """The result of the scan of all files.

    Attributes:
        numbers: of the bulletins that did not change, by the name of their file; `same` are these names.
        problems: of those that could not be read.
        order: the names of all files that were compared.
    """

    numbers: Mapping[str, int]
    problems: Problems
    order: tuple[str, ...]

    @property
    def same(self) -> frozenset[str]:
        """The names of the files that did not change."""
        return frozenset(self.numbers)


class Stored(NamedTuple):
    """The result of reading new and changed bulletins.

    Attributes:
        looked: how many bulletins were new or changed; some of them may be unreadable.
        numbers: of those that were read, by the name of their file.
        replaced: numbers of the bulletins that they took the place of.
        affected: what had, or has, any of it.
        lost: numbers of entries whose article left its bulletin.
        problems: of those that could not be read.
        passed_over: those that say themselves that they are not to be published, by the name of their file.
        left: what was known of these.
    """

    looked: int = 0
    numbers: Mapping[str, int] = _NO_NUMBERS
    replaced: frozenset[int] = frozenset()
    affected: Affected = _NOTHING
    lost: tuple[int, ...] = ()
    problems: Problems = ()
    passed_over: tuple[PassedOver, ...] = ()
    left: tuple[Known, ...] = ()


class Vanished(NamedTuple):
    """Bulletins whose files were removed; `lost` are the numbers of their entries."""

    bulletins: tuple[Known, ...] = ()
    lost: tuple[int, ...] = ()


class Forgotten(NamedTuple):
    """The entries of a draft that left with their articles."""

    entries: tuple[Leaving, ...] = ()
    affected: Affected = _NOTHING


class Identified(NamedTuple):
    """The result of giving ids.

    Attributes:
        affected: entries that go on with another article, and where they showed before.
        lost: numbers of entries of which no article was found.
    """

    affected: Affected = _NOTHING
    lost: tuple[int, ...] = ()


class Ingested(NamedTuple):
    """The result of ingest: what is new or changed in the archive.

    Attributes:
        numbers: of all bulletins that could be read, by the name of their file.
        same: the names of the files that did not change.
        affected: what feeds and pages must be rendered for.
        lost: numbers of entries whose article is gone from its bulletin, or with it, since the last build.
        vanished: bulletins that are no longer in their folders, or are passed over there, since the last build.
        complete: whether every folder could be listed, and every bulletin read.
        problems: of the bulletins that could not be read.
        passed_over: those that say themselves that they are not to be published, by the name of their file.
        forgotten: entries of a draft that left with their articles.
    """

    numbers: Mapping[str, int]
    same: frozenset[str]
    affected: Affected
    lost: tuple[int, ...]
    vanished: tuple[Known, ...]
    complete: bool
    problems: Problems
    passed_over: tuple[PassedOver, ...] = ()
    forgotten: tuple[Leaving, ...] = ()


def affected_by(rows: Iterable[Placed], *, shown: bool = True) -> Affected:
    """What entries affect, by where they show; with `shown` False, only where, for the entries read as they did."""
    listed = list(rows)
    return Affected(
        entries=frozenset(row.number for row in listed if shown),
        sections=frozenset(row.slug for row in listed),
        days=frozenset(row.issue for row in listed),
    )
