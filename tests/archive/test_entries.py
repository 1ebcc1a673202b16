"""Entries in the archive: held until their day, replaced, gone, counted and listed."""

from datetime import date

from feedpub.archive import Archive
from feedpub.archive.repeats import Repeat
from feedpub.model.states import Gone, Held
from tests.archive.rows import add_bulletin, add_entries, article_row


def test_an_article_waits_until_the_day_of_its_issue(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    archive.entries.add([article_row("甲", bulletin), article_row("乙", bulletin, 1, issue="2026-01-27")])
    archive.entries.hold_later(date(2026, 1, 26), 0)
    archive.identities.give_all()
    assert archive.entries.count_held(Held.WAITING) == 1
    assert archive.entries.release(date(2026, 1, 26), 0) == []
    released = archive.entries.release(date(2026, 1, 27), 0)
    assert [(row.slug, row.issue) for row in released] == [("general", "2026-01-27")]
    assert archive.entries.count_held(Held.WAITING) == 0


def test_what_readers_have_already_is_not_held(archive: Archive) -> None:
    add_entries(archive, add_bulletin(archive), "甲", issue="2026-01-28")
    archive.entries.hold_later(date(2026, 1, 26), 0)
    assert archive.entries.count_held(Held.WAITING) == 0


def test_a_release_leaves_what_is_held_for_its_inferred_day(archive: Archive) -> None:
    archive.entries.add([article_row("甲", add_bulletin(archive), held=Held.INFERRED)])
    assert archive.entries.release(date.max, 0) == []
    assert archive.entries.count_held(Held.INFERRED) == 1


def test_a_corrected_article_keeps_the_id_and_number_of_its_entry(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    (number,) = add_entries(archive, first, "甲")
    archive.entries.mark([number], Gone.FROM_BULLETIN)
    corrected = article_row("甲新", second, slug="culture")
    archive.entries.correct([(corrected, number)])
    (row,) = archive.entries.in_bulletin(second)
    assert (row.number, row.title, row.slug) == (number, "甲新", "culture")
    assert row.id == article_row("甲", first).base
    assert archive.entries.in_bulletin(first) == []


def test_an_article_that_left_its_bulletin_is_reported_and_not_counted(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    number, _ = add_entries(archive, bulletin, "甲", "乙")
    assert archive.entries.lost(number) is None
    archive.entries.mark([number], Gone.FROM_BULLETIN)
    lost = archive.entries.lost(number)
    assert lost is not None
    assert (lost.title, lost.path) == ("甲", "news/a.txt")
    assert archive.entries.is_gone(number)
    assert archive.entries.count_in([bulletin]) == 1


def test_entries_outlive_their_bulletin_but_what_was_never_published_does_not(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    (number,) = add_entries(archive, bulletin, "甲")
    archive.entries.add([article_row("乙", bulletin, 1, held=Held.INFERRED)])
    archive.entries.drop_never_published(bulletin)
    archive.entries.mark_bulletin_gone(bulletin)
    assert archive.entries.count_articles_of(bulletin) == 1
    assert archive.entries.is_gone(number)
    assert archive.entries.count_held(Held.INFERRED) == 0


def test_articles_are_counted_alike_of_all_bulletins_and_of_some(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    add_entries(archive, first, "甲", "乙")
    add_entries(archive, second, "丙")
    assert archive.entries.count_in([first, second]) == 3
    assert archive.entries.count_in([first]) == 2
    assert archive.entries.count_in([]) == 0


def test_an_article_that_repeats_an_entry_has_its_id(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    (number,) = add_entries(archive, first, "甲")
    archive.repeats.add(Repeat(second, 0, 7, number, same=True))
    assert archive.entries.ids_in(second) == archive.entries.ids_in(first) == {0: article_row("甲", 0).base}
    assert archive.entries.ids_in(None) == {}
    (twin,) = archive.repeats.twins()
    assert (twin.bulletin, twin.line, twin.same) == (second, 7, True)
    assert (twin.its_bulletin, twin.its_path, twin.its_line) == (first, "news/a.txt", 1)
    assert archive.repeats.take_of_entry(number) == [(second, 0)]
    assert list(archive.repeats.twins()) == []


def test_entries_are_listed_newest_first_in_printed_order(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    rows = [
        article_row("二版", bulletin, 0, page="   2"),
        article_row("头版", bulletin, 1, page="   1"),
        article_row("昨天", bulletin, 2, day="2026-01-24"),
        article_row("未定", bulletin, 3, held=Held.INFERRED),
    ]
    archive.entries.add(rows)
    archive.identities.give_all()
    assert [row.title for row in archive.entries.listed()] == ["头版", "二版", "昨天"]
    assert {row.gone for row in archive.entries.listed()} == {Gone.HERE}
    assert archive.issues.newest_days(5, date.max) == ["2026-01-26"]
