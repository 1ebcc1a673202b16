"""Make an entry from an article; every character of the bulletin is escaped."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from feedpub.data.words import words_in
from feedpub.entries.html import body_of, escaped, plain_image, plain_of
from feedpub.entries.ids import page_address, short_id
from feedpub.entries.language import other_language
from feedpub.entries.text import author_of, authors_of, summary_of, title_of
from feedpub.model import Article, Config, Entry, Illustration, Picture, Section

__all__ = ["EntryRecord", "html_of", "make_entry"]


class EntryRecord(NamedTuple):
    """What is fixed for an entry apart from its article.

    Attributes:
        id: `urn:uuid:…`.
        day: the article's day.
        section: its section.
        published: when it counts as published, in UTC.
        updated: when its content last changed, in UTC.
        rights: its copyright notice, if it differs from the feed's; else None.
    """

    id: str
    day: date
    section: Section
    published: datetime
    updated: datetime
    rights: str | None = None


def html_of(article: Article, pictures: Mapping[str, Picture], base_url: str, language: str) -> str:
    """The content as HTML: kicker, deck, paragraphs with the dateline as printed, subheads, figures, closing dateline.

    Args:
        article: the article as read.
        pictures: the pictures that can be shown, by the name the bulletin gives them.
        base_url: the address of the published output.
        language: of the article (BCP 47).
    """
    parts: list[str] = []
    if article.kicker:
        parts.append(f"<p>{escaped(article.kicker)}</p>")
    if article.deck:
        parts.append(f"<p>{words_in(language).say('deck', deck=escaped(article.deck))}</p>")
    parts += body_of(article, pictures, partial(plain_image, base_url))
    return "\n".join(parts)


def make_entry(
    article: Article,
    record: EntryRecord,
    *,
    publication: str | None,
    config: Config,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
    summary: str | None = None,
) -> Entry:
    """Make the entry of an article, the same in every feed that carries it.

    Args:
        article: the article as read, or as much of it as may be published.
        record: id, day, section, times and rights of the entry.
        publication: the paper's name, which stands for 本报 as an author.
        config: the configuration.
        pictures: the pictures that can be shown, by the name the bulletin gives them.
        summary: that of an excerpt; None takes the first sentences of the article.
    """
    author, language = author_of(article, publication, config.language), other_language(article, config.language)
    return Entry(
        id=record.id,
        short_id=short_id(record.id),
        title=title_of(article, config.language),
        section=record.section,
        day=record.day,
        published=record.published,
        updated=record.updated,
        author=author,
        authors=authors_of(article, author),
        summary=summary_of(article) if summary is None else summary,
        html=html_of(article, pictures, config.base_url, language or config.language),
        link=page_address(record.id, config),
        tag=article.tag,
        article=article,
        pictures=tuple(_illustrations(article, pictures)) if pictures else (),
        rights=record.rights,
        language=language,
    )


def _illustrations(article: Article, pictures: Mapping[str, Picture]) -> Iterator[Illustration]:
    if alone := pictures.get(article.src or ""):
        yield Illustration(alone, " ".join(article.paragraphs), article.credit.text if article.credit else None)
    for figure in article.figures:
        if shown := pictures.get(figure.src or ""):
            yield Illustration(shown, plain_of(figure.caption), figure.credit.text if figure.credit else None)
