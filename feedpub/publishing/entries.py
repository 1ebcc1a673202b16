"""Render the entries of the archive as entries of feeds, and stage their pages."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from feedpub.archive.published_entries import RenderRow
from feedpub.archive.teasers import TeaserRow
from feedpub.archive.values import reading
from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.entry import EntryRecord, make_entry
from feedpub.entries.excerpt import excerpt_of, source_of
from feedpub.entries.ids import entry_id
from feedpub.entries.rights import terms_of
from feedpub.entries.seen import seen_hash, seen_of
from feedpub.entries.timestamps import updated_moment
from feedpub.entries.withdrawn import withdrawn_article, withdrawn_entry
from feedpub.ingest.published import PublishedEntry, entry_of, from_json, read_documents, read_entries, read_published
from feedpub.model import Entry, Picture
from feedpub.paths import article_path
from feedpub.publishing.context import RenderContext

if TYPE_CHECKING:
    from feedpub.publishing.article_pages import ArticlePages

__all__ = ["EntryRenderer", "RenderedEntries"]


@dataclass(frozen=True, slots=True)
class RenderedEntries:
    """What became of the entries that a build rendered.

    Attributes:
        corrected: numbers of those that read differently from what was published.
        paged: numbers of those whose page is there, or is staged.
        pages: how many pages are staged.
    """

    corrected: frozenset[int]
    paged: frozenset[int]
    pages: int


class EntryRenderer:
    """Render the entries of one build, and count what becomes of them.

    The order of the calls of `render` is a part of what is published: the first entry of a build that reads differently
    is updated at the moment of the build, and each further one a second earlier, in the order in which they are
    rendered. Within a call that is the order of their bulletins, and of their places in these. Calls follow each other
    so:

    1. the entries that changed and that readers have seen;
    2. those that feeds carry, and those whose page is to be written;
    3. those of archive documents that no feed carries, a batch at a time.

    An entry may come in several calls: the first one notes in the archive what a reader sees of it now and stages its
    page, so that a later one neither counts it nor stages its page again. `outcome` says what became of the entries of
    all calls; the first call must be over before the history of feeds is brought up to date by it, and all must be
    before pages are noted as written.
    """

    def __init__(self, context: RenderContext, notices: Collection[int], due: Set[int]) -> None:
        """A renderer that has rendered nothing yet.

        Args:
            context: of the build.
            notices: the numbers of entries that were withdrawn, or restored.
            due: the numbers of entries whose page may read differently; any other is staged only if readers see
                something new of its entry, since feeds carry many.
        """
        self._context = context
        self._config = context.config
        self._now = context.now
        self._notices = notices
        self._due = {*due, *notices}
        self._illustrated = context.archive.pictures.any()
        self._shown: dict[int, Mapping[str, Picture]] = {}
        self._corrected: set[int] = set()
        self._paged: set[int] = set()
        self._pages = 0

    @property
    def outcome(self) -> RenderedEntries:
        """What became of the entries of all calls of `render` until now."""
        return RenderedEntries(frozenset(self._corrected), frozenset(self._paged), self._pages)

    def render(self, numbers: Iterable[int], wanted: Collection[int]) -> dict[int, Entry]:
        """Render entries, stage the pages they need, and note in the archive what readers now see.

        Args:
            numbers: of all that are to be rendered.
            wanted: of the entries that are returned; a paper may have more than fit into memory.
        """
        entries: dict[int, Entry] = {}
        changes: list[tuple[int, bytes, int]] = []
        teasers: list[TeaserRow] = []
        for row in self._context.archive.published.rows(numbers):
            entry = self._entry(row)
            seen = seen_hash(seen_of(entry))
            if row.seen and row.bulletin is not None and entry.article is None:
                seen = row.seen  # its text is lost: it stays as it is published
            updated, changed = updated_moment(
                row.published, row.updated, row.seen, seen, self._now, len(self._corrected)
            )
            if self._context.build.draft:
                updated = row.published  # nobody has what it was
            if changed:
                self._corrected.add(row.number)
                entry = replace(entry, updated=datetime.fromtimestamp(updated, UTC))
            is_due = row.number in self._due or row.seen != seen or self._context.build.draft
            staged = is_due and row.number not in self._paged and self._stage_page(row, entry)
            if is_due and self._config.pages and entry.article is not None:
                teasers.append(_teaser(row.number, entry))
            if staged or (row.seen, row.updated) != (seen, updated):
                changes.append((updated, seen, row.number))
            if row.number in wanted:
                entries[row.number] = entry
        self._context.archive.published.note_seen(changes)
        self._context.archive.teasers.note(teasers)
        return entries

    def _entry(self, row: RenderRow) -> Entry:
        """The entry of a row: its article, a notice in its place, or what feeds have of it."""
        context, config = self._context, self._config
        with reading("the section of an entry"):
            section = context.catalogue[row.slug]
        published, updated = (datetime.fromtimestamp(moment, UTC) for moment in (row.published, row.updated))
        if row.bulletin is None:
            entry = entry_of(from_json(context.archive.taken.published(row.number)), section, config, updated)
            return (
                withdrawn_entry(entry, withdrawal_from_json(row.withdrawn), context.publication, config.language)
                if row.withdrawn
                else entry
            )
        bulletin = context.bulletins.bulletin(row.bulletin)
        article = context.bulletins.article(row.bulletin, row.place, row.line)
        if row.withdrawn:
            article = withdrawn_article(
                withdrawal_from_json(row.withdrawn), config.language, (article and article.headline) or row.title
            )
        if article is None:
            return entry_of(self._as_published(row), section, config, updated)
        terms = terms_of(article, config)
        rights = terms.rights if terms.rights != config.rights else None
        publication = bulletin.front.publication or context.publication
        summary = None
        if terms.content != "full" and not row.withdrawn:
            source = source_of(article, publication, date.fromisoformat(row.issue), config.language)
            article, summary = excerpt_of(article, source)
        return make_entry(
            article,
            EntryRecord(entry_id(row.id), date.fromisoformat(row.day), section, published, updated, rights),
            publication=publication,
            config=config,
            pictures=self._pictures(row.bulletin),
            summary=summary,
        )

    def _as_published(self, row: RenderRow) -> PublishedEntry:
        """An entry as readers have it, whose article is not found any more in its old bulletin, as that is read now."""
        identity = entry_id(row.id)
        if identity in self._in_feeds:
            return self._in_feeds[identity]
        published, updated = (datetime.fromtimestamp(moment, UTC) for moment in (row.published, row.updated))
        return PublishedEntry(identity, row.title, published, updated, "", self._context.publication)

    @cached_property
    def _in_feeds(self) -> Mapping[str, PublishedEntry]:
        """Every entry of the published feeds and documents, by id."""
        folder = self._context.output.folder
        found: dict[str, PublishedEntry] = {}
        for _, _, path in read_documents(folder):
            for entry in read_entries(path):  # of several versions, the one that changed last
                if entry.id not in found or entry.updated > found[entry.id].updated:
                    found[entry.id] = entry
        return found | read_published(folder)

    def _stage_page(self, row: RenderRow, entry: Entry) -> bool:
        """Stage the page of an entry, where it needs one; False where the same page is published already."""
        if not self._config.pages and not self._has_old_page(row.number, entry):
            return False
        self._paged.add(row.number)
        if entry.article is None:  # only a feed knows of it: its page is there
            return False
        staged = self._article_pages.stage(entry, row.issue, self._pictures(row.bulletin))
        self._pages += staged
        return staged

    def _has_old_page(self, number: int, entry: Entry) -> bool:
        """Whether an entry that was withdrawn, or restored, has a page from when pages were on."""
        return number in self._notices and self._context.output.marks(article_path(entry.short_id)) is not None

    def _pictures(self, bulletin: int | None) -> Mapping[str, Picture]:
        """The pictures of a bulletin that can be shown; entries come bulletin by bulletin."""
        if not self._illustrated or bulletin is None:
            return {}
        if bulletin not in self._shown:
            from feedpub.ingest.pictures import named_in
            from feedpub.publishing.picture_copies import shown_pictures

            context = self._context
            sources: set[str] = set()
            of_withdrawn: set[str] = set()
            for place, line, withdrawn in context.archive.published.article_places(bulletin):
                article = context.bulletins.article(bulletin, place, line)
                if article and (withdrawn is not None or terms_of(article, self._config).content == "full"):
                    (sources if withdrawn is None else of_withdrawn).update(source for source, _ in named_in(article))
            shown = shown_pictures(context.archive, bulletin, sources, of_withdrawn, context.output, context.desk)
            self._shown = {bulletin: shown}
        return self._shown[bulletin]

    @cached_property
    def _article_pages(self) -> "ArticlePages":
        from feedpub.publishing.article_pages import ArticlePages  # Jinja2 is not needed without pages

        return ArticlePages.of(self._context)


def _teaser(number: int, entry: Entry) -> TeaserRow:
    """What lists of articles show of an entry."""
    head = entry.article.page.name if entry.article and entry.article.page else None
    row = TeaserRow(number, entry.summary, head or "")
    if not entry.pictures:
        return row
    picture, caption, _ = entry.pictures[0]
    widths = " ".join(map(str, picture.widths))
    return row._replace(path=picture.path, width=picture.width, height=picture.height, widths=widths, caption=caption)
