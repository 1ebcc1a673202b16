"""Keep the two numbers that say whether a release reads every bulletin again, and makes every feed and page again.

    .venv/bin/python -m scripts.release_numbers                    what changed since the numbers were kept
    .venv/bin/python -m scripts.release_numbers --raise reading    a text, day, section or id comes out differently
    .venv/bin/python -m scripts.release_numbers --raise printing   a feed or page does
    .venv/bin/python -m scripts.release_numbers --harmless         neither does

The numbers are `READING` and `PRINTING` of `feedpub/config/fingerprints.py`. `tests/project/release_numbers.toml` keeps
hashes of what each depends on: the code without comments and docstrings, the data and templates, and the versions, in
`uv.lock`, of the libraries whose output is used. `tests/project/test_release_numbers.py` fails until a change is
declared. Syntax trees differ between versions of Python: run this with the oldest that feedpub supports.
"""

import argparse
import ast
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from feedpub.config import fingerprints

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "project" / "release_numbers.toml"
_NUMBERS = ROOT / "feedpub" / "config" / "fingerprints.py"
# What each number depends on below `feedpub/`, and which libraries. Modules that only find files, keep rows, ask or
# tell are in neither: what they do shows at the next build, whatever was read or made before.
_DEPENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "reading": (
        (
            "reading",
            "dating",
            "sections",
            "model",
            "patterns.py",
            "ingest/parse.py",
            "ingest/stated.py",
            "ingest/rows.py",
        ),
        ("lxml", "markdown-it-py", "pypinyin", "python-dateutil", "pyyaml"),
    ),
    "printing": (
        (
            "entries",
            "writing",
            "publishing",
            "pictures",
            "model/follow_page.py",
            "model/publication.py",
            "model/site.py",
        ),
        ("feedgen", "jinja2", "lxml", "markdown-it-py", "markupsafe", "nh3", "pillow", "segno"),
    ),
}
_DATA = {"reading": ("*.toml", "*.tsv"), "printing": ("*.toml",)}  # of `feedpub/data`, not of the folders in it
_NO_DATA = ("keys.toml",)  # describes keys to text editors


def hashes(number: str) -> dict[str, str]:
    """The hash of each package, of the data, and of the versions of libraries, that a number depends on."""
    package = ROOT / "feedpub"
    places, libraries = _DEPENDS[number]
    made = {place: _hash(_contents(package / place)) for place in places}
    data = (path for pattern in _DATA[number] for path in (package / "data").glob(pattern) if path.name not in _NO_DATA)
    made["data"] = _hash(_file(path) for path in sorted(data))
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    versions = {row["name"]: row["version"] for row in locked if "version" in row}
    return made | {f"library {name}": versions[name] for name in libraries}


def numbers() -> dict[str, int]:
    """The numbers as they are in the code."""
    return {"reading": fingerprints.READING, "printing": fingerprints.PRINTING}


def kept() -> dict[str, dict[str, object]]:
    """The numbers, and the hashes they were kept with."""
    return tomllib.loads(KEPT.read_text(encoding="utf-8"))


def changed(number: str) -> list[str]:
    """What a number depends on and is not as it was when the number was kept."""
    before = kept()[number]
    return [name for name, value in hashes(number).items() if before.get(name) != value]


def _contents(place: Path) -> Iterator[bytes]:
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    yield from (_file(path) for path in files if "__pycache__" not in path.parts)


def _file(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".py":
        data = ast.dump(_without_docstrings(ast.parse(data))).encode()
    return str(path.relative_to(ROOT)).encode() + b"\0" + data


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return tree


def _hash(parts: Iterator[bytes]) -> str:
    whole = hashlib.blake2b(digest_size=12)
    for part in parts:
        whole.update(hashlib.blake2b(part).digest())
    return whole.hexdigest()


def _keep(raised: dict[str, int]) -> None:
    lines = [
        "# Kept by scripts/release_numbers.py: what READING and PRINTING of feedpub/config/fingerprints.py depend on."
    ]
    for number, value in raised.items():
        lines += ["", f"[{number}]", f"number = {value}"]
        lines += [f'"{name}" = "{digest}"' for name, digest in hashes(number).items()]
    KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Tell what changed, or keep the hashes of today."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raised", choices=sorted(_DEPENDS), action="append", default=[])
    parser.add_argument("--harmless", action="store_true")
    given = parser.parse_args()
    values = numbers()
    for number in given.raised:
        values[number] += 1
        text = _NUMBERS.read_text(encoding="utf-8")
        _NUMBERS.write_text(
            re.sub(rf"(?m)^{number.upper()} = \d+", f"{number.upper()} = {values[number]}", text), "utf-8"
        )
    if given.raised or given.harmless:
        _keep(values)
        return 0
    for number in values:
        print(f"{number} {values[number]}:", ", ".join(changed(number)) or "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
