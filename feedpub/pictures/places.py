"""Tell a picture's file format, and take out of the file what says where the picture was taken.

What is removed, whatever the format: coordinates and names of places in EXIF, XMP and IPTC; comments; thumbnails and
further pictures behind the first; the maker's note of a camera and everything else that only one program can read,
since nobody can tell what it says; and bytes behind the picture's end. What is kept: all that is needed to show it, how
it was taken and when, its caption, title and keywords, and whose it is. No picture is encoded again.
"""

from collections.abc import Callable
from typing import NamedTuple

from feedpub.pictures.avif import clean_avif
from feedpub.pictures.container import Cleaned
from feedpub.pictures.gif import clean_gif
from feedpub.pictures.jpeg import clean_jpeg
from feedpub.pictures.png import clean_png
from feedpub.pictures.webp import clean_webp

__all__ = ["PictureFormat", "format_of"]


class PictureFormat(NamedTuple):
    """A file format that every browser shows.

    Attributes:
        name: what Pillow calls it.
        suffix: of the names of copies.
        media_type: `image/jpeg`.
        clean: takes places out of a file of this format.
    """

    name: str
    suffix: str
    media_type: str
    clean: Callable[[bytes], Cleaned]


_JPEG = PictureFormat("JPEG", "jpg", "image/jpeg", clean_jpeg)
_PNG = PictureFormat("PNG", "png", "image/png", clean_png)
_GIF = PictureFormat("GIF", "gif", "image/gif", clean_gif)
_WEBP = PictureFormat("WEBP", "webp", "image/webp", clean_webp)
_AVIF = PictureFormat("AVIF", "avif", "image/avif", clean_avif)
_OPENINGS = {b"\xff\xd8\xff": _JPEG, b"\x89PNG\r\n\x1a\n": _PNG, b"GIF87a": _GIF, b"GIF89a": _GIF}


def format_of(data: bytes) -> PictureFormat | None:
    """The format of a picture, by its first bytes; None where it is none that every browser shows."""
    for opening, found in _OPENINGS.items():
        if data.startswith(opening):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    is_avif = data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis", b"mif1", b"msf1")
    return _AVIF if is_avif else None
