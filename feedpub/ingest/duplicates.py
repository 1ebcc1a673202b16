"""Find the same dispatch in two bulletins, though each paper writes its own headline: it becomes one entry."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from feedpub.archive.identities import Dispatch, SameBase
from feedpub.archive.values import DamagedError
from feedpub.entries.text import title_of, wording_of
from feedpub.ingest.rows import ORIGIN
from feedpub.model import Article
from feedpub.patterns import regex

__all__ = ["Outcome", "repeats", "tell_apart"]

_DISPATCH = 100  # characters; shorter texts are one only if they are the same but for punctuation
_SAID = 20  # characters; what is shorter says too little to be one under two headlines
_ALIKE = 90.0  # of 100: below it two texts are two dispatches
_SAME_HEADLINE = 50.0  # of 100: below it figures must be the same too, for indices and results recur word for word
_LENGTHS = 0.8  # texts of which one is shorter than so much of the other are not alike
_FIGURE = regex(r"[0-9]+")

ArticleOf: TypeAlias = Callable[[int, int, int], Article | None]  # by its bulletin's number, its place and its line


class Outcome(NamedTuple):
    """What was decided of an article without an id: it repeats an entry, or it gets an id.

    Attributes:
        twin: number of the entry that it repeats, or None.
        same: whether it repeats it to the letter.
    """

    row: SameBase
    twin: int | None = None
    same: bool = False


def tell_apart(rows: Iterable[SameBase], article_of: ArticleOf) -> Iterator[Outcome]:
    """What of articles that would share an id are one entry, for their texts are alike.

    Args:
        rows: those with an id first.
        article_of: reads an article; None where it is not found any more.

    Yields:
        An outcome for each article that has no id yet, in order.
    """
    kept = _Kept()
    for row in rows:
        article = article_of(row.bulletin, row.place, row.line) if row.bulletin is not None else None
        if row.id is not None:
            if article:
                kept.add(row, wording_of(article))
            continue
        if article is None:
            raise DamagedError("an article that has no id yet is lost")
        wording = wording_of(article)
        if twin := kept.same_as(row, wording):
            yield Outcome(row, twin.row.number, same=twin.wording == wording)
        else:
            kept.add(row, wording)
            yield Outcome(row)


class _Twin(NamedTuple):
    row: SameBase
    wording: str


class _Kept:
    """Articles under one headline that are told apart so far; finds the first that another is the same dispatch as.

    Likeness counts between bulletins, and for longer texts: notices, weather and lottery recur nearly alike. Whatever
    must be equal is looked up, for there may be thousands of briefs under one headline.
    """

    def __init__(self) -> None:
        self._kept: list[_Twin] = []
        self._by_wording: dict[str, int] = {}
        self._short: dict[str, dict[int | None, int]] = {}  # letters → bulletin → the first of it
        self._long: dict[str, dict[int | None, int]] = {}
        self._wordings: list[str] = []  # as in `_kept`, those that are short as ""

    def add(self, row: SameBase, wording: str) -> None:
        """Keep an article beside the others."""
        place, is_short = len(self._kept), len(wording) < _DISPATCH
        self._kept.append(_Twin(row, wording))
        self._by_wording.setdefault(wording, place)
        same = (self._short if is_short else self._long).setdefault(_letters(wording), {})
        same.setdefault(row.bulletin, place)
        self._wordings.append("" if is_short else wording)

    def same_as(self, row: SameBase, wording: str) -> _Twin | None:
        """The first that is kept of which an article is a repetition; None where it is another."""
        found = [self._by_wording[wording]] if wording in self._by_wording else []
        letters, is_short = _letters(wording), len(wording) < _DISPATCH
        for same in (self._short, self._long) if is_short else (self._short,):
            found += [place for bulletin, place in same.get(letters, {}).items() if bulletin != row.bulletin]
        if not is_short:
            found += self._alike(row, wording)
        return self._kept[min(found)] if found else None

    def _alike(self, row: SameBase, wording: str) -> list[int]:
        """The first longer text of another bulletin that is alike."""
        from rapidfuzz import fuzz, process  # only bulletins that repeat one another need it

        alike = process.extract_iter(wording, self._wordings, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return next(([place] for _, _, place in alike if self._kept[place].row.bulletin != row.bulletin), [])


def repeats(rows: Iterable[Dispatch], article_of: ArticleOf) -> Iterator[tuple[Dispatch, Dispatch]]:
    """Articles of one day without an id yet, each with the article of another bulletin that it repeats.

    Agency, place and 据 must agree, or agency and place be missing, and the texts be alike.

    Args:
        rows: the articles of the day: those with an id first.
        article_of: reads an article; None where it is not found any more.
    """
    texts: dict[Dispatch, tuple[str, str]] = {}

    def text_of(row: Dispatch) -> tuple[str, str]:
        if row not in texts:
            article = article_of(row.bulletin, row.place, row.line)
            texts[row] = (title_of(article), wording_of(article)) if article else ("", "")
        return texts[row]

    kept: list[Dispatch] = []  # the shortest first
    for row in rows:
        if not row.known and row.length >= _SAID:
            first = bisect_left(kept, row.length * _LENGTHS, key=_length)
            last = bisect_right(kept, row.length / _LENGTHS, key=_length)
            near = kept[first:last]
            twin = next(
                (other for other in near if _may_be(row, other) and _is_one(*text_of(row), *text_of(other))), None
            )
            if twin:
                yield row, twin
                continue
        insort(kept, row, key=_length)


def _length(row: Dispatch) -> int:
    return row.length


def _may_be(row: Dispatch, other: Dispatch) -> bool:
    if row.bulletin == other.bulletin or (row.is_item and other.is_item):
        return False
    if row.origin == other.origin:
        return True
    *ours, via = row.origin.split(ORIGIN)
    *its, its_via = other.origin.split(ORIGIN)
    return via == its_via and all(not one or not two or one == two for one, two in zip(ours, its, strict=True))


def _is_one(headline: str, text: str, its_headline: str, its_text: str) -> bool:
    from rapidfuzz import fuzz  # only bulletins that repeat one another need it

    if not _is_alike(text, its_text):
        return False
    if _is_short(text, its_text) or _FIGURE.findall(text) == _FIGURE.findall(its_text):
        return True
    return fuzz.ratio(headline, its_headline) >= _SAME_HEADLINE


def _is_short(one: str, other: str) -> bool:
    return min(len(one), len(other)) < _DISPATCH


def _is_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # only bulletins that repeat one another need it

    if _is_short(one, other):
        return _letters(one) == _letters(other)
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) >= _ALIKE


def _letters(text: str) -> str:
    """A text without its punctuation, which one paper sets full-width and the next half-width."""
    return "".join(filter(str.isalnum, text))
