"""Archive documents (RFC 5005, section 4): written when they are full, and not changed by later issues.

Each entry is made and checked once, and its bytes are the same in every document that carries it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from feedpub.archive.documents import DocumentKey
from feedpub.entries.feed import make_feed
from feedpub.entries.ids import entry_id
from feedpub.entries.withdrawn import marks_of_withdrawal
from feedpub.messages import message
from feedpub.model import Section
from feedpub.model.build import FileProblem
from feedpub.paths import document_path, feed_path
from feedpub.publishing.context import RenderContext
from feedpub.publishing.entries import EntryRenderer
from feedpub.publishing.lost_entries import LostEntries
from feedpub.publishing.render import Staged, checked
from feedpub.writing.formats import ATOM
from feedpub.writing.rss_atom import split_atom, text_in

__all__ = ["DocumentWriter"]

_BATCH = 100  # entries that are made and checked together


class DocumentWriter:
    """Write the archive documents that are owed."""

    def __init__(
        self,
        context: RenderContext,
        renderer: EntryRenderer,
        section_of: Callable[[str], Section | None],
        lost: LostEntries,
    ) -> None:
        """A writer for one build.

        Args:
            context: of the build.
            renderer: makes the entries.
            section_of: a section, by its slug; None for the feed of everything.
            lost: looks for entries that would leave a document without a reason.
        """
        self._context = context
        self._documents = context.archive.documents
        self._renderer = renderer
        self._section_of = section_of
        self._lost = lost
        self._written: list[DocumentKey] = []
        self._problems: list[FileProblem] = []

    def write(self, *, everything: bool) -> Staged:
        """Stage all documents that are owed; one that fails its check stays owed.

        Args:
            everything: whether no entry of the documents that are published may be used again.
        """
        due = [document for document in self._documents.owed() if everything or not self._reissue(document)]
        for document in due:
            self._lost.refuse_in_document(document)
        if due:
            self._make(due)
        return Staged(documents=tuple(self._written), problems=tuple(self._problems))

    def _make(self, due: Sequence[DocumentKey]) -> None:
        """Make documents, in the order of first publication, so that few are unfinished at a time."""
        documents = self._documents.due(due)
        wanted, numbers = documents.sizes(), documents.entries()
        unfinished: dict[DocumentKey, list[bytes]] = {document: [] for document in due if document not in wanted}
        batches = [numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH)]
        progress = self._context.workers.progress
        for made in progress.of(message("writing archive documents"), self._made(batches), len(batches)):
            for document, entry in documents.with_entries(made):
                entries = unfinished.setdefault(document, [])
                entries.append(made[entry])
                if len(entries) == wanted[document]:
                    self._stage(document, unfinished.pop(document))
        for document, entries in unfinished.items():
            if document not in wanted:  # all it had was withdrawn
                self._stage(document, entries)

    def _made(self, batches: Iterable[Sequence[int]]) -> Iterator[dict[int, bytes]]:
        """Entries as documents carry them, by number, without those that failed their check."""
        for written, problems in self._renderer.write(batches):
            self._problems += problems
            yield written

    def _stage(self, document: DocumentKey, entries: Sequence[bytes]) -> None:
        """Stage a document that has these entries, if it passes its check."""
        slug, number = document
        path = document_path(slug, number)
        links = [("current", feed_path(slug))]
        links += [("prev-archive", document_path(slug, number - 1))] if number > 1 else []
        links += [("next-archive", document_path(slug, number + 1))] if number < self._documents.last(slug) else []
        moments = (datetime.fromisoformat(text_in(entry, b"updated")).astimezone(UTC) for entry in entries)
        context = self._context
        updated = max(moments, default=None)
        feed = make_feed(self._section_of(slug), (), context.config, context.publication, updated)
        head, _, tail = split_atom(ATOM.write(replace(feed, links=tuple(links), document=path), path))
        if self._passes(path, head + tail):
            context.output.stage(path, head + b"".join(reversed(entries)) + tail)
            self._written.append(document)

    def _passes(self, name: str, data: bytes) -> bool:
        passes, problems = checked(self._context.press, name, data)
        self._problems += problems
        return passes

    def _reissue(self, document: DocumentKey) -> bool:
        """Stage a published document with other links, and without what was withdrawn; False if it can't be used."""
        published = self._context.output.read(document_path(*document))
        if published is None:
            return False
        members, notices = self._documents.members(document), marks_of_withdrawal()
        by_id = {text_in(entry, b"id"): entry for entry in split_atom(published).entries}
        if not by_id.keys() <= {entry_id(member.id) for member in members}:
            return False
        entries = []
        for member in members:
            entry = by_id.get(entry_id(member.id))
            if member.withdrawn == "":
                continue
            if entry is None or member.withdrawn or text_in(entry, b"title").startswith(notices):
                (made,) = self._made([[member.number]])
                entry = made.get(member.number)
                if entry is None:
                    return False
            entries.append(entry)
        self._stage(document, entries)
        return True
