"""`[[sources]]` in the configuration: what is accepted, what is refused, and what is appended."""

import tomllib
from pathlib import Path

import pytest

from feedpub.config import load_config
from feedpub.config.append import append_tables, table_text
from feedpub.config.fingerprints import reading_fingerprint
from feedpub.errors import ConfigError, RefusedError
from feedpub.model import Config
from feedpub.model.form import Source

WHOLE = Source(
    match="campus/**",
    headline="##",
    section="#",
    date='line: "{year}/{month}/{day}"',
    items="one",
    ignore=("点击*", '返回"目录"'),
    publication="校园周报",
    agency="新华社",
)


def _load(folder: Path, text: str) -> Config:
    path = folder / "feedpub.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_a_table_is_what_it_says(tmp_path: Path) -> None:
    text = '[[sources]]\nmatch = "campus/**"\nheadline = "##"\nignore = ["点击*"]\nagency = "新華社"\n'
    assert _load(tmp_path, text).sources == (
        Source(match="campus/**", headline="##", ignore=("点击*",), agency="新华社"),
    )


def test_a_title_is_that_of_one_article(tmp_path: Path) -> None:
    [source] = _load(tmp_path, '[[sources]]\nmatch = "posts/**"\ntitle = "front matter"\n').sources
    assert source.headline == "one"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('headline = "##"', "key `sources[1].match` is missing"),
        ('match = "a/**"', "states nothing"),
        ('match = "/srv/a"\nheadline = "#"', "below the folder of bulletins"),
        ('match = "a\\\\b"\nheadline = "#"', "with / between folders"),
        ('match = "a"\nheadline = "# "', "key `sources[1].headline`: found '# '; must be '#', '##'"),
        ('match = "a"\nheadline = "#"\nsection = "#"', "headline and section have the same mark"),
        ('match = "a"\nheadline = "#"\ntitle = "file name"', 'headline is "one"'),
        ('match = "a"\nheadline = "one"\nsection = "#"', "has no section marks"),
        ('match = "a"\ndate = "{year}-{mon}-{day}"', "key `sources[1].date`: found '{year}-{mon}-{day}'; `{mon}`"),
        ('match = "a"\nignore = ["*"]', "nearly every line"),
        ('match = "a"\nitems = "digest"', "must be 'entries' or 'one'"),
        ('match = "a"\nheadlines = "#"', "did you mean `headline`?"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, lines: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, f"[[sources]]\n{lines}\n")
    assert str(tmp_path / "feedpub.toml") in str(caught.value)
    assert told in str(caught.value)


def test_a_new_table_lets_everything_be_read_again() -> None:
    assert reading_fingerprint(Config()) != reading_fingerprint(Config(sources=(Source(match="a", headline="#"),)))


@pytest.mark.parametrize(
    ("before", "end"),
    [
        ("# 我们的报纸\npublication = '滨江日报' # 报名\n", "\n"),
        ("days = 3", "\n"),
        ('days = 3\r\n[[sources]]\r\nmatch = "a"\r\nheadline = "#"\r\n', "\r\n"),
        ("", "\n"),
    ],
)
def test_tables_are_appended_below_what_is_there(tmp_path: Path, before: str, end: str) -> None:
    path = tmp_path / "feedpub.toml"
    if before:
        path.write_bytes(before.encode())
    append_tables(path, [WHOLE, Source(match="b/**", headline="bold")])
    after = path.read_bytes().decode()
    assert after.startswith(before)
    assert after.count("\n") == after.count(end)
    assert load_config(path).sources[-2:] == (WHOLE, Source(match="b/**", headline="bold"))


def test_tables_go_into_a_project_file_too(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.feedpub]\ndays = 2\n", encoding="utf-8")
    append_tables(path, [WHOLE])
    assert load_config(path).sources == (WHOLE,)


def test_a_list_in_one_line_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feedpub.toml"
    path.write_text('sources = [{ match = "a", headline = "#" }]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="put it in by hand"):
        append_tables(path, [WHOLE])
    assert path.read_text(encoding="utf-8").count("\n") == 1
    with pytest.raises(RefusedError, match="cannot be written"):
        append_tables(tmp_path / "none" / "feedpub.toml", [WHOLE])


def test_a_table_as_text_reads_as_it_was() -> None:
    [row] = tomllib.loads(table_text(WHOLE))["sources"]
    assert Source(**row | {"ignore": tuple(row["ignore"])}) == WHOLE
