"""Heads of articles that the source itself states: nothing is guessed about them."""

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.formats.lines import TextLines
from tests.papers import words


def test_kicker_headline_deck_and_byline_are_as_stated_whatever_their_words_are() -> None:
    lines = TextLines()
    lines.fact("date", "2026-01-26", "page")
    lines.add("第03版：要闻", "page")
    lines.add("渡口改造完工以后，等船的人不再淋雨，摆渡的人也有了歇脚处。", "引题", "kicker")
    lines.add("通知", "主题", "headline")
    lines.add("——候船亭上周启用", "副题", "deck")
    lines.add("林知夏", "作者", "byline")
    lines.add(words("渡口", 60) + "。", "正文")
    lines.add("江鸥回来了", "主题", "headline")
    lines.add("1月24日 星期六", "主题", "headline")
    lines.add("# " + words("日记", 40) + "。", "正文", "text")
    source = lines.done()
    bulletin = read_bulletin(source.text, roles=source.roles)
    first, second, third = bulletin.articles
    assert (first.kicker, first.headline) == (
        "渡口改造完工以后，等船的人不再淋雨，摆渡的人也有了歇脚处。",
        "通知",
    )
    assert (first.deck, first.byline) == ("候船亭上周启用", "林知夏")
    assert [person.name for person in first.people] == ["林知夏"]
    assert first.page is not None
    assert first.page.name == "要闻"
    assert (second.headline, third.headline, second.kicker) == ("江鸥回来了", "1月24日 星期六", None)
    assert third.paragraphs == ("# " + words("日记", 40) + "。",)
    assert str(bulletin.front.issue_date) == "2026-01-26"
    assert len(source.origins) == source.text.count("\n")
