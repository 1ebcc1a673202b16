"""The boxes of ISO media files (ISO/IEC 14496-12), and where the items are that a box `meta` describes."""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from feedpub.messages import message
from feedpub.pictures.container import BrokenPictureError

__all__ = ["Box", "Item", "Span", "boxes_in", "items_of"]

Span: TypeAlias = tuple[int, int]  # where something begins in the file, and its end
_MOST = 20_000  # boxes in a row, and pieces of all items: a file of a few bytes could name billions


class Box(NamedTuple):
    """A box: its four letters, and where they, its content and its end are in the file."""

    name: bytes
    start: int
    body: int
    end: int


class Item(NamedTuple):
    """An item: its type, the media type where that is `mime`, and its pieces in their order; None: out of reach."""

    kind: bytes
    media_type: bytes
    spans: list[Span] | None


def boxes_in(data: bytes | bytearray, place: int, end: int) -> Iterator[Box]:
    """The boxes between two places.

    Raises:
        BrokenPictureError: one does not end where it should.
    """
    for _ in range(_MOST):
        if place + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, place)
        body = place + 8
        if size == 1:
            size, body = _number(data, body, 8), body + 8
        after = end if size == 0 else place + size
        if not body <= after <= end:
            break
        yield Box(name, place + 4, body, after)
        place = after
    raise BrokenPictureError(message("is cut off or damaged"))


def items_of(data: bytes | bytearray, meta: Box) -> Iterator[Item]:
    """The items that a box `meta` describes.

    Raises:
        BrokenPictureError: what describes them is cut off or damaged.
    """
    inner = {box.name: box for box in boxes_in(data, meta.body + 4, meta.end)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    store = inner.get(b"idat")
    spans = _spans(_Numbers(data, inner[b"iloc"]), store)
    first = inner[b"iinf"].body + (6 if _number(data, inner[b"iinf"].body, 1) == 0 else 8)
    for box in boxes_in(data, first, inner[b"iinf"].end):
        version = _number(data, box.body, 1)
        width = 4 if version == 3 else 2
        number, told = _number(data, box.body + 4, width), box.body + 6 + width
        kind, names = bytes(data[told : told + 4]), bytes(data[told + 4 : box.end]).split(b"\0")
        if version < 2:  # name, media type
            kind, names = b"mime", [b"", *bytes(data[told : box.end]).split(b"\0")[1:]]
        yield Item(kind, names[1] if len(names) > 1 else b"", spans.get(number, []))


class _Numbers:
    """Reads numbers of a box one after the other."""

    def __init__(self, data: bytes | bytearray, box: Box) -> None:
        self._data = data
        self._place = box.body
        self._end = box.end

    def take(self, size: int) -> int:
        place = self._place
        self._place += size
        if self._place > self._end:
            raise BrokenPictureError(message("is cut off or damaged"))
        return _number(self._data, place, size)


def _number(data: bytes | bytearray, place: int, size: int) -> int:
    return int.from_bytes(data[place : place + size], "big")


def _spans(iloc: _Numbers, store: Box | None) -> Mapping[int, list[Span] | None]:
    """Where the pieces of each item are, by the item's number."""
    version = iloc.take(1)
    iloc.take(3)
    sizes = iloc.take(2)
    offset, length, base = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    found: dict[int, list[Span] | None] = {}
    met = 0
    for _ in range(iloc.take(wide)):
        number = iloc.take(wide)
        method = iloc.take(2) & 15 if version else 0
        iloc.take(2)
        begin = iloc.take(base)
        pieces = []
        for _ in range(iloc.take(2)):
            met += 1
            if met > _MOST:
                raise BrokenPictureError(message("has too many parts"))
            iloc.take(index)
            start = begin + iloc.take(offset)
            pieces.append((start, start + iloc.take(length)))
        found[number] = _in_file(pieces, method, store)
    return found


def _in_file(pieces: list[Span], method: int, store: Box | None) -> list[Span] | None:
    """Pieces as places in the file: they are counted from its beginning (0), or from the box `idat` (1)."""
    if method == 0:
        return pieces
    if method == 1 and store is not None:
        return [(store.body + start, store.body + end) for start, end in pieces]
    return None
