"""The Action (action.yml), run step by step as GitHub runs it, and the workflows."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml

from feedpub import __version__
from tests.browser import serving
from tests.documents import HOW_TO, text
from tests.paths import ROOT
from tests.programs import need

WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
ACTION: dict[str, Any] = yaml.safe_load(text("action.yml"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INSTALL, FETCH, BUILD = (step for step in STEPS if "run" in step)
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")  # as GitHub calls it
BULLETIN = "## 渡口添了候船亭\n\n本报滨江1月25日电 老渡口的候船亭上周完工，等船的人不再淋雨。\n"
CORRECTED = BULLETIN.replace("添了", "新添")


class Runner:
    """A machine of GitHub's, as far as the Action's own steps notice."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "work", folder / "temp"
        self.output = folder / "output"
        self.workspace.mkdir()
        self.temp.mkdir()
        (self.temp / "feedpub").symlink_to(sys.prefix)  # instead of the step that installs
        self.output.touch()

    def run(self, step: Mapping[str, Any], **inputs: str) -> "subprocess.CompletedProcess[str]":
        """A step with `run`, with inputs other than the defaults."""
        given = {key: str(row["default"]) for key, row in ACTION["inputs"].items()} | inputs
        values = {f"inputs.{key}": value for key, value in given.items()}
        values |= {"runner.temp": str(self.temp), "steps.python.outputs.python-path": sys.executable}
        env = {key: _filled(str(value), values) for key, value in step.get("env", {}).items()}
        env |= {"GITHUB_OUTPUT": str(self.output), "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(self.temp)}
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1769500000", **env}
        command = [*SHELL, step["run"]]
        return subprocess.run(command, cwd=self.workspace, env=env, capture_output=True, encoding="utf-8", check=False)

    def build(self, **inputs: str) -> None:
        """The steps behind the cache, all well."""
        for step in (FETCH, BUILD):
            done = self.run(step, **inputs)
            assert done.returncode == 0, done.stdout + done.stderr

    def write(self, name: str, content: str) -> None:
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def entries(self, out: str = "public") -> dict[str, tuple[str, str]]:
        """What a reader knows each entry by."""
        feed = feedparser.parse((self.workspace / out / "all.atom.xml").read_bytes())
        return {entry.title: (entry.id, entry.published) for entry in feed.entries}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def _filled(value: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], value)


def _judged(schema: str, file: Path) -> int:
    judge = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file))
    return subprocess.run(judge, capture_output=True, check=False, timeout=120).returncode


def test_the_action_and_dependabots_settings_are_what_github_takes(tmp_path: Path) -> None:
    need("python:check_jsonschema")
    assert _judged("vendor.github-actions", ROOT / "action.yml") == 0
    assert _judged("vendor.dependabot", ROOT / ".github" / "dependabot.yml") == 0
    wrong = tmp_path / "action.yml"
    wrong.write_text(text("action.yml").replace("composite", "composed"), encoding="utf-8")
    assert _judged("vendor.github-actions", wrong) == 1  # it would have said so


def test_linters_of_workflows_find_nothing() -> None:
    need("actionlint", "zizmor")
    for command in (
        ["actionlint", *map(str, WORKFLOWS)],
        ["zizmor", "--offline", "--quiet", "--min-severity=medium", "."],
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [
        row for file in (ROOT / "action.yml", *WORKFLOWS) for row in re.findall(r"uses: (.+)", file.read_text("utf-8"))
    ]
    assert len(used) > 10
    assert [
        row for row in used if row != "./" and not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v[\d.]+", row)
    ] == []
    assert len(set(used)) == len({row.partition("@")[0] for row in used})  # one version of each


def test_documents_and_init_name_this_version() -> None:
    workflow = (ROOT / "feedpub" / "data" / "init" / "feeds.yml").read_text(encoding="utf-8")
    for content in (workflow, *map(text, HOW_TO)):
        named = re.findall(r"uses: feedpub/feedpub@v(\S+)|^    rev: v(\S+)$", content, re.MULTILINE)
        assert {one for row in named for one in row if one} == {__version__}


def test_archive_and_output_are_kept_from_run_to_run(runner: Runner, tmp_path: Path) -> None:
    (cache,) = (step for step in STEPS if step.get("uses", "").startswith("actions/cache@"))
    assert cache["with"]["path"].split("\n")[:2] == ["${{ steps.install.outputs.archive }}", "${{ inputs.out }}"]
    assert STEPS.index(INSTALL) < STEPS.index(cache) < STEPS.index(FETCH) < STEPS.index(BUILD)
    key, restored = cache["with"]["key"], cache["with"]["restore-keys"]
    assert key.startswith(restored)  # the newest of the earlier ones is taken
    (tmp_path / "site").mkdir()
    with serving(tmp_path / "site") as base_url:  # where nothing is published yet
        runner.write("feedpub.toml", f'base_url = "{base_url}"\n')
        runner.write("news/2026-01-26.md", BULLETIN)
        runner.build(bulletins="news")
        (before,) = runner.entries().values()
        runner.write("news/2026-01-26.md", CORRECTED)
        runner.build(bulletins="news")
    assert runner.entries() == {"渡口新添候船亭": before}


def test_a_lost_archive_is_made_again_of_what_is_published(runner: Runner, tmp_path: Path) -> None:
    """A correction that comes with the loss would else be a new entry to every subscriber."""
    site = tmp_path / "site"
    with serving(site) as base_url:
        keys = f'bulletins = ["news"]\nbase_url = "{base_url}"\ndays = 1\nlimit = 1\narchive_size = 1\n'
        runner.write("feedpub.toml", keys)
        for day in ("24", "25"):
            bulletin = BULLETIN.replace("25日", f"{day}日").replace("渡口", f"第{day}号码头")
            runner.write(f"news/2026-01-{day}.md", bulletin)
        runner.build()  # nothing is published: the server knows no file
        runner.write("news/2026-01-26.md", BULLETIN)
        runner.build()
        before = runner.entries()
        (runner.workspace / "public").rename(site)
        (runner.workspace / ".feedpub").rename(tmp_path / "lost")
        runner.write("news/2026-01-26.md", CORRECTED)
        done = runner.run(FETCH)
        assert re.search(r"fetched \d+ published feeds", done.stdout)
        names = {path.relative_to(site) for path in site.rglob("*.atom.xml")}
        public = runner.workspace / "public"
        assert {path.relative_to(public) for path in public.rglob("*") if path.is_file()} == names
        assert any(name.parts[0] == "archive" for name in names)
        runner.build()
    after = runner.entries()
    assert after["渡口新添候船亭"] == before["渡口添了候船亭"]
    known = {entry.id for path in site.rglob("*.atom.xml") for entry in feedparser.parse(path.read_bytes()).entries}
    assert {identity for identity, _ in after.values()} <= known
    assert _failed(runner.run(FETCH)) is None  # with an archive, nothing is asked of a server that is gone


def test_what_cannot_be_fetched_stops_the_run(runner: Runner, tmp_path: Path) -> None:
    with serving(tmp_path / "site") as base_url:
        pass
    runner.write("feedpub.toml", f'bulletins = ["news"]\nbase_url = "{base_url}"\n')
    runner.write("news/2026-01-26.md", BULLETIN)
    assert "what is published cannot be fetched, so nothing is built" in str(_failed(runner.run(FETCH)))
    assert not (runner.workspace / "public").exists()


def _failed(done: "subprocess.CompletedProcess[str]") -> str | None:
    return done.stderr if done.returncode else None


def test_errors_of_bulletins_are_told_and_a_refusal_ends_the_run(runner: Runner) -> None:
    runner.write("more news/2026-01-26.md", BULLETIN)
    runner.write("-odd.md", BULLETIN.replace("渡口", "码头"))
    runner.write("paper/one.toml", 'publication = "滨江日报"\n')
    inputs = {"bulletins": "more news\n\n-odd.md\n", "out": "my site", "config": "paper/one.toml"}
    runner.build(**inputs)
    assert runner.output.read_text().splitlines()[-1] == "errors=false"
    assert set(runner.entries("my site")) == {"渡口添了候船亭", "码头添了候船亭"}
    (runner.workspace / "more news" / "2026-01-27.md").write_bytes(b"\x00\x01\xff" * 50)
    done = runner.run(BUILD, **inputs)
    assert done.returncode == 0
    assert runner.output.read_text().splitlines()[-1] == "errors=true"
    assert "::warning title=feedpub::" in done.stdout
    assert runner.run(BUILD, **(inputs | {"bulletins": "nowhere"})).returncode == 2


@pytest.mark.slow
def test_the_actions_own_feedpub_is_installed_as_the_lock_has_it(runner: Runner) -> None:
    (runner.temp / "feedpub").unlink()
    runner.write("paper/feedpub.toml", 'archive = "kept/one.sqlite3"\n')
    done = runner.run(INSTALL, config="paper/feedpub.toml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"feedpub {__version__}\n"
    assert runner.output.read_text() == "archive<<END\npaper/kept/one.sqlite3\npaper/kept/status.json\nEND\n"
    runner.write("news/2026-01-26.md", BULLETIN)
    runner.build(bulletins="news")
    assert list(runner.entries()) == ["渡口添了候船亭"]
