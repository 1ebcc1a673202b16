"""Decide what may be published of an article, since some agencies' licences forbid its full text."""

from feedpub.entries.text import summary_of
from feedpub.model import Article, Config, Paragraph, Terms

__all__ = ["summarised", "terms_of"]


def terms_of(article: Article, config: Config) -> Terms:
    """The terms of an article: those configured for its agency, else the paper's own.

    The agency is named by the dateline, else by the picture's credit, else by a sign-off.
    """
    line, credit = article.dateline, article.credit
    agency = (line.agency if line else None) or (credit.agency if credit else None) or article.source or ""
    own = next((row for row in config.agencies if row.agency == agency), Terms(agency=agency))
    return Terms(agency=agency, content=own.content or config.content, rights=own.rights or config.rights)


def summarised(article: Article) -> Article:
    """An article reduced to its first sentences; headlines and dateline are kept."""
    summary = summary_of(article)
    line = article.dateline
    opening = line.text if line and line.at == "start" else ""
    body = (Paragraph(opening + summary, article.line),) if summary else ()
    return article._replace(body=body, closing=(), src=None)
