"""Builds by several processes: what is published, kept and said is what one process makes of the same bulletins."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import feedpub.workers
from feedpub.commands.entries import withdraw
from feedpub.model.build import BuildResult
from tests.papers import FIRST_DAY, Paper, article, words
from tests.paths import ROOT, SAMPLES
from tests.pictures import composed
from tests.scenarios.test_properties import TEXT

_TIME = re.compile(r"\b1[0-9]{18}\b")  # nanoseconds since 1970
_OF_THE_FILE = ("looked", "size", "mtime", "ctime", "inode", "device")  # columns that no two folders have in common


@pytest.fixture(autouse=True)
def any_work_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for the first bulletin."""
    monkeypatch.setattr(feedpub.workers, "FEW", 0)


def kept(paper: Paper) -> list[str]:
    """The archive as text, without what its files and folders have of their own."""
    with closing(sqlite3.connect(paper.config.archive)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        found = []
        for table in tables:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in _OF_THE_FILE]
            rows = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            rows = [row for row in rows if row[0] != "pages folder"]
            found.append(_TIME.sub("…", f"{table}\n" + "\n".join(sorted(map(repr, rows)))))
        return found


def tree(paper: Paper) -> dict[str, bytes]:
    return {name: data for name, (_, data) in paper.files().items()}


def _said(paper: Paper, built: BuildResult) -> str:
    return repr((sorted(built.same), replace(built, same=frozenset()))).replace(str(paper.folder), "")


class Twins:
    """The same paper twice: one built by one process, one by three."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.papers = [Paper(folder / str(jobs), jobs=jobs, pages=True, **options) for jobs in (1, 3)]
        for paper in self.papers:
            paper.now = datetime(2026, 6, 1, tzinfo=UTC)  # later than any sample

    def write(self, name: str, data: bytes) -> None:
        for paper in self.papers:
            path = paper.news / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def build(self, **options: Any) -> BuildResult:
        """Builds both; all that they publish, keep and say is the same."""
        one, three = (paper.build(**options) for paper in self.papers)
        assert _said(self.papers[0], one) == _said(self.papers[1], three)
        assert tree(self.papers[0]) == tree(self.papers[1])
        assert kept(self.papers[0]) == kept(self.papers[1])
        return three


def fill(twins: Twins, days: int, text: Callable[[int, int], str]) -> None:
    for day in range(days):
        moment = FIRST_DAY - timedelta(days=day)
        parts = [article(f"{day}之{number}", moment, text(day, number)) for number in range(4)]
        twins.write(f"{moment}.txt", "".join(parts).encode())


def text_of(day: int, number: int) -> str:
    return words(f"{day}之{number}文", 160)


@pytest.mark.parametrize("options", [{}, {"history": False}, {"base_url": "http://127.0.0.1:8000/"}], ids=repr)
def test_the_samples(tmp_path: Path, options: dict[str, Any]) -> None:
    twins = Twins(tmp_path, **options)
    for path in SAMPLES.rglob("*"):
        if path.is_file():
            twins.write(str(path.relative_to(SAMPLES)), path.read_bytes())
    assert twins.build().new > 20
    assert twins.build().new == 0


def test_a_year_then_corrections_a_dry_run_and_withdrawals(tmp_path: Path) -> None:
    twins = Twins(tmp_path, archive_size=20, removed="withdraw", follows=())
    fill(twins, 90, text_of)
    assert twins.build().new == 360
    fill(twins, 90, lambda day, number: text_of(day, number) + ("改" if (day + number) % 3 == 0 else ""))
    assert twins.build(dry=True).corrected == 120
    assert twins.build().corrected == 120
    for paper in twins.papers:
        paper.config = paper.config.__class__(**{**_fields(paper), "content": "summary"})
    twins.build()  # all is rendered again, and reads differently
    fill(twins, 80, text_of)
    for paper in twins.papers:
        for path in sorted(paper.news.iterdir())[:10]:
            path.unlink()
    twins.build(prune=True, allow_shrink=True)


def test_corrections_that_are_told_and_pages_of_reporters(tmp_path: Path) -> None:
    twins = Twins(tmp_path, by=("reporter", "column"), by_from=3, corrections_in_all=True)

    def texts(change: Callable[[int, int], str]) -> Callable[[int, int], str]:
        return lambda day, number: (
            f"（记者{'周远' if number else '林知夏'}）{text_of(day, number)}{change(day, number)}"
        )

    fill(twins, 40, texts(lambda day, number: ""))
    assert twins.build().new == 160
    published = tree(twins.papers[1])
    assert {"r/zhou-yuan-6b33.html", "r/zhou-yuan-6b33.atom.xml"} <= published.keys()
    linked = [name for name, data in published.items() if name[:2] == "a/" and b'href="../r/' in data]
    assert len(linked) == 160
    fill(twins, 40, texts(lambda day, number: "改" if (day + number) % 3 == 0 else ""))
    corrected = twins.build().corrected
    assert 50 < corrected == len(twins.papers[1].feed("corrections"))
    told = [data for name, data in tree(twins.papers[1]).items() if name[:2] == "a/" and b'class="corrected"' in data]
    assert len(told) == corrected
    assert len({entry.updated for entry in twins.papers[1].feed("corrections").values()}) == corrected
    fill(twins, 40, texts(lambda day, number: "再改" if day == 3 else "改" if (day + number) % 3 == 0 else ""))
    for paper in twins.papers:
        (paper.news / f"{FIRST_DAY}.txt").unlink()
    assert twins.build(prune=True, allow_shrink=True).corrected == 4
    for paper in twins.papers:
        withdraw([next(iter(paper.ids("r/zhou-yuan-6b33").values()))], "消息来源有误", paper.config, now=paper.now)
    assert twins.build().withdrawn == 1


def test_pictures_are_made_smaller_by_several_processes(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    shapes = [(330 + 90 * number, 200 + 7 * number) for number in range(20)]
    for number, shape in enumerate(shapes):
        made = BytesIO()
        Image.linear_gradient("L").resize(shape).convert("RGB").rotate(number).save(made, "JPEG")
        twins.write(f"{number}.jpg", made.getvalue())
    twins.write("20.jpg", composed.moving_webp())
    twins.write("21.jpg", b"\xff\xd8\xff\xe0 half a photograph")
    for day in range(12):
        moment = FIRST_DAY - timedelta(days=day)
        shown = "".join(f"![图为{words(str(one), 4)}。]({one}.jpg)\n\n" for one in (day * 2, day * 2 + 1, day))
        twins.write(f"{moment}.md", (article(f"第{day}天", moment) + shown).encode())
    built = twins.build()
    assert {problem.code for _, problem in built.problems} == {"picture-broken", "picture-missing"}
    copies = {name for name in tree(twins.papers[1]) if name.startswith("p/")}
    assert len([name for name in copies if "-" not in name]) == len(shapes) + 1
    smaller = {name for name in copies if "-" in name}
    assert len(smaller) > 2 * len(shapes)
    for paper in twins.papers:
        for name in sorted(smaller)[::5]:
            (paper.config.out / name).unlink()
    twins.build()
    assert {name for name in tree(twins.papers[1]) if name.startswith("p/")} == copies


def _fields(paper: Paper) -> dict[str, Any]:
    return {name: getattr(paper.config, name) for name in paper.config.__dataclass_fields__}


@given(st.lists(st.one_of(TEXT.map(lambda text: text.encode(errors="replace")), st.binary()), min_size=1, max_size=30))
@settings(max_examples=12)
def test_any_bulletins(texts: list[bytes]) -> None:
    folder = Path(os.environ.get("PYTEST_TMP", "/tmp")) / f"feedpub-jobs-{os.getpid()}"
    try:
        twins = Twins(folder)
        for number, text in enumerate(texts):
            twins.write(f"{number}.txt", text)
        twins.build()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# A process that ends, and builds that are stopped.


def _command(paper: Paper, jobs: int) -> "subprocess.Popen[str]":
    """`feedpub build` over a paper with so many bulletins that processes are started."""
    (paper.folder / "feedpub.toml").write_text('bulletins = ["news"]\nbase_url = "https://news.example.org/"\n')
    return subprocess.Popen(
        [sys.executable, "-m", "feedpub", "build", "--jobs", str(jobs)],
        cwd=paper.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1772323200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),  # background jobs ignore it
    )


def _children(process: int) -> Iterator[int]:
    """The processes that a process started, and those that these started."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            child = int(path.parent.name)
            yield child
            yield from _children(child)


def _workers(process: "subprocess.Popen[str]", many: int) -> list[int]:
    """The process that forks, and its workers, as soon as there are so many."""
    while process.poll() is None:
        found = list(_children(process.pid))
        if len(found) > many:
            return found
        time.sleep(0.005)
    raise AssertionError(f"it ended: {process.communicate()}")


def _all_ended(processes: list[int]) -> bool:
    for _ in range(500):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def large(tmp_path: Path) -> Paper:
    """A paper of 600 bulletins with a feed of one more, published before."""
    paper = Paper(tmp_path / "paper")
    paper.write("2020-01-01.txt", article("旧", FIRST_DAY - timedelta(days=2000)))
    process = _command(paper, 1)
    assert process.wait() == 0
    process.communicate()
    for number in range(600):
        day = FIRST_DAY - timedelta(days=number)
        paper.write(f"{day}.txt", "".join(article(f"{number}之{one}", day) for one in range(2)))
    return paper


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_a_worker_that_ends_is_one_error_and_the_next_build_publishes_all(large: Paper, number: signal.Signals) -> None:
    before = tree(large)
    process = _command(large, 2)
    _, *workers = found = _workers(process, 2)
    os.kill(workers[0], number)
    _, told = process.communicate()
    assert process.returncode == 3
    assert told.strip() == (
        f"feedpub: a worker process ended (signal {number.value}); nothing published is lost; try --jobs 1"
    )
    assert _all_ended(found)
    assert tree(large) == before
    again = _command(large, 2)
    assert again.wait() == 0
    again.communicate()
    assert len(list((large.config.out / "a").iterdir())) == 1201


@needs_proc
@pytest.mark.parametrize("delay", [0.4, *(pytest.param(delay, marks=pytest.mark.slow) for delay in (0.0, 1.2))])
def test_ctrl_c_stops_all_of_it(large: Paper, delay: float) -> None:
    before = tree(large)
    process = _command(large, 2)
    found = _workers(process, 0)
    time.sleep(delay)
    found += [one for one in _children(process.pid) if one not in found]
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode in (1, 130)
    assert "Traceback" not in told
    assert _all_ended(found)
    assert tree(large) == before


@needs_proc
@pytest.mark.parametrize("delay", [0.8, *(pytest.param(delay, marks=pytest.mark.slow) for delay in (0.1, 1.6, 2.4))])
def test_no_process_outlives_a_build_that_is_killed(large: Paper, delay: float) -> None:
    process = _command(large, 2)
    found = _workers(process, 0)
    time.sleep(delay)
    found += [one for one in _children(process.pid) if one not in found]
    process.kill()
    process.communicate()
    assert _all_ended(found)
    again = _command(large, 2)
    assert again.wait() == 0
    again.communicate()
    assert len(list((large.config.out / "a").iterdir())) == 1201
    assert not list(large.config.out.rglob(".feedpub-*"))
