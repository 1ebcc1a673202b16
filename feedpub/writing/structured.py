"""Describe articles and the site for programs: schema.org's NewsArticle and WebSite, as JSON-LD."""

import json
from typing import Any

from feedpub.data import load
from feedpub.model.site import ArticlePage, Site

__all__ = ["news_article", "web_site"]

_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # `json.dumps` would make one for each page


def news_article(page: ArticlePage, site: Site) -> str:
    """The NewsArticle of a page, safe inside a script element."""
    entry = page.entry
    publisher = _publisher(site)
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
    elif site.look.card:
        article_data["image"] = [site.base_url + site.look.card.path]
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
    return _in_script(article_data)


def web_site(site: Site, search: str | None = None) -> str:
    """The WebSite of the front page, safe inside a script element.

    Args:
        site: the publication's.
        search: the address of what is found, with `{search_term_string}` for the words; None where there is no search.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": site.base_url,
        "url": site.base_url,
        "name": site.publication,
        "inLanguage": site.language,
        "publisher": _publisher(site),
    }
    if site.description:
        data["description"] = site.description
    if search:
        target = {"@type": "EntryPoint", "urlTemplate": search}
        query = "required name=search_term_string"
        data["potentialAction"] = {"@type": "SearchAction", "target": target, "query-input": query}
    return _in_script(data)


def _in_script(data: dict[str, Any]) -> str:
    """JSON in a script element: `<` would let a headline close it; the separators are line ends to a script."""
    text = _JSON.encode(data)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _publisher(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "NewsMediaOrganization", "name": site.publication, "url": site.base_url}
    if logo := site.look.logo:
        found["logo"] = {
            "@type": "ImageObject",
            "url": site.base_url + logo.path,
            "width": logo.width,
            "height": logo.height,
        }
    return found


def _author(name: str, page: ArticlePage, site: Site, publisher: dict[str, Any]) -> dict[str, Any]:
    """The author: a Person where the bulletin names one, else an Organization."""
    if name == publisher["name"]:
        return publisher
    article = page.entry.article
    credit = article.credit if article else None
    named = article is not None and (bool(article.people) or (credit is not None and credit.name == name))
    author = {"@type": "Person" if named else "Organization", "name": name}
    return author | ({"url": site.base_url + page.topics[name]} if name in page.topics else {})
