"""Write what search engines ask a host for: sitemaps (sitemaps.org, 0.9), that of news, and robots.txt (RFC 9309)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from feedpub.data.words import language_of

__all__ = [
    "MOST_NEWS",
    "Located",
    "News",
    "most_urls",
    "news_language",
    "robots",
    "sitemap",
    "sitemap_index",
    "sitemap_of_news",
]

MOST_NEWS = 1000
_MOST_URLS = 50_000
_MOST_BYTES = 50_000_000
_AROUND = 120  # bytes that the elements around an address take, at most
_PATH = 80  # characters of the longest path below the output folder
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


class Located(NamedTuple):
    """A file below the output folder, and when it changed last, in seconds since 1970; None: that is not said."""

    path: str
    updated: int | None = None


class News(NamedTuple):
    """An article: the path of its page, its title, and when it was published, in seconds since 1970."""

    path: str
    title: str
    published: int


def most_urls(base_url: str) -> int:
    """How many addresses fit into a sitemap, for an address of the output: 50,000, in no more than 50 MB."""
    return min(_MOST_URLS, _MOST_BYTES // (len(escape(base_url).encode()) + _PATH + _AROUND))


def sitemap(base_url: str, pages: Iterable[Located]) -> bytes:
    """A sitemap of pages below an address, which ends in `/`; there must be at least one."""
    return _listed("urlset", "url", base_url, pages)


def sitemap_index(base_url: str, sitemaps: Iterable[Located]) -> bytes:
    """The index of sitemaps below an address; there must be at least one."""
    return _listed("sitemapindex", "sitemap", base_url, sitemaps)


def sitemap_of_news(base_url: str, publication: str, language: str, news: Iterable[News]) -> bytes:
    """The sitemap of news below an address.

    A sitemap has at least one page: where there is no news, it has the front page, which is never an article.

    Args:
        base_url: the address; ends in `/`.
        publication: the paper's name.
        language: of the paper, as `news_language` gives it.
        news: its articles of the last two days, the newest first; no more than `MOST_NEWS`.
    """
    base = escape(base_url)
    paper = f"<news:name>{escape(publication)}</news:name><news:language>{language}</news:language>"
    rows = [
        f"<url><loc>{base}{row.path}</loc><news:news><news:publication>{paper}</news:publication>"
        f"<news:publication_date>{_moment(row.published)}</news:publication_date>"
        f"<news:title>{escape(row.title)}</news:title></news:news></url>\n"
        for row in news
    ]
    rows = rows or [f"<url><loc>{base}</loc></url>\n"]
    return f'{_XML}<urlset xmlns="{_SITEMAPS}" xmlns:news="{_NEWS}">\n{"".join(rows)}</urlset>\n'.encode()


def news_language(tag: str) -> str:
    """A language (BCP 47) as sitemaps of news name it: by ISO 639, but Chinese as `zh-cn` or `zh-tw`."""
    primary = tag.lower().partition("-")[0]
    if primary != "zh":
        return primary
    return "zh-tw" if language_of(tag) == "zh-Hant" else "zh-cn"


def robots(base_url: str, sitemaps: Iterable[str]) -> bytes:
    """What lets every robot in, and leads it to sitemaps below an address."""
    lines = (f"Sitemap: {base_url}{path}\n" for path in sitemaps)
    return ("User-agent: *\nDisallow:\n\n" + "".join(lines)).encode()


def _listed(root: str, element: str, base_url: str, files: Iterable[Located]) -> bytes:
    base = escape(base_url)
    rows = (
        f"<{element}><loc>{base}{path}</loc>{'' if updated is None else f'<lastmod>{_moment(updated)}</lastmod>'}"
        f"</{element}>\n"
        for path, updated in files
    )
    return f'{_XML}<{root} xmlns="{_SITEMAPS}">\n{"".join(rows)}</{root}>\n'.encode()


def _moment(seconds: int) -> str:
    """A moment as W3C Datetime."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
