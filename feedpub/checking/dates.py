"""Check dates and their order (RFC 4287 sections 3.3, 4.2.9 and 4.2.15; RFC 3339; RFC 822 and RFC 1123 5.2.14)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from lxml import etree

from feedpub.checking.feed import ATOM, Feed, Finding, error, text, warning
from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["date_order", "dates", "rfc822", "rfc3339", "updated_twice"]

_ATOM_DATES, _RSS_DATES = (f"{ATOM}updated", f"{ATOM}published"), ("pubDate", "lastBuildDate")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# RFC 4287 3.3 requires the capital letters that are optional in RFC 3339 5.6.
_RFC3339 = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_RFC822 = regex(  # with the blanks, years and zones that only some readers understand
    r"((?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s*,\s*)?\d\d?\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"\s+(\d\d){1,2}\s+\d\d:\d\d(:\d\d)?\s+([+-]\d{4}|UT|GMT|[ECMP][SD]T|[A-IK-Z])",
    re.ASCII,
)
_SAFE = regex(r"([A-Z]\w\w, )?\d\d? [A-Z]\w\w \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|UT|GMT)", re.ASCII)


@lru_cache(maxsize=4096)
def _moment(written: str, atom: bool) -> datetime | None:
    """The moment of a date; None where it is not valid in its standard."""
    if not (_RFC3339 if atom else _RFC822).fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written) if atom else parsedate_to_datetime(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def rfc3339(written: str) -> datetime | None:
    """The moment of a date as Atom and JSON Feed write it; None where it is not valid."""
    return _moment(written, True)


def rfc822(written: str) -> datetime | None:
    """The moment of a date as RSS writes it; None where it is not valid."""
    return _moment(written, False)


def _said(nodes: list[etree._Element], atom: bool) -> datetime | None:
    return _moment(text(nodes[0]), atom) if nodes else None


def dates(feed: Feed) -> Iterator[Finding]:
    for node in feed.iter(*_ATOM_DATES, *_RSS_DATES):
        written, atom = text(node), node.tag in _ATOM_DATES
        moment = _moment(written, atom)
        if moment is None:
            standard = "RFC 3339" if atom else "RFC 822"
            yield error(
                node,
                "date-invalid",
                message("{written!r} is no date after {standard}", written=written, standard=standard),
            )
            continue
        if moment < _EPOCH:  # the epoch itself is what an empty Atom feed carries
            yield warning(node, "date-implausible", message("{written} was before there were feeds", written=written))
        if not atom:
            yield from _old_habits(node, written)


def _old_habits(node: etree._Element, written: str) -> Iterator[Finding]:
    if not _SAFE.fullmatch(written):
        yield warning(
            node,
            "date-obsolete",
            message("{written}: write the year with four digits, the zone as +0000", written=written),
        )
        return
    day = _DAYS[parsedate_to_datetime(written).weekday()]
    if written[:1].isalpha() and not written.startswith(day):
        yield error(node, "date-weekday", message("{written} is a {day}", written=written, day=day))


def updated_twice(feed: Feed) -> Iterator[Finding]:
    """Readers that sort by time show entries of one moment in a different order each time."""
    seen: set[datetime] = set()
    for node in (node for entry in feed.items for node in entry.all(f"{ATOM}updated")):
        moment = _moment(text(node), True)
        if moment in seen:
            yield warning(node, "updated-twice", message("two entries were updated at {moment}", moment=text(node)))
        seen |= {moment} if moment else set()


def date_order(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.2.15 and 4.2.9: no entry newer than its feed, nothing published after its last change."""
    latest, own = ("updated", f"{ATOM}updated") if feed.ns else ("lastBuildDate", "pubDate")
    whole = _said(feed.top.all(feed.ns + latest), bool(feed.ns))
    for part in feed.items:
        moment = _said(part.all(own), bool(feed.ns))
        published = _said(part.all(f"{ATOM}published"), True) if feed.ns else None
        if whole and moment and moment > whole:
            yield warning(
                part.all(own)[0], "newer-than-feed", message("the feed's {latest} is older than that", latest=latest)
            )
        if published and moment and published > moment:
            yield warning(part.node, "published-late", message("the entry was published after its last change"))
