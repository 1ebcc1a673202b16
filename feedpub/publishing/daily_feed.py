"""The feed of issues: one entry each, with its headlines by section."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from feedpub.archive.daily import DailyRow
from feedpub.data.words import words_in
from feedpub.entries.feed import DAILY
from feedpub.entries.html import escaped
from feedpub.entries.ids import entry_id, entry_key, short_id
from feedpub.entries.seen import seen_hash
from feedpub.entries.timestamps import mornings, updated_moment
from feedpub.model import MOST_AHEAD, Config, Entry, Section
from feedpub.model.site import Listing, SiteFeed
from feedpub.paths import article_path, issue_path
from feedpub.publishing.context import RenderContext

__all__ = ["daily_entries"]

_ISSUES = 30  # that the feed carries


def daily_entries(context: RenderContext, section: Section, sections: Sequence[SiteFeed]) -> list[Entry]:
    """Make the entries of the newest issues, the newest first, and note their moments in the archive.

    Each counts as published on its issue's morning, or when it was first built, if that was earlier; and as updated
    when its headlines changed.

    Args:
        context: of the build.
        section: what the feed is called.
        sections: of the paper, in their order.
    """
    entries = []
    changes = 0
    for day in list(context.archive.issues.counts(last=context.build.today + MOST_AHEAD))[:_ISSUES]:
        listings = list(context.archive.issues.listings(day.isoformat(), sections))
        key = entry_key((context.config.id_publication, DAILY, day.isoformat()))
        headlines = [(listing.feed.title, *(article.title for article in listing.entries)) for listing in listings]
        seen = seen_hash(repr(headlines))
        row = None if context.build.draft else context.archive.daily.get(key)
        if row is None:
            first = _first(day, context)
            row = DailyRow(key, first, first, None)
        updated = updated_moment(row.published, row.updated, row.seen, seen, context.now, changes)
        changes += updated.changed
        row = row._replace(updated=updated.moment, seen=seen)
        context.archive.daily.write(row)
        entries.append(_entry(context, section, day, row, listings))
    return entries


def _first(day: date, context: RenderContext) -> int:
    morning = next(mornings(day, 1, ZoneInfo(context.config.timezone)))
    return min(int(morning.timestamp()), context.now)


def _entry(context: RenderContext, section: Section, day: date, row: DailyRow, listings: Sequence[Listing]) -> Entry:
    identity, words = entry_id(row.id), words_in(context.config.language)
    counts = (words.say("section_count", section=listing.feed.title, count=listing.total) for listing in listings)
    return Entry(
        id=identity,
        short_id=short_id(identity),
        title=words.say("issue", publication=context.publication, date=words.dated(day)),
        section=section,
        day=day,
        published=datetime.fromtimestamp(row.published, UTC),
        updated=datetime.fromtimestamp(row.updated, UTC),
        author=context.publication,
        authors=(context.publication,),
        summary=words["between"].join(counts),
        html="\n".join(_html(listing, context.config) for listing in listings),
        link=context.config.base_url + issue_path(day) if context.config.pages else None,
        tag=None,
        article=None,
    )


def _html(listing: Listing, config: Config) -> str:
    rows = []
    for article in listing.entries:
        title = escaped(article.title)
        link = config.base_url + article_path(article.short_id)
        rows.append(f'<li><a href="{link}">{title}</a></li>' if config.pages else f"<li>{title}</li>")
    return f"<h3>{escaped(listing.feed.title)}</h3>\n<ul>{''.join(rows)}</ul>"
