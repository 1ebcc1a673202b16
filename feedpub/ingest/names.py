"""What the name of a file or a folder among bulletins says: that it is none, or whose copy it is. Pure.

The names are data, in `data/passed_over.toml`.
"""

import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from feedpub.data import any_of, load
from feedpub.model.passed_over import Reason
from feedpub.patterns import regex

__all__ = [
    "is_about",
    "is_document",
    "is_excluded",
    "is_machines",
    "is_plain",
    "originals_of",
    "reason_of_file",
    "reason_of_folder",
]

_PLAIN = regex(r"[0-9]{1,14}(?:[-_.年月日][0-9]{0,8}){0,6}")  # a day alone, as most bulletins are called
_DAY = regex(r"(?:19|20)[0-9]{2}[-_./年 ]?[01]?[0-9][-_./月 ]?[0-3]?[0-9]|[0-9]{1,2}月[0-9]{1,2}日")
_EDGE = r"[\s._\-–—·+()（）\[\]【】0-9v版份第新]"  # what may stand between a word and the edge of a name
_MOST = 4  # marks of copies on one name


def is_plain(stem: str) -> bool:
    """Whether a name is a day or a number alone: it is nothing but a bulletin's. Most names are decided by this."""
    return _PLAIN.fullmatch(stem) is not None


def is_machines(name: str) -> bool:
    """Whether machines leave such a file in any folder, so that it need not be named."""
    name = name.lower()
    return name in _rows()["machine"] or name.startswith(tuple(_rows()["machine_begins"]))


def is_excluded(below: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of `exclude`'s patterns fits a file or a folder.

    Args:
        below: its path from the bulletins' folder, with `/`.
        patterns: `*` is any text, `?` one character. One without `/` fits a name, of a folder too; one with `/` the
            path, from the bulletins' folder, or from the folder it is in.
    """
    whole = unicodedata.normalize("NFC", below)
    inside, name = whole.partition("/")[2], whole.rpartition("/")[2]
    for pattern in patterns:
        wanted = unicodedata.normalize("NFC", pattern).removeprefix("./")
        folder = wanted.removesuffix("/**").rstrip("/")
        if "/" not in folder and fnmatchcase(name, folder):
            return True
        if "/" in wanted and any(fnmatchcase(path, form) for path in (inside, whole) for form in (wanted, folder)):
            return True
    return False


def reason_of_folder(name: str) -> Reason | None:
    """Why a folder of this name is passed over, with all in it; None where it is not."""
    rows, plain = _rows(), _plain(name)
    if plain in rows["trash_folders"] or plain.startswith(".trash"):
        return "trash"
    if name.startswith("."):
        return "hidden"
    if plain in rows["draft_folders"]:
        return "draft"
    return "template" if plain in rows["template_folders"] else None


def reason_of_file(name: str) -> Reason | None:
    """Why a file of this name is passed over whatever its format; None where the name says nothing against it."""
    rows, plain = _rows(), _plain(name)
    if plain.startswith(tuple(rows["lock_begins"])) or plain.endswith(tuple(rows["lock_ends"])):
        return "lock"
    if name.startswith("."):
        return "hidden"
    if plain.endswith(tuple(rows["backup_ends"])):
        return "backup"
    stem = plain.rpartition(".")[0] or plain
    has_day = _DAY.search(stem) is not None
    if not has_day and _readme().fullmatch(stem):
        return "readme"
    if stem in rows["index"]:
        return "index"
    if stem in rows["pattern"] or (not has_day and _template().search(stem)):
        return "template"
    return "draft" if _draft().search(stem) else None


def is_document(name: str) -> bool:
    """Whether a file holds a text, as far as its name says, in a format that somebody may have handed in."""
    return name.lower().endswith(tuple(_rows()["documents"]))


def is_about(reason: Reason | None) -> bool:
    """Whether a file so named is a bulletin after all where it is the only text in the folder of a day or a page."""
    return reason in ("readme", "index")


def originals_of(stem: str) -> Iterator[str]:
    """The names, without suffix, of which a file of this name may be a copy; the likeliest first."""
    if _maybe_copy().search(stem) is None:
        return
    for _ in range(_MOST):
        for mark in _copies():
            if (found := mark.search(stem)) and found[0] != stem:
                stem = (stem[: found.start()] or stem[found.end() :]).strip(" “”\"'")
                break
        else:
            return
        if stem:
            yield stem


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).lower()


@cache
def _rows() -> dict[str, Any]:
    rows = load("passed_over")
    return {key: frozenset(row) if key in _EQUAL else row for key, row in rows.items()}


_EQUAL = ("index", "pattern", "template_folders", "draft_folders", "trash_folders", "machine")


@cache
def _readme() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_rows()['readme'])})(?:[._\-\s(\[].{{0,60}})?")


@cache
def _template() -> re.Pattern[str]:
    words = any_of(_rows()["template"])
    return re.compile(rf"^{_EDGE}{{0,8}}(?:{words})(?:{_EDGE}|$)|^.{{0,10}}(?<![a-z])(?:{words}){_EDGE}{{0,12}}$")


@cache
def _draft() -> re.Pattern[str]:
    words = any_of(_rows()["draft"])
    return re.compile(rf"^(?:{words})[\s0-9]{{0,4}}$|[\s._\-(\[【](?:{words})[)\]】]?[\s0-9]{{0,4}}$")


@cache
def _maybe_copy() -> re.Pattern[str]:
    """What every mark of a copy has: asked first, since most names have none."""
    rows = _rows()["copy"]
    words = any_of([*rows["words"], *rows["words_latin"], *rows["before"], *rows["conflicts"]])
    return re.compile(rf"[\s(（\[][0-9]|-(?:{any_of(rows['machines'])})|{words}", re.IGNORECASE)


@cache
def _copies() -> tuple[re.Pattern[str], ...]:
    """The marks of copies: numbers, words behind or before the name, conflicts, and machines."""
    rows = _rows()["copy"]
    words, latin, conflicts = any_of(rows["words"]), any_of(rows["words_latin"]), any_of(rows["conflicts"])
    number = r"(?:\s?[(（]?[0-9]{1,3}[)）]?)?"
    aside = r"[^()（）\[\]【】]{0,80}"
    patterns = (
        r"\s?[(（\[][0-9]{1,3}[)）\]]$",  # browsers, WeChat, Google Drive
        r"(?<=[^\s0-9])\s[0-9]{1,2}$|(?<=[0-9]{2})\s[2-9]$",  # iCloud
        rf"\s?[(（\[【]{aside}(?:{conflicts}){aside}[)）\]】]$",  # Dropbox, Nutstore
        rf"[._\-\s](?:{conflicts})(?:[._\-\s][\w.\-]{{0,60}})?$|(?:冲突|衝突)[\w\-]{{0,40}}$",  # Syncthing, ownCloud
        rf"\s?[(（\[【](?:{words}|{latin}){number}[)）\]】]$",
        rf"(?:\s?[-_–—]\s?|的|\s)?(?:{words}){number}$",  # Windows, WPS, macOS
        rf"(?:\s?[-_–—.]\s?|\s)(?:{latin}){number}$",
        rf"^(?:{any_of(rows['before'])})\s?(?:\([0-9]{{1,3}}\)\s?(?:of\s)?|[-_–—]|的|\s|(?=[0-9“])){{1,2}}",
        rf"-(?:{any_of(rows['machines'])})[\w\-]{{0,40}}$",  # OneDrive
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
