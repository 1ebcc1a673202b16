"""The history of feeds: what left the window fills documents of one size, in the order of first publication."""

from collections.abc import Iterator

import pytest

from feedpub.archive import Archive
from feedpub.archive.documents import DocumentKey, Numbered
from tests.archive.entry_rows import add_entry, in_memory


@pytest.fixture
def archive() -> Iterator[Archive]:
    """Seven entries of one section, in the history."""
    with in_memory() as archive:
        for number in range(1, 8):
            add_entry(archive, number)
        archive.history.begin()
        yield archive


def documents(archive: Archive, slug: str = "all") -> dict[int, list[int]]:
    return {
        number: [member.number for member in archive.documents.members(DocumentKey(slug, number))]
        for number in range(1, archive.documents.last(slug) + 1)
    }


def test_full_documents_are_cut_off_and_the_rest_waits(archive: Archive) -> None:
    assert archive.history.fill("all", [7, 6], 2) == [5]
    assert documents(archive) == {1: [1, 2], 2: [3, 4]}
    assert archive.documents.owed() == [("all", 1), ("all", 2)]
    assert archive.history.fill("all", [7, 6], 2) == [5]  # nothing more is full
    assert documents(archive, "world") == {}


def test_a_further_document_makes_the_one_before_it_name_it(archive: Archive) -> None:
    archive.history.fill("all", [7, 6, 5, 4, 3], 2)
    archive.documents.mark_published(archive.documents.owed())
    assert archive.documents.owed() == []
    assert archive.history.fill("all", [7], 2) == []
    assert documents(archive) == {1: [1, 2], 2: [3, 4], 3: [5, 6]}
    assert archive.documents.owed() == [("all", 1), ("all", 2), ("all", 3)]


def test_a_corrected_entry_comes_in_once_more_unless_it_waits(archive: Archive) -> None:
    archive.history.fill("all", [7, 6, 5], 4)
    archive.history.append([2, 6])
    assert archive.history.fill("all", [], 1) == []
    assert documents(archive) == {1: [1, 2, 3, 4], 2: [5], 3: [6], 4: [7], 5: [2]}


def test_one_that_is_filed_elsewhere_leaves_its_old_feed_where_it_waits_there(archive: Archive) -> None:
    archive.history.fill("world", [7, 6, 5], 4)
    archive.db.execute("UPDATE entry SET slug = 'sports' WHERE number IN (1, 5)")
    archive.history.move([1, 5])
    assert archive.history.fill("world", [], 1) == []
    assert documents(archive, "world") == {1: [1, 2, 3, 4], 2: [6], 3: [7]}
    assert archive.history.fill("sports", [], 2) == []
    assert documents(archive, "sports") == {1: [1, 5]}


def test_documents_of_entries_are_owed_and_counted_without_dropped_ones(archive: Archive) -> None:
    archive.history.fill("all", [], 3)
    archive.documents.mark_published(archive.documents.owed())
    archive.documents.owe_those_with([5, 7])
    due = archive.documents.owed()
    assert due == [("all", 2)]
    archive.db.execute("UPDATE entry SET withdrawn = '' WHERE number = 4")
    documents = archive.documents.due(due)
    assert documents.sizes() == {("all", 2): 2}
    assert list(documents.entries()) == [5, 6]
    assert documents.with_entries([5, 6]) == [
        Numbered(DocumentKey("all", 2), 5),
        Numbered(DocumentKey("all", 2), 6),
    ]
    archive.documents.owe_all()
    assert archive.documents.counts() == {"all": 2}
    assert archive.documents.owed() == [("all", 1), ("all", 2)]
