"""The reference has all there is, in both languages, and nothing that isn't there."""

import ast
import json
import re
from pathlib import Path

import pytest
import typer
import typer.main
from PIL import Image
from pydantic import BaseModel
from typer.core import TyperGroup

from feedpub import cli
from feedpub.config import load_config
from feedpub.config.deploy_schema import DeployTable
from feedpub.config.schema import AgencyTable, ConfigFile, FollowTable, ReaderTable, RuleTable, SectionTable
from feedpub.config.source_schema import SourceTable
from feedpub.sections.catalogue import default_sections
from tests.conftest import Feedpub
from tests.documents import README, REFERENCE, blocks, code, example_paper, text
from tests.paths import ROOT

TABLES: dict[str, type[BaseModel]] = {
    "sections": SectionTable,
    "rules": RuleTable,
    "follow": FollowTable,
    "agencies": AgencyTable,
    "readers": ReaderTable,
    "sources": SourceTable,
    "deploy": DeployTable,
}

each_reference = pytest.mark.parametrize("name", REFERENCE)


@pytest.fixture
def paper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The example paper, in the language of the test."""
    return example_paper(tmp_path, request.node.callspec.params["name"])


def _commands() -> dict[str, set[str]]:
    """Every command, and every option it has."""
    group = typer.main.get_command(cli.app)  # with the options that typer adds
    assert isinstance(group, TyperGroup)
    context = typer.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {
        name: {
            option
            for param in command.get_params(context)
            if param.param_type_name == "option"
            for option in (*param.opts, *param.secondary_opts)
        }
        for name, command in {"": group, **found}.items()
        if command is not None
    }


def _problem_codes() -> set[str]:
    """Every code a bulletin's problem may have, as the sources spell it."""
    found: set[str] = set()
    package = ROOT / "feedpub"
    for path in package.rglob("*.py"):
        if package / "checking" in path.parents:  # findings in feeds: a build calls them feed-…
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                    found.add(code)
                case ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code))):
                    found.add(code)
                case ast.Call(func=ast.Name(id="PictureError"), args=[ast.Constant(value=str(code)), *_]):
                    found.add(code)
                case ast.Constant(value=str(code)) if re.fullmatch(r"date-[a-z]+", code):
                    found.add(code)
    return found


@pytest.mark.parametrize("name", README + REFERENCE)
def test_every_command_is_described(name: str) -> None:
    described = {" ".join(span.split()[:2]) for span in code(name)}
    assert {f"feedpub {command}" for command in _commands() if command} <= described


@each_reference
def test_the_options_described_are_those_there_are(name: str) -> None:
    known = set().union(*_commands().values()) | {"-h", "--help"}
    assert known - code(name) == set()
    rows = re.findall(r"^\| (`-[^|]+)\|", text(name), re.MULTILINE)
    assert set(re.findall(r"`(--?[a-z-]+)", " ".join(rows))) == known - {"--version", "-V"}


@each_reference
@pytest.mark.parametrize("table", [ConfigFile, *TABLES.values()])
def test_every_key_of_the_configuration_is_described(name: str, table: type[BaseModel]) -> None:
    for key, field in table.model_fields.items():
        if key in TABLES:
            assert f"`[[{key}]]`" in text(name) or f"`[{key}]`" in text(name)
            continue
        row = re.search(rf"^\|[^|]*`{key}`[^|]*\|[^|]+\|([^|]+)\|", text(name), re.MULTILINE)
        assert row, f"no table row describes {key}"
        if field.default and not field.is_required():
            shown = field.default if isinstance(field.default, str) else json.dumps(field.default)
            assert str(shown) in row[1]


@each_reference
def test_every_problem_code_is_described(name: str) -> None:
    rows = re.findall(r"^\| (`[^|]+)\|", text(name), re.MULTILINE)
    described = {span for row in rows for span in re.findall(r"`([^`]+)`", row)}
    codes = _problem_codes()
    assert {"undecodable", "date-inferred", "picture-outside", "hub"} <= codes  # the search finds every kind
    assert codes - described <= {"feed-large"}  # of feed-…
    assert "feed-…" in described


@each_reference
def test_every_section_is_named(name: str) -> None:
    assert all(f"`{section.slug}` {section.title}" in text(name) for section in default_sections())


@each_reference
def test_every_exit_status_is_described(name: str) -> None:
    stated = re.findall(r"(?:Exit status:|·) (\d) ", " ".join((cli.__doc__ or "").split()))
    assert stated == ["0", "1", "2", "3"]
    assert re.findall(r"^\| (\d) \|", text(name), re.MULTILINE) == stated


@each_reference
def test_the_example_configuration_is_accepted(name: str, paper: Path) -> None:
    config = load_config(paper / "feedpub.toml")
    assert config.base_url_stated
    given = set(re.findall(r"^(?:# )?(\w+) = ", blocks(name, "toml")[0], re.MULTILINE))
    keys = ConfigFile.model_fields.keys() - TABLES.keys()
    keys |= {key for table in TABLES.values() for key in table.model_fields}
    assert given == keys  # every key is shown


@each_reference
def test_every_key_of_the_json_is_named(name: str, paper: Path, feedpub: Feedpub) -> None:
    def told(*command: str) -> list[object]:
        done = feedpub(*command, cwd=paper)
        return [json.loads(line) for line in (done.stdout or done.stderr).splitlines()]

    shown = [
        told("inspect", "--json"),
        told("sections", "--json"),
        told("learn", "--json"),
        told("diff", "--json"),
        told("build", "--json"),
    ]
    (paper / "feeds" / "archive.sqlite3").touch()
    shown += [told("list", "--json"), told("check", "--json"), told("status", "--json")]
    shown += [told("build", "-q", "--log-format", "json")]
    assert all(shown)
    assert _keys(shown) - code(name) == set()


def _keys(value: object) -> set[str]:
    """Every key, at any depth; what is counted by reason or evidence has these for keys."""
    match value:
        case dict():
            below = (_keys(item) for key, item in value.items() if key not in {"chosen_by", "reasons"})
            return set(value).union(*below)
        case list():
            return set().union(*map(_keys, value))
    return set()


@each_reference
def test_every_file_that_is_written_is_described(name: str, paper: Path, feedpub: Feedpub) -> None:
    Image.effect_noise((320, 200), 50).convert("RGB").save(paper / "news" / "one.jpg")
    (bulletin,) = (paper / "news").glob("*.md")
    bulletin.write_text(f"{bulletin.read_text(encoding='utf-8')}\n![](one.jpg)\n", encoding="utf-8")
    config = paper / "feedpub.toml"
    config.write_text(
        re.sub(r"^(days|limit|archive_size) = .*", r"\1 = 1", config.read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    for day in ("27", "28", "29"):
        later = bulletin.with_name(f"2026-01-{day}.md")
        later.write_text(f"## 第{day}期\n\n本报滨江1月{day}日电 渡口今天开了{day}班船。\n", encoding="utf-8")
        assert feedpub("build", cwd=paper).returncode == 0
    rows = " ".join(re.findall(r"^\| (`[^|]+)\|", text(name), re.MULTILINE))
    patterns = [re.sub("[A-Z]+", "[^/]+", re.escape(span)) for span in re.findall(r"`([\w./]+\.\w+)`", rows)]
    files = [path.relative_to(paper / "feeds").as_posix() for path in (paper / "feeds").rglob("*") if path.is_file()]
    assert {file.split("/")[0] for file in files} >= {"a", "archive", "d", "p", "s", "index.html", "daily.json"}
    assert [file for file in files if not any(re.fullmatch(pattern, file) for pattern in patterns)] == []
