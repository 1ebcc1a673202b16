"""Describe an article for programs: schema.org's NewsArticle, as JSON-LD."""

import json
from typing import Any

from feedpub.data import load
from feedpub.model.site import ArticlePage, Site

__all__ = ["news_article"]

_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def news_article(page: ArticlePage, site: Site) -> str:
    """The NewsArticle of a page, safe inside a script element."""
    entry = page.entry
    publisher = {"@type": "NewsMediaOrganization", "name": site.publication, "url": site.base_url}
    article_data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": entry.id,
        "url": entry.link,
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": entry.language or site.language,
        "datePublished": entry.published.isoformat(),
        "dateModified": entry.updated.isoformat(),
        "articleSection": entry.section.title,
        "author": [_author(name, page, site, publisher) for name in entry.authors],
        "publisher": publisher,
    }
    if entry.pictures:
        article_data["image"] = [site.base_url + shown.picture.path for shown in entry.pictures]
    article = entry.article
    if article and article.kicker:
        article_data["alternativeHeadline"] = article.kicker
    if article and article.dateline:
        article_data["dateline"] = article.dateline.text or article.dateline.place
    if article and article.page and article.page.number:
        article_data["printPage"] = article.page.number
    if page.corrections:
        article_data["correction"] = [
            {"@type": "CorrectionComment", "text": told.text, "datePublished": told.moment.isoformat()}
            for told in page.corrections
        ]
    if topic := load("topics").get(entry.section.slug):
        article_data["about"] = {"@type": "Thing", "@id": f"{_TOPICS}{topic}"}
    # `<` would let a headline close the element; the separators are line ends to a script.
    text = json.dumps(article_data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _author(name: str, page: ArticlePage, site: Site, publisher: dict[str, str]) -> dict[str, str]:
    """The author: a Person where the bulletin names one, else an Organization."""
    if name == publisher["name"]:
        return publisher
    article = page.entry.article
    credit = article.credit if article else None
    named = article is not None and (bool(article.people) or (credit is not None and credit.name == name))
    author = {"@type": "Person" if named else "Organization", "name": name}
    return author | ({"url": site.base_url + page.topics[name]} if name in page.topics else {})
