"""Wires among bulletins: corrections, kills, embargoes and mixed folders, followed to a reader."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedpub.archive import open_archive
from feedpub.config.withdrawn import edit_withdrawals
from feedpub.model.withdrawal import Withdrawal
from tests import wires
from tests.conftest import Feedpub
from tests.formats import zipped
from tests.papers import Paper, article, words

HEADLINE = "江心洲开出第一班夜渡"
LATER = "江心洲夜渡推迟到周一首航"
Maker = Callable[..., bytes]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path, timezone="Asia/Shanghai")


def put(paper: Paper, name: str, data: bytes) -> None:
    (paper.news / name).write_bytes(data)


each_format = pytest.mark.parametrize(("maker", "suffix"), wires.FORMATS.values(), ids=wires.FORMATS)


@each_format
def test_an_item_is_an_entry_and_an_unchanged_one_costs_no_change(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker(topics=("15000000",)))
    built = paper.build()
    assert built.problems == ()
    entry = paper.feed()[HEADLINE]
    assert [author.name for author in entry.authors] == ["林知夏", "周远"] or entry.author == "林知夏、周远"
    assert entry.published[:10] == "2026-01-25"
    assert HEADLINE in paper.feed("sports")
    assert "末班船推迟到夜里十一点" in entry.content[0].value
    assert (paper.build().new, paper.build().corrected) == (0, 0)


@each_format
def test_a_correction_keeps_its_entry_in_the_same_file_and_in_another(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker())
    paper.build()
    identity = paper.ids()[HEADLINE]
    put(paper, f"a{suffix}", maker(version="2", headline=LATER, versioned="2026-01-25T12:00:00+08:00"))
    built = paper.build()
    assert (built.new, built.corrected, paper.ids()) == (0, 1, {LATER: identity})
    third = {"version": "3", "headline": HEADLINE + "了", "versioned": "2026-01-26T09:00:00+08:00"}
    put(paper, f"b{suffix}", maker(**third, paragraphs=(words("第三版", 80) + "。",)))
    built = paper.build()
    assert (built.new, built.corrected, paper.ids()) == (0, 1, {HEADLINE + "了": identity})
    assert built.problems == ()
    assert paper.feed()[HEADLINE + "了"].published[:10] == "2026-01-25"


@each_format
def test_an_older_version_that_comes_later_changes_nothing(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"b{suffix}", maker(version="2", headline=LATER, versioned="2026-01-25T12:00:00+08:00"))
    paper.build()
    before = paper.ids()
    put(paper, f"a{suffix}", maker())
    built = paper.build()
    assert (built.new, built.corrected, built.problems, paper.ids()) == (0, 0, (), before)
    put(paper, f"b{suffix}", maker())  # the file itself goes back
    built = paper.build()
    assert (built.new, built.corrected, built.problems, paper.ids()) == (0, 0, (), before)
    paper.config = replace(paper.config, margin=44)  # everything is read again
    built = paper.build()
    assert (built.new, built.problems, paper.ids()) == (0, (), before)
    put(paper, f"c{suffix}", maker(version="3", headline="第三版的标题", versioned="2026-01-25T13:00:00+08:00"))
    built = paper.build()
    assert (built.new, built.corrected, list(paper.ids().values())) == (0, 1, list(before.values()))


def test_several_versions_in_a_first_build_are_one_entry(paper: Paper) -> None:
    for number in (2, 3, 1):
        moment = f"2026-01-25T1{number}:00:00+08:00"
        put(
            paper,
            f"{4 - number}.json",
            wires.ninjs1(version=f"{number}", versioned=moment, headline=f"第{number}版的标题"),
        )
    built = paper.build()
    assert (built.new, list(paper.ids())) == (1, ["第3版的标题"])


def test_items_that_are_alike_are_as_many_entries_as_they_have_guids(paper: Paper) -> None:
    """Reports of an exchange that come every hour."""
    for hour in range(3):
        put(paper, f"{hour}.json", wires.ninjs1(guid=f"urn:x:{hour}", headline=f"滨江茶市{10 + hour}时报价"))
    assert paper.build().new == 3
    (paper.news / "0.json").unlink()
    put(paper, "3.json", wires.ninjs1(guid="urn:x:3", headline="滨江茶市13时报价"))
    assert paper.build().new == 1
    assert len(paper.ids()) == 4


@each_format
def test_a_kill_is_proposed_until_somebody_withdraws(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker())
    paper.build()
    identity = paper.ids()[HEADLINE]
    kill = maker(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00")
    put(paper, f"a{suffix}", kill)
    for _ in range(2):
        built = paper.build()
        [(_, problem)] = built.problems
        assert (problem.code, problem.level) == ("canceled", "error")
        assert f"feedpub withdraw {identity.removeprefix('urn:uuid:').replace('-', '')[:16]}" in problem.message
        assert HEADLINE in paper.ids()
    edit_withdrawals(paper.config, lambda _: {identity: Withdrawal(identity, paper.now.date(), HEADLINE)})
    built = paper.build()
    assert (built.withdrawn, built.problems) == (1, ())
    (title,) = paper.ids()
    assert title != HEADLINE
    assert paper.ids()[title] == identity
    put(paper, f"b{suffix}", maker())  # the first version comes in once more
    built = paper.build()
    assert (built.new, built.problems, list(paper.ids().values())) == (0, (), [identity])


@each_format
def test_a_kill_in_a_file_of_its_own_and_a_later_version_that_takes_it_back(
    paper: Paper, maker: Maker, suffix: str
) -> None:
    put(paper, f"a{suffix}", maker())
    paper.build()
    identity = paper.ids()[HEADLINE]
    put(paper, f"k{suffix}", maker(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00"))
    assert [problem.code for _, problem in paper.build().problems] == ["canceled"]
    put(paper, f"n{suffix}", maker(version="3", headline=LATER, versioned="2026-01-25T13:00:00+08:00"))
    built = paper.build()
    assert (built.problems, built.corrected, paper.ids()) == ((), 1, {LATER: identity})


@each_format
def test_a_kill_withdraws_by_itself_where_removed_articles_are_withdrawn(
    paper: Paper, maker: Maker, suffix: str
) -> None:
    paper.config = replace(paper.config, removed="withdraw")
    paper.write("2026-01-26.txt", "".join(article(f"文{number}", paper.now.date()) for number in range(12)))
    put(paper, f"a{suffix}", maker())
    paper.build()
    identity = paper.ids()[HEADLINE]
    put(paper, f"k{suffix}", maker(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00"))
    built = paper.build()
    assert (built.withdrawn, built.problems) == (1, ())
    assert HEADLINE not in paper.ids()
    assert identity in paper.ids().values()


@each_format
def test_a_kill_that_was_never_published_publishes_nothing(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker())
    put(paper, f"k{suffix}", maker(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00"))
    paper.write("2026-01-26.txt", article("别的", paper.now.date()))
    built = paper.build()
    assert (built.new, built.problems) == (1, ())
    assert HEADLINE not in paper.ids()


@each_format
def test_a_withheld_item_waits_for_a_version_that_may_be_published(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker(status="withheld"))
    built = paper.build()
    [(_, problem)] = built.problems
    assert (problem.code, problem.level, built.new) == ("withheld", "warning", 0)
    put(paper, f"b{suffix}", maker(version="2", versioned="2026-01-25T12:00:00+08:00"))
    built = paper.build()
    assert (built.new, built.problems) == (1, ())


@each_format
def test_an_embargo_is_kept_to_the_minute(paper: Paper, maker: Maker, suffix: str) -> None:
    paper.now = datetime(2026, 1, 26, 4, tzinfo=UTC)
    put(paper, f"a{suffix}", maker(embargoed="2026-01-27T06:00:00+08:00"))
    built = paper.build(later=timedelta())
    assert (built.new, built.waiting, built.problems) == (0, 1, ())
    assert built.due == int(datetime(2026, 1, 26, 22, tzinfo=UTC).timestamp())
    paper.now = datetime(2026, 1, 26, 21, 59, tzinfo=UTC)
    assert paper.build(later=timedelta()).waiting == 1
    assert HEADLINE not in paper.ids()
    paper.now = datetime(2026, 1, 26, 22, tzinfo=UTC)
    built = paper.build(later=timedelta())
    assert (built.new, built.waiting, built.due) == (1, 0, None)
    printed = "2026-01-25" if maker is wires.nitf else "2026-01-26"  # its dateline's day; 06:00 of the 27th in Shanghai
    assert paper.feed()[HEADLINE].published[:10] == printed


def test_an_embargoed_correction_waits_while_the_first_version_stays(paper: Paper) -> None:
    put(paper, "a.json", wires.ninjs1())
    paper.build()
    before = paper.ids()
    second = {"version": "2", "headline": LATER, "versioned": "2026-01-25T12:00:00+08:00"}
    put(paper, "a.json", wires.ninjs1(**second, embargoed="2026-01-28T06:00:00+08:00"))
    built = paper.build()
    assert (built.waiting, built.problems, paper.ids()) == (1, (), before)
    paper.now = datetime(2026, 1, 28, 0, tzinfo=UTC)
    built = paper.build()
    assert (built.corrected, paper.ids()) == (1, {LATER: before[HEADLINE]})


def test_an_embargo_without_a_zone_is_in_the_papers(paper: Paper) -> None:
    paper.now = datetime(2026, 1, 26, 21, 30, tzinfo=UTC)
    put(paper, "a.json", wires.ninjs1(embargoed="2026-01-27T06:00:00"))
    assert paper.build(later=timedelta()).due == int(datetime(2026, 1, 26, 22, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("embargoed", ["until further notice", "2026-13-45T06:00:00Z"])
def test_an_embargo_that_nobody_can_read_is_kept(paper: Paper, embargoed: str) -> None:
    put(paper, "a.json", wires.ninjs1(embargoed=embargoed))
    put(paper, "b.xml", wires.g2(guid="urn:b", embargoed=embargoed))
    put(paper, "c.xml", wires.nitf(guid="urn:c", embargoed=embargoed))
    built = paper.build()
    assert (built.new, [problem.code for _, problem in built.problems]) == (0, ["withheld"] * 3)


@each_format
def test_a_lost_archive_changes_no_id_even_if_only_the_correction_is_left(
    paper: Paper, maker: Maker, suffix: str
) -> None:
    put(paper, f"a{suffix}", maker())
    paper.build()
    put(paper, f"b{suffix}", maker(version="2", headline=LATER, versioned="2026-01-25T12:00:00+08:00"))
    paper.build()
    before = paper.feed()[LATER]
    paper.config.archive.unlink()
    (paper.news / f"a{suffix}").unlink()
    built = paper.build()
    assert (built.new, built.corrected) == (0, 0)
    assert (paper.feed()[LATER].id, paper.feed()[LATER].published) == (before.id, before.published)


@each_format
def test_a_kill_is_told_after_a_lost_archive_and_after_the_item_was_removed(
    paper: Paper, maker: Maker, suffix: str
) -> None:
    paper.write("2026-01-26.txt", article("别的", paper.now.date()))
    put(paper, f"a{suffix}", maker())
    paper.build()
    (paper.news / f"a{suffix}").unlink()
    paper.build()
    paper.config.archive.unlink()
    put(paper, f"k{suffix}", maker(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00"))
    assert "canceled" in [problem.code for _, problem in paper.build().problems]
    assert "canceled" in [problem.code for _, problem in paper.build().problems]


def test_text_and_wires_beside_each_other_and_what_is_no_news(paper: Paper) -> None:
    paper.write("2026-01-26.txt", article("正文", paper.now.date()))
    put(paper, "a.json", wires.ninjs1())
    put(paper, "b.xml", wires.g2(guid="urn:b", headline="渡口清淤完工", paragraphs=(words("清淤", 90) + "。",)))
    put(paper, "package.json", b'{"name": "site", "uri": "x", "version": "1.0.0"}')
    put(paper, "feed.xml", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    put(paper, "plan.xml", b'<planningItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:plan"/>')
    put(paper, "broken.json", b"{")
    built = paper.build()
    assert (built.new, built.problems) == (3, ())
    passed = {Path(row.path).name: row.reason for row in built.passed_over}
    assert passed == {"package.json": "format", "feed.xml": "format", "broken.json": "format", "plan.xml": "wire"}


def test_a_message_has_several_items_and_what_is_beside_them_is_accounted_for(paper: Paper) -> None:
    package = '<packageItem guid="urn:p"><contentMeta><headline>今日要目</headline></contentMeta></packageItem>'
    put(
        paper,
        "m.xml",
        wires.message(
            wires.g2(guid="urn:a", version="1", headline="旧版"),
            wires.g2(guid="urn:a", version="2", headline="新版"),
            wires.g2_nitf(guid="urn:b", headline="渡口清淤完工", created="2026-01-24T09:30:00+08:00"),
            wires.g2(guid="urn:c", headline="撤销的稿", status="canceled"),
            others=package,
        ),
    )
    built = paper.build()
    assert (built.new, built.problems, set(paper.ids())) == (2, (), {"新版", "渡口清淤完工"})
    assert paper.feed()["渡口清淤完工"].published[:10] == "2026-01-24"
    with open_archive(paper.config.archive) as archive:
        assert archive.wires.any()


@each_format
def test_a_correction_with_the_name_of_a_copy_is_no_copy(paper: Paper, maker: Maker, suffix: str) -> None:
    put(paper, f"a{suffix}", maker())
    put(paper, f"a (2){suffix}", maker(version="2", headline=LATER, versioned="2026-01-25T12:00:00+08:00"))
    built = paper.build()
    assert (built.problems, built.passed_over, list(paper.ids())) == ((), (), [LATER])


# ── followed to a reader ─────────────────────────────────────────────────────────────────────────────────────────────


@each_format
def test_a_subscriber_sees_a_correction_and_a_kill_as_one_entry_that_changes(
    paper: Paper, maker: Maker, suffix: str
) -> None:
    """The reader package keeps an entry by its id, as feed readers do."""
    from reader import EntryUpdateStatus, make_reader

    statuses: list[EntryUpdateStatus] = []
    with make_reader(":memory:", feed_root=str(paper.config.out)) as reader:
        reader.after_entry_update_hooks.append(lambda _reader, _entry, status: statuses.append(status))
        reader.add_feed("all.atom.xml")

        def shown() -> list[tuple[str | None, str]]:
            statuses.clear()
            reader.update_feed("all.atom.xml")
            return [(entry.title, entry.get_content().value) for entry in reader.get_entries()]  # type: ignore[union-attr]  # each has content

        put(paper, f"a{suffix}", maker())
        paper.build()
        [(title, text)] = shown()
        assert (title, statuses) == (HEADLINE, [EntryUpdateStatus.NEW])
        [identity] = paper.ids().values()

        second = {"version": "2", "headline": LATER, "versioned": "2026-01-25T12:00:00+08:00"}
        put(paper, f"b{suffix}", maker(**second, paragraphs=("因为有雾，首航推迟到周一。", "船票仍是两元。")))
        paper.build()
        [(title, text)] = shown()
        assert (title, "首航推迟到周一" in text, "减半" in text) == (LATER, True, False)
        assert statuses == [EntryUpdateStatus.MODIFIED]

        put(paper, f"c{suffix}", maker(version="3", status="canceled", versioned="2026-01-25T13:00:00+08:00"))
        assert [problem.code for _, problem in paper.build().problems] == ["canceled"]
        shown()
        assert statuses == []
        edit_withdrawals(
            paper.config, lambda _: {identity: Withdrawal(identity, paper.now.date(), LATER, "通讯社撤稿")}
        )
        paper.build()
        [(title, text)] = shown()
        assert title == f"【撤稿】{LATER}"
        assert "首航" not in text
        assert "通讯社撤稿" in text
        assert statuses == [EntryUpdateStatus.MODIFIED]


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_that_a_kill_names_withdraws_the_entry(feedpub: Feedpub, tmp_path: Path) -> None:
    settings = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'
    (tmp_path / "feedpub.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.xml").write_bytes(wires.g2())
    assert feedpub("build", today="2026-01-26").returncode == 0
    (tmp_path / "news/k.xml").write_bytes(wires.g2(version="2", status="canceled"))
    done = feedpub("build", today="2026-01-26")
    assert done.returncode == 1
    assert f"“{HEADLINE}” was canceled by its agency" in done.stderr
    command = done.stderr.partition("to withdraw it: feedpub ")[2].split()[:2]
    assert feedpub(*command, "--reason", "通讯社撤稿", today="2026-01-26").returncode == 0
    done = feedpub("build", today="2026-01-26")
    assert (done.returncode, "canceled" in done.stderr) == (0, False)
    assert "【撤稿】" in feedpub("list", today="2026-01-26").stdout or "withdrawn" in feedpub("list").stdout


def test_inspect_shows_what_an_item_states(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(
        wires.ninjs3(topics=("15000000",), embargoed="2026-01-27T06:00:00+08:00", version="3")
    )
    shown = feedpub("inspect", "a.json", today="2026-01-26").stdout
    assert f"{wires.GUID}, version 3, embargoed until 2026-01-27T06:00:00+08:00" in shown
    assert "(the news item, 2026-01-27T06:00:00+08:00)" in shown
    assert "IPTC topic 15000000" in shown
    [row, *_] = [json.loads(line) for line in feedpub("inspect", "--json", "a.json").stdout.splitlines()]
    assert (row["item"]["guid"], row["item"]["version"]) == (wires.GUID, 3)
    assert "topics of the news item: sports" in feedpub("inspect", "a.json", "--explain", "1").stdout


# ── what is none, or harms ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_harmful_file_is_one_error_and_the_rest_is_published(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    attack = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    put(paper, "x.xml", f"{attack}<nitf><body><body.content><p>&x;</p></body.content></body></nitf>".encode())
    put(paper, "cut.json", wires.ninjs1()[:-9])
    put(paper, "good.json", wires.ninjs1(guid="urn:good"))
    built = paper.build()
    assert [(Path(name).name, problem.code) for name, problem in built.problems] == [
        ("cut.json", "unreadable"),
        ("x.xml", "unreadable"),
    ]
    assert built.new == 1
    assert not any(b"secret" in data for _, data in paper.files().values())


def test_a_huge_file_of_another_program_is_named_and_hardly_read(paper: Paper) -> None:
    with (paper.news / "data.json").open("wb") as file:
        file.write(b'{"rows": [')
        file.truncate(200_000_000)
    with (paper.news / "dump.xml").open("wb") as file:
        file.write(b"<dump>")
        file.truncate(200_000_000)
    with (paper.news / "wire.xml").open("wb") as file:
        file.write(b"<newsItem>")
        file.truncate(200_000_000)
    put(paper, "good.json", wires.ninjs1())
    built = paper.build()
    assert {Path(row.path).name: row.reason for row in built.passed_over} == {
        "data.json": "format",
        "dump.xml": "format",
    }
    assert [(Path(name).name, problem.code) for name, problem in built.problems] == [("wire.xml", "too-large")]
    assert built.new == 1


def test_wires_in_a_zip_are_read_and_what_is_none_is_named(paper: Paper) -> None:
    members = {"a.json": wires.ninjs1(), "b.xml": wires.g2(guid="urn:b"), "package.json": b'{"name": "x"}'}
    put(paper, "day.zip", zipped(members))
    built = paper.build()
    assert (built.new, built.problems) == (2, ())
    assert {(Path(row.path).name, row.reason) for row in built.passed_over} == {("package.json", "format")}


def test_an_item_that_is_withheld_after_it_was_published_stays_until_somebody_decides(paper: Paper) -> None:
    put(paper, "a.json", wires.ninjs1())
    paper.build()
    before = paper.ids()
    put(paper, "a.json", wires.ninjs1(version="2", status="withheld", versioned="2026-01-25T12:00:00+08:00"))
    for _ in range(2):
        [(_, problem)] = paper.build().problems
        assert (problem.code, problem.level, "feedpub withdraw" in problem.message) == ("withheld", "error", True)
        assert paper.ids() == before


def test_who_restores_an_entry_against_a_kill_is_not_asked_again(paper: Paper) -> None:
    put(paper, "a.json", wires.ninjs1())
    paper.build()
    [identity] = paper.ids().values()
    put(paper, "k.json", wires.ninjs1(version="2", status="canceled", versioned="2026-01-25T12:00:00+08:00"))
    paper.build()
    edit_withdrawals(paper.config, lambda _: {identity: Withdrawal(identity, paper.now.date(), HEADLINE)})
    paper.build()
    edit_withdrawals(paper.config, lambda _: {})
    for margin in (50, 60):
        paper.config = replace(paper.config, margin=margin)  # everything is read again
        assert paper.build().problems == ()
        assert paper.ids() == {HEADLINE: identity}
