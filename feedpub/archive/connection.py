"""Open the archive: every bulletin as it came in, and what was published of it, under which id, and when it changed.

It is one SQLite file. A build is one transaction: what it read and decided is committed after all that it will publish
is staged beside the published files, and before the first of these is replaced.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.archive.bulletins import Bulletins
from feedpub.archive.corrections import Corrections
from feedpub.archive.departures import Departures
from feedpub.archive.deployed import Deployed
from feedpub.archive.documents import Documents
from feedpub.archive.entries import Entries
from feedpub.archive.feeds import Feeds
from feedpub.archive.files import Files
from feedpub.archive.forms import begun
from feedpub.archive.issues import Issues
from feedpub.archive.pages import PageRows
from feedpub.archive.pictures import Pictures
from feedpub.archive.pings import Pings
from feedpub.archive.published_entries import PublishedEntries
from feedpub.archive.refusals import refusing
from feedpub.archive.removals import Removals
from feedpub.archive.repeats import Repeats
from feedpub.archive.sections import Sections
from feedpub.archive.settings import Settings
from feedpub.archive.teasers import Teasers
from feedpub.archive.topics import Topics
from feedpub.archive.values import CheckedConnection
from feedpub.archive.wires import Wires
from feedpub.errors import FeedpubError, RefusedError
from feedpub.files import reason_of
from feedpub.locking import locked
from feedpub.messages import message

if TYPE_CHECKING:
    from feedpub.archive.daily import DailyEntries
    from feedpub.archive.history import History
    from feedpub.archive.identities import Identities
    from feedpub.archive.parsed import ParsedStore
    from feedpub.archive.taken import Taken
    from feedpub.archive.window import Windows

__all__ = ["PATIENCE", "Archive", "open_archive"]

PATIENCE = 30.0  # seconds that commands wait for a build, and it for them
_BUSY = 5.0  # seconds to wait for another program that reads the file


class Archive:
    """An open archive: an attribute for each thing it keeps, and the transaction of the build.

    Attributes:
        db: the connection; a transaction is open.
        home: the folder that the paths of bulletins start at.
        is_new: whether nothing was ever published from it.
        is_kept: whether anything was ever committed to it.
        bulletins: as they came in.
        corrections: of entries that were published, and their withdrawals.
        daily: the moments of issues in the feed of issues.
        departures: entries that this build takes out of feeds.
        deployed: what is to be brought to the target of `feedpub publish`.
        documents: the archive documents (RFC 5005) of feeds.
        entries: the articles that are published, or would be.
        feeds: as they were published.
        files: that this paper wrote.
        history: which entries are in which archive document.
        identities: which entry an article is.
        issues: which articles each has.
        pages: which are written.
        parsed: bulletins that were read in this build.
        pictures: that bulletins name.
        pings: that hubs are owed (WebSub).
        published: entries as publishing needs them.
        removals: entries whose article is gone, or that are withdrawn.
        repeats: articles that repeat an entry.
        sections: that entries are filed under.
        settings: what a build notes for the next one.
        taken: entries that only a feed knows.
        teasers: what lists show of entries.
        topics: reporters and columns that have feeds.
        windows: which entries each feed carries.
        wires: items of news agencies.
    """

    def __init__(self, db: sqlite3.Connection, home: Path, *, is_new: bool) -> None:
        self.db = db
        self.home = home
        self.is_new = is_new
        self.is_kept = not is_new
        self.bulletins = Bulletins(db)
        self.corrections = Corrections(db)
        self.departures = Departures(db)
        self.deployed = Deployed(db)
        self.documents = Documents(db)
        self.entries = Entries(db)
        self.feeds = Feeds(db)
        self.files = Files(db)
        self.issues = Issues(db)
        self.pages = PageRows(db)
        self.pictures = Pictures(db)
        self.pings = Pings(db)
        self.published = PublishedEntries(db)
        self.removals = Removals(db)
        self.repeats = Repeats(db)
        self.sections = Sections(db)
        self.settings = Settings(db)
        self.wires = Wires(db)
        self.teasers = Teasers(db)
        self.topics = Topics(db)

    # Only a build with something new asks these: they are imported late.

    @cached_property
    def identities(self) -> "Identities":
        from feedpub.archive.identities import Identities

        return Identities(self.db)

    @cached_property
    def taken(self) -> "Taken":
        from feedpub.archive.taken import Taken

        return Taken(self.db)

    @cached_property
    def daily(self) -> "DailyEntries":
        from feedpub.archive.daily import DailyEntries

        return DailyEntries(self.db)

    @cached_property
    def history(self) -> "History":
        from feedpub.archive.history import History

        return History(self.db)

    @cached_property
    def parsed(self) -> "ParsedStore":
        from feedpub.archive.parsed import ParsedStore

        return ParsedStore(self.db)

    @cached_property
    def windows(self) -> "Windows":
        from feedpub.archive.window import Windows

        return Windows(self.db)

    def commit(self) -> None:
        """Makes all that was done since the last time durable."""
        self.db.execute("COMMIT")
        self.is_kept = True
        self.db.execute("BEGIN")

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """Undoes what is changed within it, where that is refused. After any other error the archive is left."""
        self.db.execute("SAVEPOINT attempt")
        try:
            yield
        except FeedpubError:
            self.db.execute("ROLLBACK TO attempt")
            self.db.execute("RELEASE attempt")
            raise
        self.db.execute("RELEASE attempt")

    def path_of(self, place: str) -> str:
        """A bulletin's whole path as the archive keeps it: from its home, so that both can move together."""
        home = str(self.home) + os.sep
        return place[len(home) :] if place.startswith(home) else place

    def place_of(self, path: str | bytes) -> Path:
        """Where the file of a bulletin is, or was, by its path in the archive."""
        return self.home / os.fsdecode(path)


@contextlib.contextmanager
def open_archive(
    path: Path | None, *, wait: float = 0, dry: bool = False, language: str = "zh-CN"
) -> Iterator[Archive]:
    """Opens an archive, and creates it if there is none; what was not committed when it is left is forgotten.

    Args:
        path: its file; None keeps one in memory, for those who publish nothing.
        wait: seconds to wait for another build.
        dry: whether nothing shall be made or written; without a file, it's one in memory.
        language: of the paper (BCP 47), for what lists show of a withdrawn entry.

    Raises:
        RefusedError: it is damaged, not an archive, from a newer feedpub, in use, or may not be written; it was not
            changed.
    """
    if path is None or (dry and not _exists(path)):
        home = Path.cwd() if path is None else Path(os.path.abspath(path.parent.parent))  # noqa: PTH100
        with contextlib.closing(_connect(":memory:")) as db:
            yield Archive(begun(db, Path(":memory:"), language), home, is_new=True)
        return
    home = Path(os.path.abspath(path.parent.parent))  # noqa: PTH100
    with contextlib.ExitStack() as stack:
        try:
            lock = path.with_name(path.name + ".lock")
            if not dry or (os.access(path, os.W_OK) and lock.exists()):  # SQLite lets one at a time change a file
                stack.enter_context(locked(lock, wait, build=not dry))
        except OSError as error:
            reason = reason_of(error)
            raise RefusedError(
                message("{path}: the archive cannot be written: {reason}", path=path, reason=reason)
            ) from error
        with refusing(path):
            is_new = not path.exists() or path.stat().st_size == 0
            db = stack.enter_context(contextlib.closing(_looked_into(path) if dry else _connect(str(path))))
            archive = Archive(begun(db, path, language), home, is_new=is_new)
        try:
            with refusing(path):
                yield archive
        finally:
            if not archive.is_kept:  # a build that was refused leaves nothing behind
                db.close()
                _forget(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise RefusedError(
            message("{path}: the archive cannot be opened: {reason}", path=path, reason=reason_of(error))
        ) from error


def _forget(path: Path) -> None:
    for left in (path, path.with_name(path.name + ".lock")):
        left.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # the folder holds other files of the operator
        path.parent.rmdir()


def _connect(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=_BUSY, isolation_level=None, cached_statements=256, factory=CheckedConnection)
    db.execute("PRAGMA synchronous = FULL")
    return db


def _looked_into(path: Path) -> sqlite3.Connection:
    """A connection of which nothing reaches the disk: what it changes stays in memory, and is rolled back."""
    if os.access(path, os.W_OK):
        db = _connect(str(path))
        db.execute("PRAGMA journal_mode = MEMORY")
        db.execute("PRAGMA cache_spill = OFF")
        return db
    db = _connect(":memory:")
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
        source.backup(db)
    return db
