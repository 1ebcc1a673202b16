"""Feed assembly: the entries of each feed, its title, links and tombstones."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from feedpub.archive.feeds import FeedRow
from feedpub.entries.feed import ALL, CORRECTIONS, corrections_section, further_feeds, make_feed
from feedpub.entries.ids import entry_id
from feedpub.entries.leaving import last_entry
from feedpub.entries.timestamps import updated_moment
from feedpub.entries.topics import topic_section
from feedpub.model import Entry, Feed, Section
from feedpub.model.withdrawal import Withdrawal
from feedpub.paths import document_path
from feedpub.publishing.context import RenderContext, section_of

__all__ = ["FeedAssembly", "renamed_moment"]


class FeedAssembly:
    """Assemble the feeds of one build."""

    def __init__(self, context: RenderContext, withdrawals: Mapping[str, Withdrawal]) -> None:
        """An assembly that knows how feeds were published last.

        Args:
            context: of the build.
            withdrawals: by the id of their entry, for tombstones.
        """
        self._context = context
        self._config = context.config
        self._rows = context.archive.feeds.all()
        self._leaving = context.archive.feeds.leaving()
        self._further = {section.slug: section for section in further_feeds(context.config)}
        self._topics = context.archive.topics.published() if context.config.by else {}
        self._further |= {row.slug: topic_section(row.slug, row.title) for row in self._topics.values()}
        if context.tells:
            self._further[CORRECTIONS] = corrections_section(context.config)
        self._withdrawals = withdrawals

    def select_entries(self, slugs: Iterable[str]) -> dict[str, list[int]]:
        """Select the entries that feeds carry, and move those that left a feed into its archive documents.

        The archive notes which documents are to be written.

        Args:
            slugs: of the feeds.

        Returns:
            By slug, the numbers of the entries, newest first: the window, and what waits for the next document.
        """
        archive, config = self._context.archive, self._config
        found: dict[str, list[int]] = {}
        in_order = (*self._context.catalogue.all(), *self._further.values())
        order = {section.slug: number for number, section in enumerate(in_order, 1)}
        for slug in sorted(slugs, key=lambda slug: (slug != ALL, order.get(slug, len(order)), slug)):
            followed = slug in self._further
            window = archive.windows.entries(
                None if slug == ALL else slug,
                config.days,
                config.limit,
                followed=followed,
                topic=self._topics[slug].topic if slug in self._topics else None,
            )
            if config.history and not followed:
                fill = archive.history.fill if self._context.build.keeps_history else archive.history.unfiled
                waiting = fill(slug, window, config.archive_size)
                if waiting:
                    window = archive.published.newest_first({*window, *waiting})
            found[slug] = window
        return found

    def has(self, slug: str) -> bool:
        """Whether a feed was published before, and is not leaving."""
        return slug in self._rows

    def replaced(self, slugs: Iterable[str]) -> list[str]:
        """Those of these feeds, by slug, whose published files are as the archive has it, further feeds left out."""
        rows = self._rows
        return [slug for slug in slugs if slug not in self._further and slug in rows and not rows[slug].owed]

    def section(self, slug: str) -> Section | None:
        """A section in effect, or one that only its feed still knows; None for the feed of everything."""
        if slug == ALL:
            return None
        if slug in self._further:
            return self._further[slug]
        return section_of(slug, self._context.catalogue, self._context.archive)

    def assemble_and_owe(self, slug: str, entries: Iterable[Entry]) -> Feed:
        """Assemble a feed, and note in the archive what it says and that it is owed until it is published."""
        context, row, section = self._context, self._rows.get(slug), self.section(slug)
        plain = make_feed(section, entries, self._config, context.publication)
        described = f"{plain.title}\n{plain.description}"
        renamed = None if context.build.draft else renamed_moment(row, described, context.now)
        feed = replace(
            plain,
            updated=max((moment for moment in (renamed, plain.updated) if moment), default=None),
            links=self._links(slug),
            tombstones=self._tombstones(slug) if self._config.tombstones else (),
        )
        made = section is not None and slug not in context.catalogue.stated and slug not in self._further
        context.archive.feeds.write(
            FeedRow(
                slug=slug,
                title=section.title if section else "",
                position=section.order if section else -1,
                made=made,
                described=described,
                updated=int(feed.updated.timestamp()) if feed.updated else None,
                owed=True,
                entries=len(feed.entries),
                files=row.files if row else (),
            )
        )
        return feed

    def assemble_last(self, slug: str, leaves: date) -> Feed:
        """Assemble a feed that is no more, with the entry that says so, and note that it is owed.

        Args:
            slug: of the feed.
            leaves: the day on which it is removed, unless it was decided before.
        """
        context, row = self._context, self._leaving.get(slug)
        if row is None:
            ended = self._rows[slug]
            row = ended._replace(updated=context.now, owed=True, entries=1, leaves=leaves.isoformat())
        assert row.leaves is not None  # only those that leave are asked for
        assert row.updated is not None
        section = Section(slug=slug, title=row.title, order=row.position)
        day = date.fromisoformat(row.leaves)
        entry = last_entry(section, day, row.updated, self._config, context.publication)
        context.archive.feeds.write(row._replace(owed=True))
        feed = make_feed(section, [entry], self._config, context.publication)
        return replace(feed, home=self._config.base_url, links=self._links(slug))

    def _links(self, slug: str) -> tuple[tuple[str, str], ...]:
        """The newest archive document of a feed (RFC 5005, section 4)."""
        has_documents = self._context.build.keeps_history and slug not in self._further
        last = self._context.archive.documents.last(slug) if has_documents else 0
        return (("prev-archive", document_path(slug, last)),) if last else ()

    def _tombstones(self, slug: str) -> tuple[tuple[str, datetime, str | None], ...]:
        dropped = (self._withdrawals[entry_id(key)] for key in self._context.archive.published.dropped(slug))
        return tuple((row.id, row.over, row.reason) for row in dropped if not row.unpublished)


def renamed_moment(row: FeedRow | None, described: str, now: int) -> datetime | None:
    """When a feed was updated last, beside its entries: now, where its title or description has changed.

    Args:
        row: the feed as it was published last, or None.
        described: its title and description now.
        now: the moment of the build, in seconds since 1970.
    """
    if row is None:
        return None
    updated = updated_moment(0, row.updated or 0, row.described, described, now).moment
    return datetime.fromtimestamp(updated, UTC) if updated else None
