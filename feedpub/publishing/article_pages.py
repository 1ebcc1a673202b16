"""The pages of articles, each between its neighbours of its section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from feedpub.entries.feed import site_of
from feedpub.entries.html import body_of
from feedpub.model import Entry, Picture
from feedpub.model.site import ArticlePage, Listed, SiteFeed
from feedpub.model.withdrawal import MARK
from feedpub.paths import article_path, section_path
from feedpub.publishing.context import RenderContext
from feedpub.writing.pages import Pages

__all__ = ["ArticlePages"]


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Stage the pages of articles."""

    context: RenderContext
    pages: Pages

    @classmethod
    def of(cls, context: RenderContext) -> "ArticlePages":
        """The pages of one build."""
        return cls(
            context, Pages(site_of(context.config, context.publication), context.config.templates, context.formats)
        )

    def stage(self, entry: Entry, issue: str, pictures: Mapping[str, Picture]) -> bool:
        """Stage an entry's page; False where the same page is published already.

        Args:
            entry: with its article.
            issue: the day of the issue it is in.
            pictures: those that can be shown, by the name its bulletin gives them.
        """
        assert entry.article is not None
        section = entry.section
        before, after = self.context.archive.pages.neighbours(section.slug, int(entry.published.timestamp()))
        moment = entry.updated if entry.updated != entry.published and not entry.title.startswith(MARK) else None
        page = ArticlePage(
            entry=entry,
            feed=SiteFeed(section.slug, section.title, section_path(section.slug)),
            body="\n".join(body_of(entry.article, pictures, "../", subhead="h2")),
            corrected=moment.astimezone(ZoneInfo(self.context.config.timezone)) if moment else None,
            issue=date.fromisoformat(issue),
            before=self._with_page(before),
            after=self._with_page(after),
        )
        return self.context.output.stage(article_path(entry.short_id), self.pages.article(page), durable=False)

    def _with_page(self, beside: Listed | None) -> Listed | None:
        """The neighbour if it has a page to link to, or None."""
        if beside is None or self.context.config.pages:
            return beside
        return beside if self.context.output.marks(article_path(beside.short_id)) is not None else None
