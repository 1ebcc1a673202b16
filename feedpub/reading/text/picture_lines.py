"""Give each picture a line of its own, in feedpub's own marks: out of a sentence, a link, a quote, a list, a table."""

from collections.abc import Mapping, Sequence

from feedpub.patterns import regex
from feedpub.reading.phrases.captions import is_caption
from feedpub.reading.text.pictures import Found, find_pictures, may_hold_pictures, picture_mark, read_mark
from feedpub.reading.text.tables import read_cells

__all__ = ["pictures_apart", "table_apart"]

_LEAD = regex(r"(?:[>\-*+•#\s|]|\d{1,3}[.)、]\s|<[^<>]*>|\*\*|__)*")
_NOTHING = regex(r"(?:[>\-*+•#\s|:：_~()（）\[\]\\]|<[^<>]*>|\d{1,3}[.)]|&nbsp;|\{[^{}]*\})*")
_EMPTY = regex(r"\[\s*\]\([^()]*\)|\*\*\s*\*\*|__\s*__|<(\w+)\b[^<>]*>\s*</\1>|[(（]\s*[)）]")
_LONGEST_CAPTION = 80


def pictures_apart(line: str, named: Mapping[str, tuple[int, str, str]]) -> list[str]:
    """A line as lines: its text, and each of its pictures; those that open the line come before the text.

    Args:
        line: of the bulletin.
        named: what reference definitions name (`pictures.references`).
    """
    if read_mark(line) is not None and "](" not in line[2 : line.rfind("](<")]:
        return [line]
    found = find_pictures(line, named)
    if not found:
        return [line]
    text = _without(line, found)
    if _NOTHING.fullmatch(text):
        return [picture_mark(picture.file, picture.words) for picture in found]
    if len(found) == 1 and not found[0].words.strip() and len(text) <= _LONGEST_CAPTION and is_caption(text):
        return [picture_mark(found[0].file, text)]
    first = 0  # how many pictures open the line
    if not text.startswith("#"):
        done = 0
        for picture in found:
            if not _LEAD.fullmatch(line[done : picture.start]):
                break
            first, done = first + 1, picture.end
    marks = [picture_mark(picture.file, picture.words) for picture in found]
    return [*marks[:first], text, *marks[first:]]


def _without(line: str, found: Sequence[Found]) -> str:
    """A line without its pictures."""
    parts, done = [], 0
    for picture in found:
        parts.append(line[done : picture.start])
        done = picture.end
    text = "".join([*parts, line[done:]])
    return _EMPTY.sub("", text).strip(" \t\u3000")


def table_apart(rows: Sequence[str], named: Mapping[str, tuple[int, str, str]]) -> list[str] | None:
    """A table as lines, with its pictures below it; None if there are none in it.

    A table that holds nothing but pictures and a caption for each is these pictures.

    Args:
        rows: of a Markdown table, or one line of HTML.
        named: what reference definitions name.
    """
    if not any(may_hold_pictures(row) for row in rows):
        return None
    found = [(row, find_pictures(row, named)) for row in rows]
    pictures = [picture for _, of_row in found for picture in of_row]
    if not pictures:
        return None
    rest = [_without(row, of_row) if of_row else row for row, of_row in found]
    cells = [cell for row in rest for words in read_cells(row).rows for cell in words if cell.strip("-: ")]
    if len(cells) == len(pictures) and not any(picture.words.strip() for picture in pictures):
        return [picture_mark(picture.file, cell) for picture, cell in zip(pictures, cells, strict=True)]
    kept = [row for row in rest if any(cell for words in read_cells(row).rows for cell in words)]
    return [*kept, *(picture_mark(picture.file, picture.words) for picture in pictures)]
