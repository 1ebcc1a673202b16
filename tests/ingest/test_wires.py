"""Which version of an item is its entry's article: the decision alone."""

import pytest

from feedpub.archive.wires import ItemEntry, NewItem, WireRow
from feedpub.ingest.wires import decide
from feedpub.model.states import Gone


def new(number: int, version: int, versioned: int = 0) -> NewItem:
    return NewItem(number, 1, 0, 1, version, versioned)


def newest(version: int, status: int = 0) -> WireRow:
    return WireRow(1, 0, 1, b"b" * 16, version, 0, status, None, "夜渡")


def entry(version: int | None, gone: Gone = Gone.HERE, *, current: bool = True) -> ItemEntry:
    return ItemEntry(9, gone, current, version, None if version is None else 0)


@pytest.mark.parametrize(
    ("known", "claimed"),
    [
        (None, True),  # a new item
        (entry(1), True),  # a correction
        (entry(2), False),  # the same version in two files
        (entry(2, current=False), True),  # the same version, whose file was saved again
        (entry(2, Gone.WITH_BULLETIN, current=False), True),  # the file moved
        (entry(3), False),  # an older version
        (entry(3, Gone.WITH_BULLETIN, current=False), False),
        (entry(None, Gone.WITH_BULLETIN, current=False), True),  # known only from a feed
    ],
)
def test_a_version_goes_on_with_the_entry_unless_that_has_a_newer_one(known: ItemEntry | None, claimed: bool) -> None:
    outcome = decide([new(1, 2)], newest(max(2, (known.version or 0) if known else 0)), known)
    assert bool(outcome.claim) is claimed
    assert not outcome.stopped


def test_of_several_new_versions_the_newest_counts_and_the_same_one_is_a_repetition() -> None:
    outcome = decide([new(1, 3), new(2, 3), new(3, 2)], newest(3), None)
    assert outcome.claim == new(1, 3)
    assert outcome.repeated == (new(2, 3),)
    assert outcome.dropped == (new(3, 2),)


def test_without_numbers_the_moment_orders_versions() -> None:
    outcome = decide([new(1, 0, 200), new(2, 0, 100)], newest(0), None)
    assert (outcome.claim, outcome.dropped) == (new(1, 0, 200), (new(2, 0, 100),))


@pytest.mark.parametrize("status", [1, 2])
def test_a_stop_drops_every_version_and_the_entry_leaves(status: int) -> None:
    outcome = decide([new(1, 1)], newest(2, status), entry(1))
    assert (outcome.claim, outcome.dropped, outcome.stopped) == (None, (new(1, 1),), True)
