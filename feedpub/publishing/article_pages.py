"""The pages of articles, each between its neighbours of its section."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from feedpub.data.words import words_in
from feedpub.entries.corrections import anchor_of, in_words
from feedpub.entries.html import body_of
from feedpub.entries.topics import column_topic, reporter_topic
from feedpub.entries.withdrawn import marks_of_withdrawal
from feedpub.model import Article, Config, Entry, Figure, Picture, Subhead
from feedpub.model.correction import Correction, PageCorrection
from feedpub.model.site import ArticlePage, Listed, SiteFeed
from feedpub.model.states import Corrected
from feedpub.paths import article_path, section_path, topic_path
from feedpub.publishing.context import RenderContext
from feedpub.writing.images import BodyImages

__all__ = ["Around", "PagesAround", "page_of"]

_ALSO = 6  # articles of the same issue


class Around(NamedTuple):
    """What the archive knows of the page of an entry.

    Attributes:
        issue: the day of the issue it is in (ISO).
        also: the first articles of the issue's other sections.
        before: the article before it in its section, in printed order, or None.
        after: the next articles after it.
        told: what was told of it, the newest first.
    """

    issue: str
    also: tuple[Listed, ...]
    before: Listed | None
    after: tuple[Listed, ...]
    told: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class PagesAround:
    """Finds what is around the pages of articles."""

    context: RenderContext
    _firsts: dict[str, Mapping[str, Listed]] = field(default_factory=dict)

    def of(self, slug: str, published: int, issue: str) -> Around:
        """What is around an article.

        Args:
            slug: of its section.
            published: its moment, in seconds since 1970.
            issue: the day of the issue it is in.
        """
        before, after = self.context.archive.pages.neighbours(slug, published)
        return Around(
            issue=issue,
            also=tuple(islice(filter(self._has_page, self._also(issue, slug)), _ALSO)),
            before=before if before and self._has_page(before) else None,
            after=tuple(filter(self._has_page, after)),
        )

    def _also(self, issue: str, slug: str) -> Iterator[Listed]:
        """The first articles of an issue's other sections."""
        if issue not in self._firsts:
            self._firsts.clear()  # articles come issue by issue, nearly always
            self._firsts[issue] = self.context.archive.issues.firsts(issue)
        firsts = self._firsts[issue]
        return (firsts[feed.slug] for feed in self.context.sections if feed.slug != slug and feed.slug in firsts)

    def _has_page(self, beside: Listed) -> bool:
        """Whether an article has a page to link to."""
        return self.context.config.pages or self.context.output.marks(article_path(beside.short_id)) is not None


def page_of(
    entry: Entry, around: Around, pictures: Mapping[str, Picture], config: Config, topics: Mapping[str, str]
) -> ArticlePage:
    """The page of an entry.

    Args:
        entry: with its article.
        around: what is around it.
        pictures: those that can be shown, by the name its bulletin gives them.
        config: for the paper's zone and language.
        topics: the pages of reporters and columns (`publishing.topics`).
    """
    assert entry.article is not None
    section, zone = entry.section, ZoneInfo(config.timezone)
    withdrawn = entry.title.startswith(marks_of_withdrawal())
    moment = entry.updated if entry.updated != entry.published and not withdrawn else None
    reporters = ((who.name, reporter_topic(who.name)) for who in (entry.article.people if topics else ()))
    column = topics.get(column_topic(entry.tag)) if entry.tag and topics else None
    return ArticlePage(
        entry=entry,
        feed=SiteFeed(section.slug, section.title, section_path(section.slug)),
        body=entry.html if not withdrawn and _reads_alike(entry.article, pictures) else _body(entry, pictures, config),
        withdrawn=withdrawn,
        corrected=moment.astimezone(zone) if moment else None,
        topics={name: topic_path(topics[topic]) for name, topic in reporters if topic in topics},
        column=topic_path(column) if column else None,
        corrections=tuple(_corrections(around.told, config.language, zone)),
        issue=date.fromisoformat(around.issue),
        also=around.also,
        before=around.before,
        after=around.after,
    )


def _reads_alike(article: Article, pictures: Mapping[str, Picture]) -> bool:
    """Whether feeds have the same HTML of an article: no kicker or deck in it, no other subheads, no pictures."""
    return not (pictures or article.kicker or article.deck or any(isinstance(row, Subhead) for row in article.body))


def _body(entry: Entry, pictures: Mapping[str, Picture], config: Config) -> str:
    assert entry.article is not None
    opened = _with_picture_on_top(entry.article, pictures) if pictures else entry.article
    images = BodyImages("../", words_in(entry.language or config.language)["picture"])
    return "\n".join(body_of(opened, pictures, images, subhead="h2"))


def _corrections(told: Iterable[Correction], language: str, zone: ZoneInfo) -> Iterator[PageCorrection]:
    """What is told of an article on its page: that it was withdrawn and came back is over."""
    for row in told:
        if row.kind is Corrected.CORRECTED:
            yield PageCorrection(anchor_of(row), row.moment.astimezone(zone), in_words(row.alterations, language))


def _with_picture_on_top(article: Article, pictures: Mapping[str, Picture]) -> Article:
    """An article whose first picture opens it, unless that is below a subhead and so belongs to that part."""
    for place, block in enumerate(article.body):
        if isinstance(block, Subhead):
            break
        if isinstance(block, Figure) and block.src in pictures:
            return article._replace(body=(block, *article.body[:place], *article.body[place + 1 :]))
    return article
