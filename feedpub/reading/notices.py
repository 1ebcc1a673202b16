"""Notices, advertisements and tables of figures: printed in the paper, and no articles. The words are data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from feedpub.data import load

__all__ = ["OURS", "Notices", "is_figures"]

_TRIM = " 　:：■□●【】[]()（）#*·|—-◆▲★☆"
_LONGEST = 40
_SENTENCE = re.compile(r"[。！？!?]")
_FIGURE = re.compile(r"\d|[℃|｜%％]")
_LONG_CELL = 24
_CELL = 14
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Notices:
    """The word lists that make a headline a notice's, the operator's changes laid over ours.

    Attributes:
        also: further words that open a notice (`discard_also` of the configuration).
        never: words of ours that open none (`discard_never`).
    """

    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    _words: tuple[str, ...] = field(init=False)
    _tables: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Makes one list of both."""
        table = load("furniture")
        for name, words in (("_words", (*table["notices"], *self.also)), ("_tables", tuple(table["tables"]))):
            object.__setattr__(self, name, tuple(word for word in words if word not in self.never))

    def opens(self, text: str) -> str | None:
        """The word that makes a headline, or a line by itself, a notice's; None where it is none."""
        if len(text) > _LONGEST:
            return None
        bare = text.strip(_TRIM)
        packed = bare.replace(" ", "").replace("\u3000", "")  # 公　告
        alone = load("furniture")["only_alone"]
        for word in self._words:
            if packed == word:
                return word
            if word not in alone and (bare.endswith(word) or (bare.startswith(word) and bare[len(word)] in ":：　 ")):
                return word
        return None

    def is_sure(self, word: str) -> bool:
        """Whether a word opens a notice wherever it stands; 声明 and 公告 by themselves may be news."""
        return word not in load("furniture")["may_be_news"]

    def is_figures_head(self, text: str) -> bool:
        """Whether a line may stand over a table of figures: lottery, shares, weather."""
        return len(text) <= _LONGEST and any(word in text for word in self._tables)


def is_figures(lines: Iterable[str]) -> bool:
    """Whether lines hold figures and no sentence."""
    listed = [line for line in lines if line.strip()]
    if not listed or any(len(line) > _LONG_CELL and _SENTENCE.search(line) for line in listed):
        return False
    telling = [line for line in listed if _FIGURE.search(line) or len(line) <= _CELL]
    return len(telling) >= _MOSTLY * len(listed) and any(_FIGURE.search(line) for line in listed)


OURS = Notices()
