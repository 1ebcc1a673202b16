"""An archive that a disk or a hand has changed: nothing wrong is published, and nothing that is published is lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from feedpub.archive import open_archive
from feedpub.errors import RefusedError
from tests.conftest import Feedpub
from tests.damage import Trial
from tests.documents import HOW_TO, blocks, example_paper
from tests.papers import FIRST_DAY, Paper, article

CODE = "archive-damaged"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path, pages=True, history=True)
    made.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙", FIRST_DAY))
    made.build()
    return made


def _change(paper: Paper, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(paper.config.archive, isolation_level=None)) as db:
        db.execute(statement, values)


def _flip_text(paper: Paper) -> None:
    """One letter of the only bulletin becomes another, as a bit that flips makes it."""
    with closing(sqlite3.connect(paper.config.archive, isolation_level=None)) as db:
        (data,) = db.execute("SELECT bytes FROM text").fetchone()
        db.execute("UPDATE text SET bytes = ?", (data.replace("本报".encode(), "本版".encode(), 1),))


def _codes(paper: Paper) -> list[tuple[str, str]]:
    """Builds all feeds and pages again; what is said of the archive, as level and path."""
    paper.config = replace(paper.config, base_url=f"{paper.config.base_url}x/")
    built = paper.build()
    return [(problem.level, path) for path, problem in built.problems if problem.code == CODE]


def test_a_text_that_the_disk_changed_is_read_again_from_its_folder_and_corrects_nothing(paper: Paper) -> None:
    before = {title: (entry.id, entry.updated, entry.content) for title, entry in paper.feed().items()}
    _flip_text(paper)
    assert [level for level, _ in _codes(paper)] == ["warning"]
    assert {title: (entry.id, entry.updated, entry.content) for title, entry in paper.feed().items()} == before
    assert _codes(paper) == []  # it is mended


def test_a_hash_that_the_disk_changed_is_mended_too(paper: Paper) -> None:
    before = [entry.updated for entry in paper.feed().values()]
    _change(paper, "UPDATE bulletin SET hash = zeroblob(16)")
    paper.build(later=timedelta(days=1))
    assert [entry.updated for entry in paper.feed().values()] == before
    with open_archive(paper.config.archive, dry=True) as archive:
        assert list(archive.bulletins.damaged()) == []


def test_a_text_that_nobody_has_any_more_stays_as_it_is_published(paper: Paper) -> None:
    before = {title: (entry.id, entry.updated, entry.content) for title, entry in paper.feed().items()}
    pages = {path: file for path, file in paper.files().items() if path.startswith("a/")}
    _flip_text(paper)
    (paper.news / "2026-01-26.md").unlink()
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    told = _codes(paper)
    assert [(level, Path(path).name) for level, path in told] == [("error", "2026-01-26.md")]
    after = {title: (entry.id, entry.updated, entry.content) for title, entry in paper.feed().items()}
    assert before.items() <= after.items()
    assert pages.items() <= paper.files().items()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET day = 'xx'",
        "UPDATE entry SET slug = '../../x'",
        "UPDATE entry SET published = 'soon'",
        "UPDATE entry SET published = 9e18",
        "UPDATE entry SET id = x'00' WHERE number = 1",
        "UPDATE entry SET bulletin = 77",
        "UPDATE entry SET withdrawn = '{'",
        "UPDATE entry SET title = char(1)",
        "UPDATE bulletin SET problems = '[{\"line\": 1}]'",
        "UPDATE bulletin SET seen = '2026-02-30'",
        "UPDATE feed SET files = '{'",
        "UPDATE feed SET slug = '../../x' WHERE slug = 'general'",
        "DELETE FROM bulletin",
        "UPDATE file SET path = 'a/b' WHERE path = 'general.rss.xml'",
        "UPDATE file SET path = x'7878' WHERE path = 's/general.html'",
        "UPDATE file SET path = '../../x' WHERE path = 's/general.html'",
    ],
)
def test_a_value_that_feedpub_never_writes_refuses_the_build_or_is_mended(paper: Paper, change: str) -> None:
    before, ids = sorted(paper.folder.parent.rglob("*")), paper.ids()
    _change(paper, change)
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    try:
        paper.build()
    except RefusedError as refused:
        assert "the archive is damaged" in str(refused)  # noqa: PT017  # some of them are mended
    assert ids.items() <= paper.ids().items()
    ours = (paper.config.out, paper.news)
    after = sorted(path for path in paper.folder.parent.rglob("*") if not path.is_relative_to(paper.config.out))
    assert [path for path in after if path not in before and not any(path.is_relative_to(one) for one in ours)] == []


def test_an_archive_with_a_wrong_value_is_said_with_status_3(feedpub: Feedpub, tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    paper.write("2026-01-26.md", article("甲", FIRST_DAY))
    assert feedpub("build").returncode == 0
    _change(paper, "UPDATE entry SET day = 'xx'")
    paper.write("2026-01-27.md", article("乙", date(2026, 1, 27)))
    ran = feedpub("build")
    assert ran.returncode == 3
    assert "a column `day` has the value 'xx'" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("seed", range(1, 25))
def test_an_archive_damaged_at_random_ends_no_build_in_a_traceback(seed: int, trial: Trial) -> None:
    assert trial.run(seed).wrong == ""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("damage") / "trial")


# ── feedpub check --archive ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("SELECT 1", "archive: all well"),
        ("UPDATE text SET bytes = x'00'", "[archive-bulletin]"),
        ("UPDATE entry SET slug = '../x'", "[archive-structure]"),
        ("UPDATE entry SET published = published + 1", "[archive-entry]"),
        ("UPDATE entry SET title = '水碓'", "[archive-entry]"),
        ("DELETE FROM entry", "[archive-entry]"),
    ],
)
def test_check_proves_the_archive(feedpub: Feedpub, tmp_path: Path, change: str, said: str) -> None:
    paper = Paper(tmp_path)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    paper.write("2026-01-26.md", article("甲", FIRST_DAY))
    assert feedpub("build").returncode == 0
    _change(paper, change)
    before = paper.config.archive.read_bytes()
    ran = feedpub("check", "--archive")
    assert said in ran.stdout
    assert ran.returncode == (0 if said == "archive: all well" else 1)
    assert paper.config.archive.read_bytes() == before


def test_check_without_an_archive_says_what_to_do(feedpub: Feedpub, tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    paper.write("2026-01-26.md", article("甲", FIRST_DAY))
    assert feedpub("build").returncode == 0
    paper.config.archive.unlink()
    ran = feedpub("check", "--archive")
    assert (ran.returncode, "run feedpub build first" in ran.stderr) == (2, True)


# ── backup and restore ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", HOW_TO)
def test_the_documented_backup_is_restored_by_the_documented_commands(
    name: str, tmp_path: Path, feedpub: Feedpub
) -> None:
    folder = example_paper(tmp_path, name)
    assert feedpub("build").returncode == 0
    [backup] = [block for block in blocks(name, "bash") if "VACUUM" in block]
    [restoring] = [block for block in blocks(name, "bash") if "cp backup" in block]
    _run(backup, folder)
    _run(backup, folder)  # the next day
    archive, out = folder / ".feedpub/archive.sqlite3", folder / "feeds"
    before = {path: path.read_bytes() for path in out.rglob("*.xml")}
    data = archive.read_bytes()
    archive.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    assert feedpub("build").returncode == 3
    assert "all well" in _run(restoring, folder)
    assert {path: path.read_bytes() for path in out.rglob("*.xml")} == before


def _run(script: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": "1772323200"}
    ran = subprocess.run(["bash", "-e"], input=script, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
