"""Colours are for terminals, and for who asks for them."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Feedpub

RED = "\x1b[31m"


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        (("build", "nothere"), {}, False),
        (("--color", "always", "build", "nothere"), {}, True),
        (("build", "nothere", "--color", "always"), {}, True),
        (("build", "nothere", "--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "always", "build", "nothere", "--color", "never"), {}, False),
    ],
)
def test_in_a_pipe(feedpub: Feedpub, args: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    done = feedpub(*args, env=env)
    assert done.returncode == 2
    assert (RED in done.stderr) == coloured
    assert "nothere: there is no such file or folder" in done.stderr


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [((), {}, True), ((), {"NO_COLOR": "1"}, False), ((), {"NO_COLOR": ""}, True), (("--color", "never"), {}, False)],
)
def test_at_a_terminal(tmp_path: Path, args: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "feedpub", "build", "nothere", *args]
    done = subprocess.run(command, cwd=tmp_path, stdout=slave, stderr=slave, env={**os.environ, **env}, check=False)
    os.close(slave)
    shown = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 2
    assert (RED in shown) == coloured


def test_text_without_a_colour_has_no_sign_of_one(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "2026-01-26.md").write_text("# 大桥通车\n\n本报临澜1月26日电 大桥昨日通车。\n", encoding="utf-8")
    done = feedpub("build", "2026-01-26.md", "--color", "always")
    assert "1 article from 1 bulletin" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_wrong_value_names_the_right_ones(feedpub: Feedpub) -> None:
    done = feedpub("build", "--color", "pink")
    assert done.returncode == 2
    assert "always" in done.stderr
