"""Which feeds and files a build has to make, decided from rows and from what is on the disk."""

from datetime import date
from typing import Any

import pytest

from feedpub.archive.feeds import FeedRow, FileMarks
from feedpub.errors import ConfigError
from feedpub.model import Config, Follow, Section
from feedpub.publishing.plan import FeedPlan, PaperState, missing_documents, missing_pages, plan_feeds

FURTHER = 10_000
TODAY = date(2026, 1, 26)


def feed(slug: str, position: int = 1, *, owed: bool = False) -> FeedRow:
    files = (FileMarks(f"{slug}.atom.xml", 10, 20), FileMarks(f"{slug}.json", 30, 40))
    return FeedRow(slug, slug, position, False, slug, 1, owed, 1, files)


DISK = {
    f"{slug}.{suffix}": marks
    for slug in ("all", "world", "harbour", "lin")
    for suffix, marks in (("atom.xml", (10, 20)), ("json", (30, 40)))
}

WORLD, BOTH = frozenset({"world"}), frozenset({"world", "harbour"})


def plan(
    *,
    config: Config | None = None,
    feeds: tuple[FeedRow, ...] = (feed("all", -1), feed("world"), feed("harbour")),
    affected: frozenset[str] = frozenset(),
    everything: bool = False,
    disk: dict[str, tuple[int, int]] = DISK,
    **state: Any,
) -> FeedPlan:
    paper = PaperState(
        **{
            "publication": "滨江日报",
            "fresh": (),
            "feeds": {row.slug: row for row in feeds},
            "sections": {"world": 2, "harbour": 1},
            "held_back": frozenset(),
            **state,
        }
    )
    return plan_feeds(config or Config(), paper, disk.get, affected, today=TODAY, everything=everything)


def test_where_nothing_changed_nothing_is_made() -> None:
    assert plan() == FeedPlan(frozenset(), frozenset(), frozenset(), BOTH)


def test_where_a_section_changed_its_feed_is_made_and_that_of_everything() -> None:
    assert plan(affected=frozenset({"world", "unknown"})).made == {"all", "world"}


def test_the_first_build_makes_all_that_there_are_entries_of() -> None:
    assert plan(feeds=(), disk={}).made == {"all", "world", "harbour"}


def test_a_configured_section_has_a_feed_without_entries_unless_it_is_off() -> None:
    sections = (
        Section(slug="economy", title="经济", order=3, named=True),
        Section(slug="photos", title="图片", order=4, on=False, named=True),
    )
    assert plan(config=Config(sections=sections)).made == {"all", "economy"}


@pytest.mark.parametrize(
    "disk",
    [
        {name: marks for name, marks in DISK.items() if name != "harbour.json"},
        DISK | {"harbour.json": (30, 41)},
        DISK | {"harbour.json": (29, 40)},
    ],
)
def test_a_feed_whose_files_are_not_as_they_were_published_is_made_again(disk: dict[str, tuple[int, int]]) -> None:
    assert plan(disk=disk).made == {"all", "harbour"}


def test_what_an_earlier_build_left_undone_is_made() -> None:
    assert plan(feeds=(feed("all", -1), feed("world", owed=True), feed("harbour"))).made == {"all", "world"}


def test_with_other_settings_everything_is_made() -> None:
    assert plan(everything=True).made == {"all", "world", "harbour"}
    assert plan(everything=True, sections={"world": 3}).made == {"all", "world"}  # the other is empty by now


def test_an_empty_feed_that_somebody_removed_is_forgotten() -> None:
    disk = {name: marks for name, marks in DISK.items() if not name.startswith("harbour")}
    assert plan(sections={"world": 3}, disk=disk) == FeedPlan(frozenset(), frozenset(), frozenset({"harbour"}), WORLD)
    assert plan(disk=disk) == FeedPlan(
        frozenset({"all", "harbour"}), frozenset(), frozenset(), BOTH
    )  # one with entries is made again


def test_the_feed_of_a_section_that_is_no_more_says_so_for_its_time_and_is_then_forgotten() -> None:
    emptied = plan(sections={"world": 3})
    assert emptied == FeedPlan(frozenset(), frozenset({"harbour"}), frozenset(), WORLD)
    assert plan(sections={"world": 3}, affected=frozenset({"harbour"})).made == {"all"}
    leaving = {"harbour": feed("harbour")._replace(leaves="2026-01-27")}
    rest: dict[str, Any] = {"feeds": (feed("all", -1), feed("world")), "sections": {"world": 3}, "leaving": leaving}
    assert plan(**rest) == FeedPlan(frozenset(), frozenset(), frozenset(), WORLD)  # as it was published
    assert plan(**rest, everything=True).leaving == {"harbour"}
    assert plan(**rest, disk=DISK | {"harbour.json": (1, 1)}).leaving == {"harbour"}
    leaving["harbour"] = feed("harbour")._replace(leaves="2026-01-26")
    assert plan(**rest) == FeedPlan(frozenset(), frozenset(), frozenset({"harbour"}), WORLD)
    again = plan(**rest | {"sections": {"world": 3, "harbour": 1}})
    assert again == FeedPlan(frozenset({"all", "harbour"}), frozenset(), frozenset(), BOTH)


def test_further_feeds_are_made_with_any_other_and_leave_once_they_are_not_configured() -> None:
    followed = Config(daily=True, follows=(Follow(slug="lin", title="林知夏", reporter="林知夏"),))
    feeds = (feed("all", -1), feed("world"), feed("harbour"), feed("daily", FURTHER), feed("lin", FURTHER + 1))
    disk = DISK | {"daily.atom.xml": (10, 20), "daily.json": (30, 40)}
    assert plan(config=followed).made == {"all", "daily", "lin"}
    assert plan(config=followed, feeds=feeds, disk=disk).made == set()
    changed = plan(config=followed, feeds=feeds, disk=disk, affected=frozenset({"world"}))
    assert changed.made == {"all", "world", "daily", "lin"}
    assert plan(feeds=feeds, disk=disk) == FeedPlan(frozenset(), frozenset({"daily", "lin"}), frozenset(), BOTH)


def test_a_further_feed_may_not_be_called_like_a_section() -> None:
    with pytest.raises(ConfigError, match="`world` is the slug of a section"):
        plan(config=Config(follows=(Follow(slug="world", title="林知夏", reporter="林知夏"),)))


def test_a_section_that_is_held_back_as_a_whole_keeps_what_was_published() -> None:
    affected = frozenset({"harbour"})
    assert plan(affected=affected, sections={"world": 3}, held_back={"harbour"}).made == set()
    assert plan(affected=affected, held_back={"harbour"}).made == {"all", "harbour"}  # only a part is


def test_documents_and_pages_that_are_lost_are_found_by_their_names() -> None:
    names = {"archive/all": {"0001.atom.xml", "0003.atom.xml"}, "archive/world": {"0001.atom.xml", "x"}}
    missing = missing_documents({"all": 4, "world": 2, "harbour": 1}, lambda folder: names.get(folder, set()))
    assert list(missing) == [("all", 2), ("all", 4), ("harbour", 1)]
    assert list(missing_pages([(1, "aa"), (2, "bb")], {"aa.html", "cc.html"})) == [2]
