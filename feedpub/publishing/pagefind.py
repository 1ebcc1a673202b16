"""Pagefind, the program that makes search indexes: where it is, and how it is run."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from feedpub.errors import ConfigError
from feedpub.messages import message

__all__ = ["PagefindError", "find_pagefind", "index_records", "pagefind_version"]

_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")  # what is not its own pages and styles
_LAST = ("pagefind.js", "pagefind-entry.json")  # what a browser loads first comes into place last
_LONGEST = 3600  # seconds


class PagefindError(Exception):
    """Pagefind made no index; the text says why."""


def find_pagefind() -> Path:
    """The program.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        return Path(import_module("pagefind_bin").get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise ConfigError(
            message("search = true needs Pagefind, which is not installed: pip install 'feedpub[search]'")
        ) from error


def pagefind_version() -> str:
    """Its version: an index is read by the script that the same version brings."""
    from importlib.metadata import version

    return version("pagefind-bin")


def index_records(program: Path, records: Iterable[tuple[str, bytes]], language: str) -> dict[str, bytes]:
    """The files of an index, by their paths, in the order in which they are to be put in place.

    Args:
        program: Pagefind.
        records: pages, each after its path: that is what is found.
        language: of all of them, or `und`.

    Raises:
        PagefindError: it failed.
    """
    import subprocess  # imported late, with tempfile: most builds index nothing
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="feedpub-search-") as folder:
        source, target = Path(folder, "pages"), Path(folder, "index")
        for path, data in records:
            file = source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        command = [str(program), "--site", str(source), "--output-path", str(target), "--silent"]
        try:
            done = subprocess.run(  # noqa: S603  # our own arguments
                [*command, "--force-language", language],
                cwd=folder,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PagefindError(str(error)) from error
        if done.returncode or not (target / _LAST[-1]).is_file():
            said = (done.stderr or done.stdout).strip().splitlines()
            raise PagefindError(said[-1] if said else f"exit status {done.returncode}")
        files = sorted(path for path in target.rglob("*") if path.suffix in _KEPT)
        return {
            path.relative_to(target).as_posix(): path.read_bytes() for path in (*files, *(target / n for n in _LAST))
        }
