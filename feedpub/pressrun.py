"""A press run: the feeds and pages that news, or settings, changed are made, checked, staged, and published.

The archive is committed between: whatever a build that is killed leaves undone is owed, and the next one does it.
"""

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.bulletins import shown
from feedpub.corrections import Change, changes_of
from feedpub.errors import ConfigError
from feedpub.feeds import ALL, DAILY, further_feeds, is_further, site_of
from feedpub.history import History
from feedpub.ledger import FeedFile, Ledger, fingerprint
from feedpub.model import Config, Problem, SiteFeed
from feedpub.places import ASSETS, FRONT, OPML, section_path
from feedpub.publish import Output
from feedpub.scan import News
from feedpub.withdrawals import Withdrawal

if TYPE_CHECKING:
    from feedpub.desk import Desk
    from feedpub.makeup import Makeup
    from feedpub.press import Press

__all__ = ["Run"]


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
        names = self._ledger.publications()
        self._publication = config.publication or (names[0] if len(names) == 1 else "feedpub")
        self._sections = self._ledger.sections()
        self._further = further_feeds(config)
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
        if fresh:
            self._sections = self._ledger.sections()
        stands = Output(self._config.out, dry=True)
        if self._is_worth_more(stands):
            return
        printed = self._printed()
        anew = self._archive.setting("printed") != printed
        slugs = self._wanted(stands, anew=anew)
        pages = self._owed_pages(stands, fresh, changed, anew=anew) if self._config.pages else set()
        owed = self._owes_documents(stands, anew=anew) or self._misses_fronts(stands)
        if slugs or pages or fresh or owed:
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
        return self._failed or stands.marks(f"{ALL}.atom.xml") is not None

    def _printed(self) -> str:
        config = self._config
        out = os.path.relpath(config.out, self._archive.home)  # what stands in another folder is not known
        seen = (
            out,
            config.tombstones,
            config.history,
            config.base_url,
            config.language,
            config.pages,
            config.days,
            config.limit,
            config.description,
            _templates_of(config),
            (config.daily, config.follows),
            (config.content, config.rights, config.agencies, config.icon, config.logo, config.ttl, config.hubs),
        )
        return fingerprint(*seen, config.sections, self._publication)

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
        wanted = {slug for slug in self._news.slugs if slug in standing or slug in ought}
        wanted |= stale | (ought - standing) | (ought | standing if anew else set())
        # Where all of a section is held back, what stands published is better than an empty feed.
        held = {slug for (slug,) in self._archive.db.execute("SELECT DISTINCT slug FROM entry WHERE held")}
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
        dry: bool,
    ) -> None:
        from feedpub.documents import Documents
        from feedpub.makeup import Makeup
        from feedpub.press import SUFFIXES, Press

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
            for number in self._news.touched
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
        self._write_further(press, makeup, output, slugs, anew=anew)
        self.new = len(carried.intersection(fresh)) if taken and self._archive.is_new else len(fresh)
        self.corrected = len(press.corrected)
        self.pages = press.pages
        self.problems += press.problems
        self.files += press.files
        if dry:
            withdrew = {number for number, now in changed.items() if now}
            self.changes = tuple(changes_of(entries, set(fresh), withdrew, press.corrected, before))
            return
        self._archive.note("printed", printed)
        if config.hubs:
            from feedpub.websub import owe_pings

            owe_pings(self._archive, config, [Path(file.path).name for file in press.files if file.written])
        self._archive.commit()
        output.publish()
        self._ledger.settle(slugs, press.failed, output, SUFFIXES)
        if history:
            history.settle(written)
        if config.pages:
            db.executemany("UPDATE entry SET page_written = 1 WHERE number = ?", [(n,) for n in press.paged])
        self._archive.commit()

    def _owed_pages(self, stands: Output, fresh: list[int], changed: Mapping[int, bool], *, anew: bool) -> set[int]:
        """The numbers of the entries whose pages are to be looked at."""
        numbers = {*fresh, *changed, *self._news.touched}
        self._ledger.owe_neighbours(numbers, self._news.slugs)
        self._news.days |= self._ledger.days_of(numbers)
        return self._ledger.owed_pages(stands, anew=anew)

    def _misses_fronts(self, stands: Output) -> bool:
        """Whether a file is missing that every site has."""
        fixed = (OPML, *((FRONT, *ASSETS) if self._config.pages else ()))
        return any(stands.marks(name) is None for name in fixed)

    def _write_further(self, press: "Press", makeup: "Makeup", output: Output, slugs: set[str], *, anew: bool) -> None:
        """Stages the feed of issues, the list of what there is to follow, and the pages that lead to it."""
        sections = [
            SiteFeed(row.slug, row.title, section_path(row.slug) if self._config.pages else "")
            for row in self._ledger.feeds().values()
            if row.slug != ALL and not is_further(row.position)
        ]
        followed = [SiteFeed(row.slug, row.title) for row in self._further]
        if DAILY in slugs:
            from feedpub.daily import daily_entries

            of_issues = makeup.section(DAILY)
            assert of_issues is not None
            entries = daily_entries(self._archive, self._config, of_issues, sections, self._publication, self._now)
            press.write_feed(makeup.feed(DAILY, entries, None))
        site = site_of(self._config, self._publication)
        press.write_opml(site, [*sections, *followed])
        if self._config.pages:
            from feedpub.fronts import Fronts  # Jinja2 is not needed without pages
            from feedpub.writing.pages import Pages

            fronts = Fronts(
                self._archive, Pages(site, self._config.templates), output, sections, followed, press.entry_of
            )
            fronts.write(slugs, self._news.days, anew=anew)

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
            history.move(self._news.touched)
        history.owe_those_with(changed)
        return history

    def _before(self, *, dry: bool) -> dict[str, str]:
        """What readers see of each entry that stands published, for a dry run."""
        if not dry:
            return {}
        from feedpub.standing import read_standing

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


def _templates_of(config: Config) -> list[tuple[str, bytes]]:
    """The operator's templates, by name: where one changes, pages read otherwise."""
    if config.templates is None:
        return []
    return sorted((path.name, path.read_bytes()) for path in config.templates.glob("*") if path.is_file())
