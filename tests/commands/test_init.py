"""`feedpub init`: a paper from nothing, and each schedule tried as far as this machine has what runs it."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import feedparser
import pytest
import yaml

from feedpub.config import load_config
from feedpub.config.schema import ConfigFile
from tests.browser import need
from tests.conftest import Feedpub
from tests.paths import ROOT

DATA = ROOT / "feedpub" / "data" / "init"
TODAY = "2026-01-26"
ODD = "报 纸 100% $HOME"  # a folder's name may be so


def _run(
    *command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, timeout=120, cwd=cwd, env=env
    )


def test_a_paper_from_nothing(tmp_path: Path, feedpub: Feedpub) -> None:
    done = feedpub("init", "paper", today=TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    paper = tmp_path / "paper"
    made = ["feedpub.toml", ".feedpub.schema.json", ".gitignore", f"news/{TODAY}.md"]
    assert done.stdout.splitlines()[:4] == [f"made paper/{name}" for name in made]
    assert "\n  feedpub serve --watch --open\n" in done.stdout
    assert sorted(str(path.relative_to(paper)) for path in paper.rglob("*") if path.is_file()) == sorted(made)
    assert (paper / ".gitignore").read_text(encoding="utf-8") == ".feedpub/\n"
    built = feedpub("build", cwd=paper, today=TODAY)
    assert built.returncode == 0
    (hint,) = built.stderr.splitlines()
    assert hint.startswith("this paper is a draft")
    (entry,) = feedparser.parse(str(paper / "feeds" / "society.atom.xml")).entries
    assert (entry.title, entry.author) == ("Night market moves into the old granary", "Mary Song")
    assert entry.published.startswith("2026-01-25")
    for part in ("Seventy-six stalls", "hangs a lantern", "Photo by Ian Lu"):
        assert part in entry.content[0].value
    parsed = feedparser.parse(str(paper / "feeds" / "all.atom.xml"))
    assert parsed.feed.title == "My Paper · All articles"
    for path in (path for path in (paper / "feeds").rglob("*.*") if path.is_file() and path.suffix != ".png"):
        assert not re.search(r"[\u3000-\u9fff]", path.read_text(encoding="utf-8")), path


def test_with_an_address_nothing_is_left_to_say(tmp_path: Path, feedpub: Feedpub) -> None:
    feedpub("init", today=TODAY)
    path = tmp_path / "feedpub.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("# base_url", "base_url"), encoding="utf-8")
    built = feedpub("build", today=TODAY)
    assert (built.returncode, built.stderr) == (0, "")


def test_on_new_years_day(tmp_path: Path, feedpub: Feedpub) -> None:
    feedpub("init", today="2027-01-01")
    built = feedpub("build", today="2027-01-01")
    assert built.stderr.count("\n") == 1
    (entry,) = feedparser.parse(str(tmp_path / "feeds" / "all.atom.xml")).entries
    assert entry.published.startswith("2026-12-31")


def test_nothing_is_written_over(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "systemd").mkdir()
    own = ["feedpub.toml", ".gitignore", "news/mine.md", "systemd/feedpub.timer"]
    for name in own:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    done = feedpub("init", "--schedule", "systemd", today=TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("feedpub.toml", ".gitignore", "news", "systemd/feedpub.timer"):
        assert f"kept: {name} exists already\n" in done.stdout
    assert "made systemd/feedpub.service\n" in done.stdout
    assert all((tmp_path / name).read_text(encoding="utf-8") == "mine" for name in own)
    assert [path.name for path in (tmp_path / "news").iterdir()] == ["mine.md"]


def test_twice_changes_nothing(tmp_path: Path, feedpub: Feedpub) -> None:
    first = feedpub("init", "--schedule", "github", today=TODAY)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = feedpub("init", "--schedule", "github", today="2026-01-27")
    assert (first.returncode, again.returncode) == (0, 0)
    assert "made" not in again.stdout
    assert "feedpub serve" in first.stdout
    assert "feedpub serve" not in again.stdout  # a paper that runs needs no first steps
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "feedpub.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert "kept: feedpub.toml" in feedpub("init").stdout
    assert not (tmp_path / "elsewhere.toml").exists()


def test_where_a_file_stands_in_the_way(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "paper").write_text("a file", encoding="utf-8")
    for folder in ("paper", "paper/below"):
        done = feedpub("init", folder)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith(f"feedpub: {folder}")
    assert (tmp_path / "paper").read_text(encoding="utf-8") == "a file"


def test_what_is_commented_out_is_what_holds(tmp_path: Path) -> None:
    text = (DATA / "feedpub.toml").read_text(encoding="utf-8")
    head, below = text.split("# These are the defaults")
    keys, section = below.split("# A section")
    told = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .+)$", keys, re.MULTILINE)))
    assert told
    for key, value in told.items():
        assert ConfigFile.model_fields[key].default == value
    path = tmp_path / "feedpub.toml"
    path.write_text(re.sub(r"^# (?=\w+ = |\[\[)", "", text, flags=re.MULTILINE), encoding="utf-8")
    config = load_config(path)  # all of it may be switched on
    assert config.base_url_stated
    assert config.sections[0].slug == "harbour"
    assert set(tomllib.loads(head)) == {"publication", "language", "bulletins", "out"}
    assert "title" in section


@pytest.mark.parametrize("name", ["paper", ODD])
def test_systemd_takes_the_units(tmp_path: Path, feedpub: Feedpub, name: str) -> None:
    need("systemd-analyze")
    done = feedpub("init", name, "--schedule", "systemd", today=TODAY)
    units = tmp_path / name / "systemd"
    judged = _run("systemd-analyze", "verify", units / "feedpub.service", units / "feedpub.timer")
    assert (judged.returncode, judged.stderr) == (0, "")
    service = (units / "feedpub.service").read_text(encoding="utf-8")
    assert f"WorkingDirectory={str(tmp_path / name).replace('%', '%%')}\n" in service
    assert f"ExecStart={Path(sys.executable).with_name('feedpub')} build -q\n" in service
    assert f"sudo cp {shlex.quote(f'{name}/systemd')}/feedpub.* /etc/systemd/system/" in done.stdout
    calendar = re.findall(r"OnCalendar=(.+)", (units / "feedpub.timer").read_text(encoding="utf-8"))
    assert _run("systemd-analyze", "calendar", *calendar).returncode == 0


def test_systemd_would_say_what_is_wrong(tmp_path: Path, feedpub: Feedpub) -> None:
    need("systemd-analyze")
    feedpub("init", "--schedule", "systemd")
    service = tmp_path / "systemd" / "feedpub.service"
    service.write_text(re.sub("ExecStart=.+", "ExecStart=/nowhere/feedpub", service.read_text()), encoding="utf-8")
    assert _run("systemd-analyze", "verify", service).returncode != 0


@pytest.mark.parametrize("name", ["paper", ODD])
def test_the_line_runs_as_cron_runs_it(tmp_path: Path, feedpub: Feedpub, name: str) -> None:
    done = feedpub("init", name, "--schedule", "cron", today=TODAY)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("30 6 * * * "))
    command = line.removeprefix("30 6 * * * ").replace(r"\%", "%")  # what cron makes of it (crontab(5))
    bare = {"HOME": str(tmp_path), "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    ran = _run("/bin/sh", "-c", command, env=bare, cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (tmp_path / name / "feeds" / "all.atom.xml").exists()


def test_the_workflow_is_one(tmp_path: Path, feedpub: Feedpub) -> None:
    need("python:check_jsonschema")
    done = feedpub("init", "--schedule", "github", today=TODAY)
    file = tmp_path / ".github" / "workflows" / "feeds.yml"
    assert "made .github/workflows/feeds.yml\n" in done.stdout
    judge = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")
    judged = _run(*judge, file)
    assert judged.returncode == 0, judged.stdout
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    for step in workflow["jobs"]["publish"]["steps"]:
        if "run" in step:
            assert _run("bash", "-n", "-c", step["run"]).returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace("runs-on", "run-on"), encoding="utf-8")
    assert _run(*judge, file).returncode == 1  # it would have said so


def test_an_unknown_schedule(feedpub: Feedpub, tmp_path: Path) -> None:
    done = feedpub("init", "--schedule", "launchd")
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_in_chinese_has_the_same_keys_and_steps() -> None:
    """But for the comments, and what names a paper and a section of it, which are each language's own."""
    english, chinese = (
        re.findall(r"^(?:# )?(\w+) = (\S+)", _data(name), re.MULTILINE) for name in ("feedpub.toml", "zh/feedpub.toml")
    )
    assert [key for key, _ in english] == [key for key, _ in chinese]
    own = {key for (key, value), (_, other) in zip(english, chinese, strict=True) if value != other}
    assert own == {"publication", "language", "title", "words"}
    assert yaml.safe_load(_data("feeds.yml")) == yaml.safe_load(_data("zh/feeds.yml"))


def _data(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")
