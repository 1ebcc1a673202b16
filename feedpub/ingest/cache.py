"""The parsed bulletins of a build: the newest are needed twice, once to be stored and once to be published."""

import pickle
from collections import defaultdict, deque
from datetime import date
from functools import lru_cache
from weakref import WeakValueDictionary

from feedpub.archive import Archive
from feedpub.errors import UnreadableError
from feedpub.ingest.kept import file_of, text_of
from feedpub.ingest.parse import Parser, ParseTask, resolve
from feedpub.messages import message
from feedpub.model import Article, Bulletin, BulletinFile, FrontMatter
from feedpub.model.build import BuildContext, FileProblem
from feedpub.model.parsed import ParsedBulletin, Pins
from feedpub.sections.catalogue import Catalogue
from feedpub.sections.classify import Classifier

__all__ = ["BulletinCache"]

_OPEN = 64  # bulletins at a time
_LOST = Bulletin(front=FrontMatter(), masthead=None, articles=(), problems=())


class BulletinCache:
    """Parses bulletins, and remembers some.

    It keeps the bulletins of the `limit` articles a section that were parsed last: a feed carries the newest, and
    bulletins are mostly parsed in the order of their days.

    Attributes:
        catalogue: the sections in effect; it grows as bulletins are parsed.
        bulletin: gives a bulletin of the archive by its number, as read, without days and sections; one without an
            article where the archive is damaged and nobody has it any more.
        problems: what was found damaged in the archive, each with the path of the bulletin.
    """

    def __init__(self, context: BuildContext, archive: Archive) -> None:
        """An empty cache for one build.

        Args:
            context: of the build.
            archive: where the bulletins are that are opened again.
        """
        config = context.config
        self._context = context
        self._archive = archive
        self._parser = Parser(config)
        self.catalogue = Catalogue(config.sections, (follow.slug for follow in config.follows), config.language)
        for slug, title in archive.sections.made():
            self.catalogue.remember(slug, title)
        # Archive documents and pages show every article once more: what was read for them is kept on the disk while
        # this build lasts, for that takes a tenth of the time that reading takes.
        self._keeps_all = config.history or config.pages
        self._issue_dates: dict[int, date | None] = {}
        self._kept: WeakValueDictionary[int, ParsedBulletin] = WeakValueDictionary()
        self._last: defaultdict[str, deque[ParsedBulletin]] = defaultdict(lambda: deque(maxlen=config.limit))
        self.problems: list[FileProblem] = []
        self.bulletin = lru_cache(maxsize=_OPEN)(self._open)

    @property
    def classifier(self) -> Classifier:
        """What chooses sections."""
        return self._parser.classifier

    def read(self, file: BulletinFile, data: bytes, issue_date: date | None, pins: Pins | None) -> ParsedBulletin:
        """A bulletin, parsed.

        Args:
            file: where it is.
            data: its bytes.
            issue_date: `--date`.
            pins: what an earlier build found, if one saw it.

        Raises:
            UnreadableError: the bytes are no bulletin.
        """
        task = ParseTask(file=file, data=data, issue_date=issue_date, today=self._context.today, pins=pins)
        return resolve(self._parser.parse(task), self.catalogue)

    def remember(self, number: int, parsed: ParsedBulletin) -> None:
        """Keeps a parsed bulletin, under its number in the archive."""
        self._kept[number] = parsed
        if parsed.issue.told:
            self._issue_dates[number] = parsed.issue.day
        for choice in parsed.filed:
            self._last[choice.slug].append(parsed)
        if self._keeps_all:
            self._archive.parsed.put(number, pickle.dumps(parsed.bulletin, 5))

    def _open(self, number: int) -> Bulletin:
        if (kept := self._kept.get(number)) is not None:
            return kept.bulletin
        if (data := self._archive.parsed.get(number)) is not None:
            bulletin: Bulletin = pickle.loads(data)  # noqa: S301  # of this very build, from a temporary table
            return bulletin
        text = self.text(number)
        return _LOST if text is None else self._parser.read(file_of(self._archive, number), text)

    def text(self, number: int) -> bytes | None:
        """The bytes of a bulletin of the archive; None where they are damaged and cannot be mended, which is noted."""
        return text_of(self._archive, number, self._note)

    def _note(self, problem: FileProblem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def article(self, number: int, place: int, line: int) -> Article | None:
        """An article of a bulletin, by its place and its first line; None where it is read differently by now.

        A bulletin that is not in its folder any more is not read again when the reading changes, so the place alone may
        be another article's.
        """
        articles = self.bulletin(number).articles
        if place < len(articles) and articles[place].line == line:
            return articles[place]
        return next((article for article in articles if article.line == line), None)

    def reopen(self, number: int) -> ParsedBulletin:
        """A bulletin of the archive, parsed as it was when it came in.

        Raises:
            UnreadableError: what the archive keeps of it is damaged.
        """
        if (kept := self._kept.get(number)) is not None:
            return kept
        source = self._archive.bulletins.source(number)
        pins = Pins(issue=source.issue, seen=source.seen)
        text = self.text(number)
        if text is None:
            raise UnreadableError(message("what the archive keeps of it is damaged"))
        parsed = self.read(file_of(self._archive, number), text, self._issue_dates.get(number), pins)
        self.remember(number, parsed)
        return parsed
