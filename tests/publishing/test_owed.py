"""What a build has to publish: what changed, what an earlier build left undone, and what is lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedpub.archive import Archive
from feedpub.archive.documents import DocumentKey
from feedpub.archive.feeds import FeedRow
from feedpub.building import make_context
from feedpub.config.fingerprints import output_fingerprint
from feedpub.model import Config
from feedpub.model.build import Affected
from feedpub.output import Output, started
from feedpub.paths import ARCHIVE, ASSETS, CARD, FOLLOW, FRONT, NOT_FOUND, OPML
from feedpub.publishing.owed import Owed, collect_owed
from feedpub.publishing.plan import PaperState
from feedpub.publishing.work import Work
from tests.archive.entry_rows import add_entry, in_memory

NOW = datetime(2026, 1, 27, tzinfo=UTC)
SHORT = "0" * 16  # the name of every page: ids of so small numbers begin alike


@pytest.fixture
def archive() -> Iterator[Archive]:
    """A paper of two entries, of which all is published and settled."""
    with in_memory() as archive:
        for number, slug in ((1, "world"), (2, "sports")):
            add_entry(archive, number, slug=slug, issue=f"2026-01-2{number + 4}", seen=b"x")
        for position, slug in enumerate(("all", "world", "sports"), -1):
            archive.feeds.write(FeedRow(slug, slug, position, False, slug, 1, False, 1, ()))
        archive.pages.mark_published([1, 2])
        archive.settings.machine_start = started()
        archive.settings.sections_on_pages = "sports world"
        archive.settings.finish_publishing()
        yield archive


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output folder of that paper; no feed has a file, so none can be missed."""
    for name in (
        *(OPML, FRONT, FOLLOW, ARCHIVE, *ASSETS, f"a/{SHORT}.html", "d/2026-01-25.html", "d/2026-01-26.html"),
        *("s/world.html", "s/sports.html", NOT_FOUND, CARD, "favicon.svg"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


@pytest.fixture
def owed(archive: Archive, out: Path) -> Callable[..., Owed]:
    def find(changed: dict[int, bool] | None = None, affected: Affected | None = None, **settings: Any) -> Owed:
        config = Config(publication="滨江日报", out=out, **settings)
        if archive.settings.output_fingerprint is None:
            archive.settings.output_fingerprint = output_fingerprint(config, archive.home, "滨江日报")
        paper = PaperState(
            publication="滨江日报",
            fresh=archive.published.fresh(),
            feeds=archive.feeds.all(),
            sections=archive.sections.counts(),
            held_back=archive.sections.held_back(),
        )
        work = Work(affected=affected or Affected(), changed=changed or {}, withdrawals={}, failed=False)
        return collect_owed(make_context(config, NOW), archive, Output(out, dry=True), work, paper, formats=())

    return find


def is_nothing(owed: Owed) -> bool:
    return not (owed.feeds or owed.pages or owed.others or owed.everything or owed.index_pages)


def test_a_paper_that_is_settled_is_owed_nothing(owed: Callable[..., Owed]) -> None:
    assert is_nothing(owed())


def test_what_changed_is_made_and_pages_that_name_it(archive: Archive, owed: Callable[..., Owed]) -> None:
    add_entry(archive, 3)
    archive.pages.mark_published([3])
    found = owed(affected=Affected(frozenset({3}), frozenset({"world"})))
    assert found.feeds == {"all", "world"}
    assert found.pages == {1, 2, 3}  # the next of its section, and those of its issue
    assert found.affected.days == {"2026-01-26"}
    assert not found.everything


@pytest.mark.parametrize("lost", [OPML, FRONT, FOLLOW, ARCHIVE, ASSETS[0], "s/sports.html", "d/2026-01-25.html"])
def test_a_file_that_is_lost_is_made_again(owed: Callable[..., Owed], out: Path, lost: str) -> None:
    (out / lost).unlink()
    found = owed()
    assert found.others
    assert not found.feeds
    assert not found.pages
    assert found.affected.days == ({"2026-01-25"} if lost.startswith("d/2") else set())


def test_a_page_that_is_lost_is_made_again(owed: Callable[..., Owed], out: Path) -> None:
    (out / "a" / f"{SHORT}.html").unlink()
    assert owed().pages == {1, 2}


def test_a_copy_of_a_picture_that_is_lost_makes_what_shows_it_again(
    archive: Archive, owed: Callable[..., Owed], out: Path
) -> None:
    archive.db.execute(
        "INSERT INTO picture (bulletin, source, line, path, widths) VALUES (1, 'x.jpg', 1, 'p/x.jpg', '320')"
    )
    archive.db.execute("UPDATE entry SET bulletin = 2 WHERE number = 2")
    found = owed()
    assert found.affected.entries == {1}
    assert found.feeds == {"all", "world"}
    (out / "p").mkdir()
    (out / "p" / "x.jpg").write_bytes(b"")
    assert owed().affected.entries == {1}  # its smaller copy
    (out / "p" / "x-320.webp").write_bytes(b"")
    archive.pages.mark_published([1, 2])
    assert is_nothing(owed())


def test_another_set_of_sections_is_led_to_from_every_page(archive: Archive, owed: Callable[..., Owed]) -> None:
    archive.settings.sections_on_pages = "sports"
    found = owed()
    assert found.pages == {1, 2}
    assert (found.index_pages, found.feeds) == (True, frozenset())
    assert found.sections == {"sports", "world"}


def test_other_settings_make_everything_again(archive: Archive, owed: Callable[..., Owed]) -> None:
    owed()
    archive.documents.owe([DocumentKey("all", 1)])
    archive.documents.mark_published(archive.documents.owed())
    found = owed(days=9)
    assert found.everything
    assert found.index_pages
    assert found.feeds == {"all", "world", "sports"}
    assert found.pages == {1, 2}
    assert archive.documents.owed() == [("all", 1)]


def test_after_a_restart_the_last_pages_are_written_again(archive: Archive, owed: Callable[..., Owed]) -> None:
    archive.pages.mark_published([2])  # the page of 1 is of an earlier build
    archive.settings.machine_start = "another start"
    found = owed()
    assert found.pages == {2}
    assert found.index_pages
    assert found.others
    archive.pages.mark_published([2])
    assert is_nothing(owed())


def test_a_build_that_was_stopped_while_it_published_is_finished(archive: Archive, owed: Callable[..., Owed]) -> None:
    archive.db.execute("UPDATE entry SET withdrawn = 'notice' WHERE number = 2")
    archive.settings.begin_publishing()
    found = owed({1: False})
    assert found.changed == {1: False, 2: True}
    assert found.affected.entries == {1, 2}
    assert found.index_pages


def test_without_pages_none_is_looked_for(archive: Archive, owed: Callable[..., Owed], out: Path) -> None:
    owed(pages=False)
    (out / FRONT).unlink()
    (out / "a" / f"{SHORT}.html").unlink()
    archive.settings.machine_start = "another start"
    assert is_nothing(owed(pages=False))
    (out / OPML).unlink()
    assert owed(pages=False).others


def test_documents_that_are_lost_are_owed_and_without_history_it_is_noted_as_off(
    archive: Archive, owed: Callable[..., Owed]
) -> None:
    archive.history.begin()
    archive.settings.begin_history()
    archive.history.fill("all", [], 1)
    archive.documents.mark_published(archive.documents.owed())
    assert owed().others
    assert archive.documents.owed() == [("all", 1), ("all", 2)]
    owed(history=False)
    assert not archive.settings.is_history_kept
