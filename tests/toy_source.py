"""A source format of the tests' own: a script of rows, each a mark and words.

`H` is a headline, `P` a paragraph, `X` a note that is not printed, `I` a picture: its name, its bytes in base64, its
caption. Each row makes two lines, so the lines of the text are not those of the file.
"""

from base64 import b64decode

from feedpub.errors import UnreadableError
from feedpub.model import Discard
from feedpub.reading.sources import Source, SourceText

__all__ = ["SCRIPT", "script"]

_FIRST = "SCRIPT"


def _read(data: bytes, _name: str) -> SourceText:
    first, *rows = data.decode().splitlines()
    if first != _FIRST:
        raise UnreadableError("is not a script: its first row must be SCRIPT", line=1)
    lines: list[str] = []
    origins: list[str] = []
    discards: list[Discard] = []
    pictures: dict[str, bytes] = {}
    for number, row in enumerate(rows, 2):
        mark, words = row[:1], row[2:]
        if mark == "I":
            name, encoded, caption = words.split(" ", 2)
            pictures[name] = b64decode(encoded)
            words = f"![{caption}]({name})"
        if mark == "X":
            discards.append(Discard(max(1, len(lines)), "note", words, outside=True))
            continue
        lines += [f"# {words}" if mark == "H" else words, ""]
        origins += [f"row {number}"] * 2
    text = "\n".join(lines)
    return SourceText(text=text, origins=tuple(origins), pictures=pictures, discards=tuple(discards))


SCRIPT = Source("script", (".script",), _read)


def script(*rows: str) -> str:
    """A file of the format."""
    return "\n".join((_FIRST, *rows)) + "\n"
