"""What a build changed for a subscriber: the entries of the Atom feeds before and after."""

from lxml import etree

from feedpub.model import Feed

__all__ = ["Changes"]

_ENTRY = "{http://www.w3.org/2005/Atom}entry"
_ID = "{http://www.w3.org/2005/Atom}id"


class Changes:
    """Gathers the entries of every feed as published before and as written now.

    Attributes:
        new: ids that no feed carried before.
        corrected: ids whose entry reads otherwise than before.
    """

    def __init__(self) -> None:
        self._before: dict[str, bytes] = {}
        self._now: dict[str, bytes] = {}
        self._same: set[str] = set()

    def add(self, feed: Feed, before: bytes | None, now: bytes) -> None:
        """Takes in a feed's Atom document, as it was (None where there was none) and as it is."""
        ids = {entry.id for entry in feed.entries}
        if before is None:
            self._now = dict.fromkeys(ids, b"") | self._now
        elif before == now:
            self._same |= ids
        else:
            self._before |= _entries(before)
            self._now |= _entries(now)

    @property
    def new(self) -> set[str]:
        return self._now.keys() - self._before.keys() - self._same

    @property
    def corrected(self) -> set[str]:
        known = (self._now.keys() & self._before.keys()) - self._same
        return {identity for identity in known if self._now[identity] != self._before[identity]}


def _entries(document: bytes) -> dict[str, bytes]:
    """Id → entry as written; nothing where somebody left a file that is no feed."""
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    except etree.XMLSyntaxError:
        return {}
    return {entry.findtext(_ID, ""): etree.tostring(entry, with_tail=False) for entry in root.iterfind(_ENTRY)}
