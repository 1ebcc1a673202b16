"""The pages of articles, each between its neighbours of its section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from feedpub.entries.html import body_of
from feedpub.entries.withdrawn import marks_of_withdrawal
from feedpub.model import Article, Entry, Figure, Picture, Subhead
from feedpub.model.site import ArticlePage, Listed, SiteFeed
from feedpub.paths import article_path, section_path
from feedpub.publishing.context import RenderContext
from feedpub.writing.images import BodyImages
from feedpub.writing.pages import Pages

__all__ = ["ArticlePages"]

_ALSO = 6  # articles of the same issue


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Stage the pages of articles."""

    context: RenderContext
    pages: Pages
    firsts: dict[str, Mapping[str, Listed]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: RenderContext) -> "ArticlePages":
        """The pages of one build."""
        return cls(context, Pages(context.site, context.config.templates, context.formats))

    def stage(self, entry: Entry, issue: str, pictures: Mapping[str, Picture]) -> bool:
        """Stage an entry's page; False where the same page is published already.

        Args:
            entry: with its article.
            issue: the day of the issue it is in.
            pictures: those that can be shown, by the name its bulletin gives them.
        """
        assert entry.article is not None
        opened = _with_picture_on_top(entry.article, pictures) if pictures else entry.article
        section = entry.section
        before, after = self.context.archive.pages.neighbours(section.slug, int(entry.published.timestamp()))
        withdrawn = entry.title.startswith(marks_of_withdrawal())
        moment = entry.updated if entry.updated != entry.published and not withdrawn else None
        page = ArticlePage(
            entry=entry,
            feed=SiteFeed(section.slug, section.title, section_path(section.slug)),
            body="\n".join(body_of(opened, pictures, BodyImages("../"), subhead="h2")),
            withdrawn=withdrawn,
            corrected=moment.astimezone(ZoneInfo(self.context.config.timezone)) if moment else None,
            issue=date.fromisoformat(issue),
            also=tuple(islice(filter(self._has_page, self._also(issue, section.slug)), _ALSO)),
            before=before if before and self._has_page(before) else None,
            after=tuple(filter(self._has_page, after)),
        )
        return self.context.output.stage(article_path(entry.short_id), self.pages.article(page), durable=False)

    def _also(self, issue: str, slug: str) -> Iterator[Listed]:
        """The first articles of an issue's other sections."""
        if issue not in self.firsts:
            self.firsts.clear()  # articles come issue by issue, nearly always
            self.firsts[issue] = self.context.archive.issues.firsts(issue)
        firsts = self.firsts[issue]
        return (firsts[feed.slug] for feed in self.context.sections if feed.slug != slug and feed.slug in firsts)

    def _has_page(self, beside: Listed) -> bool:
        """Whether an article has a page to link to."""
        return self.context.config.pages or self.context.output.marks(article_path(beside.short_id)) is not None


def _with_picture_on_top(article: Article, pictures: Mapping[str, Picture]) -> Article:
    """An article whose first picture opens it, unless that is below a subhead and so belongs to that part."""
    for place, block in enumerate(article.body):
        if isinstance(block, Subhead):
            break
        if isinstance(block, Figure) and block.src in pictures:
            return article._replace(body=(block, *article.body[:place], *article.body[place + 1 :]))
    return article
