"""What a correction changed, in words: pairs of texts, each as it was and as it is."""

import pytest

from feedpub.entries.alterations import Readable, alterations
from feedpub.entries.corrections import in_words

PAIRS = (
    ("全市八人获奖。会议昨日召开。", "全市六人获奖。会议昨日召开。", "“八”应为“六”。"),
    ("八人获奖。八人都来了。", "六人获奖。六人都来了。", "“八”应为“六”。"),  # told once
    ("2025年产量5万吨。", "2026年产量15万吨。", "“2025”应为“2026”；“5”应为“15”。"),  # whole numbers
    ("大桥全长3.2公里。", "大桥全长3.5公里。", "“3.2”应为“3.5”。"),
    ("全年计划完成了九成。", "全年计划完成了98.5%。", "“九成”应为“98.5%”。"),
    ("他能去北京，我不能。", "他不能去北京，我不能。", "“他能去北京”应为“他不能去北京”。"),  # to its clause
    ("出席的有张三，李四。", "出席的有张三，王五，李四。", "增加“王五”。"),
    ("出席的有张三，王五，李四。", "出席的有张三，李四。", "删去“王五”。"),
    ("今天有风。灯亮了。", "今天有风。江上有雾。灯亮了。", "增加“江上有雾”。"),
    ("今天有风。江上有雾。灯亮了。", "今天有风。灯亮了。", "删去“江上有雾”。"),
    ("市长王五出席并讲话。", "副主任赵六主持了会议。", "“市长王五出席并讲话”改为“副主任赵六主持了会议”。"),
    ("他说“好”。大家都去。", "他说“行”。大家都去。", "“好”应为“行”。"),
    ("门上写着“八号楼”字样。", "窗下的“十号院”是我家。", "“门上写着‘八号楼’字样”改为“窗下的‘十号院’是我家”。"),
    ("甲一。乙二。丙三。丁四。", "甲五。乙六。丙七。丁八。", "正文有多处改动。"),
    ("风" * 200 + "。", "雨" * 200 + "。", "正文有多处改动。"),
    ("今天有风。\n灯 亮了。", "今天有风。灯亮了。", ""),  # white space, and where a paragraph ends
    ("同一句。同一句。", "同一句。", "删去“同一句”。"),
)  # fmt: skip


def _readable(text: str, headline: str = "渡口添新灯", author: str = "周远") -> Readable:
    return Readable(headline, author, tuple(text.split("\n")))


@pytest.mark.parametrize(("before", "after", "told"), PAIRS)
def test_what_changed_is_told(before: str, after: str, told: str) -> None:
    found = alterations(_readable(before), _readable(after))
    assert (in_words(found, "zh-CN") if found else "") == told


def test_headline_and_author_are_told_first() -> None:
    before, after = _readable("灯亮了。", "八盏灯亮了", "周元"), _readable("灯灭了。", "六盏灯亮了", "周远")
    told = "标题中“八”应为“六”；作者“周元”应为“周远”；“亮”应为“灭”。"
    assert in_words(alterations(before, after), "zh-CN") == told
    after = _readable("灯亮了。", "渡口夜里不再黑", "周元")
    assert in_words(alterations(before, after), "zh-CN") == "标题“八盏灯亮了”改为“渡口夜里不再黑”。"


def test_they_are_told_in_the_papers_language() -> None:
    found = alterations(_readable("八人獲獎，個個說「好」。"), _readable("六人獲獎，個個說「好」，還唱了歌。"))
    assert in_words(found, "zh-HK") == "「八」應為「六」；增加「還唱了歌」。"
    found = alterations(_readable("他說「好」。"), _readable("昨日有人在會上連說「行」，全場都笑了。"))
    assert in_words(found, "zh-TW") == "「他說『好』」改為「昨日有人在會上連說『行』，全場都笑了」。"
    before, after = _readable("The bridge opened Monday."), _readable("The bridge opened Tuesday.")
    assert in_words(alterations(before, after), "en-GB") == "“Monday” should be “Tuesday”."
    assert in_words(alterations(before, after), "fr") == "“Monday” should be “Tuesday”."
    many = alterations(_readable("甲一。乙二。丙三。丁四。"), _readable("甲五。乙六。丙七。丁八。"))
    assert in_words(many, "en") == "Several passages of the text were changed."


def test_a_long_passage_is_quoted_in_part() -> None:
    found = alterations(_readable("有风。"), _readable("有风。" + "江上起雾，" * 30 + "船停了。"))
    told = in_words(found, "zh-CN")
    assert told.startswith("增加“江上起雾，")
    assert told.endswith("…”。")
    assert len(told) < 80
