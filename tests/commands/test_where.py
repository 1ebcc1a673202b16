"""Where to look, as a build at a terminal says it."""

import os
import pty
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, article

SCRIPT = Path(sys.executable).with_name("feedpub")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / f"{FIRST_DAY}.md").write_text(article("甲", FIRST_DAY), encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    return tmp_path


def _at_a_terminal(*command: str | Path, cwd: Path, path: str = "") -> list[str]:
    """What a command prints on a terminal, without the marks of style."""
    ours, its = pty.openpty()
    env = {**os.environ, "PATH": f"{path}:{os.defpath}"}  # whatever feedpub the tests themselves are run with
    with subprocess.Popen([*map(str, command)], cwd=cwd, stdout=its, stderr=subprocess.DEVNULL, env=env) as process:
        os.close(its)
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # Linux says so at the end
            pass
        os.close(ours)
        assert process.wait(timeout=60) == 0
    return said.decode().replace("\x1b[0m", "").splitlines()


def test_a_build_at_a_terminal_ends_with_where_to_look(paper: Path) -> None:
    assert _at_a_terminal(SCRIPT, "build", cwd=paper, path=str(SCRIPT.parent))[-1] == "look at it: feedpub serve --open"


def test_so_does_one_that_had_nothing_to_do(paper: Path) -> None:
    for _ in range(2):
        last = _at_a_terminal(SCRIPT, "build", cwd=paper, path=str(SCRIPT.parent))[-1]
    assert last == "look at it: feedpub serve --open"


def test_the_command_can_be_pasted_as_it_is(paper: Path) -> None:
    (paper / "feedpub.toml").rename(paper / "my paper.toml")
    options = ("--config", "my paper.toml", "--out", "public")
    for program in ([str(SCRIPT)], [sys.executable, "-m", "feedpub"]):
        said = _at_a_terminal(*program, "build", *options, cwd=paper)[-1]
        assert shlex.split(said.removeprefix("look at it: ")) == [*program, "serve", "--open", *options]


def test_an_address_of_the_papers_own_is_named(paper: Path) -> None:
    (paper / "feedpub.toml").write_text('bulletins = ["news"]\nbase_url = "https://news.example.org/"\n')
    said = _at_a_terminal(SCRIPT, "build", cwd=paper)[-1]
    assert said.endswith(" serve --open; when you have copied feeds there, at https://news.example.org/")


def test_without_pages_the_folder_is_named(paper: Path) -> None:
    (paper / "feedpub.toml").write_text('bulletins = ["news"]\npages = false\n')
    assert _at_a_terminal(SCRIPT, "build", cwd=paper)[-1] == "the feeds are in feeds"


@pytest.mark.parametrize("option", ["--json", "--quiet", "--log-format=json", "--dry-run"])
def test_whoever_asked_for_something_else_gets_nothing_of_it(paper: Path, option: str) -> None:
    assert "look at it" not in "\n".join(_at_a_terminal(SCRIPT, "build", option, cwd=paper))


def test_a_pipe_gets_nothing_of_it(paper: Path, feedpub: Feedpub) -> None:
    done = feedpub("build", cwd=paper)
    assert done.returncode == 0
    assert "look at it" not in done.stdout + done.stderr


def test_serve_opens_the_browser_of_the_user(paper: Path, feedpub: Feedpub) -> None:
    feedpub("build", cwd=paper)
    browser = paper / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(paper / "opened"))}\n')
    browser.chmod(0o755)
    env = {**os.environ, "BROWSER": str(browser)}
    command = [str(SCRIPT), "serve", "--port", "0", "--open"]
    with subprocess.Popen(command, cwd=paper, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split(" at ")[1].split()[0]
            for _ in range(400):
                if (paper / "opened").exists() and (paper / "opened").read_text():
                    break
                time.sleep(0.05)
            assert (paper / "opened").read_text() == f"{address}\n"
        finally:
            process.kill()


def test_a_browser_that_would_take_over_the_terminal_is_not_opened(paper: Path, feedpub: Feedpub) -> None:
    feedpub("build", cwd=paper)
    programs = paper / "programs"
    programs.mkdir()
    for name in ("www-browser", "w3m", "lynx", "links", "elinks"):
        (programs / name).write_text("#!/bin/sh\n: > taken-over\n")
        (programs / name).chmod(0o755)
    graphical = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    env = {key: value for key, value in os.environ.items() if key not in graphical}
    env |= {"PATH": str(programs), "TERM": "xterm"}
    command = [str(SCRIPT), "serve", "--port", "0", "--open"]
    with subprocess.Popen(command, cwd=paper, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            assert process.stderr
            assert b"no browser could be opened; open http://127.0.0.1:" in process.stderr.readline()
        finally:
            process.kill()
    assert not (paper / "taken-over").exists()
