"""Every source format through whole builds: what holds for a text file holds for each.

A further format is a row of `tests/formats.py`.
"""

import json
from datetime import date
from pathlib import Path

import feedparser
import pytest

from feedpub.ingest.snapshot import UnsettledError, snapshot, unchanged
from tests.conftest import Feedpub
from tests.formats import FORMATS, Format, Story
from tests.papers import Paper, words

DAY = date(2026, 1, 26)
FERRY = Story("青石渡口的候船亭启用", f"本报滨江1月25日讯（记者林知夏）{words('渡口', 80)}。\n\n{words('船期', 70)}。")
LIBRARY = Story("城南图书馆开到十点", f"本报滨江1月26日讯 {words('图书', 90)}。\n\n{words('夜读', 60)}。")
OTHER = "# 另一张报纸的消息\n\n本报1月26日讯 " + words("另一", 80) + "。\n"

formats = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path, pages=True, timezone="Asia/Shanghai")


def _put(paper: Paper, format_: Format, *stories: Story, name: str = "2026-01-26") -> Path:
    path = paper.news / f"{name}{format_.suffix}"
    path.write_bytes(format_.make(DAY, stories))
    return path


@formats
def test_entries_are_those_of_a_text_file_under_the_same_ids(paper: Paper, tmp_path: Path, format_: Format) -> None:
    _put(paper, format_, FERRY, LIBRARY)
    built = paper.build()
    text = Paper(tmp_path / "text", pages=True, timezone="Asia/Shanghai")
    _put(text, FORMATS[0], FERRY, LIBRARY)
    text.build()
    assert built.problems == ()
    assert paper.ids() == text.ids() or (format_.states_ids and paper.ids().keys() == text.ids().keys())
    for headline, entry in text.feed().items():
        ours = paper.feed()[headline]
        assert (ours.published, ours.get("author"), ours.content[0].value) == (
            entry.published,
            entry.get("author"),
            entry.content[0].value,
        )


@formats
def test_a_new_version_corrects_its_entry_and_diff_says_so_before(paper: Paper, format_: Format) -> None:
    _put(paper, format_, FERRY, LIBRARY)
    paper.build()
    ids = paper.ids()
    _put(paper, format_, FERRY._replace(text=FERRY.text + "\n\n亭子里添了一盏灯，夜里也亮着。"), LIBRARY)
    trial = paper.build(dry=True)
    assert [(change.kind, change.title) for change in trial.changes] == [("corrected", FERRY.headline)]
    assert "亭子里" not in paper.feed()[FERRY.headline].content[0].value
    built = paper.build()
    assert (built.new, built.corrected, paper.ids()) == (0, 1, ids)
    assert "亭子里添了一盏灯" in paper.feed()[FERRY.headline].content[0].value


@formats
def test_a_lost_archive_gives_the_same_entries_again(paper: Paper, format_: Format) -> None:
    _put(paper, format_, FERRY, LIBRARY)
    paper.build()
    ids, moments = paper.ids(), {title: entry.updated for title, entry in paper.feed().items()}
    for path in paper.config.archive.parent.glob("archive.sqlite3*"):
        path.unlink()
    built = paper.build()
    assert (built.new, paper.ids()) == (0, ids)
    assert {title: entry.updated for title, entry in paper.feed().items()} == moments


@formats
def test_a_file_that_is_gone_keeps_its_entries_which_the_archive_renders(paper: Paper, format_: Format) -> None:
    path = _put(paper, format_, FERRY, LIBRARY)
    paper.build()
    ids = paper.ids()
    path.unlink()
    paper.write("2026-01-27.txt", OTHER)
    built = paper.build()
    assert {problem.code for _, problem in built.problems} == {"gone"}
    assert ids.items() <= paper.ids().items()
    pruned = paper.build(prune=True, allow_shrink=True)
    assert pruned.pruned == len(ids)
    assert not ids.keys() & paper.ids().keys()


@formats
def test_a_file_that_is_cut_off_is_one_error_and_what_is_published_stays(paper: Paper, format_: Format) -> None:
    path = _put(paper, format_, FERRY, LIBRARY)
    paper.write("2026-01-27.txt", OTHER)
    paper.build()
    ids, data = paper.ids(), path.read_bytes()
    if format_.suffix == ".txt":
        return  # half a text is a text
    path.write_bytes(data[: len(data) // 2])
    built = paper.build()
    assert [(name, problem.level, problem.code) for name, problem in built.problems] == [
        (str(path), "error", "unreadable")
    ]
    assert paper.ids() == ids
    path.write_bytes(data)
    again = paper.build()
    assert (again.problems, again.new, paper.ids()) == ((), 0, ids)


@formats
def test_a_second_build_reads_and_writes_nothing(paper: Paper, format_: Format) -> None:
    _put(paper, format_, FERRY, LIBRARY)
    paper.build()
    before = paper.files()
    built = paper.build()
    assert (built.new, built.corrected, paper.files()) == (0, 0, before)
    assert not any(file.written for file in built.files)


@formats
def test_it_is_watched_and_a_build_gives_up_where_it_changes_meanwhile(paper: Paper, format_: Format) -> None:
    path = _put(paper, format_, FERRY, LIBRARY)
    seen = snapshot([paper.news], paper.config)
    assert str(path) in seen.files
    paper.build(progress=unchanged(seen, [paper.news], paper.config.out))
    path = _put(paper, format_, FERRY)
    with pytest.raises(UnsettledError):
        paper.build(progress=unchanged(seen, [paper.news], paper.config.out))
    assert snapshot([paper.news], paper.config) != seen


@formats
def test_every_command_shows_it_as_it_shows_a_text_file(feedpub: Feedpub, tmp_path: Path, format_: Format) -> None:
    settings = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'
    (tmp_path / "feedpub.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "news").mkdir()
    path = tmp_path / "news" / f"2026-01-26{format_.suffix}"
    path.write_bytes(format_.make(DAY, [FERRY, LIBRARY]))
    one = path / format_.member if format_.member else path

    def told(*args: str) -> str:
        done = feedpub(*args, today="2026-01-26", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert FERRY.headline in told("diff")
    told("build")
    listed = next(line for line in told("list").splitlines() if FERRY.headline in line)
    assert FERRY.headline in told("inspect", str(one), "--explain", "1")
    rows = [json.loads(line) for line in told("inspect", "--json", "news").splitlines()]
    assert {row["headline"] for row in rows if row["kind"] == "article"} == {FERRY.headline, LIBRARY.headline}
    assert all(row["discarded"] == 0 for row in rows if row["kind"] == "coverage")
    shown = [json.loads(line) for line in told("text", "--json", str(one)).splitlines()]
    assert f"# {FERRY.headline}" in {row["text"] for row in shown}
    assert all(row["origin"] for row in shown) is (format_.suffix != ".txt")
    told("withdraw", listed.split()[0], "--reason", "另行发布")
    told("build")
    feed = feedparser.parse(str(tmp_path / "feeds" / "all.atom.xml"))
    assert {entry.title for entry in feed.entries} == {f"【撤稿】{FERRY.headline}", LIBRARY.headline}
    told("check")
