"""Render entries and pages without the archive, and write pages beside the published ones: any process can do it.

What depends on other entries is decided before or afterwards, where the archive is (`publishing.entries`): what is
around a page, and when an entry counts as updated. `render_batch` and `print_batch` are what a worker runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from feedpub.archive.published_entries import RenderRow
from feedpub.archive.teasers import TeaserRow
from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.entry import EntryRecord, make_entry
from feedpub.entries.excerpt import excerpt_of, source_of
from feedpub.entries.feed import make_feed
from feedpub.entries.ids import entry_id
from feedpub.entries.rights import terms_of
from feedpub.entries.seen import seen_hash, seen_of
from feedpub.entries.withdrawn import withdrawn_article
from feedpub.ingest.parse import Source, article_at, opened
from feedpub.model import Article, Bulletin, Config, Entry, Picture, Section
from feedpub.model.build import FileProblem
from feedpub.model.site import Site
from feedpub.output import Output
from feedpub.paths import article_path, feed_path
from feedpub.publishing.article_pages import Around, page_of
from feedpub.publishing.context import Press
from feedpub.publishing.render import checked
from feedpub.staging import Written, write_beside
from feedpub.writing.formats import ATOM, Format

if TYPE_CHECKING:
    from feedpub.writing.pages import Page, Pages

__all__ = [
    "BulletinTask",
    "DocumentEntries",
    "EntryTask",
    "PageTask",
    "PrintedFile",
    "RenderedEntry",
    "allowed",
    "pages_of",
    "print_batch",
    "render_batch",
    "take_printed",
    "write_batch",
]

PrintedFile: TypeAlias = (
    Written | tuple[str, bytes]
)  # or, where the output folder is not at hand, its name and its bytes


class EntryTask(NamedTuple):
    """An entry to render.

    Attributes:
        row: as the archive has it.
        section: that it is filed under.
        around: its page, if that is to be written.
        is_wanted: whether the entry itself is returned.
        is_settled: whether it is decided when it was updated, though it may read differently than before.
        made: the entry, where only feeds know it.
    """

    row: RenderRow
    section: Section
    around: Around | None
    is_wanted: bool
    is_settled: bool = False
    made: Entry | None = None


class BulletinTask(NamedTuple):
    """The entries of a bulletin to render.

    Attributes:
        source: the bulletin; None where only feeds know its entries.
        pictures: those that can be shown, by the name it gives them.
        entries: in its order.
    """

    source: Source | None
    pictures: Mapping[str, Picture]
    entries: tuple[EntryTask, ...]


class RenderedEntry(NamedTuple):
    """What came of an entry.

    Attributes:
        state: `done`; `corrected` if it reads differently, so that it is rendered again when its moment is decided;
            `lost` if its article is not in its bulletin any more, so that what feeds have of it is needed.
        seen: the hash of what a reader sees of it.
        page: its page, if that was to be written and it has an article.
        teaser: what lists show of it, if its page was to be written.
        entry: if it is wanted.
    """

    state: Literal["done", "corrected", "lost"]
    seen: bytes = b""
    page: PrintedFile | None = None
    teaser: TeaserRow | None = None
    entry: Entry | None = None


class DocumentEntries(NamedTuple):
    """What came of entries of archive documents.

    Attributes:
        rendered: of each bulletin.
        written: by number, those that are done, as documents carry them; none if their check failed.
        problems: what their check found.
    """

    rendered: tuple[tuple[RenderedEntry, ...], ...]
    written: dict[int, bytes]
    problems: tuple[FileProblem, ...]


class PageTask(NamedTuple):
    """A page that is no article's, and its path below the output folder."""

    path: str
    page: "Page"


def render_batch(tasks: Sequence[BulletinTask], press: Press) -> list[tuple[RenderedEntry, ...]]:
    """The entries of some bulletins, in their order."""
    return [_rendered(task, press) for task in tasks]


def write_batch(tasks: Sequence[tuple[BulletinTask, ...]], press: Press) -> list[DocumentEntries]:
    """The entries of archive documents, those of each task made and checked together."""
    return [_written_entries(task, press) for task in tasks]


def print_batch(tasks: Sequence[PageTask], press: Press) -> list[PrintedFile]:
    """Pages that are no articles', in their order."""
    pages = pages_of(press.site, press.config.templates, press.formats)
    return [_printed(task.path, pages.page(task.page), press) for task in tasks]


def take_printed(printed: PrintedFile, output: Output) -> bool:
    """Stage a file that a worker made; False where the same is published already."""
    if isinstance(printed, Written):
        return output.take(printed)
    return output.stage(*printed, durable=False)


def allowed(article: Article, publication: str, issue: str, config: Config) -> tuple[Article, str | None]:
    """As much of an article as may be published, and the summary of an excerpt.

    Args:
        article: as read.
        publication: the paper's name.
        issue: the day of the issue it is in (ISO).
        config: says what may be published.
    """
    if terms_of(article, config).content == "full":
        return article, None
    return excerpt_of(article, source_of(article, publication, date.fromisoformat(issue), config.language))


def _rendered(task: BulletinTask, press: Press) -> tuple[RenderedEntry, ...]:
    bulletin = None if task.source is None else opened(task.source, press.config)
    return tuple([_entry(entry, bulletin, task.pictures, press) for entry in task.entries])


def _written_entries(tasks: tuple[BulletinTask, ...], press: Press) -> DocumentEntries:
    rendered = tuple([_rendered(task, press) for task in tasks])
    rows = (task.row.number for bulletin in tasks for task in bulletin.entries)
    entries = {
        number: done.entry for number, done in zip(rows, chain.from_iterable(rendered), strict=True) if done.entry
    }
    without = tuple(tuple(one._replace(entry=None) for one in bulletin) for bulletin in rendered)
    if not entries:
        return DocumentEntries(without, {}, ())
    feed = make_feed(None, entries.values(), press.config, press.publication)
    name = feed_path(feed.slug)
    document = ATOM.write(feed, name)
    passes, problems = checked(press, name, document)
    from feedpub.writing.rss_atom import split_atom

    written = dict(zip(entries, split_atom(document).entries, strict=True)) if passes else {}
    return DocumentEntries(without, written, problems)


def _entry(task: EntryTask, bulletin: Bulletin | None, pictures: Mapping[str, Picture], press: Press) -> RenderedEntry:
    row = task.row
    updated = datetime.fromtimestamp(row.published if press.draft else row.updated, UTC)
    entry = replace(task.made, updated=updated) if task.made else None
    if entry is None and bulletin:
        entry = _made(task, bulletin, updated, pictures, press)
    if entry is None:
        return RenderedEntry("lost")
    seen = seen_hash(seen_of(entry))
    if row.seen and row.bulletin is not None and entry.article is None:
        seen = row.seen  # its text is lost: it stays as it is published
    if row.seen not in (None, seen) and not (task.is_settled or press.draft):
        return RenderedEntry("corrected", seen)
    page = teaser = None
    if task.around and entry.article is not None:
        pages = pages_of(press.site, press.config.templates, press.formats)
        made = pages.article(page_of(entry, task.around, pictures, press.config, press.topics))
        page = _printed(article_path(entry.short_id), made, press)
        teaser = _teaser(row.number, entry)
    return RenderedEntry("done", seen, page, teaser, entry if task.is_wanted else None)


def _made(
    task: EntryTask, bulletin: Bulletin, updated: datetime, pictures: Mapping[str, Picture], press: Press
) -> Entry | None:
    """The entry of an article, or of a notice in its place; None where the article is lost."""
    row, config = task.row, press.config
    article = article_at(bulletin, row.place, row.line)
    if row.withdrawn:
        headline = (article and article.headline) or row.title
        article = withdrawn_article(withdrawal_from_json(row.withdrawn), config.language, headline)
    if article is None:
        return None
    rights = terms_of(article, config).rights
    publication = bulletin.front.publication or press.publication
    summary = None
    if not row.withdrawn:
        article, summary = allowed(article, publication, row.issue, config)
    published, day = datetime.fromtimestamp(row.published, UTC), date.fromisoformat(row.day)
    return make_entry(
        article,
        EntryRecord(
            entry_id(row.id), day, task.section, published, updated, rights if rights != config.rights else None
        ),
        publication=publication,
        config=config,
        pictures=pictures,
        summary=summary,
    )


def _teaser(number: int, entry: Entry) -> TeaserRow:
    """What lists of articles show of an entry."""
    head = entry.article.page.name if entry.article and entry.article.page else None
    row = TeaserRow(number, entry.summary, head or "")
    if not entry.pictures:
        return row
    picture, caption, _ = entry.pictures[0]
    widths = " ".join(map(str, picture.widths))
    return row._replace(path=picture.path, width=picture.width, height=picture.height, widths=widths, caption=caption)


def _printed(name: str, data: bytes, press: Press) -> PrintedFile:
    if not press.has_folder:
        return name, data
    return write_beside(press.folder, name, data, durable=False, dry=press.dry)


@lru_cache(maxsize=1)
def pages_of(site: Site, templates: Path | None, formats: tuple[Format, ...]) -> "Pages":
    """What renders the pages of a build; a process keeps it for the next batch."""
    from feedpub.writing.pages import Pages  # Jinja2 is not needed without pages

    return Pages(site, templates, formats)
