"""A source format of the tests' own: a script of rows, `H` a headline, `P` a paragraph, `X` a note that is not printed.

Two rows make two paragraphs, so the lines of the text are not those of the file.
"""

from feedpub.errors import UnreadableError
from feedpub.model import Discard
from feedpub.reading.sources import Source, SourceText

__all__ = ["SCRIPT", "script"]

_FIRST = "SCRIPT"


def _read(data: bytes) -> SourceText:
    first, *rows = data.decode().splitlines()
    if first != _FIRST:
        raise UnreadableError("is not a script: its first row must be SCRIPT", line=1)
    lines: list[str] = []
    origins: list[str] = []
    discards: list[Discard] = []
    for number, row in enumerate(rows, 2):
        mark, words = row[:1], row[2:]
        if mark == "X":
            discards.append(Discard(max(1, len(lines)), "note", words, outside=True))
            continue
        lines += [f"# {words}" if mark == "H" else words, ""]
        origins += [f"row {number}"] * 2
    return SourceText(text="\n".join(lines), origins=tuple(origins), discards=tuple(discards))


SCRIPT = Source("script", (".script",), _read)


def script(*rows: str) -> str:
    """A file of the format."""
    return "\n".join((_FIRST, *rows)) + "\n"
