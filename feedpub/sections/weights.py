"""Read and write tables of weights: how much a word speaks for and against each section.

A table is a text file. Lines that begin with `#` are remarks. The first other line names the sections; each further
line is a word and its weights in their order, in sixteenths of a natural logarithm of the odds, the most frequent
words first.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import feedpub.data
from feedpub.errors import ConfigError
from feedpub.files import read_regular, reason_of
from feedpub.messages import message

__all__ = [
    "HIGHEST",
    "UNIT",
    "USUAL_WORDS",
    "WeightTable",
    "built_in",
    "learned_weights",
    "length_factor",
    "read_table",
    "write_table",
]

UNIT = 16
USUAL_WORDS = 10  # in an opening: what more of them say is less than their sum
_FEW_WORDS = 4  # of so few, each says what it would say among so many
HIGHEST = 127  # so that a weight fits a byte


def length_factor(number: int) -> float:
    """By what the sum of the weights of so many words is multiplied: many words say less than their sum."""
    return math.sqrt(USUAL_WORDS / max(number, _FEW_WORDS))


class WeightTable(NamedTuple):
    """Weights of words.

    Attributes:
        slugs: the sections.
        rows: word → its weights in the order of the sections, as the file has them: few of them are ever needed.
    """

    slugs: tuple[str, ...] = ()
    rows: Mapping[str, str] = {}

    def weights(self, word: str) -> tuple[int, ...]:
        """The weights of a word; all 0 if it is not in the table."""
        row = self.rows.get(word)
        return tuple(map(int, row.split())) if row else (0,) * len(self.slugs)


@cache
def built_in() -> WeightTable:
    """The table that feedpub brings."""
    return read_table(files(feedpub.data).joinpath("section_words.tsv").read_text(encoding="utf-8"))


def read_table(text: str) -> WeightTable:
    """The table that a file holds.

    Raises:
        ValueError: it is no such table.
    """
    head, _, body = text[text.index("\nword\t") + 1 :].partition("\n")
    return WeightTable(tuple(head.split("\t")[1].split()), dict(line.split("\t") for line in body.splitlines()))


def learned_weights(path: Path) -> WeightTable:
    """The table that `feedpub sections --learn` wrote.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        return read_table(read_regular(path).decode("utf-8"))
    except OSError as error:
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error
    except ValueError as error:
        raise ConfigError(
            message("{path}: is no table of weights; write it again with `feedpub sections --learn`", path=path)
        ) from error


def write_table(remarks: Iterable[str], slugs: Sequence[str], weights: Mapping[str, Sequence[float]]) -> str:
    """A file that holds a table.

    Args:
        remarks: what is said of it at its head.
        slugs: the sections.
        weights: word → the logarithms that are to be written, the most frequent words first.
    """
    lines = [*(f"# {remark}" for remark in remarks), f"word\t{' '.join(slugs)}"]
    for word, values in weights.items():
        whole = (max(-HIGHEST, min(HIGHEST, round(UNIT * value))) for value in values)
        lines.append(f"{word}\t{' '.join(map(str, whole))}")
    return "\n".join(lines) + "\n"
