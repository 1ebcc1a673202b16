"""Days as mastheads and file names print them."""

from datetime import date

import pytest

from feedpub.reading.phrases.days import find_days, find_printed, near_miss, year_by_weekday


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-17",
        "20260317",
        "20260317083000",
        "2026.3.17",
        "2026年3月17号",
        "２０２６年３月１７日",
        "二〇二六年三月十七日",
        "二○二六年三月十七日",
        "中華民國一百一十五年三月十七日",
        "民國115年3月17日",
        "115年3月17日",
        "民國115.3.17",
        "115-03-17",
        "1150317",
        "17. 3. 2026",
        "17.03.2026",
        "17_03_2026",
        "17-03-2026",
        "17/03/2026",
        "03/17/2026",
        "March 17, 2026",
        "Mar. 17th, 2026",
        "17 March 2026",
        "17th of March, 2026",
        "Tue, 17 Mar 2026 08:00:00 +0800",
        "17-Mar-2026",
        "TUESDAY, MARCH 17, 2026",
        "17 Mac 2026",
        "2026年第11期 3月17日",
    ],
)
def test_every_form_of_one_day(text: str) -> None:
    assert find_days(text) == (date(2026, 3, 17),)


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月9日—15日",
        "2026年3月9日至3月15日",
        "2026年3月9日（周一）—3月15日（周日）",
        "二〇二六年三月九日至十五日",
        "2026年第11期（3月9日—15日）",
        "2026.3.9-3.15",
        "2026-03-09~15",
        "2026-03-09_2026-03-15",
        "20260309-20260315",
        "March 9-15, 2026",
        "9–15 March 2026",
        "9 March - 15 March 2026",
    ],
)
def test_the_day_of_a_span_is_its_last(text: str) -> None:
    assert find_days(text) == (date(2026, 3, 15),)


def test_a_span_may_lead_into_the_next_year() -> None:
    for text in ("2025年12月29日—2026年1月4日", "2025年12月29日—1月4日", "Dec 29, 2025 - Jan 4, 2026"):
        assert find_days(text) == (date(2026, 1, 4),)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2026",
        "2026-13-45",
        "2026-02-30",
        "3月17日",
        "农历2026年",
        "120260317",
        "March 2026",
        "2026年3月9日—5月15日",
    ],
)
def test_what_states_no_day(text: str) -> None:
    assert find_days(text) == ()


def test_a_number_behind_a_day_begins_no_span() -> None:
    for text in ("2026-03-17-2", "2026-03-17_2", "2026.3.17-2", "2026年3月17日-2"):
        assert find_days(text) == (date(2026, 3, 17),)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月17日，农历正月廿九，星期二", "2026-03-17"),
        ("Tuesday, March 17", "2026-03-17"),
        ("8月24日 周三", "2022-08-24"),
        ("3.17 周二", "2026-03-17"),
        ("十一月三十日 星期一", "2026-11-30"),  # tomorrow's issue, made ready
        ("3月17日", None),
        ("3月17日 周一至周三", None),
    ],
)
def test_a_weekday_proves_the_year(text: str, day: str | None) -> None:
    (found,) = find_printed(text)
    assert str(year_by_weekday(found.printed, date(2026, 11, 29))) == str(day)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026-13-45", "2026-13-45"),
        ("快讯2026-02-30", "2026-02-30"),
        ("05-03-2026", "05-03-2026"),
        ("11月29日", "11月29日"),
        ("26年11月29日", "26年11月29日"),
        ("261129", "261129"),
        ("11-29", "11-29"),
        ("要闻", None),
        ("第3-4版", None),
        ("2026", None),
    ],
)
def test_what_is_nearly_a_date(name: str, words: str | None) -> None:
    found = near_miss(name)
    assert (found[0] if found else None) == words
