"""`feedpub schema`: what a text editor knows of feedpub.toml."""

import json
import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from feedpub.config.schema import AgencyTable, ConfigFile, FollowTable, RuleTable, SectionTable
from feedpub.config.source_schema import SourceTable
from feedpub.data import load
from tests.conftest import Feedpub
from tests.documents import REFERENCE, blocks
from tests.programs import need

TABLES: list[type[BaseModel]] = [ConfigFile, SectionTable, RuleTable, FollowTable, AgencyTable, SourceTable]
FIRST_LINE = "#:schema ./.feedpub.schema.json"


@pytest.fixture
def schema(feedpub: Feedpub) -> dict[str, Any]:
    """The schema as it is printed."""
    found: dict[str, Any] = json.loads(feedpub("schema").stdout)
    return found


def _faults(schema: dict[str, Any], toml: str) -> list[str]:
    """The keys that a validator finds wrong in a configuration."""
    values = json.loads(json.dumps(tomllib.loads(toml), default=date.isoformat))
    found = jsonschema.Draft202012Validator(schema).iter_errors(values)
    return ["/".join(map(str, fault.absolute_path)) for fault in found]


def test_it_is_a_json_schema_that_takes_every_key(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert _faults(schema, blocks(REFERENCE[0], "toml")[0]) == []
    assert _faults(schema, 'bulletins = "news"\nexclude = "archive/"\nhub = "https://hub.example.org/"') == []


@pytest.mark.parametrize("table", TABLES)
def test_every_key_has_a_description_and_its_default(schema: dict[str, Any], table: type[BaseModel]) -> None:
    shown = schema if table is ConfigFile else schema["$defs"][table.__name__]
    assert shown["description"]
    assert shown["properties"].keys() == table.model_fields.keys() == load("keys")[table.__name__].keys()
    for key, field in table.model_fields.items():
        told = shown["properties"][key]
        assert told["description"].endswith("."), key
        assert ("Without it: " in told["description"]) == (not field.is_required() and field.default is None), key
        assert told.get("default") == (None if field.is_required() else field.default), key


WRONG = [
    ('publicaton = "江城日报"', ""),
    ("days = 0", "days"),
    ("largest_bulletin = 501", "largest_bulletin"),
    ("margin = 24", "margin"),
    ("margin = 45", "margin"),
    ("margin = 100", "margin"),
    ('pages = "no"', "pages"),
    ('out = ""', "out"),
    ('publication = "江城\\n日报"', "publication"),
    ('base_url = "news.example"', "base_url"),
    ('base_url = "https://editor:secret@news.example/"', "base_url"),
    ('base_url = "https://news.example/?x=1"', "base_url"),
    ('icon = "icon.bmp"', "icon"),
    ('accent = "red"', "accent"),
    ('[[links]]\ntitle = "客户端"', "links/0"),
    ('language = "zh_CN"', "language"),
    ('exclude = ["/srv/news"]', "exclude"),
    ('exclude = ["*"]', "exclude"),
    ('content = "some"', "content"),
    ('release = "6:00"', "release"),
    ('publishes = ["monday"]', "publishes/0"),
    ('[[sections]]\nslug = "all"', "sections/0/slug"),
    ('[[sections]]\nslug = "Art"', "sections/0/slug"),
    ('[[sections]]\ntitle = "美术"', "sections/0"),
    ('[[rules]]\nsection = "world"', "rules/0"),
    ('[[rules]]\nsection = "world"\nid = "4f8b"', "rules/0/id"),
    ('[[follow]]\nslug = "ferry"', "follow/0"),
    ('[[follow]]\nslug = "ferry"\nkeyword = "渡"', "follow/0/keyword"),
    ('[[sources]]\nmatch = "campus/**"', "sources/0"),
    ('[[sources]]\nmatch = "/campus/**"\nheadline = "#"', "sources/0/match"),
    ('[[sources]]\nmatch = "campus/**"\nignore = ["长*"]', "sources/0/ignore/0"),
]


@pytest.mark.parametrize(("toml", "where"), WRONG, ids=[toml.replace("\n", " ") for toml, _ in WRONG])
def test_what_feedpub_refuses_an_editor_underlines(schema: dict[str, Any], toml: str, where: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        ConfigFile.model_validate(tomllib.loads(toml))
    assert _faults(schema, toml) == [where]


# ── where editors find it ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_paper_has_its_schema_and_names_it_in_the_first_line(feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("init", "paper")
    config, beside = tmp_path / "paper" / "feedpub.toml", tmp_path / "paper" / ".feedpub.schema.json"
    assert config.read_text(encoding="utf-8").splitlines()[0] == FIRST_LINE
    assert beside.read_text(encoding="utf-8") == feedpub("schema").stdout
    beside.unlink()
    built = feedpub("build", cwd=tmp_path / "paper")  # which does not need it
    assert built.returncode == 0
    assert not beside.exists()


def test_write_renews_it_and_says_which_line_is_missing(feedpub: Feedpub, tmp_path: Path) -> None:
    config, beside = tmp_path / "feedpub.toml", tmp_path / ".feedpub.schema.json"
    config.write_text("limt = 3\n", encoding="utf-8")  # whoever mends a mistake may want the schema first
    beside.write_text("{}", encoding="utf-8")
    (tmp_path / "below").mkdir()
    done = feedpub("schema", "--write", cwd=tmp_path / "below")
    assert (done.returncode, done.stderr) == (0, "")
    assert FIRST_LINE in done.stdout.splitlines()
    assert beside.read_text(encoding="utf-8") == feedpub("schema").stdout
    assert config.read_text(encoding="utf-8") == "limt = 3\n"
    config.write_text(f"{FIRST_LINE}\nlimit = 3\n", encoding="utf-8")
    assert FIRST_LINE not in feedpub("schema", "--write", "--config", "feedpub.toml").stdout


@pytest.mark.parametrize(("project", "told"), [(None, "feedpub init"), ("[tool.feedpub]\n", "move [tool.feedpub]")])
def test_without_a_feedpub_toml_nothing_is_written(
    feedpub: Feedpub, tmp_path: Path, project: str | None, told: str
) -> None:
    if project:
        (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    done = feedpub("schema", "--write")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (tmp_path / ".feedpub.schema.json").exists()


@pytest.mark.parametrize("command", [["taplo", "lint"], ["tombi", "lint", "--offline"]], ids=lambda command: command[0])
def test_editors_take_a_new_paper_and_find_a_misspelt_key(feedpub: Feedpub, tmp_path: Path, command: list[str]) -> None:
    need(command[0])
    feedpub("init")
    config = tmp_path / "feedpub.toml"

    def judged() -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*command, config], capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path)

    assert judged().returncode == 0
    config.write_text(config.read_text(encoding="utf-8").replace("publication =", "publicaton ="), encoding="utf-8")
    found = judged()
    assert found.returncode == 1
    assert "publicaton" in found.stdout + found.stderr
