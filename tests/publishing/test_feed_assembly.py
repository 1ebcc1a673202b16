"""What a feed carries, what it says of itself, and when it counts as updated."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from feedpub.archive import Archive
from feedpub.archive.feeds import FeedRow
from feedpub.building import make_context
from feedpub.entries.ids import entry_id
from feedpub.ingest.cache import BulletinCache
from feedpub.model import Config, Entry, Follow, Section
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import Output
from feedpub.publishing.context import RenderContext
from feedpub.publishing.feeds import FeedAssembly, renamed_moment
from feedpub.sections.catalogue import Catalogue
from feedpub.writing.formats import FORMATS
from tests.archive.entry_rows import add_entry, in_memory

NOW = datetime(2026, 1, 27, 8, tzinfo=UTC)
SECOND = int(NOW.timestamp())


@pytest.fixture
def archive() -> Iterator[Archive]:
    with in_memory() as archive:
        yield archive


@pytest.fixture
def assembly(archive: Archive, tmp_path: Path) -> Callable[..., FeedAssembly]:
    def make(withdrawals: dict[str, Withdrawal] | None = None, **settings: Any) -> FeedAssembly:
        config = Config(publication="滨江日报", out=tmp_path, **settings)
        context = RenderContext(
            build=make_context(config, NOW),
            archive=archive,
            output=Output(tmp_path, dry=True),
            publication="滨江日报",
            # No entry is rendered.
            bulletins=cast("BulletinCache", SimpleNamespace(catalogue=Catalogue(config.sections))),
            formats=FORMATS,
        )
        return FeedAssembly(context, withdrawals or {})

    return make


def entry(moment: int, section: str = "world") -> Entry:
    when = datetime.fromtimestamp(moment, UTC)
    return Entry(
        id=f"urn:{moment}",
        short_id="0",
        title="题",
        section=Section(slug=section, title="国际", order=1),
        day=date(2026, 1, 26),
        published=when,
        updated=when,
        author="林知夏",
        authors=("林知夏",),
        summary="",
        html="",
        link=None,
        tag=None,
        article=None,
    )


def test_a_feed_carries_its_window_and_what_waits_for_a_document(
    archive: Archive, assembly: Callable[..., FeedAssembly]
) -> None:
    for number in range(1, 8):
        add_entry(archive, number, slug="sports" if number == 6 else "world", first=f"2026-01-{number:02}")
    archive.history.begin()
    settings = {"days": 1, "limit": 2, "archive_size": 2}
    carried = assembly(**settings).select_entries({"sports", "world", "all"})
    assert carried == {"all": [7, 6, 5], "world": [7, 5], "sports": [6]}
    assert list(carried) == ["all", "world", "sports"]  # the feed of everything, then sections in their order
    assert assembly(**settings, history=False).select_entries({"all"}) == {"all": [7, 6]}


def test_a_further_feed_has_no_documents(archive: Archive, assembly: Callable[..., FeedAssembly]) -> None:
    for number in range(1, 6):
        add_entry(archive, number, follows="|lin|", first=f"2026-01-{number:02}")
    archive.history.begin()
    follow = Follow(slug="lin", title="林知夏", reporter="林知夏")
    made = assembly(days=1, limit=1, archive_size=1, follows=(follow,))
    assert made.select_entries({"all", "lin"}) == {"all": [5], "lin": [5]}
    assert made.assemble_and_owe("all", ()).links == (("prev-archive", "archive/all/0004.atom.xml"),)
    assert made.assemble_and_owe("lin", ()).links == ()


def test_a_feed_is_noted_as_owed_until_it_is_published(archive: Archive, assembly: Callable[..., FeedAssembly]) -> None:
    feed = assembly().assemble_and_owe("world", [entry(200), entry(100)])
    assert (feed.slug, feed.title, feed.updated) == ("world", "滨江日报 · 国际", datetime.fromtimestamp(200, UTC))
    described = "滨江日报 · 国际\n滨江日报 · 国际"
    assert archive.feeds.all()["world"] == FeedRow("world", "国际", 1, False, described, 200, True, 2, ())
    made = assembly().assemble_and_owe("laonian", [])
    assert made.updated is None
    assert archive.feeds.all()["laonian"][:6] == ("laonian", "laonian", 12, True, f"{made.title}\n{made.title}", None)


def test_a_section_that_no_bulletin_names_has_its_last_title(
    archive: Archive, assembly: Callable[..., FeedAssembly]
) -> None:
    add_entry(archive, 1, slug="laonian", bulletin=None)
    archive.db.execute("INSERT INTO taken VALUES (1, ?)", ('{"section": "老年"}',))
    made = assembly()
    assert made.section("laonian") == Section(slug="laonian", title="老年", order=12)
    assert made.section("all") is None


def test_a_feed_is_updated_by_its_entries_or_when_it_is_called_differently(
    assembly: Callable[..., FeedAssembly],
) -> None:
    assembly().assemble_and_owe("world", [entry(200)])
    assert assembly().assemble_and_owe("world", [entry(100)]).updated == datetime.fromtimestamp(200, UTC)  # never back
    world = Section(slug="world", title="天下", order=1, named=True)
    assert assembly(sections=(world,)).assemble_and_owe("world", [entry(100)]).updated == NOW
    late = replace(entry(100), updated=NOW.replace(hour=9))
    assert assembly().assemble_and_owe("world", [late]).updated == late.updated


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (None, None),
        (("same", 200), 200),
        (("same", None), None),
        (("other", 200), SECOND),
        (("other", None), SECOND),
        (("other", SECOND + 9), SECOND + 9),
    ],
)
def test_what_a_feed_is_called_moves_its_updated(row: tuple[str, int | None] | None, expected: int | None) -> None:
    known = FeedRow("world", "国际", 1, False, row[0], row[1], False, 1, ()) if row else None
    moment = renamed_moment(known, "same", SECOND)
    assert (int(moment.timestamp()) if moment else None) == expected


def test_tombstones_name_what_was_dropped(archive: Archive, assembly: Callable[..., FeedAssembly]) -> None:
    for number, slug in ((1, "world"), (2, "sports"), (3, "world")):
        add_entry(archive, number, slug=slug, withdrawn="" if number < 3 else "notice")
    ids = {number: entry_id(number.to_bytes(16, "big")) for number in (1, 2)}
    day = date(2025, 12, 1)
    withdrawals = {ids[number]: Withdrawal(ids[number], day, "题", f"失实{number}") for number in (1, 2)}
    made = assembly(withdrawals, tombstones=True)
    over = withdrawals[ids[1]].over
    assert made.assemble_and_owe("all", ()).tombstones == ((ids[2], over, "失实2"), (ids[1], over, "失实1"))
    assert made.assemble_and_owe("world", ()).tombstones == ((ids[1], over, "失实1"),)
    assert assembly(withdrawals).assemble_and_owe("world", ()).tombstones == ()
