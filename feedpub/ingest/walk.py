"""Walk a folder of bulletins: which files are read, which are passed over, and why."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from feedpub.config.withdrawn import withdrawals_file
from feedpub.errors import UnreadableError
from feedpub.files import reason_of
from feedpub.ingest.images import SUFFIXES
from feedpub.ingest.members import ZIP, folders_of, read_head
from feedpub.ingest.names import (
    is_about,
    is_document,
    is_excluded,
    is_machines,
    is_plain,
    originals_of,
    reason_of_file,
    reason_of_folder,
)
from feedpub.messages import message
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import FileProblem
from feedpub.model.passed_over import PassedOver, Reason
from feedpub.paths import shown
from feedpub.reading.sources import HEAD, may_be_other, suffixes

__all__ = ["DEEPEST", "Walked", "leads_out", "shows_format", "walk"]

_DOCUMENT = "[Content_Types].xml"  # a zip that holds it is a document (ECMA-376, part 2)
DEEPEST = 100  # folders; a path of the system has room for few more, and a loop of mounts has no end


@dataclass(slots=True)
class Walked:
    """What is in a folder. Filled while it is walked.

    Attributes:
        files: the bulletins, in order of path.
        problems: for each folder that could not be listed, or lies too deep.
        passed_over: by the whole path, each file and folder that is not read.
        told: what else is to be told, of copies and of folders that have the name of a bulletin, by the whole path.
    """

    files: list[BulletinFile] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    passed_over: dict[str, PassedOver] = field(default_factory=dict)
    told: list[tuple[str, FileProblem]] = field(default_factory=list)


def walk(folder: Path, config: Config) -> Walked:
    """What is in a folder of bulletins, and in those below it. What builds write, and the settings, are not looked at.

    Args:
        folder: it.
        config: where builds write, and what is excluded.
    """
    return _Walk(folder, config).run()


class _Walk:
    def __init__(self, folder: Path, config: Config) -> None:
        self._config = config
        self._folder = folder
        self._seen = shown(folder)
        self._top = Path(_whole(folder))
        self._own = _own(config)
        self._archive = _whole(config.archive)
        self._wanted = suffixes()
        self._walked = Walked()
        self._named_so: list[Path] = []

    def run(self) -> Walked:
        if self._top.is_file():  # a zip that is named itself
            self._open(Path())
            return self._walked
        for where, folders, files in os.walk(self._folder, onerror=self._refused):
            below = Path(where).relative_to(self._folder)
            folders[:] = list(self._entered(below, folders))
            self._list(below, sorted(files), alone=not folders)
            for path in self._zips(below, sorted(files)):
                self._open(path)
        self._tell_folders()
        return self._walked

    def _zips(self, below: Path, names: Sequence[str]) -> Iterator[Path]:
        """The zips of a folder, which are folders themselves."""
        for name in names:
            path = below / name
            if not name.lower().endswith(ZIP) or is_machines(name):
                continue
            reason: Reason | None = "excluded" if self._excludes(path) else reason_of_file(name)
            if reason is None and self._leads_out(str(self._top / path)):
                reason = "outside"
            if reason is None:
                yield path
            else:
                self._pass_over(path, reason)

    def _open(self, path: Path) -> None:
        """Goes on with what is in a zip; one that cannot be opened is a problem, and the rest goes on."""
        try:
            folders_of_zip = folders_of(str(self._top / path))
        except (OSError, UnreadableError) as error:
            told = reason_of(error) if isinstance(error, OSError) else error.message
            self._walked.problems.append((str(self._seen / path), _problem(told)))
            return
        if _DOCUMENT in folders_of_zip[""][1]:  # a Word document that is called *.zip
            key, place = (self._top.name / path).as_posix(), str(self._top / path)
            self._walked.files.append(BulletinFile(name=str(self._seen / path), key=key, place=place))
            return
        waiting = [""]
        while waiting:
            where = waiting.pop(0)
            folders, files = folders_of_zip[where]
            entered = list(self._entered(path / where, folders))
            self._list(path / where, sorted(files), alone=not entered)
            waiting += [f"{where}/{name}" if where else name for name in entered]

    def _tell_folders(self) -> None:
        """Tells of folders that are called as bulletins are: somebody may miss what is not in them."""
        for path in self._named_so:
            place = str(self._top / path)
            if not any(file.place.startswith(place + os.sep) for file in self._walked.files):
                problem = Problem(
                    line=None, level="warning", code="folder", message=message("is a folder without bulletins")
                )
                self._walked.told.append((place, (str(self._seen / path), problem)))

    def _refused(self, error: OSError) -> None:
        told = message("this folder cannot be listed: {reason}", reason=reason_of(error))
        self._walked.problems.append((str(error.filename), _problem(told)))

    def _entered(self, below: Path, folders: Sequence[str]) -> Iterator[str]:
        """The folders to go on with."""
        for name in sorted(folders):
            path = below / name
            place = str(self._top / path)
            if place in self._own or is_machines(name):
                continue
            reason: Reason | None = "excluded" if self._excludes(path) else reason_of_folder(name)
            if reason is None and os.path.islink(place):  # noqa: PTH114
                reason = "link"
            if reason is None and len(path.parts) > DEEPEST:
                told = message("is more than {most} folders deep; what is in it is not read", most=DEEPEST)
                self._walked.problems.append((str(self._seen / path), _problem(told)))
            elif reason is None:
                if name.lower().endswith(self._wanted):
                    self._named_so.append(path)
                yield name
            else:
                self._pass_over(path, reason, end="/")

    def _list(self, below: Path, names: Sequence[str], *, alone: bool) -> None:
        """The files of a folder; `alone` says that there is no folder in it."""
        key, named, place = (self._top.name / below).as_posix(), str(self._seen / below), str(self._top / below)
        named = "" if named == "." else named + os.sep
        found: dict[str, BulletinFile] = {}
        about: dict[str, Reason] = {}
        for name in names:
            lower = name.lower()
            is_text = lower.endswith(self._wanted) and shows_format(f"{place}{os.sep}{name}")
            if is_text and not self._config.exclude and is_plain(name.rpartition(".")[0]):
                reason = None
            elif is_text:
                reason = "excluded" if self._excludes(below / name) else reason_of_file(name)
            else:
                reason = self._reason_of_other(below / name, lower)
                if reason is None:
                    continue
            if reason is None and self._leads_out(f"{place}{os.sep}{name}"):
                reason = "outside"
            if reason is None or (is_text and is_about(reason)):
                found[name] = BulletinFile(name=named + name, key=f"{key}/{name}", place=f"{place}{os.sep}{name}")
            if reason is not None:
                about[name] = reason
        self._settle(below, found, about, alone=alone)

    def _settle(self, below: Path, found: dict[str, BulletinFile], passed: dict[str, Reason], *, alone: bool) -> None:
        """Which of the files of a folder are read: not what is about them, and no copies of others."""
        about = [name for name in found if name in passed]
        if about and not (len(found) == 1 and self._is_page(below, passed[about[0]], alone=alone)):
            for name in about:
                del found[name]
        elif about:
            del passed[about[0]]
        for name, reason in passed.items():
            self._pass_over(below / name, reason)
        for name in [name for name in found if not is_plain(name.rpartition(".")[0])]:
            self._pass_over_copy(below, name, found)
        self._walked.files += found.values()

    def _is_page(self, below: Path, reason: Reason, *, alone: bool) -> bool:
        """Whether the only text of a folder is its content: `2026/03/17/index.md`, `2026-03-17/README.md`."""
        if reason == "index" and alone and below != Path():
            return True
        from feedpub.reading.phrases.days import find_days  # hardly any folder needs it

        parts = (self._top.name, *below.parts)
        return any(find_days(text) for text in (parts[-1], "-".join(parts[-2:]), "-".join(parts[-3:])))

    def _pass_over_copy(self, below: Path, name: str, found: dict[str, BulletinFile]) -> None:
        """Passes a file over that is a copy of another in its folder."""
        stem, dot, suffix = name.rpartition(".")
        original = next((of for base in originals_of(stem) if (of := found.get(base + dot + suffix))), None)
        if original is None:
            return
        from feedpub.ingest.copies import compare  # few folders have copies

        file = found[name]
        compared = compare(file, original, self._config)
        if compared.is_copy:
            del found[name]
            self._pass_over(below / name, "copy", of=original.name)
        if compared.problem:
            self._walked.told.append((file.place, (file.name, compared.problem)))

    def _reason_of_other(self, path: Path, lower: str) -> Reason | None:
        """Why a file is not read whose format is none of a bulletin's; None where there is nothing to be said of it."""
        if lower.endswith(SUFFIXES) or is_machines(lower) or self._is_own(str(self._top / path)):
            return None
        if lower.endswith(ZIP) and self._top.joinpath(path).is_file():  # one within another is passed over
            return None
        if self._excludes(path):
            return "excluded"
        return reason_of_file(path.name) or ("document" if is_document(lower) else "format")

    def _leads_out(self, place: str) -> bool:
        return not self._config.linked_bulletins and leads_out(place, self._top)

    def _excludes(self, path: Path) -> bool:
        patterns = self._config.exclude
        return bool(patterns) and is_excluded(f"{self._top.name}/{path.as_posix()}", patterns)

    def _is_own(self, place: str) -> bool:
        return place in self._own or place.startswith(self._archive)

    def _pass_over(self, path: Path, reason: Reason, *, end: str = "", of: str = "") -> None:
        row = PassedOver(path=str(self._seen / path) + end, reason=reason, of=of)
        self._walked.passed_over[str(self._top / path)] = row


def leads_out(place: str, folder: str | Path) -> bool:
    """Whether a file is a link out of a folder: whoever may put files there could publish any other by it."""
    if not (os.path.islink(place) and os.path.exists(place)):  # noqa: PTH110, PTH114
        return False
    return not os.path.realpath(place).startswith(os.path.realpath(folder) + os.sep)


def shows_format(place: str) -> bool:
    """Whether a file may be a bulletin, where its suffix is one of other programs too, such as `.json`.

    One that can't be read may be: whoever reads it says so.
    """
    source = may_be_other(place)
    if source is None or source.shows is None:
        return True
    try:
        return source.shows(read_head(place, HEAD))
    except (OSError, UnreadableError):
        return True


def _problem(message: str) -> Problem:
    return Problem(line=None, level="error", code="unreadable", message=message)


def _own(config: Config) -> frozenset[str]:
    """What feedpub itself writes, and the settings."""
    own = [config.out, config.source, config.templates, config.status_file, withdrawals_file(config)]
    return frozenset(_whole(path) for path in own if path is not None)


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # as bulletins are named
