"""What the archive knows of entries that are gone or withdrawn."""

from datetime import date

from feedpub.archive import Archive
from feedpub.archive.withdrawal_json import withdrawal_as_json
from feedpub.entries.ids import entry_id
from feedpub.model.states import Gone
from feedpub.model.withdrawal import Withdrawal
from tests.archive.rows import DAY, add_bulletin, add_entries, article_row

KEY = article_row("甲", 0).base


def test_entries_leave_by_the_way_their_article_is_gone(archive: Archive) -> None:
    numbers = add_entries(archive, add_bulletin(archive), "甲", "乙", "丙", "丁")
    archive.entries.mark(numbers[:1], Gone.FROM_BULLETIN)
    archive.entries.mark(numbers[1:2], Gone.WITH_BULLETIN)
    archive.entries.mark(numbers[2:3], Gone.FINAL)
    assert [row.title for row in archive.removals.from_bulletins()] == ["甲"]
    assert [row.title for row in archive.removals.with_bulletins()] == ["乙"]
    assert archive.entries.count() == 4


def test_a_notice_is_kept_and_tells_its_withdrawal_again(archive: Archive) -> None:
    (number,) = add_entries(archive, add_bulletin(archive), "甲")
    withdrawal = Withdrawal(entry_id(KEY), DAY, "甲", "有误")
    archive.removals.note(number, withdrawal_as_json(withdrawal))
    assert archive.removals.notices() == {KEY: withdrawal_as_json(withdrawal)}
    assert archive.removals.withdrawals() == [withdrawal]
    archive.removals.note(number, "")  # dropped after its time
    assert archive.removals.withdrawals() == [Withdrawal(entry_id(KEY), date(2026, 1, 25), "甲")]
    assert archive.entries.count() == 0


def test_what_is_restored_by_hand_is_not_withdrawn_again_for_its_missing_article(archive: Archive) -> None:
    (number,) = add_entries(archive, add_bulletin(archive), "甲")
    archive.entries.mark([number], Gone.FROM_BULLETIN)
    archive.removals.note(number, "[]")
    assert archive.removals.from_bulletins() == []
    archive.removals.note(number, None)
    entry = archive.entries.by_id(KEY)
    assert entry is not None
    assert (entry.base, entry.gone) == (KEY, Gone.FINAL)
    assert archive.removals.from_bulletins() == []


def test_what_is_dropped_is_in_no_feed_and_in_no_history(archive: Archive) -> None:
    kept, dropped = add_entries(archive, add_bulletin(archive), "甲", "乙")
    archive.history.place("all", 1, dropped, 1)
    archive.removals.drop([dropped])
    assert [row.title for row in archive.entries.listed()] == ["甲"]
    assert archive.db.execute("SELECT count(*) FROM history").fetchone() == (0,)
    assert not archive.entries.is_gone(kept)
