"""The image: what its Dockerfile copies and runs. Docker itself runs in hosted CI (scripts/try_image)."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from feedpub import __version__
from tests.conftest import Feedpub
from tests.documents import HOSTING, blocks, text
from tests.paths import ROOT
from tests.programs import need
from tests.project.test_project import PYTHONS

DOCKERFILE = text("Dockerfile").replace("\\\n", " ")
UV = re.compile(r"uv==([\d.]+)")


def _arguments(instruction: str) -> list[str]:
    """What follows each instruction of a kind, in order."""
    return re.findall(rf"^{instruction} (.+)$", DOCKERFILE, re.MULTILINE)


def _command(instruction: str) -> list[str]:
    """A command in the form of JSON."""
    (found,) = re.findall(rf"\b{instruction} (\[.+\])$", DOCKERFILE, re.MULTILINE)
    words: list[str] = json.loads(found)
    return words


def _copied() -> list[str]:
    """What is copied from the repository."""
    return [name for row in _arguments("COPY") if not row.startswith("--from=") for name in row.split()[:-1]]


def test_a_linter_of_dockerfiles_finds_nothing() -> None:
    need("hadolint")
    done = subprocess.run(["hadolint", "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_is_there_and_reaches_docker_and_nothing_else_does() -> None:
    assert all((ROOT / name).exists() for name in _copied())
    rules = [line for line in text(".dockerignore").splitlines() if not line.startswith("#")]
    assert rules == ["*", *(f"!{name}" for name in sorted(_copied())), "**/__pycache__"]


def test_it_runs_as_an_ordinary_user_on_one_small_base_of_a_python_that_is_tested() -> None:
    bases = [row.split()[0] for row in _arguments("FROM")]
    assert len(bases) == 2  # what builds is not in the image
    (base,) = set(bases)
    assert base in {f"python:{version}-slim" for version in PYTHONS}
    assert _arguments("USER") == ["1000"]
    assert _arguments("VOLUME") == ['["/paper"]'] == [json.dumps(_arguments("WORKDIR")[-1:])]


def test_uv_is_the_same_everywhere() -> None:
    files = [
        ROOT / ".ci" / "run",
        ROOT / "Dockerfile",
        ROOT / "action.yml",
        *(ROOT / ".github" / "workflows").iterdir(),
    ]
    named = [version for file in files for version in UV.findall(file.read_text(encoding="utf-8"))]
    assert len(named) > 3
    assert len(set(named)) == 1


def test_its_command_publishes_and_its_health_is_the_last_build(tmp_path: Path, feedpub: Feedpub) -> None:
    """The command and the check of its health, as the Dockerfile has them, in a paper's folder."""
    healthy = _command("HEALTHCHECK .* CMD")
    command = _command("ENTRYPOINT") + _command("^CMD")
    assert healthy[0] == command[0] == "feedpub"
    assert feedpub("init", ".").returncode == 0
    assert feedpub(*healthy[1:]).returncode == 2  # no build has ended yet
    words = [sys.executable, "-m", *command]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            until = time.monotonic() + 60
            while not (tmp_path / ".feedpub" / "status.json").exists() and time.monotonic() < until:
                time.sleep(0.1)
            assert feedpub(*healthy[1:]).returncode == 0
        finally:
            process.send_signal(signal.SIGTERM)  # as `docker stop` does
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert (tmp_path / "feeds" / "index.html").exists()
    (tmp_path / "news" / "2026-02-28.md").write_bytes(b"\x00\x01\xff" * 50)
    assert feedpub("build").returncode == 1
    assert feedpub(*healthy[1:]).returncode == 1


@pytest.mark.slow
def test_what_is_copied_is_enough_to_install_it(tmp_path: Path) -> None:
    """The steps that install it, with a folder of this machine in the place of /opt/feedpub."""
    need("uv")
    settings = dict(word.split("=", 1) for word in _arguments("ENV")[0].split())
    assert settings["UV_PROJECT_ENVIRONMENT"] == "/opt/feedpub"
    settings |= {"UV_PROJECT_ENVIRONMENT": str(tmp_path / "opt"), "UV_PYTHON": sys.executable}
    del settings["UV_NO_CACHE"]  # it keeps the image small, and would only keep this test long
    (tmp_path / "src").mkdir()
    for step in DOCKERFILE.split("WORKDIR /src\n")[1].split("\nFROM")[0].splitlines():
        match step.split():
            case ["COPY", *names, _]:
                for name in names:
                    _copy(ROOT / name, tmp_path / "src" / name)
            case ["RUN", *words]:
                env = {**os.environ, **settings}
                done = subprocess.run(words, cwd=tmp_path / "src", env=env, capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / "src")
    feedpub = tmp_path / "opt" / "bin" / "feedpub"
    assert (
        subprocess.run([feedpub, "-V"], capture_output=True, text=True, check=True).stdout == f"feedpub {__version__}\n"
    )


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


@pytest.mark.parametrize("name", HOSTING)
def test_the_services_that_are_shown_are_what_compose_takes(name: str, tmp_path: Path) -> None:
    need("python:check_jsonschema")
    import yaml

    (shown,) = blocks(name, "yaml")
    file = tmp_path / "compose.yaml"
    file.write_text(shown, encoding="utf-8")
    judge = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file))
    assert subprocess.run(judge, capture_output=True, check=False).returncode == 0
    services: dict[str, Any] = yaml.safe_load(shown)["services"]
    assert services["feedpub"]["image"] == f"ghcr.io/feedpub/feedpub:{__version__}"
    assert any(":/paper" in volume for volume in services["feedpub"]["volumes"])
