"""Mastheads and source lines, and the lines of events that look like them."""

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.mastheads import day_of_source_line, is_masthead

MASTHEADS = [
    "2026年3月17日",
    "临澜日报 2026年3月17日 星期二 第5121期 今日八版",
    "临澜日报 二〇二六年三月十七日 星期二 今日八版",
    "臨瀾時報 中華民國一百一十五年三月十七日 星期二",
    "3月17日，农历正月廿九，星期二！",
    "临澜日报 17. 3. 2026 星期二 A1",
    "Linlan Daily    Tuesday, March 17, 2026    No. 5121",
    "THE LINLAN STAR, TUESDAY, MARCH 17, 2026",
    "临澜周报 2026年3月9日—15日 第11期",
    "2026年第11期（3月9日—15日）临澜周刊",
    "临澜师院周知 2026-03-17",
    "临澜县融媒体中心 2026年3月17日",
    "出版日期：2026年3月17日",
    "【临澜早报】3月17日 星期二",
    "今天是2026年3月17日，星期二",
    "2026年3月17日 星期二 多云转晴 12℃~18℃",
    "丙午年正月廿九 2026年3月17日 星期二 国内统一刊号 CN 43-0001",
]
EVENTS = [
    "活动时间：2026年3月28日（周六）14:00",
    "时间：2026年3月21日",
    "讲座时间: 2026-03-21",
    "面试时间：2026.03.21（周六）9:30",
    "报名截止：2026年3月28日",
    "截止日期：2026年3月28日",
    "展期：2026年3月9日—15日",
    "2026年3月9日—5月15日",
    "2026年3月28日开展",
    "2026年3月28日前报名",
    "2026年3月28日（周六）14:00",
    "3月28日（周六）民乐专场",
    "周六（3月28日）晚七时",
    "Deadline: 2026-03-28",
    "DDL 2026-03-28",
    "When: Saturday, March 28",
    "March 28, 2026, 7:30 p.m., Town Hall",
    "Registration closes March 28, 2026",
    "大桥2026年3月28日通车",
    "2026年3月28日，大桥通车。",
]


@pytest.mark.parametrize("line", MASTHEADS)
def test_a_masthead(line: str) -> None:
    assert is_masthead(line)


@pytest.mark.parametrize("line", EVENTS)
@pytest.mark.parametrize("top", [True, False])
def test_when_something_takes_place_is_no_masthead(line: str, top: bool) -> None:
    assert not is_masthead(line, top=top)
    assert not is_masthead(line, begun=True)


def test_within_articles_only_the_paper_or_a_weekday_makes_a_masthead() -> None:
    assert is_masthead("临澜日报 2026年3月17日 星期二", begun=True)
    assert is_masthead("2026年3月17日 星期二", begun=True)
    for line in ("2026年3月17日", "临澜县融媒体中心 2026年3月17日 星期二", "江城早茶 2026年3月17日 星期二"):
        assert not is_masthead(line, begun=True)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Linlan Times | Mar 17, 2026", "2026-03-17"),
        ("2026-03-17 08:12 来源：临澜日报", "2026-03-17"),
        ("来源：临澜日报　时间：2026-03-17", "2026-03-17"),
        ("作者：沈砚秋 2026-03-17 08:30", "2026-03-17"),
        ("《临澜日报》（2026年3月17日 第03版）", "2026-03-17"),
        ("1946-05-15", "1946-05-15"),
        ("时间：2026-03-17 08:30", None),
        ("开课时间：2026年4月2日（周四）18:30", None),
        ("2026年3月17日 星期二 晴", None),
        ("2026年3月17日，大桥通车。", None),
    ],
)
def test_the_line_of_paper_and_day_below_a_headline(line: str, day: str | None) -> None:
    found = day_of_source_line(line)
    assert str(found and found.full) == str(day)


def test_the_line_of_an_event_stays_in_the_text_and_states_no_issue_date() -> None:
    text = "第04版：文化\n\n## 灯谜会周末开猜\n\n祠堂前备下谜面五百条，猜中有奖。\n\n时间：2026年3月21日（周六）19:00\n"
    bulletin = read_bulletin(text)
    assert bulletin.masthead is None
    assert bulletin.articles[0].paragraphs[-1] == "时间：2026年3月21日（周六）19:00"


def test_the_masthead_is_above_the_first_article() -> None:
    text = (
        "临澜日报 2026年3月17日 星期二\n\n## 灯谜会\n\n灯亮了一夜。\n\n## 讲座\n\n2026年3月28日 星期六\n\n书院开讲。\n"
    )
    assert str(read_bulletin(text).masthead) == "2026-03-17"
    below = "## 灯谜会\n\n灯亮了一夜。\n\n## 讲座\n\n2026年3月28日 星期六\n"
    assert read_bulletin(below).masthead is None
