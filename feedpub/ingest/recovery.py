"""Fill a new archive with the entries that are published: those of feeds, and of their archive documents."""

import contextlib
from collections.abc import Mapping, Set
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.archive.daily import DailyRow
from feedpub.archive.documents import DocumentKey
from feedpub.archive.taken import TakenEntry
from feedpub.data.words import LANGUAGES
from feedpub.entries.corrections import is_correction
from feedpub.entries.feed import ALL, DAILY, further_feeds
from feedpub.entries.follows import marked
from feedpub.entries.ids import key_of
from feedpub.entries.leaving import is_last_entry
from feedpub.ingest.published import (
    PublishedEntry,
    as_json,
    read_addresses,
    read_documents,
    read_entries,
    read_published,
)
from feedpub.model import Config
from feedpub.model.build import BuildContext
from feedpub.sections.catalogue import default_sections

__all__ = ["may_be_followed", "take_over"]


def may_be_followed(config: Config) -> bool:
    """Whether feeds are in the output folder that have an address of their own, and that people may follow."""
    own = config.base_url if config.has_address else None
    return any(address == own or Config(base_url=address).has_address for address in read_addresses(config.out))


def take_over(archive: Archive, context: BuildContext) -> None:
    """Takes ids and moments over; what bulletins have of the entries is found later.

    Args:
        archive: a new one.
        context: says where feeds are, and when it is; what a hand has set later counts as now.
    """
    config, now = context.config, context.now
    known = chain.from_iterable(map(default_sections, LANGUAGES))  # the paper may have had another language
    slugs = {section.title: section.slug for section in (*known, *config.sections)}
    further = {ALL, *(section.slug for section in further_feeds(config))}
    taking = _TakingOver(archive, ZoneInfo(config.timezone), slugs, further)
    for entry in read_published(config.out, now).values():
        if entry.feeds == {DAILY}:
            taking.take_issue(entry)
        elif is_correction(entry.id, entry.section, entry.published, config):
            continue  # what they tell of is known no more; they stay as they are until there is another
        elif not is_last_entry(entry.id, entry.feeds, entry.published, config):
            taking.take(entry)
    for slug, number, path in read_documents(config.out):
        for entry in reversed(list(read_entries(path, now))):
            taking.take(entry._replace(feeds=frozenset({slug})))
            taking.note(entry, slug, number)
        archive.documents.add_published(DocumentKey(slug, number))
    if taking.has_documents:
        archive.settings.begin_history()
        archive.history.begin()


class _Known(NamedTuple):
    number: int
    updated: int


class _TakingOver:
    def __init__(self, archive: Archive, zone: ZoneInfo, slugs: Mapping[str, str], further: Set[str]) -> None:
        self._slugs = slugs
        self._further = further
        self._taken = archive.taken
        self._daily = archive.daily
        self._history = archive.history
        self._zone = zone
        self._known: dict[bytes, _Known] = {}
        self._sequence = 0
        self.has_documents = False

    def take(self, entry: PublishedEntry) -> None:
        """Takes an entry over; of one that is in several documents, the version that changed last."""
        try:
            key = key_of(entry.id)
        except ValueError:  # somebody else's feed
            return
        published, updated = _seconds(entry)
        known = self._known.get(key)
        if known and known.updated >= updated:
            return
        number = known.number if known else len(self._known) + 1
        self._known[key] = _Known(number, updated)
        if known:
            self._taken.correct(number, entry.title, updated)
        else:
            day = entry.published.astimezone(self._zone).date().isoformat()
            self._taken.add(TakenEntry(number, key, entry.title, day, self._slug(entry), published, updated))
        self._taken.keep(number, as_json(entry))
        if followed := sorted(entry.feeds & self._further - {ALL, DAILY}):
            self._taken.follow(number, marked(followed))

    def _slug(self, entry: PublishedEntry) -> str:
        named = self._slugs.get(entry.section)
        return named if named in entry.feeds else min(entry.feeds - self._further, default=named or "general")

    def take_issue(self, entry: PublishedEntry) -> None:
        """Takes over the moments of an issue."""
        with contextlib.suppress(ValueError):
            self._daily.write(DailyRow(key_of(entry.id), *_seconds(entry), seen=None))

    def note(self, entry: PublishedEntry, slug: str, document: int) -> None:
        """Notes that an entry is in a document."""
        self.has_documents = True
        self._sequence += 1
        with contextlib.suppress(ValueError, KeyError):  # somebody else's entry, that was not taken over
            self._history.place(slug, self._sequence, self._known[key_of(entry.id)].number, document)


def _seconds(entry: PublishedEntry) -> tuple[int, int]:
    return int(entry.published.timestamp()), int(entry.updated.timestamp())
