"""`feedpub serve`: the real command, spoken to over loopback."""

import contextlib
import gzip
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from email.utils import formatdate
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest

from feedpub.building import build
from tests.conftest import Feedpub
from tests.papers import Paper, article

pytestmark = pytest.mark.xdist_group("serve")  # one preview, and port 8000
DAY = "2026-01-26"


class Preview(NamedTuple):
    """A server under way."""

    process: "subprocess.Popen[str]"
    said: str
    port: int

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """Asks for a path as it is written; `accept_encoding=…` is a header."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request(method, path, headers={key.replace("_", "-"): text for key, text in headers.items()})
            answer = connection.getresponse()
            return answer, answer.read()

    def status(self, path: str) -> int:
        return self.get(path)[0].status


@contextlib.contextmanager
def serving(*args: str | Path, cwd: Path) -> Iterator[Preview]:
    """`feedpub serve ARGS`, from the moment it tells its address."""
    command = [sys.executable, "-m", "feedpub", "serve", *map(str, args)]
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found, process.stderr.read()
        yield Preview(process, said, int(found[1]))
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A paper with feeds, a page, and files of every kind a folder of feeds may hold."""
    paper = Paper(tmp_path_factory.mktemp("paper"), pages=True)
    paper.write(f"{DAY}.md", article("甲", paper.now.date()) + article("乙", paper.now.date()))
    paper.build()
    out = paper.config.out
    for name in ("all.json", "feeds.opml", "style.css", "list.js", "p/1.jpg", "p/1.png", "p/1.webp", "p/1.gif"):
        file = out / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x" * 1000)
    (out / "p" / "1.avif").write_bytes(b"x" * 1000)
    (out / "p" / "1.bin").write_bytes(b"x" * 1000)
    (out / "index.html").write_text("<!doctype html>头版", encoding="utf-8")
    (out / "with").mkdir()
    (out / "with" / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (out / ".feedpub-xyz").write_text("half of a feed")
    (out / ".hidden").mkdir()
    (out / ".hidden" / "all.json").write_text("{}")
    (paper.folder / "feeds-beside").mkdir()
    for secret in (paper.folder / "secret.txt", paper.folder / "feeds-beside" / "secret.txt"):
        secret.write_text("secret")
    (out / "out.txt").symlink_to(paper.folder / "secret.txt")
    (out / "beside").symlink_to(paper.folder / "feeds-beside")
    (out / "hid.json").symlink_to(out / ".hidden" / "all.json")
    (out / "again.json").symlink_to(out / "all.json")
    (out / "round").symlink_to(out / "round")
    return paper


@pytest.fixture(scope="module")
def preview(paper: Paper) -> Iterator[Preview]:
    with serving("--port", "0", "--out", paper.config.out, cwd=paper.folder) as preview:
        yield preview


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/all.atom.xml", "application/xml; charset=utf-8"),
        ("/all.rss.xml", "application/xml; charset=utf-8"),
        ("/all.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/list.js", "text/javascript; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/with/", "text/html; charset=utf-8"),
        ("/p/1.jpg", "image/jpeg"),
        ("/p/1.png", "image/png"),
        ("/p/1.webp", "image/webp"),
        ("/p/1.gif", "image/gif"),
        ("/p/1.avif", "image/avif"),
        ("/p/1.bin", "application/octet-stream"),
        ("/again.json", "application/feed+json; charset=utf-8"),
    ],
)
def test_every_kind_of_file_is_called_what_it_is(preview: Preview, paper: Paper, path: str, kind: str) -> None:
    answer, data = preview.get(path)
    file = paper.config.out / (path[1:] + "index.html" if path.endswith("/") else path[1:])
    assert (answer.status, answer.getheader("Content-Type"), data) == (200, kind, file.read_bytes())
    assert answer.getheader("Content-Length") == str(len(data))
    assert answer.getheader("Cache-Control") == "no-cache"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_an_entrys_page_is_there(preview: Preview, paper: Paper) -> None:
    (entry, *_) = feedparser.parse(str(paper.config.out / "all.atom.xml")).entries
    answer, data = preview.get(entry.link.removeprefix("https://news.example.org"))
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert entry.title in data.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/none.xml",
        "/p/",  # a folder that has no index
        "/p",
        "/.feedpub-xyz",
        "/%2efeedpub-xyz",
        "/p/../.feedpub-xyz",
        "/.hidden/all.json",
        "/hid.json",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/p/../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/../feeds-beside/secret.txt",
        "/out.txt",
        "/beside/secret.txt",
        "/beside/",
        "/round",
        "/all.atom.xml%00.html",
        "/%ff%fe",
        "/" + "x" * 4000,
    ],
)
def test_nothing_else_is_shown(preview: Preview, path: str) -> None:
    answer, data = preview.get(path)
    assert (answer.status, data) == (404, b"Not Found")


def test_a_folder_leads_to_its_index(preview: Preview) -> None:
    answer, _ = preview.get("/with")
    assert answer.status == 307
    assert answer.getheader("Location") == f"http://127.0.0.1:{preview.port}/with/"


def test_what_a_reader_has_is_not_sent_again(preview: Preview) -> None:
    answer, _ = preview.get("/all.atom.xml")
    tag, changed = answer.getheader("ETag"), answer.getheader("Last-Modified")
    assert tag
    assert changed
    for headers in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"other", {tag.removeprefix("W/")}'},
        {"If_None_Match": tag, "If_Modified_Since": formatdate(0, usegmt=True)},
        {"If_Modified_Since": changed},
        {"If_None_Match": tag, "Accept_Encoding": "gzip"},
    ):
        again, data = preview.get("/all.atom.xml", **headers)
        assert (again.status, data) == (304, b"")
        assert (again.getheader("ETag"), again.getheader("Vary")) == (tag, "Accept-Encoding")
        assert again.getheader("Cache-Control") == "no-cache"
    for headers in (
        {"If_None_Match": '"other"', "If_Modified_Since": changed},
        {"If_Modified_Since": formatdate(0, usegmt=True)},
        {"If_Modified_Since": "yesterday"},
    ):
        assert preview.get("/all.atom.xml", **headers)[0].status == 200


def test_text_is_compressed_and_pictures_are_not(preview: Preview) -> None:
    plain, data = preview.get("/all.atom.xml")
    packed, less = preview.get("/all.atom.xml", Accept_Encoding="gzip")
    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(less) == data
    assert packed.getheader("Content-Length") == str(len(less))
    assert plain.getheader("Vary") == packed.getheader("Vary") == "Accept-Encoding"
    assert plain.getheader("ETag") == packed.getheader("ETag")
    assert (packed.getheader("ETag") or "").startswith('W/"')  # a strong one would name two different answers
    assert preview.get("/p/1.jpg", Accept_Encoding="gzip")[0].getheader("Content-Encoding") is None


def test_head_tells_what_get_would(preview: Preview) -> None:
    for encoding in ("identity", "gzip"):
        told, nothing = preview.get("/all.atom.xml", "HEAD", Accept_Encoding=encoding)
        given, data = preview.get("/all.atom.xml", Accept_Encoding=encoding)
        assert nothing == b""
        assert told.getheader("Content-Length") == str(len(data))
        kept = [[row for row in answer.getheaders() if row[0] != "date"] for answer in (told, given)]
        assert kept[0] == kept[1]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_allowed(preview: Preview, method: str) -> None:
    answer, _ = preview.get("/all.atom.xml", method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")


def test_a_name_from_elsewhere_is_turned_away(preview: Preview) -> None:
    assert preview.get("/all.atom.xml", Host="news.example.org")[0].status == 400
    assert preview.get("/all.atom.xml", Host=f"localhost:{preview.port}")[0].status == 200


def test_a_port_that_is_taken(preview: Preview, paper: Paper, feedpub: Feedpub) -> None:
    done = feedpub("serve", "--port", str(preview.port), "--out", paper.config.out)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"feedpub: port {preview.port} is taken; choose another with --port, or any free one with --port 0\n"
    )


@pytest.mark.parametrize("made", [False, True])
def test_nothing_built_yet(tmp_path: Path, feedpub: Feedpub, made: bool) -> None:
    (tmp_path / "feedpub.toml").touch()
    if made:
        (tmp_path / "feeds").mkdir()
    done = feedpub("serve", "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "feeds: there " in done.stderr
    assert "`feedpub build`" in done.stderr


@pytest.mark.timing
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_shows_new_builds(tmp_path: Path, number: signal.Signals) -> None:
    paper = Paper(tmp_path)
    paper.write(f"{DAY}.md", article("甲", paper.now.date()))
    paper.build()
    with serving("--port", "0", "--out", paper.config.out, cwd=tmp_path) as preview:
        before, old = preview.get("/all.atom.xml")
        tag = before.getheader("ETag") or ""
        paper.write(f"{DAY}-2.md", article("丙", paper.now.date()))
        build([paper.news], paper.config, paper.now)
        after, new = preview.get("/all.atom.xml", If_None_Match=tag)
        assert after.status == 200
        assert len(feedparser.parse(new).entries) == len(feedparser.parse(old).entries) + 1
        with contextlib.closing(HTTPConnection("127.0.0.1", preview.port, timeout=10)) as idle:
            idle.request("GET", "/all.rss.xml")
            idle.getresponse().read()  # and the connection stays open
            began = time.monotonic()
            preview.process.send_signal(number)
            _, errors = preview.process.communicate(timeout=10)
        assert (preview.process.returncode, errors) == (0, "")
        assert time.monotonic() - began < 2


def test_it_says_where_links_lead(paper: Paper) -> None:
    (paper.folder / "feedpub.toml").write_text('base_url = "https://news.example.org/feeds"\n', encoding="utf-8")
    with serving("--port", "0", cwd=paper.folder) as preview:
        address = f"http://127.0.0.1:{preview.port}/"
        assert preview.said.splitlines() == [
            f"serving {paper.folder / 'feeds'} at {address} until Ctrl-C",
            f"subscribe to {address}all.atom.xml",
        ]
        assert preview.process.stdout
        assert preview.process.stdout.readline() == (
            "links in feeds and pages name https://news.example.org/feeds/ (base_url), not this preview\n"
        )
        assert preview.status("/all.atom.xml") == 200


def test_a_reader_follows_a_paper_without_an_address(tmp_path: Path, feedpub: Feedpub) -> None:
    try:
        socket.create_server(("127.0.0.1", 8000)).close()
    except OSError:
        pytest.skip("something else is served on port 8000")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\npublication = "滨江日报"\n', encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / f"{DAY}.md").write_text(article("甲", Paper(tmp_path).now.date()), encoding="utf-8")
    built = feedpub("build")
    (hint,) = built.stderr.splitlines()
    assert built.returncode == 0
    assert "until then feeds name http://127.0.0.1:8000/, where `feedpub serve` shows them" in hint
    with serving(cwd=tmp_path) as preview:
        assert preview.port == 8000
        first = feedparser.parse("http://127.0.0.1:8000/all.atom.xml")
        assert (first.status, first.bozo) == (200, False)
        assert first.headers["content-type"] == "application/xml; charset=utf-8"
        (itself,) = [link.href for link in first.feed.links if link.rel == "self"]
        assert itself == "http://127.0.0.1:8000/all.atom.xml"
        again = feedparser.parse(itself, etag=first.etag, modified=first.modified)
        assert (again.status, again.entries) == (304, [])
        (entry,) = first.entries
        with urllib.request.urlopen(entry.link, timeout=10) as page:
            assert page.status == 200
            assert entry.title in page.read().decode()


def test_other_commands_do_without_the_library(tmp_path: Path) -> None:
    code = "import sys, json, feedpub.cli; print(json.dumps([name for name in sys.modules if '.' not in name]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert not {"starlette", "uvicorn", "anyio"} & set(json.loads(done.stdout))
