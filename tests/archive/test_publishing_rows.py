"""What publishing keeps in the archive: feeds, sections, pages, issues, pings, moments."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.archive import Archive
from feedpub.archive.daily import DailyRow
from feedpub.archive.feeds import FeedRow, FileMarks
from feedpub.archive.pings import Due
from feedpub.archive.teasers import TeaserRow
from feedpub.model.site import Listed, ListedPicture, Listing, SiteFeed
from feedpub.model.states import Held
from tests.archive.entry_rows import add_bulletin, add_entry, in_memory


@pytest.fixture
def archive() -> Iterator[Archive]:
    with in_memory() as archive:
        yield archive


def feed(slug: str, position: int, **columns: object) -> FeedRow:
    row = FeedRow(slug, slug.title(), position, False, slug, None, True, 0, ())
    return row._replace(**columns)  # type: ignore[arg-type]  # each test names columns of its own


def test_a_feed_is_read_as_it_was_written(archive: Archive) -> None:
    files = (FileMarks("world.json", 10, 20), FileMarks("world.rss.xml", 30, 40))
    world = feed("world", 2, made=True, updated=7, entries=3, files=files)
    for row in (world, feed("all", -1)):
        archive.feeds.write(row)
    assert archive.feeds.all() == {"all": feed("all", -1), "world": world}
    assert list(archive.feeds.all()) == ["all", "world"]
    archive.feeds.mark_published("world", files[:1], owed=False)
    assert archive.feeds.all()["world"] == world._replace(owed=False, files=files[:1])
    archive.feeds.forget(["all", "nothing"])
    assert list(archive.feeds.all()) == ["world"]


def test_sections_are_counted_by_what_is_published_of_them(archive: Archive) -> None:
    add_entry(archive, 1)
    add_entry(archive, 2, withdrawn="notice")
    add_entry(archive, 3, withdrawn="")
    add_entry(archive, 4, slug="sports", held=Held.INFERRED)
    add_entry(archive, 5, slug="economy", held=Held.WAITING)
    assert archive.sections.counts() == {"world": 2}
    assert archive.sections.held_back() == {"sports"}


def test_a_section_is_called_as_its_feed_or_an_old_feed_calls_it(archive: Archive) -> None:
    add_entry(archive, 1, slug="laonian", bulletin=None)
    archive.db.execute("INSERT INTO taken VALUES (1, ?)", ('{"section": "老年"}',))
    archive.feeds.write(feed("fukan", 3, title="副刊", made=True))
    assert archive.sections.made() == [("fukan", "副刊"), ("laonian", "老年")]
    assert [archive.sections.title_of(slug) for slug in ("fukan", "laonian", "x")] == ["副刊", "老年", "x"]


def test_neighbours_are_those_of_the_section_in_printed_order(archive: Archive) -> None:
    for number, slug in enumerate(("world", "sports", "world", "world"), 1):
        add_entry(archive, number, slug=slug)
    archive.db.execute("UPDATE entry SET withdrawn = 'notice' WHERE number = 4")
    assert archive.pages.neighbours("world", 3) == (Listed("0" * 16, "【撤稿】4"), (Listed("0" * 16, "1"),))
    assert archive.pages.neighbours("sports", 2) == (None, ())


@settings(max_examples=30)
@given(st.integers(0, 150), st.lists(st.integers(0, 310), max_size=60))
def test_neighbours_are_the_same_in_whatever_order_they_are_asked_for(entries: int, moments: list[int]) -> None:
    with in_memory() as archive:
        for number in range(1, entries + 1):
            add_entry(archive, number, published=2 * number)
        for mark, asked in (("甲", moments), ("乙", sorted(moments)), ("丙", sorted(moments, reverse=True))):
            archive.db.execute("UPDATE entry SET title = number || ?", (mark,))  # what was asked before is over
            for moment in asked:
                newer = [number for number in range(1, entries + 1) if 2 * number > moment]
                older = [number for number in range(entries, 0, -1) if 2 * number < moment]
                shown = [Listed("0" * 16, f"{number}{mark}") for number in (*newer[:1], *older[:3])]
                before = shown.pop(0) if newer else None
                assert archive.pages.neighbours("world", moment) == (before, tuple(shown))


def test_pages_are_owed_until_they_are_written_and_when_a_neighbour_changes(archive: Archive) -> None:
    numbers = [add_entry(archive, number) for number in range(1, 8)]
    assert set(archive.pages.not_written()) == set(numbers)
    archive.pages.mark_published(numbers)
    assert set(archive.pages.not_written()) == set()
    assert dict(archive.pages.written()) == dict.fromkeys(numbers, "0" * 16)
    archive.pages.owe_neighbours([3], ["world"])
    assert set(archive.pages.not_written()) == {2, 4, 5, 6}  # the one after it, and the three before it name it
    archive.pages.mark_published([2, 4, 5, 6])
    archive.pages.owe_last()
    assert set(archive.pages.not_written()) == {2, 4, 5, 6}  # those before were on the disk already
    archive.pages.owe_all()
    assert set(archive.pages.not_written()) == set(numbers)
    archive.pages.mark_published(numbers)
    archive.pages.owe_neighbours(range(3000), ["world"])  # too many to search for one by one
    assert set(archive.pages.not_written()) == set(numbers)


def test_issues_are_listed_by_section_in_printed_order(archive: Archive) -> None:
    for number, (issue, slug) in enumerate((("25", "world"), ("26", "world"), ("26", "sports"), ("26", "world")), 1):
        add_entry(archive, number, issue=f"2026-01-{issue}", slug=slug)
    world, sports = SiteFeed("world", "国际"), SiteFeed("sports", "体育")
    issues = archive.issues
    assert issues.days() == {"2026-01-25", "2026-01-26"}
    assert issues.newest(date.max) == "2026-01-26"
    assert issues.beside("2026-01-26") == ("2026-01-25", None)
    assert list(issues.counts().items()) == [(date(2026, 1, 26), 3), (date(2026, 1, 25), 1)]
    assert issues.counts(date(2026, 1, 26), "sports") == {date(2026, 1, 26): 1}
    assert issues.days_of([1, 9]) == {"2026-01-25"}
    assert issues.days_of(range(3000)) == issues.days()
    assert [row.title for row in issues.articles("2026-01-26", "world")] == ["4", "2"]
    assert {slug: row.title for slug, row in issues.firsts("2026-01-26").items()} == {"world": "2", "sports": "3"}
    assert [row.title for row in issues.printed("2026-01-26")] == ["2", "3", "4"]
    assert [row.title for row in issues.printed("2026-01-26", "world")] == ["2", "4"]
    assert issues.years() == [2026]
    assert list(issues.listings("2026-01-26", [SiteFeed("economy", "经济"), sports, world], 1)) == [
        Listing(sports, (Listed("0" * 16, "3", slug="sports"),), 1),
        Listing(world, (Listed("0" * 16, "4", slug="world"),), 2),
    ]


def test_all_pages_of_an_issue_are_owed_with_it(archive: Archive) -> None:
    for number, slug in enumerate(("world", "world", "sports"), 1):
        add_entry(archive, number, slug=slug, issue="2026-01-26")
    add_entry(archive, 4, issue="2026-01-25")
    archive.pages.mark_published([1, 2, 3, 4])
    archive.pages.owe_issues({"2026-01-26"})
    assert set(archive.pages.not_written()) == {1, 2, 3}


def test_lists_show_an_entrys_summary_and_picture(archive: Archive) -> None:
    add_entry(archive, 1, issue="2026-01-26", page="  03")
    add_entry(archive, 2, issue="2026-01-26")
    picture = ("p/x.jpg", 900, 600, "320 760 900", "渡轮")
    archive.teasers.note([TeaserRow(1, "两条渡轮复航。", "社会", *picture)])
    listed, other = archive.issues.printed("2026-01-26")  # what is on a page comes first
    assert (other.title, other.summary, other.picture, other.page) == ("2", "", None, "")
    assert (listed.title, listed.summary, listed.page, listed.head) == ("1", "两条渡轮复航。", "03", "社会")
    assert listed.picture == ListedPicture("p/x.jpg", 900, 600, (320, 760, 900), "渡轮")
    assert archive.issues.pictured(["2026-01-26"], 9) == (listed,)


def test_an_issue_of_the_feed_of_issues_is_read_as_it_was_written(archive: Archive) -> None:
    row = DailyRow(b"1" * 16, 5, 6, None)
    assert archive.daily.get(row.id) is None
    archive.daily.write(row)
    assert archive.daily.get(row.id) == row
    archive.daily.write(row._replace(updated=8, seen=b"x" * 16))
    assert archive.daily.get(row.id) == (b"1" * 16, 5, 8, b"x" * 16)


def test_what_a_hub_is_owed_waits_with_the_rest(archive: Archive) -> None:
    pings = archive.pings
    assert not pings.any_owed()
    pings.owe([("hub", "b"), ("hub", "a"), ("other", "a")])
    assert pings.any_owed()
    assert sorted(pings.hubs()) == ["hub", "other"]
    assert pings.due("hub", 0) == [("hub", "a", 0), ("hub", "b", 0)]
    assert pings.owing("hub") == (0, 2)
    pings.done(Due("hub", "a", 0))
    pings.postpone("hub", 1, 300)
    pings.owe([("hub", "c"), ("hub", "b")])
    assert pings.due("hub", 298) == []
    assert [row.topic for row in pings.due("hub", 300)] == ["b", "c"]
    assert pings.owing("hub") == (1, 2)
    pings.drop("hub")
    assert pings.hubs() == ["other"]


def test_a_feed_that_is_owed_anew_is_not_done_with_the_ping_before(archive: Archive) -> None:
    pings = archive.pings
    pings.owe([("hub", "a")])
    [first] = pings.due("hub", 0)
    pings.owe([("hub", "a")])
    pings.done(first)
    [second] = pings.due("hub", 0)
    pings.done(second)
    assert not pings.any_owed()


def test_what_is_fresh_comes_in_the_order_of_the_print(archive: Archive) -> None:
    for number, key in ((1, "b.md"), (2, "a.md")):
        add_bulletin(archive, number, key)
    new: dict[str, object] = {"published": None, "updated": None, "first": None}
    all_columns: tuple[dict[str, object], ...] = (
        {"bulletin": 1, "place": 0},
        {"bulletin": 2, "place": 1},
        {"bulletin": 2, "place": 0},
        {"bulletin": 1, "page": "   1"},
        {"bulletin": 1, "issue": "2026-01-27"},
        {"bulletin": 1, "day": "2026-01-25", "issue": "2026-01-27"},
        {"bulletin": 1, "held": Held.WAITING},
        {"bulletin": 1, "published": 5},
    )
    for number, columns in enumerate(all_columns, 1):
        add_entry(archive, number, **new | columns)
    entries = archive.published
    assert set(entries.fresh()) == {1, 2, 3, 4, 5, 6}
    assert [number for _, number in entries.fresh_in_order("day")] == [5, 3, 2, 1, 4, 6]
    assert [number for _, number in entries.fresh_in_order("issue")] == [5, 6, 3, 2, 1, 4]
    assert entries.newest_first_issue() is None
    entries.note_first_issue("2026-01-26")
    rows = dict(archive.db.execute("SELECT number, first FROM entry"))
    assert (rows[1], rows[5]) == ("2026-01-26", "2026-01-27")
    entries.give_moments([(77, 1), (76, 2)])
    assert entries.moments_between(76, 78) == {76, 77}
    assert entries.moments_between(76, 77) == {76}


@pytest.mark.parametrize("wanted", [1, 3, 10])
def test_enough_moments_before_the_build_are_known_to_be_free(archive: Archive, wanted: int) -> None:
    for number in (100, 99, 97, 50, 3):
        add_entry(archive, number)
    add_entry(archive, 101)
    taken = archive.published.moments_until(100, wanted)
    assert taken <= {100, 99, 97, 50, 3}
    free = [moment for moment in range(100, -200, -1) if moment not in {100, 99, 97, 50, 3}][:wanted]
    assert [moment for moment in range(100, -200, -1) if moment not in taken][:wanted] == free


def test_rows_come_bulletin_by_bulletin_and_dropped_ones_do_not(archive: Archive) -> None:
    numbers = range(1, 1201)  # more than one question takes
    for number in numbers:
        add_entry(archive, number, bulletin=2 - number % 2, place=2000 - number)
    archive.db.execute("UPDATE entry SET withdrawn = '' WHERE number = 3")
    rows = list(chain.from_iterable(archive.published.rows(numbers)))
    assert len(rows) == 1199
    assert [row.number for row in rows[:2]] == [1199, 1197]
    assert rows == sorted(rows, key=lambda row: (row.bulletin, row.place))
    archive.published.note_seen([(5000, b"seen" * 4, 1), (6000, b"none" * 4, 2)])
    assert archive.published.seen_among(numbers) == {1, 2}
    [[row]] = archive.published.rows([1])
    assert (row.updated, row.seen) == (5000, b"seen" * 4)
    assert archive.published.newest_first({7, 900, 12}) == [900, 12, 7]
