"""The READMEs say what the tool does, and what they show is what it prints."""

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
from tests.truth import rows_of

ROOT = Path(__file__).parent.parent
TABLES = {"sections": SectionTable, "rules": RuleTable, "follow": FollowTable, "agencies": AgencyTable}
READMES = ("README.md", "README.zh-CN.md")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CUT = "…"  # where an example in the README is shortened

both = pytest.mark.parametrize("name", READMES)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str, kind: str) -> list[str]:
    """The code blocks of a kind, in order."""
    return [block for found, block in _FENCE.findall(_text(name)) if found == kind]


def _headings(name: str) -> list[str]:
    """The marks of all headings, code left out."""
    return re.findall(r"^(#+) ", _FENCE.sub("", _text(name)), re.MULTILINE)


def _code(name: str) -> set[str]:
    """Everything set as code in the running text, word by word: `--out DIR` is `--out` and `DIR`."""
    spans = re.findall(r"`([^`\n]+)`", _FENCE.sub("", _text(name)))
    return {word for span in spans for word in (span, *span.split())}


def _shows(shown: str, real: str) -> bool:
    """Whether every line shown stands in the real output, in that order, indents aside; … stands for what was cut."""
    at = 0
    for line in filter(None, map(str.strip, shown.splitlines())):
        if line == _CUT:
            continue
        pattern = r"[^\n]*?".join(map(re.escape, line.split(_CUT)))
        found = re.compile(rf"^[ \t]*{pattern}[ \t]*$", re.MULTILINE).search(real, at)
        if found is None:
            return False
        at = found.end()
    return True


@pytest.fixture
def paper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The README's example as a user would set it up: its feedpub.toml, and its bulletin under the name it gives."""
    name = request.node.callspec.params["name"]
    bulletin = re.search(r"`(news/\S+\.md)`", _text(name))
    assert bulletin
    target = tmp_path / bulletin[1]
    target.parent.mkdir()
    target.write_text(_blocks(name, "markdown")[0], encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "feedpub.toml").write_text(_blocks(name, "toml")[0], encoding="utf-8")
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


@both
def test_every_command_and_option_is_described(name: str) -> None:
    code = _code(name)
    for command, options in _commands().items():
        assert f"feedpub {command}".strip() in {" ".join(span.split()[:2]) for span in code}
        assert options - code == set()


@both
def test_no_option_is_described_that_is_not_there(name: str) -> None:
    known = set().union(*_commands().values()) | {"-h", "--help"}
    rows = re.findall(r"^\| (`-[^|]+)\|", _text(name), re.MULTILINE)
    assert set(re.findall(r"`(--?[a-z-]+)", " ".join(rows))) == known - {"--version"}


@both
@pytest.mark.parametrize("table", [ConfigFile, *TABLES.values()])
def test_every_key_of_the_configuration_is_described(name: str, table: type[BaseModel]) -> None:
    text = _text(name)
    for key, field in table.model_fields.items():
        if key in TABLES:
            assert f"`[[{key}]]`" in text
            continue
        row = re.search(rf"^\|[^|]*`{key}`[^|]*\|[^|]+\|([^|]+)\|", text, re.MULTILINE)
        assert row, f"no table row describes {key}"
        if field.default and not field.is_required():
            shown = field.default if isinstance(field.default, str) else json.dumps(field.default)
            assert str(shown) in row[1]


@both
def test_every_section_is_named(name: str) -> None:
    text = _text(name)
    assert all(f"`{section.slug}` {section.title}" in text for section in default_sections())


@both
def test_every_exit_status_is_described(name: str) -> None:
    stated = re.findall(r"(?:Exit status:|·) (\d) ", " ".join((cli.__doc__ or "").split()))
    assert stated == ["0", "1", "2", "3"]
    assert re.findall(r"^\| (\d) \|", _text(name), re.MULTILINE) == stated


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = READMES
    assert _headings(english) == _headings(chinese)
    for kind in ("sh", "toml", "markdown", "xml", "console", "text", "ini"):
        assert _blocks(english, kind) == _blocks(chinese, kind)
    assert [kind for kind, _ in _FENCE.findall(_text(english))] == [kind for kind, _ in _FENCE.findall(_text(chinese))]


@both
def test_each_readme_leads_to_the_other(name: str) -> None:
    (other,) = set(READMES) - {name}
    assert f"]({other})" in "\n".join(_text(name).splitlines()[:5])


@both
def test_links_lead_somewhere(name: str) -> None:
    text = _FENCE.sub("", _text(name))
    headings = {
        re.sub(r"[^\w\s-]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", re.sub(r"`[^`\n]+`", "", text)):
        assert target.removeprefix("#") in headings if target.startswith("#") else (ROOT / target).is_file(), target


@both
def test_the_first_two_sh_blocks_are_one_command_line_each(name: str) -> None:
    main_job, tests = _blocks(name, "sh")[:2]
    assert main_job == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/feedpub build\n"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && ./check\n"


@both
def test_the_example_configuration_is_accepted(name: str, paper: Path) -> None:
    config = load_config(paper / "feedpub.toml")
    assert config.base_url_stated
    given = set(re.findall(r"^(\w+) = ", _blocks(name, "toml")[0], re.MULTILINE))
    keys = ConfigFile.model_fields.keys() - TABLES.keys()
    keys |= {key for table in TABLES.values() for key in table.model_fields}
    assert given == keys  # every key is shown


@both
def test_the_example_bulletin_becomes_the_entry_shown(name: str, paper: Path, feedpub: Feedpub) -> None:
    done = feedpub("build", cwd=paper)
    assert (done.returncode, done.stderr) == (0, "")
    real = (paper / "feeds" / "society.atom.xml").read_text(encoding="utf-8")
    shown = _blocks(name, "xml")[0]
    assert _shows(shown, real)
    (entry,) = feedparser.parse(real).entries
    assert re.findall("<title>(.+)</title>", shown) == [entry.title]
    assert re.findall("<name>(.+)</name>", shown) == [entry.author]
    assert re.findall("<published>(.+)</published>", shown) == [entry.published]


@both
def test_each_command_prints_what_is_shown(name: str, paper: Path, feedpub: Feedpub) -> None:
    for block in _blocks(name, "console"):
        command, shown = block.split("\n", 1)
        done = feedpub(*command.removeprefix("$ feedpub ").split(), cwd=paper)
        assert (done.returncode, done.stderr) == (0, "")
        assert _shows(shown, done.stdout), done.stdout


@both
def test_every_key_of_the_json_is_named(name: str, paper: Path, feedpub: Feedpub) -> None:
    code = _code(name)
    (row,) = rows_of(feedpub("inspect", "--json", cwd=paper).stdout)
    (figure,) = row["figures"]
    built = json.loads(feedpub("build", "--json", cwd=paper).stdout)
    listed = json.loads(feedpub("sections", "--json", cwd=paper).stdout)
    of_sections = {*listed, *listed["sections"][0], *listed["rules"][0]}
    assert {*row, *row["dateline"], *figure, *built, *built["files"][0], *of_sections} - code == set()


@both
def test_the_example_front_matter_is_understood(name: str) -> None:
    front = _blocks(name, "yaml")[0]
    bulletin = read_bulletin(front + "\n正文。\n")
    assert bulletin.problems == ()
    stated = bulletin.front
    assert all((stated.issue_date, stated.section, stated.publication, stated.title))


@both
def test_the_example_workflow_is_yaml(name: str) -> None:
    workflow = yaml.safe_load(_blocks(name, "yaml")[1])
    runs = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
    assert runs == [
        "pip install .",
        "test -d .feedpub || { mkdir -p public && curl -fsSL --output-dir public -O "
        "https://YOU.github.io/REPOSITORY/all.atom.xml; } || true",
        "feedpub build --out public || test $? -eq 1",
    ]


@both
def test_what_runs_it_on_a_schedule_is_what_init_writes(name: str) -> None:
    def written(file: str, **values: str) -> str:
        return Template((ROOT / "feedpub" / "data" / "init" / file).read_text(encoding="utf-8")).safe_substitute(values)

    here = {"folder": "/srv/paper", "feedpub": "/srv/feedpub/.venv/bin/feedpub", "user": "feedpub"}
    assert _blocks(name, "text")[0] == written("crontab", **here)
    assert _blocks(name, "ini")[1:] == [written("feedpub.service", **here), written("feedpub.timer")]
    workflow = (ROOT / "feedpub" / "data" / "init" / "feeds.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(_blocks(name, "yaml")[1]) == yaml.safe_load(workflow)  # comments are each language's own
    assert name != READMES[0] or _blocks(name, "yaml")[1] == workflow


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in _text("CHANGELOG.md")
