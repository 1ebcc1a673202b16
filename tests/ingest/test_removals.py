"""What becomes of entries that are gone or withdrawn: the decisions alone, and what follows in an archive."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedpub.archive import Archive, open_archive
from feedpub.archive.entries import EntryState
from feedpub.archive.removals import Leaving
from feedpub.archive.withdrawal_json import withdrawal_as_json
from feedpub.entries.ids import entry_id, key_of
from feedpub.errors import RefusedError
from feedpub.ingest.removals import apply_removals, changed_notices, followed, with_removed
from feedpub.ingest.results import Ingested
from feedpub.model import Config
from feedpub.model.build import Affected, BuildContext, BuildOptions
from feedpub.model.states import Gone
from feedpub.model.withdrawal import Withdrawal
from tests.archive.rows import DAY, add_bulletin, add_entries, article_row

KEY, OTHER = article_row("甲", 0).base, article_row("乙", 0).base
ID = entry_id(KEY)


def _state(base: bytes, gone: Gone) -> EntryState:
    return EntryState(1, base, gone, "general", "2026-01-26")


def test_a_withdrawal_keeps_the_id_that_its_article_makes_by_now() -> None:
    row = Withdrawal(ID, DAY, "甲")
    assert followed({ID: row}, {ID: _state(KEY, Gone.HERE)}) == {ID: row}
    assert followed({ID: row}, {ID: _state(OTHER, Gone.HERE)}) == {ID: row._replace(made=entry_id(OTHER))}
    assert followed({ID: row}, {ID: None}) == {ID: row}


def test_a_withdrawal_of_a_missing_article_is_undone_when_it_comes_back() -> None:
    removed = Withdrawal(ID, DAY, "甲", removed=True)
    assert followed({ID: removed}, {ID: _state(KEY, Gone.HERE)}) == {}
    assert followed({ID: removed}, {ID: _state(KEY, Gone.FROM_BULLETIN)}) == {ID: removed}


def test_what_left_its_bulletin_is_withdrawn_today() -> None:
    found = with_removed({}, [Leaving(7, KEY, "甲", "general", "2026-01-26")], DAY)
    assert found == {ID: Withdrawal(ID, DAY, "甲", removed=True)}


def test_a_notice_is_published_then_dropped_and_without_a_withdrawal_the_article_again() -> None:
    row = Withdrawal(ID, DAY, "甲")
    assert changed_notices({ID: row}, {}, DAY) == {KEY: withdrawal_as_json(row)}
    assert changed_notices({ID: row}, {KEY: withdrawal_as_json(row)}, DAY + timedelta(days=30)) == {}
    assert changed_notices({ID: row}, {KEY: withdrawal_as_json(row)}, DAY + timedelta(days=31)) == {KEY: ""}
    assert changed_notices({}, {KEY: withdrawal_as_json(row)}, DAY) == {KEY: None}


# ── in an archive ────────────────────────────────────────────────────────────────────────────────────────────────────

NOW = datetime(2026, 1, 26, 14, tzinfo=UTC)
CONTEXT = BuildContext(config=Config(out=Path("feeds")), now=NOW, today=DAY, options=BuildOptions(prune=True))


@pytest.fixture
def archive() -> Iterator[Archive]:
    with open_archive(None) as opened:
        yield opened


def _ingested(*numbers: int, complete: bool = True) -> Ingested:
    return Ingested(
        numbers={str(number): number for number in numbers},
        same=frozenset(),
        affected=Affected(),
        lost=(),
        vanished=(),
        complete=complete,
        problems=(),
    )


def _paper(archive: Archive, gone: Gone) -> int:
    """A bulletin of eleven articles, of which the first is gone; returns its number."""
    bulletin = add_bulletin(archive)
    numbers = add_entries(archive, bulletin, "甲", *(f"乙{number}" for number in range(10)))
    archive.entries.mark(numbers[:1], gone)
    return bulletin


def test_entries_leave_with_their_bulletin_when_they_are_to_be_pruned(archive: Archive) -> None:
    bulletin = _paper(archive, Gone.WITH_BULLETIN)
    kept = apply_removals(
        _ingested(bulletin), archive, replace(CONTEXT, options=BuildOptions()), {}, allow_shrink=False
    )
    assert kept.pruned == ()
    removed = apply_removals(_ingested(bulletin), archive, CONTEXT, {}, allow_shrink=False)
    assert removed.pruned == ((ID, "甲"),)
    assert removed.affected == Affected(frozenset(), frozenset({"general"}), frozenset({"2026-01-26"}))
    assert archive.entries.count() == 10


def test_nothing_leaves_while_a_bulletin_could_not_be_read(archive: Archive) -> None:
    bulletin = _paper(archive, Gone.WITH_BULLETIN)
    assert apply_removals(_ingested(bulletin, complete=False), archive, CONTEXT, {}, allow_shrink=False).pruned == ()


def test_what_left_its_bulletin_is_withdrawn_where_the_operator_set_so_and_all_bulletins_were_read(
    archive: Archive,
) -> None:
    bulletin = _paper(archive, Gone.FROM_BULLETIN)
    context = replace(CONTEXT, config=replace(CONTEXT.config, removed="withdraw"))
    assert apply_removals(_ingested(), archive, context, {}, allow_shrink=False).withdrawals == {}
    removed = apply_removals(_ingested(bulletin), archive, context, {}, allow_shrink=False)
    assert removed.withdrawals == {ID: Withdrawal(ID, DAY, "甲", removed=True)}
    (number,) = removed.changed
    assert removed.changed[number]
    assert removed.affected.entries == {number}
    assert archive.removals.notices().keys() == {key_of(ID)}


def test_more_than_a_tenth_leaves_only_where_it_may(archive: Archive) -> None:
    bulletin, other, third = (add_bulletin(archive, name) for name in ("1.md", "2.md", "3.md"))
    archive.entries.mark(add_entries(archive, bulletin, "甲"), Gone.WITH_BULLETIN)
    archive.entries.mark(add_entries(archive, other, "乙"), Gone.WITH_BULLETIN)
    add_entries(archive, third, "丙")
    with pytest.raises(RefusedError, match="2 of the 3 published entries"):
        apply_removals(_ingested(third), archive, CONTEXT, {}, allow_shrink=False)
    assert len(apply_removals(_ingested(third), archive, CONTEXT, {}, allow_shrink=True).pruned) == 2


def test_one_bulletin_leaves_whatever_part_of_the_paper_it_is_but_not_the_last(archive: Archive) -> None:
    bulletin, other = (add_bulletin(archive, name) for name in ("1.md", "2.md"))
    archive.entries.mark(add_entries(archive, bulletin, "甲", "乙"), Gone.WITH_BULLETIN)
    last = add_entries(archive, other, "丙")
    assert len(apply_removals(_ingested(other), archive, CONTEXT, {}, allow_shrink=False).pruned) == 2
    archive.entries.mark(last, Gone.WITH_BULLETIN)
    with pytest.raises(RefusedError, match="1 of the 1 published entries"):
        apply_removals(_ingested(), archive, CONTEXT, {}, allow_shrink=False)
