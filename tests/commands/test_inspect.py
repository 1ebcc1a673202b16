"""`feedpub inspect` explains: the words that decided, every rule that looked, and where each character went."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Feedpub

PAPER = """滨江日报
2026年1月26日 星期一

第03版:社会

# 老码头改成江边书房

本报滨江1月25日电（记者林知夏 周远）停用十二年的三号码头25日重新开门。（下转第5版）

·3·

# 遗失声明

王五遗失身份证，声明作废。
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(PAPER, encoding="utf-8")
    return tmp_path / "news"


def test_it_shows_the_words_that_decided_with_their_line(feedpub: Feedpub, news: Path) -> None:
    done = feedpub("inspect", "news/a.txt")
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "line 6: # 老码头改成江边书房" in lines  # headline
    assert "line 8: 本报滨江1月25日电（记者林知夏 周远）" in lines  # day and reporters
    assert "line 4: 第03版:社会" in lines  # section
    assert any(line.startswith("day") and "2026-01-25" in line and "dateline 1月25日" in line for line in lines)
    assert any(line.startswith("reporters") and "林知夏、周远" in line for line in lines)


def test_it_lists_what_is_no_articles_text(feedpub: Feedpub, news: Path) -> None:
    lines = [line.strip() for line in feedpub("inspect", "news/a.txt").stdout.splitlines()]
    for told in (
        "2  masthead: 2026年1月26日 星期一",
        "4  page head: 第03版:社会",
        "8  jump: （下转第5版）",
        "10  page number: ·3·",
        "12  notice: # 遗失声明",
        "14  notice: 王五遗失身份证，声明作废。",
    ):
        assert told in lines
    put_aside = sum(len(line) for line in PAPER.split("\n") if line and "老码头" not in line and "停用" not in line)
    put_aside += len("（下转第5版）")
    told = f"{len(PAPER)} characters: {len(PAPER) - put_aside} in articles, {put_aside} discarded"
    assert told in lines


def test_json_ends_each_bulletin_with_where_its_characters_went(feedpub: Feedpub, news: Path) -> None:
    (news / "b.txt").write_text("# 渔港早市\n\n摊主们把灯挂得更高。\n", encoding="utf-8")
    rows = [json.loads(line) for line in feedpub("inspect", "--json", "news").stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["article", "coverage", "article", "coverage"]
    told = rows[1]
    assert list(told) == [
        "kind",
        "bulletin",
        "source",
        "form",
        "characters",
        "in_articles",
        "discarded",
        "reasons",
        "discards",
    ]
    assert (told["bulletin"], told["characters"]) == ("news/a.txt", len(PAPER))
    assert told["characters"] == told["in_articles"] + told["discarded"]
    assert told["discarded"] == sum(told["reasons"].values()) == sum(len(row["text"]) for row in told["discards"])
    assert {"line": 10, "reason": "page number", "text": "·3·"} in told["discards"]
    assert rows[3]["discards"] == []


def test_characters_are_counted_before_anything_is_cleaned_away(feedpub: Feedpub, tmp_path: Path) -> None:
    text = "\ufeff<p>滨江日报</p>\r\n# 渔\u200b港早市\r\n\r\n　　摊主们把灯挂得更高。\r\n<!-- image -->\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (row,) = [
        row
        for line in feedpub("inspect", "--json", "a.txt").stdout.splitlines()
        if (row := json.loads(line))["kind"] == "coverage"
    ]
    decoded = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert row["characters"] == len(decoded)
    assert [discard["text"] for discard in row["discards"]] == ["<p>滨江日报</p>", "<!-- image -->"]


def test_one_article_explained(feedpub: Feedpub, news: Path) -> None:
    done = feedpub("inspect", "news/a.txt", "--explain", "1")
    assert done.returncode == 0, done.stderr
    told = [line.strip() for line in done.stdout.splitlines()]
    assert "→ paragraph 1, agency, place, day, 电: 本报滨江1月25日电" in told
    assert "→ the masthead: 2026-01-26" in told
    assert "the file name: –" not in told  # a file without a day in its name states none
    assert "--date: –" in told
    assert "front matter: –" in told
    assert "→ page head: society: page 03 says 社会" in told
    assert "→ 记者, an author: 林知夏" in told
    assert any(line.startswith("continued:") for line in told)


def test_an_explanation_for_scripts(feedpub: Feedpub, news: Path) -> None:
    (row,) = map(json.loads, feedpub("inspect", "news/a.txt", "--explain", "1", "--json").stdout.splitlines())
    assert row["headline"] == "老码头改成江边书房"
    decided = {said["about"]: said["rule"] for said in row["explanation"] if said["decided"]}
    assert decided["section"] == "page head"
    assert decided["issue date"] == "the masthead"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("news/a.txt", "--explain", "2"), "has 1 article; give a position from 1 to 1"),
        (("news", "--explain", "1"), "give only its bulletin"),
    ],
)
def test_an_article_that_is_not_there_is_told(feedpub: Feedpub, news: Path, args: tuple[str, ...], said: str) -> None:
    (news / "b.txt").write_text("# 渔港早市\n\n摊主们把灯挂得更高。\n", encoding="utf-8")
    done = feedpub("inspect", *args)
    assert done.returncode == 2
    assert said in done.stderr


def test_configured_words_of_notices(feedpub: Feedpub, news: Path, tmp_path: Path) -> None:
    (news / "b.txt").write_text("# 渔具让渡告知\n\n旧网三十张，价格面议。\n", encoding="utf-8")
    keys = 'bulletins = ["news"]\npages = false\ndiscard_never = ["遗失声明"]\ndiscard_also = ["让渡告知"]\n'
    (tmp_path / "feedpub.toml").write_text(keys, encoding="utf-8")
    done = feedpub("build")
    assert done.returncode == 0, done.stderr
    feed = (tmp_path / "feeds" / "all.atom.xml").read_text(encoding="utf-8")
    assert "<title>遗失声明</title>" in feed
    assert "让渡" not in feed


@pytest.mark.parametrize("command", ["inspect", "list"])
def test_ids_are_those_of_the_next_build_though_the_archive_was_lost(
    feedpub: Feedpub, tmp_path: Path, command: str
) -> None:
    (tmp_path / "feedpub.toml").write_text(
        'bulletins = ["news"]\npages = false\nbase_url = "https://news.example.org/"\n', encoding="utf-8"
    )
    (tmp_path / "news").mkdir()
    bulletin = tmp_path / "news" / "2026-01-26.txt"
    text = "# {}\n\n本报1月25日讯 摊主们把灯挂得更高，渡口的船一早便开了。\n"
    bulletin.write_text(text.format("渔港早市"), encoding="utf-8")
    today = "2026-01-26"
    feedpub("build", today=today)
    (entry,) = map(json.loads, feedpub("list", "--json", today=today).stdout.splitlines())
    bulletin.write_text(text.format("渔港夜市"), encoding="utf-8")
    feedpub("build", today=today)
    feedpub("withdraw", entry["id"], today=today)
    feedpub("build", today=today)
    for folder in (".feedpub", "feeds"):
        shutil.rmtree(tmp_path / folder)
    args = ("inspect", "--json") if command == "inspect" else ("list", "--json")
    previewed = [row["id"] for row in map(json.loads, feedpub(*args, today=today).stdout.splitlines()) if "id" in row]
    feedpub("build", today=today)
    assert entry["id"] in (tmp_path / "feeds" / "all.atom.xml").read_text(encoding="utf-8")
    assert previewed == [entry["id"]]


def test_quiet_prints_problems_only(feedpub: Feedpub, news: Path) -> None:
    (news / "README.md").write_text("# 说明\n\n供稿须知。\n", encoding="utf-8")
    (news / "b.txt").write_bytes(b"\x81\x00\xff\xfe broken")
    loud, quiet = feedpub("inspect", "news"), feedpub("inspect", "-q", "news")
    assert (loud.returncode, quiet.returncode, quiet.stdout) == (1, 1, "")
    assert "news/b.txt:1: error: " in quiet.stderr
    assert quiet.stderr == loud.stderr
    assert "README.md" in loud.stdout


def test_quiet_says_nothing_of_a_bulletin_without_problems(feedpub: Feedpub, news: Path) -> None:
    whole = PAPER.replace("（下转第5版）", "")
    (news / "2026-01-26.txt").write_text(whole, encoding="utf-8")
    done = feedpub("inspect", "--quiet", "news/2026-01-26.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_quiet_prints_warnings_too(feedpub: Feedpub, news: Path) -> None:
    (news / "a.txt").write_text("# 渡口改线\n\n本报滨江2月30日电 渡口今天改线。\n", encoding="utf-8")
    done = feedpub("inspect", "--quiet", "news")
    assert (done.returncode, done.stdout) == (0, "")
    assert "warning" in done.stderr
    assert "[date-impossible]" in done.stderr


@pytest.mark.parametrize("other", [["--json"], ["--explain", "1"]])
def test_quiet_and_what_it_leaves_out_are_not_asked_for_together(
    feedpub: Feedpub, news: Path, other: list[str]
) -> None:
    done = feedpub("inspect", "--quiet", "news/a.txt", *other)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--quiet prints problems only" in done.stderr
