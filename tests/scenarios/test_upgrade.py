"""What the first build of a new release reads and writes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feedpub.config import fingerprints
from feedpub.ingest import parse
from feedpub.model import Bulletin
from feedpub.reading.bulletin import read_bytes
from feedpub.writing import rss_atom
from tests.papers import FIRST_DAY, Paper, article

DAYS = 5


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """A paper of some days, with pages and history, that was built."""
    paper = Paper(tmp_path, pages=True)
    for number in range(DAYS):
        day = FIRST_DAY + timedelta(days=number)
        paper.write(f"{day}.md", article(f"第{number}天", day))
    paper.now += timedelta(days=400)
    paper.build()
    return paper


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    read: list[bytes] = []

    def noted(data: bytes, *args: Any, **named: Any) -> Bulletin:
        read.append(data)
        return read_bytes(data, *args, **named)

    monkeypatch.setattr(parse, "read_bytes", noted)
    return read


def test_a_release_with_the_same_numbers_reads_nothing_and_writes_nothing(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read = paper.files(), _reads(monkeypatch)
    monkeypatch.setattr(rss_atom, "__version__", "99.0")
    built = paper.build()
    assert not read
    assert not any(file.written for file in built.files)
    assert paper.files() == before


def test_a_release_that_reads_in_another_way_reads_all_and_writes_only_what_came_out_differently(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read = paper.files(), _reads(monkeypatch)
    monkeypatch.setattr(fingerprints, "READING", fingerprints.READING + 1)
    built = paper.build()
    assert len(read) == DAYS
    assert (built.new, built.corrected) == (0, 0)
    assert paper.files() == before


def test_a_release_that_prints_in_another_way_changes_no_entry(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = paper.feed()
    monkeypatch.setattr(fingerprints, "PRINTING", fingerprints.PRINTING + 1)
    monkeypatch.setattr(rss_atom, "__version__", "99.0")
    built = paper.build()
    assert any(file.written for file in built.files)
    assert b'version="99.0"' in paper.files()["all.atom.xml"][1]
    assert paper.feed() == entries, "ids, times and texts"


def test_diff_says_what_a_new_reading_would_change_before_it_does(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = paper.files()

    def read_otherwise(data: bytes, *args: Any, **named: Any) -> Bulletin:
        return read_bytes(data.replace("第2天".encode(), "第二天".encode()), *args, **named)

    monkeypatch.setattr(fingerprints, "READING", fingerprints.READING + 1)
    monkeypatch.setattr(parse, "read_bytes", read_otherwise)
    told = paper.build(dry=True)
    assert [change.kind for change in told.changes] == ["corrected"]
    assert "第二天" in told.changes[0].title
    assert paper.files() == before
