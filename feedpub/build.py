"""The whole story: bulletins are found, read, dated and filed; the newest become entries; feeds are written,
checked, and published only where they changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from feedpub.bulletins import find_bulletins, shown
from feedpub.check import check_feed
from feedpub.compare import Changes
from feedpub.desk import Desk
from feedpub.entries import make_entry
from feedpub.errors import UnreadableError
from feedpub.feeds import ALL, make_feed, window
from feedpub.filing import Filing
from feedpub.model import BulletinFile, Config, Entry, Feed, Problem, Section
from feedpub.publish import Output
from feedpub.standing import Standing, read_standing, seen_of, updated_of
from feedpub.survey import Listed, Progress, Survey, survey
from feedpub.writing.rss_atom import write_atom, write_rss

__all__ = ["Built", "FeedFile", "build"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        articles: those published.
        new, corrected, unchanged: articles by what the published feeds said of them before.
        held: articles that were read and not published, since their day was inferred (`strict`).
        by_section: section → number of articles, in the sections' order.
        pages: how many article pages were written anew.
    """

    bulletins: int
    articles: int
    new: int
    corrected: int
    unchanged: int
    held: int
    by_section: tuple[tuple[Section, int], ...]
    pages: int
    problems: tuple[tuple[str, Problem], ...]
    files: tuple[FeedFile, ...]

    @property
    def failed(self) -> bool:
        """Whether anything could not be read, or published, whole, or was held back."""
        return any(problem.level == "error" for _, problem in self.problems)


def build(
    paths: Sequence[Path],
    config: Config,
    *,
    told: date | None,
    today: date,
    now: datetime | None = None,
    progress: Progress = iter,
) -> Built:
    """Publishes the feeds of all bulletins below the paths.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        told: `--date`, the issue date of bulletins that state none.
        today: the build's own day in the paper's zone.
        now: its moment, in UTC; None forgets what stands published, and dates entries after the build too.
        progress: wraps the files while they are read, to show how far it is.

    Raises:
        UsageError: no bulletins are named or found.
        RefusedError: the output can't be written.
    """
    desk = Desk(Filing(config), config, told=told, today=today)
    files, problems = find_bulletins(paths, config)
    standing = read_standing(config.out) if now else {}
    found = survey(files, config, desk, progress, strict=config.strict, standing=standing, now=now)
    problems = (*problems, *found.problems)
    if not found.listed and _is_worth_more(config.out, problems):
        return _nothing(found, problems)
    return _publish(found, config, desk, problems, standing, now)


def _is_worth_more(out: Path, problems: tuple[tuple[str, Problem], ...]) -> bool:
    """Whether what is published, or nothing at all, is better than the empty feeds of bulletins without an article."""
    return _is_published(out, ALL) or any(problem.level == "error" for _, problem in problems)


def _is_published(out: Path, slug: str) -> bool:
    return (out / f"{slug}.atom.xml").exists()


def _nothing(found: Survey, problems: tuple[tuple[str, Problem], ...]) -> Built:
    return Built(
        bulletins=len(found.files),
        articles=0,
        new=0,
        corrected=0,
        unchanged=0,
        held=len(found.held),
        by_section=(),
        pages=0,
        problems=problems,
        files=(),
    )


def _publish(
    found: Survey,
    config: Config,
    desk: Desk,
    problems: tuple[tuple[str, Problem], ...],
    standing: Mapping[str, Standing],
    now: datetime | None,
) -> Built:
    filed: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in found.listed:
        filed[row.slug].append(row)
    # Where all of a section is held back, what stands published is better than an empty feed.
    emptied = {row.slug for row in found.held if row.slug not in filed and _is_published(config.out, row.slug)}
    sections = [
        s for s in desk.filing.catalogue.all() if s.slug in filed or (s.named and s.on and s.slug not in emptied)
    ]
    windows = {ALL: window(found.listed, config.days, config.limit)}
    windows |= {s.slug: window(filed[s.slug], config.days, config.limit) for s in sections}
    shown = {row for rows in windows.values() for row in rows}
    publication = config.publication or (found.publications[0] if len(found.publications) == 1 else "feedpub")
    writer = _Writer(config, desk, publication, standing, now)
    with Output(config.out) as output:
        entries = writer.write_entries(found, shown, output)
        for slug, rows in windows.items():
            carried = [entries[row] for row in rows if row in entries]
            about = None if slug == ALL else desk.filing.catalogue[slug]
            writer.write_feed(make_feed(about, carried, config, publication), output)
    new = len(found.listed) if writer.first else len(writer.changes.new)
    corrected = 0 if writer.first else len(writer.changes.corrected)
    return Built(
        bulletins=len(found.files),
        articles=len(found.listed),
        new=new,
        corrected=corrected,
        unchanged=len(found.listed) - new - corrected,
        held=len(found.held),
        by_section=tuple((section, len(filed[section.slug])) for section in sections),
        pages=writer.pages,
        problems=(*problems, *writer.problems),
        files=tuple(writer.files),
    )


class _Writer:
    """The second reading: entries, their pages, and the feeds that carry them."""

    def __init__(
        self, config: Config, desk: Desk, publication: str, standing: Mapping[str, Standing], now: datetime | None
    ) -> None:
        self._config = config
        self._desk = desk
        self._publication = publication
        self._standing = standing
        self._now = now
        self._changed = 0
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
            entry = make_entry(
                reading.bulletin.articles[row.index],
                identity=row.id,
                day=row.day,
                section=self._desk.filing.catalogue[row.slug],
                published=row.published,
                publication=reading.bulletin.front.publication or self._publication,
                config=self._config,
            )
            yield row, self._updated(entry)

    def _updated(self, entry: Entry) -> Entry:
        """With the moment a reader last saw it change."""
        if self._now is None or (stands := self._standing.get(entry.id)) is None:
            return entry
        updated = updated_of(entry, stands, self._now, self._changed)
        self._changed += stands.seen != seen_of(entry)
        return replace(entry, updated=updated)

    def _write_page(self, entry: Entry, output: Output) -> None:
        from feedpub.writing.pages import page_path, write_page  # Jinja2 is not needed without pages

        page = write_page(entry, publication=self._publication, language=self._config.language)
        self.pages += output.put(page_path(entry), page)

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
