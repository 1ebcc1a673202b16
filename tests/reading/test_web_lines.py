"""Lines of day, source and author between headline and text, as web pages print them, and lines that look like them."""

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.web_lines import is_web_line

LINES = [
    "来源：滨江日报　2026年03月17日08:12",
    "2026年03月17日 08:12:33 | 来源：滨江日报 | 作者：张三",
    "发布时间：2026-03-17 08:12　来源：滨江日报　浏览次数：312",
    "发布日期：2026-03-17 信息来源：县府办 点击数：120",
    "时间：2026-03-17 来源：滨江日报 作者：张三 编辑：李四",
    "日期：2026-03-17　　来源：滨江日报　　字号：[大 中 小]",
    "2026/03/17 08:12:00　來源：濱江日報",
    "2026-03-17 10:51　滨江社　A- A+　收藏",
    "时间：2026-03-17 10:51　点击：312次　【打印】【关闭】",
    "2026-03-17 08:12 发布于滨江",
    "原创 张三 滨江日报 2026年3月17日 08:12 滨江",
    "Binjiang Daily 2026-03-17 08:12",
    "2026-03-17 10:38 | Binjiang Times",
]
OTHERS = [
    "活动时间：2026年3月28日 14:00",
    "时间：2026年3月28日 14:00",
    "日期：2026-03-28",
    "2026年3月28日 14:00 开幕式",
    "2026年3月28日 14:00 滨江电视台",
    "2026年3月28日 19:30，民乐团在大礼堂演出",
    "来源：滨江日报",
    "报名时间：2026-03-28 来源：滨江日报",
    "2026年3月28日，滨江日报社迁入新址。",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("mark", ["", "# "])
def test_it_is_below_the_headline(line: str, mark: str) -> None:
    assert is_web_line(line)
    text = "江面上的雾散得很慢，轮渡上午九时才开。\n\n码头上等船的人排到了桥头。\n"
    [article] = read_bulletin(f"{mark}江城晨雾\n\n{line}\n\n{text}").articles
    assert (article.headline, len(article.body), str(article.stated)) == ("江城晨雾", 2, "2026-03-17")


@pytest.mark.parametrize("line", OTHERS)
def test_others_are_text(line: str) -> None:
    assert not is_web_line(line)


def test_the_menu_of_a_page_may_be_above_it() -> None:
    text = "江城晨雾\n\n首页 > 新闻 > 正文\n2026-03-17 10:51 来源：滨江社\n\n江面上的雾散得很慢，轮渡上午九时才开。\n"
    [article] = read_bulletin(text).articles
    assert article.headline == "江城晨雾"


def test_of_several_articles_each_has_its_own_day() -> None:
    rows = ("江城晨雾\n2026年3月17日 来源：滨江日报", "夜间公交开通\n2026年3月16日 来源：滨江晚报")
    text = "\n\n".join(f"{row}\n\n江面上的雾散得很慢，轮渡上午九时才开。" for row in rows)
    assert [str(article.stated) for article in read_bulletin(text).articles] == ["2026-03-17", "2026-03-16"]
