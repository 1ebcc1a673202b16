"""Collect what must be reported of bulletins: problems of reading, repeated articles, and removed ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from feedpub.archive import Archive
from feedpub.archive.bulletins import Known
from feedpub.archive.repeats import Twin
from feedpub.entries.ids import short_key
from feedpub.ingest.wires import stop_problems
from feedpub.messages import message, plural
from feedpub.model import BulletinFile, Problem
from feedpub.model.build import FileProblem
from feedpub.model.passed_over import Reason
from feedpub.paths import shown

__all__ = ["gone_warnings", "stored_problems"]

_NONE: Mapping[str, Reason] = MappingProxyType({})
_NO_LONGER: Mapping[Reason, str] = MappingProxyType(
    {
        "draft": message("a draft now"),
        "excluded": message("excluded now (`exclude`)"),
        "copy": message("passed over now, as the copy of another file"),
    }
)


def stored_problems(
    archive: Archive, files: Sequence[BulletinFile], numbers: Mapping[str, int]
) -> Iterator[FileProblem]:
    """What was found in bulletins when they were read, each with the bulletin's name.

    Args:
        archive: keeps it.
        files: the bulletins.
        numbers: theirs in the archive, by name.
    """
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    names = {number: name for name, number in numbers.items()}
    for number, problem in archive.bulletins.problems():
        found[number].append(problem)
    for twin in archive.repeats.twins():
        found[twin.bulletin].append(_published_once(archive, twin, names))
    for number, problem in (*archive.pictures.problems(), *stop_problems(archive)):
        found[number].append(problem)
    if found:
        for file in files:
            yield from ((file.name, problem) for problem in found.get(numbers.get(file.name, 0), ()))


def _published_once(archive: Archive, twin: Twin, names: Mapping[int, str]) -> Problem:
    where: str = message("a published entry")
    if twin.its_path and twin.its_bulletin is not None:
        where = f"{names.get(twin.its_bulletin) or shown(archive.place_of(twin.its_path))}:{twin.its_line}"
    if twin.same:
        told = message("is the same dispatch as {where}; published once", where=where)
    else:
        told = message("is the same dispatch as {where}; its text differs a little; that one is published", where=where)
    return Problem(line=twin.line, level="warning", code="same-dispatch", message=told)


def gone_warnings(
    archive: Archive, lost: Sequence[int], vanished: Sequence[Known], passed_over: Mapping[str, Reason] = _NONE
) -> Iterator[FileProblem]:
    """A warning for each article, and each bulletin, that is gone since the last build and stays published.

    Args:
        archive: says what stays.
        lost: numbers of entries whose article is gone.
        vanished: bulletins that are gone, or passed over.
        passed_over: why files and folders are passed over, by their paths.
    """
    for number in lost:
        if row := archive.entries.lost(number):
            short = short_key(row.id)
            told = message(
                "“{title}” is no longer in this bulletin but is still published; to withdraw it: feedpub "
                "withdraw {short}",
                title=row.title,
                short=short,
            )
            yield _gone(archive, row.path or "", told)
    for known in vanished:
        if left := archive.entries.count_articles_of(known.number):
            place = shown(archive.place_of(known.path))
            folders = (f"{folder}/" for folder in place.parents)
            reason = next((passed_over[name] for name in (str(place), *folders) if name in passed_over), None)
            became = _NO_LONGER.get(reason, message("passed over now")) if reason else message("gone")
            told = plural(
                "is {became}; its entry stays published. To tell readers: feedpub withdraw, whose ids `feedpub list` "
                "shows as gone; to remove them without a notice: feedpub build --prune",
                "is {became}; its {n} entries stay published. To tell readers: feedpub withdraw, whose ids `feedpub "
                "list` shows as gone; to remove them without a notice: feedpub build --prune",
                left,
                became=became,
            )
            yield _gone(archive, known.path, told)


def _gone(archive: Archive, path: str, message: str) -> FileProblem:
    return str(shown(archive.place_of(path))), Problem(line=None, level="warning", code="gone", message=message)
