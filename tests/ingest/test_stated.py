"""Which table of `[[sources]]` a bulletin's path fits."""

from pathlib import Path

import pytest

from feedpub.ingest.stated import StatedSources, fits_path
from feedpub.model import BulletinFile, Config
from feedpub.model.form import Source


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("campus/**", "news/campus/2026/01/26.md", True),
        ("campus/**", "campus/26.md", True),
        ("campus/**", "news/old-campus/26.md", False),
        ("news/campus/*", "news/campus/2026/26.md", False),
        ("wire-*.txt", "news/wire-2026-01-26.txt", True),
        ("wire-*.txt", "news/wire/2026.txt", False),
        ("news/**/国际/*.md", "news/2026/01/国际/a.md", True),
        ("news/**/国际/*.md", "news/国际/a.md", True),
        ("*/第?版.txt", "2026-01-26/第3版.txt", True),
        ("[校园]/**", "news/[校园]/a.md", True),  # brackets are ordinary characters
        ("[校园]/**", "news/校/a.md", False),
        ("café/**", "cafe\u0301/a.md", False),  # paths come in NFC
        ("**", "a.md", True),
    ],
)
def test_patterns_of_paths(pattern: str, path: str, fits: bool) -> None:
    assert fits_path(pattern, path) is fits


def test_a_hostile_pattern_costs_little() -> None:
    assert not fits_path("/".join(["**", "a"] * 40) + "/b", "/".join(["a"] * 500))


def test_the_first_table_counts() -> None:
    tables = (Source(match="campus/2025/**", headline="#"), Source(match="campus/**", headline="##"))
    sources = StatedSources(Config(sources=tables))
    assert [sources.of(path) for path in ("n/campus/2025/a.md", "n/campus/a.md", "n/a.md")] == [*tables, None]


def test_a_bulletin_named_by_itself_has_the_path_from_the_configuration(tmp_path: Path) -> None:
    place = str(tmp_path / "news" / "cafe\u0301" / "a.md")
    file = BulletinFile(name="a.md", key="a.md", place=place)
    assert StatedSources(Config(source=tmp_path / "feedpub.toml")).path_of(file) == "news/café/a.md"
    assert StatedSources(Config(source=tmp_path / "other" / "feedpub.toml")).path_of(file) == "a.md"
    assert StatedSources(Config()).path_of(file) == "a.md"
