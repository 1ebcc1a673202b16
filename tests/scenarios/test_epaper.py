"""The pages of a paper's own site: a mirrored issue is read, watched, corrected, withdrawn, and lost, as text is."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from feedpub.ingest.snapshot import snapshot
from tests.conftest import Feedpub
from tests.epaper.issue import DAY, ISSUE, markdown, pictures
from tests.epaper.site import LAYOUTS, mirror
from tests.papers import Paper

SETTINGS = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'
ENCODINGS = ("utf-8", "gb18030")
HEADLINES = [item.headline for page in ISSUE for item in page.items]
FIRST = ISSUE[0].items[0]
LAST_LINE = FIRST.body[-1]


def _published(paper: Paper) -> dict[str, bytes]:
    """Every file that is published, by its name."""
    return {name: data for name, (_, data) in paper.files().items()}


def _assert_published_alike(paper: Paper, other: Paper) -> None:
    ours, theirs = _published(paper), _published(other)
    assert ours.keys() == theirs.keys()
    for name, data in theirs.items():
        assert ours[name] == data, name


def _day(paper: Paper) -> Path:
    return paper.news / "html" / f"{DAY:%Y-%m}" / f"{DAY:%d}"


def _change(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode("gb18030") in data
    path.write_bytes(data.replace(old.encode("gb18030"), new.encode("gb18030")))


@pytest.fixture(scope="module")
def as_markdown(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    paper = Paper(tmp_path_factory.mktemp("markdown"), pages=True)
    for file, data in pictures().items():
        path = paper.news / "res" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    paper.write(f"{DAY}.md", markdown())
    assert paper.build().problems == ()
    return paper


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """A paper whose issue is mirrored, and not built yet."""
    made = Paper(tmp_path, pages=True)
    mirror(made.news, "npm", "gb18030")
    return made


# ── the same entries ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mirrored_issue_publishes_what_its_bulletin_does(
    as_markdown: Paper, tmp_path: Path, layout: str, encoding: str
) -> None:
    paper = Paper(tmp_path, pages=True)
    mirror(paper.news, layout, encoding)
    built = paper.build()
    assert built.problems == ()
    assert built.new == len(HEADLINES)
    assert [row.reason for row in built.passed_over] == ["index"] * len(ISSUE)
    _assert_published_alike(paper, as_markdown)


def test_the_names_of_files_are_no_order(paper: Paper, as_markdown: Paper) -> None:
    for number, path in enumerate(sorted(_day(paper).glob("content_*"), reverse=True)):
        path.rename(path.with_name(f"{number}a{99 - number}.htm"))
    assert paper.build().problems == ()
    _assert_published_alike(paper, as_markdown)


def test_pages_that_come_one_by_one_are_the_same_entries(paper: Paper) -> None:
    late = _day(paper) / f"content_{FIRST.number}.htm"
    kept = late.read_bytes()
    late.unlink()
    paper.build()
    before = paper.ids()
    late.write_bytes(kept)
    built = paper.build()
    assert (built.new, built.corrected) == (1, 0)
    assert before.items() <= paper.ids().items()


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pictures_are_looked_for_in_the_folder_that_was_named_and_nowhere_else(paper: Paper) -> None:
    site, paper.news = paper.news, paper.news / "html"
    built = paper.build()
    assert {problem.code for _, problem in built.problems} == {"picture-outside"}
    assert "leads out of html, which was named" in built.problems[0][1].message
    assert built.new == len(HEADLINES)
    paper.news = site
    again = paper.build()
    assert again.problems == ()
    assert (again.new, again.corrected) == (0, 2)


def test_a_picture_that_comes_later_is_shown_and_comes_back_when_its_copy_is_lost(paper: Paper) -> None:
    photo = paper.news / "res" / FIRST.photos[0].file
    held = photo.read_bytes()
    photo.unlink()
    assert [problem.code for _, problem in paper.build().problems] == ["picture-missing"]
    photo.write_bytes(held)
    built = paper.build()
    assert (built.problems, built.corrected) == ((), 1)
    (copy,) = (name for name, data in _published(paper).items() if name.startswith("p/") and data == held)
    (paper.config.out / copy).unlink()
    paper.build()
    assert _published(paper)[copy] == held


# ── as text is ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_version_of_a_page_corrects_its_entry(paper: Paper) -> None:
    paper.build()
    ids = paper.ids()
    path = _day(paper) / f"content_{FIRST.number}.htm"
    _change(path, LAST_LINE, f"{LAST_LINE}她的茶五元一壶。")
    trial = paper.build(dry=True)
    assert [(change.kind, change.title) for change in trial.changes] == [("corrected", FIRST.headline)]
    _change(path, FIRST.headline, "老码头改成了江边书房")
    built = paper.build()
    assert (built.new, built.corrected) == (0, 1)
    assert paper.ids()["老码头改成了江边书房"] == ids[FIRST.headline]


def test_a_second_build_publishes_nothing_and_says_the_same(paper: Paper) -> None:
    first, before = paper.build(), paper.files()
    again = paper.build()
    assert (again.new, again.corrected, again.passed_over) == (0, 0, first.passed_over)
    assert paper.files() == before


def test_the_archive_has_the_pages_as_they_came(paper: Paper) -> None:
    paper.build()
    before = _published(paper)
    shutil.rmtree(paper.news)
    paper.news.mkdir()
    paper.write("2026-01-27.md", "# 另一篇\n\n本报讯 一句话的消息。\n")
    paper.config = replace(paper.config, description="每日见报")  # so that everything is made again
    built = paper.build()
    assert {problem.code for _, problem in built.problems} == {"gone"}
    assert before["a/" + paper.ids()[FIRST.headline][9:].replace("-", "")[:16] + ".html"] != b""
    assert LAST_LINE in paper.feed()[FIRST.headline].content[0].value


def test_a_lost_archive_gives_the_same_entries(paper: Paper) -> None:
    paper.build()
    before = {name: data for name, data in _published(paper).items() if name.endswith(".atom.xml")}
    for path in paper.config.archive.parent.glob("archive.sqlite3*"):
        path.unlink()
    built = paper.build()
    assert (built.problems, built.new) == ((), 0)
    assert {name: data for name, data in _published(paper).items() if name in before} == before


def test_all_pages_and_pictures_are_watched(paper: Paper) -> None:
    seen = snapshot([paper.news], paper.config)
    files = [path for path in paper.news.rglob("*") if path.is_file()]
    assert {str(path) for path in files} <= seen.files.keys()


def test_a_page_that_is_broken_is_one_error_and_the_rest_is_published(paper: Paper) -> None:
    path = _day(paper) / f"content_{FIRST.number}.htm"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    (_day(paper) / "deep.htm").write_bytes(b"<div>" * 50_000 + b"</html>")
    with (_day(paper) / "large.xhtml").open("wb") as large:
        large.truncate(200_000_000)
    built = paper.build()
    assert {(name.rpartition("/")[2], problem.level, problem.code) for name, problem in built.problems} == {
        (path.name, "error", "unreadable"),
        ("deep.htm", "error", "unreadable"),
        ("large.xhtml", "error", "too-large"),
    }
    assert built.new == len(HEADLINES) - 1
    paper.config = replace(paper.config, largest_bulletin=500)
    (told,) = (problem.message for name, problem in paper.build().problems if name.endswith(".xhtml"))
    assert "web page of more than 8 MB" in told


def test_a_page_that_becomes_an_index_keeps_its_entry_and_is_told(paper: Paper) -> None:
    paper.build()
    shutil.copy(_day(paper) / "node_1.htm", _day(paper) / f"content_{FIRST.number}.htm")
    built = paper.build()
    assert [problem.code for _, problem in built.problems] == ["gone"]
    assert FIRST.headline in paper.feed()


def test_every_command_shows_pages_as_it_shows_text(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text(SETTINGS, encoding="utf-8")
    mirror(tmp_path / "news", "founder", "gb18030")
    one = f"news/html/2026-01/26/content_{FIRST.number}.htm"

    def told(*args: str) -> str:
        done = feedpub(*args, today="2026-01-26", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    index = "3 files not read: 3 index pages (news/html/2026-01/26/node_1.htm, news/html/2026-01/26/node_2.htm, "
    assert index in told("diff")
    assert index in told("build")
    listed = next(line for line in told("list").splitlines() if FIRST.headline in line)
    explained = told("inspect", one, "--explain", "1")
    for line in ("(founder-title)", "(enpproperty founder-pagenum)", "(founder-content, line 1)"):
        assert line in explained
    shown = [json.loads(line) for line in told("text", "--json", one).splitlines()]
    assert {"# " + FIRST.headline, f"——{FIRST.deck}", FIRST.kicker} <= {row["text"] for row in shown}
    assert {"enpproperty founder-date", "row above founder-title"} <= {row["origin"] for row in shown}
    told("withdraw", listed.split()[0], "--reason", "另行发布")
    told("build")
    feed = feedparser.parse(str(tmp_path / "feeds" / "all.atom.xml"))
    assert f"【撤稿】{FIRST.headline}" in {entry.title for entry in feed.entries}
    told("check")
