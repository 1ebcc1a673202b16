"""The shortcuts of `reading.structure.shortcuts`, each against the long way: they must say the same."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.errors import UnreadableError
from feedpub.model import Article, Discard, FrontMatter, Paragraph, Problem
from feedpub.reading.phrases import dateline
from feedpub.reading.phrases.notices import OURS
from feedpub.reading.sources import read_source
from feedpub.reading.structure import shortcuts
from feedpub.reading.structure.articles import read_articles
from feedpub.reading.structure.continued import join_continued
from feedpub.reading.structure.form import apply_form
from feedpub.reading.structure.grouping import group
from feedpub.reading.structure.lines import Line, read_lines
from tests.paths import ROOT
from tests.scores.test_scores import ROWS

PLACES = st.sampled_from(["广州", "湖北赤壁", "据新德里", "客户端广州", "记者站", "乌鲁木齐", "北京专", "万象", ""])
NAMES = st.sampled_from(
    ["张三", "李四五", "通讯员", "实习生", "毛鑫王瑞", "阿依努尔", "宋　三", "摄影张三", "记者李四"]
)
BEHIND = st.sampled_from(
    [
        *("", "江风很轻。", "影响不大。", "讯息", "题:江风", " 综合", "据悉", "據悉", "(记者张三)", "视频", "商务部"),
        *("记者了解到", "记者张三报道:", "本报记者李四", "[图]", "综合外电报道", " 题:江风"),
    ]
)
PROSE = "江面上的风很轻，渡口的人们排着队，等着早班的船把他们送到对岸去，谁也不着急，谁也没有说话"
LINES = st.sampled_from(
    [
        "",
        "# 江上的桥通了",
        "## 古城修好了城墙",
        "### 一座桥，两座城",
        "#### 夜里的灯",
        "# 公告",
        "——写在通车之前",
        "第03版:国际",
        "滨江日报 2026年1月26日 星期一",
        "新华社广州1月25日电(记者张三 李四)" + PROSE + "。",
        "新华社广州1月25日电(记者张三、通讯员李四)" + PROSE + "。",
        "新华社广州1月25日电 " + PROSE + "。",
        "□本报记者 张三",
        PROSE + "。",
        PROSE * 2 + "。",
        PROSE,
        "，" + PROSE + "。",
        "图为" + PROSE + "。",
        "上图：" + PROSE + "(张三 摄)。",
        "—" + PROSE + "。",
        "责任编辑：" + PROSE + "。",
        "江边的一盏灯。",
        "2026年1月26日 星期一。",
        "上一篇：江边的一盏灯。",
        "第3版。",
        "## 昨日下一版",
        "## 责编：张三 美编：李四",
        "## 2026年1月26日 星期一",
        "## 上一版 下一版",
        "### 统筹张三美编李四",
        "#### 今日导读",
        "新华社发 张三 摄",
        "（下转第4版）",
        PROSE + "。（下转第4版）",
        "（上接第3版）" + PROSE + "。",
        "![桥](a.jpg)",
        "|一|二|",
        "**" + PROSE + "。**",
        "(完)",
        "(据新华社北京1月25日电)",
    ]
)


@cache
def _bulletins() -> tuple[str, ...]:
    """The text of every bulletin among the tests."""
    texts = []
    for path in sorted(Path(ROOT, "tests").rglob("*")):
        if path.suffix in (".txt", ".md"):
            try:
                texts.append(read_source(path.read_bytes(), path.name).text)
            except UnreadableError:
                continue
    return tuple(texts)


def _same_dateline(text: str) -> None:
    assert shortcuts.read_opening(text) == dateline.read_opening(text)


def test_datelines_of_every_labelled_row() -> None:
    for row in ROWS:
        _same_dateline(row["text"])


@given(
    st.sampled_from(["新华社", "中新经纬", "本报", "中新网"]),
    PLACES,
    st.integers(0, 13),
    st.integers(0, 32),
    st.lists(NAMES, max_size=3),
    st.sampled_from(["", " ", "、", "　"]),
    BEHIND,
)
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_any_dateline(agency: str, place: str, month: int, day: int, names: list[str], gap: str, behind: str) -> None:
    who = f"(记者{gap.join(names)})" if names else ""
    _same_dateline(f"{agency}{place}{month}月{day}日电{who}{behind}")


def _same_closing(text: str) -> None:
    assert shortcuts.read_closing(text) == dateline.read_closing(text)


@given(
    st.sampled_from("(（【"),
    st.sampled_from(["新华社", "中新经纬", "本报", "据新华社", "滨江社"]),
    PLACES,
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(["电", "专电", "讯", "电 记者张三", "电影"]),
    st.sampled_from(")）】 "),
)
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_any_closing_dateline(
    opens: str, agency: str, place: str, month: int, day: int, sent: str, closes: str
) -> None:
    _same_closing(f"{opens}{agency}{place}{month}月{day}日{sent}{closes}")


def _same_lines(text: str) -> None:
    """Every line is the same by the shortcut for plain paragraphs and without it."""
    assert read_lines(text) == read_lines(text, fast=False)


def _same_articles(text: str, *, by_hand: bool) -> None:
    """Articles, problems and discards are the same where no paragraph is known to be plain."""
    lines = read_lines(text)
    assert _articles(lines, by_hand=by_hand) == _articles([_not_plain(line) for line in lines], by_hand=by_hand)


def _articles(lines: list[Line], *, by_hand: bool) -> tuple[tuple[Article, ...], list[Problem], list[Discard]]:
    grouped = group(apply_form(lines, FrontMatter(), 1, tool=not by_hand), OURS, by_hand=by_hand)
    joined = join_continued(grouped.runs)
    articles, problems, discards = read_articles(joined.runs, grouped.usual_gap)
    return (
        tuple(
            article._replace(
                body=tuple(one._replace(plain=False) if isinstance(one, Paragraph) else one for one in article.body)
            )
            for article in articles
        ),
        [*grouped.problems, *joined.problems, *problems],
        [*grouped.discards, *joined.discards, *discards],
    )


def _not_plain(line: Line) -> Line:
    return line._replace(plain=False) if isinstance(line, Paragraph) else line


def test_lines_of_every_bulletin() -> None:
    assert len(_bulletins()) > 20
    for text in _bulletins():
        _same_lines(text)


@pytest.mark.parametrize("by_hand", [True, False])
def test_articles_of_every_bulletin(by_hand: bool) -> None:
    for text in _bulletins():
        _same_articles(text, by_hand=by_hand)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n"]), st.booleans())
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_any_lines(lines: list[str], gap: str, by_hand: bool) -> None:
    text = gap.join(lines)
    _same_lines(text)
    _same_articles(text, by_hand=by_hand)


def test_the_shortcuts_are_taken() -> None:
    assert shortcuts.is_plain_paragraph(PROSE * 2 + "。") is True
    assert shortcuts.is_plain_paragraph("新华社广州1月25日电(记者张三 李四)" + PROSE) is False
    assert shortcuts.is_plain_paragraph("图为" + PROSE * 2 + "。") is False
    assert shortcuts.is_plain_paragraph("江边的一盏灯。") is False
    assert shortcuts.is_plain_paragraph("滨江日报 2026年1月26日 星期一") is None
    assert shortcuts.plain_heading("## 古城修好了城墙") == (2, "古城修好了城墙")
    assert shortcuts.plain_heading("## 第03版:国际") is None
