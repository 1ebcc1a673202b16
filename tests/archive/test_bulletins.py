"""Bulletins in the archive: known by their path, replaced, and dropped when nothing needs them any more."""

from datetime import date

from feedpub.archive import Archive
from feedpub.archive.bulletins import FileStat
from feedpub.model import Problem
from tests.archive.rows import DAY, add_bulletin, add_entries


def test_a_bulletin_is_known_by_its_path_as_it_came_in(archive: Archive) -> None:
    number = add_bulletin(archive, "news/一.txt", b"a text", told=True, seen=date(2026, 1, 27))
    known = archive.bulletins.at("news/一.txt")
    assert known is not None
    assert (known.number, known.path, known.key) == (number, "news/一.txt", "news/一.txt")
    assert (known.stat, known.looked) == ((6, 10, 11, 12), 20)
    assert (known.issue_day, known.seen_day, bool(known.told)) == (DAY, date(2026, 1, 27), True)
    assert archive.bulletins.text(number) == b"a text"
    assert archive.bulletins.at("news/二.txt") is None


def test_a_bulletin_without_an_issue_date_has_none(archive: Archive) -> None:
    number = add_bulletin(archive, issue=None)
    known = archive.bulletins.at("news/a.txt")
    assert known is not None
    assert known.issue_day is None
    assert archive.bulletins.source(number).issue is None


def test_a_path_that_is_not_text_is_found_again(archive: Archive) -> None:
    path = b"news/\xb1\xa8.txt".decode("utf-8", "surrogateescape")
    number = add_bulletin(archive, path)
    assert list(archive.bulletins.paths()) == [path]
    known = archive.bulletins.at(path)
    assert known is not None
    assert (known.path, known.key) == (path, path)
    assert archive.bulletins.source(number).path == path


def test_of_several_bulletins_at_one_path_the_last_is_known(archive: Archive) -> None:
    first = add_bulletin(archive, data=b"first")
    archive.bulletins.retire(first)
    second = add_bulletin(archive, data=b"second")
    known = archive.bulletins.at("news/a.txt")
    assert known is not None
    assert known.number == second
    assert archive.bulletins.count() == 1


def test_marks_are_refreshed_without_another_change(archive: Archive) -> None:
    number = add_bulletin(archive)
    before = archive.bulletins.at("news/a.txt")
    archive.bulletins.refresh([(FileStat(5, 6, 7, 8), 9, number)])
    after = archive.bulletins.at("news/a.txt")
    assert before is not None
    assert after == before._replace(size=5, mtime=6, ctime=7, inode=8, looked=9)


def test_a_bulletin_is_dropped_once_it_is_replaced_and_no_entry_has_its_text(archive: Archive) -> None:
    used, unused = add_bulletin(archive, "news/a.txt"), add_bulletin(archive, "news/b.txt")
    add_entries(archive, used, "甲")
    for number in (used, unused):
        archive.bulletins.retire(number)
    here = add_bulletin(archive, "news/c.txt")  # without an article
    archive.bulletins.drop_unused()
    left = [number for (number,) in archive.db.execute("SELECT number FROM bulletin ORDER BY 1")]
    assert left == [used, here]
    assert archive.bulletins.text(used) == b"text"


def test_problems_and_names_of_the_paper_are_kept(archive: Archive) -> None:
    problem = Problem(line=3, level="warning", code="no-body", message="“甲” has no text")
    number = add_bulletin(archive, problems=(problem,), publication="滨江日报")
    add_bulletin(archive, "news/b.txt", publication="滨江日报")
    assert list(archive.bulletins.problems()) == [(number, problem)]
    assert archive.bulletins.publications() == ["滨江日报"]
