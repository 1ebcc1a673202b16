"""What stands around the package: hosted CI, pre-commit, metadata, and the documents for people who work on feedpub."""

import re
import sys
import tomllib
from pathlib import Path
from subprocess import run
from typing import Any

import yaml

from feedpub.reading.sources import suffixes
from tests.conftest import run_feedpub
from tests.documents import HOW_TO, README, anchors, blocks, links, text
from tests.paths import ROOT
from tests.programs import need

WORKFLOW = ROOT / ".github" / "workflows" / "check.yml"
FOR_CONTRIBUTORS = ("CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/decisions.md")
PROJECT = tomllib.loads(text("pyproject.toml"))
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
STATIC = ("ruff", "mypy", "lint-imports")


def _judged(file: Path) -> int:
    judge = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file))
    return run(judge, capture_output=True, check=False, timeout=120).returncode


def test_the_workflows_are_workflows(tmp_path: Path) -> None:
    need("python:check_jsonschema")
    workflows = sorted(WORKFLOW.parent.iterdir())
    assert {_judged(path) for path in workflows} == {0}
    assert [path.name for path in workflows] == ["audit.yml", "check.yml", "release.yml"]
    wrong = tmp_path / "check.yml"
    wrong.write_text(WORKFLOW.read_text(encoding="utf-8").replace("runs-on", "run-on"), encoding="utf-8")
    assert _judged(wrong) == 1  # it would have said so


def _runs(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_the_workflow_checks_what_is_locked_on_every_python_and_system() -> None:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["check"]
    assert job["strategy"]["matrix"] == {"os": ["ubuntu-latest", "macos-latest"], "python": PYTHONS}
    assert job["runs-on"] == "${{ matrix.os }}"
    assert job["env"]["UV_PYTHON"] == "${{ matrix.python }}"
    assert _runs(job)[-3:] == ["uv sync --locked --extra dev", "./check", ".venv/bin/python -m pytest -m slow"]


def test_the_workflow_runs_the_readmes_test_command_with_the_newest_of_everything() -> None:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["newest"]
    assert job["strategy"]["matrix"] == {"python": [PYTHONS[0], PYTHONS[-1]]}
    assert _runs(job) == [blocks(README[0], "sh")[1].strip()]


def test_the_classifiers_name_the_pythons_and_systems_that_ci_runs() -> None:
    classifiers = PROJECT["project"]["classifiers"]
    prefix = "Programming Language :: Python :: "
    named = [name.removeprefix(prefix) for name in classifiers if re.fullmatch(rf"{prefix}\d\.\d+", name)]
    assert named == PYTHONS
    assert PROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    systems = [name for name in classifiers if name.startswith("Operating System")]
    assert systems == ["Operating System :: MacOS", "Operating System :: POSIX", "Operating System :: POSIX :: Linux"]


def test_serve_and_watch_need_no_extra_and_the_old_names_still_install() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert (extras["serve"], extras["watch"]) == ([], [])
    needed = {re.split(r"[<>=]", row)[0] for row in PROJECT["project"]["dependencies"]}
    assert {"starlette", "uvicorn", "watchfiles"} <= needed


def test_each_readme_names_the_systems() -> None:
    for name in README:
        assert all(word in text(name) for word in ("Linux", "macOS", "WSL"))


def test_pre_commit_runs_the_static_checks_of_check_in_its_order() -> None:
    hooks = [hook for repo in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    ids = [hook["id"] for hook in hooks]
    lines = [line.split() for line in text("check").splitlines()]
    tools = [line[:2] if line[0] == "ruff" else line[:1] for line in lines if line and line[0] in STATIC]
    assert ids == ["-".join(tool) for tool in tools]
    assert all(hook["entry"].startswith(f".venv/bin/{hook['id'].replace('ruff-', 'ruff ')}") for hook in hooks)


def test_the_hook_for_bulletins_runs_on_what_is_read_and_the_how_to_names_it(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load(text(".pre-commit-hooks.yaml"))
    names = [f"news/2026-01-26{suffix}" for suffix in suffixes()]
    assert all(re.search(hook["files"], name) for name in (*names, "NEWS.TXT"))
    assert not any(re.search(hook["files"], name) for name in ("news/one.jpg", "feedpub.toml", "news/txt"))
    (tmp_path / "2026-01-26.md").write_text("## 渡口改线\n\n本报滨江1月26日电 渡口今天改线。\n", encoding="utf-8")
    command = hook["entry"].split()
    assert command[0] == "feedpub"
    assert run_feedpub(*command[1:], "2026-01-26.md", cwd=tmp_path).returncode == 0
    for name in HOW_TO:
        (repo,) = yaml.safe_load(blocks(name, "yaml")[2])["repos"]
        (used,) = repo["hooks"]
        assert used["id"] == hook["id"]
        assert repo["repo"] == PROJECT["project"]["urls"]["Source"]
        assert re.search(used["files"], "news/2026/2026-01-26.md")


def test_links_for_contributors_lead_somewhere() -> None:
    for name in FOR_CONTRIBUTORS:
        for target in links(name):
            path, _, anchor = target.partition("#")
            if path.startswith("https://"):
                continue
            file = (ROOT / name).parent / path if path else ROOT / name
            assert file.is_file(), target
            assert not anchor or anchor in anchors(str(file.resolve().relative_to(ROOT))), target


def test_every_file_that_is_named_for_contributors_is_there() -> None:
    for name in ("CONTRIBUTING.md", "docs/architecture.md"):
        spans = re.findall(r"`((?:feedpub|tests|scripts|docs|\.ci)/[\w./-]+)`", text(name))
        assert spans
        assert [span for span in spans if not (ROOT / span).exists()] == []


def test_the_layers_drawn_are_those_of_the_contract() -> None:
    contract = next(one for one in PROJECT["tool"]["importlinter"]["contracts"] if one.get("exhaustive"))
    (drawing,) = (block for block in blocks("docs/architecture.md", "text") if block.startswith("12  __main__"))
    drawn = [line.split("  ")[1].strip() for line in drawing.splitlines()]
    assert drawn == contract["layers"]


def test_the_fifteen_decisions_are_there_and_the_index_leads_to_every_paragraph() -> None:
    decisions = text("docs/decisions.md")
    assert [int(number) for number in re.findall(r"^### (\d+)\. ", decisions, re.MULTILINE)] == list(range(1, 16))
    dated = [anchor for anchor in anchors("docs/decisions.md") if re.match(r"\d{4}-\d\d-\d\d-", anchor)]
    indexed = {target.removeprefix("#") for target in links("docs/decisions.md")}
    assert len(dated) == len(set(dated)) > 30
    assert set(dated) - indexed == set()
