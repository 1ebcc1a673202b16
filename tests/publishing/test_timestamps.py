"""The moments of new entries, between those of others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedpub.archive import Archive
from feedpub.building import make_context
from feedpub.model import Config
from feedpub.model.build import BuildContext
from feedpub.model.states import Held
from feedpub.publishing.timestamps import give_timestamps, usual_moments
from tests.archive.entry_rows import add_bulletin, add_entry, in_memory

DAY = date(2026, 1, 26)
NOON = int(datetime(2026, 1, 26, 12, tzinfo=UTC).timestamp())
MORNING = int(datetime(2026, 1, 26, tzinfo=UTC).timestamp())  # 08:00 in Shanghai
ZONE = ZoneInfo("Asia/Shanghai")
NEW = {"published": None, "updated": None, "first": None}


@pytest.fixture
def archive() -> Iterator[Archive]:
    with in_memory() as archive:
        add_bulletin(archive, 1)
        yield archive


def given(archive: Archive, now: int, **settings: Any) -> dict[int, int]:
    """Number → moment of all entries, once new ones have theirs."""
    give_timestamps(archive, make_context(Config(**settings), datetime.fromtimestamp(now, UTC)))
    return moments_of(archive)


def moments_of(archive: Archive) -> dict[int, int]:
    return dict(archive.db.execute("SELECT number, published FROM entry ORDER BY number"))


@pytest.mark.parametrize(
    ("taken", "by_issue", "expected"),
    [
        (set(), False, [NOON, NOON - 1, NOON - 2, NOON - 3]),
        (set(), True, [MORNING, MORNING - 1, MORNING - 2, MORNING - 3]),
        ({NOON}, False, [NOON, NOON - 1, NOON - 2, NOON - 3, NOON - 4]),  # taken ones are left out later
        ({NOON - 50, NOON - 70}, False, [NOON - 50 - back for back in range(7)]),  # below what others were given
    ],
)
def test_usual_moments_begin_with_that_of_the_day(taken: set[int], by_issue: bool, expected: list[int]) -> None:
    assert list(usual_moments(DAY, 2, taken, ZONE, by_issue=by_issue)) == expected


def test_new_entries_get_a_second_each_in_the_order_of_the_print(archive: Archive) -> None:
    for number in range(1, 4):
        add_entry(archive, number, **NEW)
    assert given(archive, NOON + 9) == {1: NOON, 2: NOON - 1, 3: NOON - 2}


def test_others_keep_theirs_and_newcomers_take_free_ones(archive: Archive) -> None:
    add_entry(archive, 1, published=NOON)
    add_entry(archive, 2, published=NOON - 2)
    for number in (3, 4):
        add_entry(archive, number, **NEW)
    assert given(archive, NOON + 9) == {1: NOON, 2: NOON - 2, 3: NOON - 1, 4: NOON - 3}


def test_nothing_is_dated_after_the_build(archive: Archive) -> None:
    add_entry(archive, 1, published=NOON - 60, day="2026-01-25")  # of another day, at the build's own moment
    for number in range(2, 5):
        add_entry(archive, number, **NEW)
    assert given(archive, NOON - 60) == {1: NOON - 60, 2: NOON - 61, 3: NOON - 62, 4: NOON - 63}


def test_days_are_apart_and_the_issue_may_date_its_entries(archive: Archive) -> None:
    add_entry(archive, 1, **NEW)
    add_entry(archive, 2, **NEW | {"day": "2026-01-25"})
    assert given(archive, NOON + 9) == {1: NOON, 2: NOON - 86_400}
    add_entry(archive, 3, **NEW | {"day": "2026-01-25"})
    assert given(archive, NOON + 9, entry_time="issue")[3] == MORNING


def test_they_are_first_seen_in_the_newest_issue_that_was_known(archive: Archive) -> None:
    add_entry(archive, 1, published=1, first="2026-01-28")
    add_entry(archive, 2, **NEW)
    archive.is_new = False
    given(archive, NOON)
    assert archive.db.execute("SELECT first FROM entry WHERE number = 2").fetchone() == ("2026-01-28",)


def test_a_draft_gives_all_entries_theirs_anew_and_tells_which_moved(archive: Archive) -> None:
    add_entry(archive, 1, published=NOON, updated=NOON)
    add_entry(archive, 2, published=NOON - 1, updated=NOON - 1, place=4, slug="moves", issue="2026-01-27")
    add_entry(archive, 3, **NEW)
    add_entry(archive, 4, published=NOON - 86_400, updated=NOON - 86_400, day="2026-01-25")
    add_entry(archive, 5, published=NOON - 2, held=Held.WAITING, slug="held")
    moved = give_timestamps(archive, drafted(NOON + 9))
    assert moments_of(archive) == {2: NOON, 1: NOON - 1, 3: NOON - 2, 4: NOON - 86_400, 5: None}
    assert moved.entries == {1, 2, 5}
    assert {"moves", "held"} < moved.sections
    assert "2026-01-27" in moved.days


def test_a_draft_dates_nothing_after_the_build_and_nothing_twice(archive: Archive) -> None:
    for number, day in enumerate(("2026-01-27", "2026-01-26", "2026-01-26", "2026-01-25"), 1):
        add_entry(archive, number, **NEW | {"day": day})
    give_timestamps(archive, drafted(NOON))  # the first is of tomorrow: it takes the moment of the next two
    assert moments_of(archive) == {1: NOON, 2: NOON - 1, 3: NOON - 2, 4: NOON - 86_400}


def test_a_draft_writes_only_what_moves(archive: Archive) -> None:
    for number in range(1, 4):
        add_entry(archive, number, **NEW)
    give_timestamps(archive, drafted(NOON + 9))
    before = archive.db.total_changes
    assert not any(give_timestamps(archive, drafted(NOON + 9)))
    assert archive.db.total_changes == before


def drafted(now: int) -> BuildContext:
    """The context of a build of a paper that nobody follows yet."""
    return replace(make_context(Config(), datetime.fromtimestamp(now, UTC)), draft=True)
