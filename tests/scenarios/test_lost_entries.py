"""A value of the archive that became another one that feedpub might have written: no entry leaves its feed by it."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedpub.errors import RefusedError
from feedpub.ingest.published import read_documents, read_entries, read_published
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article

DAY = timedelta(days=1)
FLIPPED_ID = "UPDATE entry SET id = CAST(x'FF' || substr(id, 2) AS BLOB) WHERE title LIKE '%甲1'"


def _paper(folder: Path, issues: int, **settings: Any) -> Paper:
    """A paper of so many issues of two articles; its sections are 社会 and 经济."""
    paper = Paper(folder, **settings)
    for number in range(1, issues + 1):
        _issue(paper, number)
        paper.build(later=DAY)
    return paper


def _issue(paper: Paper, number: int) -> None:
    day = FIRST_DAY + timedelta(number - 1)
    pages = (("社会", "甲"), ("经济", "乙"))
    text = "".join(
        f"第0{at}版：{page}\n\n{article(f'{name}{number}', day)}" for at, (page, name) in enumerate(pages, 1)
    )
    paper.write(f"{day}.md", text)


def _change(paper: Paper, statement: str) -> None:
    with closing(sqlite3.connect(paper.config.archive, isolation_level=None)) as db:
        assert db.execute(statement).rowcount > 0


def _shown(paper: Paper) -> dict[str, set[str]]:
    """The ids of each feed and archive document, by path."""
    out = paper.config.out
    paths = [*out.glob("*.atom.xml"), *(path for _, _, path in read_documents(out))]
    return {str(path.relative_to(out)): {entry.id for entry in read_entries(path)} for path in paths}


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        FLIPPED_ID,  # `scripts.damage 1 143`
        "UPDATE entry SET published = published - 64 WHERE title LIKE '%甲1'",
        "UPDATE entry SET held = 1 WHERE title LIKE '%甲1'",
        "DELETE FROM entry WHERE title LIKE '%甲1'",
    ],
)
def test_an_entry_that_leaves_its_feed_without_a_reason_refuses_the_build(
    tmp_path: Path, change: str, history: bool
) -> None:
    paper = _paper(tmp_path, 2, limit=3, days=3, history=history)
    before = paper.files()
    _change(paper, change)
    _issue(paper, 3)
    with pytest.raises(RefusedError, match="the archive is damaged"):
        paper.build()
    assert paper.files() == before
    paper.build(allow_shrink=True)  # the operator's word is enough
    assert paper.files() != before


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize("change", ["held = 2", "slug = 'business'", "withdrawn = ''"])
def test_an_entry_that_seems_to_wait_to_be_withdrawn_or_filed_elsewhere_stays_in_its_feeds(
    tmp_path: Path, change: str, history: bool
) -> None:
    paper = _paper(tmp_path, 2, history=history)
    before = _shown(paper)
    _change(paper, f"UPDATE entry SET {change} WHERE title LIKE '%甲1'")
    _issue(paper, 3)
    with suppress(RefusedError):  # some are mended
        paper.build()
    assert all(ids <= _shown(paper)[name] for name, ids in before.items())


@pytest.mark.parametrize(
    "change",
    [
        FLIPPED_ID,  # `scripts.damage 1 11142`
        "DELETE FROM entry WHERE title LIKE '%甲1'",
        "DELETE FROM history WHERE entry = (SELECT number FROM entry WHERE title LIKE '%甲1')",
    ],
)
def test_an_entry_that_would_leave_an_archive_document_refuses_the_build(tmp_path: Path, change: str) -> None:
    paper = _paper(tmp_path, 3, limit=2, days=1, history=True, archive_size=2)
    before = _shown(paper)
    assert any(name.startswith("archive/all/") for name in before)
    _change(paper, change)
    _issue(paper, 4)  # fills the next document, to which the one before gets a link
    with pytest.raises(RefusedError, match="the archive is damaged"):
        paper.build()
    assert _shown(paper) == before


def test_an_entry_that_its_history_lost_refuses_the_build_before_it_leaves_the_feed(tmp_path: Path) -> None:
    paper = _paper(tmp_path, 2, limit=2, days=1, history=True, archive_size=50)
    before = _shown(paper)
    _change(paper, "DELETE FROM history WHERE slug = 'all' AND sequence = 3")
    _issue(paper, 3)
    with pytest.raises(RefusedError, match=r"would be lost from all\.atom\.xml"):
        paper.build()
    assert _shown(paper) == before


def test_the_message_names_the_entry_and_says_what_to_do_and_the_next_archive_keeps_it(
    feedpub: Feedpub, tmp_path: Path
) -> None:
    paper = Paper(tmp_path)
    (tmp_path / "feedpub.toml").write_text(
        'bulletins = ["news"]\nbase_url = "https://news.example.org/"\n', encoding="utf-8"
    )
    paper.write("2026-01-26.md", article("甲1", FIRST_DAY))
    assert feedpub("build").returncode == 0
    [identity] = read_published(tmp_path / "feeds")
    _change(paper, FLIPPED_ID)
    paper.write("2026-01-27.md", article("乙", date(2026, 1, 27)))
    ran = feedpub("build")
    assert ran.returncode == 3
    assert identity in ran.stderr
    assert "move it away" in ran.stderr
    paper.config.archive.unlink()
    assert feedpub("build").returncode == 0
    assert identity in read_published(tmp_path / "feeds")


def test_feeds_that_somebody_edited_are_no_witness(tmp_path: Path) -> None:
    paper = _paper(tmp_path, 1)
    path = paper.config.out / "all.atom.xml"
    path.write_bytes(path.read_bytes().replace(b"<published>20", b"<published>19"))
    _issue(paper, 2)
    assert paper.build(later=DAY).new == 2


def test_what_was_pruned_while_no_history_was_kept_may_leave_its_documents(tmp_path: Path) -> None:
    paper = _paper(tmp_path, 4, limit=2, days=1, history=True, archive_size=2)
    paper.config = replace(paper.config, history=False)
    (paper.news / f"{FIRST_DAY}.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    paper.config = replace(paper.config, history=True)
    for number in (5, 6, 7):
        _issue(paper, number)
        assert paper.build(later=DAY).new == 2
    assert len(set().union(*_shown(paper).values())) == 12


@pytest.mark.parametrize("history", [False, True])
def test_what_leaves_for_a_reason_leaves(tmp_path: Path, history: bool) -> None:
    paper = _paper(tmp_path, 4, limit=2, days=1, history=history, archive_size=2)
    first = set(_shown(paper)["all.atom.xml"])
    (paper.news / f"{FIRST_DAY}.md").unlink()
    assert paper.build(prune=True, allow_shrink=True).pruned == 2
    _issue(paper, 5)
    moved = (FIRST_DAY + timedelta(3)).isoformat()
    text = (paper.news / f"{moved}.md").read_text(encoding="utf-8")
    paper.write(f"{moved}.md", text.replace("社会", "体育"))
    assert paper.build(later=DAY).new == 2
    paper.config = replace(paper.config, strict=True)
    paper.build()
    paper.config = replace(paper.config, strict=False, limit=1)
    for number in (6, 7):
        _issue(paper, number)
        assert paper.build(later=DAY).new == 2
    assert not first & _shown(paper)["all.atom.xml"]
