"""The head and the end of an article: which lines are its dateline, its reporters and its sign-offs."""

from pathlib import Path

import pytest

from feedpub.model import Article
from feedpub.reading.bulletin import read_bulletin

FIXTURES = Path(__file__).parent / "fixtures"
LEAD = "环礁上的第一座海水淡化站开始供水，可供六百户人家，岛民不必再等运水船。"
NEXT = "## 校车开进石梁村\n\n本报讯 校车开进石梁村。\n"


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" => ")) for line in lines if line and line[0] != "#"]


def _day(article: Article) -> str:
    line = article.dateline
    return f"{line.month or ''}-{line.day}" if line and line.day else "none"


def _people(article: Article) -> str:
    return "、".join(person.name for person in article.people) or "-"


@pytest.mark.parametrize(("given", "day", "people"), _rows("endings"))
def test_closing_lines(given: str, day: str, people: str) -> None:
    glued, trap = given[0] == "+", given[0] == "!"
    below = given.lstrip("+!").split("|")
    text = f"## 环礁建起海水淡化站\n\n{LEAD}{'' if glued else chr(10) * 2}{(chr(10) * 2).join(below)}\n\n{NEXT}"
    article, *others = read_bulletin(text).articles
    assert _day(article) == day
    assert len(others) == 1
    if not trap:
        assert article.paragraphs == (LEAD,)
    if people != "?":
        assert _people(article) == people


@pytest.mark.parametrize(("given", "day", "people"), _rows("beginnings"))
def test_opening_lines(given: str, day: str, people: str) -> None:
    headline, below = given.split(" | ", 1)
    lines = "\n\n".join(below.split("|"))
    article = read_bulletin(f"## {headline}\n\n{lines}\n\n村民不用再搭货车进城。\n").articles[0]
    assert (_day(article), _people(article)) == (day, people)


def test_nothing_of_closing_lines_is_lost() -> None:
    for given, _, _ in _rows("endings"):
        if given[0] != "!":
            bulletin = read_bulletin(f"## 海水淡化站\n\n{LEAD}\n\n" + given.lstrip("+").replace("|", "\n\n"))
            article = bulletin.articles[0]
            figures = [f"{figure.caption}{figure.credit.text if figure.credit else ''}" for figure in article.figures]
            kept = "".join([*article.closing, article.byline or "", *figures, *(row.text for row in bulletin.discards)])
            assert [char for char in given if char.isalnum() and char not in kept] == [], given


def test_decks_above_a_dateline_are_the_deck() -> None:
    article = read_bulletin(
        "## 全省春耕现场会召开\n\n机器下田 种子到户\n把农时抢在雨前\n周启明出席\n\n新华社长沙3月15日电 现场会召开。\n"
    ).articles[0]
    assert article.deck == "机器下田 种子到户 把农时抢在雨前 周启明出席"
    assert article.paragraphs == ("新华社长沙3月15日电 现场会召开。",)


HEADLINES = """
统筹校舍资源 方便村童就学
摄影展走进菜场 摊主当评委
编辑部进村 读者改稿
通讯员培训班开课 老中青同堂
记者走基层 山村来了校车
评论员文章 引发热议
口述：老兵忆春天
设计之都 开门迎客
视觉盛宴点亮江城 市民驻足
策划 城市更新
译制片回顾展开幕 老观众落泪
监制 老街的灯
审核从严 项目提速
整理 老照片
图书漂流 走进村小
校对大赛开赛
""".strip().split("\n")


@pytest.mark.parametrize("headline", HEADLINES)
def test_what_opens_like_a_staff_line_is_a_headline(headline: str) -> None:
    articles = read_bulletin(f"# 港口货量增长\n\n本报讯 货量增长一成。\n\n# {headline}\n\n摊主走过来看。\n").articles
    assert [article.headline for article in articles] == ["港口货量增长", headline]


@pytest.mark.parametrize(
    "line",
    [
        "统筹：沈砚秋 编辑：唐小棠",
        "责 编：高若水　美 编：唐小棠",
        "本版责编 唐小棠 美编 高若水",
        "一审：唐小棠 二审：高若水",
        "编辑 唐小棠",
    ],
)
def test_a_staff_line_is_none(line: str) -> None:
    articles = read_bulletin(f"# 港口货量增长\n\n货量增长一成。\n\n{line}\n\n# 村里通车\n\n村里通车。\n").articles
    assert [(article.headline, len(article.paragraphs)) for article in articles] == [
        ("港口货量增长", 1),
        ("村里通车", 1),
    ]


@pytest.mark.parametrize(
    ("lines", "byline", "people"),
    [
        (
            "记者 沈砚秋\n\n实习记者 陆明川\n\n编辑 唐小棠",
            "记者 沈砚秋　实习记者 陆明川　编辑 唐小棠",
            ("沈砚秋", "陆明川"),
        ),
        ("文｜滨江日报记者 沈砚秋", "文｜滨江日报记者 沈砚秋", ("沈砚秋",)),
        ("作者 | 沈砚秋 编辑 | 唐小棠", "作者 | 沈砚秋 编辑 | 唐小棠", ("沈砚秋",)),
    ],
)
def test_bylines_with_bars_and_on_several_lines(lines: str, byline: str, people: tuple[str, ...]) -> None:
    article = read_bulletin(f"# 茶山步道修复\n\n{lines}\n\n步道全长六公里。\n").articles[0]
    assert article.byline == byline
    assert tuple(person.name for person in article.people) == people
    assert article.paragraphs == ("步道全长六公里。",)
