"""Markup: what is not text is put aside, marks are read as they are meant, and what still looks like one is told."""

import pytest

from feedpub.model import Figure, Span, Table
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.web import is_web_furniture, more_link
from feedpub.reading.text.characters import same_name, without_radicals
from feedpub.reading.text.tools import tool_wrote, without_leftovers
from tests.reading import cases
from tests.reading.test_layout import _all

CASES = cases("markup")
ABOVE = "## 渔港早市\n\n摊主们把灯挂得更高，鱼价和昨天一样。\n\n"
BELOW = "\n\n新镜片昨夜点亮，守塔人看了一夜。\n"


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_markup(given: str, wanted: str) -> None:
    assert _all(given) == wanted


@pytest.mark.parametrize("given", [given for given, _ in (case.values for case in CASES)])  # type: ignore[attr-defined]
def test_lines_keep_their_numbers(given: str) -> None:
    plain, below = read_bulletin(given), read_bulletin("\n\n\n" + given)
    assert [discard.line + 3 for discard in plain.discards] == [discard.line for discard in below.discards]
    assert [article.line + 3 for article in plain.articles] == [article.line for article in below.articles]


@pytest.mark.parametrize(
    "heading",
    [
        "##\u00a0灯塔换镜片",
        "##\u2003灯塔换镜片",
        "##\u3000灯塔换镜片",
        "＃＃灯塔换镜片",
        "＃＃　灯塔换镜片＃＃",
        "\\#\\# 灯塔换镜片",
        "> ## 灯塔换镜片",
        "**## 灯塔换镜片**",
        "##灯塔换镜片##",
        "== 灯塔换镜片 ==",
        "灯塔换镜片\n=======",
        "灯塔换镜片\n-------",
        "## ***灯塔*换镜片**",
        "## [灯塔换镜片][1]",
        "## <b>灯塔</b>换镜片",
        "## ~~灯塔~~换镜片 {: .no_toc}",
        "## ![](a.png) 灯塔换镜片",
        '<h2 class="x"><a href="/a">灯塔换镜片</a></h2>',
    ],
)
def test_a_heading_in_any_marks(heading: str) -> None:
    bulletin = read_bulletin(ABOVE + heading + BELOW)
    assert [article.headline for article in bulletin.articles] == ["渔港早市", "灯塔换镜片"]
    assert not bulletin.problems


def test_a_break_in_a_heading_ends_a_line_of_the_headline() -> None:
    bulletin = read_bulletin(ABOVE + "<h2>灯塔<br/>换镜片</h2>" + BELOW)
    assert [article.headline for article in bulletin.articles] == ["渔港早市", "灯塔 换镜片"]


@pytest.mark.parametrize(
    "line", ["#1号船先靠岸。", "＃渔港的灯＃上了热搜。", "#渔港的灯# 上了热搜。", "鱼价一样。\n---", "船号：\n-----"]
)
def test_what_is_no_heading(line: str) -> None:
    assert [article.headline for article in read_bulletin(ABOVE + line + BELOW).articles] == ["渔港早市"]


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("![图为渔港。](微信图片(3).png)", "微信图片(3).png"),
        ("![图为渔港。](IMG_0317 (1).png)", "IMG_0317 (1).png"),
        ("![图为渔港。](<阅览 室.png>)", "阅览 室.png"),
        ('![](a.png "图为渔港。")', "a.png"),
        ("![图为渔港。](a.png =300x200)", "a.png"),
        ("![图为渔港。]（a.png）", "a.png"),
        ('<img\n  data-src="a.png"\n  src="blank.gif"\n  alt="图为渔港。"\n/>', "a.png"),
        ("<figure><a href='b'><img src=a.png></a><figcaption>图为<b>渔港</b>。</figcaption></figure>", "a.png"),
        ("图为渔港。![](a.png)", "a.png"),
        ("![](a.png)<br>图为渔港。", "a.png"),
        ("1. ![图为渔港。](a.png)", "a.png"),
        ("**![图为渔港。](a.png)**", "a.png"),
        ("[[文件:a.png|缩略图|图为渔港。]]", "a.png"),
        ("![图为渔港。]({{ site.baseurl }}/a.png)", "a.png"),
        ("![图为渔港。](a.png", "a.png"),
        ("![图为渔港。](a.png)\n\n图为渔港。", "a.png"),
        ("![图为渔港。](data:image/png;base64,AAAA)", ""),
        (".. image:: a.png\n\n图为渔港。", "a.png"),
        ("[img]a.png[/img]\n\n图为渔港。", "a.png"),
    ],
)
def test_a_picture_in_any_form(line: str, file: str) -> None:
    (article,) = read_bulletin(f"{ABOVE}{line}{BELOW}").articles
    figures = [(block.src, block.caption) for block in article.body if isinstance(block, Figure)]
    assert figures == [(file, "图为渔港。")]
    assert len(article.paragraphs) == 2


def test_cells_that_span_places() -> None:
    table = '<table><tr><td rowspan="2">船</td><td colspan=2>鱼价</td></tr><tr><td>早</td><td>晚</td></tr></table>'
    (article,) = read_bulletin(ABOVE + table + BELOW).articles
    (block,) = (block for block in article.body if isinstance(block, Table))
    assert block.rows == (("船", "鱼价"), ("", "早", "晚"))
    assert block.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("占 $1 0 \\sim 1 5 \\%$ 。", "占10～15%。"),
        ("约 $3.5\\times 10^{4}$ 吨", "约3.5×10⁴吨"),
        ("编号 $\\textcircled{1}$ 船", "编号①船"),
        ("排 $\\mathrm{CO}_{2}$ 少", "排CO2少"),
        ("每本$5，网盘$12", "每本$5，网盘$12"),
        ("从$5-$10都有", "从$5-$10都有"),
        ("C&amp;D渔行，R&D", "C&D渔行，R&D"),
        ("她写“&amp;”", "她写“&amp;”"),
        ("他说&ldquo;好&rdquo;&nbsp;就走", "他说“好” 就走"),
        ("C:\\_tmp 里", "C:\\_tmp 里"),
    ],
)
def test_leftovers_that_tell_by_themselves(given: str, wanted: str) -> None:
    assert without_leftovers(given, of_tool=False) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![](8be01f4c.jpg)", True),
        ("![](_page_1_Picture_2.jpeg)", True),
        ("<!-- formula-not-decoded -->", True),
        ("port\\_office", True),
        ("<sup>①</sup>数据", True),
        ("![](20260317.jpg)", False),
        ("她写“<b>加粗</b>”，教程每本$5，网盘$12", False),
        ("“<sup>2</sup>”是上标", False),
    ],
)
def test_the_hand_of_a_tool(text: str, told: bool) -> None:
    assert tool_wrote(text) == told


def test_radicals_are_the_characters_they_look_like() -> None:
    assert without_radicals("⽼茶⼚市⺠、\uf967是") == "老茶厂市民、不是"
    assert without_radicals("氵、⺡是偏旁") == "氵、⺡是偏旁"  # only ever part of a character


def test_names_are_compared_without_blanks_and_width() -> None:
    assert same_name("体　育") == same_name("体 育") == "体育"
    assert same_name("Ａ股") == same_name("A股") == "A股"


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 要闻 > 正文", "您现在的位置：首页 >> 新闻", "1032人浏览", "阅读 1.2万 评论 30", "打印本页 关闭窗口",
        "微信 微博", "[詳情]", "原文链接：https://example.org/a", "字号：A+ A-", "Share on Facebook Twitter", "▲回頂部",
    ],
)  # fmt: skip
def test_a_line_of_web_furniture(line: str) -> None:
    assert is_web_furniture(line)


@pytest.mark.parametrize(
    "line", ["评论", "首页", "新闻", "大", "中文", "返回村里的人多了", "首页新闻改版", "分享会周六举行"]
)
def test_what_is_no_web_furniture(line: str) -> None:
    assert not is_web_furniture(line)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("鱼价一样。[詳情]", "鱼价一样。"),
        ("鱼价一样。（[详情](x)）", "鱼价一样。"),
        ("鱼价一样。查看更多>>", "鱼价一样。"),
        ("他要看“更多”。", None),
        ("鱼价见票[1]", None),
        ("鱼价一样（原文）", None),
    ],
)
def test_the_link_at_the_end_of_a_paragraph(text: str, kept: str | None) -> None:
    start = more_link(text)
    assert (text[:start] if start is not None else None) == kept
