"""The three kinds of targets: a folder of another machine (rsync), of a storage (rclone), and of this machine."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from feedpub.archive.deployed import Undeployed
from feedpub.deploying.plan import is_feed
from feedpub.deploying.program import run_program
from feedpub.errors import RefusedError, UsageError
from feedpub.messages import message
from feedpub.model import Config, Problem
from feedpub.model.build import FileProblem
from feedpub.model.deploy import Deploy
from feedpub.output import Output, digest
from feedpub.paths import shown
from feedpub.writing.media_types import content_types, type_of

__all__ = ["Target", "missing", "open_target"]

_PATIENCE = "300"  # seconds that rsync waits for the other side to say anything
_UNCHANGING = "public, max-age=31536000, immutable"  # of pictures: their name is a hash of their bytes
_ASK = "no-cache"  # keep a copy, and ask whether it is the newest


class Target(Protocol):
    """Where the output folder is copied to."""

    def upload(self, names: Sequence[str]) -> None:
        """Bring files there; each is the old or the new one for whoever reads it meanwhile.

        Raises:
            RefusedError: not all of them are there.
        """

    def remove(self, files: Sequence[Undeployed]) -> list[FileProblem]:
        """Remove files that we brought there; returns the problems of those that stay.

        Raises:
            RefusedError: not all of them could be removed.
        """


@contextlib.contextmanager
def open_target(config: Config, deploy: Deploy, wait: float) -> Iterator[Target]:
    """The target of a configuration.

    Args:
        config: everything the operator set.
        deploy: its target.
        wait: seconds to wait for somebody else who writes into the folder.

    Raises:
        UsageError: the folder is the output folder, or the bulletins', or within one of them, or the other way round.
        RefusedError: the folder can't be written.
    """
    match deploy.kind:
        case "rsync":
            yield _Rsync(config.out, deploy.to)
        case "rclone":
            yield _Rclone(config.out, deploy.to)
        case "folder":
            _refuse_overlap(Path(deploy.to), config)
            with Output(Path(deploy.to), wait=wait) as there:
                yield _Folder(config.out, there)


class _Rsync:
    """Each file is written under another name there, then renamed; nothing but the files named is looked at."""

    def __init__(self, out: Path, to: str) -> None:
        self._out = out
        self._to = _below(to)

    def upload(self, names: Sequence[str]) -> None:
        self._run(self._out, names, "--checksum", "--times", "--omit-dir-times")

    def remove(self, files: Sequence[Undeployed]) -> list[FileProblem]:
        names = [file.path for file in files]
        with TemporaryDirectory() as nothing:  # where none of them is, though their folders are: rsync looks into these
            for folder in {os.path.dirname(name) for name in names}:  # noqa: PTH120
                Path(nothing, folder).mkdir(parents=True, exist_ok=True)
            self._run(Path(nothing), names, "--delete-missing-args")
        return []

    def _run(self, source: Path, names: Sequence[str], *options: str) -> None:
        listed = ("--from0", "--files-from=-", f"--timeout={_PATIENCE}", "--protect-args")
        run_program("rsync", [*options, *listed, "--", f"{source.absolute()}/", self._to], names, end="\0")


class _Rclone:
    """Each file gets its Content-Type and Cache-Control; nothing but the files named is looked at."""

    def __init__(self, out: Path, to: str) -> None:
        self._out = out
        self._to = to
        self._types = content_types()

    def upload(self, names: Sequence[str]) -> None:
        for headers, files in groupby(sorted(names, key=self._headers), self._headers):
            given = [word for header in headers for word in ("--header-upload", header)]
            self._run(["copy", str(self._out.absolute()), self._to, "--ignore-times", *given], files)

    def remove(self, files: Sequence[Undeployed]) -> list[FileProblem]:
        self._run(["delete", self._to], [file.path for file in files])
        return []

    def _headers(self, name: str) -> tuple[str, str]:
        kept = _UNCHANGING if name.startswith("p/") else _ASK
        return f"Content-Type: {type_of(name, self._types)}", f"Cache-Control: {kept}"

    def _run(self, command: Sequence[str], names: Iterable[str]) -> None:
        run_program("rclone", [*command, "--files-from-raw", "-", "--no-traverse"], names, end="\n")


class _Folder:
    """Each file is written under a hidden name there, then renamed."""

    def __init__(self, out: Path, there: Output) -> None:
        self._here = Output(out, dry=True)
        self._there = there

    def upload(self, names: Sequence[str]) -> None:
        for name in names:
            data = self._here.read(name)
            if data is None:
                raise missing(self._here.folder / name)
            self._there.stage(name, data, durable=is_feed(name))
        self._there.publish()

    def remove(self, files: Sequence[Undeployed]) -> list[FileProblem]:
        problems = []
        for file in files:
            data = self._there.read(file.path)
            if data is not None and digest(data) != file.there:
                text = message("somebody changed this file, which feedpub would remove: delete it if it may go")
                problem = Problem(line=None, level="warning", code="orphan-kept", message=text)
                problems.append((str(self._there.folder / file.path), problem))
            elif data is not None:
                self._there.delete(file.path)
        return problems


def missing(path: Path) -> RefusedError:
    """The error for a file that a build wrote, and that is there no more."""
    return RefusedError(
        message("{path} is missing: run `feedpub build`, which writes it again, then publish", path=shown(path))
    )


def _below(to: str) -> str:
    return to if to.endswith("/") else f"{to}/"


def _refuse_overlap(folder: Path, config: Config) -> None:
    to = os.path.realpath(folder)
    for other in (config.out, *config.bulletins):
        path = os.path.realpath(other)
        if os.path.commonpath((to, path)) in (to, path):
            raise UsageError(
                message(
                    "{folder}: [deploy] copies the output folder there, so it must be apart from {other}: neither the "
                    "same, nor within it, nor above it",
                    folder=folder,
                    other=other,
                )
            )
