"""What is wrong with bulletins and feeds is told to a Chinese editor in Chinese; JSON has it in English."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedpub.checking import check_feed
from feedpub.checking.rules import ruling_of
from feedpub.messages import translated, use
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.reasons import REASONS
from tests.checking.test_rules import ATOM, IN_ATOM, IN_RSS, RSS, URL, changed
from tests.conftest import Feedpub
from tests.paths import ROOT

CHINESE = {"LANG": "zh_CN.UTF-8"}
BODY = "江边的书房今天重新开门，读者坐满了两层楼。\n\n退休船工何庆余说，下班路过进来坐坐。"


def _article(number: int, lead: str = "", *, below: str = "") -> str:
    body = f"第{number}号码头的书房今天重新开门，读者坐满了{number}层楼，管理员忙了{number}个钟头。"
    return f"## 第{number}号码头改成书房\n\n{lead}{body}{below}\n"


# The code of a problem, a bulletin that has it (file name, text), and what an editor must be told.
BULLETINS = (
    (
        "date-ahead",
        "2026-01-20-a.md",
        _article(11, "本报滨江1月25日电（记者林知夏）"),
        "电头1月25日晚于见报日 2026-01-20；文章改用见报日",
    ),
    (
        "date-old",
        "2026-01-20-b.md",
        _article(12, "本报滨江1月5日电（记者林知夏）"),
        "电头1月5日比见报日 2026-01-20 早 15 天",
    ),
    (
        "date-impossible",
        "2026-01-20-c.md",
        _article(13, "本报滨江2月30日电（记者林知夏）"),
        "电头2月30日：没有这一天；文章改用见报日",
    ),
    (
        "date-disagree",
        "2026-01-20-d.md",
        f"滨江日报 2026年1月19日\n\n{_article(14)}",
        "报头写的是 2026-01-19，文件名写的是 2026-01-20；以报头为准",
    ),
    ("date-future", "2026-05-20-e.md", _article(15), "见报日 2026-05-20（据文件名）晚于今天 2026-03-01"),
    (
        "date-name",
        "2026-13-45.md",
        _article(16, "本报滨江1月25日电（记者林知夏）"),
        "文件名里的“2026-13-45”不是实有的日期",
    ),
    (
        "date-inferred",
        "f.md",
        _article(17, "本报滨江1月25日电（记者林知夏）今年（2025年），"),
        "没有写见报日：电头1月25日的年份是推断的，依据是正文：写着“今年（2025年）”（第 3 行）",
    ),
    ("no-article", "2026-01-20-g.md", "江边的书房今天重新开门。\n", "没有找到标题"),
    (
        "text-lost",
        "2026-01-20-h.md",
        f"{BODY}\n\n{_article(18)}",
        "有文字没有归入任何文章：“江边的书房今天重新开门，读者坐满了两层楼。…”（上面没有标题）",
    ),
    ("no-body", "2026-01-20-i.md", f"{_article(19)}\n## 渡口添了候船亭\n", "标题“渡口添了候船亭”下面没有正文"),
    ("empty", "2026-01-20-j.md", "\n", "文件里没有文字"),
    (
        "headline-too-long",
        "2026-01-20-k.md",
        f"{_article(20)}\n## {'江边的书房，' * 60}\n\n{BODY}\n",
        "不像标题；当作段落",
    ),
    ("front-matter", "2026-01-20-l.md", f"---\nsecton: 国际\n---\n{_article(21)}", "是不是想写 `section`？"),
    (
        "section-unknown",
        "2026-01-20-m.md",
        f"---\nsection: wrld\n---\n{_article(22)}",
        "头信息里写的 `wrld` 不是任何栏目",
    ),
    ("names-unsplit", "2026-01-20-n.md", _article(23, "本报滨江1月19日电（记者林知夏周远）"), "请在名字之间加“、”"),
    (
        "picture-missing",
        "2026-01-20-o.md",
        _article(24, below="\n\n![读者](photo.jpg)"),
        "没有图片 `photo.jpg`；放好以后就会显示",
    ),
    (
        "picture-broken",
        "2026-01-20-oo.md",
        _article(34, below="\n\n![读者](broken.jpg)"),
        "`broken.jpg` 不是 JPEG、PNG、GIF、WebP 或 AVIF；没有显示",
    ),
    (
        "picture-outside",
        "2026-01-20-ooo.md",
        _article(35, below="\n\n![读者](../../a.jpg)"),
        "之外，没有显示",
    ),
    ("comment-unclosed", "2026-01-20-p.md", _article(25, below="\n\n<!--\n待核\n"), "它下面的内容都没有发布"),
    ("markup-left", "2026-01-20-q.md", _article(26, "标题 {{headline}} 还在，"), "看上去仍是标记，照原样发布了"),
    ("characters-lost", "2026-01-20-r.md", _article(27, "停用�年，"), "1 个字符已经丢失"),
    ("characters-private", "2026-01-20-s.md", _article(28, "停用\ue123年，"), "1 个字符属于专用字体"),
    ("characters-removed", "2026-01-20-t.md", _article(29, "停用\x07年，"), "去掉了 1 个 XML 不允许的控制字符"),
    ("continued", "2026-01-20-u.md", _article(30, below="\n\n（下转第3版）"), "本文转到第 3 版，但没有找到后一半"),
    (
        "mojibake",
        "2026-01-20-y.md",
        _article(31).encode().decode("latin-1"),
        "是乱码：UTF-8 的文字被当作 Latin-1 或 Windows-1252 读过",
    ),
    ("same-dispatch", "2026-01-20-z.md", _article(30), "是同一条电讯；只发布一次"),
    (
        "copy",
        "2026-01-20-b - 副本.md",
        _article(12, "本报滨江1月5日电（记者林知夏）").replace("忙了", "歇了"),
        "请把正确的内容写进原件，删掉这一份",
    ),
    ("folder", "2026-01-22.md/photo.jpg", "", "是文件夹，里面没有稿件"),
)

_NAMED = re.compile(r"`[^`]*`|“[^”]*”|\[[^\]]*\]|<[^>]*>|--[a-z-]+|feedpub( [a-z-]+)*|[\w.-]*[./:=][\w./:=-]*")
_ENGLISH = re.compile(r"\b(the|an?|is|was|of|no|not|and|or|in|to|has|it|its|are|with|by)\b", re.IGNORECASE)


def _is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and not _ENGLISH.search(_NAMED.sub("", text))


@pytest.fixture
def chinese() -> Iterator[None]:
    """Messages of this process are Chinese."""
    use("zh")
    yield
    use("en")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper whose bulletins have one problem each."""
    for _, name, text, _ in BULLETINS:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "news" / "broken.jpg").write_text("no picture", encoding="utf-8")
    (tmp_path / "news" / "2026-01-20-w.md").write_bytes(bytes(range(32)) * 20)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\npublication = "滨江日报"\n', encoding="utf-8")
    return tmp_path


def test_problems_of_bulletins_are_told_in_chinese(paper: Path, feedpub: Feedpub) -> None:
    done = feedpub("build", "-v", env=CHINESE)
    lines = [line for line in done.stderr.splitlines() if line.startswith("news/")]
    for code, name, _, words in BULLETINS:
        mine = [line for line in lines if line.startswith(f"news/{name.partition('/')[0]}") and f"[{code}]" in line]
        assert mine, (code, [line for line in lines if name in line])
        assert words in mine[0]
    assert any("是二进制文件，不是文本 [undecodable]" in line for line in lines)
    assert [line for line in lines if not _is_chinese(line)] == []
    again = json.loads(feedpub("build", "--json", env=CHINESE).stdout)  # what the archive keeps is told in English
    assert [row["message"] for row in again["problems"] if re.search(r"[，。；：]", row["message"].split("“")[0])] == []
    assert {code for code, *_ in BULLETINS} <= {row["code"] for row in again["problems"]}


def test_what_is_held_back_or_gone_is_told_in_chinese(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "feedpub.toml").write_text('base_url = "https://news.example.org/"\n', encoding="utf-8")
    news = tmp_path / "news"
    news.mkdir()
    both = _article(11, "本报滨江1月25日电（记者林知夏）") + _article(12, "本报滨江1月25日电（记者周远）")
    (news / "2026-01-26.md").write_text(both, encoding="utf-8")
    (news / "2026-01-27.md").write_text(_article(13), encoding="utf-8")
    (news / "来稿.md").write_text(_article(14, "本报滨江1月25日电（记者林知夏）"), encoding="utf-8")
    done = feedpub("build", "news", "--strict", env=CHINESE)
    assert (
        "“第14号码头改成书房”被扣下，没有发布，因为它的日期只能推断（2026-01-25）；请写明见报日 [held-back]"
        in done.stderr
    )
    (news / "2026-01-26.md").write_text(_article(11, "本报滨江1月25日电（记者林知夏）"), encoding="utf-8")
    (news / "2026-01-27.md").unlink()
    done = feedpub("build", "news", "--strict", env=CHINESE)
    assert "“第12号码头改成书房”在稿件里已经没有了，条目仍照常发布；要撤稿，请运行 feedpub withdraw " in done.stderr
    assert "文件已经不在了；它的 1 个条目仍照常发布" in done.stderr
    done = feedpub("build", "news", "--prune", env=CHINESE)
    assert done.returncode == 0
    assert "清理 1 篇" in done.stdout


def test_where_there_are_no_bulletins_is_told_in_chinese(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "README.md").touch()
    for folder, words in (
        ("empty", "没有读的有 empty/README.md（说明文件）"),
        ("none", "没有这个文件或文件夹"),
        ("", "和它的上级文件夹里都没有 feedpub.toml"),
    ):
        done = feedpub("build", *filter(None, [folder]), env=CHINESE)
        assert done.returncode == 2
        assert words in done.stderr
        assert _is_chinese(done.stderr)


def test_the_rules_of_a_reading_are_explained_in_chinese(tmp_path: Path, feedpub: Feedpub) -> None:
    text = "第02版：社会\n\n" + _article(11, "本报滨江1月25日电（记者林知夏）") + "\n责编：张三\n"
    (tmp_path / "2026-01-26.md").write_text(text, encoding="utf-8")
    shown = feedpub("inspect", "2026-01-26.md", env=CHINESE).stdout
    assert "电头1月25日、见报日 2026-01-26，据文件名" in shown
    assert "第 02 版写的是“社会”" in shown
    assert "版头：第02版：社会" in shown
    explained = feedpub("inspect", "2026-01-26.md", "--explain", "1", env=CHINESE).stdout
    assert "→ 第 1 段，通讯社、地点、日期、电" in explained
    assert [line for line in explained.splitlines() if _ENGLISH.search(_NAMED.sub("", line))] == []


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("feed", "old", "new"), [(ATOM, *row[:2]) for row in IN_ATOM] + [(RSS, *row[:2]) for row in IN_RSS]
)
def test_findings_in_feeds_are_told_in_chinese(feed: str, old: str, new: str) -> None:
    for finding in check_feed(changed(feed, old, new), url=URL):
        if finding.code not in ("xml", "grammar"):  # they quote the library that found them
            assert _is_chinese(translated(finding.message).replace(new, "")), finding
        assert _is_chinese(translated(ruling_of(finding.code).remedy))


def test_a_folder_of_feeds_is_checked_in_chinese(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "world.atom.xml").write_text(ATOM.replace("/a/x.html", "/a/y.html"), encoding="utf-8")
    (tmp_path / "archive.sqlite3").touch()
    (tmp_path / "all.json").write_text(
        '{"version": "https://jsonfeed.org/version/1", "title": "国际", "items": [{"id": ""}]}', encoding="utf-8"
    )
    (tmp_path / "index.html").write_text('<a href="a/y.html">书房</a>', encoding="utf-8")
    shown = feedpub("check", ".", env=CHINESE, today="2020-01-01").stdout
    for words in ("数据库会跟着公开", "还没有到", "version 写的是", "有个条目的 id 是空的", "打不开：没有 a/y.html"):
        assert words in shown
    told = [line for line in shown.splitlines() if "source:" not in line and "依据" not in line]
    assert [line for line in told if _ENGLISH.search(_NAMED.sub("", line))] == []


@pytest.mark.usefixtures("chinese")
def test_what_is_put_aside_is_named_in_chinese() -> None:
    assert all(_is_chinese(translated(text)) for text in REASONS.values())
    samples = sorted((ROOT / "tests" / "bulletins").rglob("*.txt"))
    assert samples
    reasons = {row.reason for path in samples for row in read_bytes(path.read_bytes(), name=path.name).discards}
    assert "masthead" in reasons
    assert reasons <= REASONS.keys()
