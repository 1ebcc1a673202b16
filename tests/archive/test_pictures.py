"""Pictures in the archive: shown, kept back, and lost."""

from feedpub.archive import Archive
from feedpub.archive.pictures import KeptBack, PictureRow
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
