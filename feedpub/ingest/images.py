"""Find the file of a picture below its bulletin's folder, prove that it is a picture, and measure it."""

import re
import unicodedata
import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from feedpub.errors import PictureError
from feedpub.files import read_regular
from feedpub.model import Picture
from feedpub.paths import picture_path

if TYPE_CHECKING:
    from PIL.Image import Exif
    from PIL.Image import Image as Opened

__all__ = ["SUFFIXES", "Image", "find_image", "is_remote", "prove_image", "read_image"]

# What every browser shows; others are no pictures to a reader.
_TYPES = {
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),  # what some cameras make of a JPEG: its first picture is one
    "PNG": ("png", "image/png"),
    "GIF": ("gif", "image/gif"),
    "WEBP": ("webp", "image/webp"),
    "AVIF": ("avif", "image/avif"),
}
SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")  # of files of these types, in lower case
_FORMATS = tuple(name for name in _TYPES if name != "MPO")  # Pillow finds that one by itself
_LARGEST = 20_000_000  # bytes
_ORIENTATION = 0x0112  # the EXIF tag; from 5 on the picture is shown on its side
_PLACE = 0x8825  # the EXIF tag of what a camera noted of where it was
_PLACE_IN_XMP = b"GPSLatitude"


class Image(NamedTuple):
    """A picture, and its bytes as they may be published: without the place where it was taken."""

    picture: Picture
    data: bytes


def is_remote(source: str) -> bool:
    """Whether a picture is on the net, or written into the text: not ours to publish."""
    return source.lower().startswith(("http:", "https:", "//", "data:"))


def find_image(folder: Path, source: str) -> Path:
    """The path of the file that a bulletin names.

    Args:
        folder: the bulletin's.
        source: as written in it; `%20` stands for a blank where no file has that very name, and accents may be composed
            or apart.

    Raises:
        PictureError: there is none, or it lies outside of the folder.
    """
    for name in _names(source):
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(folder.resolve()):
                raise PictureError("picture-outside", f"`{source}` leads out of the bulletin's folder; it is not shown")
            if path.is_file():
                return path
            if (spelled := _spelled(folder, name)) is not None and spelled.is_file():
                return spelled
            if path.exists():
                kind = "a folder" if path.is_dir() else "no regular file"
                raise PictureError("picture-broken", f"`{source}` is {kind}; it is not shown")
        except RuntimeError as error:  # how Python before 3.13 says that a link leads to itself
            raise PictureError(
                "picture-broken", f"`{source}` is a link that leads to itself; it is not shown"
            ) from error
        except (OSError, ValueError):  # too long a name, a NUL in it
            continue
    raise PictureError("picture-missing", f"there is no picture `{source}`; it is shown as soon as there is")


def _names(source: str) -> list[str]:
    """The names that may be meant: as written, with `%20` for a blank, with the slashes of Windows, without `?v=2`."""
    names = [source, unquote(source)]
    names += [name.replace("\\", "/") for name in names if "\\" in name]
    names += [re.split(r"[?#]", name)[0] for name in names if "?" in name or "#" in name]
    return [name for name in dict.fromkeys(names) if name]


def _spelled(folder: Path, name: str) -> Path | None:
    """The file whose name is the same in Unicode's composed form (NFC), part by part: a Mac takes accents apart."""
    if name.isascii():
        return None
    path = folder
    for part in Path(name).parts:
        if part == ".." or (path / part).exists():
            path /= part
            continue
        same = unicodedata.normalize("NFC", part)
        near = [child for child in path.iterdir() if unicodedata.normalize("NFC", child.name) == same]
        if not near:
            return None
        path = min(near)
    path = path.resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def read_image(path: Path, source: str) -> Image:
    """A picture from a file, once it is proved to be one.

    Args:
        path: of the file.
        source: as the bulletin names it.

    Raises:
        PictureError: it can't be read, or is not a picture that browsers show.
    """
    try:
        _refuse_large(path.stat().st_size, source)
        data = read_regular(path, _LARGEST)
    except OSError as error:
        raise _unreadable(source, error) from error
    return prove_image(data, source)


def prove_image(data: bytes, source: str) -> Image:
    """A picture from its bytes, once they are proved to be one; it raises what `read_image` does."""
    from PIL import Image as Pillow  # most bulletins have no pictures
    from PIL import UnidentifiedImageError

    _refuse_large(len(data), source)
    try:
        Pillow.init()  # else it knows only some of them
        with warnings.catch_warnings(action="ignore"):  # what Pillow passes over concerns nobody
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(data), formats=_FORMATS) as opened:
                opened.load()  # half a file shows only here
                suffix, kind = _TYPES[opened.format or ""]
                width, height = opened.size
                exif = opened.getexif()
                if exif.get(_ORIENTATION, 1) >= 5:
                    width, height = height, width
                if exif.get_ifd(_PLACE) or _PLACE_IN_XMP in data or _PLACE_IN_XMP in opened.info.get("xmp", b""):
                    data = _without_place(opened, exif)
    except UnidentifiedImageError as error:
        kinds = "JPEG, PNG, GIF, WebP or AVIF"
        raise PictureError("picture-broken", f"`{source}` is no {kinds}; it is not shown") from error
    except Exception as error:  # a broken file makes Pillow raise nearly anything: struct.error, RuntimeError, KeyError
        raise _unreadable(source, error) from error
    name = blake2b(data, digest_size=8).hexdigest()
    return Image(Picture(picture_path(f"{name}.{suffix}"), kind, width, height, len(data)), data)


def _refuse_large(size: int, source: str) -> None:
    if size > _LARGEST:
        raise PictureError("picture-broken", f"`{source}` has more than {_LARGEST // 1_000_000} MB; it is not shown")


def _unreadable(source: str, error: Exception) -> PictureError:
    return PictureError("picture-broken", f"`{source}` cannot be read: {error}; it is not shown")


def _without_place(opened: "Opened", exif: "Exif") -> bytes:
    """A picture written again without where it was taken, which may give a source away; its other EXIF stays."""
    exif.pop(_PLACE, None)
    kept: dict[str, Any] = {"exif": exif, "icc_profile": opened.info.get("icc_profile"), "xmp": b""}
    if opened.format == "JPEG":
        kept["quality"] = "keep"  # the very tables it was made with: nothing to be seen is lost
    elif opened.format != "PNG":
        kept["quality"] = 95
    written = BytesIO()
    moves = getattr(opened, "is_animated", False) and opened.format != "MPO"
    opened.save(written, "JPEG" if opened.format == "MPO" else opened.format, save_all=moves, **kept)
    return written.getvalue()
