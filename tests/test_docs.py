"""The documentation says what the tool does, in both languages, and what it shows is what feedpub prints."""

import ast
import json
import re
from pathlib import Path
from string import Template

import feedparser
import pytest
import typer
import typer.main
import yaml
from pydantic import BaseModel

from feedpub import __version__, cli
from feedpub.config import load_config
from feedpub.config.schema import AgencyTable, ConfigFile, FollowTable, RuleTable, SectionTable
from feedpub.reading import read_bulletin
from feedpub.sections import default_sections
from tests.conftest import Feedpub
from tests.documents import (
    HOW_TO,
    PAIRS,
    README,
    REFERENCE,
    ROOT,
    all_blocks,
    anchors,
    blocks,
    code,
    headings,
    links,
    shows,
    text,
)
from tests.truth import rows_of

TABLES = {"sections": SectionTable, "rules": RuleTable, "follow": FollowTable, "agencies": AgencyTable}

every_file = pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
each_readme = pytest.mark.parametrize("name", README)
each_reference = pytest.mark.parametrize("name", REFERENCE)
each_how_to = pytest.mark.parametrize("name", HOW_TO)


@pytest.fixture
def paper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The README's bulletin under the name it gives, and the reference's feedpub.toml, in the language of the test."""
    name = request.node.callspec.params["name"]
    language = next(pair.index(name) for pair in PAIRS if name in pair)
    bulletin = re.search(r"`(news/\S+\.md)`", text(README[language]))
    assert bulletin
    target = tmp_path / bulletin[1]
    target.parent.mkdir()
    target.write_text(blocks(README[language], "markdown")[0], encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "feedpub.toml").write_text(blocks(REFERENCE[language], "toml")[0], encoding="utf-8")
    return tmp_path


def _commands() -> dict[str, set[str]]:
    """Every command, and every option it has."""
    group = typer.main.get_command(cli.app)
    context = typer.Context(group)
    commands = {"": group, **{name: group.get_command(context, name) for name in group.list_commands(context)}}
    return {
        name: {
            option
            for param in command.get_params(context)
            if param.param_type_name == "option"
            for option in (*param.opts, *param.secondary_opts)
        }
        for name, command in commands.items()
    }


def _problem_codes() -> set[str]:
    """Every code a bulletin's problem may have, as the sources spell it."""
    found: set[str] = set()
    for path in (ROOT / "feedpub").rglob("*.py"):
        if "check" in path.parts:  # findings in feeds: a build calls them feed-…
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


@pytest.mark.parametrize("pair", PAIRS)
def test_both_languages_have_the_same_parts(pair: tuple[str, str]) -> None:
    english, chinese = pair
    assert headings(english) == headings(chinese)
    assert [kind for kind, _ in all_blocks(english)] == [kind for kind, _ in all_blocks(chinese)]
    kinds = {kind for kind, _ in all_blocks(english)} - {"yaml"}  # its comments are each language's own
    assert blocks(english, *kinds) == blocks(chinese, *kinds)


@pytest.mark.parametrize("pair", PAIRS)
def test_each_language_leads_to_the_other(pair: tuple[str, str]) -> None:
    for name, other in (pair, reversed(pair)):
        assert f"]({other.split('/')[-1]})" in "\n".join(text(name).splitlines()[:5])


@every_file
def test_links_lead_somewhere_and_keep_to_the_language(name: str) -> None:
    (own,) = (pair for pair in PAIRS if name in pair)
    other = {pair[1 - own.index(name)] for pair in PAIRS if pair != own}
    for target in links(name):
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        found = str(file.resolve().relative_to(ROOT))
        assert not anchor or anchor in anchors(found), target
        assert found not in other, target


@each_readme
def test_the_readme_leads_to_every_other_file(name: str) -> None:
    language = README.index(name)
    assert {pair[language] for pair in PAIRS} - {name} <= {target.partition("#")[0] for target in links(name)}


@pytest.mark.parametrize("name", README + REFERENCE)
def test_every_command_is_described(name: str) -> None:
    described = {" ".join(span.split()[:2]) for span in code(name)}
    assert {f"feedpub {command}" for command in _commands() if command} <= described


@each_reference
def test_the_options_described_are_those_there_are(name: str) -> None:
    known = set().union(*_commands().values()) | {"-h", "--help"}
    assert known - code(name) == set()
    rows = re.findall(r"^\| (`-[^|]+)\|", text(name), re.MULTILINE)
    assert set(re.findall(r"`(--?[a-z-]+)", " ".join(rows))) == known - {"--version"}


@each_reference
@pytest.mark.parametrize("table", [ConfigFile, *TABLES.values()])
def test_every_key_of_the_configuration_is_described(name: str, table: type[BaseModel]) -> None:
    for key, field in table.model_fields.items():
        if key in TABLES:
            assert f"`[[{key}]]`" in text(name)
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


@each_readme
def test_the_first_two_sh_blocks_are_one_command_line_each(name: str) -> None:
    main_job, tests = blocks(name, "sh")[:2]
    assert main_job == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/feedpub build\n"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && ./check\n"


@each_reference
def test_the_example_configuration_is_accepted(name: str, paper: Path) -> None:
    config = load_config(paper / "feedpub.toml")
    assert config.base_url_stated
    given = set(re.findall(r"^(\w+) = ", blocks(name, "toml")[0], re.MULTILINE))
    keys = ConfigFile.model_fields.keys() - TABLES.keys()
    keys |= {key for table in TABLES.values() for key in table.model_fields}
    assert given == keys  # every key is shown


@each_readme
def test_the_example_bulletin_becomes_the_entry_shown(name: str, paper: Path, feedpub: Feedpub) -> None:
    done = feedpub("build", cwd=paper)
    assert (done.returncode, done.stderr) == (0, "")
    real = (paper / "feeds" / "society.atom.xml").read_text(encoding="utf-8")
    shown = blocks(name, "xml")[0]
    assert shows(shown, real)
    (entry,) = feedparser.parse(real).entries
    assert re.findall("<title>(.+)</title>", shown) == [entry.title]
    assert re.findall("<name>(.+)</name>", shown) == [entry.author]
    assert re.findall("<published>(.+)</published>", shown) == [entry.published]


@each_how_to
def test_each_command_prints_what_is_shown(name: str, paper: Path, feedpub: Feedpub) -> None:
    examples = blocks(name, "console")
    assert examples
    for block in examples:
        command, shown = block.split("\n", 1)
        done = feedpub(*command.removeprefix("$ feedpub ").split(), cwd=paper)
        assert (done.returncode, done.stderr) == (0, "")
        assert shows(shown, done.stdout), done.stdout


@each_reference
def test_every_key_of_the_json_is_named(name: str, paper: Path, feedpub: Feedpub) -> None:
    (row,) = rows_of(feedpub("inspect", "--json", cwd=paper).stdout)
    (figure,) = row["figures"]
    built = json.loads(feedpub("build", "--json", cwd=paper).stdout)
    listed = json.loads(feedpub("sections", "--json", cwd=paper).stdout)
    of_sections = {*listed, *listed["sections"][0], *listed["rules"][0]}
    assert {*row, *row["dateline"], *figure, *built, *built["files"][0], *of_sections} - code(name) == set()


@each_how_to
def test_what_goes_into_the_configuration_is_accepted(name: str, tmp_path: Path) -> None:
    for block in blocks(name, "toml"):
        (tmp_path / "feedpub.toml").write_text(block, encoding="utf-8")
        load_config(tmp_path / "feedpub.toml")


@each_how_to
def test_the_example_front_matter_is_understood(name: str) -> None:
    bulletin = read_bulletin(blocks(name, "yaml")[0] + "\n正文。\n")
    assert bulletin.problems == ()
    stated = bulletin.front
    assert all((stated.issue_date, stated.section, stated.publication, stated.title))


@each_how_to
def test_the_example_workflow_is_yaml(name: str) -> None:
    workflow = yaml.safe_load(blocks(name, "yaml")[1])
    runs = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
    assert runs == [
        "pip install .",
        "test -d .feedpub || { mkdir -p public && curl -fsSL --output-dir public -O "
        "https://YOU.github.io/REPOSITORY/all.atom.xml; } || true",
        "feedpub build --out public || test $? -eq 1",
    ]


@each_how_to
def test_what_runs_it_on_a_schedule_is_what_init_writes(name: str) -> None:
    def written(file: str, **values: str) -> str:
        return Template((ROOT / "feedpub" / "data" / "init" / file).read_text(encoding="utf-8")).safe_substitute(values)

    here = {"folder": "/srv/paper", "feedpub": "/srv/feedpub/.venv/bin/feedpub", "user": "feedpub"}
    assert blocks(name, "text")[0] == written("crontab", **here)
    assert blocks(name, "ini") == [written("feedpub.service", **here), written("feedpub.timer")]
    workflow = (ROOT / "feedpub" / "data" / "init" / "feeds.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(blocks(name, "yaml")[1]) == yaml.safe_load(workflow)  # comments are each language's own
    assert name != HOW_TO[0] or blocks(name, "yaml")[1] == workflow


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in text("CHANGELOG.md")
