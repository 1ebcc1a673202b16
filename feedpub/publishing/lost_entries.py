"""Before a feed or an archive document is replaced: every entry that it shows must be accounted for by the archive.

A flipped bit may make one valid id, slug, moment or state of another, in a row or in an index; then an entry would
leave its feed without a reason. What was published last is the witness: the build is refused, and it stays as it is.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive.departures import KeptRow
from feedpub.archive.documents import DocumentKey
from feedpub.archive.values import DamagedError
from feedpub.entries.feed import ALL
from feedpub.entries.ids import entry_id, key_of
from feedpub.messages import message
from feedpub.output import digest
from feedpub.paths import document_path
from feedpub.writing.formats import ATOM
from feedpub.writing.rss_atom import split_atom, text_in

if TYPE_CHECKING:
    from feedpub.publishing.context import RenderContext

__all__ = ["LostEntries"]


class _Shown(NamedTuple):
    """An entry as a published file has it: its id's bytes, and seconds since 1970."""

    key: bytes
    published: int


class LostEntries:
    """Look for entries that a build would lose."""

    def __init__(self, context: "RenderContext") -> None:
        """Read what this build takes out of feeds, and which documents were kept up to date until now."""
        self._context = context
        self._departures = context.archive.departures
        self._departed = self._departures.of_this_build()
        archive = context.archive
        self._documents = archive.documents.counts() if archive.settings.is_history_kept else {}

    def refuse_in_feed(self, slug: str, numbers: Collection[int]) -> None:
        """Compare a feed as it is published with what it shall carry.

        Args:
            slug: of everything, or of a section.
            numbers: of the entries that it shall carry.

        Raises:
            DamagedError: an entry would leave it, or be published at another moment, and nothing tells why.
        """
        name = ATOM.path(slug)
        published = self._written(name)
        rows = self._departures.by_ids(entry.key for entry in published)
        carried = self._departures.by_numbers(numbers) if published else []
        shown = {row.id for row in carried}
        for entry in published:
            row = self._accounted(entry, name, rows.get(entry.key))
            if (
                row
                and row.id not in shown
                and self._ought_to_stand(row, slug)
                and not self._is_past(row, slug, carried)
            ):
                raise _lost(entry.key, name)

    def refuse_in_document(self, document: DocumentKey) -> None:
        """Compare an archive document as it is published with what it shall carry.

        Args:
            document: that is made anew.

        Raises:
            DamagedError: an entry would leave it, and nothing tells why.
        """
        name, slug = document_path(*document), document.slug
        if document.number > self._documents.get(slug, 0):  # new, or left from when history was kept before
            return
        members = {member.id for member in self._context.archive.documents.members(document)}
        others = [entry for entry in self._written(name) if entry.key not in members]
        rows = self._departures.by_ids(entry.key for entry in others)
        for entry in others:
            row = self._accounted(entry, name, rows.get(entry.key))
            if row and self._ought_to_stand(row, slug) and not self._departures.has_history(row.number, slug):
                raise _lost(entry.key, name)

    def _written(self, name: str) -> list[_Shown]:
        """The entries of a file, if it is as a build wrote it that came to its end."""
        archive = self._context.archive
        if self._context.build.options.allow_shrink or self._context.build.draft:  # entries may go
            return []
        if archive.settings.is_publishing_unfinished:  # what that build took out of it, nobody knows any more
            return []
        data = self._context.output.read(name)
        if data is None or digest(data) != archive.files.hash_of(name):
            return []
        return [_shown(entry) for entry in split_atom(data).entries]

    def _accounted(self, entry: _Shown, name: str, row: KeptRow | None) -> KeptRow | None:
        """The row of an entry that did not leave in this build; None where it did."""
        if entry.key in self._departed:
            return None
        if row is None and self._context.archive.corrections.is_one(entry.key):
            return None
        if row is None:
            raise _lost(entry.key, name)
        if row.published != entry.published:
            raise DamagedError(
                message("{id} has another moment of publication in {name}", id=entry_id(entry.key), name=name)
            )
        return row

    def _ought_to_stand(self, row: KeptRow, slug: str) -> bool:
        """Whether no earlier build took an entry out of a feed and left the feed as it was.

        That happens with `strict` alone, where a section stays published of which all is held back.
        """
        return not self._context.config.strict or (row.stands and slug in (ALL, row.slug))

    def _is_past(self, row: KeptRow, slug: str, carried: Collection[KeptRow]) -> bool:
        """Whether newer entries pushed an entry out of a feed, or into its archive documents (`archive.window`)."""
        config = self._context.config
        if not row.stands or slug not in (ALL, row.slug):
            return False
        if config.history:
            return self._departures.is_in_document(row.number, slug)
        firsts = sorted({each.first or "" for each in (*carried, row)}, reverse=True)
        bound = firsts[: config.days][-1]
        if (row.first or "") >= bound or row.withdrawn is not None or len(carried) < config.limit:
            return False
        filling = (each.published or 0 for each in carried if (each.first or "") < bound and each.withdrawn is None)
        return min(filling, default=row.published or 0) >= (row.published or 0)


def _shown(entry: bytes) -> _Shown:
    moment = datetime.fromisoformat(text_in(entry, b"published"))
    return _Shown(key_of(text_in(entry, b"id")), int(moment.timestamp()))


def _lost(key: bytes, name: str) -> DamagedError:
    return DamagedError(
        message(
            "{id} would be lost from {name}, and nothing tells why; --allow-shrink lets it go",
            id=entry_id(key),
            name=name,
        )
    )
