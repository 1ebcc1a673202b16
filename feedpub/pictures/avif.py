"""AVIF (ISO/IEC 23008-12): boxes, some of which are metadata, and items of metadata.

Where everything is stands in the file, in numbers. So what must go is overwritten in its place, with as many bytes.
"""

import struct

from feedpub.messages import message
from feedpub.pictures.boxes import Box, Item, boxes_in, items_of
from feedpub.pictures.container import BrokenPictureError, Cleaned
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.xmp import clean_xmp

__all__ = ["clean_avif"]

_KEPT = (b"ftyp", b"meta", b"mdat", b"moov")
_WITHIN = (b"moov", b"trak", b"mdia", b"minf", b"stbl")  # boxes of boxes, down to the number of frames
_WORDS = (b"udta", b"meta", b"uuid", b"free", b"skip")  # what a track or an item list says of itself in words
_PICTURES = (b"av01", b"grid", b"iovl", b"iden", b"tmap")  # types of items
_NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"  # a reader refuses a picture whose EXIF has no head


def clean_avif(data: bytes) -> Cleaned:
    """An AVIF without places, unknown metadata, and what is behind its boxes; see `places`.

    Raises:
        BrokenPictureError: its boxes can't be told apart, or metadata are where they can't be reached.
    """
    left = bytearray(data)
    frames, end, names = 1, 0, set()
    try:
        for box in boxes_in(data, 0, len(data)):
            if box.name == b"meta":
                _clean_items(left, box)
            elif box.name == b"moov":
                frames = max(frames, _clean_tracks(left, box))
            elif box.name not in _KEPT:
                _blank(left, box)
            end = box.end
            names.add(box.name)
    except BrokenPictureError:
        if not {b"meta", b"mdat"} <= names:  # else it is something behind the picture
            raise
    return Cleaned(bytes(left[:end]), frames)


def _blank(data: bytearray, box: Box) -> None:
    """Makes a box free space."""
    data[box.start : box.start + 4] = b"free"
    data[box.body : box.end] = bytes(box.end - box.body)


def _clean_tracks(data: bytearray, parent: Box, depth: int = 1) -> int:
    """Takes out what tracks say of themselves in words; returns how many frames they have."""
    frames = 1
    for box in boxes_in(data, parent.body, parent.end):
        if box.name in _WITHIN and depth < len(_WITHIN):
            frames = max(frames, _clean_tracks(data, box, depth + 1))
        elif box.name in _WORDS:
            _blank(data, box)
        elif box.name == b"stsz":
            frames = max(frames, int.from_bytes(data[box.body + 8 : box.body + 12], "big"))
    return frames


def _clean_items(data: bytearray, meta: Box) -> None:
    room = len(data)
    for item in list(items_of(data, meta)):
        if item.kind in _PICTURES:
            continue
        if item.spans is None:
            raise BrokenPictureError(message("has metadata that can't be reached"))
        room -= sum(end - start for start, end in item.spans)
        if room < 0 or any(end > len(data) for _, end in item.spans):
            raise BrokenPictureError(message("is cut off or damaged"))
        _overwrite(data, item)
    for box in boxes_in(data, meta.body + 4, meta.end):
        if box.name in _WORDS:
            _blank(data, box)


def _overwrite(data: bytearray, item: Item) -> None:
    """Writes what stays of an item over it."""
    spans = item.spans or []
    old = b"".join(bytes(data[start:end]) for start, end in spans)
    if item.kind == b"Exif":
        new = _exif_item(old).ljust(len(old), b"\0")
    elif item.kind == b"mime" and item.media_type == b"application/rdf+xml":
        cleaned = clean_xmp(old)
        new = (cleaned if len(cleaned) <= len(old) else b"").ljust(len(old))
    else:
        new = bytes(len(old))
    for start, end in spans:
        data[start:end], new = new[: end - start], new[end - start :]


def _exif_item(old: bytes) -> bytes:
    """An item of EXIF: where its head is, from the fifth byte on, and what begins there."""
    if len(old) < len(_NO_EXIF):
        return b""
    [head] = struct.unpack_from(">I", old)
    exif = old[4 + head :]
    left = clean_exif(exif)
    if left == exif:
        return old
    return bytes(4) + left if left and 4 + len(left) <= len(old) else _NO_EXIF
