"""The pages of articles, each between its neighbours of its section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.archive.feeds import AFTER, BEFORE
from feedpub.archive.issues import listed
from feedpub.entries.feed import site_of
from feedpub.entries.html import body_of
from feedpub.entries.text import MARK
from feedpub.model import Config, Entry, Picture
from feedpub.model.site import ArticlePage, Listed, SiteFeed
from feedpub.output import Output
from feedpub.paths import article_path, section_path
from feedpub.writing.formats import Format
from feedpub.writing.pages import Pages

__all__ = ["ArticlePages"]


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Writes them."""

    archive: Archive
    config: Config
    output: Output
    pages: Pages

    @classmethod
    def of(
        cls, archive: Archive, config: Config, output: Output, publication: str, formats: Sequence[Format]
    ) -> "ArticlePages":
        """The pages of one build."""
        return cls(archive, config, output, Pages(site_of(config, publication), config.templates, formats))

    def write(self, entry: Entry, issue: str, pictures: Mapping[str, Picture]) -> bool:
        """Stages an entry's page; False where it stands already.

        Args:
            entry: with its article.
            issue: the day of the issue it stands in.
            pictures: those that can be shown, by the name its bulletin gives them.
        """
        assert entry.article is not None
        moment = entry.updated if entry.updated != entry.published and not entry.title.startswith(MARK) else None
        page = ArticlePage(
            entry=entry,
            feed=SiteFeed(entry.section.slug, entry.section.title, section_path(entry.section.slug)),
            body="\n".join(body_of(entry.article, pictures, "../", subhead="h2")),
            corrected=moment.astimezone(ZoneInfo(self.config.timezone)) if moment else None,
            issue=date.fromisoformat(issue),
            before=self._beside(entry, BEFORE),
            after=self._beside(entry, AFTER),
        )
        return self.output.stage(article_path(entry.short_id), self.pages.article(page), durable=False)

    def _beside(self, entry: Entry, question: str) -> Listed | None:
        told = (entry.section.slug, int(entry.published.timestamp()))
        found = self.archive.db.execute(question, told).fetchone()
        if found is None:
            return None
        beside = listed(*found)
        on = self.config.pages or self.output.marks(article_path(beside.short_id)) is not None
        return beside if on else None
