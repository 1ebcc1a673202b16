"""The archive: builds that cost what changed, ids through corrections, and what happens when it can't be used."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from feedparser import FeedParserDict

from feedpub.archive import open_archive
from feedpub.archive.schema import MIGRATIONS, VERSION
from feedpub.commands.entries import restore, withdraw
from feedpub.errors import RefusedError
from feedpub.ingest.parse import Parser, ParseTask
from feedpub.model import Section
from feedpub.model.parsed import ParsedBulletin
from feedpub.writing.formats import FORMATS, Format
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article, assert_valid, words

DAY = FIRST_DAY - timedelta(days=1)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path)
    made.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY))
    made.build()
    return made


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the bulletins that are parsed."""
    found: list[str] = []
    really = Parser.parse

    def parse(self: Parser, task: ParseTask, *, explains: bool = True) -> ParsedBulletin:
        found.append(task.file.name.rpartition("/")[2])
        return really(self, task, explains=explains)

    monkeypatch.setattr(Parser, "parse", parse)
    return found


# ── builds that cost what changed ────────────────────────────────────────────────────────────────────────────────────


def test_what_did_not_change_is_not_parsed_and_nothing_is_written(paper: Paper, parsed: list[str]) -> None:
    before = paper.files()
    built = paper.build()
    assert parsed == []
    assert (built.new, built.corrected, built.unchanged) == (0, 0, 2)
    assert paper.files() == before


def test_what_is_known_by_its_marks_is_not_even_opened(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(paper.config.archive) as archive:  # as if the files were read a minute after they were written
        archive.db.execute("UPDATE bulletin SET looked = looked + 60000000000")
        archive.commit()
    monkeypatch.setattr("feedpub.ingest.scan.read_bytes_of", lambda path: pytest.fail(f"{path} was opened"))
    assert paper.build().unchanged == 2


def test_only_the_bulletin_that_changed_and_the_feeds_with_news_are_touched(paper: Paper, parsed: list[str]) -> None:
    paper.write("2026-01-27.txt", "第05版：文化\n\n" + article("丙", FIRST_DAY))
    before = paper.files()
    built = paper.build()
    assert parsed == ["2026-01-27.txt"]
    after = paper.files()
    changed = {name for name in after if after[name] != before.get(name)}
    suffixes = ("atom.xml", "rss.xml", "json")
    assert changed == {f"{slug}.{suffix}" for slug in ("all", "culture") for suffix in suffixes} | {"feeds.opml"}
    assert (built.new, built.unchanged, built.articles) == (1, 2, 3)


def test_one_character_for_another_is_seen_though_size_and_time_are_the_same(paper: Paper) -> None:
    path = paper.news / "2026-01-26.txt"
    marks = path.stat()
    text = path.read_text(encoding="utf-8")
    paper.write(path.name, text.replace("本报", "本版", 1))
    os.utime(path, ns=(marks.st_atime_ns, marks.st_mtime_ns))
    assert path.stat().st_size == marks.st_size
    assert paper.build().corrected == 1


def test_a_fresh_checkout_rewrites_nothing(paper: Paper, parsed: list[str]) -> None:
    before = paper.files()
    for path in paper.news.iterdir():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    assert paper.build().unchanged == 2
    assert parsed == []
    assert paper.files() == before


def test_paper_archive_and_feeds_can_move_together(paper: Paper, tmp_path: Path, parsed: list[str]) -> None:
    ids = paper.ids()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for name in ("news", ".feedpub", "feeds"):
        shutil.move(tmp_path / name, moved / name)
    other = Paper(moved)
    built = other.build(later=timedelta(hours=9))
    assert (built.new, parsed) == (0, [])
    assert other.ids() == ids


def test_one_file_named_by_itself_keeps_everybody_else_s_entries(feedpub: Feedpub, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "2026-01-26.txt").write_text(article("甲", DAY), encoding="utf-8")
    feedpub("build", "news")
    (news / "2026-01-27.txt").write_text(article("乙", FIRST_DAY), encoding="utf-8")
    done = feedpub("build", "news/2026-01-27.txt")
    assert "1 article from 1 bulletin: 1 new" in done.stdout
    titles = (tmp_path / "feeds" / "all.rss.xml").read_text(encoding="utf-8")
    assert words("甲", 8) in titles
    assert words("乙", 8) in titles


def test_feeds_that_somebody_cleared_away_come_back(paper: Paper) -> None:
    before = {name: data for name, (_, data) in paper.files().items()}
    shutil.rmtree(paper.config.out)
    paper.build()
    assert {name: data for name, (_, data) in paper.files().items()} == before


def test_a_page_that_somebody_cleared_away_comes_back(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY))
    assert paper.build().pages == 2
    page = next((tmp_path / "feeds" / "a").iterdir())
    page.unlink()
    assert paper.build().pages == 1
    assert page.exists()


# ── ids, days and moments ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bulletin_that_is_renamed_and_corrected_at_once_keeps_its_ids(paper: Paper) -> None:
    before = paper.ids()
    text = (paper.news / "2026-01-26.txt").read_text(encoding="utf-8")
    (paper.news / "2026-01-26.txt").unlink()
    title = f"{words('甲', 8)}甲"
    paper.write("2026-01-26 第二稿.txt", text.replace(title, f"{title}又一程"))
    paper.build()
    assert list(paper.ids().values()) == list(before.values())
    assert list(paper.ids()) != list(before)


def test_a_corrected_day_keeps_the_id_and_the_moment(paper: Paper) -> None:
    before = paper.feed()
    text = (paper.news / "2026-01-26.txt").read_text(encoding="utf-8")
    paper.write("2026-01-26.txt", text.replace("1月25日", "1月24日", 1))
    built = paper.build()
    assert (built.new, built.corrected) == (0, 1)
    after = paper.feed()
    assert {title: (entry.id, entry.published) for title, entry in after.items()} == {
        title: (entry.id, entry.published) for title, entry in before.items()
    }


def test_standing_headlines_follow_their_text_when_their_order_changes(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    briefs = [f"# 简讯\n\n本报1月25日讯 {words(name, 80)}。\n\n" for name in "子丑寅"]
    paper.write("2026-01-26.txt", "".join(briefs))
    paper.build()
    texts = {entry.summary: entry.id for entry in _entries(paper)}
    assert len(texts) == 3
    paper.write("2026-01-26.txt", "".join([briefs[2], briefs[0], briefs[1]]))
    paper.build()
    assert {entry.summary: entry.id for entry in _entries(paper)} == texts
    shutil.rmtree(tmp_path / ".feedpub")
    paper.build()
    assert {entry.summary: entry.id for entry in _entries(paper)} == texts


def _entries(paper: Paper) -> list[FeedParserDict]:
    return next(list(document.entries) for _, document in paper.documents())


def test_a_year_that_the_clock_told_is_pinned(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("来稿.txt", article("甲", DAY))
    paper.build()
    before = paper.feed()
    paper.config = replace(paper.config, margin=20)  # so that everything is read anew, a year later
    paper.build(later=timedelta(days=400))
    after = paper.feed()
    assert [(entry.id, entry.published) for entry in after.values()] == [
        (entry.id, entry.published) for entry in before.values()
    ]


def test_an_issue_date_that_was_told_is_pinned(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("来稿.txt", f"# {words('甲', 8)}\n\n{words('文', 80)}。\n")
    paper.build(issue_date=date(2026, 1, 20))
    assert [entry.published[:10] for entry in paper.feed().values()] == ["2026-01-20"]
    paper.write("来稿.txt", f"# {words('甲', 8)}\n\n{words('文', 80)}，更正。\n")
    assert paper.build().corrected == 1
    assert paper.build(issue_date=date(2026, 1, 20)).problems == ()


def test_entries_may_be_dated_by_their_issue_s_morning(tmp_path: Path) -> None:
    paper = Paper(tmp_path, entry_time="issue")
    paper.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY - timedelta(days=1)))
    paper.build()
    assert [entry.published for entry in _entries(paper)] == ["2026-01-26T00:00:00+00:00", "2026-01-25T23:59:59+00:00"]
    assert "1月25日讯" in _entries(paper)[0].content[0].value


def test_late_news_of_an_old_day_is_carried_until_somebody_polled(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, history=False)
    paper.write("2026-01-26.txt", article("甲", DAY))
    paper.build()
    paper.write("2026-01-10.txt", article("乙", date(2026, 1, 9)))
    paper.build()
    assert len(paper.feed()) == 2


def test_a_feed_s_own_moment_follows_its_description_and_never_the_clock(paper: Paper) -> None:
    def updated() -> str:
        return next(str(document.feed.updated) for _, document in paper.documents())

    before = updated()
    paper.build()
    assert updated() == before
    paper.config = replace(paper.config, description="另一份报")
    paper.build()
    assert updated() == paper.now.isoformat()


# ── the same dispatch in two bulletins ───────────────────────────────────────────────────────────────────────────────

WIRE = "# {head}\n\n{line}{text}。\n\n"


@pytest.mark.parametrize(
    ("line", "text", "entries"),
    [
        pytest.param("新华社万象1月25日电 ", words("电", 200), 1, id="the same"),
        pytest.param("新华社万象1月25日电 ", words("电", 190) + words("改", 10), 1, id="a little edited"),
        pytest.param("新华社万象1月25日电 ", words("电", 150) + words("改", 50), 2, id="much edited"),
        pytest.param("新华社金边1月25日电 ", words("电", 200), 2, id="from elsewhere"),
        pytest.param("新华社万象1月24日电 ", words("电", 200), 2, id="of another day"),
        pytest.param("中新社万象1月25日电 ", words("电", 200), 2, id="another agency's"),
        pytest.param("据新华社万象1月25日电 ", words("电", 200), 2, id="after another's"),
    ],
)
def test_a_wire_story_in_two_papers_is_one_entry(tmp_path: Path, line: str, text: str, entries: int) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-26 甲.txt", WIRE.format(head="大桥通车", line="新华社万象1月25日电 ", text=words("电", 200)))
    paper.write("2026-01-26 乙.txt", WIRE.format(head="万象有了第二座桥", line=line, text=text))
    built = paper.build()
    assert len(_entries(paper)) == entries
    assert [problem.code for _, problem in built.problems] == ["same-dispatch"] * (2 - entries)
    assert paper.build().new == 0


def test_it_stays_in_the_section_it_was_first_filed_under_and_outlives_the_first_paper(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-26 乙.txt", "第05版：文化\n\n" + WIRE.format(head="桥", line="", text=words("电", 200)))
    paper.build()
    ids = list(paper.ids("culture").values())
    paper.write("2026-01-26 甲.txt", "第06版：体育\n\n" + WIRE.format(head="大桥", line="", text=words("电", 200)))
    paper.build()
    assert list(paper.ids().values()) == ids == list(paper.ids("culture").values())
    (paper.news / "2026-01-26 乙.txt").unlink()
    paper.build()
    assert list(paper.ids().values()) == ids
    assert list(paper.ids()) == ["大桥"]


def test_figures_tell_results_apart_that_read_alike(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    table = "第{n}期开奖，" + words("奖", 180) + "，中奖号码{n}。"
    paper.write("2026-01-26 甲.txt", "# 双色球\n\n" + table.format(n="11 12 13"))
    paper.write("2026-01-26 乙.txt", "# 大乐透开奖公布\n\n" + table.format(n="21 22 23"))
    paper.build()
    assert len(_entries(paper)) == 2


# ── an archive that can't be used ────────────────────────────────────────────────────────────────────────────────────


def _spoil(archive: Path, how: str) -> None:
    if how == "no database":
        archive.write_bytes(b"a note about the archive\n" * 200)
    elif how == "damaged":
        data = bytearray(archive.read_bytes())
        data[4096:] = os.urandom(len(data) - 4096)
        archive.write_bytes(data)
    else:
        with sqlite3.connect(archive) as db:
            if how == "newer":
                db.execute(f"PRAGMA user_version = {VERSION + 1}")
            else:
                db.execute("PRAGMA application_id = 7")
        db.close()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no database", "is damaged"),
        ("damaged", "is damaged"),
        ("newer", "newer feedpub"),
        ("another program's", "is not a feedpub archive"),
    ],
)
def test_an_archive_that_cannot_be_used_is_said_and_nothing_touched(paper: Paper, how: str, said: str) -> None:
    _spoil(paper.config.archive, how)
    before, archive = paper.files(), paper.config.archive.read_bytes()
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    with pytest.raises(RefusedError, match=said):
        paper.build()
    assert paper.files() == before
    assert paper.config.archive.read_bytes() == archive


def test_a_locked_archive_says_who_holds_it_and_a_build_that_waits_goes_on(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.txt").write_text(article("甲", DAY), encoding="utf-8")
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom feedpub.locking import locked\n"
        "with locked(Path(sys.argv[1]), 0):\n    print('held', flush=True)\n    time.sleep(float(sys.argv[2]))\n"
    )
    (tmp_path / ".feedpub").mkdir()
    lock = tmp_path / ".feedpub" / "archive.sqlite3.lock"
    with subprocess.Popen([sys.executable, "-c", hold, str(lock), "4"], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        done = feedpub("build", "news", "--wait", "0")
        assert done.returncode == 3
        assert f"process {other.pid}" in done.stderr
        assert not (tmp_path / "feeds").exists()
        assert feedpub("build", "news", "--wait", "20").returncode == 0
    assert (tmp_path / "feeds" / "all.atom.xml").exists()


def test_an_archive_that_another_program_writes_to_is_said(paper: Paper) -> None:
    with sqlite3.connect(paper.config.archive, isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(RefusedError, match="another program"):
            paper.build()
        db.execute("ROLLBACK")
    db.close()


_WITHOUT_FORM_10 = ("DROP INDEX entry_page",)
_WITHOUT_FORM_9 = (
    *_WITHOUT_FORM_10,
    *(f"DROP TRIGGER names_{event}" for event in ("come", "change", "go")),
    "DROP TABLE named",
    "DROP TABLE topic",
    "ALTER TABLE entry DROP COLUMN names",
)
_WITHOUT_FORM_8 = (*_WITHOUT_FORM_9, "DROP TABLE correction")
_WITHOUT_FORM_7 = (
    *_WITHOUT_FORM_8,
    "DROP TABLE undeployed",
    "DROP TRIGGER IF EXISTS file_written",
    "DROP TRIGGER IF EXISTS file_rewritten",
    "DROP TRIGGER IF EXISTS file_removed",
)
_WITHOUT_FORM_6 = (*_WITHOUT_FORM_7, "DROP TABLE teaser", "ALTER TABLE picture DROP COLUMN widths")
_WITHOUT_FORM_5 = (*_WITHOUT_FORM_6, "DROP TABLE wire")
_WITHOUT_FORM_4 = (*_WITHOUT_FORM_5, "DROP TABLE file", "ALTER TABLE feed DROP COLUMN leaves")
_WITHOUT_FORM_3 = (
    *_WITHOUT_FORM_4,
    "DROP INDEX entry_issue",
    "DROP INDEX entry_follows",
    "ALTER TABLE entry DROP COLUMN follows",
    "DROP TABLE daily",
    "DROP TABLE picture",
    "DROP TABLE ping",
)


def test_an_archive_of_the_first_form_goes_on(paper: Paper) -> None:
    """Form 1 knew no history, form 2 neither pictures nor further feeds, 3 no files, 4 no wires, 5 no teasers,
    6 no targets, 7 no corrections, 8 no topics, 9 no index of owed pages.
    """
    assert len(MIGRATIONS) == VERSION == 10
    with sqlite3.connect(paper.config.archive) as db:
        for statement in (*_WITHOUT_FORM_3, "DROP TABLE history", "DROP TABLE document", "PRAGMA user_version = 1"):
            db.execute(statement)
        db.execute("DELETE FROM setting WHERE name = 'history'")
    db.close()
    ids = paper.ids()
    paper.config = replace(paper.config, archive_size=1, days=1, limit=1)
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    assert paper.build().new == 1
    assert ids.items() <= {entry.title: entry.id for entry in paper.history().values()}.items()
    assert len(list(paper.documents())) == 3


def test_an_archive_of_the_fifth_form_learns_what_lists_show(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY))
    paper.build()
    before = paper.files()
    with sqlite3.connect(paper.config.archive) as db:
        for statement in (*_WITHOUT_FORM_6, "PRAGMA user_version = 5"):
            db.execute(statement)
    db.close()
    assert paper.build().corrected == 0
    assert paper.files() == before


def test_an_archive_of_the_second_form_goes_on(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY))
    paper.build()
    with sqlite3.connect(paper.config.archive) as db:
        for statement in (*_WITHOUT_FORM_3, "PRAGMA user_version = 2"):
            db.execute(statement)
    db.close()
    ids = paper.ids()
    paper.config = replace(paper.config, daily=True)
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    assert paper.build().new == 1
    assert ids.items() <= paper.ids().items()
    assert len(paper.feed("daily")) == 2


def test_each_form_can_be_made_from_the_one_before() -> None:
    db = sqlite3.connect(":memory:")
    for step in MIGRATIONS:
        db.executescript(step)
    new = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"bulletin", "text", "entry", "repeat", "feed", "history", "document", "picture", "daily", "file"} <= new
    db.close()


def test_without_the_archive_feeds_and_documents_are_memory_enough(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=2, archive_size=3)
    for back in range(6):
        day = FIRST_DAY - timedelta(days=back)
        paper.write(f"{day}.txt", article(f"甲{back}", day) + article(f"乙{back}", day))
    paper.build()
    before = {key: (entry.title, entry.published, entry.updated) for key, entry in paper.history().items()}
    assert len(before) == 12
    files = paper.files()
    shutil.rmtree(tmp_path / ".feedpub")
    built = paper.build()
    assert (built.new, built.corrected) == (0, 0)
    assert paper.files() == files
    day = FIRST_DAY - timedelta(days=5)  # an old one, of a document
    title = f"{words('甲5', 8)}甲5"
    paper.write(f"{day}.txt", (article("甲5", day) + article("乙5", day)).replace(title, "又一程" + title))
    shutil.rmtree(tmp_path / ".feedpub")
    paper.build()
    assert paper.history().keys() == before.keys()
    assert_valid(paper.config.out, paper.config.base_url)


def test_a_feed_that_failed_its_check_is_owed_and_tried_again(paper: Paper) -> None:
    def wrong(row: Format) -> Format:
        return row._replace(check=lambda data, url: row.check(b"<feed/>" if "all.atom" in (url or "") else data, url))

    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    assert paper.build(formats=tuple(map(wrong, FORMATS))).failed
    assert len(paper.feed()) == 2
    assert not paper.build().failed
    assert len(paper.feed()) == 3


# ── what an attack on it found ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lost", [False, True])
def test_an_entry_outlives_the_section_it_stands_in(tmp_path: Path, lost: bool) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-26.txt", "第05版：老年\n\n" + article("甲", DAY))
    paper.write("2026-01-27.txt", article("乙", FIRST_DAY))
    paper.build()
    assert len(paper.feed("laonian")) == 1
    (paper.news / "2026-01-26.txt").unlink()
    paper.config = replace(paper.config, sections=(Section(slug="senior", title="老年", order=3),))
    if lost:
        shutil.rmtree(tmp_path / ".feedpub")
    assert not paper.build().failed
    assert len(paper.feed("laonian")) == 1
    assert len(paper.feed()) == 2


def test_a_held_back_article_that_goes_leaves_nothing_behind(tmp_path: Path) -> None:
    paper = Paper(tmp_path, strict=True)
    paper.write("2026-01-26.txt", article("甲", DAY))
    paper.write("来稿.txt", article("乙", DAY) + article("丙", DAY))
    assert paper.build().held == 2
    paper.write("来稿.txt", article("乙", DAY))
    assert paper.build().held == 1
    (paper.news / "来稿.txt").unlink()
    built = paper.build()
    assert (built.held, built.problems) == (0, ())
    assert paper.build(prune=True).articles == 1


def test_a_withdrawal_follows_its_article_s_corrections(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-26.txt", article("甲", DAY) + article("乙", DAY))
    paper.build()
    title, identity = next(iter(paper.ids().items()))
    withdraw([identity], "有误", paper.config, now=paper.now)
    paper.build()
    text = (paper.news / "2026-01-26.txt").read_text(encoding="utf-8")
    paper.write("2026-01-26.txt", text.replace(title, f"{title[:4]}又改了"))
    paper.build()
    shutil.rmtree(tmp_path / ".feedpub")
    paper.build(later=timedelta(days=40))
    assert len(paper.feed()) == 1
    assert identity not in paper.ids().values()


def test_a_withdrawal_reaches_every_folder_that_is_built_into(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=1)
    for back in range(3):
        day = FIRST_DAY - timedelta(days=back)
        paper.write(f"{day}.txt", article(f"甲{back}", day))
    folders = [tmp_path / "feeds", tmp_path / "public"]
    for folder in folders:
        paper.config = replace(paper.config, out=folder)
        paper.build()
    withdraw([min(paper.history().values(), key=lambda entry: entry.published).id], "有误", paper.config, now=paper.now)
    for folder in folders:
        paper.config = replace(paper.config, out=folder)
        paper.build()
        published = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.xml"))
        assert words("甲2文", 160) not in published
        assert "有误" in published


def test_history_that_was_off_for_a_while_has_no_gap(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=1)
    for back in range(9, 0, -1):
        day = FIRST_DAY - timedelta(days=back)
        paper.write(f"{day}.txt", article(f"甲{back}", day))
        paper.config = replace(paper.config, history=not 3 < back < 7)
        paper.build()
    assert len(paper.history()) == 9


def test_what_strict_holds_back_stays_in_the_documents_it_stands_in(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=1)
    for back in range(3):
        day = FIRST_DAY - timedelta(days=back)
        paper.write(f"来稿{back}.txt", article(f"甲{back}", day))
    paper.build()
    paper.config = replace(paper.config, strict=True, base_url="https://other.example.org/")
    paper.build()
    paper.config = replace(paper.config, strict=False)
    paper.build()
    assert len(paper.history()) == 3


def test_what_is_gone_is_not_withdrawn_before_every_bulletin_was_read(tmp_path: Path) -> None:
    paper = Paper(tmp_path, removed="withdraw")
    many = "".join(article(f"甲{number}", DAY) for number in range(20))
    paper.write("2026-01-26.txt", many + article("乙", DAY))
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    paper.build()
    paper.write("2026-01-26.txt", many)
    (paper.news / "2026-01-27.txt").write_bytes(b"\x81\x00\xff\xfe" * 50)
    paper.build()
    assert not [title for title in paper.feed() if "撤稿" in title]
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY) + article("乙", DAY))
    paper.build()
    assert not [title for title in paper.feed() if "撤稿" in title]
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY))
    built = paper.build()
    assert [title for title in paper.feed() if "撤稿" in title] == [f"【撤稿】{words('乙', 8)}乙"]
    assert built.problems == ()
    paper.write("2026-01-27.txt", article("丙", FIRST_DAY) + article("乙", DAY))  # and it is back
    paper.build()
    assert not [title for title in paper.feed() if "撤稿" in title]


def test_one_article_carried_over_does_not_make_yesterday_s_others_gone(tmp_path: Path) -> None:
    paper = Paper(tmp_path, removed="withdraw")
    paper.write("今日.txt", "2026年1月26日 星期一\n\n" + "".join(article(name, DAY) for name in "甲乙丙"))
    paper.build()
    paper.write("今日.txt", "2026年1月27日 星期二\n\n" + article("甲", DAY) + article("丁", FIRST_DAY))
    built = paper.build()
    assert (built.new, built.problems) == (1, ())
    assert paper.build(prune=True).changes == ()
    assert len(paper.feed()) == 4


def test_the_page_of_an_article_withdrawn_when_pages_are_off_is_emptied(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.txt", article("甲", DAY))
    paper.build()
    (page,) = (tmp_path / "feeds" / "a").iterdir()
    paper.config = replace(paper.config, pages=False)
    withdraw(list(paper.ids().values()), "有误", paper.config, now=paper.now)
    paper.build()
    assert words("甲文", 160) not in page.read_text(encoding="utf-8")
    restore([page.stem], paper.config)
    paper.build()
    assert words("甲文", 160) in page.read_text(encoding="utf-8")


def test_a_headline_corrected_where_entries_are_dated_by_their_issue_outlives_the_archive(tmp_path: Path) -> None:
    paper = Paper(tmp_path, entry_time="issue")
    paper.write("2026-01-26.txt", article("甲", DAY))
    paper.build()
    text = (paper.news / "2026-01-26.txt").read_text(encoding="utf-8")
    paper.write("2026-01-26.txt", text.replace("# ", "# 又一程"))
    paper.build()
    ids = paper.ids()
    shutil.rmtree(tmp_path / ".feedpub")
    paper.build()
    assert paper.ids() == ids


def test_briefs_that_change_files_keep_their_ids(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    briefs = [f"# 简讯\n\n本报1月25日讯 今天下午,{words(name, 30)}。\n\n" for name in "子丑寅卯辰巳"]
    paper.write("2026-01-26 甲.txt", "".join(briefs[:3]))
    paper.write("2026-01-26 乙.txt", "".join(briefs[3:]))
    paper.build()
    before = {entry.summary: entry.id for entry in _entries(paper)}
    paper.write("2026-01-26 甲.txt", "".join(briefs[3:]))
    paper.write("2026-01-26 乙.txt", "".join(briefs[:3]))
    assert paper.build().corrected == 0
    assert {entry.summary: entry.id for entry in _entries(paper)} == before


def test_a_bulletin_first_named_by_itself_is_read_again_in_its_folder(feedpub: Feedpub, tmp_path: Path) -> None:
    folder = tmp_path / "news" / "2026-01-20" / "国际"
    folder.mkdir(parents=True)
    (folder / "要闻.txt").write_text(f"# {words('甲', 8)}\n\n{words('文', 80)}。\n", encoding="utf-8")
    assert "date-inferred" in feedpub("build", "news/2026-01-20/国际/要闻.txt").stderr
    assert "date-inferred" not in feedpub("build", "news").stderr
