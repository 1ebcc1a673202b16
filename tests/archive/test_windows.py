"""Which entries a feed carries: a window of issue days, of at least so many entries."""

from collections.abc import Iterator

import pytest

from feedpub.archive import Archive
from tests.archive.entry_rows import add_entry, in_memory


@pytest.fixture
def archive() -> Iterator[Archive]:
    """Three days of three entries, the newest of day 3 with number 9; even numbers are of another section."""
    with in_memory() as archive:
        for number in range(1, 10):
            slug = "sports" if number % 2 == 0 else "world"
            add_entry(archive, number, slug=slug, first=f"2026-01-{1 + (number - 1) // 3:02}")
        yield archive


@pytest.mark.parametrize(
    ("slug", "days", "limit", "expected"),
    [
        (None, 1, 1, [9, 8, 7]),  # a day is never cut
        (None, 2, 1, [9, 8, 7, 6, 5, 4]),
        (None, 9, 1, [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (None, 1, 5, [9, 8, 7, 6, 5]),  # nor is the feed shorter than `limit`
        (None, 1, 50, [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ("world", 1, 1, [9, 7]),
        ("world", 1, 4, [9, 7, 5, 3]),
        ("sports", 2, 1, [8, 6, 4]),
        ("economy", 3, 50, []),
    ],
)
def test_a_feed_carries_whole_days_and_at_least_so_many_entries(
    archive: Archive, slug: str | None, days: int, limit: int, expected: list[int]
) -> None:
    assert archive.windows.entries(slug, days, limit) == expected


def test_a_late_entry_of_an_old_day_counts_by_the_issue_it_was_first_seen_in(archive: Archive) -> None:
    add_entry(archive, 20, published=0, first="2026-01-03")
    assert archive.windows.entries(None, 1, 1) == [9, 8, 7, 20]


def test_a_notice_stays_until_it_is_dropped_and_what_is_held_back_never_comes(archive: Archive) -> None:
    archive.db.execute("UPDATE entry SET withdrawn = 'notice' WHERE number = 1")
    archive.db.execute("UPDATE entry SET held = 1 WHERE number = 8")
    assert archive.windows.entries(None, 1, 1) == [9, 7, 1]
    archive.db.execute("UPDATE entry SET withdrawn = '' WHERE number = 1")
    assert archive.windows.entries(None, 1, 1) == [9, 7]


def test_a_further_feed_carries_what_is_marked_for_it_alone(archive: Archive) -> None:
    archive.db.execute("UPDATE entry SET follows = '|linzhi|lin|' WHERE number IN (2, 5)")
    archive.db.execute("UPDATE entry SET follows = '|linzhi|' WHERE number = 9")
    assert archive.windows.entries("lin", 9, 1, followed=True) == [5, 2]
    assert archive.windows.entries("linzhi", 1, 1, followed=True) == [9]
    assert archive.windows.entries("zhi", 1, 1, followed=True) == []
