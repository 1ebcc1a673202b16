"""Source formats: what kinds of files bulletins come in, and how each becomes text. A new format is a row of `SOURCES`.

The first bytes of a file decide, then the suffix: a Word document called `.txt` is a Word document. A file that is
named by itself and has no suffix of the table is read as plain text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import Problem
from feedpub.reading.source_text import SourceText

__all__ = [
    "HEAD",
    "SOURCES",
    "Source",
    "SourceText",
    "located",
    "may_be_other",
    "origin_of",
    "read_source",
    "source_of",
    "suffixes",
]

HEAD = 65_536  # bytes of a file that `Source.shows` is handed
_FIRST = 64  # bytes, among which the first character is
_MARKUP = (b"<", b"{", b"[")  # the first characters of XML and JSON


class Source(NamedTuple):
    """A source format.

    Attributes:
        name: as people call it.
        suffixes: of its files, in small letters, each with its dot; those of `FOREIGN` are not looked for.
        read: a file's bytes, and its name or any path that ends in it, to text. It raises UnreadableError where they
            are no such file.
        begins: the bytes that prove the format, whatever the suffix is.
        shows: whether the first bytes of a file show the format, where other programs use the suffix too: in folders,
            a file that shows nothing is not read. None if the suffix is enough.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], SourceText]
    begins: tuple[bytes, ...] = ()
    shows: Callable[[bytes], bool] | None = None


def _plain_text(data: bytes, _name: str) -> SourceText:
    """Text or Markdown, in any encoding that is proved or makes sense."""
    from feedpub.reading.text.decode import decode  # a build that finds nothing new reads nothing

    decoded = decode(data)
    if not decoded.removed:
        return SourceText(text=decoded.text)
    told = message("{n} control character(s) that XML forbids were removed", n=decoded.removed)
    removed = Problem(line=decoded.removed_line, level="warning", code="characters-removed", message=told)
    return SourceText(text=decoded.text, problems=(removed,))


@lru_cache(maxsize=2)  # a build asks for the pictures of a document right after its text
def _docx(data: bytes, name: str) -> SourceText:
    from feedpub.reading.formats.word import read_docx

    return read_docx(data, name)


@lru_cache(maxsize=2)
def _page(data: bytes, name: str) -> SourceText:
    from feedpub.reading.formats.epaper.page import read_page

    return read_page(data, name)


def _foreign(data: bytes, name: str) -> SourceText:
    from feedpub.reading.formats.foreign import refuse

    refuse(data, name)


def _json(data: bytes, name: str) -> SourceText:
    from feedpub.reading.formats.wires.text import read_json

    return read_json(data, name)


def _xml(data: bytes, name: str) -> SourceText:
    from feedpub.reading.formats.wires.text import read_xml

    return read_xml(data, name)


def _shows_json(data: bytes) -> bool:
    from feedpub.reading.formats.wires.signs import is_json_wire

    return is_json_wire(data)


def _shows_xml(data: bytes) -> bool:
    from feedpub.reading.formats.wires.signs import is_xml_wire

    return is_xml_wire(data)


PLAIN = Source("text", (".txt", ".md", ".markdown", ".mdx"), _plain_text)

SOURCES: tuple[Source, ...] = (
    PLAIN,
    Source("Word document", (".docx", ".docm"), _docx, begins=(b"PK\x03\x04",)),
    Source("web page", (".html", ".htm", ".xhtml"), _page),
    Source("ninjs", (".json",), _json, shows=_shows_json),
    Source("NewsML-G2 or NITF", (".xml",), _xml, shows=_shows_xml),
    Source("another format", (), _foreign, begins=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf")),
)


def source_of(data: bytes, name: str) -> Source:
    """The format of a file, by its first bytes, or else by the end of its name."""
    for source in SOURCES:
        if source.begins and data.startswith(source.begins):
            return source
    lower = name.lower()
    named = next((source for source in SOURCES if lower.endswith(source.suffixes)), PLAIN)
    if named is PLAIN and data[:_FIRST].lstrip()[:1] in _MARKUP:
        return next((source for source in SOURCES if source.shows and source.shows(data[:HEAD])), PLAIN)
    return named


def may_be_other(name: str) -> Source | None:
    """The format of a file by its suffix, if that is not enough to tell (`Source.shows`); else None."""
    lower = name.lower()
    return next((source for source in SOURCES if source.shows and lower.endswith(source.suffixes)), None)


def suffixes() -> tuple[str, ...]:
    """The ends of the names of the files that are looked for in folders."""
    return tuple(suffix for source in SOURCES for suffix in source.suffixes)


def read_source(data: bytes, name: str) -> SourceText:
    """A bulletin's file as text.

    Args:
        data: the bytes of the file.
        name: of the file, or any path that ends in it.

    Raises:
        UnreadableError: the bytes are not a file of the format that its name says, or in no known encoding.
    """
    read = source_of(data, name).read(data, name)
    if read.text.isascii():
        return read
    from feedpub.reading.text.mojibake import find_mojibake  # a build that finds nothing new reads nothing
    from feedpub.reading.text.unreadable import find_unreadable

    spoilt = find_mojibake(read.text)
    found = tuple(filter(None, (spoilt, *find_unreadable(read.text))))
    return read._replace(problems=(*read.problems, *found)) if found else read


def origin_of(origins: Sequence[str], line: int | None) -> str:
    """Where a line of the text comes from, ` (paragraph 12)`, to be put behind its number; else nothing."""
    return message(" ({origin})", origin=origins[line - 1]) if line and line <= len(origins) else ""


def located(problem: Problem, origins: Sequence[str]) -> Problem:
    """A problem that says where its line comes from, where the text is not the file itself."""
    if not (origin := origin_of(origins, problem.line)):
        return problem
    return replace(problem, message=message("{problem}{origin}", problem=problem.message, origin=origin))
