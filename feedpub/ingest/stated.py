"""Choose what the operator states of a bulletin's source: the first table of `[[sources]]` that its path fits.

A pattern is a path whose names may have `*` (any characters) and `?` (one); a name `**` is any number of folders. It
may begin at any folder: `campus/**` fits `news/campus/2026/a.md`. Only the path decides, never another bulletin.
"""

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from unicodedata import normalize

from feedpub.model import BulletinFile, Config
from feedpub.model.form import Source

__all__ = ["StatedSources", "fits_path"]

_ANY = "**"


class StatedSources:
    """The tables of a configuration."""

    def __init__(self, config: Config) -> None:
        """The tables, in the operator's order.

        Args:
            config: its folder counts too: a bulletin below it has its path from there.
        """
        self._tables = config.sources
        self._home = os.path.abspath(config.source.parent) if config.source else None  # noqa: PTH100  # follows no link

    def path_of(self, file: BulletinFile) -> str:
        """The path of a bulletin that patterns look at: below the path given or the configuration's folder, the longer.

        So a bulletin that is named by itself, as for `inspect`, is read as in a build of its folder.
        """
        home = self._home
        below = (
            file.place[len(home) :].lstrip(os.sep)
            if home and file.place.startswith(home.rstrip(os.sep) + os.sep)
            else ""
        )
        return normalize("NFC", max(file.key, below.replace(os.sep, "/"), key=len))

    def of(self, path: str) -> Source | None:
        """The first table that a path fits, or None."""
        return next((table for table in self._tables if fits_path(table.match, path)), None)


def fits_path(pattern: str, path: str) -> bool:
    """Whether a path, or its end from some folder on, is what a pattern says.

    Args:
        pattern: of names with `/` between them.
        path: in NFC.
    """
    wanted = [_ANY, *normalize("NFC", pattern).strip("/").split("/")]
    return _fits(wanted, path.split("/"))


def _fits(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """The usual match with one kind of joker, name by name: where a name does not fit, the last `**` takes one more."""
    at = of = 0
    joker, taken = -1, 0
    while at < len(names):
        if of < len(wanted) and wanted[of] == _ANY:
            joker, taken, of = of, at, of + 1
        elif of < len(wanted) and _fits_name(wanted[of], names[at]):
            at, of = at + 1, of + 1
        elif joker >= 0:
            taken += 1
            at, of = taken, joker + 1
        else:
            return False
    return all(name == _ANY for name in wanted[of:])


def _fits_name(pattern: str, name: str) -> bool:
    return fnmatchcase(name, pattern.replace("[", "[[]"))  # [ is an ordinary character in names of folders
