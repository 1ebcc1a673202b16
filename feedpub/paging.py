"""The pages of articles, each between its neighbours of its section."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from feedpub.archive import Archive
from feedpub.body import body_of
from feedpub.entries import entry_id, short_id
from feedpub.ledger import AFTER, BEFORE
from feedpub.model import ArticlePage, Config, Entry, Listed, Site, SiteFeed
from feedpub.publish import Output
from feedpub.standing import MARK
from feedpub.writing.pages import Pages, article_path

__all__ = ["ArticlePages", "listed", "site_of"]


def site_of(config: Config, publication: str, sections: Iterable[SiteFeed] = ()) -> Site:
    """What every page knows. Those of articles know no sections: a new one changes none of them."""
    return Site(
        publication=publication,
        description=config.description or "",
        language=config.language,
        base_url=config.base_url,
        pages=config.pages,
        everything=SiteFeed("all", "全部"),
        sections=tuple(sections),
    )


def listed(key: bytes, title: str) -> Listed:
    """An article in a list, by its id's bytes."""
    return Listed(short_id(entry_id(key)), title)


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Writes them."""

    archive: Archive
    config: Config
    output: Output
    pages: Pages

    @classmethod
    def of(cls, archive: Archive, config: Config, output: Output, publication: str) -> "ArticlePages":
        """The pages of one build."""
        return cls(archive, config, output, Pages(site_of(config, publication), config.templates))

    def write(self, entry: Entry, issue: str) -> bool:
        """Stages an entry's page; False where it stands already.

        Args:
            entry: with its article.
            issue: the day of the issue it stands in.
        """
        assert entry.article is not None
        moment = entry.updated if entry.updated != entry.published and not entry.title.startswith(MARK) else None
        page = ArticlePage(
            entry=entry,
            feed=SiteFeed(entry.section.slug, entry.section.title),
            body="\n".join(body_of(entry.article, subhead="h2")),
            corrected=moment.astimezone(ZoneInfo(self.config.timezone)) if moment else None,
            issue=date.fromisoformat(issue),
            before=self._beside(entry, BEFORE),
            after=self._beside(entry, AFTER),
        )
        return self.output.stage(article_path(entry.short_id), self.pages.article(page), durable=False)

    def _beside(self, entry: Entry, question: str) -> Listed | None:
        told = (entry.section.slug, int(entry.published.timestamp()))
        found = self.archive.db.execute(question, told).fetchone()
        return listed(*found) if found else None
