"""Find the terms of an article: how much of it may be published, and whose it is."""

from feedpub.model import Article, Config, Terms

__all__ = ["terms_of"]


def terms_of(article: Article, config: Config) -> Terms:
    """The terms of an article: those configured for its agency, else the paper's own.

    The agency is named by the dateline, else by the picture's credit, else by a sign-off.
    """
    line, credit = article.dateline, article.credit
    agency = (line.agency if line else None) or (credit.agency if credit else None) or article.source or ""
    own = next((row for row in config.agencies if row.agency == agency), Terms(agency=agency))
    return Terms(agency=agency, content=own.content or config.content, rights=own.rights or config.rights)
