"""Read what is published from the Atom feeds of the last build, to recover from a lost archive.

From it an entry keeps its id when its headline is corrected, its first published moment, and its `updated` until what
a reader sees of it changes (design decisions 4 and 5; RFC 4287, sections 4.2.6, 4.2.9 and 4.2.15).
"""

import contextlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from feedpub.archive.values import reading
from feedpub.entries.ids import COLUMN_SCHEME, SECTION_SCHEME, key_of, page_address, short_id
from feedpub.entries.seen import seen_text
from feedpub.entries.text import NO_TEXT
from feedpub.model import Config, Entry, Section
from feedpub.paths import feed_path

__all__ = [
    "PublishedEntry",
    "as_json",
    "entry_of",
    "from_json",
    "read_addresses",
    "read_documents",
    "read_entries",
    "read_published",
]

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LATEST = datetime(9990, 1, 1, tzinfo=UTC)


class PublishedEntry(NamedTuple):
    """An entry as published; the fields are an `Entry`'s.

    Attributes:
        seen: all a reader sees of it, without markup and white space.
        section, tag: its categories' terms, of the section and of the column.
        feeds: the slugs of the feeds that carry it.
        language: its own language, or None.
    """

    id: str
    title: str
    published: datetime
    updated: datetime
    seen: str
    author: str = ""
    html: str = ""
    summary: str = ""
    section: str = ""
    tag: str | None = None
    feeds: frozenset[str] = frozenset()
    language: str | None = None


def read_published(folder: Path, now: datetime | None = None) -> dict[str, PublishedEntry]:
    """Every entry of the feeds in a folder, by id; files that are not feeds of feedpub are skipped.

    Moments later than `now`, which somebody edited, count as now.
    """
    found: dict[str, PublishedEntry] = {}
    carried_by: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob(feed_path("*"))):
        for entry in read_entries(path, now):
            found.setdefault(entry.id, entry)  # the same in every feed that carries it
            carried_by[entry.id].add(path.name.removesuffix(feed_path("")))
    return {identity: entry._replace(feeds=frozenset(carried_by[identity])) for identity, entry in found.items()}


def read_documents(folder: Path) -> Iterator[tuple[str, int, Path]]:
    """The archive documents in a folder of feeds: the feed's slug, the document's number, and its path."""
    for path in sorted(folder.glob(f"archive/*/{feed_path('*')}")):
        number = path.name.removesuffix(feed_path(""))
        if number.isdecimal():
            yield path.parent.name, int(number), path


def read_entries(path: Path, now: datetime | None = None) -> Iterator[PublishedEntry]:
    """The entries of a feed, or of an archive document, in its order; none where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    with contextlib.suppress(OSError, etree.XMLSyntaxError):
        for entry in etree.fromstring(path.read_bytes(), parser).iterfind(f"{_ATOM}entry"):
            with contextlib.suppress(ValueError, OverflowError):
                yield _entry(entry, now or _LATEST)


def read_addresses(folder: Path) -> set[str]:
    """The addresses that the feeds in a folder say they have (RFC 4287, section 4.2.7.2), without the files' names."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    found: set[str] = set()
    for path in folder.glob(feed_path("*")):
        with contextlib.suppress(OSError, etree.XMLSyntaxError):
            for link in etree.fromstring(path.read_bytes(), parser).iterfind(f"{_ATOM}link[@rel='self']"):
                address = link.get("href", "")
                if address.endswith(f"/{path.name}"):
                    found.add(address.removesuffix(path.name))
    return found


def _entry(entry: etree._Element, now: datetime) -> PublishedEntry:
    """An entry of a feed.

    Raises:
        ValueError: it has no moments.
        OverflowError: they lie outside all calendars.
    """

    def text(name: str) -> str:
        return entry.findtext(f"{_ATOM}{name}", "")

    author = entry.findtext(f"{_ATOM}author/{_ATOM}name", "")
    terms = {row.get("scheme"): row.get("term", "") for row in entry.iterfind(f"{_ATOM}category")}
    summary = entry.find(f"{_ATOM}summary")
    words = "" if summary is None else summary.text or ""
    return PublishedEntry(
        id=text("id"),
        title=text("title"),
        published=min(now, _moment(text("published"))),
        updated=min(now, _moment(text("updated"))),
        seen=seen_text(text("title"), author, text("content")),
        author=author,
        html="" if text("content") == NO_TEXT else text("content"),
        summary=unescape(words) if summary is not None and summary.get("type") == "html" else words,
        section=terms.get(SECTION_SCHEME, ""),
        tag=terms.get(COLUMN_SCHEME),
        language=entry.get(_LANGUAGE),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return moment + timedelta(days=2) - timedelta(days=2)  # room for every time zone


def as_json(published: PublishedEntry) -> str:
    """An entry as the archive keeps it, while no bulletin has it."""
    fields = published._asdict() | {"feeds": sorted(published.feeds)}
    fields |= {name: fields[name].isoformat() for name in ("published", "updated")}
    return json.dumps(fields)


def from_json(text: str) -> PublishedEntry:
    """The entry that `as_json` wrote.

    Raises:
        DamagedError: it is not one.
    """
    with reading("an entry taken over from a feed"):
        fields = json.loads(text)
        fields |= {name: datetime.fromisoformat(fields[name]) for name in ("published", "updated")}
        published = PublishedEntry(**fields | {"feeds": frozenset(fields["feeds"])})
        "".join(
            [*published.feeds, *(field or "" for field in published if not isinstance(field, datetime | frozenset))]
        )
        key_of(published.id)
        return published


def entry_of(published: PublishedEntry, section: Section, config: Config, updated: datetime) -> Entry:
    """An entry as it was published, to be published again; its article is no longer known."""
    return Entry(
        id=published.id,
        short_id=short_id(published.id),
        title=published.title,
        section=section,
        day=published.published.date(),
        published=published.published,
        updated=updated,
        author=published.author,
        authors=(published.author,),
        summary=published.summary,
        html=published.html,
        link=page_address(published.id, config),
        tag=published.tag,
        article=None,
        language=published.language,
    )
