"""Real readers follow a paper through thirty builds: each article is new once, whatever is corrected or withdrawn."""

import random
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest

from feedpub.commands.entries import withdraw
from tests.papers import FIRST_DAY, Paper, article, assert_valid, words
from tests.scenarios.test_readers import need, run

BUILDS = 30
FEEDS = ("all.atom.xml", "all.rss.xml")

Look = Callable[[], "list[str]"]  # fetches, and gives the titles a person is shown as new


class _Quiet(SimpleHTTPRequestHandler):
    def send_header(self, keyword: str, value: str) -> None:
        """All but Last-Modified: it tells seconds, and here builds follow one another faster."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper", days=2, limit=8, archive_size=20)


@pytest.fixture
def site(paper: Paper) -> Iterator[str]:
    paper.config.out.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(paper.config.out))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def _with_feedparser(url: str, home: Path) -> Look:
    """A program that keys entries by id, as most do."""
    known: set[str] = set()
    etag: str | None = None
    modified: str | None = None

    def look() -> list[str]:
        nonlocal etag, modified
        feed = feedparser.parse(url, etag=etag, modified=modified)
        etag, modified = feed.get("etag") or etag, feed.get("modified") or modified
        fresh = [entry for entry in feed.entries if entry.id not in known]
        known.update(entry.id for entry in fresh)
        return [entry.title for entry in fresh]

    return look


def _with_newsboat(url: str, home: Path) -> Look:
    need("newsboat")
    home.mkdir()
    (home / "urls").write_text(url + "\n", encoding="utf-8")
    (home / "config").touch()
    seen: Counter[str] = Counter()

    def look() -> list[str]:
        run(home, "newsboat", "-u", home / "urls", "-C", home / "config", "-c", home / "cache.db", "-x", "reload")
        with sqlite3.connect(home / "cache.db") as cache:
            unread = [title for (title,) in cache.execute("SELECT title FROM rss_item WHERE unread")]
            cache.execute("UPDATE rss_item SET unread = 0")  # they are read
        cache.close()
        seen.update(unread)
        return unread

    return look


def _with_reader(url: str, home: Path) -> Look:
    reader = pytest.importorskip("reader")
    store = reader.make_reader(str(home) + ".sqlite")
    fresh: list[str] = []
    store.after_entry_update_hooks.append(
        lambda _, entry, status: fresh.append(entry.title) if status is reader.EntryUpdateStatus.NEW else None
    )
    store.add_feed(url)

    def look() -> list[str]:
        fresh.clear()
        store.update_feed(url)
        return list(fresh)

    return look


@pytest.mark.parametrize("follow", [_with_feedparser, _with_newsboat, _with_reader])
def test_each_article_is_new_once(
    paper: Paper, site: str, tmp_path: Path, follow: Callable[[str, Path], Look], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    chance = random.Random(6721)
    looks = [follow(site + name, tmp_path / f"home-{name}") for name in FEEDS]
    shown: list[Counter[str]] = [Counter() for _ in looks]
    texts: dict[str, str] = {}
    for turn in range(BUILDS):
        for number in range(chance.randint(1, 3)):
            texts[f"{turn}之{number}"] = words(f"{turn}之{number}文", 160)
        for name in chance.sample(sorted(texts), k=min(len(texts), 3)):
            texts[name] = texts[name][:-1] + chance.choice("甲乙丙丁戊己庚辛")
        for back in range(turn + 1):
            issue = FIRST_DAY + timedelta(days=back)
            named = [name for name in texts if name.startswith(f"{back}之")]
            bulletin = "".join(article(name, issue, texts[name]) for name in named)
            if turn == 20:  # a headline corrected on every page
                bulletin = bulletin.replace("# ", "# 更正后的")
            paper.write(f"{issue}.txt", bulletin)
        if turn % 7 == 6:
            ids = paper.ids()
            withdraw([ids[chance.choice(sorted(ids))]], "有误", paper.config, now=paper.now)
        if turn == 15:
            shutil.rmtree(paper.folder / ".feedpub")  # and the archive is lost
        paper.build(later=timedelta(days=1))
        assert_valid(paper.config.out, paper.config.base_url)
        for look, counted in zip(looks, shown, strict=True):
            counted.update(title.removeprefix("【撤稿】").removeprefix("更正后的") for title in look())
    for counted in shown:
        assert set(counted.values()) == {1}
        assert set(counted) == {f"{words(name, 8)}{name}" for name in texts}
