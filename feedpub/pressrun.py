"""A press run: the feeds and pages that news, or settings, changed are made, checked, staged, and published.

The archive is committed between: whatever a build that is killed leaves undone is owed, and the next one does it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.bulletins import shown
from feedpub.entries import entry_id
from feedpub.history import History, document_path
from feedpub.ledger import FeedFile, FeedRow, Ledger, fingerprint
from feedpub.model import Config, Entry, Problem, Section
from feedpub.publish import Output
from feedpub.scan import News
from feedpub.withdrawals import Withdrawal

if TYPE_CHECKING:
    from feedpub.corrections import Change
    from feedpub.desk import Desk
    from feedpub.press import Press

__all__ = ["Run"]

_ALL = "all"


class Run:
    """The publishing of one build.

    Attributes:
        new, corrected: how many entries a subscriber gets that are, since the last build.
        pages: how many pages were written anew.
        problems: met on the way, each with the path it concerns.
        files: every feed in every format, in the sections' order.
        changes: of a dry run, entry by entry.
    """

    def __init__(
        self,
        config: Config,
        archive: Archive,
        news: News,
        desk: Callable[[], "Desk"],
        now: datetime | None,
        withdrawals: Mapping[str, Withdrawal],
        *,
        failed: bool,
    ) -> None:
        """A run for what is new in an archive.

        Args:
            config: everything the operator set.
            archive: where it stands.
            news: what changed.
            desk: makes what opens bulletins.
            now: the build's moment.
            withdrawals: by id.
            failed: whether anything could not be read.
        """
        self._config = config
        self._archive = archive
        self._news = news
        self._desk = desk
        self._now = now
        self._failed = failed
        self._withdrawals = withdrawals
        self._ledger = Ledger(archive)
        self._sections = self._ledger.sections()
        self.new = 0
        self.corrected = 0
        self.pages = 0
        self.problems: list[tuple[str, Problem]] = []
        self.files: list[FeedFile] = []
        self.changes: tuple[Change, ...] = ()

    def publish(self, changed: Mapping[int, bool], *, wait: float, dry: bool) -> None:
        """Publishes all that changed.

        Args:
            changed: numbers of the entries that were withdrawn (True), restored or dropped.
            wait: seconds to wait for another build.
            dry: whether nothing is written.

        Raises:
            RefusedError: the output can't be written; what stood there stands there still.
        """
        fresh = self._place()
        self._sections = self._ledger.sections()
        stands = Output(self._config.out, dry=True)
        if self._is_worth_more(stands):
            return
        printed = self._printed()
        anew = self._archive.setting("printed") != printed
        slugs = self._wanted(stands, anew=anew)
        pages = self._ledger.owed_pages(stands, anew=anew) if self._config.pages else set()
        if slugs or pages or fresh:
            with Output(self._config.out, wait=wait, dry=dry) as output:
                self._print(slugs, pages, fresh, changed, printed, output, anew=anew, dry=dry)
        elif not dry:
            self._archive.note("printed", printed)
            self._archive.commit()
        self._tell_files()

    def _place(self) -> list[int]:
        """Gives new entries their second; returns their numbers."""
        db = self._archive.db
        fresh = [number for (number,) in db.execute("SELECT number FROM entry WHERE published IS NULL AND NOT held")]
        if fresh:
            from feedpub.placing import place

            newest = None if self._archive.is_new else db.execute("SELECT max(first) FROM entry").fetchone()[0]
            db.execute("UPDATE entry SET first = max(issue, ?) WHERE first IS NULL", (newest or "",))
            by_issue = self._config.entry_time == "issue"
            place(self._archive, ZoneInfo(self._config.timezone), self._now, by_issue=by_issue)
        return fresh

    def _is_worth_more(self, stands: Output) -> bool:
        """Whether what stands, or nothing at all, is better than the empty feeds of bulletins without an article."""
        if self._sections or self._ledger.feeds():
            return False
        return self._failed or stands.marks(f"{_ALL}.atom.xml") is not None

    def _printed(self) -> str:
        config = self._config
        seen = (
            config.tombstones,
            config.history,
            config.base_url,
            config.language,
            config.pages,
            config.days,
            config.limit,
            config.description,
        )
        return fingerprint(*seen, config.sections, self._publication())

    def _publication(self) -> str:
        names = self._ledger.publications()
        return self._config.publication or (names[0] if len(names) == 1 else "feedpub")

    def _wanted(self, stands: Output, *, anew: bool) -> set[str]:
        """The slugs of the feeds that are to be made."""
        standing = set(self._ledger.feeds())
        ought = {_ALL, *self._sections, *(section.slug for section in self._config.sections if section.on)}
        stale = self._ledger.stale(stands)
        for slug in [slug for slug in stale - ought if stands.marks(f"{slug}.atom.xml") is None]:
            self._ledger.forget(slug)  # an empty feed that somebody cleared away
            stale.remove(slug)
            standing.remove(slug)
        wanted = {slug for slug in self._news.slugs if slug in standing or slug in ought}
        wanted |= stale | (ought - standing) | (ought | standing if anew else set())
        # Where all of a section is held back, what stands published is better than an empty feed.
        held = {slug for (slug,) in self._archive.db.execute("SELECT DISTINCT slug FROM entry WHERE held")}
        wanted -= {slug for slug in held - self._sections.keys() if stands.marks(f"{slug}.atom.xml")}
        return wanted | {_ALL} if wanted else wanted

    def _print(
        self,
        slugs: set[str],
        pages: set[int],
        fresh: list[int],
        changed: Mapping[int, bool],
        printed: str,
        output: Output,
        *,
        anew: bool,
        dry: bool,
    ) -> None:
        from feedpub.press import SUFFIXES, Press
        from feedpub.window import newest_first, window

        desk, db, config = self._desk(), self._archive.db, self._config
        press = Press(config, desk, self._archive, output, self._publication(), self._now)
        before = self._before(dry=dry)
        seen = {
            n for n in self._news.touched if db.execute("SELECT seen FROM entry WHERE number = ?", (n,)).fetchone()[0]
        }
        entries = press.make_entries(seen, seen if dry else set())
        windows = {
            slug: window(db, None if slug == _ALL else slug, config.days, config.limit) for slug in self._ordered(slugs)
        }
        history = self._history(fresh, press.corrected, changed) if config.history else None
        if history:
            for slug, numbers in windows.items():
                waiting = history.fill(slug, numbers)
                windows[slug] = newest_first(db, {*numbers, *waiting}) if waiting else numbers
        carried = {number for numbers in windows.values() for number in numbers}
        taken = bool(db.execute("SELECT 1 FROM entry WHERE bulletin IS NULL LIMIT 1").fetchone())
        entries |= press.make_entries(carried | pages, carried)
        for slug, numbers in windows.items():
            self._write_feed(slug, [entries[number] for number in numbers if number in entries], press, history)
        documents = self._write_documents(history, press, output, anew=anew) if history else []
        self.new = len(carried.intersection(fresh)) if taken and self._archive.is_new else len(fresh)
        self.corrected = len(press.corrected)
        self.pages = press.pages
        self.problems += press.problems
        self.files += press.files
        if dry:
            self.changes = self._changed(
                entries, set(fresh), {number for number, now in changed.items() if now}, before
            )
            return
        self._archive.note("printed", printed)
        self._archive.commit()
        output.publish()
        self._ledger.settle(windows, press.failed, output, SUFFIXES)
        if history:
            history.settle(documents)
        if config.pages:
            db.executemany("UPDATE entry SET page_written = 1 WHERE number = ?", [(n,) for n in press.paged])
        self._archive.commit()

    def _history(self, fresh: list[int], corrected: set[int], changed: Mapping[int, bool]) -> History:
        """The history of all feeds, with what is new in it."""
        history = History(self._archive.db, self._config.archive_size)
        if self._archive.setting("history") is None:
            history.begin()
            self._archive.note("history", "begun")
        else:
            history.append([*sorted(fresh), *sorted(corrected)])
            history.move(self._news.touched)
        history.owe_those_with(changed)
        return history

    def _write_documents(
        self, history: History, press: "Press", output: Output, *, anew: bool
    ) -> list[tuple[str, int]]:
        from feedpub.documents import Documents

        history.owe_missing(output, anew=anew)
        rows = self._ledger.feeds()
        documents = Documents(
            self._archive,
            history,
            press,
            output,
            self._config,
            self._publication(),
            lambda slug: None if slug == _ALL else self._section(slug, rows.get(slug)),
        )
        documents.write(anew=anew)
        return documents.written

    def _ordered(self, slugs: Iterable[str]) -> list[str]:
        order = {section.slug: number for number, section in enumerate(self._desk().filing.catalogue.all(), 1)}
        return sorted(slugs, key=lambda slug: (slug != _ALL, order.get(slug, len(order)), slug))

    def _write_feed(self, slug: str, entries: list[Entry], press: "Press", history: History | None) -> None:
        from feedpub.feeds import make_feed

        row = self._ledger.feeds().get(slug)
        section = None if slug == _ALL else self._section(slug, row)
        moment = datetime.fromtimestamp(row.updated, UTC) if row and row.updated is not None else None
        feed = make_feed(section, entries, self._config, self._publication(), moment)
        described = f"{feed.title}\n{feed.description}"
        if row and row.described != described and self._now:
            feed = make_feed(section, entries, self._config, self._publication(), self._now)
        if history and (last := history.last(slug)):
            feed = replace(feed, links=(("prev-archive", document_path(slug, last)),))
        if self._config.tombstones:
            feed = replace(feed, tombstones=self._tombstones(slug))
        press.write_feed(feed)
        catalogue = self._desk().filing.catalogue
        self._ledger.write(
            FeedRow(
                slug=slug,
                title=section.title if section else "全部",
                position=section.order if section else -1,
                made=bool(section and slug not in catalogue.stated),
                described=described,
                updated=int(feed.updated.timestamp()) if feed.updated else None,
                owed=1,
                entries=len(entries),
                files=row.files if row else "[]",
            )
        )

    def _tombstones(self, slug: str) -> tuple[tuple[str, datetime, str | None], ...]:
        rows = self._archive.db.execute(
            "SELECT id FROM entry WHERE withdrawn = '' AND ? IN ('all', slug) ORDER BY published DESC", (slug,)
        )
        over = [self._withdrawals[entry_id(key)] for (key,) in rows]
        return tuple((row.id, row.over, row.reason) for row in over)

    def _section(self, slug: str, row: FeedRow | None) -> Section:
        """A section in effect, or one that only its feed still knows."""
        catalogue = self._desk().filing.catalogue
        return catalogue.get(slug) or Section(slug=slug, title=row.title if row else slug, order=len(catalogue.all()))

    def _before(self, *, dry: bool) -> dict[str, str]:
        """What readers see of each entry that stands published, for a dry run."""
        if not dry:
            return {}
        from feedpub.standing import read_standing

        return {entry.id: entry.seen for entry in read_standing(self._config.out).values()}

    def _changed(
        self, entries: dict[int, Entry], fresh: set[int], withdrew: set[int], before: dict[str, str]
    ) -> tuple["Change", ...]:
        from feedpub.corrections import changes_of

        return tuple(changes_of(entries, fresh, withdrew, before))

    def _tell_files(self) -> None:
        """The feeds that this run did not make, as they stand, go among those it made."""

        made = {file.slug for file in self.files}
        for row in self._ledger.feeds().values():
            if row.slug not in made:
                self.files += [
                    FeedFile(str(shown(self._config.out / name)), row.slug, row.entries, False)
                    for name, _, _ in json.loads(row.files)
                ]
        order = {slug: number for number, slug in enumerate(self._ledger.feeds())}
        self.files.sort(key=lambda file: order.get(file.slug, len(order)))

    def by_section(self) -> tuple[tuple[str, str, int], ...]:
        """Slug, title, and how many entries stand in it, of every section that has a feed, in their order."""
        return tuple(
            (row.slug, row.title, self._sections.get(row.slug, 0))
            for row in self._ledger.feeds().values()
            if row.slug != _ALL
        )
