"""Reading, tested by fixture pairs in the manner of markdown-it-py: what a bulletin says, and what must come out.

A case is a title, the input between two lines that hold a full stop, and what must come out up to a third:

    plain
    .
    新华社北京1月25日电(记者张三)
    .
    agency 新华社
    .

Everybody and everything in the fixtures is invented.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


def cases(name: str, *, without: str = "") -> Sequence[object]:
    """The cases of `fixtures/<name>.txt` as pytest's parameters: input, output; none whose title ends `without`."""
    return [
        pytest.param(given, wanted, id=f"{line} {title}"[:80])
        for line, title, given, wanted in _read((FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
        if not without or not title.endswith(without)
    ]


def rows(name: str) -> Sequence[object]:
    """The rows of `fixtures/<name>.txt`, two cells apart by ` => `; a line beginning with a # is a heading."""
    found = []
    for number, line in enumerate((FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() and not line.startswith("# "):
            given, _, wanted = line.partition(" => ")
            found.append(pytest.param(given, wanted.strip(), id=f"{number} {given}"[:60]))
    return found


def _read(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    parts: list[list[str]] = [[]]
    begin = 0
    for number, line in enumerate(lines, 1):
        if line != ".":
            parts[-1].append(line)
            continue
        if len(parts) == 1:
            begin = number - 1
        if len(parts) < 3:
            parts.append([])
            continue
        title, given, wanted = parts
        yield begin, title[-1], "\n".join(given), "\n".join(wanted)
        parts = [[]]
    assert parts == [[""]] or len(parts) == 1, f"a case is not closed: {parts[0]}"
