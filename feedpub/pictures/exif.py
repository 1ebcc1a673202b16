"""EXIF: a small TIFF file within a picture, written again with the fields that say nothing of a place."""

import struct
from typing import NamedTuple, TypeAlias

__all__ = ["clean_exif"]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # of types, in bytes
_MOST_FIELDS = 1_000
_EXIF, _INTEROP = 0x8769, 0xA005  # their values are where a further table of fields begins
_MAKER_NOTE, _COMMENT = 0x927C, 0x9286

# The fields of the standard (Exif 3.0, TIFF 6.0), and the titles and authors of Windows. Not among them, so not kept:
# coordinates (0x8825, and those of GeoTIFF), further pictures (0x014A), XMP and IPTC within EXIF, and what only the
# maker of a camera or a program can read.
_KEPT = (
    range(0x00FE, 0x014A),
    range(0x014C, 0x0202),
    range(0x0211, 0x0215),
    range(0x1000, 0x1003),
    (0x0001, 0x0002, 0x4746, 0x4749, 0x8298, _EXIF, _INTEROP),
    range(0x829A, 0x829E),
    range(0x8822, 0x8825),
    range(0x8827, 0x8836),
    range(0x9000, _MAKER_NOTE),
    range(0x9290, 0x9293),
    range(0x9400, 0x9406),
    (0x9C9B, 0x9C9D, 0x9C9E, 0x9C9F),
    range(0xA000, 0xA005),
    range(0xA20B, 0xA21C),
    range(0xA300, 0xA440),
    (0xA460, 0xA461, 0xA462, 0xA500),
)


class _Field(NamedTuple):
    tag: int
    type: int
    length: int  # in values of the type
    value: "bytes | _Table"


_Table: TypeAlias = list[_Field]


def clean_exif(data: bytes) -> bytes:
    """EXIF without what says where a picture was taken, from the byte order on.

    Coordinates, the maker's note, comments, thumbnails and unknown fields are removed; the orientation, author,
    copyright, caption, times and all that the camera noted of itself stay.

    Args:
        data: from the byte order (`II` or `MM`) on.

    Returns:
        The same bytes where nothing had to go, and none where they are no EXIF.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return b""
    reader = _Reader(data, order)
    fields, following = reader.table(reader.number("I", 4))
    if following == 0 and fields and not reader.left_out:
        return data
    return data[:4] + struct.pack(f"{order}I", 8) + _write(fields, 8, order) if fields else b""


class _Reader:
    """Reads tables of fields; `left_out` says whether one was not taken over."""

    def __init__(self, data: bytes, order: str) -> None:
        self._data = data
        self._order = order
        self._room = len(data)
        self.left_out = False

    def number(self, form: str, offset: int) -> int:
        [found] = struct.unpack_from(self._order + form, self._data, offset)
        return int(found)

    def table(self, offset: int, above: tuple[int, ...] = ()) -> tuple[_Table, int]:
        """The fields of a table that are kept, and where the next table begins (0: there is none)."""
        fields: dict[int, _Field | None] = {}  # by tag; the first of several counts
        try:
            count = self.number("H", offset)
            for place in range(offset + 2, offset + 2 + 12 * min(count, _MOST_FIELDS), 12):
                tag = self.number("H", place)
                if tag in fields:
                    self.left_out = True
                else:
                    fields[tag] = self._field(tag, place, above)
            following = self.number("I", offset + 2 + 12 * count)
        except struct.error:  # it is cut off, as some writers leave it
            following = 0
            self.left_out = True
        kept = [field for _, field in sorted(fields.items()) if field]
        self.left_out = self.left_out or len(kept) < len(fields)
        return kept, following

    def _field(self, tag: int, place: int, above: tuple[int, ...]) -> _Field | None:
        kind, count = self.number("H", place + 2), self.number("I", place + 4)
        size = _SIZES.get(kind, 0)
        if not size or not any(tag in kept for kept in _KEPT):
            return None
        if tag in (_EXIF, _INTEROP):
            if tag in above:  # a table within itself
                return None
            within, _ = self.table(self.number("I", place + 8), (*above, tag))
            return _Field(tag, 4, 1, within) if within else None
        length = count * size
        start = place + 8 if length <= 4 else self.number("I", place + 8)
        self._room -= length  # fields may share a value; then a small file would become a large one
        if self._room < 0 or start + length > len(self._data):
            return None
        return _Field(tag, kind, count, self._data[start : start + length])


def _write(fields: _Table, start: int, order: str) -> bytes:
    """A table and its values, for a place in the file."""
    rows = [struct.pack(f"{order}H", len(fields))]
    values = b""
    after = start + 2 + 12 * len(fields) + 4
    for tag, kind, length, value in fields:
        place = struct.pack(f"{order}I", after + len(values))
        if isinstance(value, list):
            values += _write(value, after + len(values), order)
        elif len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            values += value + b"\0" * (len(value) % 2)
        rows.append(struct.pack(f"{order}HHI", tag, kind, length) + place)
    return b"".join([*rows, bytes(4), values])
