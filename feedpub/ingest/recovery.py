"""An archive that is new begins with what stands published: feeds, and the archive documents behind them."""

import contextlib
from collections.abc import Mapping, Set
from datetime import datetime
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.entries.feed import ALL, DAILY, further_feeds
from feedpub.entries.follows import marked
from feedpub.entries.ids import key_of
from feedpub.ingest.published import Standing, as_json, read_documents, read_entries, read_standing
from feedpub.model import Config
from feedpub.sections.catalogue import default_sections

__all__ = ["take_over"]

_INSERT = """INSERT INTO entry (number, id, base, place, line, title, day, issue, first, page, slug, evidence, held,
             length, origin, gone, published, updated)
             VALUES (?1, ?2, ?2, 0, 0, ?3, ?4, ?4, ?4, '', ?5, '', 0, 0, '', 2, ?6, ?7)"""


def take_over(archive: Archive, config: Config, now: datetime) -> None:
    """Takes ids and moments over; what bulletins have of the entries is found later.

    Args:
        archive: a new one.
        config: says where feeds stand.
        now: the build's moment; what a hand has set later counts as now.
    """
    slugs = {section.title: section.slug for section in (*default_sections(), *config.sections)}
    further = {ALL, *(section.slug for section in further_feeds(config))}
    taking = _TakingOver(archive, ZoneInfo(config.timezone), slugs, further)
    for entry in read_standing(config.out, now).values():
        if entry.feeds == {DAILY}:
            taking.take_issue(entry)
        else:
            taking.take(entry)
    for slug, number, path in read_documents(config.out):
        for entry in reversed(list(read_entries(path, now))):
            taking.take(entry._replace(feeds=frozenset({slug})))
            taking.note(entry, slug, number)
        archive.db.execute("REPLACE INTO document VALUES (?, ?, 0)", (slug, number))
    if taking.has_documents:
        archive.note("history", "begun")
        taking.wait()


class _TakingOver:
    def __init__(self, archive: Archive, zone: ZoneInfo, slugs: Mapping[str, str], further: Set[str]) -> None:
        self._slugs = slugs
        self._further = further
        self._db = archive.db
        self._zone = zone
        self._numbers: dict[bytes, int] = {}
        self._sequence = 0
        self.has_documents = False

    def take(self, entry: Standing) -> None:
        """Takes an entry over; of one that stands in several documents, the version that changed last."""
        try:
            key = key_of(entry.id)
        except ValueError:  # somebody else's feed
            return
        moments = [int(moment.timestamp()) for moment in (entry.published, entry.updated)]
        if number := self._numbers.get(key):
            (updated,) = self._db.execute("SELECT updated FROM entry WHERE number = ?", (number,)).fetchone()
            if updated >= moments[1]:
                return
            self._db.execute(
                "UPDATE entry SET updated = ?, title = ? WHERE number = ?", (moments[1], entry.title, number)
            )
        else:
            number = self._numbers[key] = len(self._numbers) + 1
            day = entry.published.astimezone(self._zone).date().isoformat()
            named = self._slugs.get(entry.section)
            slug = named if named in entry.feeds else min(entry.feeds - self._further, default=named or "general")
            self._db.execute(_INSERT, (number, key, entry.title, day, slug, *moments))
        self._db.execute("REPLACE INTO taken VALUES (?, ?)", (number, as_json(entry)))
        if followed := sorted(entry.feeds & self._further - {ALL, DAILY}):
            self._db.execute("UPDATE entry SET follows = ? WHERE number = ?", (marked(followed), number))

    def take_issue(self, entry: Standing) -> None:
        """Takes over the moments of an issue."""
        with contextlib.suppress(ValueError):
            moments = [int(moment.timestamp()) for moment in (entry.published, entry.updated)]
            self._db.execute("REPLACE INTO daily VALUES (?, ?, ?, NULL)", (key_of(entry.id), *moments))

    def note(self, entry: Standing, slug: str, document: int) -> None:
        """Notes that an entry stands in a document."""
        self.has_documents = True
        self._sequence += 1
        with contextlib.suppress(ValueError, KeyError):  # somebody else's entry, that was not taken over
            number = self._numbers[key_of(entry.id)]
            self._db.execute("INSERT INTO history VALUES (?, ?, ?, ?)", (slug, self._sequence, number, document))

    def wait(self) -> None:
        """What stands in feeds, and in no document yet, waits for the next."""
        for slug in ("'all'", "entry.slug"):
            self._db.execute(
                f"""INSERT INTO history
                    SELECT {slug}, ? + row_number() OVER (ORDER BY published), number, NULL FROM entry WHERE NOT EXISTS
                    (SELECT 1 FROM history AS old WHERE old.entry = number AND old.slug = {slug})""",
                (self._sequence,),
            )
