"""Snapshot every input file, and notice one that changes while it is read."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from feedpub.archive.bulletins import FileStat
from feedpub.config.withdrawn import withdrawals_file
from feedpub.ingest.images import SUFFIXES
from feedpub.ingest.names import is_excluded
from feedpub.model import BulletinFile, Config
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
    wanted = (*suffixes(), *SUFFIXES)  # a log that grows all day in the same folder does not concern a build
    for path in paths or config.bulletins:
        whole = os.path.abspath(path)  # noqa: PTH100  # as bulletins are named
        if os.path.isdir(whole):  # noqa: PTH112
            _walk(snap, whole, config, wanted, patterns=config.exclude)
        else:
            _walk(snap, os.path.dirname(whole), config, wanted, deep=False)  # noqa: PTH120  # its pictures
            _note(snap, whole)
        _note(snap, os.path.dirname(whole), folder=True)  # noqa: PTH120  # the folder may be moved, or come back
    if config.templates:
        _walk(snap, str(config.templates.absolute()), config, ("",))
    for file in (config.source or Path("feedpub.toml"), withdrawals_file(config)):
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
    """Notes files by the end of their name; never what a build writes, or what is hidden or excluded.

    An excluded log that grows all day must not keep a build waiting until it is still.
    """
    name_of_top = os.path.basename(top)  # noqa: PTH119

    def is_left_out(place: str) -> bool:
        below = name_of_top + place.removeprefix(top).replace(os.sep, "/")
        return bool(patterns) and is_excluded(below, patterns)

    out = os.path.abspath(config.out)  # noqa: PTH100
    for where, folders, files in os.walk(top):
        _note(snap, where, folder=True)
        inside = where + os.sep
        folders[:] = [
            name
            for name in folders
            if deep and not name.startswith(".") and inside + name != out and not is_left_out(inside + name)
        ]
        for name in files:
            if name.lower().endswith(ends) and not name.startswith(_NEVER) and not is_left_out(inside + name):
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
    else:
        snap.files[path] = FileStat.of(found)


def unchanged(
    seen: Snapshot, named: Sequence[Path], out: Path
) -> Callable[[Iterable[BulletinFile]], Iterator[BulletinFile]]:
    """Wraps bulletins while they are read: the build is given up where one is read differently from the snapshot."""
    whole = [os.path.abspath(path) for path in named]  # noqa: PTH100
    below = tuple(path + os.sep for path in whole)
    own = os.path.abspath(out) + os.sep  # noqa: PTH100

    def checked(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        for file in files:
            yield file
            if (file.place in whole or file.place.startswith(below)) and not file.place.startswith(own):
                again = Snapshot({}, {})
                _note(again, file.place)
                if again.files.get(file.place) != seen.files.get(file.place):
                    raise UnsettledError(file.name)

    return checked
