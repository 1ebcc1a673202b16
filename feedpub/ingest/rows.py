"""An article as the archive keeps it: a row of the table `entry`."""

from datetime import date
from typing import NamedTuple

from feedpub.entries.follows import follows_of
from feedpub.entries.ids import entry_key, id_fields
from feedpub.entries.text import title_of
from feedpub.model import Article, Config, Figure, Filed
from feedpub.model.parsed import ParsedBulletin
from feedpub.sections.catalogue import PINNED
from feedpub.sections.classify import RULED

__all__ = ["INSERT", "MOVE", "ORIGIN", "TAKE", "Row", "evidence_of", "rows_of"]

ORIGIN = "\x1f"  # joins agency, place and 据 or 综合 of a dateline


class Row(NamedTuple):
    """What an entry has from its article; the columns are those of `archive.schema`."""

    base: bytes
    bulletin: int
    place: int
    line: int
    title: str
    day: str
    issue: str
    page: str
    slug: str
    evidence: str
    held: bool
    length: int
    origin: str
    follows: str


_COLUMNS = ", ".join(Row._fields)
_VALUES = ", ".join("?" * len(Row._fields))
INSERT = f"INSERT INTO entry ({_COLUMNS}) VALUES ({_VALUES})"
MOVE = f"UPDATE entry SET ({_COLUMNS}) = ({_VALUES}), gone = 0 WHERE number = ?"
TAKE = f"UPDATE entry SET ({_COLUMNS}, gone) = (SELECT {_COLUMNS}, 0 FROM entry WHERE number = ?) WHERE number = ?"


def rows_of(number: int, reading: ParsedBulletin, config: Config) -> list[Row]:
    """The rows of all articles of a bulletin.

    Args:
        number: the bulletin's, in the archive.
        reading: the bulletin, read.
        config: everything the operator set.
    """
    issue = reading.issue.day or max((dated.day for dated in reading.dated), default=date.min)
    return [
        Row(
            entry_key(id_fields(config.id_publication, article, dated)),
            number,
            index,
            article.line,
            title_of(article),
            dated.day.isoformat(),
            issue.isoformat(),
            (article.page.number or "").rjust(4) if article.page else "",
            filed.slug,
            evidence_of(filed),
            config.strict and dated.inferred,
            sum([len(block.caption if isinstance(block, Figure) else block.text) for block in article.body]),
            _origin(article),
            follows_of(article, config.follows) if config.follows else "",
        )
        for index, (article, dated, filed) in enumerate(
            zip(reading.bulletin.articles, reading.dated, reading.filed, strict=True)
        )
    ]


def evidence_of(filed: Filed) -> str:
    """The kind of evidence that chose a section, or the configured rule."""
    return filed.rule if filed.step in (RULED, PINNED) else filed.step


def _origin(article: Article) -> str:
    line = article.dateline
    return ORIGIN.join((line.agency or "", line.place or "", line.via or "") if line else ("", "", ""))
