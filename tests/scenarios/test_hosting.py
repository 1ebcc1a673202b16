"""The configurations of docs/hosting, as real web servers take them."""

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from email.utils import formatdate
from pathlib import Path

import feedparser
import pytest
from PIL import Image

from feedpub.paths import document_path
from feedpub.writing.formats import FORMATS, Format
from feedpub.writing.media_types import content_types
from tests.hosting import DOCS, Host, hosting
from tests.papers import Paper, article
from tests.programs import need

pytestmark = pytest.mark.xdist_group("hosting")  # one folder, and each server started once
FEEDS = (*(row.path("all") for row in FORMATS), "feeds.opml", document_path("all", 1))
SEARCHED = ("meta", "index", "filter", "fragment")
FOREVER = "public, max-age=31536000, immutable"
# What an output folder may hold beside what is published: what a killed build left, and what somebody put there.
SECRETS = (
    ".feedpub-x",
    "archive/all/.feedpub-x",
    ".feedpub/archive.sqlite3",
    ".feedpub/note.html",
    "archive.sqlite3",
    "archive.sqlite3-wal",
    "p/archive.sqlite3",
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Four issues with pages, a search, archive documents, pictures of every type, and what nobody may see."""
    need("python:pagefind_bin")
    paper = Paper(tmp_path_factory.mktemp("paper"), pages=True, search=True, days=1, limit=1, archive_size=1)
    shown = ""
    for suffix in ("jpg", "png", "gif", "webp", "avif"):
        Image.effect_noise((320, 200), 50).convert("RGB").save(paper.news / f"one.{suffix}")
        shown += f"![渡轮](one.{suffix})\n\n"
    for _ in range(4):
        day = paper.now.date()
        paper.write(f"{day}.md", article(f"甲{day.day}", day) + article(f"乙{day.day}", day) + shown)
        assert not paper.build(later=timedelta(days=1)).failed
    out = paper.config.out
    for name in SECRETS:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("a secret")
    shutil.copy(paper.config.archive, out / "archive.sqlite3")
    return paper


@pytest.fixture(scope="module", params=["nginx", "nginx below a path", "caddy", "caddy below a path"])
def host(request: pytest.FixtureRequest, paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    server, *below = str(request.param).split(" ", 1)
    need(server)
    with hosting(server, paper.config.out, tmp_path_factory.mktemp(server), below=bool(below)) as host:
        yield host


def _name(paper: Paper, pattern: str) -> str:
    """The first file of a pattern, as an address has it."""
    return min(paper.config.out.glob(pattern)).relative_to(paper.config.out).as_posix()


@pytest.mark.parametrize(
    "pattern",
    [*FEEDS, "index.html", "a/*.html", "d/*.html", "s/*.html", "style.css", "copy.js", "feed.css", "follow.html"]
    + ["favicon.svg", "card.png", "robots.txt", "sitemap.xml", "sitemap-2*.xml", "sitemap-news.xml"]
    + [f"p/*.{suffix}" for suffix in ("jpg", "png", "gif", "webp", "avif")]
    + ["search.html", "search/**/*.pagefind", *(f"search/**/*.pf_{part}" for part in SEARCHED)],
)
def test_every_kind_of_file_has_its_headers(host: Host, paper: Paper, pattern: str) -> None:
    name = _name(paper, pattern)
    answer, data = host.get(name)
    file = paper.config.out / name
    kind = next(kind for end, kind in content_types().items() if name.endswith(end))  # as the preview has it
    assert (answer.status, answer.getheader("Content-Type"), data) == (200, kind, file.read_bytes())
    assert answer.getheader("Cache-Control") == (FOREVER if name.startswith("p/") or ".pf_" in name else "no-cache")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Access-Control-Allow-Origin") == ("*" if pattern in FEEDS else None)
    assert answer.getheader("Last-Modified") == formatdate(int(file.stat().st_mtime), usegmt=True)
    assert answer.getheader("ETag")


def test_the_folder_is_its_front_page(host: Host, paper: Paper) -> None:
    answer, data = host.get("")
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert answer.getheader("Cache-Control") == "no-cache"
    assert data == (paper.config.out / "index.html").read_bytes()


def test_the_path_without_its_slash_leads_to_the_folder(host: Host) -> None:
    if host.base != "/":
        answer, _ = Host(host.port, host.base.rstrip("/")).get("")
        assert (answer.status // 100, answer.getheader("Location")) == (3, host.base)


@pytest.mark.parametrize("pattern", ["all.atom.xml", "all.json", "index.html", "p/*.jpg"])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_did_not_change_is_not_sent_again(host: Host, paper: Paper, pattern: str, coding: str) -> None:
    name = _name(paper, pattern)
    first, _ = host.get(name, accept_encoding=coding)
    tag, changed = first.getheader("ETag") or "", first.getheader("Last-Modified") or ""
    for condition in ({"if_none_match": tag}, {"if_modified_since": changed}, {"if_none_match": f'"other", {tag}'}):
        answer, data = host.get(name, accept_encoding=coding, **condition)
        assert (answer.status, data) == (304, b""), condition
        assert answer.getheader("Cache-Control") == first.getheader("Cache-Control")
        assert (answer.getheader("ETag") or "").removeprefix("W/") == tag.removeprefix("W/")
    for condition in ({"if_none_match": '"other"'}, {"if_modified_since": "Mon, 05 Jan 2026 00:00:00 GMT"}):
        assert host.get(name, accept_encoding=coding, **condition)[0].status == 200


@pytest.mark.parametrize("pattern", ["all.atom.xml", "all.rss.xml", "all.json", "index.html", "a/*.html", "style.css"])
def test_text_is_compressed_for_who_takes_it(host: Host, paper: Paper, pattern: str) -> None:
    name = _name(paper, pattern)
    plain, data = host.get(name, accept_encoding="identity")
    answer, packed = host.get(name, accept_encoding="gzip", via="1.1 proxy")
    assert plain.getheader("Content-Encoding") is None
    assert (answer.status, answer.getheader("Content-Encoding")) == (200, "gzip")
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert gzip.decompress(packed) == data
    assert answer.getheader("Content-Type") == plain.getheader("Content-Type")


def test_pictures_are_not_compressed_again(host: Host, paper: Paper) -> None:
    answer, _ = host.get(_name(paper, "p/*.png"), accept_encoding="gzip")
    assert (answer.status, answer.getheader("Content-Encoding")) == (200, None)


@pytest.mark.parametrize(
    "path",
    [*SECRETS, "%2efeedpub-x", "a/../.feedpub-x", "archive%2esqlite3", "none", "none.atom.xml", "a/none.html"],
)
def test_what_is_not_published_is_not_found(host: Host, path: str) -> None:
    answer, data = host.get(path)
    assert answer.status == 404
    assert answer.getheader("Cache-Control") in (None, "no-cache")
    assert b"secret" not in data
    assert not data.startswith(b"SQLite")


@pytest.mark.parametrize("path", ["none", "a/none.html", "none.atom.xml", "sitemap-1999.xml", "p/0123456789abcdef.jpg"])
def test_the_papers_own_page_says_that_there_is_none(host: Host, paper: Paper, path: str) -> None:
    own = (paper.config.out / "404.html").read_bytes()
    for method, shown in (("GET", own), ("HEAD", b"")):
        answer, data = host.get(path, method)
        assert (answer.status, answer.getheader("Content-Type"), data) == (404, "text/html; charset=utf-8", shown)
    tag = answer.getheader("ETag") or ""
    answer, data = host.get(path, if_none_match=tag)  # as a browser asks that was here before
    assert (answer.status, data) == (404, own)


def test_a_picture_that_is_not_there_is_not_kept_for_a_year(host: Host) -> None:
    answer, _ = host.get("p/0123456789abcdef.jpg")
    assert (answer.status, answer.getheader("Cache-Control") == FOREVER) == (404, False)


@pytest.mark.parametrize("path", ["p/", "p", "a/", "archive/", "archive/all/"])
def test_folders_are_not_listed(host: Host, paper: Paper, path: str) -> None:
    answer, data = host.get(path)
    assert answer.status in (301, 403, 404)  # nginx leads from `p` to `p/`, which is forbidden
    assert answer.getheader("Location") in (None, f"{host.base}{path}/")  # a path, for who is behind a proxy
    own = (paper.config.out / "404.html").read_bytes()
    assert data == own or not any(name.split("/")[-1].encode() in data for name in paper.files() if "/" in name)


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "p/..%2f../secret.txt", "p/../../secret.txt"])
def test_nothing_beside_the_folder_is_served(host: Host, paper: Paper, path: str) -> None:
    (paper.folder / "secret.txt").write_text("a secret")
    answer, data = host.get(path)
    assert answer.status in (400, 404) or data == b""  # Caddy is silent about what no part of its file speaks of
    assert b"secret" not in data


def test_head_says_what_get_would(host: Host, paper: Paper) -> None:
    for name in ("all.atom.xml", _name(paper, "p/*.jpg")):
        asked, data = host.get(name, "HEAD")
        got, _ = host.get(name)
        assert (asked.status, data) == (200, b"")
        for header in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control"):
            assert asked.getheader(header) == got.getheader(header), header
        tag = got.getheader("ETag") or ""
        assert host.get(name, "HEAD", if_none_match=tag)[0].status == 304


def test_a_part_of_a_file_is_had(host: Host, paper: Paper) -> None:
    for name in ("all.atom.xml", _name(paper, "p/*.jpg")):
        whole = (paper.config.out / name).read_bytes()
        answer, data = host.get(name, range="bytes=10-19")
        assert (answer.status, data) == (206, whole[10:20])
        assert answer.getheader("Content-Range") == f"bytes 10-19/{len(whole)}"
        assert host.get(name, range=f"bytes={len(whole)}-")[0].status == 416


def test_a_part_is_a_part_or_compressed_but_never_both(host: Host, paper: Paper) -> None:
    whole = (paper.config.out / "all.atom.xml").read_bytes()
    answer, data = host.get("all.atom.xml", range="bytes=10-2009", accept_encoding="gzip")  # long enough to compress
    if answer.status == 206:
        assert (answer.getheader("Content-Encoding"), data) == (None, whole[10:2010])
    else:  # a server may send everything
        assert (answer.status, gzip.decompress(data)) == (200, whole)


def test_a_reader_is_told_that_nothing_is_new_until_something_is(host: Host, paper: Paper) -> None:
    feed = paper.config.out / "general.atom.xml"
    first = feedparser.parse(host.url + feed.name)
    assert (first.status, first.bozo, len(first.entries)) == (200, False, len(paper.feed("general")))
    assert first.headers["content-type"] == "application/xml; charset=utf-8"
    for condition in ({"etag": first.etag}, {"modified": first.modified}):
        again = feedparser.parse(host.url + feed.name, **condition)
        assert (again.status, again.entries) == (304, [])
    old, stood = feed.read_bytes(), feed.stat().st_mtime
    new = old.replace(b"</title>", "（更正）</title>".encode(), 1)
    try:
        replaced = feed.with_name(".feedpub-new")  # as a build puts it there
        replaced.write_bytes(new)
        replaced.replace(feed)
        corrected = feedparser.parse(host.url + feed.name, etag=first.etag, modified=first.modified)
        assert (corrected.status, corrected.feed.title) == (200, f"{first.feed.title}（更正）")
    finally:
        feed.write_bytes(old)
        os.utime(feed, (stood, stood))


def test_a_build_without_news_costs_readers_nothing(tmp_path: Path) -> None:
    need("nginx")
    own = Paper(tmp_path / "own", days=1)
    own.write("1.md", article("甲", own.now.date()))
    own.build()
    with hosting("nginx", own.config.out, tmp_path / "nginx") as host:
        names = sorted(path.name for path in own.config.out.glob("*.*.xml"))
        tags = {name: host.get(name)[0].getheader("ETag") or "" for name in names}
        own.build()
        assert {host.get(name, if_none_match=tags[name])[0].status for name in names} == {304}
        own.write("2.md", article("乙", own.now.date()))
        own.build()
        assert host.get("all.atom.xml", if_none_match=tags["all.atom.xml"])[0].status == 200


def test_caddy_finds_no_fault_with_its_file(tmp_path: Path) -> None:
    need("caddy")
    written = (DOCS / "Caddyfile").read_text(encoding="utf-8")
    copy = shutil.copy(DOCS / "Caddyfile", tmp_path)  # both sites at once, as it stands
    for command in (["validate", "--adapter", "caddyfile", "--config", copy], ["fmt", "--overwrite", copy]):
        done = subprocess.run(["caddy", *command], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        assert '"warn"' not in done.stderr
    assert Path(copy).read_text(encoding="utf-8") == written


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_what_is_said_of_each_kind_is_what_the_preview_says(page: str) -> None:
    table = "".join(re.findall(r"^\|.*", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))
    for end in (*(f".{row.suffix}" for row in FORMATS), ".opml"):
        assert f"`*{end}`" in table
        assert f"`{content_types()[end]}`" in table


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.suffix)
def test_nginx_is_told_of_every_format(row: Format) -> None:
    written = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    suffix = row.suffix.replace(".", r"\.")
    assert re.search(rf"^ +{re.escape(row.served_as)} {row.suffix.rpartition('.')[2]};", written, re.MULTILINE)
    for setting in ("charset_types", "gzip_types"):
        [listed] = re.findall(rf"^\s*{setting} ([^;]+);", written, re.MULTILINE)
        assert row.served_as in listed.split(), setting
    [shared] = re.findall(r'"~\\\.\(([^)]+)\)\$" "\*";', written)
    assert suffix in shared.split("|")


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.suffix)
def test_caddy_is_told_of_every_format(row: Format) -> None:
    written = (DOCS / "Caddyfile").read_text(encoding="utf-8")
    [name] = re.findall(rf"^\s*@(\w+) path \*\.{row.suffix.rpartition('.')[2]}$", written, re.MULTILINE)
    assert f'header @{name} Content-Type "{row.served_as}; charset=utf-8"' in written
    [shared] = re.findall(r"^\s*@feed path (.+)$", written, re.MULTILINE)
    assert row.path("*") in shared.split()
    [packed] = re.findall(r"match \{([^}]+)\}", written)
    assert f"header Content-Type {row.served_as}*" in packed


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.suffix)
@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_object_stores_are_told_of_every_format(page: str, row: Format) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    assert f"put '{row.path('*')}' '{row.served_as}; charset=utf-8'" in written
