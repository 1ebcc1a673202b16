"""Whatever lies among the bulletins is one problem: the rest is published, and nothing is waited for."""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, article

_NAME = f"{FIRST_DAY}.md"
_ODD = "2026-01-27.md"


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket has room for 108 bytes
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


_KINDS: dict[str, Callable[[Path], None]] = {
    "loop": lambda path: path.symlink_to(path.name),
    "pipe": lambda path: os.mkfifo(path),
    "socket": _socket,
    "folder": lambda path: path.mkdir(),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "link out": lambda path: path.symlink_to("../secret.md"),
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / _NAME).write_text(article("甲", FIRST_DAY), encoding="utf-8")
    (tmp_path / "secret.md").write_text(article("密", FIRST_DAY), encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\nbase_url = "https://n.example/"\n', encoding="utf-8")
    return folder


def _published(folder: Path) -> set[str]:
    return {entry.title[-1] for entry in feedparser.parse(str(folder / "feeds" / "all.atom.xml")).entries}


@pytest.mark.parametrize("kind", _KINDS)
def test_as_a_bulletin_it_is_told_and_the_rest_is_published(feedpub: Feedpub, news: Path, kind: str) -> None:
    _KINDS[kind](news / _ODD)
    for command in ("build", "inspect"):
        done = feedpub(command)
        assert "Traceback" not in done.stderr
        assert (done.stderr + done.stdout).count(f"news/{_ODD}") == 1
    assert _published(news.parent) == {"甲"}


@pytest.mark.parametrize("kind", _KINDS)
def test_as_a_picture_it_is_told_and_the_article_is_published(feedpub: Feedpub, news: Path, kind: str) -> None:
    with (news / _NAME).open("a", encoding="utf-8") as file:
        file.write("![照片](odd.jpg)\n")
    _KINDS[kind](news / "odd.jpg")
    for _ in range(2):
        done = feedpub("build", "-v")
        assert (done.returncode, done.stderr.count("warning: `odd.jpg`")) == (0, 1), done.stderr
    assert _published(news.parent) == {"甲"}


@pytest.mark.parametrize("kind", ["loop", "pipe", "socket", "device"])
def test_named_by_itself_it_is_told(feedpub: Feedpub, news: Path, kind: str) -> None:
    _KINDS[kind](news / _ODD)
    done = feedpub("inspect", f"news/{_ODD}")
    assert done.returncode == 1
    assert f"news/{_ODD}: error: " in done.stderr


@pytest.mark.parametrize("kind", ["loop", "pipe", "folder", "device"])
def test_as_the_list_of_withdrawals_nothing_is_published(feedpub: Feedpub, news: Path, kind: str) -> None:
    _KINDS[kind](news.parent / "withdrawn.toml")
    done = feedpub("build")
    assert (done.returncode, "withdrawn.toml: cannot be read: " in done.stderr) == (2, True)
    assert not (news.parent / "feeds").exists()


@pytest.mark.parametrize("kind", ["loop", "pipe", "folder", "device"])
def test_as_the_status_it_is_a_warning(feedpub: Feedpub, news: Path, kind: str) -> None:
    (news.parent / ".feedpub").mkdir()
    _KINDS[kind](news.parent / ".feedpub" / "status.json")
    done = feedpub("build")
    assert (done.returncode, done.stderr.count("[status]")) == (0, 1)
    assert _published(news.parent) == {"甲"}


def test_a_link_out_of_the_folder_is_read_where_a_key_allows_it(feedpub: Feedpub, news: Path) -> None:
    _KINDS["link out"](news / _ODD)
    done = feedpub("build")
    assert f"1 link to a file outside of the folder (news/{_ODD}); linked_bulletins = true" in done.stdout
    with (news.parent / "feedpub.toml").open("a", encoding="utf-8") as file:
        file.write("linked_bulletins = true\n")
    feedpub("build")
    assert _published(news.parent) == {"甲", "密"}


def test_a_link_within_the_folder_is_a_bulletin(feedpub: Feedpub, news: Path) -> None:
    (news / "real").mkdir()
    (news / _NAME).rename(news / "real" / _NAME)
    (news / _NAME).symlink_to(f"real/{_NAME}")
    assert "outside" not in feedpub("build").stdout
    assert _published(news.parent) == {"甲"}


def test_a_folder_a_thousand_deep_is_one_problem(feedpub: Feedpub, news: Path) -> None:
    here = Path.cwd()
    os.chdir(news)
    try:
        for _ in range(1100):
            os.mkdir("d")  # noqa: PTH102  # the whole path is too long for one call
            os.chdir("d")
    finally:
        os.chdir(here)
    done = feedpub("build")
    subprocess.run(["rm", "-rf", str(news / "d")], check=True)  # Python's own way goes no deeper than its stack
    assert (done.returncode, done.stderr.count("error: ")) == (1, 1)
    assert "is more than 100 folders deep" in done.stderr
    assert _published(news.parent) == {"甲"}


def test_a_bulletin_above_the_bound_is_one_problem_and_not_read(feedpub: Feedpub, news: Path) -> None:
    with (news / _ODD).open("wb") as file:
        file.truncate(1_100_000_000)
    done = feedpub("build")
    assert (done.returncode, done.stderr.count("error: ")) == (1, 1)
    assert f"news/{_ODD}: error: has more than 16 MB" in done.stderr
    assert _published(news.parent) == {"甲"}
    (news / _ODD).write_text(article("乙", FIRST_DAY) + "\n" * 16_100_000, encoding="utf-8")
    assert "[too-large]" in feedpub("build").stderr
    with (news.parent / "feedpub.toml").open("a", encoding="utf-8") as settings:
        settings.write("largest_bulletin = 17\n")
    assert "[too-large]" not in feedpub("build").stderr
    assert _published(news.parent) == {"甲", "乙"}
