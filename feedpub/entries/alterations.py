"""What a correction changed in an article, as a newspaper would say it: which words, which sentence.

Pure. Sentences are compared first, then the characters within those that changed. A piece grows to whole numbers and
words in Latin letters; where something was only put in or left out, to its clause, so that it can be read.
"""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from feedpub.entries.differences import Stretch, differences, steps
from feedpub.entries.entry import html_of
from feedpub.entries.sentences import SENTENCES
from feedpub.entries.text import author_of, title_of
from feedpub.model import Article
from feedpub.model.correction import Alteration
from feedpub.patterns import regex

__all__ = ["Readable", "alterations", "readable"]

_MOST = 3  # alterations of the text that are told one by one
_LONGEST = 60  # characters of a quotation
_CLAUSE = 16  # characters that are read beside what was put in or left out
_LINE_ENDS = regex(r"\n|<br/>|</li>|</td>|</figcaption>")
_TAG = regex(r"<[^<>]*>")
_WORD = regex(r"[A-Za-z0-9]+(?:[.,:/'’-][A-Za-z0-9]+)*[%％]?")
_MARKS = '，。；：！？、…—“”‘’「」『』《》〈〉（）,;:!?()"\n'


class Readable(NamedTuple):
    """What a reader sees of an article, as plain text: its headline, its author, and its lines."""

    headline: str
    author: str
    lines: tuple[str, ...]


def readable(article: Article, publication: str, language: str) -> Readable:
    """The words of an article as they are published.

    Args:
        article: as much of it as is published.
        publication: the paper's name.
        language: of the paper (BCP 47).
    """
    lines = (_plain(line) for line in _LINE_ENDS.split(html_of(article, {}, "", language)))
    return Readable(
        title_of(article, language), author_of(article, publication, language), tuple(line for line in lines if line)
    )


def alterations(before: Readable, after: Readable) -> tuple[Alteration, ...]:
    """What changed between two versions of an article, in the order of the article; white space does not count."""
    found: list[Alteration] = []
    if _bare(before.headline) != _bare(after.headline):
        pieces = _pieces(before.headline, after.headline)
        found += (
            [piece._replace(what="headline") for piece in pieces]
            if pieces
            else [Alteration("new_headline", _cut(before.headline), _cut(after.headline))]
        )
    if _bare(before.author) != _bare(after.author):
        found.append(Alteration("author", _cut(before.author), _cut(after.author)))
    text = list(dict.fromkeys(_in_text(before.lines, after.lines)))
    many = len(text) > _MOST or any(row.what == "many" for row in text)
    return tuple([*found, Alteration("many")] if many else [*found, *text])


def _in_text(before: Sequence[str], after: Sequence[str]) -> Iterator[Alteration]:
    """What changed in the text; `many` where sentences were written anew."""
    old, new = _sentences(before), _sentences(after)
    for a, b, c, d in steps([_bare(row) for row in old], [_bare(row) for row in new]):
        was, now = " ".join(old[a:b]), " ".join(new[c:d])
        if not was or not now:
            yield Alteration("removed", _cut(was)) if was else Alteration("added", "", _cut(now))
        elif b - a == d - c and (pieces := _of_each(old[a:b], new[c:d])):
            yield from pieces
        elif len(was) <= _LONGEST and len(now) <= _LONGEST:
            yield Alteration("sentence", was, now)
        else:
            yield Alteration("many")


def _of_each(before: Sequence[str], after: Sequence[str]) -> list[Alteration]:
    """What changed in each of some sentences; empty where one was written anew."""
    found: list[Alteration] = []
    for was, now in zip(before, after, strict=True):
        pieces = _pieces(was, now)
        if not pieces and _bare(was) != _bare(now):
            return []
        found += pieces
    return found


def _pieces(before: str, after: str) -> list[Alteration]:
    """The words that changed in a sentence or a headline; empty where more than half of it did, or nothing."""
    raw = list(differences(before, after))
    changed = max(sum(row.end - row.begin for row in raw), sum(row.its_end - row.its_begin for row in raw))
    if 2 * changed > max(len(before), len(after)):
        return []
    grown: list[Stretch] = []
    for stretch in raw:
        row = _grown(stretch, before, after)
        if grown and (row.begin <= grown[-1].end or row.its_begin <= grown[-1].its_end):
            grown[-1] = Stretch(grown[-1].begin, row.end, grown[-1].its_begin, row.its_end)
        else:
            grown.append(row)
    if len(grown) > _MOST:
        return []
    pieces = [_piece(row, before, after) for row in grown]
    return [row for row in pieces if _bare(row.before) != _bare(row.after)]


def _piece(row: Stretch, before: str, after: str) -> Alteration:
    was, now = before[row.begin : row.end].strip(), after[row.its_begin : row.its_end].strip()
    if was and now:
        return Alteration("words", _cut(was), _cut(now))
    was, now = was.strip("，；、,; "), now.strip("，；、,; ")
    return Alteration("removed", _cut(was)) if was else Alteration("added", "", _cut(now))


def _grown(row: Stretch, before: str, after: str) -> Stretch:
    """A stretch with the whole numbers and words it is a part of; and its clause, where one side has nothing."""
    left, right = (
        max(pair)
        for pair in zip(
            _beyond_words(before, row.begin, row.end), _beyond_words(after, row.its_begin, row.its_end), strict=True
        )
    )
    row = Stretch(row.begin - left, row.end + right, row.its_begin - left, row.its_end + right)
    piece = before[row.begin : row.end] + after[row.its_begin : row.its_end]
    if (row.begin < row.end and row.its_begin < row.its_end) or any(mark in piece for mark in _MARKS):
        return row
    left, right = _to_clause(before, row.begin, row.end)
    return Stretch(row.begin - left, row.end + right, row.its_begin - left, row.its_end + right)


def _beyond_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """How far the numbers and words that a piece cuts go beyond its two ends."""
    left = right = 0
    for word in _WORD.finditer(text):
        if word.start() < end and word.end() > begin:
            left, right = max(left, begin - word.start()), max(right, word.end() - end)
    return left, right


def _to_clause(text: str, begin: int, end: int) -> tuple[int, int]:
    """How many characters of its clause stand before a piece, and after it."""
    left = right = 0
    while left < _CLAUSE and begin - left > 0 and text[begin - left - 1] not in _MARKS:
        left += 1
    while right < _CLAUSE and end + right < len(text) and text[end + right] not in _MARKS:
        right += 1
    return left, right


def _sentences(lines: Sequence[str]) -> list[str]:
    return [sentence for line in lines for sentence in map(str.strip, SENTENCES.findall(line)) if sentence]


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _bare(text: str) -> str:
    return "".join(text.split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
