"""Withdrawing: for thirty days an entry stands under its own id with nothing but the reason, then it is dropped."""

import html
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import feedparser
import pytest

from tests.conftest import Feedpub
from tests.papers import article

NEWS = """# 万象新桥通车
——两岸的人走过来看

新华社万象1月25日电(记者李伟)全长三千米的新桥25日零时起通车。

图为新桥。(李伟 摄)

# 江边的灯

本报1月25日讯 江边的灯换成了新的,夜里更亮。
"""
CONFIG = 'bulletins = ["news"]\nbase_url = "https://news.example.org/"\n'  # it is public: readers get notices
BRIDGE, LAMPS = "万象新桥通车", "江边的灯"
GONE = f"【撤稿】{BRIDGE}"


@dataclass
class Paper:
    """A paper with one bulletin."""

    run: Feedpub
    folder: Path

    def build(self, today: str = "2026-01-26") -> dict[str, feedparser.FeedParserDict]:
        """Builds; title → entry of the feed of everything."""
        done = self.run("build", today=today, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return {entry.title: entry for entry in feedparser.parse(str(self.folder / "feeds" / "all.atom.xml")).entries}

    def does(self, *args: str, today: str = "2026-01-27") -> "subprocess.CompletedProcess[str]":
        """Runs a command that must succeed."""
        done = self.run(*args, today=today, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done


@pytest.fixture
def paper(feedpub: Feedpub, tmp_path: Path) -> Paper:
    (tmp_path / "feedpub.toml").write_text(f'{CONFIG}publication = "滨江日报"\n', encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(NEWS, encoding="utf-8")
    return Paper(feedpub, tmp_path)


def _page(paper: Paper, entry: feedparser.FeedParserDict) -> str:
    name = str(entry.link).rpartition("/")[2]
    return (paper.folder / "feeds" / "a" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("short", [False, True], ids=["its id", "its page's name"])
def test_a_withdrawn_entry_stands_with_the_reason_alone(paper: Paper, short: bool) -> None:
    before = paper.build()[BRIDGE]
    given = before.link.rsplit("/", 1)[1].removesuffix(".html") if short else before.id
    told = paper.does("withdraw", given, "--reason", '消息"来源"有误')
    assert BRIDGE in told.stdout
    assert "withdrawn.toml" in told.stdout
    after = paper.build("2026-01-27")
    entry = after[GONE]
    assert (entry.id, entry.published, entry.link) == (before.id, before.published, before.link)
    assert entry.updated == "2026-01-27T00:00:00+00:00"
    assert entry.content[0].value == '<p>消息"来源"有误</p>'
    assert entry.author == "滨江日报"
    assert after[LAMPS].updated == after[LAMPS].published
    page = _page(paper, entry)
    assert "有误" in page
    for word in ("三千米", "李伟", "两岸的人"):
        assert word not in page
        assert word not in (paper.folder / "feeds" / "all.rss.xml").read_text(encoding="utf-8")


def test_it_is_dropped_after_thirty_days_and_no_loss(paper: Paper) -> None:
    paper.does("withdraw", paper.build()[BRIDGE].id)
    assert GONE in paper.build("2026-02-26")
    assert set(paper.build("2026-02-27")) == {LAMPS}


def test_it_stands_its_time_out_when_its_bulletin_is_gone(paper: Paper) -> None:
    before = paper.build()[BRIDGE]
    paper.does("withdraw", before.id, "--reason", "有误")
    text = NEWS[NEWS.index("# 江边") :]
    (paper.folder / "news" / "2026-01-26.md").write_text(text, encoding="utf-8")
    after = paper.build("2026-01-27")
    assert set(after) == {GONE, LAMPS}
    assert after[GONE].content[0].value == "<p>有误</p>"
    again = paper.build("2026-01-28")
    assert again[GONE].updated == after[GONE].updated
    assert set(paper.build("2026-03-01")) == {LAMPS}


def test_restoring_undoes_it(paper: Paper) -> None:
    before = paper.build()[BRIDGE]
    paper.does("withdraw", before.id)
    paper.build("2026-01-27")
    paper.does("restore", before.id)
    after = paper.build("2026-01-28")[BRIDGE]
    assert after.content == before.content
    assert after.published == before.published
    assert after.updated == "2026-01-28T00:00:00+00:00"


def test_a_withdrawal_counts_as_one_and_as_no_correction(paper: Paper) -> None:
    paper.does("withdraw", paper.build()[BRIDGE].id)
    assert "0 new, 0 corrected, 1 withdrawn, 0 pruned; 9 of" in paper.does("diff").stdout
    assert "0 new, 0 corrected, 1 withdrawn, 1 unchanged; 9 of" in paper.does("build").stdout
    assert "withdrawn" not in paper.does("build", today="2026-01-28").stdout


def test_the_second_build_writes_nothing(paper: Paper) -> None:
    paper.does("withdraw", paper.build()[BRIDGE].id)
    paper.build("2026-01-29")
    standing = {path: path.read_bytes() for path in (paper.folder / "feeds").rglob("*") if path.is_file()}
    paper.build("2026-01-31")
    assert {path: path.read_bytes() for path in (paper.folder / "feeds").rglob("*") if path.is_file()} == standing


@pytest.mark.parametrize("command", ["withdraw", "restore"])
def test_an_id_nobody_has_is_said_and_nothing_noted(paper: Paper, command: str) -> None:
    paper.build()
    done = paper.run(command, "0123456789abcdef", cwd=paper.folder)
    assert done.returncode == 2
    assert "0123456789abcdef" in done.stderr
    assert not (paper.folder / "withdrawn.toml").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("withdrawn = 3\n", "withdrawn"),
        ("[[withdrawn]\n", "is not valid TOML"),
        ('[[withdrawn]]\nid = "x"\nday = 2026-01-27\n', "urn:uuid:"),
    ],
)
def test_a_file_that_cannot_be_meant_touches_nothing(paper: Paper, text: str, words: str) -> None:
    paper.build()
    (paper.folder / "withdrawn.toml").write_text(text, encoding="utf-8")
    done = paper.run("build", cwd=paper.folder)
    assert done.returncode == 2
    assert "withdrawn.toml" in done.stderr
    assert words in done.stderr


def test_list_finds_by_words_section_and_day(paper: Paper) -> None:
    paper.build()
    assert BRIDGE in paper.does("list", "万象").stdout
    assert LAMPS not in paper.does("list", "万象").stdout
    assert "1 entry" in paper.does("list", "--section", "world").stdout
    assert "0 entries" in paper.does("list", "--since", "2026-01-26").stdout
    rows = [json.loads(line) for line in paper.does("list", "--json").stdout.splitlines()]
    assert {(row["title"], row["day"], row["withdrawn"]) for row in rows} == {
        (BRIDGE, "2026-01-25", False),
        (LAMPS, "2026-01-25", False),
    }
    paper.does("withdraw", rows[0]["id"])
    again = [json.loads(line) for line in paper.does("list", "--json").stdout.splitlines()]
    assert [row["withdrawn"] for row in again if row["id"] == rows[0]["id"]] == [True]


def test_list_without_bulletins_shows_what_stands(paper: Paper) -> None:
    paper.build()
    (paper.folder / "feedpub.toml").write_text("", encoding="utf-8")
    assert {line.split()[-1] for line in paper.does("list").stdout.splitlines()[:-1]} == {BRIDGE, LAMPS}


def test_a_corrected_headline_that_is_withdrawn_stays_withdrawn(paper: Paper) -> None:
    before = paper.build()[BRIDGE]
    news = paper.folder / "news" / "2026-01-26.md"
    news.write_text(NEWS.replace(BRIDGE, "万象跨江大桥正式通车"), encoding="utf-8")
    paper.build("2026-01-27")
    paper.does("withdraw", before.id, "--reason", "有误")
    for day in ("2026-01-28", "2026-01-29"):
        after = paper.build(day)
        assert set(after) == {"【撤稿】万象跨江大桥正式通车", LAMPS}
    assert set(paper.build("2026-03-01")) == {LAMPS}


def test_the_page_of_a_withdrawn_entry_whose_bulletin_is_gone_has_nothing_left(paper: Paper) -> None:
    before = paper.build()[BRIDGE]
    paper.does("withdraw", before.id, "--reason", "有误")
    (paper.folder / "news" / "2026-01-26.md").write_text(NEWS[NEWS.index("# 江边") :], encoding="utf-8")
    page = _page(paper, paper.build("2026-01-27")[GONE])
    assert "有误" in page
    assert "三千米" not in page


def test_it_is_published_wherever_newer_issues_have_pushed_it(paper: Paper) -> None:
    settings = "days = 1\nlimit = 1\nhistory = false\n"
    (paper.folder / "feedpub.toml").write_text(f"{CONFIG}{settings}", encoding="utf-8")
    before = paper.build()[BRIDGE]
    text = "# 滨江菜市搬家\n\n本报2月1日讯 菜市搬进新楼。\n"
    (paper.folder / "news" / "2026-02-01.md").write_text(text, encoding="utf-8")
    assert BRIDGE not in paper.build("2026-02-01")
    paper.does("withdraw", before.id, today="2026-02-02")
    assert GONE in paper.build("2026-02-02")


def test_the_only_article_there_is_is_dropped_too(paper: Paper) -> None:
    (paper.folder / "news" / "2026-01-26.md").write_text(NEWS[: NEWS.index("# 江边")], encoding="utf-8")
    paper.does("withdraw", paper.build()[BRIDGE].id)
    assert set(paper.build("2026-01-27")) == {GONE}
    assert set(paper.build("2026-04-01")) == set()


@pytest.mark.parametrize(
    ("reason", "shown"), [("a\x01b", "ab"), ("   ", "本文已撤回。"), ("一行\n两行 <b>&]]>", "两行 <b>&]]>")]
)
def test_any_reason_can_be_published(paper: Paper, reason: str, shown: str) -> None:
    paper.does("withdraw", paper.build()[BRIDGE].id, "--reason", reason)
    entry = paper.build("2026-01-27")[GONE]
    assert shown in html.unescape(entry.content[0].value)


def test_withdrawing_twice_marks_once(paper: Paper) -> None:
    before = paper.build()[BRIDGE]
    for _ in range(2):
        paper.does("withdraw", before.id)
        paper.build("2026-01-27")
    (paper.folder / "feedpub.toml").write_text("", encoding="utf-8")
    paper.does("restore", before.id)
    paper.does("withdraw", before.id)
    assert (paper.folder / "withdrawn.toml").read_text(encoding="utf-8").count(BRIDGE) == 1
    assert "【撤稿】万" not in (paper.folder / "withdrawn.toml").read_text(encoding="utf-8")


def test_withdrawing_again_keeps_the_reason_that_was_given(paper: Paper) -> None:
    identity = paper.build()[BRIDGE].id
    paper.does("withdraw", identity, "--reason", "消息来源有误")
    paper.does("withdraw", identity.removeprefix("urn:uuid:"))
    assert "消息来源有误" in (paper.folder / "withdrawn.toml").read_text(encoding="utf-8")
    assert "(withdrawn)" in paper.does("list").stdout


def test_in_a_folder_without_a_paper_it_is_said_where_to_go(feedpub: Feedpub, tmp_path: Path) -> None:
    done = feedpub("withdraw", "61581f53701854ac")
    assert done.returncode == 2
    assert "--config" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_restored_stays_though_its_article_is_gone(tmp_path: Path) -> None:
    from feedpub.commands.entries import restore
    from tests.papers import FIRST_DAY, Paper, article

    paper = Paper(tmp_path, removed="withdraw")
    paper.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙", FIRST_DAY))
    paper.build()
    paper.write("2026-01-26.md", article("甲", FIRST_DAY))
    paper.build(allow_shrink=True)
    [identity] = [entry for title, entry in paper.ids().items() if title.startswith("【撤稿】")]
    restore([identity], paper.config)
    for _ in range(3):
        paper.build(allow_shrink=True)
        assert not any(title.startswith("【撤稿】") for title in paper.feed())


def test_twenty_at_once_are_all_recorded_and_all_restored(paper: Paper) -> None:
    news = "".join(article(name, date(2026, 1, 26)) for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")
    (paper.folder / "news" / "2026-01-27.md").write_text(news, encoding="utf-8")
    ids = [entry.id for entry in paper.build("2026-01-27").values()]
    assert len(ids) == 20
    file = paper.folder / "withdrawn.toml"
    file.write_text("# 编辑部的说明\n", encoding="utf-8")
    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(lambda identity: paper.does("withdraw", identity), ids))
    text = file.read_text(encoding="utf-8")
    assert [identity for identity in ids if identity not in text] == []
    assert text.startswith("# 编辑部的说明\n")
    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(lambda identity: paper.does("restore", identity), ids))
    assert file.read_text(encoding="utf-8").strip() == "# 编辑部的说明"
