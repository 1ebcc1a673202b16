"""Tell copies that sync tools and file managers left beside a bulletin: by their names, and by what they say."""

from typing import NamedTuple

from feedpub.errors import UnreadableError
from feedpub.ingest.members import stat_file
from feedpub.ingest.scan import read_bytes_of
from feedpub.messages import message
from feedpub.model import BulletinFile, Config, Problem
from feedpub.reading.source_text import SourceText

__all__ = ["Comparison", "compare"]

_WINDOW = 5  # characters: long enough that stories of the same day share few
_WINDOWS = 200  # that are looked for
_ALIKE = 0.5  # of them: a copy in which much was corrected has more, a second part of the day a sixth
_AROUND = 6  # characters that are quoted before and behind a difference


class Comparison(NamedTuple):
    """What a file is that has the name of a copy.

    Attributes:
        is_copy: whether it says the same as the original, or most of it. `2026-03-17 (2).md` may be the second part of
            a day, and `2026-03-17 - 副本.md` may have become the next day's.
        problem: of a copy that says something else than the original; None where it does not.
    """

    is_copy: bool
    problem: Problem | None = None


def compare(file: BulletinFile, original: BulletinFile, config: Config) -> Comparison:
    """Compares a file that has the name of a copy with the one it would be a copy of."""
    try:
        one, two = (read_bytes_of(row.place, config) for row in (file, original))
        if one == two:
            return Comparison(is_copy=True)
        source, other = _read(one, file.key), _read(two, original.key)
    except UnreadableError:
        return Comparison(is_copy=False)
    if source.items or other.items:
        return Comparison(is_copy=False)  # an item of a wire says itself which version it is
    ours, its = _letters(source), _letters(other)
    if ours == its:
        return Comparison(is_copy=bool(ours))
    if not _is_alike(*sorted((ours, its), key=len)):
        return Comparison(is_copy=False)
    return Comparison(is_copy=True, problem=_differs(file, original, ours, its))


def _is_alike(short: str, long: str) -> bool:
    last = len(short) - _WINDOW
    if last < 0:
        return False
    windows = [short[at : at + _WINDOW] for at in range(0, last + 1, max(1, last // _WINDOWS))]
    return sum(window in long for window in windows) >= _ALIKE * len(windows)


def _differs(file: BulletinFile, original: BulletinFile, ours: str, its: str) -> Problem:
    others = (at for at, (one, two) in enumerate(zip(ours, its, strict=False)) if one != two)
    at = next(others, min(len(ours), len(its)))
    here, there = (text[max(0, at - _AROUND) : at + _AROUND] for text in (ours, its))
    if _changed(file) > _changed(original):
        differs = message("is newer and differs from it (here “{here}”, there “{there}”)", here=here, there=there)
    else:
        differs = message("differs from it (here “{here}”, there “{there}”)", here=here, there=there)
    told = message(
        "looks like a copy of {original}, but {differs}. {original} is published, and this one is passed over: put "
        "what is right into that one and remove this one, or rename this one if it is a bulletin of its own",
        original=original.name,
        differs=differs,
    )
    return Problem(line=None, level="warning", code="copy", message=told)


def _read(data: bytes, key: str) -> SourceText:
    """The text of a file.

    Raises:
        UnreadableError: it is no text.
    """
    from feedpub.reading.sources import read_source  # a folder without copies needs no reading

    return read_source(data, key)


def _letters(source: SourceText) -> str:
    """A text without white space."""
    return "".join(source.text.split())


def _changed(file: BulletinFile) -> int:
    try:
        return stat_file(file.place).st_mtime_ns
    except OSError:
        return 0
