"""The desk: a bulletin opened, read, dated and filed."""

import os
import stat
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from weakref import WeakValueDictionary

from feedpub.dating import date_articles
from feedpub.errors import UnreadableError
from feedpub.filing import Filing
from feedpub.issue import issue_date
from feedpub.model import Bulletin, BulletinFile, Config, Dated, Filed, IssueDate, Problem
from feedpub.reading import decode, read_bytes
from feedpub.reading.notices import Notices
from feedpub.sections import section_problem

__all__ = ["Desk", "Reading", "read_text"]


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
    """Reads bulletins, and remembers some, for the newest are read twice: to survey, and to publish."""

    def __init__(self, filing: Filing, config: Config, *, told: date | None, today: date) -> None:
        """A desk for one build.

        Args:
            filing: what chooses sections.
            config: for its words of notices, and its `limit`: of so many articles a section the desk remembers the
                bulletins, those last read, for a feed carries the newest, and bulletins are mostly read in order of
                their day.
            told: `--date`.
            today: the build's own day.
        """
        self._notices = Notices(config.discard_also, config.discard_never)
        self.filing = filing
        self._told = told
        self._today = today
        self._kept: WeakValueDictionary[str, Reading] = WeakValueDictionary()
        self._last: defaultdict[str, deque[Reading]] = defaultdict(lambda: deque(maxlen=config.limit))

    def read(self, file: BulletinFile, *, remember: bool = True) -> Reading:
        """A bulletin read, dated and filed; `remember` is False where it won't be wanted again.

        Raises:
            UnreadableError: it vanished, may not be read, or is in no encoding we know.
        """
        if (kept := self._kept.get(file.name)) is not None:
            return kept
        bulletin = read_bytes(_bytes_of(file), self._notices)
        issue = issue_date(bulletin, file.key, self._told)
        dated = date_articles(bulletin, issue, self._today)
        filed = tuple([self.filing.file(article, bulletin.front, file.key) for article in bulletin.articles])
        unknown = section_problem(bulletin.front, self.filing.catalogue)
        problems = (*bulletin.problems, *issue.problems, *((unknown,) if unknown else ()))
        reading = Reading(file=file, bulletin=bulletin, issue=issue, dated=dated, filed=filed, problems=problems)
        if not remember:
            return reading
        self._kept[file.name] = reading
        for choice in filed:
            self._last[choice.slug].append(reading)
        return reading


def read_text(file: BulletinFile) -> str:
    """A bulletin's text as decoded, for those who show its own words.

    Raises:
        UnreadableError: as `Desk.read`.
    """
    return decode(_bytes_of(file)).text


def _bytes_of(file: BulletinFile) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(file.path).st_mode):  # noqa: PTH116  # a pipe would be waited for, for ever
            raise UnreadableError("is no regular file")
        with open(file.path, "rb") as opened:  # noqa: PTH123  # pathlib takes as long as the reading
            return opened.read()
    except FileNotFoundError as error:
        raise UnreadableError("vanished while it was to be read") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error
