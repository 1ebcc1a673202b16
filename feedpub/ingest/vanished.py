"""Bulletins whose file was removed, or is passed over: their entries are kept until another bulletin has them."""

from collections.abc import Sequence

from feedpub.archive import Archive
from feedpub.archive.bulletins import Known
from feedpub.ingest.results import Vanished

__all__ = ["note_vanished"]


def note_vanished(bulletins: Sequence[Known], archive: Archive) -> Vanished:
    """Notes bulletins that are no longer in their folders, and were not renamed, or that are passed over there."""
    lost: list[int] = []
    for known in bulletins:
        archive.entries.drop_never_published(known.number)
        lost += sorted(row.number for row in archive.entries.in_bulletin(known.number))
        archive.bulletins.retire(known.number)
        archive.entries.mark_bulletin_gone(known.number)
        archive.repeats.drop_of_bulletin(known.number)
    return Vanished(bulletins=tuple(bulletins), lost=tuple(lost))
