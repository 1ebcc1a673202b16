"""`feedpub publish`, `watch --publish` and `status` as commands: what they say, and how they end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Feedpub
from tests.deploying.site import contents
from tests.papers import FIRST_DAY, article
from tests.scenarios.test_watch import Watch

CONFIG = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(article("甲", FIRST_DAY), encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text(CONFIG + '[deploy]\nfolder = "htdocs"\n', encoding="utf-8")
    return tmp_path


def test_it_says_what_it_copied(paper: Path, feedpub: Feedpub) -> None:
    (paper / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    refused = feedpub("build", "--publish")
    assert (refused.returncode, (paper / "feeds").exists()) == (2, False)
    assert "add a table [deploy]" in refused.stderr
    (paper / "feedpub.toml").write_text(CONFIG + '[deploy]\nfolder = "htdocs"\n', encoding="utf-8")
    refused = feedpub("publish")
    assert refused.returncode == 2
    assert "run `feedpub build` first" in refused.stderr
    built = feedpub("build", "--publish")
    assert built.returncode == 0
    number = len(contents(paper / "feeds"))
    assert built.stdout.splitlines()[-1].endswith(f"htdocs: {number} files copied")
    assert contents(paper / "htdocs") == contents(paper / "feeds")
    listed = feedpub("publish", "--all", "--dry-run")
    assert "upload  all.atom.xml\n" in listed.stdout
    assert listed.stdout.splitlines()[-1].endswith(f"{number} files copied; nothing was written")
    assert feedpub("publish", "-q").stdout == ""


def test_it_prints_json(paper: Path, feedpub: Feedpub) -> None:
    built, published = map(json.loads, feedpub("build", "--publish", "--json").stdout.splitlines())
    assert built["new"] == 1
    assert published["to"] == str(paper / "htdocs")
    assert sorted(published["uploaded"]) == sorted(contents(paper / "feeds"))
    assert (published["removed"], published["notified"], published["problems"]) == ([], [], [])
    assert json.loads(feedpub("publish", "--json").stdout)["uploaded"] == []


def test_a_copy_that_fails_is_status_3_and_the_monitor_hears_of_it(paper: Path, feedpub: Feedpub) -> None:
    (paper / "htdocs").write_text("in the way")
    failed = feedpub("build", "--publish")
    assert failed.returncode == 3
    assert "hubs were not notified" in failed.stderr
    assert (paper / "feeds" / "all.atom.xml").exists()
    monitored = feedpub("status")
    assert monitored.returncode == 1
    assert "the last `feedpub publish` failed" in monitored.stdout
    assert json.loads(feedpub("status", "--json").stdout)["published"]["result"] == "refused"
    (paper / "htdocs").unlink()
    assert feedpub("publish").returncode == 0
    assert feedpub("status").returncode == 0


def test_where_pages_have_errors_the_rest_is_copied(paper: Path, feedpub: Feedpub) -> None:
    (paper / "news" / "2026-01-25.md").write_bytes(b"\xff\xfe\xff\x00broken\xff")
    done = feedpub("build", "--publish")
    assert done.returncode == 1
    assert contents(paper / "htdocs") == contents(paper / "feeds")


def test_sigterm_ends_the_program_that_copies(paper: Path, feedpub: Feedpub) -> None:
    (paper / "feedpub.toml").write_text(CONFIG + '[deploy]\nrsync = "www:paper"\n', encoding="utf-8")
    feedpub("build")
    programs = paper / "programs"
    programs.mkdir()
    (programs / "rsync").write_text(
        f"#!/bin/sh\necho $$ >{paper}/pid.new\nmv {paper}/pid.new {paper}/pid\nexec sleep 60\n"
    )
    (programs / "rsync").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "feedpub", "publish"], cwd=paper, env={**os.environ, "PATH": path}
    )
    while not (paper / "pid").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int((paper / "pid").read_text()), 0)


def test_watch_copies_after_each_build(paper: Path) -> None:
    watch = Watch(paper, "--publish")
    try:
        copied = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  .*htdocs: (\d+) files copied", re.MULTILINE)
        watch.until(lambda: copied.search(watch.said))
        assert contents(paper / "htdocs") == contents(paper / "feeds")
        (paper / "news" / "2026-01-27.md").write_text(article("乙", FIRST_DAY), encoding="utf-8")
        watch.until(lambda: len(copied.findall(watch.said)) == 2)
        assert contents(paper / "htdocs") == contents(paper / "feeds")
    finally:
        assert watch.stop() == 0


def test_watch_goes_on_where_a_copy_fails(paper: Path) -> None:
    (paper / "htdocs").write_text("in the way")
    watch = Watch(paper, "--publish")
    try:
        watch.until(lambda: "hubs were not notified" in watch.said)
        (paper / "htdocs").unlink()
        (paper / "news" / "2026-01-27.md").write_text(article("乙", FIRST_DAY), encoding="utf-8")
        watch.until(lambda: "files copied" in watch.said)
        assert contents(paper / "htdocs") == contents(paper / "feeds")
    finally:
        assert watch.stop() == 0


def test_watch_without_a_target_says_so_at_once(paper: Path, feedpub: Feedpub) -> None:
    (paper / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    refused = feedpub("watch", "--publish")
    assert refused.returncode == 2
    assert "add a table [deploy]" in refused.stderr
