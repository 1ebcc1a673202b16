"""What a day's issue takes must grow with the issue, not with the archive it comes on top of."""

import os
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedpub.archive import connection
from feedpub.archive.values import CheckedConnection
from feedpub.output import Output
from tests.papers import Paper, article

NEWEST = date(2026, 7, 30)  # what is compared is all of one year: each year is a page and a sitemap
ARTICLES = 25  # in a bulletin
STEP = 10  # instructions of SQLite's machine that are counted together
PER_ARTICLE = 150  # instructions; 123 from 24 to 44 issues, 61 from 164 to 324: much is of the year, which has an end


class CountingConnection(CheckedConnection):
    """A connection that counts what SQLite does: the same on any machine, however busy."""

    steps = 0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.set_progress_handler(self._count, STEP)

    @staticmethod
    def _count() -> int:
        CountingConnection.steps += STEP
        return 0


def issue(day: date, number: int) -> str:
    """A bulletin of distinct articles."""
    return "".join(article(f"第{number}期第{place}篇", day) for place in range(ARTICLES))


def paper_of(folder: Path, bulletins: int) -> Paper:
    """A paper with pages and archive documents, one bulletin a day."""
    paper = Paper(folder, pages=True, archive_size=10, days=2, limit=20)
    paper.now = datetime.combine(NEWEST, time(14), UTC)
    for number in range(bulletins):
        day = NEWEST - timedelta(days=number)
        paper.write(f"{day}.txt", issue(day, number))
    paper.build()
    return paper


def steps_of(paper: Paper) -> int:
    """What SQLite does during a build, a day after the last one."""
    before = CountingConnection.steps
    paper.build(later=timedelta(days=1))
    return CountingConnection.steps - before


def test_what_sqlite_does_for_an_issue_hardly_grows_with_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CheckedConnection", CountingConnection)
    one_new, nothing_new = {}, {}
    for bulletins in (24, 44):
        paper = paper_of(tmp_path / str(bulletins), bulletins)
        for number in (1, 2):  # the first one also notes that the pages of all bulletins are there
            news = NEWEST + timedelta(days=number)
            paper.write(f"{news}.txt", issue(news, -number))
            one_new[bulletins] = steps_of(paper)
        nothing_new[bulletins] = steps_of(paper)
    articles = (44 - 24) * ARTICLES
    assert (one_new[44] - one_new[24]) / articles < PER_ARTICLE
    assert (nothing_new[44] - nothing_new[24]) / articles < PER_ARTICLE


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are listed, as this goes on."""
    folders: list[str] = []

    def noting(list_folder: Callable[..., Any]) -> Callable[..., Any]:
        def listing(path: Any = ".") -> Any:
            folders.append(os.fspath(path))
            return list_folder(path)

        return listing

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, noting(getattr(os, name)))
    return folders


def test_the_folder_of_all_pages_is_listed_only_after_a_build_that_was_killed(
    tmp_path: Path, listed: list[str]
) -> None:
    paper = paper_of(tmp_path, 2)
    pages = paper.config.out / "a"
    listed.clear()
    paper.write("2026-01-27.txt", issue(NEWEST + timedelta(days=1), -1))
    assert paper.build(later=timedelta(days=1)).pages
    assert listed
    assert str(pages) not in listed
    (paper.config.out / ".feedpub-journal").touch()
    (pages / ".feedpub-1-1").touch()
    paper.write("2026-01-28.txt", issue(NEWEST + timedelta(days=2), -2))
    assert paper.build(later=timedelta(days=1)).pages
    assert str(pages) in listed
    assert not [name for name in paper.files() if ".feedpub-" in name]


def test_an_output_holds_next_to_nothing_for_each_file_that_it_stages(tmp_path: Path) -> None:
    files = 5000
    with Output(tmp_path) as output:
        output.stage("a/first.html", b"first")
        tracemalloc.start()
        try:
            for number in range(files):
                output.stage(f"a/{number:016x}.html", b"page", durable=False)
            held, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert held / files < 10, "bytes"
        assert sum(1 for _ in output.taken()) == files + 1
        output.publish()
    assert len(list(tmp_path.glob("a/*.html"))) == files + 1
    assert not list(tmp_path.rglob(".feedpub-*"))
