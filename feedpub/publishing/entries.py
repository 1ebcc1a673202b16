"""Render the entries of the archive as entries of feeds, and stage their pages."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import groupby, islice

from feedpub.archive.published_entries import RenderRow
from feedpub.archive.teasers import TeaserRow
from feedpub.archive.values import reading
from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.ids import entry_id, short_id
from feedpub.entries.rights import terms_of
from feedpub.entries.timestamps import updated_moment
from feedpub.entries.withdrawn import withdrawn_entry
from feedpub.ingest.published import PublishedEntry, entry_of, from_json, read_documents, read_entries, read_published
from feedpub.model import Entry, Picture, Section
from feedpub.paths import article_path
from feedpub.publishing.article_pages import Around, PagesAround
from feedpub.publishing.context import RenderContext
from feedpub.publishing.rendering import BulletinTask, EntryTask, Press, RenderedEntry, render_batch, take_printed

__all__ = ["EntryRenderer", "RenderedEntries"]

_BATCH = 50  # entries
_MANY = 1000  # rows to be noted


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
        self._changes: list[tuple[int, bytes, int]] = []
        self._teasers: list[TeaserRow] = []
        self._press = Press.of(context)
        self._pages_around = PagesAround(context)

    @property
    def outcome(self) -> RenderedEntries:
        """What became of the entries of all calls of `render` until now."""
        return RenderedEntries(frozenset(self._corrected), frozenset(self._paged), self._pages)

    def render(self, numbers: Iterable[int], wanted: Collection[int]) -> dict[int, Entry]:
        """Render entries, stage the pages they need, and note in the archive what readers now see.

        Those that read differently are rendered once more when it is decided when they were updated, and those whose
        article is lost when it is known what feeds have of them.

        Args:
            numbers: of all that are to be rendered.
            wanted: of the entries that are returned; a paper may have more than fit into memory.
        """
        entries: dict[int, Entry] = {}
        again: list[EntryTask] = []
        rows = self._context.archive.published.rows(numbers)
        for task, done in self._rendered(self._task(row, is_wanted=row.number in wanted) for row in rows):
            if done.state != "done":
                again.append(self._once_more(task, done))
            else:
                self._take(task, done, entries)
        for task, done in self._rendered(again):
            self._take(task, done, entries)
        self._note()
        return entries

    def _rendered(self, tasks: Iterable[EntryTask]) -> Iterator[tuple[EntryTask, RenderedEntry]]:
        """What comes of entries, in their order; those of one bulletin are together."""
        handed_in = deque[BulletinTask]()

        def of_bulletins() -> Iterator[BulletinTask]:
            for bulletin, group in groupby(tasks, lambda task: task.row.bulletin):
                while some := tuple(islice(group, _BATCH)):
                    source = None if bulletin is None else self._context.bulletins.source(bulletin)
                    handed_in.append(BulletinTask(source, self._pictures(bulletin), some))
                    yield handed_in[-1]

        render = partial(render_batch, press=self._press)
        results = self._context.workers.ordered(render, of_bulletins(), size=_BATCH, weigh=lambda one: len(one.entries))
        for result in results:
            yield from zip(handed_in.popleft().entries, result.value, strict=True)

    def _task(self, row: RenderRow, *, is_wanted: bool) -> EntryTask:
        with reading("the section of an entry"):
            section = self._context.catalogue[row.slug]
        may_differ = row.number in self._due or row.seen is None or self._context.build.draft
        around = self._around(row) if may_differ else None
        return EntryTask(row, section, around, is_wanted, made=self._taken(row, section))

    def _once_more(self, task: EntryTask, done: RenderedEntry) -> EntryTask:
        """The task that settles an entry that reads differently, or whose article is lost."""
        row = task.row
        if done.state == "lost":
            updated = datetime.fromtimestamp(row.updated, UTC)
            made = entry_of(self._as_published(row), task.section, self._config, updated)
            return task._replace(made=made, is_settled=True)
        moment, _ = updated_moment(row.published, row.updated, row.seen, done.seen, self._now, len(self._corrected))
        self._corrected.add(row.number)
        around = task.around or self._around(row)
        return task._replace(row=row._replace(updated=moment), around=around, is_settled=True)

    def _take(self, task: EntryTask, done: RenderedEntry, entries: dict[int, Entry]) -> None:
        """Stage the page of an entry, and note what readers now see of it."""
        row = task.row
        if row.seen not in (None, done.seen):
            self._corrected.add(row.number)
        if task.around:
            self._paged.add(row.number)
        staged = done.page is not None and take_printed(done.page, self._context.output)
        self._pages += staged
        if done.teaser and self._config.pages:
            self._teasers.append(done.teaser)
        updated = row.published if self._context.build.draft else row.updated  # nobody has what a draft was
        if staged or (row.seen, row.updated) != (done.seen, updated):
            self._changes.append((updated, done.seen, row.number))
        if done.entry:
            entries[row.number] = done.entry
        if len(self._changes) + len(self._teasers) > _MANY:
            self._note()

    def _note(self) -> None:
        self._context.archive.published.note_seen(self._changes)
        self._context.archive.teasers.note(self._teasers)
        self._changes.clear()
        self._teasers.clear()

    def _taken(self, row: RenderRow, section: Section) -> Entry | None:
        """The entry, or the notice in its place, of which only feeds know; None of any other."""
        if row.bulletin is not None:
            return None
        context, updated = self._context, datetime.fromtimestamp(row.updated, UTC)
        entry = entry_of(from_json(context.archive.taken.published(row.number)), section, self._config, updated)
        if not row.withdrawn:
            return entry
        return withdrawn_entry(entry, withdrawal_from_json(row.withdrawn), context.publication)

    def _around(self, row: RenderRow) -> Around | None:
        """What is around the page of an entry; None where it has none, or where that is staged already."""
        if row.number in self._paged or not (self._config.pages or self._has_old_page(row)):
            return None
        return self._pages_around.of(row.slug, row.published, row.issue)

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

    def _has_old_page(self, row: RenderRow) -> bool:
        """Whether an entry that was withdrawn, or restored, has a page from when pages were on."""
        page = article_path(short_id(entry_id(row.id)))
        return row.number in self._notices and self._context.output.marks(page) is not None

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
