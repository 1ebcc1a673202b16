"""Source formats: what kinds of files bulletins come in, and how each becomes text. A new format is a row of `SOURCES`.

The suffix of a file decides. A file that is named by itself and has no suffix of the table is read as plain text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import Discard, Problem

__all__ = ["SOURCES", "Source", "SourceText", "located", "origin_of", "read_source", "source_of", "suffixes"]

_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


class SourceText(NamedTuple):
    """A bulletin's file as text, in feedpub's own marks (`# ` headings, `![…](…)` pictures, one paragraph a line).

    Attributes:
        text: its lines end in a newline. Lines of articles, problems and discards are counted in it, from 1.
        origins: where each line comes from, in an editor's words (`paragraph 12`); empty where the lines of the text
            are the lines of the file.
        pictures: the files that the source itself holds, by the name its text gives them.
        discards: what of the source is not in the text (a comment, hidden text), each `outside`, with the line of the
            text it is near.
        problems: met on the way.
    """

    text: str
    origins: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = _NO_PICTURES
    discards: tuple[Discard, ...] = ()
    problems: tuple[Problem, ...] = ()


class Source(NamedTuple):
    """A source format.

    Attributes:
        name: as people call it.
        suffixes: of its files, in small letters, each with its dot.
        read: a file's bytes to text. It raises UnreadableError where they are no such file.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], SourceText]


def _plain_text(data: bytes) -> SourceText:
    """Text or Markdown, in any encoding that is proved or makes sense."""
    from feedpub.reading.text.decode import decode  # a build that finds nothing new reads nothing

    decoded = decode(data)
    if not decoded.removed:
        return SourceText(text=decoded.text)
    told = message("{n} control character(s) that XML forbids were removed", n=decoded.removed)
    removed = Problem(line=decoded.removed_line, level="warning", code="characters-removed", message=told)
    return SourceText(text=decoded.text, problems=(removed,))


PLAIN = Source("text", (".txt", ".md", ".markdown", ".mdx"), _plain_text)

SOURCES: tuple[Source, ...] = (PLAIN,)


def source_of(name: str) -> Source:
    """The format of a file, by the end of its name."""
    lower = name.lower()
    return next((source for source in SOURCES if lower.endswith(source.suffixes)), PLAIN)


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
    read = source_of(name).read(data)
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
