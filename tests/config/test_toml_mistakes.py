"""Mistakes of people who never wrote TOML: the line, and what to write instead, which is TOML."""

import tomllib
from pathlib import Path

import pytest

from feedpub.config import load_config
from feedpub.errors import ConfigError

INSTEAD = [
    ("publication = “滨江日报”", 'text goes between straight quotes: publication = "滨江日报"'),
    ("publication = 「滨江日报」", 'text goes between straight quotes: publication = "滨江日报"'),
    ('publication = "滨江日报”', 'text goes between straight quotes: publication = "滨江日报"'),
    ("publication = 滨江日报", 'text goes between straight quotes: publication = "滨江日报"'),
    ("publication = 滨江日报  # 报名", 'text goes between straight quotes: publication = "滨江日报"'),
    ("publication ＝ “滨江日报”", 'text goes between straight quotes: publication = "滨江日报"'),
    ('publication ＝ "滨江日报"', 'signs are half-width: publication = "滨江日报"'),
    ('bulletins = ["一"，"二"]', 'signs are half-width: bulletins = ["一","二"]'),
    ("pages = True", "write true or false, in small letters: pages = true"),
    ("pages = no", "write true or false, in small letters: pages = false"),
    ('publication = "滨江日报', 'the quotes are not closed: publication = "滨江日报"'),
    (r'bulletins = "D:\新闻"', r"a path with backslashes goes between single quotes: bulletins = 'D:\新闻'"),
    ("publication：“滨江日报”", 'a key and its value have `=` between them: publication = "滨江日报"'),
    ('publication: "滨江日报"', 'a key and its value have `=` between them: publication = "滨江日报"'),
]


def _told(path: Path, line: str) -> str:
    path.write_text(f'description = "一份报"\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_config(path)
    return str(raised.value)


@pytest.mark.parametrize(("line", "told"), INSTEAD)
def test_what_to_write_instead(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "feedpub.toml"
    assert _told(path, line) == f"{path}:2: is not valid TOML: {told}"
    assert tomllib.loads(told.partition(": ")[2])


def test_a_value_that_is_missing(tmp_path: Path) -> None:
    assert _told(tmp_path / "feedpub.toml", "publication =").endswith("there is nothing behind `publication =`")


@pytest.mark.parametrize("line", ['a = "x" "y"', "[[sections]", "release = 7:30"])
def test_what_has_no_hint_has_its_line(tmp_path: Path, line: str) -> None:
    assert f"feedpub.toml:{2 + line.count(chr(10))}: is not valid TOML: " in _told(tmp_path / "feedpub.toml", line)


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "feedpub.toml"
    path.write_bytes('publication = "滨江日报"\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match="is not in UTF-8; save it as UTF-8 in your text editor"):
        load_config(path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("description = 3", "`description` is there twice; delete one of the lines"),
        ('报名 = "滨江日报"', "keys are English words, such as publication for the name of the paper"),
    ],
)
def test_faults_that_the_line_alone_does_not_show(tmp_path: Path, line: str, told: str) -> None:
    assert told in _told(tmp_path / "feedpub.toml", line)
