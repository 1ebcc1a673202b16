"""The documentation is the same in both languages, leads where it says, and what it shows is what feedpub prints."""

import re
from pathlib import Path
from string import Template

import feedparser
import pytest
import yaml

from feedpub import __version__
from feedpub.config import load_config
from feedpub.reading.bulletin import read_bulletin
from tests.conftest import Feedpub
from tests.documents import (
    HOW_TO,
    NOTHING_LEARNED,
    PAIRS,
    README,
    all_blocks,
    anchors,
    blocks,
    example_paper,
    headings,
    links,
    put_site_files,
    shows,
    speaks,
    text,
)
from tests.paths import ROOT

every_file = pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
each_readme = pytest.mark.parametrize("name", README)
each_how_to = pytest.mark.parametrize("name", HOW_TO)


@pytest.fixture
def paper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The example paper, in the language of the test."""
    return example_paper(tmp_path, request.node.callspec.params["name"])


@pytest.mark.parametrize("pair", PAIRS)
def test_both_languages_have_the_same_parts(pair: tuple[str, str]) -> None:
    english, chinese = pair
    assert headings(english) == headings(chinese)
    assert [kind for kind, _ in all_blocks(english)] == [kind for kind, _ in all_blocks(chinese)]
    kinds = {kind for kind, _ in all_blocks(english)} - {"yaml", "console"}  # comments, and what feedpub says
    assert blocks(english, *kinds) == blocks(chinese, *kinds)
    commands = [[block.split("\n", 1)[0] for block in blocks(name, "console")] for name in pair]
    assert commands[0] == commands[1]


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


@each_readme
def test_the_first_two_sh_blocks_are_one_command_line_each(name: str) -> None:
    main_job, tests = blocks(name, "sh")[:2]
    assert main_job == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/feedpub build\n"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && ./check\n"


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
        done = feedpub(*command.removeprefix("$ feedpub ").split(), cwd=paper, env=speaks(name))
        assert (done.returncode, done.stderr) == (0, "")
        assert shows(shown, done.stdout), done.stdout


@each_how_to
def test_what_goes_into_the_configuration_is_accepted(name: str, tmp_path: Path) -> None:
    (tmp_path / "section-words.tsv").write_text(NOTHING_LEARNED, encoding="utf-8")
    put_site_files(tmp_path)
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
    (action,) = (step for step in workflow["jobs"]["publish"]["steps"] if "feedpub" in step["uses"])
    assert action["uses"] == f"feedpub/feedpub@v{__version__}"


@each_how_to
def test_what_runs_it_on_a_schedule_is_what_init_writes(name: str) -> None:
    def written(file: str, **values: str) -> str:
        return Template((ROOT / "feedpub" / "data" / "init" / file).read_text(encoding="utf-8")).safe_substitute(values)

    here = {"folder": "/srv/paper", "feedpub": "/srv/feedpub/.venv/bin/feedpub", "user": "feedpub"}
    assert written("crontab", **here) in blocks(name, "text")
    assert blocks(name, "ini") == [written("feedpub.service", **here), written("feedpub.timer")]
    own = "feeds.yml" if name == HOW_TO[0] else "zh/feeds.yml"
    assert blocks(name, "yaml")[1] == written(own)


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in text("CHANGELOG.md")
