"""WebSub: feeds name their hubs, and a hub (on loopback) hears of those that changed and of no others."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import etree

from feedpub.archive import open_archive
from feedpub.locking import locked
from feedpub.output import Output
from feedpub.publishing.ping import send_pings
from tests.papers import FIRST_DAY, Paper, article, assert_valid

BASE = "https://news.example.org/"
LINK = "{http://www.w3.org/2005/Atom}link"
SUFFIXES = ("atom.xml", "json", "rss.xml")


class Hub:
    """A hub that notes what it is told, and answers as it is told to: a status, or nothing for seconds."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answer = 204
        self.sleeps = 0.0
        self.location = ""  # where it sends to
        self.asked = 0
        self.look: Callable[[str], object] = lambda topic: None  # at what it hears of
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                hub.asked += 1
                time.sleep(hub.sleeps)
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
                assert form["hub.mode"] == ["publish"]
                hub.look(form["hub.url"][0])
                if hub.answer < 400:
                    hub.heard += form["hub.url"]
                self.send_response(hub.answer)
                if hub.location:
                    self.send_header("Location", hub.location)
                self.end_headers()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self) -> list[str]:
        """What it was told since, as file names."""
        heard, self.heard = self.heard, []
        assert all(topic.startswith(BASE) for topic in heard)
        return sorted(topic.removeprefix(BASE) for topic in heard)


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


def make(tmp_path: Path, hub: Hub | str, **settings: Any) -> Paper:
    url = hub if isinstance(hub, str) else hub.url
    paper = Paper(tmp_path, **{"hubs": (url,), "base_url_stated": True, **settings})
    paper.write("2026-01-26.md", "02版 国际\n\n" + article("甲", FIRST_DAY))
    return paper


def feeds(*slugs: str) -> list[str]:
    return sorted(f"{slug}.{suffix}" for slug in slugs for suffix in SUFFIXES)


def codes(built: Any) -> list[str]:
    return [problem.code for _, problem in built.problems]


def test_every_feed_names_the_hub_and_itself(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)
    paper.build()
    for slug in ("all", "world"):
        for suffix in ("atom.xml", "rss.xml"):
            root = etree.fromstring((paper.config.out / f"{slug}.{suffix}").read_bytes())
            top = root if suffix == "atom.xml" else root[0]
            links = {link.get("rel"): link.get("href") for link in top.iterfind(LINK)}
            assert links["hub"] == hub.url
            assert links["self"] == f"{BASE}{slug}.{suffix}"
        told = json.loads((paper.config.out / f"{slug}.json").read_bytes())
        assert told["hubs"] == [{"type": "WebSub", "url": hub.url}]
    assert_valid(paper.config.out, BASE)


def test_documents_of_the_history_are_none_to_subscribe_to(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub, days=1, limit=1, archive_size=1)
    for day in (27, 28):
        paper.write(f"2026-01-{day}.md", article(f"{day}", FIRST_DAY))
        paper.build(later=timedelta(days=1))
    documents = list((paper.config.out / "archive").rglob("*.xml"))
    assert documents
    assert not any('rel="hub"' in path.read_text(encoding="utf-8") for path in documents)
    assert not any(name.startswith("archive") for name in hub.take())


def test_a_build_tells_of_what_changed_and_of_nothing_else(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)
    paper.build()
    assert hub.take() == feeds("all", "world")
    paper.build()
    assert hub.take() == []
    paper.write("2026-01-27.md", "03版 体育\n\n" + article("乙", FIRST_DAY))
    paper.build()
    assert hub.take() == feeds("all", "sports")


def test_what_it_hears_of_is_in_place(tmp_path: Path, hub: Hub) -> None:
    seen: list[bool] = []
    paper = make(tmp_path, hub)
    paper.build()
    hub.look = lambda topic: seen.append("乙".encode() in (tmp_path / "feeds" / topic.removeprefix(BASE)).read_bytes())
    paper.write("2026-01-27.md", "02版 国际\n\n" + article("乙", FIRST_DAY))
    paper.build()
    assert seen == [True] * 6


@pytest.mark.parametrize("answer", [500, 404, 429])
def test_a_hub_that_refuses_is_a_warning_and_is_told_later(tmp_path: Path, hub: Hub, answer: int) -> None:
    hub.answer = answer
    paper = make(tmp_path, hub)
    built = paper.build()
    assert codes(built) == ["hub"]
    assert not built.failed
    [(where, problem)] = built.problems
    assert where == hub.url
    assert str(answer) in problem.message
    assert hub.asked == 1  # the rest waits with the first
    hub.answer = 202
    assert codes(paper.build(later=timedelta(minutes=4))) == []
    assert hub.take() == []  # not due yet
    assert codes(paper.build(later=timedelta(minutes=2))) == []
    assert hub.take() == feeds("all", "world")


def test_one_that_is_down_is_asked_less_and_less_often_and_then_no_more(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        paper = make(tmp_path, address)
        asked = [number for number in range(24 * 14) if codes(paper.build())]
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert gaps == sorted(gaps)
    assert gaps[-1] == 24
    assert len(asked) == 12
    problem = paper.build()
    assert codes(problem) == []


def test_news_while_it_is_down_waits_too_and_is_told_once(tmp_path: Path, hub: Hub) -> None:
    hub.answer = 500
    paper = make(tmp_path, hub)
    paper.build()
    paper.write("2026-01-27.md", "03版 体育\n\n" + article("乙", FIRST_DAY))
    assert codes(paper.build(later=timedelta(minutes=1))) == []
    assert hub.asked == 1
    hub.answer = 204
    paper.build(later=timedelta(hours=1))
    assert hub.take() == feeds("all", "sports", "world")


class Dripping:
    """A hub that sends one line of headers after the other, and never comes to an end by itself."""

    def __init__(self) -> None:
        self.sent = 0
        self.left = False  # whether the other side closed the connection
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}/"
        self.thread = Thread(target=self._drip, daemon=True)
        self.thread.start()

    def _drip(self) -> None:
        connection, _ = self.listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 204 No Content\r\n")
            while self.sent < 1000:
                time.sleep(0.02)
                try:
                    connection.sendall(b"X-Drip: drip\r\n")
                except OSError:
                    self.left = True
                    return
                self.sent += 1


@pytest.fixture
def dripping() -> Iterator[Dripping]:
    hub = Dripping()
    yield hub
    hub.listening.close()


def test_one_that_hangs_is_left(hub: Hub) -> None:
    hub.sleeps = 3
    outcome = send_pings({hub.url: [BASE + "all.atom.xml", BASE + "all.json"]}, timeout=0.2)
    assert outcome == ((), {hub.url: "no answer within 0.2 seconds"})
    assert hub.asked == 1


def test_one_that_drips_is_left_at_its_time_and_keeps_no_other_waiting(hub: Hub, dripping: Dripping) -> None:
    outcome = send_pings({dripping.url: [BASE + "all.json"], hub.url: [BASE + "all.json"]}, timeout=0.3)
    assert outcome.faults == {dripping.url: "no answer within 0.3 seconds"}
    assert outcome.done == ((hub.url, BASE + "all.json"),)
    dripping.thread.join(10)
    assert dripping.left


def test_at_the_end_of_the_budget_what_is_left_is_no_fault(dripping: Dripping) -> None:
    assert send_pings({dripping.url: [BASE + "all.json"]}, timeout=60, budget=0.3) == ((), {})
    assert dripping.sent < 1000


def test_another_build_may_run_while_hubs_are_told(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)
    opened: list[bool] = []

    def look(_: str) -> None:
        with open_archive(paper.config.archive, wait=0) as archive:
            opened.append(archive.is_kept)

    hub.look = look
    assert codes(paper.build()) == []
    assert opened == [True] * 6


def test_what_another_build_publishes_while_a_hub_is_told_is_told_too(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)

    def look(topic: str) -> None:
        if topic == f"{BASE}all.json":
            with open_archive(paper.config.archive, wait=0) as archive:
                archive.pings.owe([(hub.url, topic)])
                archive.commit()

    hub.look = look
    paper.build()
    assert hub.take() == feeds("all", "world")
    hub.look = lambda topic: None
    paper.build()
    assert hub.take() == ["all.json"]


def test_what_cannot_be_noted_is_told_again(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)
    with ExitStack() as stack:

        def look(_: str) -> None:
            if hub.asked == 1:  # another build takes the archive, and keeps it
                stack.enter_context(locked(paper.config.archive.with_name("archive.sqlite3.lock"), wait=0))

        hub.look = look
        built = paper.build()
    assert codes(built) == []
    assert hub.take() == feeds("all", "world")
    paper.build()
    assert hub.take() == feeds("all", "world")


def test_one_of_two_that_is_down_keeps_the_other_waiting_for_nothing(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub, hubs=("http://127.0.0.1:9/", hub.url))
    assert codes(paper.build()) == ["hub"]
    assert hub.take() == feeds("all", "world")


def test_a_hub_that_is_configured_no_longer_is_owed_nothing(tmp_path: Path, hub: Hub) -> None:
    hub.answer = 500
    make(tmp_path, hub).build()
    paper = make(tmp_path, hub, hubs=())
    paper.now += timedelta(days=1)
    assert codes(paper.build()) == []
    assert hub.asked == 1


def test_nobody_is_told_of_the_preview(tmp_path: Path, hub: Hub) -> None:
    make(tmp_path, hub, base_url_stated=False, base_url="http://127.0.0.1:8000/").build()
    assert hub.asked == 0


def test_a_dry_build_tells_nobody(tmp_path: Path, hub: Hub) -> None:
    make(tmp_path, hub).build(dry=True)
    assert hub.asked == 0


def test_what_a_killed_build_published_is_told_by_the_next(
    tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = make(tmp_path, hub)
    really = Output.publish

    class Killed(BaseException):
        pass

    def publish_and_die(output: Output) -> None:
        really(output)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Output, "publish", publish_and_die)
        with pytest.raises(Killed):
            paper.build()
    assert hub.take() == []
    assert paper.feed()
    paper.build()
    assert hub.take() == feeds("all", "world")


@pytest.mark.parametrize("answer", [301, 302, 307])
def test_a_hub_that_sends_elsewhere_was_told_nothing(tmp_path: Path, hub: Hub, answer: int) -> None:
    hub.answer = answer
    assert codes(make(tmp_path, hub).build()) == ["hub"]
    assert hub.asked == 1


def test_no_redirect_leads_to_another_host(tmp_path: Path, hub: Hub) -> None:
    other = Hub()
    hub.answer, hub.location = 307, other.url
    built = make(tmp_path, hub).build()
    assert codes(built) == ["hub"]
    assert "307" in built.problems[0][1].message
    assert other.asked == 0
    other.server.shutdown()
    other.server.server_close()


def test_a_program_with_an_event_loop_may_build(tmp_path: Path, hub: Hub) -> None:
    paper = make(tmp_path, hub)

    async def program() -> None:
        paper.build()

    asyncio.run(program())
    assert hub.take() == feeds("all", "world")
