"""The year of a bulletin that states no issue date: what its text tells, and what it leaves open."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.dating.articles import date_articles
from feedpub.dating.mentions import TimeEvidence, find_time_evidence
from feedpub.model import Dated, Discard, IssueDate, Paragraph
from feedpub.reading.bulletin import read_bulletin
from tests.conftest import Feedpub
from tests.truth import REAL, bulletin_of

UNSTATED = IssueDate(day=None, rule="no issue date stated")


def _evidence(text: str) -> TimeEvidence:
    return find_time_evidence(read_bulletin(f"# 江北大桥合龙\n\n{text}"))


def _heard(text: str) -> list[str]:
    """What a text speaks of as past or present: `2025`, and `2025-11` or `2025-11-05` where it says so much."""
    return [
        str(mention.since)[: 7 if mention.words[-1] in "月底末年度" else 10]
        if mention.dated
        else str(mention.since.year)
        for mention in _evidence(text).mentions
    ]


def _dated(text: str, dateline: str = "新华社滨江1月25日电", today: str = "2031-06-01") -> Dated:
    """How an article is dated whose text goes on so, a line a paragraph, in a bulletin that states no issue date."""
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n{dateline} 江北大桥合龙。\n\n{text}")
    return date_articles(bulletin, UNSTATED, date.fromisoformat(today))[0]


# What a text speaks of


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        # The past.
        ("大桥2023年开工，工人三班倒。", ["2023"]),
        ("自2025年6月中旬以来，渡口的客流少了一半。", ["2025-06"]),
        ("2025年11月，滨江老码头修缮一新。", ["2025-11"]),
        ("2025年3月5日下午，何庆余第一次走上桥面。", ["2025-03-05"]),
        ("２０２５年３月５日，何庆余第一次走上桥面。", ["2025-03-05"]),
        ("2025 年 3 月 5 日，何庆余第一次走上桥面。", ["2025-03-05"]),
        ("二〇二五年三月五日，何庆余第一次走上桥面。", ["2025-03-05"]),
        ("二○二五年十一月，渡口停航。", ["2025-11"]),
        ("民國114年11月5日，渡口停航。", ["2025-11-05"]),
        ("截至2025年底，全市已有书房四十间。", ["2025-12"]),
        ("截止到2025年末，全市已有书房四十间。", ["2025-12"]),
        ("2025年全年，渡口送走旅客九万人次。", ["2025-12"]),
        ("2025年前三季度，渡口送走旅客七万人次。", ["2025-09"]),
        ("2025年1-11月，渡口送走旅客八万人次。", ["2025-11"]),
        ("2025年，滨江办了三场灯会，比2024年多一场。", ["2025", "2024"]),
        ("这是滨江2025年新开的第一家书房。", ["2025"]),
        ("2018年以来，石矶渡口换了四任船长。", ["2018"]),
        # The present.
        ("2026年是江北大桥合龙之年。", ["2026"]),
        ("今年（2026年）的灯会提前开场。", ["2026"]),
        ("2026年1月24日，工人在桥面上合影。", ["2026-01-24"]),
        ("来源：滨江日报 2026-01-25", ["2026-01-25"]),
        # The future.
        ("到2035年，江北将建成三座大桥。", []),
        ("力争2027年全线贯通。", []),
        ("二期工程将于2028年5月开工。", []),
        ("二期工程預計2028年開工。", []),
        ("2027年，二期工程将开工。", []),
        ("2027年二期工程将开工。", []),
        ("2030年前，江北人人出门五百米见绿。", []),
        ("2030年底前建成环城绿道。", []),
        ("工期至2028年6月。", []),
        ("“十五五”时期（2026—2030年），江北要修三座大桥。", []),
        ("2026年至2030年，江北要修三座大桥。", []),
        ("2020-2024年，渡口送走旅客三十万人次。", []),
        ("新规2026年7月1日起施行。", []),
        ("灯会推迟到2026年9月举行。", []),
        ("江北定于2027年春办书展。", []),
        ("展望2030年，老船工何庆余想再跑一趟船。", []),
        # Names of plans, events and years.
        ("《江北2035年远景目标纲要》公布。", []),
        ("会上印发了《2030年江北绿化行动计划》。", []),
        ("她想去看2028年奥运会。", []),
        ("2026年度公务员考试报名人数创新高。", []),
        ("2026年春运售票开始。", []),
        ("2026年元旦晚会排练正酣。", []),
        ("2025江北龙舟联赛落幕。", []),
        ("编号2025的渡船退役。", []),
        ("全长2025米的大桥合龙。", []),
        ("电话20260125转2026。", []),
        ("上世纪1990年代，渡口最热闹。", []),
        # The far past, and numbers that are no years.
        ("1937年，祖父在石矶渡口摆渡。", ["1937"]),
        ("这片林子有1200年历史。", []),
        ("渡口已有115年历史。", []),
        ("2026年13月45日，没有这一天。", []),
        ("2025年2月30日，没有这一天。", []),
    ],
)
def test_years_spoken_of_as_past_or_present(text: str, heard: list[str]) -> None:
    assert _heard(text) == heard


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年（2026年），灯会提前开场。", 2026),
        ("今年(2026)灯会提前开场。", 2026),
        ("今年是2026年，灯会提前开场。", 2026),
        ("2026年（今年）灯会提前开场。", 2026),
        ("去年（2025年），灯会没有办成。", 2026),
        ("去年2025年，灯会没有办成。", 2026),
        ("前年（2024年），灯会没有办成。", 2026),
        ("灯会将在明年（2027年）回到老码头。", 2026),
    ],
)
def test_a_text_may_say_which_year_it_is_written_in(text: str, year: int) -> None:
    assert [saying.year for saying in _evidence(text).sayings] == [year]


@pytest.mark.parametrize("text", ["今年2000亩林子挂了果。", "今年的灯会提前开场。", "去年底，2025个灯笼亮了。"])
def test_or_not_say_it(text: str) -> None:
    assert _evidence(text).sayings == ()


@pytest.mark.parametrize(
    "text",
    [
        "1月25日(星期日)，灯会开场。",
        "1月25日（星期日），灯会开场。",
        "1月25日，星期日，灯会开场。",
        "1月25日 星期天 晴",
        "１月２５日（星期日），灯会开场。",
        "1月25日周日，灯会开场。",
        "1月25日周日晚，灯会开场。",
        "一月二十五日，礼拜天，灯会开场。",
        "1月25日（週日），燈會開場。",
        "星期日（1月25日），灯会开场。",
        "周日(1月25日)，灯会开场。",
    ],
)
def test_a_weekday_beside_a_day(text: str) -> None:
    (beside,) = _evidence(text).weekdays
    assert (beside.month, beside.day, beside.weekday) == (1, 25, 6)


@pytest.mark.parametrize(
    "text",
    [
        "灯会1月24日至1月25日（周六至周日）开放。",
        "1月25日周一鸣到渡口采访。",
        "1月25日，周六福珠宝店开张。",
        "农历十二月七日，星期日，灯会开场。",
        "腊月初七，星期日，灯会开场。",
        "25日，星期日，灯会开场。",
        "每逢星期日，渡口都有集市。",
        "2月30日，星期日，没有这一天。",
        "2026年1月25日，星期日，灯会开场。",  # its year is stated
    ],
)
def test_or_none(text: str) -> None:
    assert _evidence(text).weekdays == ()


# What it comes to


@pytest.mark.parametrize(
    ("text", "dateline", "today", "day"),
    [
        # A weekday: the latest year that has it.
        ("1月25日（星期日），灯会开场。", "1月25日", "2026-02-01", "2026-01-25"),
        ("1月25日（星期日），灯会开场。", "1月25日", "2027-03-01", "2026-01-25"),
        ("1月25日（星期日），灯会开场。", "1月25日", "2031-06-01", "2026-01-25"),
        ("1月25日（星期日），灯会开场。", "1月25日", "2032-02-01", "2032-01-25"),
        ("1月23日是星期五，1月24日（周六）灯会开场。", "1月25日", "2031-06-01", "2026-01-25"),
        # … of a day to come, across the end of the year.
        ("灯会1月4日（星期日）开场。", "12月28日", "2031-06-01", "2025-12-28"),
        ("12月28日（星期日），灯会开场。", "1月2日", "2031-06-01", "2026-01-02"),
        ("2月29日（星期四），灯会开场。", "2月29日", "2031-06-01", "2024-02-29"),
        # The text says its year.
        ("今年（2026年）的灯会提前开场。", "1月25日", "2031-06-01", "2026-01-25"),
        ("去年（2025年）的灯会没有办成。", "1月25日", "2031-06-01", "2026-01-25"),
        ("去年（2025年）的灯会没有办成。", "12月30日", "2031-06-01", "2026-12-30"),
        # The latest that it speaks of, in more than one passage.
        ("2025年11月，码头修缮一新。\n\n2025年3月5日，渡口停航。", "1月25日", "2031-06-01", "2026-01-25"),
        ("2025年11月，码头修缮一新。\n\n2025年3月5日，渡口停航。", "11月9日", "2031-06-01", "2025-11-09"),
        ("2025年11月，码头修缮一新。\n\n2025年3月5日，渡口停航。", "3月6日", "2031-06-01", "2026-03-06"),
        ("2019年，码头修缮一新。\n\n2019年，渡口停航。", "6月15日", "2031-06-01", "2019-06-15"),
        # … a year to come among them says nothing.
        ("2019年，码头修缮。\n\n2019年，渡口停航。\n\n到2030年，再修三座桥。", "6月15日", "2031-06-01", "2019-06-15"),
        # … nor do years long past.
        ("1937年，渡口停航。\n\n2019年，码头修缮。\n\n2019年，渡口复航。", "6月15日", "2031-06-01", "2019-06-15"),
        # In January a paper speaks of the year that is over …
        ("2025年，码头修缮一新。\n\n2025年，渡口停航。", "1月25日", "2031-06-01", "2026-01-25"),
        ("2025年全年，渡口送客九万。\n\n截至2025年底，书房四十间。", "1月25日", "2031-06-01", "2026-01-25"),
        ("2025年，码头修缮一新。\n\n2025年，渡口停航。", "1月25日", "2025-06-01", "2025-01-25"),
        # … and more of it than of its own.
        ("2025年，码头修缮。\n\n2025年，渡口停航。\n\n2026年新开的书房。", "1月25日", "2031-06-01", "2026-01-25"),
        ("2025年，码头修缮。\n\n2025年，渡口停航。\n\n2026年新开的书房。", "7月25日", "2031-06-01", "2026-07-25"),
        # Days at hand are spoken of before they are there.
        ("2026年2月8日，书展开门。\n\n2025年，渡口停航。", "1月25日", "2031-06-01", "2026-01-25"),
        # The build's day bounds it.
        ("2026年新开的书房。", "1月25日", "2026-02-01", "2026-01-25"),
        ("2026年，新书房开门。\n\n2026年，渡口停航。", "6月15日", "2026-07-01", "2026-06-15"),
        ("2026年，新书房开门。\n\n2026年，渡口停航。", "6月15日", "2026-06-01", "2025-06-15"),
        ("2028年，新书房开门。\n\n2028年，渡口停航。", "1月25日", "2026-02-01", "2026-01-25"),
        # Weekday and text together.
        ("1月25日（星期日），灯会开场。\n\n2016年，码头修缮一新。", "1月25日", "2030-06-01", "2026-01-25"),
        (
            "1月25日（星期日），灯会开场。\n\n2010年，渡口停航。\n\n2010年，码头修缮。",
            "1月25日",
            "2030-06-01",
            "2015-01-25",
        ),
        # One passage may look back any number of years, a piece of history always does: the build's day.
        ("2017年，码头修缮一新。", "1月25日", "2026-03-01", "2026-01-25"),
        ("他1983年8月参加工作，1984年4月入党，2017年退休。", "1月25日", "2026-03-01", "2026-01-25"),
        ("1937年，渡口停航。\n\n1937年，祖父离乡。\n\n1938年，祖父还乡。", "1月25日", "2026-03-01", "2026-01-25"),
        (
            "1999年，他进厂。\n\n2003年，他下岗。\n\n2008年，他开店。\n\n2009年，店关了。",
            "1月25日",
            "2026-03-01",
            "2026-01-25",
        ),
        # Nothing.
        ("灯会开场。", "1月25日", "2026-03-01", "2026-01-25"),
        ("灯会开场。", "1月25日", "2031-06-01", "2031-01-25"),
    ],
)
def test_the_year_of_a_bulletin_without_an_issue_date(text: str, dateline: str, today: str, day: str) -> None:
    dated = _dated(text, f"新华社滨江{dateline}电", today)
    assert str(dated.day) == day
    assert dated.inferred
    assert [problem.code for problem in dated.problems] == ["date-inferred"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1月25日（星期日），灯会开场。", ["the text", "1月25日 is printed beside 星期日, line 5"]),
        ("今年（2026年）的灯会提前开场。", ["the text", "it says 今年（2026年）, line 5"]),
        ("2025年11月，码头修缮。\n\n2025年，渡口停航。", ["the text", "2025年11月, line 5"]),
        ("灯会开场。", ["the day it first came in"]),
    ],
)
def test_the_rule_says_what_was_used(text: str, told: list[str]) -> None:
    dated = _dated(text)
    assert dated.rule.startswith("dateline 1月25日, year inferred from")
    for words in told:
        assert words in dated.rule
        assert words in dated.problems[0].message


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        # Weekdays no year has together.
        (
            "1月25日（星期日），灯会开场。\n\n1月26日（星期日），灯会结束。",
            ["1月25日（星期日）, line 5", "1月26日（星期日）, line 7"],
        ),
        # A year and a weekday that aren't of the same day.
        ("2026年1月25日（星期一），灯会开场。", ["2026年1月25日（星期一）, line 5"]),
        # Two years that both are this one.
        ("今年（2026年），灯会开场。\n\n“今年是2019年。”", ["今年（2026年）, line 5", "今年是2019年, line 7"]),
        # More years that fit.
        ("2026年，灯会开场。\n\n2026年，渡口停航。", ["2026 would fit as well"]),
        ("2017年，灯会开场。", ["2017年, line 5"]),
        # A dateline before all that the text speaks of.
        ("2031年3月，灯会开场。\n\n2031年4月，渡口停航。", ["2031年4月, line 7"]),
    ],
)
def test_what_speaks_against_it_is_said(text: str, doubt: list[str]) -> None:
    (problem,) = _dated(text).problems
    for words in doubt:
        assert words in problem.message


def test_weekdays_that_contradict_each_other_are_no_evidence() -> None:
    text = "1月25日（星期日），灯会开场。\n\n1月26日（星期日），灯会结束。"
    assert str(_dated(text).day) == "2031-01-25"


def test_a_masthead_without_a_year_tells_it_by_its_weekday() -> None:
    bulletin = read_bulletin("\n\n# 江北大桥合龙\n\n新华社滨江1月25日电 江北大桥合龙。")
    masthead = Discard(line=1, reason="under no headline", text="滨江日报 1月26日 星期一")
    (dated,) = date_articles(replace(bulletin, discards=(masthead,)), UNSTATED, date(2031, 6, 1))
    assert str(dated.day) == "2026-01-25"
    assert "1月26日 is printed beside 星期一, line 1" in dated.rule


def test_the_articles_of_a_bulletin_are_of_one_time() -> None:
    bulletin = read_bulletin(
        "# 一\n\n新华社滨江12月31日电 灯会开场。2025年11月，码头修缮。\n\n2025年，渡口停航。\n\n"
        "# 二\n\n新华社滨江1月1日电 灯会结束。\n\n# 三\n\n新华社滨江1月1日电 天晴。\n\n# 四\n\n新华社滨江30日电 有雪。"
    )
    dated = date_articles(bulletin, UNSTATED, date(2031, 6, 1))
    assert [str(found.day) for found in dated] == ["2025-12-31", "2026-01-01", "2026-01-01", "2025-12-30"]


def test_a_dateline_that_states_its_year_tells_that_of_the_others() -> None:
    bulletin = read_bulletin("# 一\n\n新华社滨江1月24日电 天晴。\n\n# 二\n\n新华社滨江2026年1月25日电 有雪。")
    first, second = date_articles(bulletin, UNSTATED, date(2031, 6, 1))
    assert (str(first.day), first.inferred) == ("2026-01-24", True)
    assert (str(second.day), second.inferred, second.problems) == ("2026-01-25", False, ())
    assert "another dateline, which states 2026-01-25" in first.rule


def test_a_reprint_does_not() -> None:
    bulletin = read_bulletin("# 一\n\n新华社滨江1月24日电 天晴。\n\n# 二\n\n人民网滨江2008年5月12日电 有雪。")
    dated = date_articles(bulletin, UNSTATED, date(2026, 3, 1))
    assert [str(found.day) for found in dated] == ["2026-01-24", "2008-05-12"]


def test_ids_do_not_depend_on_what_was_inferred() -> None:
    texts = [
        "1月25日（星期日），灯会开场。",
        "今年（2026年）的灯会。",
        "灯会。",
        "2019年，渡口停航。\n\n2019年，修缮。",
    ]
    assert {_dated(text, today=today).printed for text in texts for today in ("2027-03-01", "2031-06-01")} == {
        "--01-25"
    }


def test_nothing_is_looked_for_where_the_issue_date_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "feedpub.dating.articles.find_time_evidence", lambda bulletin: pytest.fail("the text was searched")
    )
    bulletin = read_bulletin("# 一\n\n新华社滨江1月25日电 1月25日（星期一），灯会开场。")
    (dated,) = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), date(2031, 6, 1))
    assert (str(dated.day), dated.inferred, dated.problems) == ("2026-01-25", False, ())


@pytest.mark.skipif(not REAL, reason="../shared with the real bulletin is not here")
@pytest.mark.parametrize("today", ["2026-02-01", "2027-03-01", "2031-06-01"])
def test_the_real_bulletin_is_of_january_2026_whenever_it_is_built(today: str, feedpub: Feedpub) -> None:
    done = feedpub("inspect", "--json", bulletin_of(REAL[0]), today=today)
    assert done.returncode == 0
    assert done.stdout.count('"date": "2026-01-25"') == done.stdout.count('"date": ') == 7


# Properties


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["2026年", "2025年11月", "1月25日（星期日）", "今年（2019年）", "到2035年", "，", "\n\n", "灯会"]
        )
    ),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
)
def test_no_day_lies_after_the_build(pieces: list[str], day: date, today: date) -> None:
    dated = _dated("".join(pieces), f"新华社滨江{day.month}月{day.day}日电", str(today))
    assert dated.day <= today
    assert dated.inferred
    assert dated.problems


@pytest.mark.parametrize(
    "text",
    [
        "今年" + " " * 60_000,
        "2026年" + " " * 60_000,
        "1月25日" + " " * 60_000,
        "星期日（" + " " * 60_000,
        "2026年" * 15_000,
        "1月25日星期日" * 8_000,
        "2026年1月25日（星期一）" * 4_000,
        "今年（" * 20_000,
        "二" * 60_000,
        "民國" + "十" * 60_000,
    ],
)
@pytest.mark.timing
def test_a_long_text_takes_no_time(text: str) -> None:
    bulletin = read_bulletin("# 江北大桥合龙\n\n大桥合龙。")
    long = bulletin.articles[0]._replace(body=(Paragraph(text="年 星期 " + text, line=3),))
    before = time.perf_counter()
    find_time_evidence(replace(bulletin, articles=(long,)))
    assert time.perf_counter() - before < 2
