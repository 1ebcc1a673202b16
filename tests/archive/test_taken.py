"""Entries that only feeds know, and their places in the history."""

from feedpub.archive import Archive
from feedpub.archive.taken import TakenEntry


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
    archive.history.place("all", 1, 1, document=1)
    archive.history.begin()
    rows = archive.db.execute("SELECT slug, sequence, entry, document FROM history ORDER BY 1, 2").fetchall()
    assert rows == [("all", 1, 1, 1), ("all", 2, 2, None), ("culture", 1, 2, None), ("culture", 2, 1, None)]
