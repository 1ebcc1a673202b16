"""Find the file of a picture in the folder that was named, and make of it what is published."""

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from feedpub.errors import PictureError, UnreadableError
from feedpub.files import reason_of
from feedpub.ingest.members import is_member, read_file, stat_file
from feedpub.messages import message
from feedpub.output import digest
from feedpub.paths import picture_path

if TYPE_CHECKING:
    from feedpub.pictures.container import Cleaned
    from feedpub.pictures.places import PictureFormat

__all__ = ["SUFFIXES", "PictureCopy", "copy_of", "find_image", "folder_named", "is_remote", "read_image"]

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")  # of files that every browser shows, in lower case
_LARGEST = 20_000_000  # bytes


class PictureCopy(NamedTuple):
    """A picture as it is published: its path below the output folder, its format, and its bytes without the place.

    The name in the path is a hash of the bytes.
    """

    path: str
    format: "PictureFormat"
    cleaned: "Cleaned"


def is_remote(source: str) -> bool:
    """Whether a picture is on the net, or written into the text: not ours to publish."""
    return source.lower().startswith(("http:", "https:", "//", "data:"))


def folder_named(place: Path, key: str) -> Path:
    """The folder in which a bulletin's pictures are: the one that the operator named.

    Args:
        place: the whole path of the bulletin.
        key: its path from the folder that was named on, that folder's name included (`BulletinFile.key`).
    """
    return place.parents[max(0, key.count("/") - 1)]


def find_image(folder: Path, source: str, within: Path) -> Path:
    """The path of the file that a bulletin names.

    Args:
        folder: the bulletin's.
        within: the folder that was named, which no path leads out of (`folder_named`).
        source: as written in it; `%20` stands for a blank where no file has that very name, and accents may be composed
            or apart.

    Raises:
        PictureError: there is none, or it lies outside of the folder.
    """
    for name in _names(source):
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(within.resolve()):
                told = message(
                    "`{source}` leads out of {folder}, which was named; it is not shown: name a folder that has both",
                    source=source,
                    folder=within.name,
                )
                raise PictureError("picture-outside", told)
            if path.is_file() or is_member(str(path)):
                return path
            if (spelled := _spelled(folder, name, within)) is not None and spelled.is_file():
                return spelled
            if path.exists():
                kind = message("a folder") if path.is_dir() else message("no regular file")
                raise PictureError(
                    "picture-broken", message("`{source}` is {kind}; it is not shown", source=source, kind=kind)
                )
        except RuntimeError as error:  # how Python before 3.13 says that a link leads to itself
            raise PictureError(
                "picture-broken", message("`{source}` is a link that leads to itself; it is not shown", source=source)
            ) from error
        except (OSError, ValueError):  # too long a name, a NUL in it
            continue
    raise PictureError(
        "picture-missing", message("there is no picture `{source}`; it is shown as soon as there is", source=source)
    )


def _names(source: str) -> list[str]:
    """The names that may be meant: as written, with `%20` for a blank, with the slashes of Windows, without `?v=2`."""
    names = [source, unquote(source)]
    names += [name.replace("\\", "/") for name in names if "\\" in name]
    names += [re.split(r"[?#]", name)[0] for name in names if "?" in name or "#" in name]
    return [name for name in dict.fromkeys(names) if name]


def _spelled(folder: Path, name: str, within: Path) -> Path | None:
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
    return path if path.is_relative_to(within.resolve()) else None


def read_image(path: Path, source: str) -> bytes:
    """The bytes of a picture's file.

    Args:
        path: of the file.
        source: as the bulletin names it.

    Raises:
        PictureError: it can't be read, or is too large.
    """
    try:
        if not is_member(str(path)) and stat_file(str(path)).st_size > _LARGEST:
            most = f"{_LARGEST // 1_000_000} MB"
            raise PictureError(
                "picture-broken", message("`{source}` has more than {most}; it is not shown", source=source, most=most)
            )
        return read_file(str(path), _LARGEST)
    except (OSError, UnreadableError) as error:
        reason = error.message if isinstance(error, UnreadableError) else reason_of(error)
        raise PictureError(
            "picture-broken",
            message("`{source}` cannot be read: {reason}; it is not shown", source=source, reason=reason),
        ) from error


def copy_of(data: bytes) -> PictureCopy:
    """The copy of a picture that is published. Whether it is a whole picture only `photo_desk` proves.

    Raises:
        LookupError: the bytes are in no format that every browser shows.
        BrokenPictureError: they are not what their format says.
    """
    from feedpub.pictures.places import format_of  # most bulletins have no pictures

    found = format_of(data)
    if found is None:
        raise LookupError("unknown format")
    cleaned = found.clean(data)
    name = digest(cleaned.data).hex()
    return PictureCopy(picture_path(f"{name}.{found.suffix}"), found, cleaned)
