"""A year of scheduled builds, and a subscriber who polls all along: `python -m tests.year` (FEEDPUB_YEAR=1500 builds).

Bulletins come in late, twice, cut off, corrected, renamed; some are taken away. The hub is down for days, the disk is
full for some builds, and the machine dies in the middle of others.
"""

import json
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import feedparser

from feedpub.building import build
from feedpub.checking import check_feed
from feedpub.checking.folder import check_folder
from feedpub.errors import RefusedError
from feedpub.model.build import BuildOptions
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import Paper, words

__all__ = ["Year"]

_START = datetime(2026, 1, 1, 6, tzinfo=UTC)
_SECTIONS = ("02版 国际", "03版 社会", "04版 体育", "05版 文化")
_NUMBER = re.compile(r"编号(\d+)号")
_WHOLE = 50  # every so many builds, everything is checked; pages are on for the last so many
_FULL = 20_000  # bytes a file may have while the disk is full


class _Hub:
    """A hub that is down, or not."""

    def __init__(self) -> None:
        self.down = False
        self.heard: Counter[str] = Counter()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if not hub.down:
                    hub.heard.update(form["hub.url"])
                self.send_response(503 if hub.down else 204)
                self.end_headers()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()


@dataclass
class _Story:
    number: int
    headline: str
    text: str

    def printed(self, day: date) -> str:
        return f"# {self.headline}\n\n本报滨江{day.month}月{day.day}日讯 编号{self.number}号。{self.text}。\n\n"


@dataclass
class _Issue:
    """A bulletin: its day, the name of its file, and its stories by section."""

    day: date
    name: str
    stories: list[tuple[str, _Story]] = field(default_factory=list)

    def text(self) -> str:
        return "".join(f"{section}\n\n{story.printed(self.day)}" for section, story in self.stories)


class Year:
    """The paper, what happens to it, and who watches.

    Attributes:
        seen: number of a story → the ids under which the subscriber saw it new, each time.
        events: how often each thing happened.
    """

    def __init__(self, folder: Path, builds: int, seed: int = 20260101) -> None:
        self.chance = random.Random(seed)
        self.hub = _Hub()
        self.paper = Paper(folder, hubs=(self.hub.url,), base_url_stated=True, daily=True, archive_size=50, limit=30)
        self.paper.now = _START
        self.builds = builds
        self.step = timedelta(days=365) / builds
        self.issues: list[_Issue] = []
        self.late: list[tuple[int, _Issue]] = []
        self.stories = 0
        self.standing: dict[str, set[int]] = {}  # numbers of the stories in each bulletin that is there
        self.published: set[int] = set()  # and of all that were there when a build went through
        self.known: set[str] = set()
        self.seen: dict[int, list[str]] = {}
        self.bytes: dict[str, bytes] = {}
        self.hub_back = 0
        self.events: Counter[str] = Counter()

    def run(self) -> None:
        """All builds, one after the other."""
        for turn in range(self.builds):
            self._arrive(turn)
            self._disturb(turn)
            pages = turn >= self.builds - _WHOLE
            self.paper.config = replace(self.paper.config, pages=pages)
            self._build(turn)
            self._poll()
            self._check_changed()
            if turn % _WHOLE == _WHOLE - 1 or turn == self.builds - 1:
                self._check_whole()
        self.hub.down = False
        self._let_through(timedelta(days=2))
        self._poll()

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _arrive(self, turn: int) -> None:
        for due, issue in list(self.late):
            if due <= turn:
                self.late.remove((due, issue))
                self._write(issue)
        day = (self.paper.now + self.step).date()
        if not self.issues or self.issues[-1].day != day:
            issue = _Issue(day, f"{day}.md", [self._story() for _ in range(self.chance.randint(3, 8))])
            self.issues.append(issue)
            if self.chance.random() < 0.05:
                self.events["late"] += 1
                self.late.append((turn + self.chance.randint(3, 15), issue))
            elif self.chance.random() < 0.05:
                self.events["cut off"] += 1  # the first half comes now, all of it later
                marks = [found.end() for found in _NUMBER.finditer(issue.text())]
                self._put(issue.name, issue.text()[: self.chance.choice(marks) + self.chance.randint(1, 60)])
                self.late.append((turn + self.chance.randint(1, 4), issue))
            else:
                self._write(issue)

    def _story(self) -> tuple[str, _Story]:
        self.stories += 1
        story = _Story(self.stories, words(f"题{self.stories}", 12), words(f"文{self.stories}", 120))
        return self.chance.choice(_SECTIONS), story

    def _disturb(self, turn: int) -> None:
        waiting = {issue.name for _, issue in self.late}
        there = [issue for issue in self.issues[-40:] if issue.name not in waiting and self._path(issue.name).exists()]
        if not there:
            return
        issue = self.chance.choice(there)
        what = self.chance.random()
        if what < 0.15:
            self.events["corrected"] += 1
            _, story = self.chance.choice(issue.stories)
            at = self.chance.randrange(len(story.text))
            story.text = story.text[:at] + self.chance.choice("甲乙丙丁") + story.text[at + 1 :]
            if self.chance.random() < 0.5:
                at = self.chance.randrange(len(story.headline))
                story.headline = story.headline[:at] + self.chance.choice("甲乙丙丁") + story.headline[at + 1 :]
            self._write(issue)
        elif what < 0.18:
            self.events["twice"] += 1
            self._put(f"{issue.day} 又一份.md", issue.text())
        elif what < 0.21:
            self.events["renamed"] += 1
            self._take(issue.name)
            issue.name = f"{issue.day} 第{turn}次.md"
            self._write(issue)
        elif what < 0.22:
            self.events["removed"] += 1
            self._take(issue.name)
        elif what < 0.25:
            self.events["late story"] += 1
            issue.stories.append(self._story())
            self._write(issue)
        if self.hub.down and turn >= self.hub_back:
            self.hub.down = False
        elif not self.hub.down and self.chance.random() < 0.01:
            self.events["hub down"] += 1
            self.hub.down, self.hub_back = True, turn + self.chance.randint(4, 30)

    def _write(self, issue: _Issue) -> None:
        self._put(issue.name, issue.text())

    def _put(self, name: str, text: str) -> None:
        self._path(name).write_text(text, encoding="utf-8")
        self.standing[name] = {int(number) for number in _NUMBER.findall(text)}

    def _take(self, name: str) -> None:
        self._path(name).unlink()
        del self.standing[name]

    def _path(self, name: str) -> Path:
        return self.paper.news / name

    # ── builds ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, turn: int) -> None:
        what = self.chance.random()
        if turn and what < 0.04:
            self.events["killed"] += 1
            self._in_a_process(kill_after=self.chance.uniform(0, 0.15))
        elif turn and what < 0.07:
            self.events["disk full"] += 1
            self._in_a_process(largest=_FULL)
        else:
            self._let_through(self.step)

    def _let_through(self, later: timedelta) -> None:
        self.paper.now += later
        now = self.paper.now.replace(microsecond=0)
        built = build([self.paper.news], self.paper.config, now)
        assert not built.failed, built.problems
        self.published.update(*self.standing.values())

    def _in_a_process(self, *, kill_after: float | None = None, largest: int | None = None) -> None:
        self.paper.now += self.step
        now = self.paper.now.replace(microsecond=0)
        child = os.fork()
        if child == 0:
            try:
                if largest:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
                build([self.paper.news], self.paper.config, now, BuildOptions(wait=5))
            except RefusedError:
                pass
            finally:
                os._exit(0)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    # ── who watches ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _poll(self) -> None:
        """The subscriber: what is new by its id is shown."""
        path = self.paper.config.out / "all.atom.xml"
        if not path.exists():
            return
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo
        for entry in parsed.entries:
            if entry.id not in self.known:
                self.known.add(entry.id)
                number = _NUMBER.search(entry.content[0].value)
                assert number
                self.seen.setdefault(int(number[1]), []).append(entry.id)

    def _check_changed(self) -> None:
        for path in self.paper.config.out.rglob("*"):
            if path.name.startswith("sitemap"):
                continue  # no feed; the whole folder's check knows them
            if path.suffix in (".xml", ".json", ".opml") and path.is_file():
                name = path.relative_to(self.paper.config.out).as_posix()
                data = path.read_bytes()
                if self.bytes.get(name) != data:
                    self.bytes[name] = data
                    errors = [
                        row for row in check_feed(data, url=self.paper.config.base_url + name) if row.level == "error"
                    ]
                    assert errors == [], name

    def _check_whole(self) -> None:
        checked = check_folder(
            self.paper.config.out,
            base_url=self.paper.config.base_url,
            now=self.paper.now,
            checkers=checkers(FORMATS),
        )
        left = [row for row in checked.findings if row[1].level == "error"]
        assert left == []
        self.events["checked whole"] += 1

    def assert_all_well(self) -> None:
        """Each story was new to the subscriber exactly once, the history has them all, the hub heard of all feeds."""
        assert {number: len(ids) for number, ids in self.seen.items() if len(ids) > 1} == {}
        assert self.published - self.seen.keys() == set()
        kept = self.paper.history()
        assert kept.keys() == self.known
        assert set(self.hub.heard) == {
            self.paper.config.base_url + path.name
            for path in self.paper.config.out.iterdir()
            if path.suffix in (".xml", ".json") and not path.name.startswith("sitemap")
        }


def main() -> None:
    """Runs a year and prints what happened."""
    builds = int(os.environ.get("FEEDPUB_YEAR", "1500"))
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder), builds)
        year.run()
        year.assert_all_well()
        told = {"builds": builds, "stories": len(year.seen), **year.events, "pings": year.hub.heard.total()}
        json.dump({**told, "seconds": round(time.perf_counter() - began)}, sys.stdout)
        print()


if __name__ == "__main__":
    main()
