"""What comes from bulletins, names of files and settings commands no terminal, and is whole in JSON."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, article

_NAME = f"{FIRST_DAY} \x1b[2J\u202eb\x9bc\nx.md:1: error: forged.md"
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")
_COMMANDS = Path(__file__).parents[2] / "feedpub" / "commands"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    text = article("甲", FIRST_DAY).replace("# ", "# 红\u202e桥", 1) + "\n![照片](a\u202eb.jpg)\n\n# 空题\n"
    (tmp_path / "news" / _NAME).write_text(text, encoding="utf-8")
    (tmp_path / "news" / "a\x1b[31m.doc").write_bytes(b"")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "args",
    [
        ("diff",),
        ("build", "-v"),
        ("list",),
        ("inspect",),
        ("inspect", "--explain", "1"),
        ("sections",),
        ("learn",),
        ("status",),
        ("inspect", "--json"),
        ("list", "--json"),
        ("build", "--json"),
        ("build", "none\x1b[2J"),
    ],
    ids=" ".join,
)
def test_nothing_commands_the_terminal(feedpub: Feedpub, paper: Path, args: tuple[str, ...]) -> None:
    if args != ("diff",):
        feedpub("build")
    done = feedpub(*args, cwd=paper)
    assert "Traceback" not in done.stderr
    assert _UNSAFE.findall(done.stdout + done.stderr) == []
    assert not any(line.startswith("x.md:1: error: forged") for line in (done.stdout + done.stderr).splitlines())


def test_it_is_shown_escaped_and_whole_in_json(feedpub: Feedpub, paper: Path) -> None:
    done = feedpub("build", cwd=paper)
    assert r"\x1b[2J\u202eb\x9bc\nx.md:1: error: forged.md:" in done.stderr
    assert r"红\u202e桥" in feedpub("list", cwd=paper).stdout
    row = json.loads(feedpub("inspect", "--json", cwd=paper).stdout.splitlines()[0])
    assert row["bulletin"] == f"news/{_NAME}"


def test_every_command_prints_by_what_escapes() -> None:
    printing = [path.name for path in _COMMANDS.glob("*.py") if re.search(r"typer\.s?echo|\bprint\(", path.read_text())]
    assert printing == ["console.py"]
