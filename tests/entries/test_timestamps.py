"""The one rule for `updated`, and the moments that new entries get."""

import pytest

from feedpub.entries.timestamps import free_moments, is_change, updated_moment


@pytest.mark.parametrize(
    ("published", "updated", "before", "seen", "now", "changes", "expected"),
    [
        # Nothing was rendered before: whatever is seen now is no change.
        (100, 100, None, b"a", 500, 0, 100),
        (100, 300, None, b"a", 500, 0, 300),
        # What a reader sees is the same.
        (100, 100, b"a", b"a", 500, 0, 100),
        (100, 300, b"a", b"a", 500, 7, 300),
        # It has changed: the moment of the build.
        (100, 100, b"a", b"b", 500, 0, 500),
        (100, 300, b"a", b"b", 500, 0, 500),
        # A second less for each change that the build made before.
        (100, 100, b"a", b"b", 500, 1, 499),
        (100, 300, b"a", b"b", 500, 60, 440),
        # Never before it was published, and never back.
        (100, 100, b"a", b"b", 100, 3, 100),
        (495, 495, b"a", b"b", 500, 9, 495),
        (100, 300, b"a", b"b", 301, 9, 300),
        (100, 800, b"a", b"b", 500, 0, 800),  # the clock was put back
        # A feed: its title and description instead of a hash.
        (0, 300, "报 · 国际", "报 · 国际", 500, 0, 300),
        (0, 300, "报 · 国际", "报 · 天下", 500, 0, 500),
        (0, 0, "报 · 国际", "报 · 天下", 500, 0, 500),  # it never carried an entry
    ],
)
def test_updated_moves_only_when_what_a_reader_sees_has_changed(
    published: int,
    updated: int,
    before: bytes | str | None,
    seen: bytes | str,
    now: int,
    changes: int,
    expected: int,
) -> None:
    assert updated_moment(published, updated, before, seen, now, changes) == expected


@pytest.mark.parametrize(("before", "seen", "expected"), [(None, b"a", False), (b"a", b"a", False), (b"a", b"b", True)])
def test_what_was_never_seen_is_no_change(before: bytes | None, seen: bytes, expected: bool) -> None:
    assert is_change(before, seen) is expected


@pytest.mark.parametrize(
    ("usual", "taken", "now", "expected"),
    [
        ((), set(), 100, []),
        ((50, 49, 48), set(), 100, [50, 49, 48]),
        ((50, 49, 48), {49}, 100, [50, 48]),
        # Later than the build: its moment, then each a second earlier, in the same order.
        ((150, 149, 148), set(), 100, [100, 99, 98]),
        ((150, 149, 148), {100, 98}, 100, [99, 97, 96]),
        # The first two are later than the build; the third would have had the moment that the first got.
        ((102, 101, 100, 99, 98), set(), 100, [100, 99, 98]),
        ((101, 100, 99), {100}, 100, [99]),
    ],
)
def test_new_entries_get_moments_that_are_free(
    usual: tuple[int, ...], taken: set[int], now: int, expected: list[int]
) -> None:
    assert list(free_moments(usual, taken, now)) == expected
