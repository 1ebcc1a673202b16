"""Real feed readers subscribe to the samples' feeds over HTTP and keep every entry."""

import calendar
import html
import os
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest

from feedpub.building import build
from feedpub.model import Config
from feedpub.model.build import BuildOptions
from tests.paths import SAMPLES

pytestmark = pytest.mark.xdist_group("readers")  # one site
PUBLICATION = "滨江日报"


@dataclass(frozen=True)
class Kept:
    """An entry as a reader shows it."""

    title: str
    moment: int
    author: str
    text: str


Feed = dict[str, Kept]  # by id


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/xml; charset=utf-8"}

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' feeds, built from nothing."""
    out = tmp_path_factory.mktemp("readers") / "feeds"
    built = build(
        (SAMPLES,), Config(out=out, publication=PUBLICATION), datetime(2026, 3, 1, tzinfo=UTC), BuildOptions(keep=False)
    )
    assert not built.failed
    return out


@pytest.fixture(scope="module")
def site(feeds: Path) -> Iterator[str]:
    """Where they are served."""
    with served(feeds) as url:
        yield url


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a folder is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def published(feeds: Path) -> dict[str, Feed]:
    """What each feed holds, by file name."""
    found = {}
    for path in sorted(feeds.glob("*.[ar]*.xml")):
        entries = feedparser.parse(path.read_bytes()).entries
        found[path.name] = {
            entry.id: Kept(
                entry.title, calendar.timegm(entry.published_parsed), entry.author, _text(entry.content[0].value)
            )
            for entry in entries
        }
    assert sum(map(len, found.values())) > 100
    return found


def _text(content: str) -> str:
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", content)).split())


def need(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)}: not installed, and CI must run this test")
    if missing:
        pytest.skip(f"{', '.join(missing)}: not installed (apt-get install newsboat sfeed curl)")


def run(home: Path, *command: str | Path) -> None:
    """Runs a reader in a home of its own."""
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    env |= {"HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}
    env |= {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    done = subprocess.run(
        list(map(str, command)), env=env, cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _newsboat(url: str, home: Path) -> tuple[str, Feed]:
    """Its title of a feed, and what it keeps. It knows an entry by its id alone, so each feed has its own cache."""
    home.mkdir()
    (home / "urls").write_text(url + "\n", encoding="utf-8")
    (home / "config").touch()
    run(home, "newsboat", "-u", home / "urls", "-C", home / "config", "-c", home / "cache.db", "-x", "reload")
    with sqlite3.connect(home / "cache.db") as cache:
        ((title,),) = cache.execute("SELECT title FROM rss_feed").fetchall()
        rows = cache.execute("SELECT guid, title, pubDate, author, content FROM rss_item").fetchall()
    cache.close()
    assert len({row[0] for row in rows}) == len(rows)
    return title, {row[0]: Kept(row[1], row[2], row[3], _text(row[4])) for row in rows}


def test_newsboat_keeps_every_entry(site: str, published: dict[str, Feed], tmp_path: Path) -> None:
    need("newsboat")
    with ThreadPoolExecutor(8) as pool:
        kept = dict(
            zip(published, pool.map(lambda name: _newsboat(site + name, tmp_path / name), published), strict=True)
        )
    for name, feed in published.items():
        title, entries = kept[name]
        assert title.startswith(f"{PUBLICATION} · ")
        assert entries == feed


_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\"}


def _plain(field: str) -> str:
    """A field of sfeed(5) without its escapes."""
    return re.sub(r"\\[nt\\]", lambda found: _ESCAPES[found[0]], field)


def test_sfeed_keeps_every_entry(site: str, published: dict[str, Feed], tmp_path: Path) -> None:
    need("sfeed", "sfeed_update", "curl")
    subscriptions = "\n".join(f"feed '{name}' '{site}{name}'" for name in published)
    (tmp_path / "sfeedrc").write_text(
        f"sfeedpath='{tmp_path}/feeds'\nfeeds() {{\n{subscriptions}\n}}\n", encoding="utf-8"
    )
    run(tmp_path, "sfeed_update", tmp_path / "sfeedrc")
    for name, feed in published.items():
        lines = (tmp_path / "feeds" / name).read_text(encoding="utf-8").split("\n")[:-1]
        rows = [line.split("\t") for line in lines]
        kept = {row[5]: Kept(_plain(row[1]), int(row[0]), row[6], _text(_plain(row[3]))) for row in rows}
        assert kept == feed
        assert len(rows) == len(feed)
