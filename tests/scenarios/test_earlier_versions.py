"""What subscribers notice when a paper goes on with a newer feedpub: nothing."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from feedpub import __version__
from feedpub.building import build
from feedpub.config import load_config
from feedpub.ingest import parse
from feedpub.model import Bulletin
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.sources import suffixes
from tests.conftest import Feedpub
from tests.paths import ROOT, SAMPLES
from tests.programs import need

# The last day of 0.1.0, and when 0.2.0 was begun. Older ones read less of today's samples than is in them.
EARLIER = (
    "a1ad3e89d376987a73056a379492282c6389a215",
    "ac72a8abd658ca1446ebc6ce333348e1706261ed",
)


@pytest.fixture
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with an earlier feedpub, out of the repository's history."""
    need("git")
    commit = str(request.param)
    if subprocess.run(["git", "cat-file", "-e", commit], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip(f"{commit} is not in this clone")
    folder = tmp_path / "earlier"
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit, "feedpub"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "x"], cwd=folder, input=archive.stdout, check=True)
    return folder


def _entries(out: Path) -> dict[str, tuple[str, str, str]]:
    """What readers go by, of every entry of every feed: by its id, its headline and its moments."""
    entries = (entry for path in out.glob("*.atom.xml") for entry in feedparser.parse(path.read_bytes()).entries)
    return {entry.id: (entry.title, entry.published, entry.updated) for entry in entries}


NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _paper(folder: Path, settings: str = "") -> Path:
    """A paper of the samples."""
    (folder / "news").mkdir(parents=True)
    for bulletin in SAMPLES.rglob("*"):
        if bulletin.suffix in suffixes():
            (folder / "news" / bulletin.name).write_bytes(bulletin.read_bytes())
    (folder / "feedpub.toml").write_text(
        'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/feeds/"\n' + settings,
        encoding="utf-8",
    )
    return folder


def _build_with(modules: Path, paper: Path) -> None:
    """Build a paper by the feedpub in a folder."""
    env = {**os.environ, "PYTHONPATH": str(modules), "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    command = [sys.executable, "-P", "-m", "feedpub", "build"]
    done = subprocess.run(command, cwd=paper, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("earlier", EARLIER, indirect=True)
def test_no_entry_is_new_and_none_is_changed_by_an_upgrade(earlier: Path, tmp_path: Path, feedpub: Feedpub) -> None:
    paper = _paper(tmp_path / "paper")
    _build_with(earlier, paper)
    before = _entries(paper / "feeds")
    assert len(before) > 40
    planned = feedpub("diff", cwd=paper)
    assert "0 new, 0 corrected, 0 withdrawn, 0 pruned" in planned.stdout
    assert feedpub("build", cwd=paper).returncode == 0
    assert _entries(paper / "feeds") == before
    assert feedpub("check", "--archive", cwd=paper).returncode == 0
    again = feedpub("build", cwd=paper).stdout
    assert " 0 of " in again  # of its feed files are written


def test_what_the_release_before_wrote_is_neither_read_nor_written_again_while_both_numbers_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "before"
    shutil.copytree(ROOT / "feedpub", before / "feedpub", ignore=shutil.ignore_patterns("__pycache__"))
    init = before / "feedpub" / "__init__.py"
    text = init.read_text(encoding="utf-8")
    init.write_text(text.replace(f'__version__ = "{__version__}"', '__version__ = "0.0.9"'), encoding="utf-8")
    paper = _paper(tmp_path / "paper", "pages = true\narchive_size = 5\n")
    _build_with(before, paper)
    out = paper / "feeds"
    assert b'version="0.0.9"' in (out / "all.atom.xml").read_bytes()

    def written() -> dict[str, tuple[int, int, bytes]]:
        files = [path for path in out.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    def noted(data: bytes, *args: Any, **named: Any) -> Bulletin:
        read.append(data)
        return read_bytes(data, *args, **named)

    files, read = written(), list[bytes]()
    assert len(files) > 100
    monkeypatch.setattr(parse, "read_bytes", noted)
    monkeypatch.chdir(paper)
    built = build([], load_config(paper / "feedpub.toml"), NOW)
    assert (built.new, built.corrected, built.withdrawn, built.pages) == (0, 0, 0, 0)
    assert not read
    assert written() == files
    assert not list(out.rglob(".feedpub-*"))
    (paper / "news" / "2026-02-28.txt").write_text("# 江上渡轮复航\n\n本报2月28日讯 两岸居民乘船往来。\n", "utf-8")
    built = build([], load_config(paper / "feedpub.toml"), NOW)
    assert (built.new, built.corrected, built.withdrawn) == (1, 0, 0)
