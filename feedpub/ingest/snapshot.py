"""A look at every file that a build may read, and whether it still stands so when it is read."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from feedpub.config.withdrawn import withdrawals_file
from feedpub.model import BulletinFile, Config

__all__ = ["Sight", "UnsettledError", "look", "unchanged"]

# Bulletins and pictures; a log that grows all day in the same folder is none of a build's business.
_SUFFIXES = (".txt", ".md", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")


class Sight(NamedTuple):
    """What a look finds.

    Attributes:
        files: size, mtime, ctime and inode of every file that a build may read, by path.
        folders: inodes of the folders to be told of, by path.
    """

    files: dict[str, tuple[int, int, int, int]]
    folders: dict[str, int]


class UnsettledError(Exception):
    """A bulletin changed between the look and the reading."""


def look(paths: Sequence[Path], config: Config) -> Sight:
    """The files that a build would read, and the folders they, and others like them, stand in."""
    sight = Sight({}, {})
    for path in paths or config.bulletins:
        whole = os.path.abspath(path)  # noqa: PTH100  # as bulletins are named
        if os.path.isdir(whole):  # noqa: PTH112
            _walk(sight, whole, config, _SUFFIXES)
        else:
            _walk(sight, os.path.dirname(whole), config, _SUFFIXES, deep=False)  # noqa: PTH120  # its pictures
            _note(sight, whole)
        _note(sight, os.path.dirname(whole), folder=True)  # noqa: PTH120  # the folder may be moved, or come back
    if config.templates:
        _walk(sight, str(config.templates.absolute()), config, ("",))
    for file in (config.source or Path("feedpub.toml"), withdrawals_file(config)):
        _note(sight, str(file.absolute()))
        _note(sight, str(file.absolute().parent), folder=True)
    return sight


def _walk(sight: Sight, top: str, config: Config, suffixes: tuple[str, ...], *, deep: bool = True) -> None:
    """Notes files by the end of their name; never what a build writes, or what is hidden."""
    out = os.path.abspath(config.out)  # noqa: PTH100
    for where, folders, files in os.walk(top):
        _note(sight, where, folder=True)
        inside = where + os.sep
        folders[:] = [name for name in folders if deep and not name.startswith(".") and inside + name != out]
        for name in files:
            if name.lower().endswith(suffixes) and not name.startswith("."):
                _note(sight, inside + name)


def _note(sight: Sight, path: str, *, folder: bool = False) -> None:
    """Notes what is there; of a folder that is not, the nearest above it."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        if folder and (above := os.path.dirname(path)) != path:  # noqa: PTH120
            _note(sight, above, folder=True)
        return
    if folder:
        sight.folders[path] = found.st_ino
    else:
        sight.files[path] = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def unchanged(
    seen: Sight, named: Sequence[Path], out: Path
) -> Callable[[Iterable[BulletinFile]], Iterator[BulletinFile]]:
    """Wraps bulletins while they are read: the build is given up where one is read otherwise than it was seen."""
    whole = [os.path.abspath(path) for path in named]  # noqa: PTH100
    below = tuple(path + os.sep for path in whole)
    own = os.path.abspath(out) + os.sep  # noqa: PTH100

    def checked(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        for file in files:
            yield file
            if (file.place in whole or file.place.startswith(below)) and not file.place.startswith(own):
                again = Sight({}, {})
                _note(again, file.place)
                if again.files.get(file.place) != seen.files.get(file.place):
                    raise UnsettledError(file.name)

    return checked
