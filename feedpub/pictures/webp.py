"""WebP (RFC 9649): chunks of RIFF; metadata are in `EXIF` and `XMP `."""

import struct
from collections.abc import Iterator

from feedpub.messages import message
from feedpub.pictures.container import BrokenPictureError, Cleaned
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.xmp import clean_xmp

__all__ = ["clean_webp"]

_PICTURE = (b"VP8 ", b"VP8L", b"ALPH")
_KEPT = (*_PICTURE, b"ICCP", b"ANIM")
_FRAME_HEAD = 16  # bytes before the chunks within a frame
_HAS_XMP, _HAS_EXIF = 0x04, 0x08  # bits in `VP8X`


def clean_webp(data: bytes) -> Cleaned:
    """A WebP without places, unknown chunks, and what is behind its end; see `places`.

    Raises:
        BrokenPictureError: it is cut off.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise BrokenPictureError(message("is cut off"))
    kept: list[tuple[bytes, bytes]] = []
    for name, content in _chunks(data[12:end]):
        left = _cleaned(name, content)
        if left:
            kept.append((name, left))
    names = [name for name, _ in kept]
    canvas = None
    if kept and kept[0][0] == b"VP8X":
        head = kept[0][1]
        if len(head) < 10:
            raise BrokenPictureError(message("is cut off"))
        missing = (_HAS_XMP if b"XMP " not in names else 0) | (_HAS_EXIF if b"EXIF" not in names else 0)
        kept[0] = b"VP8X", bytes((head[0] & ~missing,)) + head[1:]
        canvas = int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    body = b"".join(_chunk(name, content) for name, content in kept)
    whole = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    return Cleaned(whole, max(1, names.count(b"ANMF")), canvas)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        start = place + 8
        end = start + int.from_bytes(data[place + 4 : start], "little")
        if end > len(data):
            raise BrokenPictureError(message("is cut off"))
        yield data[place : place + 4], data[start:end]
        place = end + end % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _cleaned(name: bytes, content: bytes) -> bytes:
    """What stays of a chunk's content; nothing where the chunk is removed."""
    if name == b"EXIF":
        opening = b"Exif\0\0" if content.startswith(b"Exif\0\0") else b""  # as in a JPEG; some writers have it
        left = clean_exif(content.removeprefix(opening))
        return opening + left if left else b""
    if name == b"XMP ":
        return clean_xmp(content)
    if name == b"ANMF":
        within = [_chunk(name, part) for name, part in _chunks(content[_FRAME_HEAD:]) if name in _PICTURE]
        return content[:_FRAME_HEAD] + b"".join(within)
    return content if name in _KEPT or name == b"VP8X" else b""
