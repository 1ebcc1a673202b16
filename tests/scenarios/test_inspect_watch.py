"""`feedpub inspect --watch`: the real command beside a text editor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.papers import FIRST_DAY, article


class _Shown:
    """A reading that is shown again and again."""

    def __init__(self, folder: Path, *args: str) -> None:
        self._said = folder / ".said"
        with self._said.open("w") as said:
            command = [sys.executable, "-m", "feedpub", "inspect", "--watch", *args]
            self.process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=os.environ)

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def until(self, met: Callable[[str], object]) -> None:
        deadline = time.monotonic() + 60
        while not met(self.said):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def until_shown(self, times: int) -> None:
        self.until(lambda said: said.count("shown again when the file is saved") >= times)


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / f"{FIRST_DAY}.md"
    path.write_text(article("甲", FIRST_DAY), encoding="utf-8")
    return path


@pytest.fixture
def shown(bulletin: Path) -> Iterator[_Shown]:
    shown = _Shown(bulletin.parent, bulletin.name)
    try:
        shown.until_shown(1)
        yield shown
    finally:
        shown.process.kill()
        shown.process.wait()


def test_the_reading_follows_the_text(bulletin: Path, shown: _Shown) -> None:
    assert "甲" in shown.said
    bulletin.write_text(article("甲", FIRST_DAY) + article("乙", FIRST_DAY), encoding="utf-8")
    shown.until(lambda said: "乙" in said)
    beside = bulletin.with_suffix(".swp")  # editors write another file and put it in the place of the first
    beside.write_text(article("丙", FIRST_DAY), encoding="utf-8")
    beside.replace(bulletin)
    shown.until(lambda said: "丙" in said)
    assert not (bulletin.parent / "feeds").exists()


def test_a_file_that_is_away_for_a_moment_and_a_wrong_configuration_end_nothing(bulletin: Path, shown: _Shown) -> None:
    text = bulletin.read_text(encoding="utf-8")
    bulletin.unlink()
    shown.until(lambda said: "there is no such file" in said)
    bulletin.write_text(text, encoding="utf-8")
    shown.until_shown(3)
    (bulletin.parent / "feedpub.toml").write_text("publication = 滨江日报\n", encoding="utf-8")
    shown.until(lambda said: "text goes between straight quotes" in said)
    (bulletin.parent / "feedpub.toml").unlink()
    shown.until(lambda said: said.rpartition("straight quotes")[2].count("甲"))


def test_ctrl_c_ends_it_in_peace(shown: _Shown) -> None:
    shown.process.send_signal(signal.SIGINT)
    assert shown.process.wait(timeout=30) == 0
    assert "Traceback" not in shown.said


def test_it_is_for_people(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "feedpub", "inspect", "--watch", "--json", "a.md"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "leave out --json" in done.stderr
