"""Entries of the archive become pages and feeds, checked, and staged to be published."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive import Archive
from feedpub.archive.notices import notice_of
from feedpub.checking import check_file
from feedpub.checking.rules import in_one_line
from feedpub.entries.entry import make_entry
from feedpub.entries.ids import entry_id
from feedpub.entries.rights import summarised, terms_of
from feedpub.entries.withdrawn import withdrawn_article, withdrawn_entry
from feedpub.ingest.cache import BulletinCache
from feedpub.ingest.published import (
    Standing,
    entry_of,
    read_documents,
    read_entries,
    read_standing,
    seen_of,
    standing_of,
)
from feedpub.model import Config, Entry, Feed, Picture, Problem
from feedpub.model.build import FeedFile
from feedpub.model.site import Site, SiteFeed
from feedpub.output import Output
from feedpub.paths import OPML, article_path, shown
from feedpub.writing.formats import FORMATS, Format, checkers
from feedpub.writing.opml import write_opml

if TYPE_CHECKING:
    from feedpub.publishing.article_pages import ArticlePages

__all__ = ["Press"]

_LARGE = 2_000_000  # bytes; many readers give up on larger feeds
_MANY = 500  # numbers in one question


class _Row(NamedTuple):
    """An entry of the archive that is to be shown."""

    number: int
    id: bytes
    bulletin: int | None
    place: int
    line: int
    title: str
    day: str
    slug: str
    withdrawn: str | None
    published: int
    updated: int
    seen: bytes | None
    issue: str


class Press:
    """Makes entries, their pages and the feeds that carry them.

    Attributes:
        problems: met on the way, each with the path it concerns.
        files: the feeds, in the order they were made.
        pages: how many pages were written anew.
        corrected: numbers of entries that read otherwise than they did.
        failed: slugs of feeds that failed their check.
        paged: numbers of entries whose page stands, or is staged.
        formats: that feeds are written in.
    """

    def __init__(
        self,
        config: Config,
        desk: BulletinCache,
        archive: Archive,
        output: Output,
        publication: str,
        now: datetime | None,
        notices: Collection[int],
        formats: Sequence[Format] = FORMATS,
    ) -> None:
        """A press for one build; `notices` are the numbers of entries that were withdrawn, or restored."""
        self._config = config
        self._desk = desk
        self._archive = archive
        self._db = archive.db
        self._output = output
        self._publication = publication
        self._notices = notices
        self.formats = formats
        self._checkers = checkers(formats)
        self._now = int(now.timestamp()) if now else None
        self._illustrated = bool(self._db.execute("SELECT 1 FROM picture LIMIT 1").fetchone())
        self._shown: dict[int, Mapping[str, Picture]] = {}
        self.problems: list[tuple[str, Problem]] = []
        self.files: list[FeedFile] = []
        self.pages = 0
        self.corrected: set[int] = set()
        self.failed: set[str] = set()
        self.paged: set[int] = set()

    def make_entries(self, numbers: Iterable[int], carried: set[int]) -> dict[int, Entry]:
        """Makes entries, bulletin by bulletin, writes the pages that are wanted, and notes what readers now see.

        Args:
            numbers: of all that are to be looked at.
            carried: of those that are kept, since feeds carry them.
        """
        entries: dict[int, Entry] = {}
        changes: list[tuple[int, bytes, int]] = []
        for row in self._rows(numbers):
            entry = self._entry(row)
            seen = blake2b(seen_of(entry).encode(), digest_size=16).digest()
            updated, staged = row.updated, False
            if row.seen is not None and row.seen != seen:
                if self._now is not None:
                    updated = max(row.updated, row.published, self._now - len(self.corrected))
                self.corrected.add(row.number)
                entry = replace(entry, updated=datetime.fromtimestamp(updated, UTC))
            if row.number not in self.paged and (self._config.pages or self._has_page(row.number, entry)):
                if entry.article:  # else only a feed knows of it: its page stands
                    staged = self._pages.write(entry, row.issue, self._pictures(row.bulletin))
                    self.pages += staged
                self.paged.add(row.number)
            if staged or (row.seen, row.updated) != (seen, updated):
                changes.append((updated, seen, row.number))
            if row.number in carried:
                entries[row.number] = entry
        self._db.executemany("UPDATE entry SET updated = ?, seen = ?, page_written = 0 WHERE number = ?", changes)
        return entries

    def entry_of(self, number: int) -> Entry:
        """An entry, by its number."""
        return self._entry(next(self._rows([number])))

    def _rows(self, numbers: Iterable[int]) -> Iterator[_Row]:
        """Entries by their numbers, those of one bulletin together."""
        listed = sorted(numbers)
        rows: list[_Row] = []
        for start in range(0, len(listed), _MANY):
            some = listed[start : start + _MANY]
            marks = ", ".join("?" * len(some))
            question = f"SELECT {', '.join(_Row._fields)} FROM entry WHERE number IN ({marks}) AND withdrawn IS NOT ''"
            rows += [_Row(*row) for row in self._db.execute(question, some)]
        rows.sort(key=lambda row: (row.bulletin or 0, row.place))
        return iter(rows)

    def _entry(self, row: _Row) -> Entry:
        section = self._desk.catalogue[row.slug]
        published, updated = (datetime.fromtimestamp(moment, UTC) for moment in (row.published, row.updated))
        if row.bulletin is None:
            (text,) = self._db.execute("SELECT standing FROM taken WHERE entry = ?", (row.number,)).fetchone()
            entry = entry_of(standing_of(text), section, self._config, updated)
            return withdrawn_entry(entry, notice_of(row.withdrawn), self._publication) if row.withdrawn else entry
        bulletin = self._desk.bulletin(row.bulletin)
        article = self._desk.article(row.bulletin, row.place, row.line)
        if row.withdrawn:
            article = withdrawn_article(notice_of(row.withdrawn), (article and article.headline) or row.title)
        if article is None:
            return entry_of(self._as_it_stands(row), section, self._config, updated)
        terms = terms_of(article, self._config)
        entry = make_entry(
            article if terms.content == "full" or row.withdrawn else summarised(article),
            identity=entry_id(row.id),
            day=date.fromisoformat(row.day),
            section=section,
            published=published,
            publication=bulletin.front.publication or self._publication,
            config=self._config,
            pictures=self._pictures(row.bulletin),
        )
        if terms.rights != self._config.rights:
            entry = replace(entry, rights=terms.rights)
        return entry if updated == published else replace(entry, updated=updated)

    def _as_it_stands(self, row: _Row) -> Standing:
        """An entry as readers have it, whose article is not found in its old bulletin any more, read as it is now."""
        identity = entry_id(row.id)
        if identity in self._standing:
            return self._standing[identity]
        published, updated = (datetime.fromtimestamp(moment, UTC) for moment in (row.published, row.updated))
        return Standing(identity, row.title, published, updated, "", self._publication)

    @cached_property
    def _standing(self) -> Mapping[str, Standing]:
        found: dict[str, Standing] = {}
        for _, _, path in read_documents(self._output.folder):
            for entry in read_entries(path):  # of several versions, the one that changed last
                if entry.id not in found or entry.updated > found[entry.id].updated:
                    found[entry.id] = entry
        return found | read_standing(self._output.folder)

    def _has_page(self, number: int, entry: Entry) -> bool:
        """Whether an entry that is withdrawn, or restored, has a page from when pages were on."""
        return number in self._notices and self._output.marks(article_path(entry.short_id)) is not None

    def _pictures(self, bulletin: int | None) -> Mapping[str, Picture]:
        """The pictures of a bulletin that can be shown; entries come bulletin by bulletin."""
        if not self._illustrated or bulletin is None:
            return {}
        if bulletin not in self._shown:
            from feedpub.ingest.pictures import named_in, shown_pictures

            sources: set[str] = set()
            taken_back: set[str] = set()
            for place, line, withdrawn in self._db.execute(
                "SELECT place, line, withdrawn FROM entry WHERE bulletin = ? AND NOT held", (bulletin,)
            ).fetchall():
                article = self._desk.article(bulletin, place, line)
                if article and (withdrawn is not None or terms_of(article, self._config).content == "full"):
                    (sources if withdrawn is None else taken_back).update(source for source, _ in named_in(article))
            self._shown = {bulletin: shown_pictures(self._archive, bulletin, sources, taken_back, self._output)}
        return self._shown[bulletin]

    def take_back_pictures(self) -> None:
        """Readies the pictures to go that only articles showed which were withdrawn."""
        if self._illustrated:
            from feedpub.ingest.pictures import take_back

            take_back(self._archive, self._output)

    @cached_property
    def _pages(self) -> "ArticlePages":
        from feedpub.publishing.article_pages import ArticlePages  # Jinja2 is not needed without pages

        return ArticlePages.of(self._archive, self._config, self._output, self._publication, self.formats)

    def write_opml(self, site: Site, feeds: Iterable[SiteFeed]) -> None:
        """Stages the list of all feeds."""
        data = write_opml(site, feeds)
        if self.passes(OPML, data, site.base_url + OPML):
            self._output.stage(OPML, data)

    def write_feed(self, feed: Feed) -> None:
        """Stages a feed in every format; where one fails its check, what stands published stands."""
        for row in self.formats:
            name = row.path(feed.slug)
            data = row.write(feed, name)
            path = str(shown(self._output.folder / name))
            written = False
            if data != self._output.read(name):
                if self.passes(name, data, feed.base_url + name):
                    written = self._output.stage(name, data)
                else:
                    self.failed.add(feed.slug)
            self.files.append(FeedFile(path=path, slug=feed.slug, entries=len(feed.entries), written=written))

    def passes(self, name: str, data: bytes, url: str) -> bool:
        """Whether a feed, or a document, may be published; what its check found joins the problems."""
        path = str(shown(self._output.folder / name))
        findings = check_file(name, data, self._checkers, url=url)
        self.problems += [
            (
                path,
                Problem(
                    line=finding.line, level=finding.level, code=f"feed-{finding.code}", message=in_one_line(finding)
                ),
            )
            for finding in findings
        ]
        if len(data) > _LARGE:
            message = f"{len(data) / 1e6:.1f} MB; many readers give up on feeds over 2 MB (see `days` and `limit`)"
            self.problems.append((path, Problem(line=None, level="warning", code="feed-large", message=message)))
        return not any(finding.level == "error" for finding in findings)
