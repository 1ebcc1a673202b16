"""PNG (W3C, third edition): chunks with a name; metadata are in `eXIf` and in those with text."""

import struct
import zlib
from collections.abc import Callable, Iterator

from feedpub.messages import message
from feedpub.pictures.container import BrokenPictureError, Cleaned
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.iptc import clean_iptc, clean_photoshop
from feedpub.pictures.xmp import clean_xmp

__all__ = ["clean_png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What is needed to show it; texts are judged by their keyword, other chunks are removed.
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT tIME".split()
)
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KEYWORDS = frozenset(
    (
        b"Title",
        b"Author",
        b"Description",
        b"Copyright",
        b"Creation Time",
        b"Software",
        b"Disclaimer",
        b"Warning",
        b"Source",
    )
)
_XMP, _RAW = b"XML:com.adobe.xmp", b"Raw profile type "
_LONGEST_TEXT = 1_000_000  # bytes, uncompressed


def clean_png(data: bytes) -> Cleaned:
    """A PNG without places, comments, and what is behind its end; see `places`.

    Raises:
        BrokenPictureError: it is cut off, or has no picture.
    """
    kept = [_SIGNATURE]
    frames = 0
    name = b""
    for name, content, whole in _chunks(data):
        frames += name == b"fcTL"
        left = _cleaned(name, content)
        if left == content:
            kept.append(whole)
        elif left:
            kept.append(struct.pack(">I", len(left)) + name + left + struct.pack(">I", zlib.crc32(name + left)))
    if name != b"IEND":
        raise BrokenPictureError(message("is cut off"))
    return Cleaned(b"".join(kept), max(1, frames))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Each chunk up to the picture's end: its name, its content, all its bytes."""
    place = len(_SIGNATURE)
    name = b""
    while name != b"IEND":
        content = place + 8
        end = content + int.from_bytes(data[place : place + 4], "big") + 4
        if end > len(data):
            raise BrokenPictureError(message("is cut off"))
        name = data[place + 4 : content]
        yield name, data[content : end - 4], data[place:end]
        place = end


def _cleaned(name: bytes, content: bytes) -> bytes | None:
    """What stays of a chunk's content; None where the chunk is removed."""
    if name == b"eXIf":
        return clean_exif(content) or None
    if name not in _TEXTS:
        return content if name in _KEPT else None
    keyword, _, value = content.partition(b"\0")
    if keyword in _KEYWORDS:
        return content
    if name == b"iTXt" and keyword == _XMP:
        return _international(keyword, value)
    if keyword.startswith(_RAW) and name != b"iTXt":
        packed = name == b"zTXt"
        text = _unpacked(value[1:]) if packed else value
        left = _raw_profile(keyword.removeprefix(_RAW), text)
        if left == text:
            return content
        return keyword + b"\0" + (b"\0" + zlib.compress(left) if packed else left) if left else None
    return None


def _international(keyword: bytes, value: bytes) -> bytes | None:
    """XMP in `iTXt`: whether it is compressed, how, language, keyword in that language, text."""
    flags = value[:2]
    _, _, text = value[2:].partition(b"\0")[2].partition(b"\0")
    packed = flags[:1] == b"\1"
    plain = _unpacked(text) if packed else text
    left = clean_xmp(plain)
    if not left:
        return None
    if left == plain:
        return keyword + b"\0" + value
    return keyword + b"\0" + flags + b"\0\0" + (zlib.compress(left) if packed else left)


def _unpacked(data: bytes) -> bytes:
    """Text without its compression; none where it is too long, or broken."""
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(data, _LONGEST_TEXT)
    except zlib.error:
        return b""
    return text if inflate.eof else b""


def _raw_profile(kind: bytes, text: bytes) -> bytes:
    """A block of metadata as ImageMagick writes it: its kind, its length, and its bytes in hexadecimal."""
    try:
        _, label, length, *lines = text.split(b"\n")
        data = bytes.fromhex(b"".join(lines).decode("ascii"))
        whole = int(length) == len(data)
    except ValueError:
        return b""
    left = _PROFILES[kind](data) if whole and kind in _PROFILES else b""
    if left == data:
        return text
    shown = left.hex().encode()
    rows = [shown[start : start + 72] for start in range(0, len(shown), 72)]
    return b"\n".join([b"", label, b"%8d" % len(left), *rows, b""]) if left else b""


def _behind(opening: bytes, clean: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """What cleans metadata with or without the opening that they have in a JPEG."""

    def cleaned(data: bytes) -> bytes:
        left = clean(data.removeprefix(opening))
        return opening + left if left and data.startswith(opening) else left

    return cleaned


def _exif_or_xmp(data: bytes) -> bytes:
    """What a JPEG has in APP1."""
    return _behind(_XMP_OPENING, clean_xmp)(data) if data.startswith(_XMP_OPENING) else _EXIF_PROFILE(data)


def _iptc_profile(data: bytes) -> bytes:
    return clean_iptc(data) if data.startswith(b"\x1c") else _behind(b"Photoshop 3.0\0", clean_photoshop)(data)


_XMP_OPENING = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF_PROFILE = _behind(b"Exif\0\0", clean_exif)
_PROFILES = {
    b"exif": _EXIF_PROFILE,
    b"APP1": _exif_or_xmp,
    b"xmp": clean_xmp,
    b"iptc": _iptc_profile,
    b"8bim": _iptc_profile,
}
