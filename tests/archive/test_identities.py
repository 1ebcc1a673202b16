"""What the archive knows of articles without an id, and of the entries they may be."""

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.taken import TakenEntry
from feedpub.model.states import Gone, Held
from tests.archive.rows import add_bulletin, add_entries, article_row


def test_only_what_was_read_and_is_not_held_waits_for_an_id(archive: Archive) -> None:
    bulletin = add_bulletin(archive)
    add_entries(archive, bulletin, "甲")
    assert archive.identities.sections() == frozenset()
    rows = [article_row("乙", bulletin, 1, slug="culture"), article_row("丙", bulletin, 2, held=Held.INFERRED)]
    archive.entries.add(rows)
    assert archive.identities.sections() == {"culture"}
    assert archive.identities.with_base(rows[0].base) is not None
    assert archive.identities.with_base(rows[1].base) is None
    archive.identities.give_all()
    assert archive.identities.sections() == frozenset()
    assert archive.entries.ids_in(bulletin).keys() == {0, 1}


def test_an_article_that_moved_is_offered_the_entry_of_its_id_and_no_other(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    old, here = add_entries(archive, first, "甲", "乙")
    archive.entries.mark([old], Gone.FROM_BULLETIN)
    archive.entries.add([article_row("甲", second), article_row("乙", second, 1)])
    new = archive.identities.with_base(article_row("甲", 0).base)
    assert archive.identities.any_gone()
    assert archive.identities.moved() == [(new, old)]
    assert here not in {row for pair in archive.identities.moved() for row in pair}


def test_an_entry_goes_on_with_another_article(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    (old,) = add_entries(archive, first, "甲", slug="top")
    archive.entries.mark([old], Gone.FROM_BULLETIN)
    archive.entries.add([article_row("甲新", second, slug="culture", issue="2026-01-27")])
    new = archive.identities.with_base(article_row("甲新", 0).base)
    assert new is not None
    assert archive.identities.replace_article(new, old) == Placed(old, "top", "2026-01-26")
    entry = archive.entries.by_id(article_row("甲", 0).base)
    assert entry == (old, article_row("甲新", 0).base, Gone.HERE, "culture", "2026-01-27")
    assert entry.placed == Placed(old, "culture", "2026-01-27")
    assert [(row.number, row.title, row.slug) for row in archive.entries.in_bulletin(second)] == [
        (old, "甲新", "culture")
    ]
    assert archive.identities.sections() == frozenset()


def test_articles_of_one_headline_come_together_with_the_entry_that_has_their_id(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    (old,) = add_entries(archive, first, "简讯")
    archive.entries.add(article_row("简讯", second, place) for place in range(2))
    archive.entries.add([article_row("别的", second, 2)])
    ((known, *new),) = archive.identities.same_bases()
    assert (known.number, known.id) == (old, article_row("简讯", 0).base)
    assert [(row.id, row.bulletin, row.place) for row in new] == [(None, second, 0), (None, second, 1)]
    assert [[row.place for row in rows] for rows in archive.identities.same_id_groups()] == [[0, 1]]
    assert archive.entries.by_id(article_row("简讯", 0).base) is not None
    assert archive.entries.by_id(article_row("别的", 0).base) is None


def test_dispatches_are_compared_on_days_that_several_bulletins_have(archive: Archive) -> None:
    first, second = add_bulletin(archive), add_bulletin(archive, "news/b.txt")
    (old,) = add_entries(archive, first, "甲")
    archive.entries.add([article_row("乙", second), article_row("丙", second, 1, day="2026-01-24")])
    assert archive.identities.days() == ["2026-01-25"]
    known, new = archive.identities.dispatches("2026-01-25")
    assert (known.number, bool(known.known), bool(new.known)) == (old, True, False)


def test_an_article_may_be_what_only_a_feed_knows_or_what_left_its_bulletin_before(archive: Archive) -> None:
    archive.taken.add(TakenEntry(1, b"key of the feed.", "旧闻", "2026-01-25", "general", 100, 100))
    before = add_bulletin(archive)
    left, other = add_entries(archive, before, "甲", "乙")
    archive.entries.mark([left], Gone.FROM_BULLETIN)
    archive.bulletins.retire(before)
    now = add_bulletin(archive, data=b"corrected")
    assert [row.number for row in archive.identities.gone([])] == [1]
    archive.entries.add([article_row("甲新", now)])
    assert [row.number for row in archive.identities.gone([])] == [1, left]
    archive.entries.mark([other], Gone.WITH_BULLETIN)
    assert [row.number for row in archive.identities.gone([other, left])] == [1, other, left]
