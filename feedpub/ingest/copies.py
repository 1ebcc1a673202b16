"""Tell copies that sync tools and file managers left beside a bulletin: by their names, and by what they say."""

from pathlib import Path

from feedpub.errors import UnreadableError
from feedpub.ingest.scan import read_bytes_of
from feedpub.model import BulletinFile, Problem

__all__ = ["copy_problem", "is_copy"]

_WINDOW = 5  # characters: long enough that stories of the same day share few
_WINDOWS = 200  # that are looked for
_ALIKE = 0.5  # of them: a copy in which much was corrected has more, a second part of the day a sixth


def is_copy(file: BulletinFile, original: BulletinFile) -> bool:
    """Whether a file whose name says that it is a copy says the same as the original, or most of it.

    `2026-03-17 (2).md` may be the second part of a day, and `2026-03-17 - 副本.md` may have become the next day's.
    """
    one, two = _bytes(file), _bytes(original)
    if one is None or two is None:
        return False
    if one == two:
        return True
    short, long = sorted((_letters(one, file.key), _letters(two, original.key)), key=len)
    last = len(short) - _WINDOW
    if last < 0:
        return bool(short) and short == long
    step = max(1, last // _WINDOWS)
    windows = [short[at : at + _WINDOW] for at in range(0, last + 1, step)]
    return sum(window in long for window in windows) >= _ALIKE * len(windows)


def copy_problem(file: BulletinFile, original: BulletinFile) -> Problem | None:
    """What is to be told of a copy: that it says something else than the original; None where it does not."""
    if _bytes(file) == _bytes(original):
        return None
    newer = "is newer and " if _changed(file) > _changed(original) else ""
    message = (
        f"looks like a copy of {original.name}, but {newer}differs from it; {original.name} is published, and this one "
        "is passed over: put what is right into that one and remove this one, or rename this one if it is a bulletin "
        "of its own"
    )
    return Problem(line=None, level="warning", code="copy", message=message)


def _bytes(file: BulletinFile) -> bytes | None:
    try:
        return read_bytes_of(file.place)
    except UnreadableError:
        return None


def _letters(data: bytes, key: str) -> str:
    from feedpub.reading.sources import read_source  # a folder without copies needs no reading

    try:
        return "".join(read_source(data, key).text.split())
    except UnreadableError:
        return ""


def _changed(file: BulletinFile) -> int:
    try:
        return Path(file.place).stat().st_mtime_ns
    except OSError:
        return 0
