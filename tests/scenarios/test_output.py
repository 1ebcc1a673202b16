"""What stands in the output folder: whole files, replaced in one step, and only where they changed."""

import contextlib
import functools
import gc
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree, html

from feedpub.building import build
from feedpub.checking import check_feed
from feedpub.checking.rules import ruling_of
from feedpub.model import Config, Feed
from feedpub.model.build import BuildOptions
from feedpub.writing import jsonfeed, rss_atom
from feedpub.writing.formats import ATOM, JSON, RSS
from tests.conftest import Feedpub

NS = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEEDS = ("all.atom.xml", "all.rss.xml")


def bulletin(count: int, words: str = "江水缓缓流过老街。") -> str:
    """Articles of a page of text each."""
    return "".join(
        f"# 江城见闻之{number}\n\n新华社江城1月25日电 {words}第{number}处。\n\n{words * 40}\n\n"
        for number in range(count)
    )


def write(folder: Path, texts: dict[str, str]) -> Path:
    """A folder of bulletins."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def standing(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Everything in a folder: inode, time of last change, mode and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        seen = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = (seen.st_ino, seen.st_mtime_ns, seen.st_mode, content)
    return found


def broken(folder: Path) -> list[str]:
    """Published files that are not whole: feeds that are not valid, pages cut short, links that lead nowhere."""
    wrong = []
    for path in folder.rglob("[!.]*.xml"):
        data = path.read_bytes()
        wrong += [f"{path.name}: {finding.message}" for finding in check_feed(data)]
        for link in etree.fromstring(data).iterfind(f"{NS}entry/{NS}link"):
            page = folder / "a" / link.get("href", "").rpartition("/")[2]
            wrong += [] if page.is_file() else [f"{path.name} links to {page.name}, which isn't there"]
    for path in folder.rglob("[!.]*.html"):
        text = path.read_text(encoding="utf-8")
        wrong += [] if text.rstrip().endswith("</html>") else [f"{path.name} is cut short"]
    return wrong


# ── only what changed ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A folder with two bulletins of different sections, published once."""
    write(
        tmp_path / "news",
        {
            "2026-01-26-国际.txt": "---\nsection: world\n---\n# 万象集市\n\n新华社万象1月25日电 集市开张。\n",
            "2026-01-26-体育.txt": "---\nsection: sports\n---\n# 江城马拉松\n\n新华社江城1月25日电 马拉松开跑。\n",
        },
    )
    return tmp_path


def test_a_second_build_writes_nothing(feedpub: Feedpub, paper: Path) -> None:
    assert feedpub("build", "news").returncode == 0
    before = standing(paper / "feeds")
    assert feedpub("build", "news", today="2026-03-09").returncode == 0
    assert standing(paper / "feeds") == before


def test_only_changed_files_are_rewritten_and_each_is_a_new_file(feedpub: Feedpub, paper: Path) -> None:
    feedpub("build", "news")
    before = standing(paper / "feeds")
    changed = paper / "news" / "2026-01-26-国际.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("开张", "重新开张"), encoding="utf-8")
    assert feedpub("build", "news").returncode == 0
    after = standing(paper / "feeds")
    rewritten = {name for name in after if name not in ("a", "d", "s") and before[name] != after[name]}
    [page] = [name for name in rewritten if name.startswith("a/")]
    feeds = {f"{slug}.{suffix}" for slug in ("all", "world") for suffix in ("atom.xml", "rss.xml", "json")}
    assert rewritten - {"a", "d", "s", "archive"} == feeds | {
        page,
        "index.html",
        "s/world.html",
        "d/2026-01-26.html",
    }  # they show its summary
    assert all(before[name][0] != after[name][0] for name in rewritten)


def test_a_reader_in_the_middle_of_the_old_file_reads_it_to_its_end(feedpub: Feedpub, paper: Path) -> None:
    feedpub("build", "news")
    whole = (paper / "feeds" / "all.atom.xml").read_bytes()
    with (paper / "feeds" / "all.atom.xml").open("rb") as reader:
        start = reader.read(100)
        write(paper / "news", {"2026-01-27.txt": bulletin(3)})
        feedpub("build", "news")
        assert start + reader.read() == whole
    assert (paper / "feeds" / "all.atom.xml").read_bytes() != whole


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_every_file_may_be_read_by_the_web_server(tmp_path: Path, umask: int) -> None:
    write(tmp_path / "news", {"2026-01-26.txt": bulletin(1)})
    before = os.umask(umask)
    try:
        build([tmp_path / "news"], Config(out=tmp_path / "feeds"), NOW, BuildOptions(keep=False))
    finally:
        os.umask(before)
    files = [path for path in (tmp_path / "feeds").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {*(".xml", ".json", ".opml", ".html", ".css", ".js", ".svg", ".png")}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o644}


def test_a_reader_that_polls_during_many_builds_never_sees_half_a_file(tmp_path: Path) -> None:
    out = tmp_path / "feeds"
    config = Config(out=out, limit=200)
    news = write(tmp_path / "news", {"2026-01-26.txt": bulletin(30)})
    build([news], config, NOW, BuildOptions(keep=False))
    pages = sorted((out / "a").iterdir())
    seen: set[bytes] = set()
    wrong: list[str] = []
    stop = threading.Event()

    def poll() -> None:
        while not stop.is_set():
            for path in (out / FEEDS[0], out / FEEDS[1], random.choice(pages)):
                try:
                    data = path.read_bytes()
                except OSError as error:
                    wrong.append(f"{path.name}: {error}")
                    continue
                if not data.rstrip().endswith((b"</feed>", b"</rss>", b"</html>")):
                    wrong.append(f"{path.name}: {len(data)} bytes, ending in {data[-20:]!r}")
                if path.name == FEEDS[0]:
                    seen.add(data)

    reader = threading.Thread(target=poll)
    reader.start()
    try:
        for turn in range(12):
            write(news, {"2026-01-26.txt": bulletin(30, f"江水第{turn}次流过老街。")})
            build([news], config, NOW, BuildOptions(keep=False))
    finally:
        stop.set()
        reader.join()
    assert wrong == []
    assert len(seen) > 1  # it did poll while files were replaced


# ── a build that is killed ───────────────────────────────────────────────────────────────────────────────────────────


def _kill_during_build(tmp_path: Path, delay: float, after_pages: int) -> None:
    """Starts a build, waits until it has written some pages, and a moment more; then SIGKILL."""
    out = tmp_path / "feeds"
    before = set(out.rglob("*.html"))
    inodes = {path: path.stat().st_ino for path in before}
    child = subprocess.Popen(
        [sys.executable, "-m", "feedpub", "build", "-q", "news"],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1772323200"},
    )
    end = time.monotonic() + 8
    while child.poll() is None and time.monotonic() < end:
        rewritten = 0
        for path in out.glob("a/[!.]*.html"):
            with contextlib.suppress(FileNotFoundError):
                rewritten += inodes.get(path) != path.stat().st_ino
        if rewritten >= after_pages:
            break
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    child.wait()


def test_a_build_killed_at_any_moment_leaves_only_whole_files_and_the_next_one_completes(
    feedpub: Feedpub, tmp_path: Path
) -> None:
    moments = random.Random(20260126)
    out = tmp_path / "feeds"
    for turn in range(5):
        # Odd turns replace what an earlier build published, even ones begin with nothing.
        if turn % 2 == 0:
            shutil.rmtree(out, ignore_errors=True)
        write(tmp_path / "news", {"2026-01-26.txt": bulletin(80, f"江水第{turn}次流过老街。")})
        _kill_during_build(tmp_path, delay=moments.uniform(0, 0.02), after_pages=moments.choice([0, 1, 30, 79, 80]))
        assert broken(out) == []
        if turn % 2 == 0:
            assert feedpub("build", "-q", "news").returncode == 0
            assert list(out.rglob(".feedpub-*")) == []
            assert broken(out) == []
            assert len(list(out.glob("a/*.html"))) == 80
            assert f"第{turn}次" in (out / "all.atom.xml").read_text(encoding="utf-8")


def test_what_a_killed_build_left_is_swept_by_the_next(feedpub: Feedpub, paper: Path) -> None:
    feedpub("build", "news")
    left = [paper / "feeds" / ".feedpub-abc123", paper / "feeds" / "a" / ".feedpub-def456"]
    for path in left:
        path.write_bytes(b"<feed>half a f")
    hidden = paper / "feeds" / ".htaccess"
    hidden.write_text("AddCharset utf-8 .xml")
    write(paper / "news", {"2026-01-27.txt": bulletin(1, "江水上涨。")})
    assert feedpub("build", "news").returncode == 0
    assert not any(path.exists() for path in left)
    assert hidden.exists()


# ── an output that can't be written ──────────────────────────────────────────────────────────────────────────────────


@functools.cache
def _unprivileged() -> list[str] | None:
    """What to put before a command so that modes hold for it: another user; root without its right to ignore them."""
    if os.geteuid() != 0:
        return []
    for drop in (
        ["--reuid=65534", "--regid=65534", "--clear-groups"],
        ["--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"],  # where that user can't reach feedpub
    ):
        with contextlib.suppress(FileNotFoundError):
            command = ["setpriv", *drop]
            if not subprocess.run(
                [*command, sys.executable, "-c", "import feedpub.cli"], capture_output=True
            ).returncode:
                return command
    return None


def as_nobody(*args: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """`feedpub ARGS` as a user whom file modes stop."""
    prefix = _unprivileged()
    if prefix is None:
        message = "needs setpriv (util-linux), for modes do not stop root"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return subprocess.run(
        [*prefix, sys.executable, "-m", "feedpub", *map(str, args)],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1772323200", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@contextlib.contextmanager
def public_folder() -> Iterator[Path]:
    """A folder any user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="feedpub-test-"))
    folder.chmod(0o755)
    before = os.umask(0o022)
    try:
        yield folder
    finally:
        os.umask(before)
        for path in (folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())):
            path.chmod(0o755)
        shutil.rmtree(folder)


def _open_archive_to_all(folder: Path) -> None:
    archive = folder / ".feedpub"
    archive.mkdir(exist_ok=True)
    for path in (archive, *archive.iterdir()):
        path.chmod(0o777)


def test_an_output_folder_that_may_not_be_written_is_refused_and_stays_as_it_was(feedpub: Feedpub) -> None:
    with public_folder() as folder:
        write(folder / "news", {"2026-01-26.txt": bulletin(2)})
        feedpub("build", "news", cwd=folder)
        write(folder / "news", {"2026-01-26.txt": bulletin(3, "江水上涨。")})
        for path in (folder / "feeds" / "a", folder / "feeds"):
            path.chmod(0o555)
        _open_archive_to_all(folder)
        before = standing(folder / "feeds")
        done = as_nobody("build", "news", cwd=folder)
        assert done.returncode == 3
        assert "feeds" in done.stderr
        assert "Permission denied" in done.stderr
        assert "Traceback" not in done.stderr
        assert standing(folder / "feeds") == before


def test_an_output_folder_that_may_not_be_made_is_refused() -> None:
    with public_folder() as folder:
        write(folder / "news", {"2026-01-26.txt": bulletin(1)})
        _open_archive_to_all(folder)
        folder.chmod(0o555)
        done = as_nobody("build", "news", "--out", "public", cwd=folder)
        assert (done.returncode, "Traceback" in done.stderr) == (3, False)
        assert "public" in done.stderr
        assert not (folder / "public").exists()


def _out_is_a_file(folder: Path) -> None:
    (folder / "feeds").write_text("a note")


def _out_is_below_a_file(folder: Path) -> None:
    (folder / "feeds").symlink_to(folder / "news" / "2026-01-26.txt" / "feeds")


def _pages_are_a_file(folder: Path) -> None:
    (folder / "feeds").mkdir()
    (folder / "feeds" / "a").write_text("a note")


@pytest.mark.parametrize("spoil", [_out_is_a_file, _out_is_below_a_file, _pages_are_a_file])
def test_what_stands_in_the_way_is_named_and_left_alone(
    feedpub: Feedpub, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    write(tmp_path / "news", {"2026-01-26.txt": bulletin(1)})
    spoil(tmp_path)
    before = standing(tmp_path)
    done = feedpub("build", "news")
    assert done.returncode == 3
    assert "feedpub: feeds" in done.stderr
    assert "Traceback" not in done.stderr
    after = standing(tmp_path)  # files that were staged and taken away again change the time of their folder
    assert {name: row[2:] for name, row in after.items()} == {name: row[2:] for name, row in before.items()}


def test_a_disk_that_is_full_leaves_the_old_feeds_standing(feedpub: Feedpub, tmp_path: Path) -> None:
    write(tmp_path / "news", {"2026-01-26.txt": bulletin(1)})
    feedpub("build", "news")
    before = standing(tmp_path / "feeds")
    write(tmp_path / "news", {"2026-01-26.txt": bulletin(60)})
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); sys.argv[0] = 'feedpub'; "
    done = subprocess.run(
        [sys.executable, "-c", limited + "from feedpub.cli import main; main()", "build", "news"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert "cannot be written: disk I/O error; is the disk full?" in done.stderr
    assert "Traceback" not in done.stderr
    after = standing(tmp_path / "feeds")
    assert {name: after[name] for name in before if name != "a"} == {n: v for n, v in before.items() if n != "a"}
    assert not [name for name in after if ".feedpub-" in name]


# ── a feed that fails its check ──────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_that_fails_its_check_leaves_the_old_one_standing(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"2026-01-26.txt": bulletin(1)})
    config = Config(out=tmp_path / "feeds")
    build([news], config, NOW, BuildOptions(keep=False))
    before = standing(tmp_path / "feeds")

    def spoiled(feed: Feed, path: str) -> bytes:
        data = ATOM.write(feed, path)
        return data.replace(b"<author>", b"<!-- ", 1) if feed.slug == "all" else data

    write(news, {"2026-01-26.txt": bulletin(2)})
    formats = (RSS, JSON, ATOM._replace(write=spoiled))
    built = build([news], replace(config), NOW, BuildOptions(keep=False), formats=formats)
    assert built.failed
    [(path, problem)] = built.problems
    assert path.endswith("all.atom.xml")
    assert problem.level == "error"
    assert problem.message.endswith(ruling_of(problem.code.removeprefix("feed-")).remedy)
    written = {Path(file.path).name for file in built.files if file.written}
    assert "all.atom.xml" not in written
    assert "all.rss.xml" in written
    after = standing(tmp_path / "feeds")
    assert after["all.atom.xml"] == before["all.atom.xml"]
    assert not [name for name in after if ".feedpub-" in name]


def test_the_command_says_that_a_feed_failed_its_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from feedpub.cli import main

    write(tmp_path / "news", {"2026-01-26.txt": bulletin(1)})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["feedpub", "build", "news"])
    for module, name in ((rss_atom, "write_rss"), (rss_atom, "write_atom"), (jsonfeed, "write_json")):
        monkeypatch.setattr(module, name, lambda *_: b"<rss version='2.0'><channel/></rss>")
    try:
        with pytest.raises(SystemExit) as end:
            main()
    finally:
        gc.enable()
    assert end.value.code == 1
    assert "feeds/all.atom.xml" in capsys.readouterr().err
    assert not list((tmp_path / "feeds").glob("*.xml"))
    assert [html.parse(str(page)).findtext(".//h1") for page in (tmp_path / "feeds" / "a").iterdir()] == ["江城见闻之0"]
