"""GIF (89a): blocks; metadata are in extensions for applications, and in comments."""

from collections.abc import Iterator

from feedpub.messages import message
from feedpub.pictures.container import BrokenPictureError, Cleaned
from feedpub.pictures.xmp import clean_xmp

__all__ = ["clean_gif"]

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")  # how often it repeats; colours
_XMP = b"XMP DataXMP"
_XMP_END = b"\x01" + bytes(range(255, -1, -1)) + b"\0"  # so that a reader which takes XMP for sub-blocks gets past it


def clean_gif(data: bytes) -> Cleaned:
    """A GIF without places, comments, unknown extensions, and what is behind its end; see `places`.

    Raises:
        BrokenPictureError: it is cut off, or has no picture.
    """
    kept = []
    frames = 0
    for kind, block in _blocks(data):
        frames += kind == _IMAGE
        kept.append(_cleaned(block) if kind == _EXTENSION else block)
    if not frames:
        raise BrokenPictureError(message("has no picture"))
    return Cleaned(b"".join([*kept, b";"]), frames)


def _blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each block with its kind up to the end: the head (0), extensions, images with their colours."""
    place = 13 + (_colours(data[10]) if len(data) > 10 else 0)
    if len(data) < place:
        raise BrokenPictureError(message("is cut off"))
    yield 0, data[:place]
    while place < len(data) and data[place] != _END:  # some writers leave the end out
        kind = data[place]
        if kind == 0:  # between blocks, as some writers leave it
            place += 1
            continue
        if kind == _EXTENSION:
            end = _past_blocks(data, place + 2)
        elif kind == _IMAGE and place + 10 < len(data):
            end = _past_blocks(data, place + 11 + _colours(data[place + 9]))
        else:
            raise BrokenPictureError(message("is cut off or damaged"))
        yield kind, data[place:end]
        place = end


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _past_blocks(data: bytes, place: int) -> int:
    """Where the sub-blocks end that begin at a place: each has its length before it, the last has none."""
    while place < len(data):
        length = data[place]
        place += 1 + length
        if not length:
            return place
    raise BrokenPictureError(message("is cut off"))


def _cleaned(block: bytes) -> bytes:
    """What stays of an extension."""
    if block[1] == _CONTROL:
        return block
    name = block[3:14]
    if block[1] != _APPLICATION or block[2] != len(name):
        return b""
    if name in _KEPT:
        return block
    if name == _XMP and block.endswith(_XMP_END):
        left = clean_xmp(block[14 : -len(_XMP_END)])
        return block[:14] + left + _XMP_END if left else b""
    return b""
