"""The table of feed formats, one row for each; all other code takes what it needs to know of a format from it.

To add a format, write its writer (a file beside this one), its checker (a file in `checking/`; a new code of a finding
gets a row in `data/rules.toml`), and a row here. Builds, pages, `feedpub check` and `feedpub serve` then know it, and
tests/scenarios/test_hosting.py fails until the examples in docs/hosting serve it too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from feedpub.paths import ATOM as _ATOM_SUFFIX
from feedpub.paths import feed_path

if TYPE_CHECKING:
    from feedpub.checking.feed import Checker, Finding
    from feedpub.model import Feed

__all__ = ["ATOM", "FORMATS", "JSON", "RSS", "Format", "checkers", "in_page_order"]

# Writers and checkers are imported where they run: a build that has nothing to write loads neither feedgen nor lxml.
_ATOM_TYPE = "application/atom+xml"
_RSS_TYPE = "application/rss+xml"
# Of the types that readers take, the one under which browsers show a feed with its style sheet: with those above,
# Firefox saves the file, and Chromium shows its source.
_XML_TYPE = "application/xml"
_JSON_TYPE = "application/feed+json"


class Format(NamedTuple):
    """A format of feeds.

    Attributes:
        suffix: how its files' names end, after the feed's slug and a dot. One of two parts (`atom.xml`) belongs to
            feeds alone. One of a single part (`json`) may end other files too: `feedpub check` takes such a file for a
            feed only where its content says so.
        media_type: in links to such feeds, without parameters; all files are text in UTF-8.
        served_as: the media type that web servers state.
        label: its name on pages.
        write: returns the bytes of a feed; it is given the feed, and the path its file will have below the base URL.
        check: returns what is wrong with a file; it is given all bytes, and its URL or None.
    """

    suffix: str
    media_type: str
    served_as: str
    label: str
    write: "Callable[[Feed, str], bytes]"
    check: "Checker"

    def path(self, slug: str) -> str:
        """The path of a feed in this format, below the output folder."""
        return feed_path(slug, self.suffix)


def _write_atom(feed: "Feed", path: str) -> bytes:
    from feedpub.writing.rss_atom import write_atom

    return write_atom(feed, path, _ATOM_TYPE)


def _write_rss(feed: "Feed", path: str) -> bytes:
    from feedpub.writing.rss_atom import write_rss

    return write_rss(feed, path, _RSS_TYPE)


def _write_json(feed: "Feed", path: str) -> bytes:
    from feedpub.writing.jsonfeed import write_json

    return write_json(feed, path)


def _check_xml(data: bytes, url: str | None) -> "tuple[Finding, ...]":
    from feedpub.checking import check_xml

    return check_xml(data, url)


def _check_json(data: bytes, url: str | None) -> "tuple[Finding, ...]":
    from feedpub.checking import check_json

    return check_json(data, url)


ATOM = Format(
    suffix=_ATOM_SUFFIX,
    media_type=_ATOM_TYPE,
    served_as=_XML_TYPE,
    label="Atom",
    write=_write_atom,
    check=_check_xml,
)
RSS = Format(
    suffix="rss.xml", media_type=_RSS_TYPE, served_as=_XML_TYPE, label="RSS", write=_write_rss, check=_check_xml
)
JSON = Format(
    suffix="json", media_type=_JSON_TYPE, served_as=_JSON_TYPE, label="JSON", write=_write_json, check=_check_json
)

FORMATS = (RSS, ATOM, JSON)  # in the order in which files are written and listed


def in_page_order(formats: Iterable[Format]) -> tuple[Format, ...]:
    """Formats as pages list them: Atom first, which browsers and readers then prefer; the others in their order."""
    return tuple(sorted(formats, key=lambda row: row.suffix != _ATOM_SUFFIX))


def checkers(formats: Iterable[Format]) -> "Mapping[str, Checker]":
    """The checker of each suffix, as `checking.check_file` takes them."""
    return {row.suffix: row.check for row in formats}
