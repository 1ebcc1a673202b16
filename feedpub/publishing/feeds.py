"""Makeup (拼版): which entries each feed carries, and what it says of itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from feedpub.archive import Archive
from feedpub.archive.feeds import FeedRow, Ledger
from feedpub.archive.history import History
from feedpub.archive.window import newest_first, window
from feedpub.entries.feed import ALL, further_feeds, make_feed
from feedpub.entries.ids import entry_id
from feedpub.model import Config, Entry, Feed, Section
from feedpub.model.withdrawal import Withdrawal
from feedpub.paths import document_path
from feedpub.sections.catalogue import Catalogue

__all__ = ["Makeup"]


class Makeup:
    """Makes up feeds from what an archive holds."""

    def __init__(
        self,
        config: Config,
        archive: Archive,
        catalogue: Catalogue,
        publication: str,
        withdrawals: Iterable[Withdrawal],
        now: datetime | None,
    ) -> None:
        """For one build.

        Args:
            config: everything the operator set.
            archive: where entries are.
            catalogue: the sections in effect.
            publication: the paper's name.
            withdrawals: for tombstones.
            now: the build's moment.
        """
        self._config = config
        self._db = archive.db
        self._ledger = Ledger(archive)
        self._rows = self._ledger.feeds()
        self._catalogue = catalogue
        self._publication = publication
        self._further = {row.slug: row for row in further_feeds(config)}
        self._withdrawals = {row.id: row for row in withdrawals}
        self._now = now

    def carried(self, slugs: Iterable[str], history: History | None) -> dict[str, list[int]]:
        """The numbers of the entries of feeds, by slug, newest first: the window, and what waits for a document."""
        found: dict[str, list[int]] = {}
        in_order = (*self._catalogue.all(), *self._further.values())
        order = {section.slug: number for number, section in enumerate(in_order, 1)}
        for slug in sorted(slugs, key=lambda slug: (slug != ALL, order.get(slug, len(order)), slug)):
            size = (self._config.days, self._config.limit)
            followed = slug in self._further
            found[slug] = window(self._db, None if slug == ALL else slug, *size, followed=followed)
            if history and not followed and (waiting := history.fill(slug, found[slug])):
                found[slug] = newest_first(self._db, {*found[slug], *waiting})
        return found

    def section(self, slug: str) -> Section | None:
        """A section in effect, or one that only its feed still knows; None for the feed of everything."""
        if slug == ALL:
            return None
        if slug in self._further:
            return self._further[slug]
        title = self._rows[slug].title if slug in self._rows else slug
        return self._catalogue.get(slug) or Section(slug=slug, title=title, order=len(self._catalogue.all()))

    def feed(self, slug: str, entries: list[Entry], history: History | None) -> Feed:
        """A feed, and a note of it in the archive: it is owed until it is published."""
        row = self._rows.get(slug)
        section = self.section(slug)
        moment = datetime.fromtimestamp(row.updated, UTC) if row and row.updated is not None else None
        feed = make_feed(section, entries, self._config, self._publication, moment)
        described = f"{feed.title}\n{feed.description}"
        if row and row.described != described and self._now:
            feed = make_feed(section, entries, self._config, self._publication, self._now)
        if history and slug not in self._further and (last := history.last(slug)):
            feed = replace(feed, links=(("prev-archive", document_path(slug, last)),))
        if self._config.tombstones:
            feed = replace(feed, tombstones=self._tombstones(slug))
        self._ledger.write(
            FeedRow(
                slug=slug,
                title=section.title if section else "",
                position=section.order if section else -1,
                made=bool(section and slug not in self._catalogue.stated and slug not in self._further),
                described=described,
                updated=int(feed.updated.timestamp()) if feed.updated else None,
                owed=1,
                entries=len(entries),
                files=row.files if row else "[]",
            )
        )
        return feed

    def _tombstones(self, slug: str) -> tuple[tuple[str, datetime, str | None], ...]:
        rows = self._db.execute(
            "SELECT id FROM entry WHERE withdrawn = '' AND ? IN ('all', slug) ORDER BY published DESC", (slug,)
        )
        over = [self._withdrawals[entry_id(key)] for (key,) in rows]
        return tuple((row.id, row.over, row.reason) for row in over)
