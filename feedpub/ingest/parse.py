"""Parse a bulletin: read, date and classify its articles, without the archive or other bulletins.

So any process can do it: a task and its result can be pickled, and `parse_batch` is what a worker runs. A section that
only a page head names comes back as a name; `resolve` gives it a slug, bulletin by bulletin in their order.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.errors import UnreadableError
from feedpub.ingest.stated import StatedSources
from feedpub.model import Article, Bulletin, BulletinFile, Config, Surroundings
from feedpub.model.form import Source as StatedSource
from feedpub.model.parsed import ParsedBulletin, Pins
from feedpub.model.passed_over import Reason
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.phrases.notices import Notices
from feedpub.reading.sources import read_source
from feedpub.reading.text.unpublished import PLACEHOLDER_MARKS, is_draft_by_line, is_template
from feedpub.sections.catalogue import Catalogue, section_problem
from feedpub.sections.classify import Classifier

__all__ = ["ParseTask", "Parser", "Source", "article_at", "opened", "parse_batch", "parser_of", "resolve"]

# A bulletin that was parsed before: itself, or as pickled by the process that parsed it, or its file and bytes.
Source: TypeAlias = Bulletin | bytes | tuple[BulletinFile, bytes]

_HEAD = 20  # bytes: front matter begins in them


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseTask:
    """A bulletin to be parsed.

    Attributes:
        file: where it is.
        data: the bytes of the file; its suffix says how they become text.
        issue_date: `--date`, for a bulletin that states none.
        today: the day of the build, where nothing else says of which year a dateline is.
        pins: what an earlier build found, if one saw this bulletin.
    """

    file: BulletinFile
    data: bytes
    issue_date: date | None
    today: date
    pins: Pins | None = None


class Parser:
    """Parses bulletins by one configuration."""

    def __init__(self, config: Config) -> None:
        """A parser.

        Args:
            config: for its words of notices, its sections and its rules.

        Raises:
            ConfigError: a rule names no section.
        """
        self.notices = Notices(config.discard_also, config.discard_never)
        self.classifier = Classifier(config)
        self._timezone = config.timezone
        self._sources = StatedSources(config) if config.sources else None

    def read(self, file: BulletinFile, data: bytes) -> Bulletin:
        """A bulletin as read, by the table of `[[sources]]` that its path fits, if one does.

        Raises:
            UnreadableError: the bytes are no bulletin: see `reading.sources`.
        """
        path, source = self._stated_of(file)
        return read_bytes(data, self.notices, name=path, stated=source)

    def _stated_of(self, file: BulletinFile) -> tuple[str, StatedSource | None]:
        """The path of a bulletin, and the first table of `[[sources]]` that it fits."""
        if self._sources is None:
            return file.key, None
        path = self._sources.path_of(file)
        return path, self._sources.of(path)

    def parse(self, task: ParseTask, *, explains: bool = True) -> ParsedBulletin:
        """A bulletin with its days and, but for slugs that depend on other bulletins, its sections.

        Args:
            task: the bulletin.
            explains: whether the evidence for sections is told in all its words.

        Raises:
            UnreadableError: the bytes are no bulletin: see `reading.sources`.
        """
        file, pins = task.file, task.pins
        path, source = self._stated_of(file)
        bulletin = read_bytes(task.data, self.notices, name=path, stated=source)
        seen = pins.seen if pins else task.today
        around = Surroundings(place=file.place, seen=seen, today=task.today, timezone=self._timezone)
        issue = issue_date(bulletin, file.key, task.issue_date, pins.issue if pins else None, around=around)
        dated = date_articles(bulletin, issue, seen, self._timezone)
        front, classify = bulletin.front, self.classifier.classify
        filed = tuple([classify(article, front, file.key, explains=explains) for article in bulletin.articles])
        problems = (*bulletin.problems, *issue.problems)
        return ParsedBulletin(
            file=file,
            bulletin=bulletin,
            issue=issue,
            dated=dated,
            filed=filed,
            problems=problems,
            source=source,
            passed_over=_passed_over(task, bulletin),
        )


def _passed_over(task: ParseTask, bulletin: Bulletin) -> Reason | None:
    """Why a bulletin is not published that says itself that it is none, or none yet.

    A file that is named may be a template.
    """
    if bulletin.passed_over:
        return bulletin.passed_over
    if bulletin.front.draft:
        return "draft"
    is_doubtful = b"+++" in task.data[:_HEAD] or any(row.code == "front-matter" for row in bulletin.problems)
    # One byte is found far more quickly than two.
    marks = [mark for mark in PLACEHOLDER_MARKS if mark[:1] in task.data and mark in task.data]
    may_be_template = bool(marks) and not task.file.by_name
    if not (is_doubtful or may_be_template):
        return None
    text = read_source(task.data, task.file.key).text
    if is_doubtful and is_draft_by_line(text):
        return "draft"
    return "template" if may_be_template and is_template(text) else None


def parse_batch(
    tasks: Sequence[ParseTask], config: Config, *, explains: bool = True
) -> list[ParsedBulletin | UnreadableError]:
    """Bulletins parsed in their order, for a worker of any `concurrent.futures.Executor`.

    Args:
        tasks: some 50 at a time; each process keeps a parser for the next batch.
        config: everything the operator set.
        explains: as `Parser.parse` has it.

    Returns:
        For each task its bulletin, or why it could not be read.
    """
    parser = parser_of(config)
    results: list[ParsedBulletin | UnreadableError] = []
    for task in tasks:
        try:
            results.append(parser.parse(task, explains=explains))
        except UnreadableError as error:
            results.append(error)
    return results


parser_of = lru_cache(maxsize=1)(Parser)


def opened(source: Source, config: Config) -> Bulletin:
    """A bulletin as read, without days and sections."""
    if isinstance(source, Bulletin):
        return source
    if isinstance(source, bytes):
        parsed: ParsedBulletin = pickle.loads(source)  # noqa: S301  # of this very build
        return parsed.bulletin
    return parser_of(config).read(*source)


def article_at(bulletin: Bulletin, place: int, line: int) -> Article | None:
    """An article of a bulletin, by its place and its first line; None where it is read differently by now.

    A bulletin that is not in its folder any more is not read again when the reading changes, so the place alone may be
    another article's.
    """
    articles = bulletin.articles
    if place < len(articles) and articles[place].line == line:
        return articles[place]
    return next((article for article in articles if article.line == line), None)


def resolve(parsed: ParsedBulletin, catalogue: Catalogue) -> ParsedBulletin:
    """A parsed bulletin whose sections all have slugs. Call it bulletin by bulletin, in their order.

    Args:
        parsed: as `Parser.parse` returned it.
        catalogue: the sections in effect; it takes in those that only a page head names.
    """
    key, front = parsed.file.key, parsed.bulletin.front
    filed = tuple([catalogue.resolve(choice, key) for choice in parsed.filed])
    unknown = section_problem(front, catalogue) if front.section else None
    problems = (*parsed.problems, unknown) if unknown else parsed.problems
    return replace(parsed, filed=filed, problems=problems)
