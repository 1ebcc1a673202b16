"""Find bulletins: the given files and those in the given folders, in the same order on every machine."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from feedpub.errors import UsageError
from feedpub.files import reason_of
from feedpub.ingest.members import ZIP, is_member
from feedpub.ingest.walk import Walked, walk
from feedpub.messages import joined, message
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import FileProblem
from feedpub.model.passed_over import PassedOver, Reason
from feedpub.paths import shown
from feedpub.reading.sources import suffixes

__all__ = ["FoundBulletins", "find_bulletins", "refuse_out"]

_NAMED = 5  # the most files that are named of a folder without bulletins
_KINDS: dict[Reason, str] = {
    "draft": message("draft"),
    "copy": message("copy"),
    "document": message("document"),
    "template": message("template"),
    "readme": message("readme"),
    "index": message("index"),
    "excluded": message("excluded"),
    "lock": message("lock"),
    "backup": message("backup"),
    "trash": message("trash"),
    "hidden": message("hidden"),
    "link": message("link"),
    "outside": message("outside"),
    "format": message("format"),
}


class FoundBulletins(NamedTuple):
    """The bulletins of a build.

    Attributes:
        files: in order of path.
        unreadable_folders: a problem for each folder that could not be listed; there may be bulletins in it.
        passed_over: files and folders that are not read, by their names; in order of path.
        places: the whole paths of the files among these that are called as bulletins are.
        told: a problem for each copy of a bulletin that says something else, and each folder with a bulletin's name.
        empty: a problem for each folder that was named and holds no bulletin at all.
    """

    files: tuple[BulletinFile, ...] = ()
    unreadable_folders: tuple[FileProblem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    places: frozenset[str] = frozenset()
    told: tuple[FileProblem, ...] = ()
    empty: tuple[FileProblem, ...] = ()

    def refuse_empty(self) -> None:
        """Refuse a folder without bulletins.

        Raises:
            UsageError: one was named.
        """
        for _, problem in self.empty:
            raise UsageError(problem.message)


def _none_named(config: Config) -> str:
    if config.source is None:
        return message(
            "there is no feedpub.toml in {folder} or above it, and no bulletins are named: go to the paper's folder, "
            "give files or folders (feedpub build NEWS), or begin a paper with feedpub init",
            folder=Path.cwd(),
        )
    return message(
        "no bulletins are named: give files or folders (feedpub build NEWS), or name them in {path} "
        '(bulletins = ["NEWS"])',
        path=config.source,
    )


def find_bulletins(named: Sequence[Path], config: Config, *, may_be_empty: bool = False) -> FoundBulletins:
    """Every bulletin below the paths named, or else the configuration's, each once and in order of path.

    A date or a section in a folder's name counts from the path given downwards, its own name included.

    Args:
        named: files and folders; none takes the configuration's.
        config: everything the operator set.
        may_be_empty: whether a folder without bulletins is only noted, in `empty`.

    Raises:
        UsageError: no path is named, one doesn't exist, or a folder holds no bulletin at all and may not.
    """
    found: dict[str, BulletinFile] = {}
    walked: dict[str, Walked] = {}
    empty: list[FileProblem] = []
    by = "" if named else message(" (`bulletins` in {source})", source=config.source)
    if not named and not config.bulletins:
        raise UsageError(_none_named(config))
    for path in named or config.bulletins:
        kind = _kind(path)
        if kind == "folder":
            seen = walked[_whole(path)] = walk(path, config)
            if not seen.files and not seen.problems:
                none = Problem(line=None, level="warning", code="no-bulletins", message=_none_in(path, by, seen))
                empty.append((str(path), none))
            rows: Iterable[BulletinFile] = seen.files
        elif kind == "file":
            rows = [_one(path)]
        else:
            raise UsageError(message("{path}: there is no such file or folder{by}", path=path, by=by))
        for row in rows:
            if row.place not in found or len(found[row.place].key) < len(row.key):  # a longer key tells more
                by_name = row.by_name or (row.place in found and found[row.place].by_name)
                found[row.place] = replace(row, by_name=by_name)
            elif row.by_name:
                found[row.place] = replace(found[row.place], by_name=True)
    files = tuple(found[place] for place in sorted(found, key=lambda place: (found[place].key, place)))
    passed = {place: row for seen in walked.values() for place, row in seen.passed_over.items() if place not in found}
    everything = FoundBulletins(
        files=files,
        unreadable_folders=tuple(row for seen in walked.values() for row in seen.problems),
        passed_over=tuple(sorted(passed.values())),
        places=frozenset(passed),
        told=tuple(row for seen in walked.values() for place, row in seen.told if place not in found),
        empty=tuple(empty),
    )
    if not may_be_empty:
        everything.refuse_empty()
    return everything


def refuse_out(named: Sequence[Path], config: Config) -> None:
    """Refuse an output folder in which bulletins are: whoever reads the feeds could read them too, drafts and all.

    Raises:
        UsageError: it is the folder of bulletins, or above it.
    """
    out = os.path.realpath(config.out)
    for path in named or config.bulletins:
        folder = os.path.realpath(path if path.is_dir() else path.parent)
        if folder == out or folder.startswith(os.path.join(out, "")):  # noqa: PTH118  # "/" has its slash already
            where = (
                message("the folder of the bulletins")
                if folder == out
                else message("above the bulletins in {path}", path=path)
            )
            raise UsageError(
                message(
                    "{out}: the output folder is {where}, which would be published with it; name another, such as "
                    "feeds, by --out or by `out` in the configuration",
                    out=config.out,
                    where=where,
                )
            )


def _none_in(path: Path, by: str, seen: Walked) -> str:
    """What is said of a folder without bulletins: what would be one, and what there is."""
    *others, last = (f"*{suffix}" for suffix in suffixes())
    told = message(
        "{path} holds no bulletins{by}: feedpub reads {names} and {last} files",
        path=path,
        by=by,
        names=joined(", ", others),
        last=last,
    )
    names = [
        message("{path} ({reason})", path=row.path, reason=_KINDS[row.reason]) for row in seen.passed_over.values()
    ]
    if not names:
        return told
    listed: str = joined(", ", names[:_NAMED])
    if len(names) > _NAMED:
        listed = message("{names} and {n} more", names=listed, n=len(names) - _NAMED)
    return joined("; ", (told, message("passed over: {names}", names=listed)))


def _one(path: Path) -> BulletinFile:
    return BulletinFile(name=str(shown(path)), key=path.name, place=_whole(path), by_name=True)


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # resolve() asks the disk for every part, and follows links


def _kind(path: Path) -> Literal["folder", "file", None]:
    try:
        if path.is_dir():
            return "folder"
        if path.exists() or path.is_symlink():
            return "folder" if path.name.lower().endswith(ZIP) and path.is_file() else "file"
        return "file" if is_member(_whole(path)) else None
    except OSError as error:
        raise UsageError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error
