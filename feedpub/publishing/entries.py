"""Render the entries of the archive as entries of feeds and archive documents, and stage their pages."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from feedpub.archive.published_entries import RenderRow
from feedpub.archive.teasers import TeaserRow
from feedpub.entries.timestamps import updated_moment
from feedpub.messages import message
from feedpub.model import Entry
from feedpub.model.build import FileProblem
from feedpub.model.correction import Alteration
from feedpub.publishing.context import RenderContext
from feedpub.publishing.corrections import altered, note_correction
from feedpub.publishing.entry_tasks import BATCH, EntryTasks
from feedpub.publishing.rendering import (
    BulletinTask,
    EntryTask,
    RenderedEntry,
    pages_of,
    render_batch,
    take_printed,
    write_batch,
)
from feedpub.publishing.topics import pages_of_topics

__all__ = ["EntryRenderer", "RenderedEntries"]

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
    paged: Set[int]
    pages: int


class EntryRenderer:
    """Render the entries of one build, and count what becomes of them.

    The order of the calls of `render` and `write` is a part of what is published: the first entry of a build that reads
    differently is updated at the moment of the build, and each further one a second earlier, in the order in which they
    are rendered. Within a call that is the order of their bulletins, and of their places in these. Calls follow each
    other so:

    1. the entries that changed and that readers have seen;
    2. those that feeds carry, and those whose page is to be written;
    3. those of archive documents that no feed carries, a batch at a time.

    An entry may come in several calls: the first one notes in the archive what a reader sees of it now and stages its
    page, so that a later one neither counts it nor stages its page again. `outcome` says what became of the entries of
    all calls; the first call must be over before the history of feeds is brought up to date by it, and all must be
    before pages are noted as written.

    Attributes:
        tells_more: whether anything was corrected or withdrawn that is to be told.
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
        self._press = replace(context.press, topics=pages_of_topics(context.archive, context.config))
        pages_of.cache_clear()  # templates may be others than in the last build
        self._tasks = EntryTasks(context, notices, due)
        self._step = 2 if context.tells and context.config.corrections_in_all else 1  # each is told in that feed too
        self.tells_more = False
        self._corrected: set[int] = set()
        self._pages = 0
        self._changes: list[tuple[int, bytes, int]] = []
        self._teasers: list[TeaserRow] = []

    @property
    def outcome(self) -> RenderedEntries:
        """What became of the entries of all calls until now."""
        return RenderedEntries(frozenset(self._corrected), self._tasks.paged, self._pages)

    def render(self, numbers: Collection[int], wanted: Collection[int]) -> dict[int, Entry]:
        """Render entries, stage the pages they need, and note in the archive what readers now see.

        Those that read differently are rendered once more when it is decided when they were updated, and those whose
        article is lost when it is known what feeds have of them.

        Args:
            numbers: of all that are to be rendered.
            wanted: of the entries that are returned; a paper may have more than fit into memory.
        """
        entries: dict[int, Entry] = {}
        again: list[EntryTask] = []
        progress = self._context.workers.progress
        for tasks in (self._tasks.of(numbers, wanted), again):
            total = len(again) or len(numbers)
            for task, done in progress.of(message("rendering articles"), self._rendered(tasks), total):
                if done.state != "done":
                    again.append(self._once_more(task, done))
                    continue
                self._take(task, done)
                if done.entry:
                    entries[task.row.number] = done.entry
        self._note()
        return entries

    def write(self, batches: Iterable[Sequence[int]]) -> Iterator[tuple[dict[int, bytes], tuple[FileProblem, ...]]]:
        """Entries by number as archive documents carry them, and what their check found, batch by batch.

        All else is as with `render`. Entries of which the check finds an error are left out, with all they were checked
        with.
        """
        handed_in = deque[tuple[BulletinTask, ...]]()

        def tasks() -> Iterator[tuple[BulletinTask, ...]]:
            for numbers in batches:
                handed_in.append(tuple(self._tasks.by_bulletin(self._tasks.of(numbers, numbers))))
                yield handed_in[-1]

        written_here = partial(write_batch, press=self._press)
        for result in self._context.workers.ordered(written_here, tasks(), size=1):
            done, again = result.value, []
            for task, entry in _together(handed_in.popleft(), done.rendered):
                if entry.state == "done":
                    self._take(task, entry)
                else:
                    again.append(self._once_more(task, entry))
            written, problems = done.written, done.problems
            if again:
                rest = tuple(self._tasks.by_bulletin(again))
                (more,) = written_here([rest])
                for task, entry in _together(rest, more.rendered):
                    self._take(task, entry)
                written, problems = written | more.written, problems + more.problems
            self._note()
            yield written, problems

    def _rendered(self, tasks: Iterable[EntryTask]) -> Iterator[tuple[EntryTask, RenderedEntry]]:
        """What comes of entries, in their order; those of one bulletin are together."""
        handed_in = deque[BulletinTask]()

        def of_bulletins() -> Iterator[BulletinTask]:
            for task in self._tasks.by_bulletin(tasks):
                handed_in.append(task)
                yield task

        render = partial(render_batch, press=self._press)
        results = self._context.workers.ordered(render, of_bulletins(), size=BATCH, weigh=lambda one: len(one.entries))
        for result in results:
            yield from zip(handed_in.popleft().entries, result.value, strict=True)

    def _once_more(self, task: EntryTask, done: RenderedEntry) -> EntryTask:
        """The task that settles an entry that reads differently, or whose article is lost."""
        row = task.row
        if done.state == "lost":
            return task._replace(made=self._tasks.from_feeds(task), is_settled=True)
        now, seconds = self._context.now, self._step * len(self._corrected)
        row = row._replace(updated=updated_moment(row.published, row.updated, row.seen, done.seen, now, seconds).moment)
        self._corrected.add(row.number)
        around = None if self._tell(row) else task.around  # what is told is on the page
        return task._replace(row=row, around=around or self._tasks.around(row), is_settled=True)

    def _tell(self, row: RenderRow) -> bool:
        """Note what is told of an entry that reads differently from what was published; return whether anything is."""
        if not self._context.tells:
            return False
        changed: tuple[Alteration, ...] = ()
        if not row.withdrawn and (before := self._tasks.before(row)) and (after := self._tasks.after(row)):
            changed = altered(before, after, self._context.config.language)
        if not note_correction(self._context, row, changed):
            return False
        self._tasks.tells = self.tells_more = True
        return True

    def _take(self, task: EntryTask, done: RenderedEntry) -> None:
        """Stage the page of an entry, and note what readers now see of it."""
        row = task.row
        if row.seen not in (None, done.seen):
            self._corrected.add(row.number)
        if task.around:
            self._tasks.paged.add(row.number)
        staged = done.page is not None and take_printed(done.page, self._context.output)
        self._pages += staged
        if done.teaser and self._context.config.pages:
            self._teasers.append(done.teaser)
        updated = row.published if self._context.build.draft else row.updated  # nobody has what a draft was
        if staged or (row.seen, row.updated) != (done.seen, updated):
            self._changes.append((updated, done.seen, row.number))
        if len(self._changes) + len(self._teasers) > _MANY:
            self._note()

    def _note(self) -> None:
        self._context.archive.published.note_seen(self._changes)
        self._context.archive.teasers.note(self._teasers)
        self._changes.clear()
        self._teasers.clear()


def _together(
    tasks: Sequence[BulletinTask], rendered: Sequence[Sequence[RenderedEntry]]
) -> Iterator[tuple[EntryTask, RenderedEntry]]:
    of_bulletins = chain.from_iterable(task.entries for task in tasks)
    return zip(of_bulletins, chain.from_iterable(rendered), strict=True)
