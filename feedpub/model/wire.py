"""What the file of a news agency states of an item beside its text: which one it is, and what may be done with it."""

from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

__all__ = ["ItemStatus", "WireItem"]


class ItemStatus(IntEnum):
    """The publishing status of an item (IPTC NewsCodes `stat`; the numbers are in the archive)."""

    USABLE = 0
    WITHHELD = 1  # not to be published until further notice
    CANCELED = 2  # never to be published, or no more


class WireItem(NamedTuple):
    """An item of a wire: ninjs, NewsML-G2 or NITF.

    Attributes:
        guid: what identifies the item in all its versions; empty if its file states nothing of the kind.
        version: its number, 0 if it states none or no number.
        status: whether it may be published.
        created: when the item, or its content, was made first; it stays the same in all versions. None if not stated.
        versioned: when this version was made; None if not stated. A moment without a zone is in the paper's.
        embargoed: it must not be published before; None if it may be at once.
        located: the place where it was written, or None.
        language: its tag (BCP 47), or None.
        topics: codes of IPTC Media Topics, or of the older Subject Codes, in order; the narrowest first.
        source: who provides it, or None.
        title: its headline.
        line: of its headline in the text its file was made; 0 if none of it is there, since it may not be published.
    """

    guid: str
    version: int = 0
    status: ItemStatus = ItemStatus.USABLE
    created: datetime | None = None
    versioned: datetime | None = None
    embargoed: datetime | None = None
    located: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    source: str | None = None
    title: str = ""
    line: int = 0

    @property
    def made(self) -> datetime | None:
        """The moment that gives its day: when it was made first, else when this version was; or when it is due."""
        made = self.created or self.versioned
        if made and self.embargoed and _aware(self.embargoed) > _aware(made):
            return self.embargoed
        return made

    def is_newer(self, other: "WireItem") -> bool:
        """Whether this is a newer version than another one of the same item."""
        return self.rank > other.rank

    @property
    def rank(self) -> tuple[int, float]:
        """What versions of one item are ordered by: the number of the version, then the moment it was made."""
        return self.version, _aware(self.versioned).timestamp() if self.versioned else 0.0


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
