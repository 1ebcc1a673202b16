"""`feedpub watch`: the real command, files that come and go, and signals."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest
from PIL import Image

from feedpub.model import Config
from tests.papers import FIRST_DAY, article, assert_valid, words

ADDRESS = "https://news.example.org/"
CONFIG = f'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "{ADDRESS}"\n'
_BUILT = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \d+ articles? from ", re.MULTILINE)


class Watch:
    """A paper that is watched, and what was said so far."""

    def __init__(self, folder: Path, *args: str, code: str = "", env: dict[str, str] | None = None) -> None:
        self.folder = folder
        self._said = folder / ".said"
        command = ["-c", f"{code}; from feedpub.cli import main; main()"] if code else ["-m", "feedpub"]
        with self._said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, *command, "watch", *args],
                cwd=folder,
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
            )

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    @property
    def builds(self) -> list[str]:
        """The line of each build."""
        return [line for line in self.said.splitlines() if _BUILT.match(line)]

    def until(self, met: Callable[[], object]) -> None:
        """Waits for what it does in its own time."""
        deadline = time.monotonic() + 40
        while not met():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def until_built(self, times: int) -> None:
        self.until(lambda: len(self.builds) >= times)

    def titles(self) -> set[str]:
        """The headlines' names that are published."""
        return {entry.title[8:] for entry in feedparser.parse(str(self.folder / "feeds" / "all.atom.xml")).entries}

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=40)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "news").mkdir()
    _put(tmp_path, "甲")
    return tmp_path


def _put(paper: Path, name: str, text: str = "") -> Path:
    """A bulletin of one article comes in."""
    path = paper / "news" / f"{FIRST_DAY} {name}.md"
    path.write_text(article(name, FIRST_DAY, text), encoding="utf-8")
    return path


@contextlib.contextmanager
def watching(paper: Path, *args: str, code: str = "", env: dict[str, str] | None = None) -> Iterator[Watch]:
    """`feedpub watch ARGS`, from its first build on."""
    watch = Watch(paper, *args, code=code, env=env)
    try:
        watch.until_built(1)
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


def test_what_comes_changes_and_goes(paper: Path) -> None:
    with watching(paper) as watch:
        assert watch.said.startswith("watching news until Ctrl-C\n")
        assert watch.titles() == {"甲"}
        path = _put(paper, "乙")
        watch.until_built(2)
        assert watch.titles() == {"甲", "乙"}
        _put(paper, "乙", words("另文", 160))
        watch.until_built(3)
        assert "1 corrected" in watch.builds[-1]
        path.unlink()
        watch.until_built(4)
        assert "1 article from 1 bulletin" in watch.builds[-1]
        assert "[gone]" in watch.said
        below = paper / "news" / "2026" / "02"
        below.mkdir(parents=True)
        (below / "2026-02-01.txt").write_text(article("丙", FIRST_DAY), encoding="utf-8")
        watch.until_built(5)
        (below / "2026-02-02.txt").write_text(article("丁", FIRST_DAY), encoding="utf-8")
        watch.until_built(6)
        assert {"丙", "丁"} <= watch.titles()
        assert watch.stop() == 0
        assert len(watch.builds) == 6
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    assert abs((now - datetime.fromisoformat(watch.builds[-1][:19]).replace(tzinfo=now.tzinfo)).total_seconds()) < 60


def test_the_line_has_the_papers_own_time(paper: Path) -> None:
    with watching(paper, env={"SOURCE_DATE_EPOCH": "1769385600"}) as watch:
        assert watch.builds[0].startswith("2026-01-26 08:00:00  1 article from 1 bulletin: 1 new")


def test_a_burst_is_one_build(paper: Path) -> None:
    with watching(paper) as watch:
        for number in range(100):
            _put(paper, f"第{number}")
            time.sleep(0.005)
        watch.until_built(2)
        assert "101 articles from 101 bulletins: 100 new" in watch.builds[-1]
        _put(paper, "末")
        watch.until_built(3)
        assert watch.stop() == 0
        assert len(watch.builds) == 3


def test_nothing_is_published_while_it_is_written(paper: Path) -> None:
    with watching(paper) as watch:
        with (paper / "news" / f"{FIRST_DAY} 慢.md").open("w", encoding="utf-8") as file:
            for char in f"# 慢慢写来的一篇慢\n\n本报1月26日讯 {words('慢文', 10)}":
                file.write(char)
                file.flush()
                time.sleep(0.1)
            assert len(watch.builds) == 1
            file.write(words("慢完", 100) + "。\n")
        watch.until_built(2)
        (entry,) = (one for one in feedparser.parse(str(paper / "feeds" / "all.atom.xml")).entries if "慢" in one.title)
        assert words("慢完", 100) in entry.content[0].value
        assert "1 new, 0 corrected" in watch.builds[-1]


def test_nor_what_changes_while_a_build_reads(paper: Path) -> None:
    for number in range(150):
        _put(paper, f"第{number}", words(f"第{number}文", 3000))
    last = _put(paper, "终", words("终文", 30))
    watch = Watch(paper)
    done = threading.Event()

    def write() -> None:
        with last.open("w", encoding="utf-8") as file:
            file.write(article("终", FIRST_DAY, words("终文", 30)))
            for number in range(30):
                file.write(f"第{number}段{words(f'{number}段', 20)}。\n")
                file.flush()
                time.sleep(0.15)
            file.write("写完了最后一段。\n")
        done.set()

    try:
        watch.until(lambda: "watching" in watch.said)
        watch.until(lambda: _begun(watch))
        writer = threading.Thread(target=write)
        writer.start()
        watch.until(lambda: watch.builds or done.is_set())
        writer.join()
        watch.until_built(1)
        watch.until(lambda: "写完了最后一段" in (paper / "feeds" / "all.json").read_text(encoding="utf-8"))
        assert all(" 0 corrected" in line for line in watch.builds)  # nobody was shown half of it
    finally:
        watch.process.kill()
        watch.process.wait()


def test_what_is_none_of_its_business(paper: Path) -> None:
    (paper / "feedpub.toml").write_text(CONFIG.replace('["news"]', '["."]'), encoding="utf-8")
    with watching(paper) as watch:
        for name in (".x.md.swp", ".x.md", "x.md~", "x.md.part", "x.tmp", "4913", "debug.log"):
            (paper / "news" / name).write_text("半")
            (paper / name).write_text("半")
        (paper / "feeds" / "note.txt").write_text("不是稿件")
        (paper / "feeds" / "all.atom.xml").touch()
        (paper / ".feedpub" / "x.md").write_text("不是稿件")
        time.sleep(2.5)
        assert len(watch.builds) == 1
        _put(paper, "乙")
        watch.until_built(2)
        assert watch.stop() == 0
        assert len(watch.builds) == 2


def test_pictures_and_templates(paper: Path) -> None:
    (paper / "templates").mkdir()
    (paper / "feedpub.toml").write_text(CONFIG + 'templates = "templates"\n', encoding="utf-8")
    _put(paper, "图", f"{words('图', 100)}。\n\n![江边](图/江边.jpg)\n")
    with watching(paper) as watch:
        assert "[picture-missing]" in watch.said
        (paper / "news" / "图").mkdir()
        Image.new("RGB", (40, 30), "navy").save(paper / "news" / "图" / "江边.jpg")
        watch.until_built(2)
        assert "1 corrected" in watch.builds[-1]
        (paper / "templates" / "style.css").write_text("/* ours */", encoding="utf-8")
        watch.until_built(3)
        assert (paper / "feeds" / "style.css").read_text(encoding="utf-8") == "/* ours */"


def test_the_configuration_changes_breaks_and_is_mended(paper: Path) -> None:
    more = paper / "more"
    more.mkdir()
    (more / f"{FIRST_DAY}.md").write_text(article("丙", FIRST_DAY), encoding="utf-8")
    path = paper / "feedpub.toml"
    with watching(paper) as watch:
        path.write_text(CONFIG.replace('["news"]', '["news", "more"]'), encoding="utf-8")
        watch.until_built(2)
        assert watch.titles() == {"甲", "丙"}
        path.write_text(CONFIG.replace("publication", "publicaton"), encoding="utf-8")
        watch.until(lambda: "unknown key `publicaton`" in watch.said)
        _put(paper, "乙")
        watch.until(lambda: watch.said.count("unknown key `publicaton`") == 2)
        path.unlink()
        watch.until(lambda: "there is no such configuration file" in watch.said)
        assert watch.titles() == {"甲", "丙"}
        path.write_text(CONFIG.replace('["news"]', '["news", "more"]'), encoding="utf-8")
        watch.until_built(3)
        assert watch.titles() == {"甲", "乙", "丙"}
        (more / f"{FIRST_DAY} 2.md").write_text(article("丁", FIRST_DAY), encoding="utf-8")
        watch.until_built(4)
        assert watch.titles() == {"甲", "乙", "丙", "丁"}
        assert watch.stop() == 0


def test_withdrawals_are_published(paper: Path) -> None:
    with watching(paper) as watch:
        (entry,) = feedparser.parse(str(paper / "feeds" / "all.atom.xml")).entries
        command = [sys.executable, "-m", "feedpub", "withdraw", entry.id, "--reason", "来源有误"]
        subprocess.run(command, cwd=paper, check=True, capture_output=True, timeout=60)
        watch.until_built(2)
        (entry,) = feedparser.parse(str(paper / "feeds" / "all.atom.xml")).entries
        assert entry.title.startswith("【撤稿】")


def test_errors_and_refusals_are_told_and_outlived(paper: Path) -> None:
    with watching(paper) as watch:
        broken = paper / "news" / f"{FIRST_DAY} 坏.md"
        broken.write_bytes(b"\xff\x00\xff\xff\x81")
        watch.until_built(2)
        assert "[undecodable]" in watch.said
        assert "undecodable" in (paper / ".feedpub" / "status.json").read_text(encoding="utf-8")
        _put(paper, "乙")
        watch.until_built(3)
        assert watch.said.count("[undecodable]") == 1  # it is told once
        assert "1 error" in watch.builds[-1]
        broken.unlink()
        shutil.move(paper / "feeds", paper / "kept")
        (paper / "feeds").write_text("a file")
        watch.until(lambda: "feedpub: " in watch.said)
        (paper / "feeds").unlink()
        _put(paper, "丙")
        watch.until_built(4)
        assert watch.titles() == {"甲", "乙", "丙"}
        assert watch.stop() == 0


def test_the_folder_is_moved_and_comes_back(paper: Path) -> None:
    with watching(paper) as watch:
        (paper / "news").rename(paper / "old")
        watch.until(lambda: "there is no such file or folder" in watch.said)
        (paper / "old").rename(paper / "news")
        watch.until_built(2)
        _put(paper, "乙")
        watch.until_built(3)
        assert watch.titles() == {"甲", "乙"}


def test_a_file_by_itself_and_its_options(paper: Path) -> None:
    path = _put(paper, "乙")
    with watching(paper, str(path), "--out", "public", "--strict") as watch:
        assert [file.name for file in (paper / "public").glob("all.*")]
        assert "1 article from 1 bulletin" in watch.builds[0]
        shutil.copy(path, paper / "new")
        (paper / "new").write_text(article("乙", FIRST_DAY, words("改", 160)), encoding="utf-8")
        (paper / "new").replace(path)  # as editors save
        watch.until_built(2)
        assert "1 corrected" in watch.builds[-1]


def test_a_build_now_and_then_without_a_change(paper: Path) -> None:
    with watching(paper, code="import feedpub.commands.watch as w; w._AT_LEAST = w._SOONEST = 1") as watch:
        watch.until_built(3)
        assert "0 of 6 feed files written" in watch.builds[-1]


def test_where_the_system_gives_no_notices(paper: Path) -> None:
    with watching(paper, env={"WATCHFILES_FORCE_POLLING": "true"}) as watch:
        _put(paper, "乙")
        watch.until_built(2)


@pytest.mark.timing
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(paper: Path, number: signal.Signals) -> None:
    with watching(paper) as watch:
        began = time.monotonic()
        assert watch.stop(number) == 0
        assert time.monotonic() - began < 2
        assert len(watch.builds) == 1
        assert "Traceback" not in watch.said


def _many(paper: Path) -> None:
    for number in range(60):
        bulletin = "".join(article(f"第{number}之{part}", FIRST_DAY) for part in range(10))
        (paper / "news" / f"{FIRST_DAY} {number}.md").write_text(bulletin, encoding="utf-8")


def _begun(watch: Watch) -> bool:
    """Whether a build is at work: the archive is there from its beginning."""
    return (watch.folder / ".feedpub" / "archive.sqlite3").exists()


@pytest.mark.parametrize("delay", [0.0, 1.0])
def test_a_build_under_way_is_completed(paper: Path, delay: float) -> None:
    _many(paper)
    watch = Watch(paper)
    watch.until(lambda: _begun(watch))
    time.sleep(delay)
    assert watch.stop() == 0
    assert len(watch.builds) == 1
    assert "601 articles from 61 bulletins: 601 new" in watch.builds[0]
    assert len(list((paper / "feeds" / "a").glob("*.html"))) == 601
    assert_valid(paper / "feeds", ADDRESS)
    assert not list((paper / "feeds").rglob(".feedpub-*"))


def test_a_second_signal_ends_it_at_once(paper: Path) -> None:
    _many(paper)
    watch = Watch(paper)
    watch.until(lambda: _begun(watch))
    watch.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    assert watch.stop() == -signal.SIGTERM
    assert watch.builds == []
    with watching(paper) as again:
        assert "601 articles" in again.builds[0]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere"], "nowhere: there is no such file or folder"),
        (["--config", "none.toml"], "none.toml: there is no such configuration file"),
    ],
)
def test_wrong_from_the_start(paper: Path, args: list[str], said: str) -> None:
    command = [sys.executable, "-m", "feedpub", "watch", *args]
    done = subprocess.run(command, cwd=paper, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_empty_folder_may_get_bulletins(paper: Path) -> None:
    (paper / "news" / f"{FIRST_DAY} 甲.md").unlink()
    watch = Watch(paper)
    try:
        watch.until(lambda: "holds no bulletins" in watch.said)
        _put(paper, "乙")
        watch.until_built(1)
        assert watch.titles() == {"乙"}
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.mark.parametrize(
    ("now", "release", "seconds"),
    [
        ("05:40:00", None, 1200),
        ("05:59:30", None, 60),
        ("05:40:00", "06:30", 1200),
        ("06:10:00", "06:30", 1200),
        ("06:29:59", "06:30", 1),
        ("06:30:00", "06:30", 1800),
        ("06:31:00", "06:30", 1740),
    ],
)
def test_it_wakes_on_the_hour_and_when_an_issue_is_released(now: str, release: str | None, seconds: float) -> None:
    from feedpub.commands.watch import _until_next

    moment = datetime.fromisoformat(f"2026-01-26T{now}+08:00")
    config = Config(release=datetime.strptime(release, "%H:%M").time() if release else None)
    assert _until_next(moment, config) == seconds


def test_it_wakes_as_an_embargo_ends() -> None:
    from feedpub.commands.watch import _until_next

    moment = datetime.fromisoformat("2026-01-26T05:10:00+08:00")
    now = int(moment.timestamp())
    assert _until_next(moment, Config(), now + 600) == 600
    assert _until_next(moment, Config(), now + 20) == 20
    assert _until_next(moment, Config(), now + 9000) == 3000


def test_an_excluded_file_that_grows_all_day_holds_no_build_up(paper: Path) -> None:
    (paper / "feedpub.toml").write_text(CONFIG + 'exclude = "log*"\n', encoding="utf-8")
    log = paper / "news" / "log.txt"
    log.write_text("开始\n", encoding="utf-8")
    with watching(paper) as watch:
        assert "1 file not read: 1 excluded" in watch.said
        _put(paper, "乙")
        for number in range(80):
            log.write_text(f"第{number}行\n", encoding="utf-8")
            time.sleep(0.05)
        watch.until_built(2)
        assert watch.said.count("not read") == 1  # said once, until it changes
        assert watch.stop() == 0
        assert len(watch.builds) == 2


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A program that writes into a file ten times a second."""
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.1):
            with path.open("a", encoding="utf-8") as file:
                file.write("一行\n")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("name", ["build.log", "draft.txt", "link.txt"])
def test_what_no_build_reads_holds_none_up(paper: Path, name: str) -> None:
    path = paper / "news" / name
    if name == "link.txt":
        path.symlink_to(paper / "elsewhere.log")
        (paper / "elsewhere.log").touch()
    with _writing(path), watching(paper) as watch:
        _put(paper, "乙")
        watch.until(lambda: watch.titles() == {"甲", "乙"})


def test_after_a_minute_of_unrest_what_is_settled_is_published(paper: Path) -> None:
    path = _put(paper, "丙")
    with watching(paper, code="import feedpub.commands.watch as w; w._UNREST = 3") as watch, _writing(path):
        time.sleep(1)
        _put(paper, "乙")
        watch.until(lambda: watch.titles() == {"甲", "乙", "丙"})
        watch.until(lambda: f"{path.name}: warning: is written again and again" in watch.said)
    assert "Traceback" not in watch.said


def test_a_mistake_of_feedpubs_own_is_told_and_watching_goes_on(paper: Path) -> None:
    code = (
        "import feedpub.commands.watch as w; build = w.build; times = [];"
        "w.build = lambda *a, **k: times.append(1) or (1 / 0 if len(times) == 2 else build(*a, **k))"
    )
    with watching(paper, code=code) as watch:
        _put(paper, "乙")
        watch.until(lambda: "ZeroDivisionError" in watch.said)
        _put(paper, "丙")
        watch.until_built(2)
        assert watch.titles() == {"甲", "乙", "丙"}
        assert "Watching goes on" in watch.said
