"""The day of a bulletin and of each article in it, with the evidence for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.dating.years import latest_day
from feedpub.ingest.discover import find_bulletins
from feedpub.model import Config, Dated, Dateline, IssueDate, Surroundings
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.days import find_days

TODAY = date(2026, 3, 1)
BODY = "江北大桥合龙,全长三千米。"


def _dated(dateline: str, issue: str | None, today: str = "2026-03-01") -> Dated:
    """How an article is dated whose text opens with that dateline."""
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n{dateline}{BODY}")
    stated = IssueDate(day=date.fromisoformat(issue) if issue else None, rule="told")
    (found,) = date_articles(bulletin, stated, date.fromisoformat(today))
    return found


def _codes(dated: Dated) -> list[str]:
    return [problem.code for problem in dated.problems]


@pytest.mark.parametrize(
    ("dateline", "issue", "day"),
    [
        # The usual: the same day, the day before, up to a week.
        ("新华社滨江1月26日电 ", "2026-01-26", "2026-01-26"),
        ("新华社滨江1月25日电 ", "2026-01-26", "2026-01-25"),
        ("新华社滨江１月２５日电 ", "2026-01-26", "2026-01-25"),
        ("新华社滨江1月19日电 ", "2026-01-26", "2026-01-19"),
        # Across the ends of months and years.
        ("新华社滨江1月31日电 ", "2026-02-01", "2026-01-31"),
        ("新华社滨江2月28日电 ", "2026-03-01", "2026-02-28"),
        ("新华社滨江12月31日电 ", "2026-01-01", "2025-12-31"),
        ("新华社滨江12月29日电 ", "2026-01-03", "2025-12-29"),
        ("新华社滨江1月1日电 ", "2026-01-01", "2026-01-01"),
        ("新华社滨江12月31日电 ", "2026-12-31", "2026-12-31"),
        # 29 February, in a leap year.
        ("新华社滨江2月29日电 ", "2024-03-01", "2024-02-29"),
        ("新华社滨江2月29日电 ", "2024-02-29", "2024-02-29"),
        ("新华社滨江2月29日电 ", "2028-03-02", "2028-02-29"),
        # A stated year that is the right one.
        ("新华社滨江2026年1月25日电 ", "2026-01-26", "2026-01-25"),
        ("新华社滨江2025年12月31日电 ", "2026-01-01", "2025-12-31"),
        # None: the issue date.
        ("", "2026-01-26", "2026-01-26"),
    ],
)
def test_the_latest_such_day_not_after_the_issue_date(dateline: str, issue: str, day: str) -> None:
    dated = _dated(dateline, issue)
    assert (str(dated.day), _codes(dated)) == (day, [])


@pytest.mark.parametrize(("back", "said"), [(0, 0), (1, 0), (2, 0), (6, 0), (7, 0), (8, 1), (20, 1), (30, 1), (31, 1)])
@pytest.mark.parametrize("issue", ["2026-01-26", "2026-03-01", "2024-03-10", "2026-01-01"])
def test_up_to_31_days_back_and_more_than_7_are_said(back: int, said: int, issue: str) -> None:
    day = date.fromisoformat(issue) - timedelta(days=back)
    dated = _dated(f"新华社滨江{day.month}月{day.day}日电 ", issue)
    assert dated.day == day
    assert _codes(dated) == ["date-old"] * said


@pytest.mark.parametrize(
    ("dateline", "issue", "code"),
    [
        # Ahead: a slip of the pen, never a year ago.
        ("新华社滨江1月27日电 ", "2026-01-26", "date-ahead"),
        ("新华社滨江2月25日电 ", "2026-01-26", "date-ahead"),
        ("新华社滨江1月1日电 ", "2025-12-31", "date-ahead"),
        ("新华社滨江2027年1月25日电 ", "2026-01-26", "date-ahead"),
        ("新华社滨江2026年1月27日电 ", "2026-01-26", "date-ahead"),
        # Further back than a month.
        ("新华社滨江12月25日电 ", "2026-01-26", "date-old"),
        ("新华社滨江11月1日电 ", "2026-01-26", "date-old"),
        # A reprint that states its year.
        ("人民网滨江2008年5月12日电 ", "2026-05-13", "date-old"),
        ("新华社滨江2025年1月25日电 ", "2026-01-26", "date-old"),
        # No day of the calendar.
        ("新华社滨江2月30日电 ", "2026-03-01", "date-impossible"),
        ("新华社滨江4月31日电 ", "2026-05-01", "date-impossible"),
        ("新华社滨江13月1日电 ", "2026-01-26", "date-impossible"),
        ("新华社滨江1月32日电 ", "2026-02-01", "date-impossible"),
        ("新华社滨江0月1日电 ", "2026-01-26", "date-impossible"),
        ("新华社滨江1月0日电 ", "2026-01-26", "date-impossible"),
        ("新华社滨江2026年2月29日电 ", "2026-03-01", "date-impossible"),
    ],
)
def test_what_cannot_be_is_said_and_takes_the_issue_date(dateline: str, issue: str, code: str) -> None:
    dated = _dated(dateline, issue)
    assert (str(dated.day), _codes(dated)) == (issue, [code])


def test_29_february_against_an_issue_date_of_a_common_year() -> None:
    dated = _dated("新华社滨江2月29日电 ", "2026-03-01")
    assert str(dated.day) == "2026-03-01"
    assert _codes(dated) in (["date-old"], ["date-impossible"])


def test_a_reprint_keeps_the_year_of_its_dateline() -> None:
    article = read_bulletin(f"# 江北大桥合龙\n\n人民网滨江2008年5月12日电 {BODY}").articles[0]
    assert article.dateline is not None
    assert article.dateline.year == 2008


def test_a_doubt_names_the_line_of_its_article() -> None:
    bulletin = read_bulletin(f"\n\n# 江北大桥合龙\n\n新华社滨江1月27日电 {BODY}")
    (dated,) = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), TODAY)
    assert [(problem.level, problem.line) for problem in dated.problems] == [("warning", 3)]


def test_every_day_carries_its_rule() -> None:
    told = _dated("新华社滨江1月25日电 ", "2026-01-26")
    assert "1月25日" in told.rule
    assert "told" in told.rule
    assert _dated("", "2026-01-26").rule == "told"


@pytest.mark.parametrize(
    ("dateline", "words"),
    [
        ("新华社滨江0000年1月25日电 ", "0年1月25日"),
        ("新华社滨江9999年1月25日电 ", "9999年1月25日"),
        ("新华社滨江0月1日电 ", "0月1日"),
        ("中央社滨江民國999年1月25日電 ", "2910年1月25日"),
    ],
)
def test_a_doubt_quotes_the_day_as_it_was_read(dateline: str, words: str) -> None:
    for issue in ("2026-01-26", None):
        dated = _dated(dateline, issue)
        assert str(dated.day) == (issue or "2026-03-01")
        (problem,) = dated.problems
        assert problem.code in ("date-impossible", "date-ahead")
        assert f"dateline {words}" in problem.message


@pytest.mark.parametrize(
    ("closing", "day", "codes"),
    [
        ("（新华社滨江1月25日电）", "2026-01-25", []),
        ("（新华社滨江1月10日电）", "2026-01-10", ["date-old"]),
        ("（新华社滨江1月27日电）", "2026-01-26", ["date-ahead"]),
        ("（新华社滨江2月30日电）", "2026-01-26", ["date-impossible"]),
        ("（新华社滨江2025年2月29日电）", "2026-01-26", ["date-impossible"]),
        ("（新华社滨江2019年1月25日电）", "2026-01-26", ["date-old"]),
    ],
)
def test_a_closing_dateline_is_judged_like_an_opening_one(closing: str, day: str, codes: list[str]) -> None:
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n{BODY}\n\n{closing}")
    (dated,) = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), TODAY)
    assert (str(dated.day), _codes(dated)) == (day, codes)


@pytest.mark.parametrize(
    ("dateline", "day", "codes"),
    [
        ("新华社滨江25日电 ", "2026-01-25", []),
        ("新华社滨江27日电 ", "2025-12-27", ["date-old"]),
        ("新华社滨江32日电 ", "2026-01-26", ["date-impossible"]),
        ("新华社滨江0日电 ", "2026-01-26", ["date-impossible"]),
        ("中央社滨江民國115年1月25日電 ", "2026-01-25", []),
        ("中央社滨江民國115年2月29日電 ", "2026-01-26", ["date-impossible"]),
        ("中央社滨江民國105年1月25日電 ", "2026-01-26", ["date-old"]),
    ],
)
def test_days_alone_and_years_of_the_republic(dateline: str, day: str, codes: list[str]) -> None:
    dated = _dated(dateline, "2026-01-26")
    assert (str(dated.day), _codes(dated)) == (day, codes)


# Several datelines


def _line(day: str, at: Literal["start", "end"] = "end") -> Dateline:
    """A dateline of that day: `1-25`, `2019-1-25`, `25`, or undated."""
    numbers = [int(number) for number in day.split("-")] if day else []
    year, month, of_month = [None] * (3 - len(numbers)) + numbers
    return Dateline(
        text=day,
        agency="新华社",
        place=None,
        places=(),
        year=year,
        month=month,
        day=of_month,
        at=at,
    )


def _several(first: Dateline | None, others: Sequence[Dateline], issue: str | None = "2026-01-26") -> Dated:
    """How an article with these datelines is dated."""
    bulletin = read_bulletin(f"\n\n# 江北简讯\n\n{BODY}")
    article = bulletin.articles[0]._replace(dateline=first, others=tuple(others))
    stated = IssueDate(day=date.fromisoformat(issue) if issue else None, rule="told")
    (found,) = date_articles(replace(bulletin, articles=(article,)), stated, TODAY)
    return found


@pytest.mark.parametrize("issue", ["2026-01-26", None])
def test_two_datelines_that_disagree_are_a_warning_naming_both(issue: str | None) -> None:
    dated = _several(_line("1-25", "start"), [_line("1-24")], issue)
    problem = next(problem for problem in dated.problems if problem.code == "date-disagree")
    assert (str(dated.day), problem.level, problem.line) == ("2026-01-25", "warning", 3)
    assert "1月25日" in problem.message
    assert "1月24日" in problem.message


@pytest.mark.parametrize("closing", ["1-25", "25", "2026-1-25", ""])
def test_two_that_agree_are_none(closing: str) -> None:
    dated = _several(_line("1-25", "start"), [_line(closing)])
    assert (str(dated.day), dated.problems) == ("2026-01-25", ())


def test_an_undated_opening_leaves_the_day_to_the_closing() -> None:
    dated = _several(_line("", "start"), [_line("1-25")])
    assert (str(dated.day), dated.problems) == ("2026-01-25", ())


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (["1-24", "1-25", "1-23"], "2026-01-25"),
        (["1-25", "1-24"], "2026-01-25"),
        (["12-31", "1-2", "1-1"], "2026-01-02"),
        (["24", "25"], "2026-01-25"),
        # What lies outside the window does not count.
        (["1-25", "11-3"], "2026-01-25"),
        (["2019-1-25", "1-24"], "2026-01-24"),
    ],
)
def test_a_roundup_is_of_its_latest_day_and_no_problem(days: list[str], day: str) -> None:
    first, *others = map(_line, days)
    dated = _several(first, others)
    assert str(dated.day) == day
    assert set(_codes(dated)) <= {"date-old"}  # 1月2日 lies three weeks back
    assert dated.rule.startswith(f"the latest of {len(days)} datelines, ")


@pytest.mark.parametrize(
    ("days", "day", "codes"),
    [
        (["1-25", "2-30"], "2026-01-25", ["date-impossible"]),
        (["1-27", "1-25", "1-24"], "2026-01-25", ["date-ahead"]),
        (["2-30", "1-28"], "2026-01-26", ["date-impossible", "date-ahead"]),
    ],
)
def test_a_brief_whose_day_cannot_be_is_said(days: list[str], day: str, codes: list[str]) -> None:
    first, *others = map(_line, days)
    dated = _several(first, others)
    assert (str(dated.day), sorted(_codes(dated))) == (day, sorted(codes))


def test_a_roundup_in_a_bulletin_without_an_issue_date() -> None:
    dated = _several(_line("1-24"), [_line("1-25"), _line("2-30")], None)
    assert str(dated.day) == "2026-01-25"
    assert sorted(_codes(dated)) == ["date-impossible", "date-inferred"]
    assert "the latest of 3 datelines, 1月25日" in dated.rule


def test_briefs_of_one_day_are_dated_as_one() -> None:
    dated = _several(_line("1-25"), [_line("1-25")])
    assert (str(dated.day), dated.problems, dated.rule) == ("2026-01-25", (), "dateline 1月25日, told")


# Pictures


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("1月25日,游人在江北滩赏灯。", "2026-01-25"),
        ("１月２５日，游人在江北滩赏灯。", "2026-01-25"),
        ("2026年1月24日,游人在江北滩赏灯。", "2026-01-24"),
    ],
)
def test_a_picture_takes_the_day_its_caption_opens_with(caption: str, day: str) -> None:
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n{BODY}\n\n{BODY}\n\n\n\n{caption}")
    dated = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), TODAY)
    assert [str(found.day) for found in dated] == ["2026-01-26", day]


@pytest.mark.parametrize(
    ("caption", "code"),
    [
        ("2月30日,游人在江北滩赏灯。", "date-impossible"),
        ("1月27日,游人在江北滩赏灯。", "date-ahead"),
        ("2019年1月24日,游人在江北滩赏灯。", "date-old"),
    ],
)
def test_a_caption_whose_day_cannot_be_is_said(caption: str, code: str) -> None:
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n{BODY}\n\n{BODY}\n\n\n\n{caption}")
    _, dated = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), TODAY)
    assert (str(dated.day), _codes(dated)) == ("2026-01-26", [code])
    assert "caption" in dated.problems[0].message


def test_a_cartoon_without_a_day_takes_the_issue_date() -> None:
    bulletin = read_bulletin(f"# 江北大桥合龙\n\n新华社滨江1月25日电 {BODY}\n\n灯亮了。\n\n新华社发 张三 作")
    dated = date_articles(bulletin, IssueDate(day=date(2026, 1, 26), rule="told"), TODAY)
    assert [str(found.day) for found in dated] == ["2026-01-25", "2026-01-26"]


# Without an issue date


@pytest.mark.parametrize(
    ("dateline", "today", "day"),
    [
        ("新华社滨江1月25日电 ", "2026-01-26", "2026-01-25"),
        ("新华社滨江1月25日电 ", "2026-03-01", "2026-01-25"),
        ("新华社滨江1月25日电 ", "2026-01-25", "2026-01-25"),
        ("新华社滨江1月25日电 ", "2026-01-20", "2025-01-25"),
        ("新华社滨江12月31日电 ", "2026-01-01", "2025-12-31"),
        ("新华社滨江2月29日电 ", "2026-03-01", "2024-02-29"),
        ("新华社滨江2月29日电 ", "2024-03-01", "2024-02-29"),
        ("新华社滨江2月29日电 ", "2024-02-28", "2020-02-29"),
        ("新华社滨江2月29日电 ", "2027-12-31", "2024-02-29"),
        ("新华社滨江2月29日电 ", "2103-01-01", "2096-02-29"),
    ],
)
def test_the_year_is_inferred_from_the_day_of_the_build_and_said(dateline: str, today: str, day: str) -> None:
    dated = _dated(dateline, None, today)
    assert (str(dated.day), _codes(dated)) == (day, ["date-inferred"])


def test_a_stated_year_needs_no_inference() -> None:
    dated = _dated("人民网滨江2008年5月12日电 ", None)
    assert (str(dated.day), _codes(dated)) == ("2008-05-12", [])


@pytest.mark.parametrize("dateline", ["新华社滨江2月30日电 ", "新华社滨江2027年1月1日电 "])
def test_what_cannot_be_takes_the_day_of_the_build_where_nothing_else_is_known(dateline: str) -> None:
    dated = _dated(dateline, None)
    assert dated.day == TODAY
    assert _codes(dated) in (["date-impossible"], ["date-ahead"])


def test_nothing_at_all_takes_the_day_of_the_build() -> None:
    dated = _dated("", None)
    assert (dated.day, _codes(dated)) == (TODAY, ["date-inferred"])


def _days_of(*datelines: str) -> list[str]:
    text = "\n\n".join(f"# 简讯{place}\n\n{line}{BODY}" for place, line in enumerate(datelines))
    return [str(dated.day) for dated in date_articles(read_bulletin(text), IssueDate(day=None, rule=""), TODAY)]


def test_without_a_dateline_the_day_most_datelines_give() -> None:
    assert _days_of("新华社滨江1月25日电 ", "新华社滨江1月24日电 ", "", "新华社滨江1月24日电 ")[2] == "2026-01-24"


def test_of_days_given_as_often_the_latest() -> None:
    assert _days_of("新华社滨江1月25日电 ", "", "新华社滨江1月24日电 ")[1] == "2026-01-25"


def test_the_day_an_editor_signed_it_off_with_is_stated() -> None:
    text = f"# 江北大橋合龍\n\n（中央社記者張三台北24日電）{BODY}\n\n（編輯：李四）1150125"
    (dated,) = date_articles(read_bulletin(text), IssueDate(day=None, rule=""), TODAY)
    assert (str(dated.day), dated.inferred, dated.problems) == ("2026-01-24", False, ())


@pytest.mark.parametrize(
    ("dateline", "issue", "inferred"),
    [
        ("新华社滨江1月25日电 ", "2026-01-26", False),
        ("新华社滨江1月27日电 ", "2026-01-26", False),  # takes the issue date, which is stated
        ("", "2026-01-26", False),
        ("新华社滨江2026年1月25日电 ", None, False),
        ("新华社滨江1月25日电 ", None, True),
        ("新华社滨江25日电 ", None, True),
        ("新华社滨江2月30日电 ", None, True),
        ("新华社滨江2027年1月25日电 ", None, True),
        ("", None, True),
    ],
)
def test_a_day_is_inferred_where_nothing_states_all_of_it(dateline: str, issue: str | None, inferred: bool) -> None:
    assert _dated(dateline, issue).inferred is inferred


# The issue date


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("2026-01-26.txt", "2026-01-26"),
        ("20260126.txt", "2026-01-26"),
        ("2026年1月26日.txt", "2026-01-26"),
        ("滨江日报2026年01月26日要闻.txt", "2026-01-26"),
        ("binjiang-20260126-a1.md", "2026-01-26"),
        ("2026-01-26/a.txt", "2026-01-26"),
        ("20260126/a.txt", "2026-01-26"),
        ("2026年1月26日/a.txt", "2026-01-26"),
        ("2026/01/26/a.txt", "2026-01-26"),
        ("滨江/2026/01/26/要闻/a.txt", "2026-01-26"),
        ("2026/1/26.txt", "2026-01-26"),
        ("2026-01-26/要闻/a.txt", "2026-01-26"),
        ("2026年/1月/26日.txt", "2026-01-26"),
        ("2026年1月/26日.txt", "2026-01-26"),
        ("2026-01/26.txt", "2026-01-26"),
        ("202601/26.txt", "2026-01-26"),
        ("2026/2026-01/26.txt", "2026-01-26"),
        ("2026/2026-01/0126.txt", "2026-01-26"),
        ("2026-01/0226.txt", None),
        ("2026/01-January/26.txt", "2026-01-26"),
        ("2026/Jan/26.txt", "2026-01-26"),
        ("2026/0126.txt", "2026-01-26"),
        ("2026/1月26日.txt", "2026-01-26"),
        ("26_01_2026.txt", "2026-01-26"),
        ("要闻 26.1.2026.txt", "2026-01-26"),
        ("1150126.txt", "2026-01-26"),
        ("民國115年1月26日.txt", "2026-01-26"),
        ("January 26, 2026.txt", "2026-01-26"),
        ("周报2026.1.20-1.26.txt", "2026-01-26"),
        # The nearest is believed.
        ("2026-01-25/2026-01-26.txt", "2026-01-26"),
        ("2026-01-25/2026-01-26/a.txt", "2026-01-26"),
        # No day.
        ("a.txt", None),
        ("000_4cc83ec405a93f66.txt", None),
        ("2026.txt", None),
        ("2026-13-45.txt", None),
        ("2026-02-29.txt", None),
        ("20261345.txt", None),
        ("120260126.txt", None),
        ("01-26.txt", None),
        ("2026/13/45/a.txt", None),
        ("26/01/2026/a.txt", None),
        ("05-01-2026.txt", None),
        ("2026-01/26-headline.txt", None),
        ("2026/01/2601.txt", None),
        ("1月26日.txt", None),
    ],
)
def test_the_name_of_file_and_folder(key: str, day: str | None) -> None:
    found = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), key, None)
    assert str(found.day) == str(day)


FRONT = "---\ndate: 2026-01-26\n---\n"
MASTHEAD = "滨江日报 2026年1月25日 星期日\n\n"


@pytest.mark.parametrize(
    ("top", "key", "told", "day", "source"),
    [
        (FRONT + MASTHEAD, "2026-01-24/2026-01-23.txt", "2026-01-22", "2026-01-26", "front matter"),
        (MASTHEAD, "2026-01-24/2026-01-23.txt", "2026-01-22", "2026-01-25", "masthead"),
        ("", "2026-01-24/2026-01-23.txt", "2026-01-22", "2026-01-23", "file name"),
        ("", "2026-01-24/a.txt", "2026-01-22", "2026-01-24", "folder name"),
        ("", "a.txt", "2026-01-22", "2026-01-22", "--date"),
    ],
)
def test_what_states_the_issue_date_in_order(top: str, key: str, told: str, day: str, source: str) -> None:
    bulletin = read_bulletin(top + "# 简讯\n\n灯亮了。")
    found = issue_date(bulletin, key, date.fromisoformat(told))
    assert str(found.day) == day
    assert source in found.rule


def test_two_statements_that_disagree_are_a_warning_naming_both() -> None:
    found = issue_date(read_bulletin(MASTHEAD + "# 简讯\n\n灯亮了。"), "2026-01-26.txt", None)
    (problem,) = found.problems
    assert (problem.code, problem.level) == ("date-disagree", "warning")
    assert "2026-01-25" in problem.message
    assert "2026-01-26" in problem.message


def test_statements_that_agree_are_no_warning() -> None:
    bulletin = read_bulletin(FRONT + "2026年1月26日 星期一\n\n# 简讯\n\n灯亮了。")
    found = issue_date(bulletin, "2026/01/26/20260126.txt", date(2026, 1, 26))
    assert (str(found.day), found.problems) == ("2026-01-26", ())


DATELINED = "# 水碓\n\n新华社滨江1月{}日电 水碓修好了，一小时舂米四十斤，镇上留给学生看。\n\n"


def test_a_statement_that_puts_every_dateline_in_the_future_loses() -> None:
    text = "滨江日报 2026年1月16日 星期五\n\n" + DATELINED.format(25) + DATELINED.format(26)
    found = issue_date(read_bulletin(text), "2026-01-26.txt", None)
    assert str(found.day) == "2026-01-26"
    (problem,) = found.problems
    assert problem.code == "date-disagree"
    assert "2026-01-16" in problem.message
    assert "datelines" in problem.message


def test_a_statement_that_puts_every_dateline_a_month_back_loses() -> None:
    text = "滨江日报 2026年3月1日\n\n" + DATELINED.format(25)
    assert str(issue_date(read_bulletin(text), "2026-01-26.txt", None).day) == "2026-01-26"


@pytest.mark.parametrize(("masthead", "name"), [("2026年1月28日", "2026-01-26"), ("2026年1月16日", "2026-02-28")])
def test_the_first_statement_counts_unless_another_fits_much_better(masthead: str, name: str) -> None:
    text = f"滨江日报 {masthead}\n\n" + DATELINED.format(25)
    found = issue_date(read_bulletin(text), f"{name}.txt", None)
    assert "masthead" in found.rule


def test_the_weekday_of_a_masthead_without_a_year_gives_the_year() -> None:
    bulletin = read_bulletin("1月26日，农历腊月初八，星期一！\n\n# 简讯\n\n灯亮了。")
    found = issue_date(bulletin, "a.txt", None, around=Surroundings(seen=date(2026, 11, 29)))
    assert str(found.day) == "2026-01-26"
    assert "星期一 gives the year 2026" in found.rule
    assert issue_date(bulletin, "a.txt", None).day is None


def test_a_date_far_ahead_is_a_warning_and_loses_to_one_that_is_not() -> None:
    around = Surroundings(seen=date(2026, 1, 26), today=date(2026, 1, 26))
    alone = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), "2062-01-26.txt", None, around=around)
    assert [(str(alone.day), problem.code) for problem in alone.problems] == [("2062-01-26", "date-future")]
    near = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), "2026-01-28.txt", None, around=around)
    assert near.problems == ()
    two = issue_date(
        read_bulletin(FRONT.replace("2026", "2062") + "# 简讯\n\n灯亮了。"), "2026-01-26.txt", None, around=around
    )
    assert str(two.day) == "2026-01-26"


@pytest.mark.parametrize("name", ["2026-13-45", "05-01-2026", "1月26日", "260126"])
def test_a_near_miss_in_the_file_name_is_named(name: str) -> None:
    (problem,) = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), f"{name}.txt", None).problems
    assert (problem.code, name in problem.message) == ("date-name", True)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("/srv/2026/01/26.md", "2026-01-26"),
        ("/srv/2026/01/26/要闻.md", "2026-01-26"),
        ("/srv/2026-01-26/要闻.md", "2026-01-26"),
        ("/srv/2026/01/26/copies/要闻.md", None),
        ("/srv/2026-01-26/copies/要闻.md", None),
    ],
)
def test_a_file_named_by_itself_may_be_in_folders_of_its_day(place: str, day: str | None) -> None:
    key = place.rpartition("/")[2]
    found = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), key, None, around=Surroundings(place=place))
    assert str(found.day) == str(day)


SOURCED = "## 水碓修好\n\n临澜时报 2026-01-{}\n\n水碓修好了，一小时舂米四十斤。\n\n"


def test_each_of_several_articles_states_its_own_day_below_its_headline() -> None:
    bulletin = read_bulletin(SOURCED.format(26) + SOURCED.format("02"))
    issue = issue_date(bulletin, "a.txt", None)
    assert [str(row.day) for row in date_articles(bulletin, issue, TODAY)] == ["2026-01-26", "2026-01-02"]
    assert [article.paragraphs for article in bulletin.articles] == [("水碓修好了，一小时舂米四十斤。",)] * 2


def test_the_line_below_a_single_headline_states_the_issue_date_if_nothing_else_does() -> None:
    bulletin = read_bulletin(SOURCED.format(25))
    assert str(issue_date(bulletin, "a.txt", None).day) == "2026-01-25"
    assert str(issue_date(bulletin, "2026-01-26.txt", None).day) == "2026-01-26"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-01-25T16:00:00.000Z", "2026-01-26"),
        ("2026-01-25T08:00:00Z", "2026-01-25"),
        ("2026-01-26T00:00:00Z", "2026-01-26"),
        ("2026-01-26 07:30:00 +0800", "2026-01-26"),
        ("2026-01-26 23:59", "2026-01-26"),
        ("Sun, 25 Jan 2026 23:30:00 GMT", "2026-01-26"),
        ("1769385600", "2026-01-26"),
    ],
)
def test_an_hour_in_another_zone_may_be_another_day_in_the_papers(value: str, day: str) -> None:
    bulletin = read_bulletin(f"---\npubDate: {value}\n---\n# 简讯\n\n灯亮了。")
    assert str(issue_date(bulletin, "a.txt", None, around=Surroundings(timezone="Asia/Shanghai")).day) == day


def test_no_statement_is_no_issue_date() -> None:
    found = issue_date(read_bulletin("# 简讯\n\n灯亮了。"), "a.txt", None)
    assert (found.day, found.problems) == (None, ())


def test_a_day_in_the_text_is_no_issue_date() -> None:
    text = "# 简讯\n\n大桥26日通行。\n\n滨江市交通局\n\n2026年1月25日\n\n# 简讯\n\n2025年1月1日,灯亮了。"
    assert issue_date(read_bulletin(text), "a.txt", None).day is None


def test_folders_count_from_the_path_given_downwards(tmp_path: Path) -> None:
    inner = tmp_path / "2025-12-24" / "来稿"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text("# 简讯\n\n灯亮了。", encoding="utf-8")

    def stated(path: Path) -> str:
        (file,) = find_bulletins([path], Config())[0]
        return str(issue_date(read_bulletin(file.path.read_text(encoding="utf-8")), file.key, None).day)

    assert stated(inner) == "None"
    assert stated(inner / "a.txt") == "None"
    assert stated(tmp_path / "2025-12-24") == "2025-12-24"
    assert stated(tmp_path) == "2025-12-24"


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (1, 32), (2, 30), (4, 31), (None, 0), (None, 32)])
def test_a_day_no_calendar_has_is_none(month: int | None, day: int) -> None:
    assert latest_day(month, day, date(2026, 1, 26)) is None


# Properties


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(1, 31), st.dates(date(1909, 1, 1), date(2199, 12, 31)))
def test_the_latest_day_is_the_latest(month: int, day: int, limit: date) -> None:
    found = latest_day(month, day, limit)
    if found is None:
        assert day > 29 or month == 2
        return
    assert (found.month, found.day) == (month, day)
    assert found <= limit
    following = (year for year in range(found.year + 1, limit.year + 1))
    assert not any(_exists(year, month, day) and date(year, month, day) <= limit for year in following)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


@settings(deadline=None)
@given(
    st.one_of(st.none(), st.integers(1990, 2040)),
    st.integers(0, 14),
    st.integers(0, 33),
    st.one_of(st.none(), st.dates(date(1995, 1, 1), date(2035, 12, 31))),
)
def test_no_date_after_its_issue_date_nor_after_the_build(
    year: int | None, month: int, day: int, issue: date | None
) -> None:
    stated = f"{year}年" if year else ""
    dated = _dated(f"新华社滨江{stated}{month}月{day}日电 ", str(issue) if issue else None)
    assert dated.day <= (issue or TODAY)
    if issue:
        assert issue - dated.day <= timedelta(days=31)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_is_read(day: date) -> None:
    written = [
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y年%m月%d日}",
    ]
    assert {find_days(f"滨江{text}要闻") for text in written} == {(day,)}
