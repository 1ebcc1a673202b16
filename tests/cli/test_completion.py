"""Completion in shells: commands, options and files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import need

SCRIPT = Path(sys.executable).with_name("feedpub")


def _shown(shell: str, words: str, folder: Path) -> list[str]:
    """What feedpub proposes to a shell for the last of some words."""
    env = {
        **os.environ,
        "_FEEDPUB_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run([SCRIPT], capture_output=True, text=True, check=True, timeout=60, cwd=folder, env=env)
    return done.stdout.split("\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_and_options_are_proposed(shell: str, tmp_path: Path) -> None:
    commands = "\n".join(_shown(shell, "feedpub in", tmp_path))
    assert "inspect" in commands
    assert "init" in commands
    assert "build" not in commands
    assert "--quiet" in "\n".join(_shown(shell, "feedpub inspect --q", tmp_path))


def test_bash_completes_commands_options_and_files(tmp_path: Path) -> None:
    need("bash")
    (tmp_path / "news").mkdir()
    script = f"""
        export PATH={SCRIPT.parent}:$PATH
        eval "$(_FEEDPUB_COMPLETE=source_bash feedpub)"
        complete -p feedpub
        for words in "feedpub wi" "feedpub build --dr" "feedpub build ne"; do
            COMP_WORDS=($words); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMPREPLY=()
            _feedpub_completion feedpub
            echo "$words: ${{COMPREPLY[*]}}"
        done
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path
    )
    how, *proposed = done.stdout.splitlines()
    assert "-o default" in how  # where nothing is proposed, bash completes names of files
    assert proposed == ["feedpub wi: withdraw", "feedpub build --dr: --dry-run", "feedpub build ne: "]
    assert done.stderr == ""
