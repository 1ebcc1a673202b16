"""The tutorial, done step by step as it says."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Feedpub
from tests.documents import TUTORIAL, all_blocks, blocks, shows, speaks, text
from tests.scenarios.test_serve_watch import desk

TODAY = "2026-01-26"
_MOMENT = datetime.fromisoformat(TODAY).replace(tzinfo=UTC)


@pytest.mark.parametrize("name", TUTORIAL)
def test_every_step_prints_what_is_shown(name: str, tmp_path: Path, feedpub: Feedpub) -> None:
    folder, paper = tmp_path, tmp_path / "paper"
    (bulletin,) = set(re.findall(r"`(news/\S+\.md)`", text(name)))
    config = paper / "feedpub.toml"
    for kind, block in all_blocks(name):
        match kind:
            case "console" if block == _serve(name):
                clock = {"SOURCE_DATE_EPOCH": str(int(_MOMENT.timestamp()))}
                surroundings = {"BROWSER": "true", **clock, **speaks(name)}
                with desk(folder, "--open", env=surroundings) as preview:
                    said = preview.said.replace(preview.address, "http://127.0.0.1:8000/")
                    assert shows(block.split("\n", 1)[1], said), said
                    if shutil.which("newsboat"):
                        assert blocks(name, "text")[0] == _newsboat(preview.address, tmp_path)
            case "console":
                command, shown = block.removeprefix("$ feedpub ").split("\n", 1)
                done = feedpub(*command.split(), cwd=folder, today=TODAY, env=speaks(name))
                assert done.returncode == 0
                assert shows(shown, done.stdout + done.stderr), done.stdout + done.stderr
            case "sh" if block == "cd paper\n":
                folder = paper
            case "markdown":
                assert (paper / bulletin).is_file()  # the sample's place is taken
                (paper / bulletin).write_text(block, encoding="utf-8")
            case "ini":
                _replace(config, rf"^(# )?{block.split(' = ')[0]} = .*\n", block)
            case "diff":
                old, new = (line[1:] for line in block.splitlines())
                _replace(paper / bulletin, re.escape(old), new)
    assert "六十人" in (paper / "feeds" / "all.atom.xml").read_text(encoding="utf-8")


def _serve(name: str) -> str:
    """What runs until Ctrl-C."""
    (block,) = (block for block in blocks(name, "console") if block.startswith("$ feedpub serve --watch --open\n"))
    return block


def _newsboat(site: str, home: Path) -> str:
    """What the tutorial's newsboat line prints."""
    (home / "urls").write_text(f"{site}all.atom.xml\n")
    command: list[str | Path] = [
        "newsboat",
        "-u",
        home / "urls",
        "-c",
        home / "newsboat.db",
        "-x",
        "reload",
        "print-unread",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def _replace(path: Path, pattern: str, new: str) -> None:
    """Changes the one place a reader would change."""
    changed, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    path.write_text(changed, encoding="utf-8")
