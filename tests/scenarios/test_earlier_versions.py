"""What subscribers notice when a paper goes on with a newer feedpub: nothing."""

import os
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest

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


@pytest.mark.slow
@pytest.mark.parametrize("earlier", EARLIER, indirect=True)
def test_no_entry_is_new_and_none_is_changed_by_an_upgrade(earlier: Path, tmp_path: Path, feedpub: Feedpub) -> None:
    paper = tmp_path / "paper"
    (paper / "news").mkdir(parents=True)
    for bulletin in SAMPLES.rglob("*"):
        if bulletin.suffix in suffixes():
            (paper / "news" / bulletin.name).write_bytes(bulletin.read_bytes())
    (paper / "feedpub.toml").write_text(
        'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/feeds/"\n',
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(earlier), "SOURCE_DATE_EPOCH": "1772323200"}
    command = [sys.executable, "-m", "feedpub", "build"]
    done = subprocess.run(command, cwd=paper, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    before = _entries(paper / "feeds")
    assert len(before) > 40
    planned = feedpub("diff", cwd=paper)
    assert "0 new, 0 corrected, 0 withdrawn, 0 pruned" in planned.stdout
    assert feedpub("build", cwd=paper).returncode == 0
    assert _entries(paper / "feeds") == before
    assert feedpub("check", "--archive", cwd=paper).returncode == 0
    again = feedpub("build", cwd=paper).stdout
    assert " 0 of " in again  # of its feed files are written
