"""An article as a row of the table `entry`."""

from datetime import date

from feedpub.archive.entries import ArticleRow
from feedpub.entries.follows import follows_of
from feedpub.entries.ids import entry_key, id_fields
from feedpub.entries.text import title_of
from feedpub.entries.topics import topics_of
from feedpub.model import Article, Config, Figure, Filed
from feedpub.model.parsed import ParsedBulletin
from feedpub.model.states import Held
from feedpub.sections.catalogue import BY_TAG, PINNED
from feedpub.sections.classify import RULED

__all__ = ["ORIGIN", "evidence_of", "rows_of"]

ORIGIN = "\x1f"  # joins agency, place and 据 or 综合 of a dateline


def rows_of(number: int, parsed: ParsedBulletin, config: Config) -> list[ArticleRow]:
    """The rows of all articles of a bulletin.

    Args:
        number: the bulletin's, in the archive.
        parsed: the bulletin, read.
        config: everything the operator set.
    """
    issue = parsed.issue.day or max((dated.day for dated in parsed.dated), default=date.min)
    return [
        ArticleRow(
            entry_key(id_fields(config.id_publication, article, dated)),
            number,
            index,
            article.line,
            title_of(article, config.language),
            dated.day.isoformat(),
            issue.isoformat(),
            _printed_place(article, parsed.bulletin.front.content_id),
            filed.slug,
            evidence_of(filed),
            Held.INFERRED if config.strict and dated.inferred else Held.NO,
            sum([len(block.caption if isinstance(block, Figure) else block.text) for block in article.body]),
            _origin(article),
            follows_of(article, config.follows) if config.follows else "",
            topics_of(article, config.by, in_section=filed.step == BY_TAG) if config.by else "{}",
        )
        for index, (article, dated, filed) in enumerate(
            zip(parsed.bulletin.articles, parsed.dated, parsed.filed, strict=True)
        )
    ]


def _printed_place(article: Article, content: int | None) -> str:
    """The page, and behind its four characters the number of the content on it: as text, they sort as printed."""
    page = (article.page.number or "").rjust(4) if article.page else ""
    return page if content is None else f"{page:4}{content:012}"


def evidence_of(filed: Filed) -> str:
    """The kind of evidence that chose a section, or the configured rule."""
    return filed.rule if filed.step in (RULED, PINNED) else filed.step


def _origin(article: Article) -> str:
    line = article.dateline
    return ORIGIN.join((line.agency or "", line.place or "", line.via or "") if line else ("", "", ""))
