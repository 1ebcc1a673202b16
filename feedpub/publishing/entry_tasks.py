"""Prepare the rendering of entries: all that the archive knows of each and its page, as tasks for any process."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, groupby, islice, starmap
from typing import TYPE_CHECKING

from feedpub.archive.corrections import FormerArticle
from feedpub.archive.numbers import Numbers
from feedpub.archive.published_entries import RenderRow
from feedpub.archive.values import reading
from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.ids import entry_id, short_key
from feedpub.entries.rights import terms_of
from feedpub.entries.withdrawn import withdrawn_entry
from feedpub.ingest.parse import Source
from feedpub.ingest.published import PublishedEntry, entry_of, from_json, read_documents, read_entries, read_published
from feedpub.model import Article, Entry, Section
from feedpub.paths import article_path
from feedpub.publishing.article_pages import Around, PagesAround
from feedpub.publishing.context import RenderContext
from feedpub.publishing.rendering import BulletinTask, EntryTask, allowed

if TYPE_CHECKING:
    from feedpub.publishing.picture_copies import BulletinPictures, PictureCopies

__all__ = ["BATCH", "EntryTasks"]

BATCH = 50  # entries of a task, at most


class EntryTasks:
    """Makes the tasks of one build."""

    def __init__(self, context: RenderContext, notices: Collection[int], due: Set[int]) -> None:
        """With the arguments of `EntryRenderer`."""
        self._context = context
        self._config = context.config
        self._notices = notices
        self._due = Numbers(chain(due, notices))
        self.tells = context.tells and context.archive.corrections.any()
        self._illustrated = context.archive.pictures.any()
        self._shown: dict[int, BulletinPictures] = {}
        self._pages_around = PagesAround(context)
        self.paged = Numbers()  # numbers of the entries whose page is there, or is staged

    def of(self, numbers: Iterable[int], wanted: Collection[int]) -> Iterator[EntryTask]:
        """The tasks of entries, those of one bulletin together.

        Args:
            numbers: of the entries.
            wanted: of those that are to be returned.
        """
        for row in chain.from_iterable(self._context.archive.published.rows(numbers)):
            with reading("the section of an entry"):
                section = self._context.catalogue[row.slug]
            may_differ = row.number in self._due or row.seen is None or self._context.build.draft
            around = self.around(row) if may_differ else None
            yield EntryTask(row, section, around, row.number in wanted, made=self._taken(row, section))

    def by_bulletin(self, tasks: Iterable[EntryTask]) -> Iterator[BulletinTask]:
        """Tasks put together with what they need of their bulletin; meanwhile, pictures of the next ones are made."""
        begun: deque[tuple[Source | None, BulletinPictures | None, tuple[EntryTask, ...]]] = deque()
        ahead = self._context.desk.ahead if self._illustrated and self._context.desk else 0
        for bulletin, group in groupby(tasks, lambda task: task.row.bulletin):
            while some := tuple(islice(group, BATCH)):
                source = None if bulletin is None else self._context.bulletins.source(bulletin)
                begun.append((source, self._pictures(bulletin), some))
                if len(begun) > ahead:
                    yield _with_pictures(*begun.popleft())
        yield from starmap(_with_pictures, begun)

    def from_feeds(self, task: EntryTask) -> Entry:
        """An entry whose article is lost, as readers have it."""
        updated = datetime.fromtimestamp(task.row.updated, UTC)
        return entry_of(self._as_published(task.row), task.section, self._config, updated)

    def around(self, row: RenderRow) -> Around | None:
        """What is around the page of an entry; None where it has none, or where that is staged already."""
        if row.number in self.paged or not (self._config.pages or self._has_old_page(row)):
            return None
        around = self._pages_around.of(row.slug, row.published, row.issue)
        if not self.tells or row.withdrawn:
            return around
        return around._replace(told=tuple(self._context.archive.corrections.of(row.id)))

    def before(self, row: RenderRow) -> tuple[Article, str] | None:
        """The article of an entry as it was before this build, as much of it as was published, and the paper's name."""
        former = self._context.archive.corrections.former(row.number)
        if former is None or self._context.archive.bulletins.text(former.bulletin) is None:
            return None
        return self._article(former, row.issue)

    def after(self, row: RenderRow) -> tuple[Article, str] | None:
        """The same as it is now; None where only feeds know it."""
        if row.bulletin is None:
            return None
        return self._article(FormerArticle(row.bulletin, row.place, row.line), row.issue)

    def _article(self, where: FormerArticle, issue: str) -> tuple[Article, str] | None:
        bulletins = self._context.bulletins
        article = bulletins.article(*where)
        if article is None:
            return None
        publication = bulletins.bulletin(where.bulletin).front.publication or self._context.publication
        return allowed(article, publication, issue, self._config)[0], publication

    def _taken(self, row: RenderRow, section: Section) -> Entry | None:
        """The entry, or the notice in its place, of which only feeds know; None of any other."""
        if row.bulletin is not None:
            return None
        context, updated = self._context, datetime.fromtimestamp(row.updated, UTC)
        entry = entry_of(from_json(context.archive.taken.published(row.number)), section, self._config, updated)
        if not row.withdrawn:
            return entry
        return withdrawn_entry(entry, withdrawal_from_json(row.withdrawn), context.publication, self._config.language)

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
        page = article_path(short_key(row.id))
        return row.number in self._notices and self._context.output.marks(page) is not None

    def _pictures(self, bulletin: int | None) -> "BulletinPictures | None":
        """The pictures of a bulletin; entries come bulletin by bulletin."""
        if not self._illustrated or bulletin is None:
            return None
        if bulletin not in self._shown:
            from feedpub.ingest.pictures import named_in

            context = self._context
            sources: set[str] = set()
            of_withdrawn: set[str] = set()
            for place, line, withdrawn in context.archive.published.article_places(bulletin):
                article = context.bulletins.article(bulletin, place, line)
                if article and (withdrawn is not None or terms_of(article, self._config).content == "full"):
                    (sources if withdrawn is None else of_withdrawn).update(source for source, _ in named_in(article))
            self._shown = {bulletin: self._copies.begin(bulletin, sources, of_withdrawn)}
        return self._shown[bulletin]

    @cached_property
    def _copies(self) -> "PictureCopies":
        from feedpub.publishing.picture_copies import PictureCopies

        return PictureCopies(self._context.archive, self._context.output, self._context.desk)


def _with_pictures(
    source: Source | None, pictures: "BulletinPictures | None", entries: tuple[EntryTask, ...]
) -> BulletinTask:
    return BulletinTask(source, pictures.shown() if pictures else {}, entries)
