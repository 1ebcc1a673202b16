"""What the import contracts of pyproject.toml cannot say: who speaks SQL, and how long files and functions may be."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "feedpub"
LINES = 300  # of a file
BODY = 60  # lines of a function, without its signature and docstring
PARAMETERS = 6  # of a function, without `self` and `cls`

FILES = sorted(PACKAGE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a file, with the file's name and its own, behind that of its class."""
    tree = _tree(path)
    inside = {node: f"{top.name}." for top in ast.walk(tree) if isinstance(top, ast.ClassDef) for node in top.body}
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield f"{_name(path)}: {inside.get(node, '')}{node.name}", node


def _lines_of_body(function: Function) -> int:
    first, *rest = function.body
    if ast.get_docstring(function) is not None and rest:
        first = rest[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def _parameters(function: Function) -> int:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return sum(one is not None and one.arg not in ("self", "cls") for one in every)


def _speaks_sql(path: Path) -> bool:
    """Whether a file imports sqlite3, or calls a method that runs SQL."""
    for node in ast.walk(_tree(path)):
        match node:
            case ast.Import(names) if any(one.name.partition(".")[0] == "sqlite3" for one in names):
                return True
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] == "sqlite3":
                return True
            case ast.Call(func=ast.Attribute(attr="execute" | "executemany" | "executescript")):
                return True
    return False


def test_sql_is_spoken_in_the_archive_alone() -> None:
    found = {_name(path) for path in FILES if _speaks_sql(path)}
    assert {name for name in found if not name.startswith("archive/")} == set()
    assert any(name.startswith("archive/") for name in found)


def test_no_file_is_long() -> None:
    assert {_name(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > LINES} == set()


def test_no_function_is_long() -> None:
    every = [row for path in FILES for row in _functions(path)]
    assert {name for name, function in every if _lines_of_body(function) > BODY} == set()
    assert len(every) > 500


def test_no_function_has_many_parameters() -> None:
    """But for those of `cli`, which are the options of a command."""
    every = [row for path in FILES for row in _functions(path) if not _name(path).startswith("cli/")]
    assert {name for name, function in every if _parameters(function) > PARAMETERS} == set()


@pytest.mark.parametrize(
    ("source", "lines", "parameters"),
    [
        ("def f(self, a, *b, c, **d):\n    return 1\n", 1, 4),
        ('def f(a: int, /, b: int) -> int:\n    """Adds.\n\n    More.\n    """\n    c = a\n\n    return c + b\n', 3, 2),
        ('async def f():\n    """Nothing."""\n', 1, 0),
    ],
)
def test_functions_are_measured(source: str, lines: int, parameters: int) -> None:
    [function] = ast.parse(source).body
    assert isinstance(function, Function)
    assert (_lines_of_body(function), _parameters(function)) == (lines, parameters)
