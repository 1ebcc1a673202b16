"""Bad input ends in a clear message or a right feed, never in a traceback, and never takes other bulletins down."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from feedpub.building import build
from feedpub.checking import check_feed
from feedpub.model import BulletinFile, Config
from feedpub.model.build import BuildOptions, BuildResult
from feedpub.progress import Progress
from tests.conftest import Feedpub
from tests.scenarios.test_output import as_nobody, public_folder, standing

BAD = "2026-01-26.txt"
OTHER = "江城书市开幕"
OPENING = "新华社江城1月25日电 "
FEEDS = ("all.atom.xml", "all.rss.xml")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40


def lay_out(folder: Path, bad: bytes | None) -> None:
    """A folder with a bad bulletin and a good one."""
    (folder / "news").mkdir()
    (folder / "news" / "2026-01-27.txt").write_text(f"# {OTHER}\n\n新华社江城1月26日电 书市照常。\n", encoding="utf-8")
    if bad is not None:
        (folder / "news" / BAD).write_bytes(bad)


def published(folder: Path) -> list[feedparser.FeedParserDict]:
    """The entries of `all`, the same in both formats."""
    feeds = [feedparser.parse((folder / "feeds" / name).read_bytes()) for name in FEEDS]
    assert not any(feed.bozo for feed in feeds)
    assert [[entry.id for entry in feed.entries] for feed in feeds] == [[entry.id for entry in feeds[0].entries]] * 2
    entries: list[feedparser.FeedParserDict] = feeds[0].entries
    return entries


def titles(folder: Path) -> set[str]:
    return {entry.title for entry in published(folder)}


def text_of(markup: str) -> str:
    """What a reader shows of an entry's HTML."""
    return str(html.fromstring(f"<div>{markup}</div>").xpath("string()"))


# ── nothing in it can be published ───────────────────────────────────────────────────────────────────────────────────

HAN = "# 江城晨雾\n\n江城今晨有雾。\n"
HOPELESS = [
    pytest.param(b"", 0, "", "warning: .*empty", id="empty"),
    pytest.param(" \r\n\t\n\u3000\u3000\n\u200b\n".encode(), 0, "", "warning: .*empty", id="white space"),
    pytest.param(b"\xef\xbb\xbf", 0, "", "warning: .*empty", id="byte order mark alone"),
    pytest.param(PNG, 1, ":1", "error: .*encoding", id="png"),
    pytest.param(b"PK\x03\x04" + bytes(4096), 1, "(:1)?", "error: ", id="binary that is valid UTF-8"),
    pytest.param(HAN.encode() + b"\xe6\xb1\n", 1, ":4", "error: .*UTF-8 but for byte 0xe6", id="cut UTF-8"),
    pytest.param(b"\xff" + HAN.encode(), 1, ":1", "error: .*UTF-8 but for byte 0xff", id="stray byte"),
    pytest.param(HAN.encode() + b"\xed\xa0\x80\n", 1, ":4", "error: .*0xed", id="surrogate in UTF-8"),
    pytest.param(
        b"\xff\xfe" + HAN.encode("utf-16-le") + b"\x00\xd8\n\0", 1, "", "error: .*UTF-16", id="surrogate in UTF-16"
    ),
    pytest.param(HAN.encode("utf-16") + b"\n", 1, "", "error: .*UTF-16", id="half a character of UTF-16"),
    pytest.param(HAN.encode("utf-16-le"), 1, "(:1)?", "error: ", id="UTF-16 without a mark"),
    pytest.param(bytes(range(128, 256)) * 20, 1, ":1", "error: .*encoding", id="no known encoding"),
    pytest.param("\n\n江城今晨有雾。\n".encode(), 1, ":3", "error: .*no article.*# ", id="no headline"),
    pytest.param("#\n\n##\n\n江城。\n".encode(), 1, ":1", "error: .*no article", id="headlines without words"),
]


@pytest.mark.parametrize(("bad", "status", "line", "message"), HOPELESS)
def test_what_cannot_be_read_is_said_and_the_other_bulletin_published(
    feedpub: Feedpub, tmp_path: Path, bad: bytes, status: int, line: str, message: str
) -> None:
    lay_out(tmp_path, bad)
    done = feedpub("build", "news")
    assert done.returncode == status
    assert re.search(rf"^news/{re.escape(BAD)}{line}: {message}", done.stderr, re.M)
    assert "Traceback" not in done.stderr
    assert titles(tmp_path) == {OTHER}


@pytest.mark.parametrize(("bad", "status", "line", "message"), HOPELESS[3:8:4])
def test_inspect_says_so_too(
    feedpub: Feedpub, tmp_path: Path, bad: bytes, status: int, line: str, message: str
) -> None:
    lay_out(tmp_path, bad)
    for options in ((), ("--json",)):
        done = feedpub("inspect", "news", *options)
        assert done.returncode == status
        assert re.search(rf"news/{re.escape(BAD)}{line}: {message}", done.stderr)
        assert OTHER in done.stdout


@pytest.mark.parametrize("bad", [PNG, b"\xff" + HAN.encode(), "江城。\n".encode(), b""], ids=repr)
def test_where_nothing_at_all_can_be_read_what_is_published_stays(feedpub: Feedpub, tmp_path: Path, bad: bytes) -> None:
    lay_out(tmp_path, None)
    (tmp_path / "feedpub.toml").write_text('base_url = "https://news.example.org/"\n', encoding="utf-8")
    feedpub("build", "news")
    before = standing(tmp_path / "feeds")
    (tmp_path / "news" / "2026-01-27.txt").write_bytes(bad)
    done = feedpub("build", "news")
    assert done.returncode == (1 if bad else 0)
    assert standing(tmp_path / "feeds") == before


@pytest.mark.parametrize("holds", [[], ["notes.pdf"], ["deep/er"], [".hidden.txt"]], ids=repr)
def test_a_folder_without_bulletins_is_wrong_use(feedpub: Feedpub, tmp_path: Path, holds: list[str]) -> None:
    (tmp_path / "news").mkdir()
    for name in holds:
        path = tmp_path / "news" / name
        path.write_text("# 甲\n\n乙。\n", encoding="utf-8") if path.suffix else path.mkdir(parents=True)
    done = feedpub("build", "news")
    assert done.returncode == 2
    assert re.search(r"^feedpub: news holds no bulletins: .*\*\.txt.*\*\.md", done.stderr, re.M)
    assert done.stdout == ""
    assert not (tmp_path / "feeds").exists()


def test_a_folder_without_bulletins_is_wrong_use_beside_any_other(feedpub: Feedpub) -> None:
    with public_folder() as folder:
        (folder / "news").mkdir()
        (folder / "news" / "closed").mkdir(mode=0o000)
        (folder / "empty").mkdir()
        assert as_nobody("inspect", "news", "empty", cwd=folder).returncode == 2


# ── files that can't be opened ───────────────────────────────────────────────────────────────────────────────────────


def test_a_link_that_leads_nowhere_is_said_and_the_other_bulletin_published(feedpub: Feedpub, tmp_path: Path) -> None:
    lay_out(tmp_path, None)
    (tmp_path / "news" / BAD).symlink_to(tmp_path / "gone.txt")
    done = feedpub("build", "news")
    assert done.returncode == 1
    assert re.search(rf"^news/{BAD}: error: vanished", done.stderr, re.M)
    assert titles(tmp_path) == {OTHER}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_bulletin_to_wait_for(tmp_path: Path) -> None:
    lay_out(tmp_path, None)
    os.mkfifo(tmp_path / "news" / BAD)
    done = subprocess.run(
        [sys.executable, "-m", "feedpub", "build", "news"], cwd=tmp_path, capture_output=True, timeout=8, check=False
    )
    assert (done.returncode, f"news/{BAD}: error:" in done.stderr.decode()) == (1, True)
    assert titles(tmp_path) == {OTHER}


def _build(folder: Path, vanishing: str | None = None, limit: int = 1000) -> BuildResult:
    """Builds in-process; a file may vanish right after all were read."""

    def read(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        yield from files
        if vanishing:
            (folder / "news" / vanishing).unlink()

    config = Config(out=folder / "feeds", limit=limit)
    now, options = datetime(2026, 3, 1, tzinfo=UTC), BuildOptions(keep=False)
    return build([folder / "news"], config, now, options, progress=Progress(read))


def test_a_file_that_vanishes_while_it_is_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, HAN.encode())
    really = os.stat

    def stat(path: Path, **options: bool) -> os.stat_result:
        found = really(path, **options)
        if not options and isinstance(path, str) and path.endswith(BAD):
            os.unlink(path)  # noqa: PTH108
        return found

    monkeypatch.setattr("os.stat", stat)
    built = _build(tmp_path)
    [(path, problem)] = built.problems
    assert (Path(path).name, problem.level, "vanished" in problem.message) == (BAD, "error", True)
    assert titles(tmp_path) == {OTHER}


def test_a_file_that_vanishes_once_it_was_read_is_published_whole(tmp_path: Path) -> None:
    lay_out(tmp_path, HAN.encode())
    for number in range(400):  # more than are remembered until feeds are written
        (tmp_path / "news" / f"2026-01-28-{number:03}.txt").write_text(f"# 江城{number}\n\n雨。\n", encoding="utf-8")
    assert _build(tmp_path, BAD, limit=2).problems == ()
    assert len(titles(tmp_path)) == 402


@pytest.mark.parametrize("named", ["the folder", "the files"])
def test_a_file_that_may_not_be_read_is_said_and_the_other_bulletin_published(named: str) -> None:
    with public_folder() as folder:
        lay_out(folder, HAN.encode())
        (folder / "news" / BAD).chmod(0o000)
        folder.chmod(0o777)
        (folder / "feeds").mkdir(mode=0o777)
        (folder / "feeds").chmod(0o777)
        done = as_nobody(
            "build", *(["news"] if named == "the folder" else [f"news/{BAD}", "news/2026-01-27.txt"]), cwd=folder
        )
        assert re.search(rf"^news/{BAD}: error: .*Permission denied", done.stderr, re.M)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert titles(folder) == {OTHER}


def test_a_folder_that_may_not_be_entered_is_said_and_the_other_bulletin_published() -> None:
    with public_folder() as folder:
        lay_out(folder, None)
        (folder / "news" / "closed").mkdir(mode=0o000)
        folder.chmod(0o777)
        (folder / "feeds").mkdir()
        (folder / "feeds").chmod(0o777)
        done = as_nobody("build", "news", cwd=folder)
        assert re.search(r"^news/closed: error: .*Permission denied", done.stderr, re.M)
        assert done.returncode == 1
        assert titles(folder) == {OTHER}


@pytest.mark.parametrize("arguments", [["closed/news"], ["--config", "closed/feedpub.toml", "news"]], ids=repr)
def test_a_path_that_may_not_be_looked_at_is_wrong_use_and_no_traceback(arguments: list[str]) -> None:
    with public_folder() as folder:
        lay_out(folder, None)
        (folder / "closed").mkdir(mode=0o000)
        done = as_nobody("inspect", *arguments, cwd=folder)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert "closed" in done.stderr


def test_a_file_whose_name_is_no_utf8_is_read(feedpub: Feedpub, tmp_path: Path) -> None:
    lay_out(tmp_path, None)
    try:
        (tmp_path / "news" / os.fsdecode(b"2026-01-26\xff.txt")).write_bytes(HAN.encode())
    except OSError:
        pytest.skip("names here are UTF-8")
    for command in (("build", "--json"), ("inspect",), ("inspect", "--json")):
        done = feedpub(*command, "news", env={"PYTHONIOENCODING": "utf-8:strict"})
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert titles(tmp_path) == {OTHER, "江城晨雾"}


# ── large ────────────────────────────────────────────────────────────────────────────────────────────────────────────

SIZE = 50_000_000


@pytest.mark.timing
@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("江城春水" * (SIZE // 12), "no article", id="text"),
        pytest.param("# " + "江城春水" * (SIZE // 12), "too long|[0-9]{3,} characters", id="headline"),
        pytest.param("# 江城" + " " * SIZE + "春水", "too long|[0-9]{3,} characters", id="headline of blanks"),
        pytest.param("# 江城" + "#" * SIZE + "春水", "too long|[0-9]{3,} characters", id="headline of number signs"),
    ],
)
def test_fifty_megabytes_in_one_line_are_soon_read_and_said(tmp_path: Path, line: str, message: str) -> None:
    lay_out(tmp_path, line.encode())
    (tmp_path / "feedpub.toml").write_text("largest_bulletin = 80\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "feedpub", "build", "news"], cwd=tmp_path, capture_output=True, timeout=30, check=False
    )
    told = done.stderr.decode()
    assert done.returncode == 1
    assert re.search(rf"^news/{BAD}:1: error: ", told, re.M)
    assert re.search(message, told)
    assert len(told) < 1000
    assert titles(tmp_path) == {OTHER}


# ── published all the same ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_headline_without_a_body_is_published_without_content(feedpub: Feedpub, tmp_path: Path) -> None:
    lay_out(tmp_path, "\n# 江城晨雾\n\n## 春水\n\n水涨。\n".encode())
    done = feedpub("build", "news")
    assert done.returncode == 0
    assert re.search(rf"^news/{BAD}:2: warning: .*江城晨雾.*no text", done.stderr, re.M)
    entries = {entry.title: entry for entry in published(tmp_path)}
    assert set(entries) == {"江城晨雾", "春水", OTHER}
    assert text_of(entries["江城晨雾"].content[0].value).strip() == ""
    assert not any(check_feed((tmp_path / "feeds" / name).read_bytes()) for name in FEEDS)


@pytest.mark.parametrize("bulletins", [1, 10])
def test_ten_articles_with_one_headline_are_ten_entries(feedpub: Feedpub, tmp_path: Path, bulletins: int) -> None:
    subjects = ["渡口", "茶馆", "桥梁", "果园", "书店", "稻田", "灯火", "车站", "竹林", "码头"]
    articles = [f"# 简讯\n\n{OPENING}{subject}今天有了新的消息,{subject * 9}。\n\n" for subject in subjects]
    (tmp_path / "news").mkdir()
    for number in range(bulletins):
        text = "".join(articles[number * 10 // bulletins : (number + 1) * 10 // bulletins])
        (tmp_path / "news" / f"2026-01-26-{number}.txt").write_text(text, encoding="utf-8")
    assert feedpub("build", "news").returncode == 0
    entries = published(tmp_path)
    assert {entry.title for entry in entries} == {"简讯"}
    assert len({entry.id for entry in entries}) == len({entry.updated for entry in entries}) == 10
    assert [next(s for s in subjects if s in entry.content[0].value) for entry in entries] == subjects
    assert len(list((tmp_path / "feeds" / "a").iterdir())) == 10


DIRTY = [
    pytest.param("江\0城有雾。", 1, id="NUL"),
    pytest.param("江\0\0城\0。", 3, id="NULs in a short text"),
    pytest.param("江城有雾。" + "\0" * 500, 500, id="NULs to fill a block"),
    pytest.param("\x01江\x08城\x0b有\x0c雾\x1b[31m。\x1f\ufffe\uffff", 8, id="control characters"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize(("words", "count"), DIRTY)
def test_characters_xml_forbids_are_removed_and_counted(
    feedpub: Feedpub, tmp_path: Path, words: str, count: int, encoding: str
) -> None:
    lay_out(tmp_path, f"# 晨\n\n{OPENING}{words}\n".encode(encoding))
    done = feedpub("build", "news")
    assert re.search(rf"^news/{BAD}:3: warning: {count} control", done.stderr, re.M)
    assert done.returncode == 0
    [entry] = [entry for entry in published(tmp_path) if entry.title == "晨"]
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)
    assert text_of(entry.content[0].value) == OPENING + clean


@pytest.mark.parametrize(
    "front",
    ['title: "江\\0城"', 'publication: "江\\x01城"', 'section: "江\\x1b城"', 'title: "江\\uffff城"'],
)
def test_characters_xml_forbids_are_removed_where_front_matter_spells_them(
    feedpub: Feedpub, tmp_path: Path, front: str
) -> None:
    headline = "" if front.startswith("title") else "# 江城\n\n"
    lay_out(tmp_path, f"---\n{front}\n---\n{headline}有雾。\n".encode())
    done = feedpub("build", "news")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert f"news/{BAD}:" in done.stderr
    assert OTHER in titles(tmp_path)


# ── to the letter ────────────────────────────────────────────────────────────────────────────────────────────────────

LETTERS = [
    "]]>",
    "<script>alert(1)</script>",
    "<b>粗</b>",
    "<!-- 注 -->",
    "&amp;",
    "&lt;",
    "&#20013;",
    "&nbsp",
    "甲 < 乙 && 丙 > 丁",
    "\"引号\" '引号' “引号” ‘引号’",
    "\u200f\u202eمرحبا\u202c",
    "\u2067שלום\u2069",
    "😀👨\u200d👩\u200d👧🇨🇳👍🏽",
    "𠮷野家㐂𪚥",
    "\\u4e2d\\n%s",
    "<?xml version='1.0'?>",
    "甲\u00a0乙\u2003丙",
]


# What is a mark, and no letter, is read for what it is: in a headline also tags and entities.
READ_IN_HEADLINE = {"<b>粗</b>": "粗", "&amp;": "&", "&lt;": "<"}
READ_ANYWHERE = {"<!-- 注 -->": "", "&#20013;": "中"}


@pytest.fixture(scope="module")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bulletin for each of them, which is in a headline and in text, published."""
    folder = tmp_path_factory.mktemp("lettered")
    lay_out(folder, None)
    for n, s in enumerate(LETTERS):
        (folder / "news" / f"2026-01-26-{n}.txt").write_text(
            f"# 题{n}{s}尾\n\n{OPENING}文{n}{s}尾。\n", encoding="utf-8"
        )
    done = subprocess.run(
        [sys.executable, "-m", "feedpub", "build", "news"], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    return folder


@pytest.mark.parametrize("number", range(len(LETTERS)), ids=lambda number: ascii(LETTERS[number]))
def test_every_letter_reaches_the_reader_as_it_went_in(lettered: Path, number: int) -> None:
    letters = READ_ANYWHERE.get(LETTERS[number], LETTERS[number])
    title = f"题{number}{READ_IN_HEADLINE.get(letters, letters)}尾"
    body = f"{OPENING}文{number}{letters}尾。"
    [entry] = [entry for entry in published(lettered) if entry.title.startswith(f"题{number}") and entry.title == title]
    assert text_of(entry.content[0].value) == body
    [item] = [
        item
        for item in etree.parse(str(lettered / "feeds" / "all.rss.xml")).iter("item")
        if item.findtext("guid") == entry.id
    ]
    assert item.findtext("title") == title
    assert text_of(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded", "")) == body
    assert text_of(item.findtext("description", "")) == body.removeprefix(OPENING)
    page = html.parse(str(lettered / "feeds" / "a" / entry.link.rpartition("/")[2]))
    assert page.find(".//h1").text_content() == title
    assert body in [paragraph.text_content() for paragraph in page.iter("p")]
    assert [script.get("type") for script in page.iter("script")] == ["application/ld+json"]


@pytest.mark.parametrize("name", ["李𠮷", "王㐂𪚥"])
def test_a_rare_character_in_a_name_reaches_the_reader(feedpub: Feedpub, tmp_path: Path, name: str) -> None:
    lay_out(tmp_path, f"# 江城晨雾\n\n□新华社记者 {name}\n\n{OPENING}有雾。\n".encode())
    assert feedpub("build", "news").returncode == 0
    feeds = [feedparser.parse((tmp_path / "feeds" / feed).read_bytes()) for feed in FEEDS]
    authors = [{entry.title: entry.author for entry in feed.entries}["江城晨雾"] for feed in feeds]
    assert authors == [name, name]


def test_a_name_with_markup_in_it_reaches_the_reader_as_text(feedpub: Feedpub, tmp_path: Path) -> None:
    lay_out(tmp_path, "---\npublication: 江城<b>&amp;]]>报\n---\n# 江城晨雾\n\n有雾。\n".encode())
    assert feedpub("build", "news").returncode == 0
    root = etree.parse(str(tmp_path / "feeds" / "all.atom.xml"))
    names = [name.text for name in root.iter("{http://www.w3.org/2005/Atom}name")]
    assert "江城<b>&amp;]]>报" in names
