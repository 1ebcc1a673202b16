"""The desk: a bulletin opened, read, dated and filed."""

import os
import pickle
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from weakref import WeakValueDictionary

from feedpub.archive import Archive
from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.model import Article, Bulletin, BulletinFile, Config, Dated, Filed, IssueDate, Problem
from feedpub.paths import shown
from feedpub.reading import read_bytes
from feedpub.reading.phrases.notices import Notices
from feedpub.sections.catalogue import section_problem
from feedpub.sections.classify import Filing

__all__ = ["Desk", "Pins", "Reading"]

_OPEN = 64  # bulletins at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What an earlier build found of a bulletin that does not state it.

    Attributes:
        issue: the issue date it had.
        seen: the day of the build that first saw it.
    """

    issue: date | None
    seen: date


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Reading:
    """A bulletin as read, dated and filed: an article, its day and its section stand at the same place.

    Attributes:
        problems: of the bulletin as a whole; articles and their days carry their own.
    """

    file: BulletinFile
    bulletin: Bulletin
    issue: IssueDate
    dated: tuple[Dated, ...]
    filed: tuple[Filed, ...]
    problems: tuple[Problem, ...]


class Desk:
    """Reads bulletins, and remembers some, for the newest are wanted twice: to survey, and to publish.

    Attributes:
        bulletin: gives a bulletin of the archive by its number, read, but neither dated nor filed.
    """

    def __init__(self, filing: Filing, config: Config, archive: Archive, *, today: date) -> None:
        """A desk for one build.

        Args:
            filing: what chooses sections.
            config: for its words of notices, and its `limit`: of so many articles a section the desk remembers the
                bulletins, those last read, for a feed carries the newest, and bulletins are mostly read in order of
                their day.
            archive: where bulletins are that are opened once more.
            today: the build's own day.
        """
        self._notices = Notices(config.discard_also, config.discard_never)
        self.filing = filing
        self._archive = archive
        self._today = today
        # Archive documents and pages show every article once more: what was read for them is kept beside the archive
        # while this build lasts, in SQLite's own temporary file, for that takes a tenth of the time that reading takes.
        self._shelves = config.history or config.pages
        if self._shelves:
            archive.db.execute("CREATE TEMP TABLE shelf (number INTEGER PRIMARY KEY, bulletin BLOB NOT NULL)")
        self._told: dict[int, date | None] = {}
        self._kept: WeakValueDictionary[int, Reading] = WeakValueDictionary()
        self.bulletin = lru_cache(maxsize=_OPEN)(self._open)
        self._last: defaultdict[str, deque[Reading]] = defaultdict(lambda: deque(maxlen=config.limit))

    def read(self, file: BulletinFile, data: bytes, told: date | None, pins: Pins | None) -> Reading:
        """A bulletin read, dated and filed.

        Args:
            file: where it stands.
            data: its bytes.
            told: `--date`.
            pins: what an earlier build found, if one saw it.

        Raises:
            UndecodableError: it is in no encoding we know.
        """
        bulletin = read_bytes(data, self._notices)
        issue = issue_date(bulletin, file.key, told, pins.issue if pins else None)
        dated = date_articles(bulletin, issue, pins.seen if pins else self._today)
        filed = tuple([self.filing.file(article, bulletin.front, file.key) for article in bulletin.articles])
        unknown = section_problem(bulletin.front, self.filing.catalogue)
        problems = (*bulletin.problems, *issue.problems, *((unknown,) if unknown else ()))
        return Reading(file=file, bulletin=bulletin, issue=issue, dated=dated, filed=filed, problems=problems)

    def remember(self, number: int, reading: Reading) -> None:
        """Keeps a reading at hand, under its bulletin's number in the archive."""
        self._kept[number] = reading
        if reading.issue.told:
            self._told[number] = reading.issue.day
        for choice in reading.filed:
            self._last[choice.slug].append(reading)
        if self._shelves:
            self._archive.db.execute("REPLACE INTO shelf VALUES (?, ?)", (number, pickle.dumps(reading.bulletin, 5)))

    def _open(self, number: int) -> Bulletin:
        if (kept := self._kept.get(number)) is not None:
            return kept.bulletin
        if self._shelves:
            row = self._archive.db.execute("SELECT bulletin FROM shelf WHERE number = ?", (number,)).fetchone()
            if row:
                bulletin: Bulletin = pickle.loads(row[0])  # of this very build
                return bulletin
        return read_bytes(self._archive.text(number), self._notices)

    def article(self, number: int, place: int, line: int) -> Article | None:
        """An article of a bulletin, by its place and its first line; None where it is read otherwise by now.

        A bulletin that stands in its folder no longer is not read anew when the reading changes, so the place alone may
        be another article's.
        """
        articles = self.bulletin(number).articles
        if place < len(articles) and articles[place].line == line:
            return articles[place]
        return next((article for article in articles if article.line == line), None)

    def reopen(self, number: int) -> Reading:
        """A bulletin of the archive, as it came in."""
        if (kept := self._kept.get(number)) is not None:
            return kept
        path, key, issue, seen = self._archive.db.execute(
            "SELECT path, key, issue, seen FROM bulletin WHERE number = ?", (number,)
        ).fetchone()
        place = self._archive.place_of(path)
        pins = Pins(issue=date.fromisoformat(issue) if issue else None, seen=date.fromisoformat(seen))
        reading = self.read(
            BulletinFile(name=str(shown(place)), key=os.fsdecode(key), place=str(place)),
            self._archive.text(number),
            self._told.get(number),
            pins,
        )
        self.remember(number, reading)
        return reading
