"""The parsed bulletins of a build: the newest are needed twice, once to be stored and once to be published."""

import pickle
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import NamedTuple
from weakref import WeakValueDictionary

from feedpub.archive import Archive
from feedpub.entries.feed import CORRECTIONS
from feedpub.errors import UnreadableError
from feedpub.ingest.kept import file_of, text_of
from feedpub.ingest.parse import Parser, ParseTask, Source, article_at, opened, parse_batch, parser_of, resolve
from feedpub.ingest.scan import Seen
from feedpub.messages import message
from feedpub.model import Article, Bulletin, BulletinFile, FrontMatter
from feedpub.model.build import BuildContext, FileProblem
from feedpub.model.parsed import ParsedBulletin, Pins
from feedpub.sections.catalogue import Catalogue
from feedpub.sections.classify import Classifier
from feedpub.workers import HERE, Workers

__all__ = ["BulletinCache", "Read"]

_OPEN = 64  # bulletins at a time
_IN_MEMORY = 10_000  # articles of which the bulletins stay in memory, 5 KB each
_USUAL = 25_000  # bytes of a bulletin; what is on its way to and from workers is held by their batches
_LOST = Bulletin(front=FrontMatter(), masthead=None, articles=(), problems=())


class Read(NamedTuple):
    """A bulletin that is new or changed, and what was read of it, or why it could not be read.

    `data` is the parsed bulletin as a worker pickled it; None where it was read here.
    """

    seen: Seen
    parsed: ParsedBulletin | UnreadableError
    data: bytes | None


class BulletinCache:
    """Parses bulletins, and remembers some.

    It keeps the bulletins of the `limit` articles a section that were parsed last: a feed carries the newest, and
    bulletins are mostly parsed in the order of their days.

    Attributes:
        catalogue: the sections in effect; it grows as bulletins are parsed.
        bulletin: gives a bulletin of the archive by its number, as read, without days and sections; one without an
            article where the archive is damaged and nobody has it any more.
        problems: what was found damaged in the archive, each with the path of the bulletin.
        workers: parse bulletins, and do other work of which there is much.
    """

    def __init__(
        self, context: BuildContext, archive: Archive, workers: Workers = HERE, *, explains: bool = False
    ) -> None:
        """An empty cache for one build.

        Args:
            context: of the build.
            archive: where the bulletins are that are opened again.
            workers: parse those that are new or changed.
            explains: whether somebody asks why articles are filed where they are.
        """
        config = context.config
        self._context = context
        self._archive = archive
        self.workers = workers
        self._explains = explains
        parser_of.cache_clear()  # files that the configuration names may be others than in the last build
        taken = [follow.slug for follow in config.follows]
        taken += [CORRECTIONS] if config.corrections else []
        self.catalogue = Catalogue(config.sections, taken, config.language)
        for slug, title in archive.sections.made():
            self.catalogue.remember(slug, title)
        # Archive documents and pages show every article once more: what was read for them is kept while this build
        # lasts. In memory that takes no time, but it takes memory; on the disk, a tenth of the time of reading.
        self._keeps_all = config.history or config.pages
        self._in_memory: list[ParsedBulletin] = []
        self._room = _IN_MEMORY
        self._issue_dates: dict[int, date | None] = {}
        self._kept: WeakValueDictionary[int, ParsedBulletin] = WeakValueDictionary()
        self._last: defaultdict[str, deque[ParsedBulletin]] = defaultdict(lambda: deque(maxlen=config.limit))
        self.problems: list[FileProblem] = []
        self.bulletin = lru_cache(maxsize=_OPEN)(self._open)

    @cached_property
    def _parser(self) -> Parser:
        return parser_of(self._context.config)

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

    def read_all(self, changed: Iterable[Seen]) -> Iterator[Read]:
        """What is read of bulletins, in their order."""
        context, handed_in = self._context, deque[Seen]()

        def tasks() -> Iterator[ParseTask]:
            for seen in changed:
                handed_in.append(seen)
                known = seen.known
                pins = Pins(issue=known.issue_day, seen=known.seen_day) if known else None
                yield ParseTask(
                    file=seen.file,
                    data=seen.data,
                    issue_date=context.options.issue_date,
                    today=context.today,
                    pins=pins,
                )

        parse = partial(parse_batch, config=context.config, explains=self._explains)
        for parsed, data in self.workers.ordered(parse, tasks(), weigh=lambda task: max(1, len(task.data) / _USUAL)):
            read = parsed if isinstance(parsed, UnreadableError) else resolve(parsed, self.catalogue)
            yield Read(handed_in.popleft(), read, data)

    def remember(self, number: int, parsed: ParsedBulletin, data: bytes | None = None) -> None:
        """Keeps a parsed bulletin, under its number in the archive; `data` as in `Read`."""
        self._kept[number] = parsed
        if parsed.issue.told:
            self._issue_dates[number] = parsed.issue.day
        for choice in parsed.filed:
            self._last[choice.slug].append(parsed)
        if not self._keeps_all:
            return
        if data is None and self._room > 0:
            self._room -= len(parsed.bulletin.articles)
            self._in_memory.append(parsed)
        else:
            self._archive.parsed.put(number, data or pickle.dumps(parsed, 5))

    def _open(self, number: int) -> Bulletin:
        if (kept := self._kept.get(number)) is not None:
            return kept.bulletin
        if (data := self._archive.parsed.get(number)) is not None:
            return opened(data, self._context.config)
        text = self.text(number)
        return _LOST if text is None else self._parser.read(file_of(self._archive, number), text)

    def text(self, number: int) -> bytes | None:
        """The bytes of a bulletin of the archive; None where they are damaged and cannot be mended, which is noted."""
        return text_of(self._archive, number, self._note)

    def _note(self, problem: FileProblem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def article(self, number: int, place: int, line: int) -> Article | None:
        """An article of a bulletin of the archive (`article_at`)."""
        return article_at(self.bulletin(number), place, line)

    def source(self, number: int) -> Source:
        """What a bulletin of the archive can be opened from: the cheapest that workers can be handed."""
        if not self.workers.are_started:
            return self.bulletin(number)
        if (data := self._archive.parsed.get(number)) is not None:
            return data
        if (kept := self._kept.get(number)) is not None:
            return kept.bulletin
        text = self.text(number)
        return _LOST if text is None else (file_of(self._archive, number), text)

    def reopen(self, number: int) -> ParsedBulletin:
        """A bulletin of the archive, parsed as it was when it came in.

        Raises:
            UnreadableError: what the archive keeps of it is damaged.
        """
        if (kept := self._kept.get(number)) is not None:
            return kept
        if (data := self._archive.parsed.get(number)) is not None:
            stored: ParsedBulletin = pickle.loads(data)  # noqa: S301  # of this very build
            return resolve(stored, self.catalogue)
        source = self._archive.bulletins.source(number)
        pins = Pins(issue=source.issue, seen=source.seen)
        text = self.text(number)
        if text is None:
            raise UnreadableError(message("what the archive keeps of it is damaged"))
        parsed = self.read(file_of(self._archive, number), text, self._issue_dates.get(number), pins)
        self.remember(number, parsed)
        return parsed
