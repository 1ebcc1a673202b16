"""A press run: the feeds and pages that news, or settings, changed are made, checked, staged, and published.

The archive is committed between: whatever a build that is killed leaves undone is owed, and the next one does it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.archive.feeds import Ledger
from feedpub.archive.history import History
from feedpub.config.fingerprints import printed_with
from feedpub.entries.feed import ALL, DAILY, further_feeds, is_further
from feedpub.errors import ConfigError
from feedpub.model import Config, Problem
from feedpub.model.build import Affected, Change, FeedFile
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import Output, started
from feedpub.paths import ASSETS, FRONT, OPML, shown
from feedpub.publishing.changes import changes_of

if TYPE_CHECKING:
    from feedpub.ingest.parse import Desk

__all__ = ["Run"]


class Run:
    """The publishing of one build.

    Attributes:
        new, corrected, withdrawn: how many entries a subscriber gets that are, since the last build.
        pages: how many pages were written anew.
        problems: met on the way, each with the path it concerns.
        files: every feed in every format, in the sections' order.
        changes: of a dry run, entry by entry.
    """

    def __init__(
        self,
        config: Config,
        archive: Archive,
        affected: Affected,
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
            affected: what changed.
            desk: makes what opens bulletins.
            now: the build's moment.
            withdrawals: by id.
            failed: whether anything could not be read.
        """
        self._config = config
        self._archive = archive
        self._touched = set(affected.entries)
        self._slugs = set(affected.sections)
        self._days = set(affected.days)
        self._desk = desk
        self._now = now
        self._failed = failed
        self._withdrawals = withdrawals
        self._ledger = Ledger(archive)
        names = archive.bulletins.publications()
        self._publication = config.publication or (names[0] if len(names) == 1 else "feedpub")
        self._sections = self._ledger.sections()
        self._further = further_feeds(config)
        self.new = 0
        self.corrected = 0
        self.withdrawn = 0
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
        if fresh:
            self._sections = self._ledger.sections()
        stands = Output(self._config.out, dry=True)
        if self._is_worth_more(stands):
            return
        unsettled = self._archive.setting("settled") == "no"  # a build was stopped while it published
        if unsettled:  # what it took back may stand on its page still
            rows = self._archive.db.execute("SELECT number FROM entry WHERE withdrawn != ''").fetchall()
            changed = {**{number: True for (number,) in rows}, **changed}
            self._touched |= changed.keys()
        lost = self._lost_files(stands)
        printed = printed_with(self._config, self._archive.home, self._publication)
        anew = self._archive.setting("printed") != printed
        slugs = self._wanted(stands, anew=anew)
        doubted = self._config.pages and (self._ledger.doubts_pages(started()) or unsettled)
        pages = self._owed_pages(stands, fresh, changed, anew=anew) if self._config.pages else set()
        owed = (
            self._owes_documents(stands, anew=anew)
            or stands.lacks((OPML, FRONT, *ASSETS) if self._config.pages else (OPML,))
            or doubted
            or lost
        )
        if slugs or pages or fresh or owed:
            with Output(self._config.out, wait=wait, dry=dry) as output:
                self._print(slugs, pages, fresh, changed, printed, output, anew=anew, doubted=doubted, dry=dry)
        elif not dry:
            self._archive.note("printed", printed)
            self._archive.commit()
        self._tell_files()

    def _place(self) -> list[int]:
        """Gives new entries their second; returns their numbers."""
        db = self._archive.db
        fresh = [number for (number,) in db.execute("SELECT number FROM entry WHERE published IS NULL AND NOT held")]
        if fresh:
            from feedpub.publishing.timestamps import place

            newest = None if self._archive.is_new else db.execute("SELECT max(first) FROM entry").fetchone()[0]
            db.execute("UPDATE entry SET first = max(issue, ?) WHERE first IS NULL", (newest or "",))
            by_issue = self._config.entry_time == "issue"
            place(self._archive, ZoneInfo(self._config.timezone), self._now, by_issue=by_issue)
        return fresh

    def _is_worth_more(self, stands: Output) -> bool:
        """Whether what stands, or nothing at all, is better than the empty feeds of bulletins without an article."""
        if self._sections or self._ledger.feeds():
            return False
        return self._failed or stands.marks(f"{ALL}.atom.xml") is not None

    def _wanted(self, stands: Output, *, anew: bool) -> set[str]:
        """The slugs of the feeds that are to be made."""
        further = {row.slug for row in self._further}
        if clash := further.intersection(self._sections):
            raise ConfigError(f"{self._config.source}: `{min(clash)}` is the slug of a section; choose another")
        rows = self._ledger.feeds()
        for slug in [slug for slug, row in rows.items() if is_further(row.position) and slug not in further]:
            self._ledger.forget(slug)  # what it had stands
            del rows[slug]
        standing = set(rows)
        ought = {ALL, *self._sections, *further, *(row.slug for row in self._config.sections if row.on)}
        stale = self._ledger.stale(stands)
        for slug in [slug for slug in stale - ought if stands.marks(f"{slug}.atom.xml") is None]:
            self._ledger.forget(slug)  # an empty feed that somebody cleared away
            stale.remove(slug)
            standing.remove(slug)
        wanted = {slug for slug in self._slugs if slug in standing or slug in ought}
        wanted |= stale | (ought - standing) | (ought | standing if anew else set())
        # Where all of a section is held back, what stands published is better than an empty feed.
        held = {slug for (slug,) in self._archive.db.execute("SELECT DISTINCT slug FROM entry WHERE held AND held = 1")}
        wanted -= {slug for slug in held - self._sections.keys() if stands.marks(f"{slug}.atom.xml")}
        return wanted | {ALL} | further if wanted else wanted

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
        doubted: bool,
        dry: bool,
    ) -> None:
        from feedpub.publishing.archive_documents import Documents
        from feedpub.publishing.feeds import Makeup
        from feedpub.publishing.render import SUFFIXES, Press
        from feedpub.publishing.site import SiteWork

        desk, db, config, publication = self._desk(), self._archive.db, self._config, self._publication
        press = Press(config, desk, self._archive, output, publication, self._now, changed)
        catalogue = desk.filing.catalogue
        for slug in self._sections:
            if catalogue.get(slug) is None:
                catalogue.keep(slug, self._ledger.title_of(slug))
        makeup = Makeup(config, self._archive, catalogue, publication, self._withdrawals.values(), self._now)
        before = self._before(dry=dry)
        seen = {
            number
            for number in self._touched
            if db.execute("SELECT 1 FROM standing WHERE number = ? AND seen IS NOT NULL", (number,)).fetchone()
        }
        entries = press.make_entries(seen, seen if dry else set())
        history = self._history(fresh, press.corrected, changed) if config.history else None
        feeds = makeup.carried(slugs - {DAILY}, history)
        carried = {number for numbers in feeds.values() for number in numbers}
        taken = bool(db.execute("SELECT 1 FROM entry WHERE bulletin IS NULL LIMIT 1").fetchone())
        entries |= press.make_entries(carried | pages, carried)
        for slug, numbers in feeds.items():
            press.write_feed(makeup.feed(slug, [entries[number] for number in numbers], history))
        written: list[tuple[str, int]] = []
        if history:
            documents = Documents(self._archive, history, press, output, config, publication, makeup.section)
            documents.write(anew=anew)
            written = documents.written
        site = SiteWork(config, self._archive, press, makeup, output, publication, self._now)
        site.write(slugs, self._days, anew=anew or doubted)
        self.new = len(carried.intersection(fresh)) if taken and self._archive.is_new else len(fresh)
        withdrew = {number for number, now in changed.items() if now}
        self.corrected = len(press.corrected - withdrew)
        self.withdrawn = len(press.corrected & withdrew)
        self.pages = press.pages
        self.problems += press.problems
        self.files += press.files
        if dry:
            self.changes = tuple(changes_of(entries, set(fresh), withdrew, press.corrected, before))
            return
        self._archive.note("printed", printed)
        self._archive.note("settled", "no")
        if config.hubs:
            from feedpub.publishing.websub import owe_pings

            owe_pings(self._archive, config, [Path(file.path).name for file in press.files if file.written])
        press.take_back_pictures()
        self._archive.commit()
        output.publish()
        self._ledger.settle(slugs, press.failed, output, SUFFIXES)
        if history:
            history.settle(written)
        if config.pages:
            self._ledger.settle_pages(press.paged, started())
        self._archive.note("settled", "yes")
        self._archive.commit()

    def _owed_pages(self, stands: Output, fresh: list[int], changed: Mapping[int, bool], *, anew: bool) -> set[int]:
        """The numbers of the entries whose pages are to be looked at."""
        numbers = {*fresh, *changed, *self._touched}
        self._ledger.owe_neighbours(numbers, self._slugs)
        self._days |= self._ledger.days_of(numbers)
        return self._ledger.owed_pages(stands, anew=anew)

    def _lost_files(self, stands: Output) -> bool:
        """Whether pages of days or sections, or copies of pictures, stand no more; what shows them is made anew."""
        db = self._archive.db
        copies = stands.names("p")
        rows = db.execute("SELECT bulletin, path FROM picture WHERE path IS NOT NULL AND code IS NULL").fetchall()
        for bulletin in {bulletin for bulletin, path in rows if path.removeprefix("p/") not in copies}:
            shown = db.execute("SELECT number, slug FROM standing WHERE bulletin = ?", (bulletin,)).fetchall()
            self._touched |= {number for number, _ in shown}
            self._slugs |= {slug for _, slug in shown}
        if not self._config.pages:
            return False
        days = stands.names("d")
        lost = {day for (day,) in db.execute("SELECT DISTINCT issue FROM standing") if f"{day}.html" not in days}
        self._days |= lost
        pages = stands.names("s")
        return bool(lost) or any(
            f"{row.slug}.html" not in pages
            for row in self._ledger.feeds().values()
            if row.slug != ALL and not is_further(row.position)
        )

    def _owes_documents(self, stands: Output, *, anew: bool) -> bool:
        history = History(self._archive.db, self._config.archive_size)
        if self._config.history:
            history.owe_missing(stands, anew=anew)
        elif self._archive.setting("history") == "begun":
            self._archive.note("history", "off")
        return self._config.history and bool(history.owed())

    def _history(self, fresh: list[int], corrected: set[int], changed: Mapping[int, bool]) -> History:
        """The history of all feeds, with what is new in it."""
        history = History(self._archive.db, self._config.archive_size)
        if self._archive.setting("history") != "begun":
            history.begin()
            self._archive.note("history", "begun")
        else:
            history.readmit(corrected)
            history.append(chain(fresh, corrected))
            history.move(self._touched)
        history.owe_those_with(changed)
        return history

    def _before(self, *, dry: bool) -> dict[str, str]:
        """What readers see of each entry that stands published, for a dry run."""
        if not dry:
            return {}
        from feedpub.ingest.published import read_standing

        return {entry.id: entry.seen for entry in read_standing(self._config.out).values()}

    def _tell_files(self) -> None:
        """The feeds that this run did not make, as they stand, go among those it made."""
        rows = self._ledger.feeds()
        made = {file.slug for file in self.files}
        for row in rows.values():
            if row.slug not in made:
                self.files += [
                    FeedFile(str(shown(self._config.out / name)), row.slug, row.entries, False)
                    for name, _, _ in json.loads(row.files)
                ]
        order = {slug: number for number, slug in enumerate(rows)}
        self.files.sort(key=lambda file: order.get(file.slug, len(order)))

    def by_section(self) -> tuple[tuple[str, str, int], ...]:
        """Slug, title, and how many entries stand in it, of every section that has a feed, in their order."""
        return tuple(
            (row.slug, row.title, row.entries if is_further(row.position) else self._sections.get(row.slug, 0))
            for row in self._ledger.feeds().values()
            if row.slug != ALL
        )
