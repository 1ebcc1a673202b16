"""The one rule for `updated`, and the moments that new entries get."""

import pytest

from feedpub.entries.timestamps import free_moments, updated_moment


@pytest.mark.parametrize(
    ("published", "updated", "before", "seen", "now", "changes", "moment", "changed"),
    [
        # Nothing was rendered before: whatever is seen now is no change.
        (100, 100, None, b"a", 500, 0, 100, False),
        (100, 300, None, b"a", 500, 0, 300, False),
        # What a reader sees is the same.
        (100, 100, b"a", b"a", 500, 0, 100, False),
        (100, 300, b"a", b"a", 500, 7, 300, False),
        # It has changed: the moment of the build.
        (100, 100, b"a", b"b", 500, 0, 500, True),
        (100, 300, b"a", b"b", 500, 0, 500, True),
        # A second less for each change that the build made before.
        (100, 100, b"a", b"b", 500, 1, 499, True),
        (100, 300, b"a", b"b", 500, 60, 440, True),
        # Never before it was published, and never back.
        (100, 100, b"a", b"b", 100, 3, 100, True),
        (495, 495, b"a", b"b", 500, 9, 495, True),
        (100, 300, b"a", b"b", 301, 9, 300, True),
        (100, 800, b"a", b"b", 500, 0, 800, True),  # the clock was put back
        # A feed: its title and description instead of a hash.
        (0, 300, "报 · 国际", "报 · 国际", 500, 0, 300, False),
        (0, 300, "报 · 国际", "报 · 天下", 500, 0, 500, True),
        (0, 0, "报 · 国际", "报 · 天下", 500, 0, 500, True),  # it never carried an entry
    ],
)
def test_updated_moves_only_when_what_a_reader_sees_has_changed(
    published: int,
    updated: int,
    before: bytes | str | None,
    seen: bytes | str,
    now: int,
    changes: int,
    moment: int,
    changed: bool,
) -> None:
    assert updated_moment(published, updated, before, seen, now, changes) == (moment, changed)


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
