"""What stands published, as the Atom feeds of the last build tell it: the memory of builds that keep no other.

From it an entry keeps its id when its headline is corrected, its first published moment, and its `updated` until what
a reader sees of it changes (design decisions 4 and 5; RFC 4287, sections 4.2.6, 4.2.9 and 4.2.15).
"""

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from lxml import etree

from feedpub.entries import COLUMN_SCHEME, NO_TEXT, SECTION_SCHEME, page_address, short_id
from feedpub.model import Config, Entry, Section

__all__ = ["Standing", "entry_of", "keep_ids", "read_standing", "seen_of"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_TAG = re.compile(r"<[^<>]*>")
_LATEST = datetime(9990, 1, 1, tzinfo=UTC)
_ALIKE = 0.55  # of two texts' pairs of characters; other stories of one day share less than a third
_ALIKE_HEADED = 0.35  # where the headlines are alike too
_SAME_HEADLINE = 75.0  # of 100
_SAME_HEADLINE_ALONE = 60.0  # of entries without text


class Standing(NamedTuple):
    """An entry as published; the fields are an `Entry`'s.

    Attributes:
        seen: all a reader sees of it, without markup and white space.
        section, tag: its categories' terms, of the section and of the column.
        feeds: the slugs of the feeds that carry it.
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


class Row(Protocol):
    """What is looked at of an article that is to be published."""

    day: date
    kept_id: str | None

    @property
    def id(self) -> str:
        """The id of its entry."""


T = TypeVar("T", bound=Row)


def read_standing(folder: Path, now: datetime | None = None) -> dict[str, Standing]:
    """Every entry of the feeds in a folder, by id; what is no feed of ours, or no feed at all, is passed over.

    Moments that a hand has set later than `now` count as now.
    """
    found: dict[str, Standing] = {}
    carried_by: defaultdict[str, set[str]] = defaultdict(set)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    for path in sorted(folder.glob("*.atom.xml")):
        with contextlib.suppress(OSError, etree.XMLSyntaxError):
            for entry in etree.fromstring(path.read_bytes(), parser).iterfind(f"{_ATOM}entry"):
                identity = entry.findtext(f"{_ATOM}id", "")
                with contextlib.suppress(ValueError, OverflowError):
                    if identity not in found:  # the same in every feed that carries it
                        found[identity] = _standing(entry, now or _LATEST)
                    carried_by[identity].add(path.name.removesuffix(".atom.xml"))
    return {identity: entry._replace(feeds=frozenset(carried_by[identity])) for identity, entry in found.items()}


def _standing(entry: etree._Element, now: datetime) -> Standing:
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
    return Standing(
        id=text("id"),
        title=text("title"),
        published=min(now, _moment(text("published"))),
        updated=min(now, _moment(text("updated"))),
        seen=_bare(text("title"), author, _TAG.sub("", text("content"))),
        author=author,
        html="" if text("content") == NO_TEXT else text("content"),
        summary=unescape(words) if summary is not None and summary.get("type") == "html" else words,
        section=terms.get(SECTION_SCHEME, ""),
        tag=terms.get(COLUMN_SCHEME),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return moment + timedelta(days=2) - timedelta(days=2)  # room for every time zone


def entry_of(standing: Standing, section: Section, config: Config) -> Entry:
    """An entry as it stands, to be published once more; its article is at hand no longer."""
    return Entry(
        id=standing.id,
        short_id=short_id(standing.id),
        title=standing.title,
        section=section,
        day=standing.published.date(),
        published=standing.published,
        updated=standing.updated,
        author=standing.author,
        summary=standing.summary,
        html=standing.html,
        link=page_address(standing.id, config),
        tag=standing.tag,
        article=None,
    )


def seen_of(entry: Entry) -> str:
    """What a reader sees of an entry: headline, author and content, without markup and white space."""
    return _bare(entry.title, entry.author, _TAG.sub("", entry.html))


def _bare(*texts: str) -> str:
    return "".join("\x1f".join(texts).split())


def keep_ids(
    rows: Sequence[T], standing: Mapping[str, Standing], text_of: Callable[[T], tuple[str, str]], zone: ZoneInfo
) -> None:
    """Gives articles whose headline or place was corrected the id they stand under.

    An entry whose id no article gives any more is matched with one of its own day that has no entry yet, by the
    likeness of headline and text: the likest pair first. A story of another day, or another story, never inherits.

    Args:
        rows: every article.
        standing: by id; at least one.
        text_of: an article's headline and text.
        zone: the paper's.
    """
    first = min(row.published.astimezone(zone).date() for row in standing.values())
    near = [row for row in rows if row.day >= first]
    ids = {row.id for row in near}
    lost = [row for row in standing.values() if row.id not in ids]
    fresh = [row for row in near if row.id not in standing] if lost else []
    pairs = []
    for one, old in enumerate(lost):
        day = old.published.astimezone(zone).date()
        for two, new in enumerate(fresh):
            if new.day == day and (likeness := _likeness(old, *text_of(new))):
                pairs.append((-likeness, one, two))
    taken: set[int] = set()
    given: set[int] = set()
    for _, one, two in sorted(pairs):
        if one not in taken and two not in given:
            taken.add(one)
            given.add(two)
            fresh[two].kept_id = lost[one].id


def _likeness(old: Standing, headline: str, text: str) -> float:
    """How much says that an article is the one an entry stands for; 0 where it is another."""
    from rapidfuzz import fuzz  # only a build that finds a correction needs it

    headlines = fuzz.ratio(old.title, headline)
    texts = _shared(old.seen, text)
    if not text:
        return headlines / 100 if headlines >= _SAME_HEADLINE_ALONE else 0.0
    if texts >= _ALIKE or (headlines >= _SAME_HEADLINE and texts >= _ALIKE_HEADED):
        return texts + headlines / 1000
    return 0.0


def _shared(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common, in whatever order the paragraphs stand."""
    pairs = [Counter(_pairs(text)) for text in (one, other)]
    total = pairs[0].total() + pairs[1].total()
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 0.0


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return pairwise("".join(text.split()))
