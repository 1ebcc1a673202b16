"""The second reading: bulletins are opened once more, and their articles become entries, pages and feeds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from feedpub.bulletins import shown
from feedpub.check import check_feed
from feedpub.compare import Changes
from feedpub.desk import Desk
from feedpub.entries import make_entry
from feedpub.errors import UnreadableError
from feedpub.feeds import ALL
from feedpub.model import BulletinFile, Config, Entry, Feed, Problem
from feedpub.publish import Output
from feedpub.standing import Standing, entry_of, seen_of
from feedpub.survey import Listed, Survey
from feedpub.withdrawals import Withdrawal, withdrawn_article, withdrawn_entry
from feedpub.writing.rss_atom import write_atom, write_rss

__all__ = ["FeedFile", "Press"]

_LARGE = 2_000_000  # bytes; many readers give up on larger feeds
_WRITERS: tuple[tuple[str, Callable[[Feed], bytes]], ...] = (("rss.xml", write_rss), ("atom.xml", write_atom))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A feed in one format.

    Attributes:
        path: as the output folder was given, and the file's name.
        entries: how many it carries.
        written: False where the very same bytes were published already.
    """

    path: str
    slug: str
    entries: int
    written: bool


class Press:
    """Makes entries, their pages and the feeds that carry them, and remembers what it wrote.

    Attributes:
        problems: met on the way, each with the path it concerns.
        files: the feeds, in the order they were made.
        pages: how many pages were written anew.
        first: whether nothing was published before.
        changes: what a subscriber gets that was not there before.
    """

    def __init__(
        self,
        config: Config,
        desk: Desk,
        publication: str,
        standing: Mapping[str, Standing],
        withdrawals: Mapping[str, Withdrawal],
        now: datetime | None,
    ) -> None:
        self._config = config
        self._desk = desk
        self._publication = publication
        self._standing = standing
        self._withdrawals = withdrawals
        self._now = now
        self._changed = 0
        self._once_more: dict[str, Entry | None] = {}
        self.problems: list[tuple[str, Problem]] = []
        self.files: list[FeedFile] = []
        self.pages = 0
        self.first = False
        self.changes = Changes()

    def write_entries(self, found: Survey, shown: set[Listed], output: Output) -> dict[Listed, Entry]:
        """Writes the pages, bulletin by bulletin, and keeps the entries that feeds show."""
        entries: dict[Listed, Entry] = {}
        wanted = [row for row in found.listed if self._config.pages or row in shown]
        wanted.sort(key=lambda row: (row.file, row.index))
        for number, rows in groupby(wanted, key=lambda row: row.file):
            for row, entry in self._entries(found.files[number], list(rows)):
                if self._config.pages:
                    self._write_page(entry, output)
                if row in shown:
                    entries[row] = entry
        return entries

    def _entries(self, file: BulletinFile, rows: list[Listed]) -> Iterator[tuple[Listed, Entry]]:
        try:
            reading = self._desk.read(file, remember=False)
        except UnreadableError as error:
            self.problems.append((file.name, Problem.of(error)))
            return
        for row in rows:
            if row.index >= len(reading.bulletin.articles) or reading.bulletin.articles[row.index].line != row.line:
                message = "changed while it was being read; build again"
                self.problems.append(
                    (file.name, Problem(line=row.line, level="error", code="changed", message=message))
                )
                return
            assert row.published is not None
            article = reading.bulletin.articles[row.index]
            if self._withdrawals and (withdrawal := self._withdrawals.get(row.id)):
                article = withdrawn_article(withdrawal, article.headline or "")
            entry = make_entry(
                article,
                identity=row.id,
                day=row.day,
                section=self._desk.filing.catalogue[row.slug],
                published=row.published,
                publication=reading.bulletin.front.publication or self._publication,
                config=self._config,
            )
            yield row, self._updated(entry)

    def standing(self, identity: str) -> Entry | None:
        """An entry as it stands published, or None; one that was withdrawn without its content."""
        if identity not in self._once_more:
            self._once_more[identity] = self._made_once_more(identity)
        return self._once_more[identity]

    def _made_once_more(self, identity: str) -> Entry | None:
        if (stands := self._standing.get(identity)) is None:
            return None
        catalogue = self._desk.filing.catalogue
        entry = entry_of(stands, catalogue[catalogue.on_page(stands.section)], self._config)
        if withdrawal := self._withdrawals.get(identity):
            return self._updated(withdrawn_entry(entry, withdrawal, self._publication))
        return entry

    def _updated(self, entry: Entry) -> Entry:
        """With the moment a reader last saw it change: what stands, while it reads the same; else the build's.

        Each entry that this build changes gets a second of its own.
        """
        if self._now is None or (stands := self._standing.get(entry.id)) is None:
            return entry
        updated = max(stands.updated, entry.published)  # for a changed one too: a clock may be set back
        if stands.seen != seen_of(entry):
            updated = max(updated, self._now - timedelta(seconds=self._changed))
            self._changed += 1
        return replace(entry, updated=updated)

    def _write_page(self, entry: Entry, output: Output) -> None:
        from feedpub.writing.pages import page_path, write_page  # Jinja2 is not needed without pages

        page = write_page(entry, publication=self._publication, language=self._config.language)
        self.pages += output.put(page_path(entry), page)

    def write_withdrawn(self, identity: str, output: Output) -> None:
        """Writes the page of a withdrawn entry whose article is in no bulletin any more."""
        if self._config.pages and (entry := self.standing(identity)):
            self._write_page(entry, output)

    def write_feed(self, feed: Feed, output: Output) -> None:
        """Writes a feed in every format; one that fails its check leaves the published one standing."""
        for suffix, write in _WRITERS:
            name = f"{feed.slug}.{suffix}"
            data = write(feed)
            before = output.read(name)
            if feed.slug == ALL and before is None:
                self.first = True
            path = str(shown(output.folder / name))
            written = False
            if data != before and self._passes(path, data, feed.base_url + name):
                written = output.put(name, data)
            if write is write_atom:
                self.changes.add(feed, before, data)
            self.files.append(FeedFile(path=path, slug=feed.slug, entries=len(feed.entries), written=written))

    def _passes(self, path: str, data: bytes, url: str) -> bool:
        findings = check_feed(data, url=url)
        self.problems += [
            (
                path,
                Problem(line=finding.line, level=finding.level, code=f"feed-{finding.code}", message=finding.message),
            )
            for finding in findings
        ]
        if len(data) > _LARGE:
            message = f"{len(data) / 1e6:.1f} MB; many readers give up on feeds over 2 MB (see `days` and `limit`)"
            self.problems.append((path, Problem(line=None, level="warning", code="feed-large", message=message)))
        return not any(finding.level == "error" for finding in findings)
