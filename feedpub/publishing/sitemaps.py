"""Make the sitemaps: one of each year, which changes only with an issue of that year, and one of the last days' news.

They are of public papers only: what a draft has is at no address.
"""

from collections.abc import Collection, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.archive.sitemaps import SitemapRows
from feedpub.model import Config
from feedpub.output import digest
from feedpub.paths import (
    ARCHIVE,
    FOLLOW,
    NEWS,
    ROBOTS,
    SITEMAP,
    article_path,
    follow_path,
    section_path,
    sitemap_path,
    topic_path,
    year_path,
)
from feedpub.publishing.own_files import stage_own
from feedpub.publishing.topics import published_topics

if TYPE_CHECKING:
    from feedpub.publishing.context import RenderContext
    from feedpub.writing.sitemap import Located

__all__ = ["sitemap_files", "stage_sitemaps"]

_PAGES = sitemap_path("pages")  # of all that is no issue
_FRESH = 2 * 24 * 60 * 60  # seconds for which a search engine takes an article for news


def sitemap_files(config: Config) -> tuple[str, ...]:
    """The files that search engines look for, beside the sitemaps of years; none in a paper without an address."""
    if not (config.pages and config.has_address):
        return ()
    robots = (ROBOTS,) if urlsplit(config.base_url).path == "/" else ()  # it is looked for nowhere else
    return SITEMAP, _PAGES, NEWS, *robots


def stage_sitemaps(context: "RenderContext", days: Collection[str], *, everything: bool) -> None:
    """Stage the sitemaps that may have changed, when all pages are staged.

    Args:
        context: of the build.
        days: the issue days that changed.
        everything: whether all pages may have changed.
    """
    from feedpub.writing.sitemap import robots

    if not (names := sitemap_files(context.config)):
        return
    _Sitemaps(context).stage({day[:4] for day in days}, everything=everything)
    _stage_news(context)
    if ROBOTS in names:
        stage_own(context, ROBOTS, robots(context.config.base_url, (SITEMAP, NEWS)))


def _stage_news(context: "RenderContext") -> None:
    """Stage the sitemap of news, and note when its oldest article is none any more: then it is written again."""
    from feedpub.writing.sitemap import MOST_NEWS, News, news_language, sitemap_of_news

    config = context.config
    rows = SitemapRows(context.archive.db).published_since(context.now - _FRESH, MOST_NEWS)
    news = [News(article_path(row.short_id), row.title, row.published) for row in rows]
    data = sitemap_of_news(config.base_url, context.publication, news_language(config.language), news)
    context.output.stage(NEWS, data, durable=False)
    context.archive.settings.news_until = min(row.published for row in rows) + _FRESH if rows else None


class _Sitemaps:
    """The sitemaps of one build, and the index of them."""

    def __init__(self, context: "RenderContext") -> None:
        from feedpub.writing.sitemap import most_urls

        self._context = context
        self._base = context.config.base_url
        self._rows = SitemapRows(context.archive.db)
        self._most = most_urls(self._base)
        self._moments = context.archive.settings.sitemap_moments

    def stage(self, changed: Collection[str], *, everything: bool) -> None:
        """Stage those of the years that changed, those that are missing, and the index."""
        from feedpub.writing.sitemap import Located, sitemap, sitemap_index

        self._stage(_PAGES, sitemap(self._base, self._pages()))
        used = [_PAGES]
        for year, urls in self._rows.years():
            paths = [sitemap_path(year, part + 1) for part in range(-(-urls // self._most))]
            used += paths
            if everything or year in changed or self._context.output.lacks(paths):
                rows = self._of_year(year)
                for path in paths:  # a few pages may be missing that were counted; a sitemap has one at least
                    self._stage(path, sitemap(self._base, list(islice(rows, self._most)) or [Located("")]))
        moments = {path: self._moments.get(path, self._context.now) for path in used}
        index = sitemap_index(self._base, (Located(path, moment) for path, moment in moments.items()))
        stage_own(self._context, SITEMAP, index)
        self._context.archive.settings.sitemap_moments = moments
        today = self._context.build.today.isoformat()
        self._context.archive.files.leave_sitemaps({SITEMAP, NEWS, *used}, today)

    def _stage(self, path: str, data: bytes) -> None:
        """Stage a sitemap, and note when it changed."""
        written = self._context.archive.files.of_path(path)
        if written is None or written.hash != digest(data):
            self._moments[path] = self._context.now
        self._context.output.stage(path, data, durable=False)

    def _pages(self) -> "Iterator[Located]":
        """Front page, how to follow, archive, sections, follows, topics: it is not known when these changed."""
        from feedpub.writing.sitemap import Located

        yield Located("")
        yield Located(FOLLOW)
        yield Located(ARCHIVE)
        for year in self._context.archive.issues.years()[1:]:
            yield Located(year_path(year))
        for feed in self._context.sections:
            yield Located(section_path(feed.slug))
        for follow in self._context.config.follows:
            yield Located(follow_path(follow.slug))
        for topic in published_topics(self._context.archive, self._context.config):
            yield Located(topic_path(topic.slug))

    def _of_year(self, year: str) -> "Iterator[Located]":
        """The pages of a year's issues, the oldest first, each followed by those of its articles."""
        from feedpub.writing.sitemap import Located

        for day, rows in groupby(self._rows.entries(year), itemgetter(0)):
            yield Located(f"d/{day}.html")
            for _, name, updated in rows:
                yield Located(article_path(name), updated)
