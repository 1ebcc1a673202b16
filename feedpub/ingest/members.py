"""Files of bulletins and pictures, also those within a zip, which is read as a folder of its name would be.

`news/issue.zip/a.docx` is the member `a.docx` of the file `news/issue.zip`. Nothing is unpacked onto the disk.
"""

import os
import unicodedata
from functools import lru_cache
from stat import S_ISREG
from typing import TYPE_CHECKING

from feedpub.errors import UnreadableError
from feedpub.files import open_regular, read_regular, too_large
from feedpub.output import Marks, marks_of

if TYPE_CHECKING:
    from feedpub.zipped import Zip

__all__ = [
    "ZIP",
    "exists",
    "file_of",
    "folders_of",
    "is_member",
    "marks",
    "open_zip_file",
    "read_file",
    "read_head",
    "stat_file",
]

ZIP = ".zip"
_INSIDE = ZIP + os.sep
_OPEN = 4  # zips at a time


def file_of(place: str) -> str:
    """The file that has to be read: the zip that a member is in, or the file itself."""
    return _parted(place)[0]


def is_member(place: str) -> bool:
    """Whether there is such a member, in a zip that can be read."""
    file, member = _parted(place)
    try:
        return bool(member) and member in open_zip_file(file)
    except (UnreadableError, OSError):
        return False


def exists(place: str) -> bool:
    """Whether there is such a file or member; in a zip that cannot be read there may be."""
    file, member = _parted(place)
    if not member:
        return os.path.lexists(place)
    try:
        return member in open_zip_file(file)
    except UnreadableError:
        return True
    except OSError:
        return False


def stat_file(place: str) -> os.stat_result:
    """What a file is like, or the zip that a member is in.

    Raises:
        OSError: there is none.
    """
    file, member = _parted(place)
    if member and not is_member(place):
        raise FileNotFoundError(place)
    return os.stat(file)  # noqa: PTH116


def marks(place: str) -> Marks | None:
    """Size and modification time of a file, or of the zip that a member is in; None if it is missing."""
    return marks_of(file_of(place)) if not _parted(place)[1] or is_member(place) else None


def read_file(place: str, most: int) -> bytes:
    """The bytes of a file or a member.

    Args:
        place: its path.
        most: the most bytes it may have.

    Raises:
        OSError: see `files.read_regular`.
        UnreadableError: it is in a zip that is damaged or out of bounds.
    """
    file, member = _parted(place)
    if not member:
        return read_regular(place, most)
    packed = open_zip_file(file)
    if member not in packed:
        raise FileNotFoundError(place)
    if packed.size(member) > most:
        raise too_large(place, most)
    return packed.read(member)


def read_head(place: str, most: int) -> bytes:
    """The first bytes of a file or a member.

    Args:
        place: its path.
        most: how many at most.

    Raises:
        OSError: there is none, or it is no regular file.
        UnreadableError: it is in a zip that is damaged or out of bounds.
    """
    file, member = _parted(place)
    if member:
        return open_zip_file(file).read(member)[:most]
    with open_regular(file) as opened:
        return opened.read(most)


def folders_of(place: str) -> dict[str, tuple[list[str], list[str]]]:
    """The folders of a zip, each with the names of the folders and of the files in it; its own is empty.

    Raises:
        OSError: there is no such regular file.
        UnreadableError: it is no whole zip, or is out of bounds.
    """
    found: dict[str, tuple[list[str], list[str]]] = {"": ([], [])}
    for name in open_zip_file(place).names:
        *above, file = name.split("/")
        where = ""
        for folder in above:
            below = f"{where}/{folder}" if where else folder
            if below not in found:
                found[where][0].append(folder)
                found[below] = ([], [])
            where = below
        found[where][1].append(file)
    return found


def open_zip_file(place: str) -> "Zip":
    """The zip that a file is, open; it stays so for a while.

    Raises:
        OSError: there is no such regular file.
        UnreadableError: it is no whole zip, or is out of bounds.
    """
    found = os.stat(place)  # noqa: PTH116
    if not S_ISREG(found.st_mode):
        raise UnreadableError("is no regular file")
    return _opened(place, found.st_size, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=_OPEN)
def _opened(place: str, _size: int, _changed: int, _inode: int) -> "Zip":
    from feedpub.zipped import Zip  # who has no zips does not load what reads them

    return Zip(open_regular(place))


def _parted(place: str) -> tuple[str, str]:
    """The zip of a member, and the name in it; a file that is in none, and an empty name."""
    lower = place.lower()
    at = lower.find(_INSIDE)
    while at >= 0:
        end = at + len(ZIP)
        if os.path.isfile(place[:end]):  # noqa: PTH113
            inside = os.path.normpath(place[end + 1 :]).replace(os.sep, "/")
            return place[:end], unicodedata.normalize("NFC", inside)
        at = lower.find(_INSIDE, end)
    return place, ""
