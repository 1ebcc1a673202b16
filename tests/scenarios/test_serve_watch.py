"""`feedpub serve --watch --open`: the real command, over loopback and in a real browser."""

import contextlib
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Browser, need
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, article

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all
CONFIG = 'bulletins = ["news"]\npublication = "滨江日报"\n'
ATTACK = "<img src=x onerror=window.hit=1>"


class Desk:
    """A paper that is served while it is watched."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self.process = process

    @property
    def said(self) -> str:
        return (self.folder / ".said").read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.said)
        assert found, self.said
        return found[0]

    def until(self, met: Callable[[], object]) -> None:
        """Waits for what it does in its own time."""
        deadline = time.monotonic() + 40
        while not met():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of a path."""
        host, port = self.address.removeprefix("http://").rstrip("/").split(":")
        with contextlib.closing(HTTPConnection(host, int(port), timeout=10)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def state(self) -> Any:
        """What the pages' script is answered."""
        return json.loads(self.get("/.preview/build.json")[1])


@contextlib.contextmanager
def desk(folder: Path, *args: str, env: dict[str, str] | None = None) -> Iterator[Desk]:
    """`feedpub serve --watch ARGS` on a free port, from its first build on."""
    command = [sys.executable, "-m", "feedpub", "serve", "--watch", "--port", "0", *args]
    with (folder / ".said").open("w") as said:
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})}
        )
    made = Desk(folder, process)
    try:
        made.until(lambda: re.search(r"^[\d-]{10} [\d:]{8}  ", made.said, re.MULTILINE))  # its summary
        yield made
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "news").mkdir()
    _put(tmp_path, "甲")
    return tmp_path


def _put(paper: Path, name: str, more: str = "") -> Path:
    path = paper / "news" / f"{FIRST_DAY} {name}.md"
    path.write_text(article(name, FIRST_DAY) + more, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need("chromium", "chromedriver", "python:selenium")
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


def test_a_newcomer_sees_the_sample_at_once(tmp_path: Path, feedpub: Feedpub) -> None:
    assert feedpub("init").returncode == 0
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {shlex.quote(str(opened))}\n')
    browser.chmod(0o755)
    with desk(tmp_path, "--open", env={"BROWSER": str(browser)}) as made:
        made.until(lambda: opened.exists() and opened.read_text())
        assert "Night market moves into the old granary" in made.get("/")[1]
        _put(tmp_path, "乙")
        made.until(lambda: "2 articles from 2 bulletins" in made.said)
        assert opened.read_text() == f"{made.address}\n"  # once


def test_only_the_preview_has_the_script(paper: Path) -> None:
    with desk(paper) as made:
        status, page = made.get("/")
        assert (status, page.count("/.preview/live.js")) == (200, 1)
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
        published = (paper / "feeds" / "index.html").read_text(encoding="utf-8")
        assert policy == re.findall(r'Policy" content="([^"]+)"', published)[0]  # it lets the script ask already
        for name in ("live.js", "live.css", "build.json"):
            assert made.get(f"/.preview/{name}")[0] == 200
            assert made.get(f"/.preview/{name}", Host="news.example.org")[0] == 400
        assert not any(b".preview" in path.read_bytes() for path in (paper / "feeds").rglob("*") if path.is_file())
        assert ".preview" not in made.get("/all.atom.xml")[1]


def test_the_script_may_ask_from_an_own_page_too(paper: Path) -> None:
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"{}default-src 'none'; script-src 'self'\">"
    (paper / "own").mkdir()
    (paper / "own" / "front.html").write_text(policy.format(""), encoding="utf-8")
    with (paper / "feedpub.toml").open("a", encoding="utf-8") as file:
        file.write('templates = "own"\n')
    with desk(paper) as made:
        assert made.get("/")[1].startswith(policy.format("connect-src 'self'; "))


def test_each_build_is_another_one_with_its_problems(paper: Path) -> None:
    with desk(paper) as made:
        first = made.state()
        assert (first["title"], first["problems"]) == ("", [])
        path = _put(paper, "图", "![江边](没有.jpg)\n")
        made.until(lambda: made.state()["build"] != first["build"])
        assert made.state()["title"] == "1 warning"
        (row,) = made.state()["problems"]
        assert row["where"].startswith(f"news/{path.name}:")
        assert row["text"].endswith("[picture-missing]")
        (paper / "feedpub.toml").write_text(CONFIG.replace("publication", "publicaton"), encoding="utf-8")
        made.until(lambda: made.state()["title"] == "1 error")
        assert "unknown key `publicaton`" in made.state()["problems"][0]["text"]


def test_what_is_missing_may_come(paper: Path) -> None:
    (paper / "news" / f"{FIRST_DAY} 甲.md").rename(paper / "news" / "later.part")
    (paper / "feeds").write_text("a file")  # the first build is refused, and there is nothing to serve
    command = [sys.executable, "-m", "feedpub", "serve", "--watch", "--port", "0"]
    with (paper / ".said").open("w") as said:
        process = subprocess.Popen(command, cwd=paper, stdout=said, stderr=subprocess.STDOUT)
    made = Desk(paper, process)
    try:
        made.until(lambda: "feedpub: " in made.said)
        made.until(lambda: made.state()["title"] == "1 error")
        status, page = made.get("/")
        assert (status, "/.preview/live.js" in page) == (404, True)
        (paper / "feeds").unlink()
        (paper / "news" / "later.part").rename(paper / "news" / f"{FIRST_DAY}.md")
        made.until(lambda: made.get("/")[0] == 200)
    finally:
        process.kill()
        process.wait()


@pytest.mark.timing
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both(paper: Path, number: signal.Signals) -> None:
    with desk(paper) as made:
        address = made.address
        made.process.send_signal(number)
        assert made.process.wait(timeout=20) == 0
        assert "Traceback" not in made.said
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(address.rstrip("/").rsplit(":", 1)[1])), timeout=5)


def test_a_port_that_is_taken_is_said_before_anything_is_built(paper: Path, feedpub: Feedpub) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = feedpub("serve", "--watch", "--open", "--port", str(port), cwd=paper)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"feedpub: port {port} is taken; choose another with --port, or any free one with --port 0\n"
    assert not (paper / "feeds").exists()


def test_no_bulletins_end_it_with_what_to_do(tmp_path: Path, feedpub: Feedpub) -> None:
    done = feedpub("serve", "--watch", "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "begin a paper with feedpub init" in done.stderr


def test_the_page_reloads_when_a_bulletin_is_saved(paper: Path, browser: Browser) -> None:
    with desk(paper) as made:
        browser.open(made.address)
        assert browser.find_all("#_feedpub-corner") == []
        browser.run("window.before = true")
        _put(paper, "新")
        browser.until(
            lambda: bool(browser.run("return window.before === undefined && document.body.textContent.includes('新')"))
        )
        assert browser.complaints() == []


def test_the_corner_has_the_problems_as_text_and_goes_when_they_are_mended(paper: Path, browser: Browser) -> None:
    with desk(paper) as made:
        browser.open(made.address)
        path = paper / "news" / f"{FIRST_DAY} {ATTACK}.md"
        path.write_text(article("图", FIRST_DAY) + "![江边](没有.jpg)\n", encoding="utf-8")
        browser.until(lambda: bool(browser.find_all("#_feedpub-corner")))
        assert "1warning" in browser.text("#_feedpub-corner summary")
        assert path.name.replace(" ", "") in browser.text("#_feedpub-corner li")
        assert browser.run("return window.hit") is None
        assert browser.find_all("#_feedpub-corner img") == []
        assert browser.complaints() == []
        if shots := os.environ.get("FEEDPUB_SCREENSHOTS"):
            browser.picture(Path(shots) / "preview-corner.png")
        browser.find("#_feedpub-corner summary").click()
        browser.driver.refresh()
        browser.until(lambda: bool(browser.find_all("#_feedpub-corner")))
        assert browser.run("return document.querySelector('#_feedpub-corner').open") is False  # as it was left
        path.write_text(article("图", FIRST_DAY), encoding="utf-8")
        browser.until(lambda: not browser.find_all("#_feedpub-corner"))


def test_the_page_says_when_the_preview_has_ended(paper: Path, browser: Browser) -> None:
    with desk(paper) as made:
        browser.open(made.address)
        made.process.terminate()
        made.process.wait(timeout=20)
        browser.until(lambda: bool(browser.find_all("#_feedpub-corner")))
        assert "feedpubserve--watch" in browser.text("#_feedpub-corner")
