"""The wheel, and what somebody has who installs it: everything here runs what was installed, outside of the tree.

`FEEDPUB_DIST` names a folder with a wheel and an sdist to try; without it they are built.
"""

import os
import re
import signal
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest

from feedpub import __version__
from tests.paths import ROOT
from tests.programs import need

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("package")]


class Installed(NamedTuple):
    """A feedpub that was installed, and how it is called."""

    command: tuple[str, ...]
    env: Mapping[str, str]

    def run(self, *args: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        return _run(*self.command, *args, cwd=cwd, env=self.env)


def _run(*command: str | Path, cwd: Path, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False, timeout=500)


def _done(*command: str | Path, cwd: Path, env: Mapping[str, str]) -> None:
    done = _run(*command, cwd=cwd, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def clean() -> dict[str, str]:
    """The environment without what could lead to the tree."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory, clean: dict[str, str]) -> Path:
    """A folder with the sdist, and the wheel that is made of it."""
    if named := os.environ.get("FEEDPUB_DIST"):
        return Path(named).absolute()
    need("uv")
    folder = tmp_path_factory.mktemp("dist")
    _done("uv", "build", "--python", sys.executable, "--out-dir", folder, ROOT, cwd=folder, env=clean)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return dist / f"feedpub-{__version__}-py3-none-any.whl"


@pytest.fixture
def installed(request: pytest.FixtureRequest, tmp_path: Path, wheel: Path, clean: dict[str, str]) -> Installed:
    """feedpub as a way of installing leaves it."""
    way = str(request.param)
    env = {**clean, "UV_PYTHON": sys.executable, "UV_PYTHON_DOWNLOADS": "never"}
    if way == "pip":
        _done(sys.executable, "-m", "venv", "venv", cwd=tmp_path, env=env)
        _done("venv/bin/pip", "install", "--quiet", wheel, cwd=tmp_path, env=env)
        return Installed((str(tmp_path / "venv" / "bin" / "feedpub"),), env)
    need("uv" if way == "uvx" else way)
    if way == "uvx":
        return Installed(("uvx", "--from", str(wheel), "feedpub"), env)
    bin_ = str(tmp_path / "bin")
    env |= {"UV_TOOL_DIR": str(tmp_path / "uv"), "UV_TOOL_BIN_DIR": bin_}
    env |= {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": bin_, "PIPX_DEFAULT_PYTHON": sys.executable}
    command = ("uv", "tool", "install", wheel) if way == "uv" else ("pipx", "install", wheel)
    _done(*command, cwd=tmp_path, env=env)
    return Installed((f"{bin_}/feedpub",), env)


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    need("git")
    tracked = subprocess.run(
        ["git", "ls-files", "feedpub"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = message_from_bytes(archive.read(f"feedpub-{__version__}.dist-info/METADATA"))
    assert set(tracked.split()) - names == set()
    assert {name.split("/")[0] for name in names} == {"feedpub", f"feedpub-{__version__}.dist-info"}
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("feedpub", __version__, ">=3.11")


def test_the_sdist_has_what_documents_name(dist: Path) -> None:
    with tarfile.open(dist / f"feedpub-{__version__}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {"README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "docs/tutorial.md", "pyproject.toml"}
    assert not any(name.startswith((".", "tests", "feeds")) for name in names - {".gitignore"})


@pytest.mark.parametrize("installed", ["pip", "uv", "pipx", "uvx"], indirect=True)
def test_a_new_paper_is_made_built_checked_and_served(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("--version", cwd=tmp_path).stdout == f"feedpub {__version__}\n"
    assert installed.run("init", "paper", cwd=tmp_path).returncode == 0
    paper = tmp_path / "paper"
    built = installed.run("build", cwd=paper)
    assert built.returncode == 0, built.stderr
    assert re.search(r"\b[1-9]\d* new\b", built.stdout)
    assert installed.run("check", cwd=paper).returncode == 0
    chinese = installed._replace(
        env={**installed.env, "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh"}
    )
    assert re.search("[一-鿿]", chinese.run("build", cwd=paper).stdout)  # the catalogue is in the wheel
    pages = (paper / "feeds" / "index.html").read_bytes()
    assert _served(installed, paper) == pages


def _served(installed: Installed, paper: Path) -> bytes:
    """What `feedpub serve` answers for the front page."""
    command = (*installed.command, "serve", "--port", "0")
    env = {**installed.env, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=paper, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            said = process.stdout.readline() + process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found
            with urllib.request.urlopen(found[0], timeout=20) as answer:
                body: bytes = answer.read()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    return body
