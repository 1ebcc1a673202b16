"""JPEG (ITU-T T.81): segments, each with a marker; metadata are in those for applications (APP0 to APP15)."""

import re
import struct
from collections.abc import Iterator

from feedpub.messages import message
from feedpub.pictures.container import BrokenPictureError, Cleaned
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.iptc import clean_photoshop
from feedpub.pictures.xmp import clean_xmp

__all__ = ["clean_jpeg"]

_SOI, _EOI, _SOS, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP13, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF
_ALONE = {0x01, *range(0xD0, 0xDA)}  # markers without a length
_MARKER = re.compile(rb"\xff\xff*([^\x00\xff\xd0-\xd7])")  # not what stands within the data of a scan
_LONGEST = 0xFFFF - 2  # bytes in a segment
_EXIF, _JFIF, _ICC, _ADOBE = b"Exif\0\0", b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"
_METADATA = {
    (_APP1, _EXIF): clean_exif,
    (_APP1, b"http://ns.adobe.com/xap/1.0/\0"): clean_xmp,
    (_APP13, b"Photoshop 3.0\0"): clean_photoshop,
}


def clean_jpeg(data: bytes) -> Cleaned:
    """A JPEG without places, comments, thumbnails, and pictures behind the first one (MPO); see `places`.

    Raises:
        BrokenPictureError: it is cut off, or has no picture.
    """
    kept = [b"\xff\xd8"]
    has_scan = has_exif = False
    for marker, content, scan in _segments(data):
        has_scan = has_scan or marker == _SOS
        if marker in _ALONE:
            kept.append(bytes((0xFF, marker)))
            continue
        left = _cleaned(marker, content)
        if marker == _APP1 and content.startswith(_EXIF):
            if has_exif:  # readers differ in which one they take, and so in which way up it is
                continue
            has_exif = True
        if left is not None and len(left) <= _LONGEST:
            kept.append(struct.pack(">BBH", 0xFF, marker, len(left) + 2) + left)
        if marker == _SOS:
            kept.append(scan)
    if not has_scan:
        raise BrokenPictureError(message("has no picture"))
    kept.append(b"\xff\xd9")
    return Cleaned(b"".join(kept))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker and content of each segment up to the picture's end, and the data up to the next marker."""
    found = _MARKER.search(data, 2)
    while found and found[1][0] != _EOI:
        marker = found[1][0]
        start = end = found.end()
        if marker not in _ALONE:
            length = int.from_bytes(data[start : start + 2], "big")
            start, end = start + 2, start + length
            if length < 2 or end > len(data):
                raise BrokenPictureError(message("is cut off"))
        found = _MARKER.search(data, end)
        yield marker, data[start:end], data[end : found.start() if found else len(data)]
    if found is None:  # an end that is added here would make half a picture a whole one
        raise BrokenPictureError(message("is cut off"))


def _cleaned(marker: int, content: bytes) -> bytes | None:
    """What stays of a segment's content; None where the segment is removed."""
    if marker == _COMMENT:
        return None
    if not _APP0 <= marker <= _APP15:
        return content
    if marker == _APP0 and content.startswith(_JFIF):
        return content[:12] + b"\0\0"[: len(content) - 12] if len(content) > 14 else content  # its thumbnail goes
    if (marker == _APP2 and content.startswith(_ICC)) or (marker == _APP14 and content.startswith(_ADOBE)):
        return content
    for (application, opening), clean in _METADATA.items():
        if marker == application and content.startswith(opening):
            left = clean(content[len(opening) :])
            return opening + left if left else None
    return None
