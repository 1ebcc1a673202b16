"""Finding bulletins: the files and folders named, walked in an order no machine changes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from feedpub.errors import UsageError
from feedpub.model import BulletinFile, Problem

__all__ = ["find_bulletins"]

_SUFFIXES = (".txt", ".md")


def find_bulletins(paths: Iterable[Path]) -> tuple[tuple[BulletinFile, ...], tuple[tuple[str, Problem], ...]]:
    """Every bulletin below the paths, each once, in order; and the folders that couldn't be looked into.

    A date or a section in a folder's name counts from the path given downwards, its own name included.

    Raises:
        UsageError: a path doesn't exist, or a folder holds no bulletin at all.
    """
    found: dict[Path, BulletinFile] = {}
    problems: list[tuple[str, Problem]] = []
    for path in paths:
        if path.is_dir():
            own = Path(os.path.abspath(path)).name  # noqa: PTH100  # resolve() would follow links to another name
            files = list(_walk(path, problems))
            if not files and not problems:
                raise UsageError(f"{path} holds no bulletins: feedpub reads *.txt and *.md files")
            rows = [BulletinFile(path=file, name=_shown(file), key=_key(own, file, path)) for file in files]
        elif path.exists():
            rows = [BulletinFile(path=path, name=_shown(path), key=path.name)]
        else:
            raise UsageError(f"{path}: there is no such file or folder")
        for row in rows:
            found.setdefault(row.path.resolve(), row)
    return tuple(sorted(found.values(), key=lambda file: (file.key, str(file.path)))), tuple(problems)


def _shown(file: Path) -> str:
    """As it was given; what the configuration names is absolute, and shown from where the user stands."""
    try:
        return str(file.relative_to(Path.cwd())) if file.is_absolute() else str(file)
    except ValueError:
        return str(file)


def _key(own: str, file: Path, folder: Path) -> str:
    return f"{own}/{file.relative_to(folder).as_posix()}"


def _walk(folder: Path, problems: list[tuple[str, Problem]]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        message = f"this folder cannot be looked into: {error.strerror}"
        problems.append((str(error.filename), Problem(line=None, level="error", code="unreadable", message=message)))

    for where, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(where, name)
