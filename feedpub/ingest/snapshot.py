"""Snapshot every input file, and notice one that changes while it is read."""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from feedpub.archive.bulletins import FileStat
from feedpub.config.withdrawn import withdrawals_file
from feedpub.ingest.images import SUFFIXES
from feedpub.ingest.members import ZIP, file_of
from feedpub.ingest.names import is_about, is_excluded, is_plain, reason_of_file
from feedpub.ingest.walk import DEEPEST, leads_out
from feedpub.model import BulletinFile, Config
from feedpub.progress import Progress
from feedpub.reading.sources import suffixes

__all__ = ["Snapshot", "UnsettledError", "snapshot", "unchanged"]

_NEVER = (".", "~$")  # hidden files, and what Word and WPS keep beside a file that is open


class Snapshot(NamedTuple):
    """The input files of a build at one moment.

    Attributes:
        files: what every file is like that a build may read, by path.
        folders: inodes of the folders to watch, by path.
    """

    files: dict[str, FileStat]
    folders: dict[str, int]


class UnsettledError(Exception):
    """A bulletin changed between the snapshot and the reading."""


def snapshot(paths: Sequence[Path], config: Config) -> Snapshot:
    """The files that a build would read, and the folders where they, and others like them, are."""
    snap = Snapshot({}, {})
    wanted = (*suffixes(), *SUFFIXES, ZIP)  # a log that grows all day in the same folder does not concern a build
    for path in paths or config.bulletins:
        whole = file_of(os.path.abspath(path))  # noqa: PTH100  # as bulletins are named
        if os.path.isdir(whole):  # noqa: PTH112
            _walk(snap, whole, config, wanted, patterns=config.exclude)
        else:
            _walk(snap, os.path.dirname(whole), config, wanted, deep=False)  # noqa: PTH120  # its pictures
            _note(snap, whole)
        _note(snap, os.path.dirname(whole), folder=True)  # noqa: PTH120  # the folder may be moved, or come back
    if config.templates:
        _walk(snap, str(config.templates.absolute()), config, ("",))
    of_pages = [file for file in (config.icon_file, config.logo_file, config.extra_css) if file]
    for file in (config.source or Path("feedpub.toml"), withdrawals_file(config), *of_pages):
        _note(snap, str(file.absolute()))
        _note(snap, str(file.absolute().parent), folder=True)
    return snap


def _walk(
    snap: Snapshot,
    top: str,
    config: Config,
    ends: tuple[str, ...],
    *,
    deep: bool = True,
    patterns: tuple[str, ...] = (),
) -> None:
    """Notes files by the end of their name; never what a build writes, or what it does not read by its name.

    A log that grows all day must not keep a build waiting until it is still.
    """
    name_of_top = os.path.basename(top)  # noqa: PTH119

    def is_left_out(place: str) -> bool:
        below = name_of_top + place.removeprefix(top).replace(os.sep, "/")
        return bool(patterns) and is_excluded(below, patterns)

    def is_read(place: str, name: str) -> bool:
        if name.startswith(_NEVER) or is_left_out(place) or (not config.linked_bulletins and leads_out(place, top)):
            return False
        if not name.lower().endswith(suffixes()) or is_plain(name.rpartition(".")[0]):
            return True
        reason = reason_of_file(name)
        return reason is None or is_about(reason)

    levels = top.count(os.sep) + DEEPEST
    out = os.path.abspath(config.out)  # noqa: PTH100
    for where, folders, files in os.walk(top):
        _note(snap, where, folder=True)
        inside = where + os.sep
        folders[:] = [
            name
            for name in folders
            if deep
            and inside.count(os.sep) <= levels
            and not name.startswith(".")
            and inside + name != out
            and not is_left_out(inside + name)
        ]
        for name in files:
            if name.lower().endswith(ends) and is_read(inside + name, name):
                _note(snap, inside + name)


def _note(snap: Snapshot, path: str, *, folder: bool = False) -> None:
    """Notes what is there; of a folder that is not, the nearest above it."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        if folder and (above := os.path.dirname(path)) != path:  # noqa: PTH120
            _note(snap, above, folder=True)
        return
    if folder:
        snap.folders[path] = found.st_ino
    elif S_ISREG(found.st_mode):
        snap.files[path] = FileStat.of(found)


def unchanged(seen: Snapshot, named: Sequence[Path], out: Path, *, unsettled: Set[str] = frozenset()) -> Progress:
    """What sees bulletins while they are read: the build is given up where one is read differently from the snapshot.

    Args:
        seen: the snapshot.
        named: the files and folders to read.
        out: where builds write.
        unsettled: the places of files that the build does not read.
    """
    whole = [os.path.abspath(path) for path in named]  # noqa: PTH100
    below = tuple(path + os.sep for path in whole)
    own = os.path.abspath(out) + os.sep  # noqa: PTH100

    def checked(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        for file in files:
            yield file
            place = file_of(file.place)
            if place in unsettled:
                continue
            if (place in whole or place.startswith(below)) and not place.startswith(own):
                again = Snapshot({}, {})
                _note(again, place)
                if again.files.get(place) != seen.files.get(place):
                    raise UnsettledError(file.name)

    return Progress(checked)
