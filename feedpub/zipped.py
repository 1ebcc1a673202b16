"""Zip files within bounds, checked in the list of members before anything is unpacked, and again while it is.

A zip of 600 KB may unpack to gigabytes, and its list may lie about that. So a zip may hold so many members and bytes, a
member of size may have so many times its packed size, and no more is unpacked than the list says.
"""

import io
import os
import struct
import unicodedata
import zipfile
import zlib
from functools import lru_cache
from typing import BinaryIO

from feedpub.errors import UnreadableError
from feedpub.messages import Message, message

__all__ = ["MOST_BYTES", "MOST_MEMBERS", "MOST_TIMES", "Zip", "is_zip", "open_zip"]

MOST_BYTES = 64 * 1024 * 1024  # of all members, unpacked
MOST_MEMBERS = 2_000
MOST_TIMES = 100  # the packed size of a member
_ANY_TIMES = 1024 * 1024  # bytes; a smaller member may shrink as much as it likes: a blank picture does
_MOST_LIST = 4 * 1024 * 1024  # bytes of the list of members
_BEGINS = b"PK\x03\x04"  # the header of a member (APPNOTE.TXT 4.3.7)
_EMPTY = b"PK\x05\x06"  # the end of the list, which is all that an empty zip has (4.3.16)
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # general purpose bits 0, 6 and 13 (4.4.4)
_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Zip:
    """An open zip whose list of members is within bounds.

    Attributes:
        names: of its members that are files, in the order of the list, with `/` between folders.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read the list of members.

        Args:
            file: open, and positioned anywhere; it is closed with this.

        Raises:
            UnreadableError: it is no whole zip, or not within bounds.
        """
        self._file = file
        _check_end(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            ValueError,
            OSError,
            struct.error,
            NotImplementedError,
        ) as error:
            raise UnreadableError(
                message("is cut off or damaged: its list of members cannot be read ({error})", error=error)
            ) from error
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        _check_list(infos)
        self._infos = {_name(info): info for info in infos}
        self.names = tuple(self._infos)

    def __del__(self) -> None:
        """Close the file."""
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def size(self, name: str) -> int:
        """The bytes that a member has unpacked, as the list says."""
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableError: there is none, or it is not what the list says.
        """
        info = self._infos.get(name)
        if info is None:
            raise UnreadableError(message("holds no {name}", name=name))
        try:
            with self._zip.open(info) as file:
                data = file.read(info.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise UnreadableError(
                message("is cut off or damaged: {name} cannot be unpacked ({error})", name=name, error=error)
            ) from error
        if len(data) != info.file_size:
            raise UnreadableError(
                message("is cut off or damaged: {name} has not the size that its list says", name=name)
            )
        return data


def is_zip(data: bytes) -> bool:
    """Whether bytes begin as a zip does."""
    return data.startswith((_BEGINS, _EMPTY))


def open_zip(data: bytes) -> Zip:
    """The zip that bytes are.

    Raises:
        UnreadableError: they are no whole zip, or it is not within bounds.
    """
    return Zip(io.BytesIO(data))


def _check_end(file: BinaryIO) -> None:
    """Refuse a list of members that takes long to read, before it is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = file.read()
    at = tail.rfind(_EMPTY)
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableError(
            message("is cut off or damaged: a zip ends with a list of its members, and this one does not")
        )
    _, _, _, _, members, length, _, _ = _END.unpack_from(tail, at)
    if members > MOST_MEMBERS or length > _MOST_LIST:
        raise UnreadableError(_too_many(members))


def _check_list(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise UnreadableError(_too_many(len(infos)))
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UnreadableError(message("is encrypted: save it without a password"))
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise UnreadableError(
            message("unpacks to more than {most} MiB, and is not read", most=MOST_BYTES // 1024 // 1024)
        )
    for info in infos:
        if info.file_size > max(_ANY_TIMES, MOST_TIMES * info.compress_size):
            raise UnreadableError(
                message(
                    "is not read: {name} unpacks to over {times} times its packed size, as a zip bomb does",
                    name=_name(info),
                    times=MOST_TIMES,
                )
            )
        if info.compress_type not in _METHODS:
            raise UnreadableError(
                message(
                    "is packed in a way that is not read ({name}, method {method}): pack it again as an ordinary zip",
                    name=_name(info),
                    method=info.compress_type,
                )
            )
        if not _is_inside(_name(info)):
            raise UnreadableError(
                message("is not read: the name of a member leads out of it ({name})", name=_name(info))
            )


def _too_many(members: int) -> Message:
    return message("holds more than {most} files ({members}), and is not read", most=MOST_MEMBERS, members=members)


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return not (".." in parts or "" in parts or "." in parts or "\0" in name or name[1:2] == ":")


@lru_cache(maxsize=1 << 12)
def _decoded(name: str) -> str:
    """A name in the encoding of the system that wrote it, which zipfile takes for cp437 (APPNOTE.TXT, appendix D)."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename if info.flag_bits & _UTF8 or info.filename.isascii() else _decoded(info.filename)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
