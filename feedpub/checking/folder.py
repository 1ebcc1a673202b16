"""Check a folder of feeds as it would be published: every file alone, and all of them together."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from feedpub.checking import check_file
from feedpub.checking.addresses import read_page
from feedpub.checking.agreement import Agreement
from feedpub.checking.chain import chain_findings
from feedpub.checking.facts import Address, FeedFacts
from feedpub.checking.feed import Checker, Finding
from feedpub.checking.local import NOWHERE, Folder, LinkCheck, is_loopback
from feedpub.checking.readback import read_feed
from feedpub.checking.sitemap import check_sitemap, sitemaps_in
from feedpub.files import reason_of
from feedpub.messages import message
from feedpub.paths import OPML, ROBOTS, TOPICS, suffix_of
from feedpub.patterns import regex
from feedpub.progress import SILENT, Progress

__all__ = ["FolderCheck", "check_folder"]

_DOCUMENTS = regex(r"archive/.+\.xml")
_OF_TOPIC = regex(rf"({'|'.join(TOPICS)})/[^/]+")  # feeds of reporters and columns
_OTHER_NAMES = regex(rf"(({'|'.join(TOPICS)})/)?[^/]+\.(xml|json|opml)")  # feeds where their content says so
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(feed|rss|RDF|opml)[\s/>]")
_HEAD = 4096  # bytes within which a root element begins
_JSON_FEED = re.compile(rb'"https?://(www\.)?jsonfeed\.org/version/')
_LEFT = regex(r"(.*/)?\.feedpub-[^/]*")  # of a build that was killed (output.py)
_DATABASE = regex(r".*\.sqlite3?(-wal|-shm|-journal)?")
_SKIPPED = (".git", ".hg", ".svn", ".venv")
_SLACK = timedelta(minutes=10)  # clocks differ


class FolderCheck(NamedTuple):
    """What was found in a folder.

    Attributes:
        files: how many feeds, pages and sitemaps were judged.
        feeds: how many of them are feeds.
        findings: each with the path of its file below the folder; in the order of paths and lines.
    """

    files: int
    feeds: int
    findings: tuple[tuple[str, Finding], ...]


def check_folder(
    folder: Path,
    *,
    base_url: str | None,
    now: datetime,
    checkers: Mapping[str, Checker],
    progress: Progress = SILENT,
) -> FolderCheck:
    """Everything wrong with a folder; empty where nothing is wrong.

    The folder may be anybody's: a `*.xml`, `*.json` or `*.opml` file whose name has no known suffix is a feed where its
    content says so (RSS, Atom, JSON Feed or OPML), and is then checked as that.

    Args:
        folder: what is, or would be, served.
        base_url: the address the folder has, or will have; ends in `/`. None: the one that its feeds name.
        now: no date may be later.
        checkers: of the formats of feeds, by suffix: `writing.formats.checkers` has ours.
        progress: sees the files while they are checked.
    """
    return _Inspection(folder, base_url, now, checkers).run(progress)


class _Inspection:
    def __init__(self, folder: Path, base_url: str | None, now: datetime, checkers: Mapping[str, Checker]) -> None:
        self._folder = folder
        self._checkers = checkers
        self._base_url = base_url
        self._latest = now + _SLACK
        self._findings: list[tuple[str, Finding]] = []
        self._facts: dict[str, FeedFacts] = {}
        self._agreement = Agreement(checkers)

    def run(self, progress: Progress) -> FolderCheck:
        paths = sorted(self._walk())
        feeds = [path for path in progress.of(message("checking feeds"), paths) if self._check_feed(path)]
        pages = [path for path in paths if path.endswith((".html", ".htm"))]
        lists = {path: found for path in paths if (found := self._check_list(path)) is not None}
        self._add_all(self._agreement.formats())
        # Feeds that were downloaded without their site link to files that cannot be here.
        if self._base_url or pages or any(path.startswith("archive/") for path in feeds):
            self._follow(paths, progress.of(message("checking pages"), pages), lists)
        self._check_address()
        for path in paths:
            self._check_name(path)
        self._findings.sort(key=lambda found: (found[0], found[1].line or 0))
        return FolderCheck(len(feeds) + len(pages) + len(lists.keys() - {ROBOTS}), len(feeds), tuple(self._findings))

    def _walk(self) -> Iterator[str]:
        """Every file below the folder, its path with slashes."""

        def refused(error: OSError) -> None:
            where = Path(error.filename).relative_to(self._folder).as_posix()
            self._add(
                where,
                "error",
                "unreadable",
                message("this folder cannot be looked into: {reason}", reason=reason_of(error)),
            )

        for where, folders, files in os.walk(self._folder, onerror=refused):
            folders[:] = [name for name in folders if name not in _SKIPPED]
            below = Path(where).relative_to(self._folder)
            yield from ((below / name).as_posix() for name in files)

    def _read(self, path: str) -> bytes | None:
        file = self._folder / path
        try:
            if file.exists() and not file.is_file():  # reading a pipe would wait
                raise OSError(None, message("it is no file"))
            return file.read_bytes()
        except OSError as error:
            self._add(
                path, "error", "unreadable", message("this file cannot be read: {reason}", reason=reason_of(error))
            )
            return None

    def _check_feed(self, path: str) -> bool:
        """Checks a file that is a feed; False where it is not one."""
        named = self._has_feed_name(path)
        if not named and not _OTHER_NAMES.fullmatch(path):
            return False
        data = self._read(path)
        if data is None or not (named or _looks_like_feed(path, data)):
            return data is None
        facts = read_feed(data)
        self._add_all((path, finding) for finding in check_file(path, data, self._checkers, url=self._url(path, facts)))
        if facts is None:
            return True
        self._facts[path] = facts
        for line, moment in facts.moments:
            if moment > self._latest:
                self._add(
                    path, "error", "date-future", message("{moment} is still to come", moment=moment.isoformat()), line
                )
        if "/" not in path or _OF_TOPIC.fullmatch(path):
            self._add_all((path, finding) for finding in self._agreement.add(path, facts))
        facts.entries.clear()  # those of a whole newspaper would not fit into memory
        return True

    def _has_feed_name(self, path: str) -> bool:
        """Whether a file is a feed by its name alone; a suffix of one part, like `json`, may belong to other data."""
        if path == OPML or _DOCUMENTS.fullmatch(path):
            return True
        return ("/" not in path or _OF_TOPIC.fullmatch(path) is not None) and "." in (
            suffix_of(path, self._checkers) or ""
        )

    def _url(self, path: str, facts: FeedFacts | None) -> str | None:
        """The URL of a feed: below the base URL, or the one the feed names where its path agrees."""
        if self._base_url:
            return self._base_url + path
        own = facts.links.get("self") if facts else None
        return own.text if own and own.text.endswith(f"/{path}") else None

    def _check_list(self, path: str) -> list[Address] | None:
        """Checks a sitemap, or robots.txt, and gives the addresses in it; None where a file is neither."""
        if "/" in path or not path.endswith((".xml", ROBOTS)) or path in self._facts:
            return None
        if not (data := self._read(path)):
            return None
        if path == ROBOTS:
            return sitemaps_in(data)
        found = check_sitemap(data, self._base_url)
        if found is None:
            return None
        self._add_all((path, finding) for finding in found.findings)
        return found.addresses

    def _follow(self, paths: list[str], pages: Iterable[str], lists: Mapping[str, list[Address]]) -> None:
        """Checks the links from file to file."""
        standing = (path for path in paths if (self._folder / path).is_file())
        local = Folder(self._base_url or self._own_base(), standing)
        self._add_all(
            chain_findings({path: facts for path, facts in self._facts.items() if facts.kind == "atom"}, local)
        )
        link_check = LinkCheck(local)
        for path, facts in self._facts.items():
            self._add_all((path, finding) for finding in link_check.follow(path, facts.addresses))
        for path in pages:
            if (data := self._read(path)) is not None:
                self._add_all((path, finding) for finding in link_check.follow_page(path, read_page(data)))
        for path, addresses in lists.items():
            self._add_all((path, finding) for finding in link_check.follow_list(path, addresses))
        self._add_all(link_check.missing_fragments())
        self._add_all(link_check.orphans())

    def _own_base(self) -> str:
        """The base URL that most feeds name."""
        urls = ((path, self._url(path, facts)) for path, facts in self._facts.items())
        bases = Counter(url.removesuffix(path) for path, url in urls if url)
        return bases.most_common(1)[0][0] if bases else NOWHERE

    def _check_address(self) -> None:
        """Warns once of feeds that name a place which only this computer reaches."""
        for path, facts in sorted(self._facts.items()):
            if (url := self._url(path, facts)) and is_loopback(url):
                said = message("feeds name {address}, which only this computer reaches", address=url.removesuffix(path))
                self._add(path, "warning", "address-local", said, facts.line)
                return

    def _check_name(self, path: str) -> None:
        if _LEFT.fullmatch(path):
            self._add(path, "warning", "leftover", message("a build that was killed left this behind"))
        elif _DATABASE.fullmatch(path):
            self._add(path, "warning", "database", message("a database would be published"))

    def _add(
        self, path: str, level: Literal["error", "warning"], code: str, message: str, line: int | None = None
    ) -> None:
        self._findings.append((path, Finding(line=line, level=level, code=code, message=message)))

    def _add_all(self, found: Iterable[tuple[str, Finding]]) -> None:
        self._findings.extend(found)


def _looks_like_feed(path: str, data: bytes) -> bool:
    """Whether a file without a feed's name is one by its content: a sitemap is XML too, and any data may be JSON.

    An empty file counts as one, since it may have been one.
    """
    if not data.strip():
        return True
    if path.endswith(".json"):
        return _JSON_FEED.search(data) is not None
    return _ROOT.search(data[:_HEAD].replace(b"\0", b"")) is not None  # in UTF-16 too, which is then reported
