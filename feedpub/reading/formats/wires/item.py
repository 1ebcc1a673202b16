"""An item of a wire as its file has it: what it states, and the parts of its text."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from feedpub.model.wire import ItemStatus, WireItem
from feedpub.patterns import regex

__all__ = ["Part", "PartKind", "WireText", "local_picture", "moment_of", "number_of", "status_of", "topics_of"]

PartKind: TypeAlias = Literal["text", "subhead", "item", "row", "picture"]

_TOPIC = regex(r"(?:(?P<alias>[A-Za-z][\w.-]{0,30}):|.{0,200}/)?(?P<code>\d{8})", 0)
_ALIASES = ("medtop", "mediatopic", "subj", "subject", "subjectcode", "iptc", "iptcsubjectcode")
_NUMBER = regex(r"\s*(\d{1,15})(?!\d)")
_ADDRESS = regex(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]{1,20}:|//")  # of the net, or a URN
_STATUSES = {
    "usable": ItemStatus.USABLE,
    "withheld": ItemStatus.WITHHELD,
    "embargoed": ItemStatus.USABLE,  # NITF; `date.release` says until when
    "canceled": ItemStatus.CANCELED,
    "cancelled": ItemStatus.CANCELED,
}


class Part(NamedTuple):
    """A part of the text of an item: a paragraph, a subhead, an item of a list, the row of a table, or a picture.

    Attributes:
        text: its words; of a row, its cells between `|`; of a picture, its caption.
        origin: where it comes from, in an editor's words.
        file: of a picture, its file beside the item's; empty where it has none: then the caption is told, and left out.
    """

    kind: PartKind
    text: str
    origin: str
    file: str = ""


@dataclass(slots=True, kw_only=True)
class WireText:
    """An item with its text, filled while it is read.

    Attributes:
        item: what it states.
        headline, kicker, deck, byline, dateline: as written; empty if there is none.
        parts: of its text, in order.
        left: what is not in the text, each with what it is.
        names: by the attribute, the name of the property or element it comes from.
        guids: of other items that it names: its pictures.
        is_picture: whether it is nothing but a picture.
    """

    item: WireItem
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    parts: list[Part] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    guids: tuple[str, ...] = ()
    is_picture: bool = False


def moment_of(text: str | None) -> datetime | None:
    """A moment as these formats write it (ISO 8601, extended or basic); without a zone it has none.

    Returns:
        None where nothing or no such moment is written. A day alone is its first moment.
    """
    try:
        return datetime.fromisoformat("".join((text or "").split()))
    except ValueError:
        return None


def number_of(text: str | None) -> int:
    """The number of a version; 0 where none is written. Of `2.1` it is 2."""
    found = _NUMBER.match(text or "")
    return int(found[1]) if found else 0


def status_of(text: str | None) -> ItemStatus:
    """The publishing status of an item: `stat:canceled`, `withheld`, an address that ends so.

    One that nobody knows is `WITHHELD`: what may not be published must not be by mistake.
    """
    if not text:
        return ItemStatus.USABLE
    return _STATUSES.get(text.strip().rpartition("/")[2].rpartition(":")[2].lower(), ItemStatus.WITHHELD)


def topics_of(codes: list[str]) -> tuple[str, ...]:
    """Those of some codes of subjects that are IPTC's: `medtop:20000822`, `subj:15000000`, an address that ends so."""
    found = (_TOPIC.fullmatch(code.strip()) for code in codes)
    rows = (row["code"] for row in found if row and (row["alias"] is None or row["alias"].lower() in _ALIASES))
    return tuple(dict.fromkeys(rows))


def local_picture(address: str | None) -> str | None:
    """The file of a picture that lies beside its item: `./a.jpg`, `file:///./a.jpg`; None for an address on the net."""
    text = (address or "").strip()
    if not text or _ADDRESS.match(text):
        return None
    if text.startswith("file:"):
        return text.rpartition("/")[2].strip() or None  # wherever it lay when it was sent
    return text.removeprefix("./")
