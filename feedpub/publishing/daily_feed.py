"""The feed of issues: one entry each, with its headlines by section."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.archive.issues import counts_of, listings_of
from feedpub.entries.feed import DAILY
from feedpub.entries.html import escaped
from feedpub.entries.ids import entry_id, entry_key, short_id
from feedpub.entries.timestamps import mornings
from feedpub.model import Config, Entry, Section
from feedpub.model.site import Listing, SiteFeed
from feedpub.paths import article_path, issue_path

__all__ = ["daily_entries"]

_ISSUES = 30  # that the feed carries


def daily_entries(
    archive: Archive,
    config: Config,
    section: Section,
    sections: Sequence[SiteFeed],
    publication: str,
    now: datetime | None,
) -> list[Entry]:
    """The entries of the newest issues, the newest first.

    Each counts as published on its issue's morning, or when it was first built, if that was earlier; and as updated
    when its headlines changed.

    Args:
        archive: keeps their moments.
        config: everything the operator set.
        section: what the feed is called.
        sections: of the paper, in their order.
        publication: the paper's name.
        now: the build's moment.
    """
    entries = []
    changed = 0
    for day in list(counts_of(archive.db))[:_ISSUES]:
        listings = list(listings_of(archive.db, day.isoformat(), sections))
        html = "\n".join(_html(listing, config) for listing in listings)
        key = entry_key((config.id_publication, DAILY, day.isoformat()))
        headlines = [(listing.feed.title, *(article.title for article in listing.entries)) for listing in listings]
        seen = blake2b(repr(headlines).encode(), digest_size=16).digest()
        row = archive.db.execute("SELECT published, updated, seen FROM daily WHERE id = ?", (key,)).fetchone()
        if row is None:
            published = updated = _first(day, config, now)
        else:
            published, updated, before = row
            if before not in (None, seen) and now:
                updated = max(updated, published, int(now.timestamp()) - changed)
                changed += 1
        archive.db.execute("REPLACE INTO daily VALUES (?, ?, ?, ?)", (key, published, updated, seen))
        identity = entry_id(key)
        entry = Entry(
            id=identity,
            short_id=short_id(identity),
            title=f"{publication} {day.year}年{day.month}月{day.day}日",
            section=section,
            day=day,
            published=datetime.fromtimestamp(published, UTC),
            updated=datetime.fromtimestamp(updated, UTC),
            author=publication,
            authors=(publication,),
            summary="，".join(f"{listing.feed.title}{listing.total}篇" for listing in listings),
            html=html,
            link=config.base_url + issue_path(day) if config.pages else None,
            tag=None,
            article=None,
        )
        entries.append(entry)
    return entries


def _first(day: date, config: Config, now: datetime | None) -> int:
    morning = int(next(mornings(day, 1, ZoneInfo(config.timezone))).timestamp())
    return min(morning, int(now.timestamp())) if now else morning


def _html(listing: Listing, config: Config) -> str:
    rows = []
    for article in listing.entries:
        title = escaped(article.title)
        link = config.base_url + article_path(article.short_id)
        rows.append(f'<li><a href="{link}">{title}</a></li>' if config.pages else f"<li>{title}</li>")
    return f"<h3>{escaped(listing.feed.title)}</h3>\n<ul>{''.join(rows)}</ul>"
