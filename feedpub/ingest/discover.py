"""Find bulletins: the given files and those in the given folders, in the same order on every machine."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from feedpub.errors import UsageError
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import FileProblem
from feedpub.paths import shown
from feedpub.reading.sources import suffixes

__all__ = ["FoundBulletins", "find_bulletins"]


class FoundBulletins(NamedTuple):
    """The bulletins of a build.

    Attributes:
        files: in order of path.
        unreadable_folders: a problem for each folder that could not be listed; there may be bulletins in it.
    """

    files: tuple[BulletinFile, ...] = ()
    unreadable_folders: tuple[FileProblem, ...] = ()


def find_bulletins(named: Sequence[Path], config: Config) -> FoundBulletins:
    """Every bulletin below the paths named, or else the configuration's, each once and in order of path.

    A date or a section in a folder's name counts from the path given downwards, its own name included.

    Raises:
        UsageError: no path is named, one doesn't exist, or a folder holds no bulletin at all.
    """
    found: dict[str, BulletinFile] = {}
    problems: list[FileProblem] = []
    by = "" if named else f" (`bulletins` in {config.source})"
    if not named and not config.bulletins:
        raise UsageError(
            "no bulletins are named: give files or folders (feedpub build NEWS), "
            'or name them in feedpub.toml (bulletins = ["NEWS"])'
        )
    for path in named or config.bulletins:
        kind = _kind(path)
        if kind == "folder":
            before = len(problems)
            rows = list(_walk(path, problems))
            if not rows and len(problems) == before:
                raise UsageError(f"{path} holds no bulletins{by}: feedpub reads {_listed()} files")
        elif kind == "file":
            rows = [_one(path)]
        else:
            raise UsageError(f"{path}: there is no such file or folder{by}")
        for row in rows:
            if row.place not in found or len(found[row.place].key) < len(row.key):  # a longer key tells more
                found[row.place] = row
    files = tuple(found[place] for place in sorted(found, key=lambda place: (found[place].key, place)))
    return FoundBulletins(files, tuple(problems))


def _listed() -> str:
    """The names of the files that are read: `*.txt and *.md`."""
    *others, last = (f"*{suffix}" for suffix in suffixes())
    return f"{', '.join(others)} and {last}"


def _one(path: Path) -> BulletinFile:
    return BulletinFile(name=str(shown(path)), key=path.name, place=_whole(path))


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # resolve() asks the disk for every part, and follows links


def _kind(path: Path) -> Literal["folder", "file", None]:
    try:
        return "folder" if path.is_dir() else "file" if path.exists() or path.is_symlink() else None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error


def _walk(folder: Path, problems: list[FileProblem]) -> Iterator[BulletinFile]:
    def refused(error: OSError) -> None:
        message = f"this folder cannot be listed: {error.strerror}"
        problems.append((str(error.filename), Problem(line=None, level="error", code="unreadable", message=message)))

    wanted = suffixes()
    seen = shown(folder)
    whole = Path(_whole(folder))
    for where, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(where).relative_to(folder)
        key, named, place = (whole.name / below).as_posix(), str(seen / below), str(whole / below)
        named = "" if named == "." else named + os.sep
        for name in sorted(files):
            if name.lower().endswith(wanted) and not name.startswith("."):
                yield BulletinFile(name=named + name, key=f"{key}/{name}", place=f"{place}{os.sep}{name}")
