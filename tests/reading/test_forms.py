"""The form of a whole bulletin: which mark begins an article, and what stands above and below that mark."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.model import FrontMatter
from feedpub.model.form import Form
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.form_words import unclear_form, words_of
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.structure.contents import contents_of
from feedpub.reading.structure.heading_form import HeadingForm, weigh_levels
from feedpub.reading.structure.heading_list import headings_of
from feedpub.reading.structure.lines import read_lines
from feedpub.reading.structure.opening import is_opening
from tests.reading import cases
from tests.reading.test_articles import shown

CASES = cases("forms")
TEXT = "三号码头的书屋开门了，江滩夜市添了三百盏灯，老人们把棋盘搬到了灯下。"
TEXTS = (
    "水轮在周一转了起来，第一袋面粉送给了镇小学的食堂。",
    "灯光照着半条巷子，守门的是退休的邮差，他认得每一个来借书的人。",
    "山路上的十二个村子当天就能收到信，雨天也只晚一个钟头。",
)


def _marks(form: Form) -> str:
    parts = {"sections": form.section, "title": form.title, "rival": form.rival}
    told = [f"{key} {value}" for key, value in parts.items() if value]
    return " ".join(["form", form.headline, *told, *(["digest"] if form.items == "one" else [])])


def _all(text: str) -> str:
    bulletin = read_bulletin(text)
    assert bulletin.form is not None
    put_aside = [f"x {discard.line} {discard.reason}: {discard.text}" for discard in bulletin.discards]
    return "\n".join([_marks(bulletin.form), shown(bulletin), *put_aside])


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_form(given: str, wanted: str) -> None:
    assert _all(given) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_all_blank_lines_doubled(given: str, wanted: str) -> None:
    if given.startswith("---\n"):
        pytest.skip("front matter is YAML")
    read = _all(given.replace("\n\n", "\n\n\n"))
    assert [line for line in read.split("\n") if not line.startswith("x ")] == [
        line for line in wanted.split("\n") if not line.startswith("x ")
    ]


# ── the evidence of levels ───────────────────────────────────────────────────────────────────────────────────────────


def _weighed(text: str, title: str | None = None) -> HeadingForm | None:
    lines = read_lines(text)
    return weigh_levels(lines, headings_of(lines, contents_of(lines)), FrontMatter(title=title))


def _level(text: str, title: str | None = None) -> int:
    found = _weighed(text, title)
    assert found is not None
    return found.level


def _bulletin(title: str, lead: str, heads: list[str], opening: str = "") -> str:
    """A title, text below it, and headings with text of their own."""
    parts = [f"{head}\n\n{opening}{text}" for head, text in zip(heads, TEXTS, strict=False)]
    return "\n\n".join([title, *([lead] if lead else []), *parts])


SUBHEADS = ["## 桥来了", "## 船去哪里", "## 最后一天"]
HEADLINES = ["## 磨坊的水轮在周一转了起来", "## 图书室的灯光照着半条巷子", "## 邮差换了车当天就能收到信"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param(_bulletin("# 老渡口的最后一班船", TEXT * 7, SUBHEADS), 0, id="a lead, and short subheads"),
        pytest.param(_bulletin("# 老渡口的最后一班船", TEXT, SUBHEADS), 0, id="a short lead"),
        pytest.param(_bulletin("# 江城周刊第12期", TEXT, SUBHEADS), 2, id="the title has a number"),
        pytest.param(_bulletin("# 滨江早报", "", SUBHEADS), 2, id="the title is a paper's"),
        pytest.param(_bulletin("# 滨江要览 2026年3月17日", "", SUBHEADS), 2, id="the title has a day"),
        pytest.param(
            _bulletin("# 老渡口的最后一班船", "", HEADLINES), 2, id="no lead, and headings as long as headlines"
        ),
        pytest.param(
            _bulletin("# 老渡口的最后一班船", TEXT, SUBHEADS, "本报临澜3月16日电（记者林小满）"),
            2,
            id="a dateline below each heading",
        ),
        pytest.param(
            _bulletin("# 老渡口的最后一班船", "本报临澜3月16日电（记者林小满）" + TEXT, SUBHEADS),
            0,
            id="the one dateline is below the headline",
        ),
        pytest.param(
            _bulletin("# 老渡口的最后一班船", TEXT, ["## 一、桥来了的那个春天", "## 二、船去了哪里没有人知道"]),
            0,
            id="headings with the numbers of chapters",
        ),
        pytest.param(
            _bulletin("# 江城早报\n\n## 城事", "", ["### 桥通车了，船停了", "### 渡口添了候船亭"]),
            3,
            id="sections above",
        ),
    ],
)
def test_what_begins_an_article(text: str, level: int) -> None:
    found = _weighed(text)
    assert found is not None
    assert found.level == level
    assert found.rival is None


def test_the_title_of_front_matter_is_weighed_as_a_headline() -> None:
    text = _bulletin(TEXT, "", SUBHEADS)
    assert _level(text, "老渡口的最后一班船") == 0
    assert _level(text, "滨江日报 2026年3月17日") == 2


@pytest.mark.parametrize(
    ("between", "number", "sure"), [("", "", False), ("---\n\n", "", True), ("", "{}. ", True), ("", "Part ", False)]
)
def test_headings_of_one_level_are_sure_only_if_something_shows_it(between: str, number: str, sure: bool) -> None:
    parts = enumerate(zip(HEADLINES, TEXTS, strict=True), 1)
    text = f"\n\n{between}".join(f"## {number.format(at)}{head[3:]}\n\n{body}" for at, (head, body) in parts)
    found = _weighed(text)
    assert found is not None
    assert found.sure is sure


# ── titles and openings ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "滨江日报 2026年1月26日",
        "江城周刊（第12期）",
        "技术周报 #58",
        "The Linlan Weekly",
        "Newsletter No. 12",
        "校园周知",
        "一周要闻",
        "新闻联播文字稿",
        "滨江晚报",
        "2026-01-26",
    ],
)
def test_titles_of_issues(title: str) -> None:
    assert is_issue_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "老渡口的最后一班船",
        "三号码头2026年1月26日起停航，过江的人请改走大桥或者换乘城北的公交",
        "灯塔换上了新镜片",
        "我市第12届龙舟赛开桨",
        "Ferry makes its last run",
    ],
)
def test_headlines_are_no_titles_of_issues(title: str) -> None:
    assert not is_issue_title(title)


@pytest.mark.parametrize(
    ("texts", "opens"),
    [
        (["各位听众早上好，欢迎收听今天的滨江早新闻。"], True),
        (["今天是3月17日，星期二，以下是今天的主要内容。", "先来看本地消息。"], True),
        (["本期编辑：林小满。"], True),
        ([TEXT * 3], False),
        ([TEXT, TEXT], False),
        (["欢迎收听今天的滨江早新闻。", TEXT * 6], False),
    ],
)
def test_openings(texts: list[str], opens: bool) -> None:
    assert is_opening(texts) is opens


# ── two forms that fit ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_warning_names_both_forms_and_the_way_out() -> None:
    (problem,) = unclear_form(Form("##", section="#", rival="one"))
    assert (problem.level, problem.code) == ("warning", "form-unclear")
    assert "## begins an article, # names sections" in problem.message
    assert "all of it is one article" in problem.message
    assert "[[sources]]" in problem.message
    assert "feedpub learn" in problem.message
    assert unclear_form(Form("##")) == ()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (Form("####", section="###"), "#### begins an article, ### names sections"),
        (Form("bullet"), "a bullet begins an article"),
        (Form("one", title="front matter"), "one article, its headline in the front matter"),
        (Form("one", title="first line", items="one"), "a digest, its headline in the first line"),
        (Form("each"), "headings are judged one by one"),
    ],
)
def test_a_form_in_words(form: Form, words: str) -> None:
    assert words_of(form) == words


# ── one bulletin, whichever mark it is written with ──────────────────────────────────────────────────────────────────

Articles = list[tuple[str, list[str]]]


# The words of each article are its own: text that speaks of what the article above speaks of may be its second part.
WORDS = (
    "江河湖海潮浪沙岸",
    "桥路街巷门窗屋瓦",
    "灯塔船帆舱桨缆锚",
    "山石林木藤蔓苔竹",
    "鱼鸟鹭鸥虾蟹蛙萤",
    "茶酒琴棋书画笔墨",
)


@st.composite
def _articles(draw: st.DrawFn) -> Articles:
    """Three to six articles."""
    found = []
    for own in draw(st.permutations(WORDS))[: draw(st.integers(3, 6))]:
        words = st.text(own, min_size=7, max_size=16)
        texts = st.lists(st.text(own, min_size=24, max_size=90).map("{}。".format), min_size=1, max_size=3)
        found.append((draw(words), draw(texts)))
    return found


def _joined(articles: Articles, head: Callable[[int, str], str], between: str = "\n\n", below: str = "\n\n") -> str:
    parts = (head(at, name) + below + "\n\n".join(texts) for at, (name, texts) in enumerate(articles, 1))
    return between.join(parts) + "\n"


def _in_sections(articles: Articles, mark: str) -> str:
    middle = len(articles) // 2
    parts = (articles[:middle], articles[middle:])
    section = mark[1:]
    written = (
        f"{section} {name}\n\n" + _joined(part, lambda _, head: f"{mark} {head}")
        for name, part in zip(("要闻", "副刊"), parts, strict=True)
    )
    title = "# 滨江早报 2026年3月17日\n\n" if len(section) > 1 else ""
    return title + "\n".join(written)


WRITTEN: dict[str, Callable[[Articles], str]] = {
    **{
        mark: lambda rows, mark=mark: _joined(rows, lambda _, head: f"{mark} {head}")  # type: ignore[misc]  # defaults
        for mark in ("#", "##", "###", "####")
    },
    **{
        f"{mark} below a title": lambda rows, mark=mark: (
            "# 滨江早报 2026年3月17日\n\n"  # type: ignore[misc]
            + _joined(rows, lambda _, head: f"{mark} {head}")
        )
        for mark in ("##", "###")
    },
    "## below the title of front matter": lambda rows: (
        "---\ntitle: 滨江早报 2026年3月17日\n---\n\n" + _joined(rows, lambda _, head: f"## {head}")
    ),
    **{
        f"{mark} in sections": lambda rows, mark=mark: _in_sections(rows, mark)  # type: ignore[misc]
        for mark in ("##", "###", "####")
    },
    "number": lambda rows: _joined(rows, lambda at, head: f"{at}、{head}"),
    "number and a full stop": lambda rows: _joined(rows, lambda at, head: f"{at}. {head}"),
    "number in brackets": lambda rows: _joined(rows, lambda at, head: f"（{at}）{head}"),
    "number of a heading": lambda rows: _joined(rows, lambda at, head: f"## {at}. {head}"),
    "bullet": lambda rows: _joined(rows, lambda _, head: f"● {head}"),
    "arrows": lambda rows: _joined(rows, lambda _, head: f">> {head}"),
    "hyphens between": lambda rows: _joined(rows, lambda _, head: head, "\n\n----------\n\n"),
    "asterisks above each": lambda rows: "* * *\n\n" + _joined(rows, lambda _, head: head, "\n\n* * *\n\n"),
    "rules and headings": lambda rows: _joined(rows, lambda _, head: f"### {head}", "\n\n---\n\n"),
    "brackets": lambda rows: _joined(rows, lambda _, head: f"【{head}】", below=""),
    "short lines": lambda rows: _joined(rows, lambda _, head: head, "\n\n\n", "\n"),
}


@pytest.mark.parametrize("form", WRITTEN)
@given(articles=_articles())
@settings(max_examples=25)
def test_the_same_articles_come_out_whichever_mark_is_used(form: str, articles: Articles) -> None:
    bulletin = read_bulletin(WRITTEN[form](articles))
    read = [(article.headline, list(article.paragraphs)) for article in bulletin.articles]
    assert read == articles
    assert [problem for problem in bulletin.problems if problem.level == "error"] == []


@given(articles=_articles())
@settings(max_examples=25)
def test_headlines_in_bold_are_told_from_subheads_in_bold_by_how_articles_open(articles: Articles) -> None:
    articles = [(head, ["本报讯 " + first, *rest]) for head, (first, *rest) in articles]
    bulletin = read_bulletin(_joined(articles, lambda _, head: f"**{head}**"))
    assert [(article.headline, list(article.paragraphs)) for article in bulletin.articles] == articles
