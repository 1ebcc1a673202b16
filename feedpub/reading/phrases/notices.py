"""Recognize notices, advertisements and tables of figures, which are not articles. The words are in `data`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from feedpub.data import any_of, load
from feedpub.patterns import regex

__all__ = ["OURS", "Notices", "is_figures"]

_TRIM = " 　:：■□●【】[]()（）#*·|—-◆▲★☆"
_COLON = frozenset(":：　 ")
_LONGEST = 40
_SPACED = 12  # the longest line in which a notice's word may be printed with gaps
_SENTENCE = regex(r"[。！？!?]")
_FIGURE = regex(r"\d|[℃|｜%％]")
_LONG_CELL = 24
_CELL = 14
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Notices:
    """The words that mark a notice: the built-in lists with the operator's changes.

    Attributes:
        also: further words that open a notice (`discard_also` of the configuration).
        never: built-in words that do not open a notice (`discard_never`).
    """

    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    _words: frozenset[str] = field(init=False)
    _anywhere: tuple[str, ...] = field(init=False)
    _edges: frozenset[str] = field(init=False)
    _ends: tuple[str, ...] = field(init=False)
    _quotes: tuple[str, ...] = field(init=False)
    _table: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Combine the built-in lists with the operator's."""
        table = load("furniture")
        words = [word for word in (*table["notices"], *self.also) if word not in self.never]
        alone = frozenset(table["only_alone"])
        object.__setattr__(self, "_words", frozenset(words))
        object.__setattr__(self, "_anywhere", tuple(word for word in words if word not in alone))
        object.__setattr__(self, "_edges", frozenset("".join(word[:1] + word[-1:] for word in words)))
        object.__setattr__(self, "_ends", tuple(table["notice_ends"]))
        object.__setattr__(self, "_quotes", tuple(table["quotes_a_notice"]))
        tables = any_of(word for word in table["tables"] if word not in self.never)
        object.__setattr__(self, "_table", re.compile(tables or "(?!)"))

    @property
    def words(self) -> frozenset[str]:
        """Every word that opens a notice or heads a table of figures."""
        return self._words | frozenset(load("furniture")["tables"])

    def opens(self, text: str) -> str | None:
        """The word by which a headline or a separate line opens a notice, or None."""
        if len(text) > _LONGEST:
            return None
        bare = text.strip(_TRIM)
        first, last = bare[:1], bare[-1:]
        if first.isalnum() and last.isalnum() and first not in self._edges and last not in self._edges:
            return None  # most
        packed = "".join(bare.split()) if len(bare) <= _SPACED else bare  # 公　告
        if packed in self._words:
            return packed
        if bare.endswith(self._anywhere):
            return next(word for word in self._anywhere if bare.endswith(word))
        if bare.startswith(self._anywhere):
            return next((word for word in self._anywhere if bare.startswith(word) and bare[len(word)] in _COLON), None)
        return None

    def spares(self, text: str) -> bool:
        """Whether a headline contains a word that the operator has excluded (`discard_never`)."""
        return bool(self.never) and any(word in text for word in self.never)

    def closes(self, rows: Iterable[str]) -> bool:
        """Whether a line ends as notices do (…特此公告。), and no line above says that one is quoted (…全文如下：)."""
        for row in rows:
            if row[-1:] in (":", "：") and row.rstrip(":：").endswith(self._quotes):
                return False
            if row.endswith(self._ends):
                return True
        return False

    def is_sure(self, word: str) -> bool:
        """Whether a word always opens a notice; 声明 and 公告 by themselves may be news."""
        return word not in load("furniture")["may_be_news"]

    def is_figures_head(self, text: str) -> bool:
        """Whether a line may head a table of figures: lottery, shares, weather. A sentence heads none."""
        return text[-1:] not in ("。", "！", "？") and len(text) <= _LONGEST and self._table.search(text) is not None


def is_figures(lines: Iterable[str]) -> bool:
    """Whether lines contain figures and no sentence."""
    rows = [line for line in lines if line.strip()]
    if not rows or any(len(row) > _LONG_CELL and _SENTENCE.search(row) for row in rows):
        return False
    if all(row[-1] in "。！？" for row in rows):
        return False  # short sentences
    cells = [row for row in rows if _FIGURE.search(row) or len(row) <= _CELL]
    return len(cells) >= _MOSTLY * len(rows) and any(_FIGURE.search(row) for row in rows)


OURS = Notices()
