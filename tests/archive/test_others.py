"""Pictures, entries that only feeds know, and changes that are undone."""

import pytest

from feedpub.archive import Archive
from feedpub.archive.pictures import KeptBack, PictureRow
from feedpub.archive.taken import TakenEntry
from feedpub.errors import RefusedError
from tests.archive.rows import add_bulletin, add_entries


def _photo(bulletin: int) -> PictureRow:
    return PictureRow(bulletin, "a.jpg", 3, 100, 5, "p/0.jpg", "image/jpeg", 40, 30)


def test_a_picture_is_shown_until_its_file_is_lost(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    assert not archive.pictures.any()
    archive.pictures.note(_photo(bulletin))
    (shown,) = archive.pictures.of_bulletin(bulletin)
    assert (shown.source, shown.path, shown.width, shown.height, shown.code) == ("a.jpg", "p/0.jpg", 40, 30, None)
    (looked,) = archive.pictures.in_folders()
    assert (looked.size, looked.mtime, looked.copy, looked.path) == (100, 5, "p/0.jpg", "news/a.txt")
    archive.pictures.lose(bulletin, "a.jpg", "picture-missing", "there is no picture")
    assert archive.pictures.of_bulletin(bulletin) == []
    ((number, problem),) = archive.pictures.problems()
    assert (number, problem.line, problem.code) == (bulletin, 3, "picture-missing")


def test_a_picture_that_is_kept_back_is_no_problem(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    archive.pictures.note(_photo(bulletin))
    archive.pictures.keep_back(bulletin, "a.jpg", KeptBack.HELD)
    assert list(archive.pictures.problems()) == []
    assert [row.code for row in archive.pictures.of_bulletin(bulletin)] == [KeptBack.HELD]


def test_a_copy_that_another_article_shows_is_not_taken_back(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    archive.pictures.note(_photo(first))
    archive.pictures.keep_back(first, "a.jpg", KeptBack.WITHDRAWN)
    assert archive.pictures.only_of_withdrawn() == ["p/0.jpg"]
    archive.pictures.note(_photo(second))
    add_entries(archive, second, "乙")
    assert archive.pictures.only_of_withdrawn() == []


def test_an_entry_of_a_feed_is_published_and_waits_for_a_bulletin(archive: Archive) -> None:
    archive.taken.add(TakenEntry(1, b"key of the feed.", "旧闻", "2026-01-25", "culture", 100, 100))
    archive.taken.keep(1, '{"seen": "旧闻滨江日报正文"}')
    archive.taken.correct(1, "旧闻更正", 200)
    (row,) = archive.entries.listed()
    assert (row.title, row.slug, row.day, bool(row.gone)) == ("旧闻更正", "culture", "2026-01-25", True)
    assert archive.taken.words_of(1) == "旧闻滨江日报正文"
    assert archive.identities.any_gone()


def test_entries_in_no_document_wait_behind_those_that_are_in_one(archive: Archive) -> None:
    for number in (1, 2):
        row = TakenEntry(number, bytes([number]) * 16, f"旧闻{number}", "2026-01-25", "culture", 100 - number, 100)
        archive.taken.add(row)
    archive.taken.place("all", 1, 1, document=1)
    archive.taken.place_others(after=1)
    rows = archive.db.execute("SELECT slug, sequence, entry, document FROM history ORDER BY 1, 2").fetchall()
    assert rows == [("all", 1, 1, 1), ("all", 2, 2, None), ("culture", 2, 2, None), ("culture", 3, 1, None)]


def test_an_attempt_that_is_refused_leaves_no_trace(archive: Archive) -> None:
    def refused() -> None:
        with archive.attempt():
            archive.note("name", "within")
            raise RefusedError("too much would leave")

    archive.note("name", "before")
    with pytest.raises(RefusedError):
        refused()
    assert archive.setting("name") == "before"
    with archive.attempt():
        archive.note("name", "after")
    assert archive.setting("name") == "after"
