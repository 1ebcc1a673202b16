"""Patterns of dates that bulletins show, and the one that holds for all of a source."""

from datetime import date

import pytest

from feedpub.learning.dates import common_pattern, patterns_of
from feedpub.reading.phrases.date_patterns import Searched

DAY = date(2026, 1, 26)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("news/2026-01-26.md", "file name: {year}-{month}-{day}"),
        ("news/2025/晚报20260126.txt", "file name: {year}{month}{day}"),
        ("news/260126.txt", "file name: {yy}{month}{day}"),
        ("news/2026年1月26日.txt", "file name: {year}年{month}月{day}日"),
        ("news/2026/01/26.md", "path: {year}/{month}/{day}"),
        ("news/2026年/1月/26日.md", "path: {year}年/{month}月/{day}日"),
        ("news/2026-01-26/国际.txt", "path: {year}-{month}-{day}"),
        ("news/202601/26.md", "path: {year}{month}/{day}"),
        ("news/2026/晚报0126.md", "path: {year}/*{month}{day}"),
        ("news/2026年/晚报1月26日.md", "path: {year}年/*{month}月{day}日"),
    ],
)
def test_of_a_path(path: str, pattern: str) -> None:
    assert patterns_of(Searched(path, [], []))[pattern] == DAY


@pytest.mark.parametrize("path", ["news/第3版.md", "news/2026-13-45.md", "news/2026/第12期.md", "news/99999999.md"])
def test_of_a_path_without_a_day(path: str) -> None:
    assert patterns_of(Searched(path, [], [])) == {}


def test_of_front_matter_and_lines() -> None:
    front = ["---", "title: 江城晚报", "created: '2026-01-26 08:00'", "---"]
    lines = [
        "",
        "# 江城晚报 第12期 2026年1月26日",
        "January 26, 2026",
        "二〇二六年一月二十六日",
        f"{'字' * 90}2026-01-26",
    ]
    assert patterns_of(Searched("a.md", front, lines)) == dict.fromkeys(
        [
            "front matter: created:*{year}-{month}-{day}",
            "line: {year}年{month}月{day}日",
            "line: # 江城晚报 第*期 {year}年{month}月{day}日",
            "line: {month} {day}, {year}",
        ],
        DAY,
    )


def test_a_line_does_not_confirm_itself() -> None:
    day, next_day = date(2026, 1, 26), date(2026, 1, 27)
    row = {"line: {year}-a": next_day, "line: 归档{year}-a": next_day, "path: b": day, "line: c": day}
    assert common_pattern([row, row]) == "path: b"


def test_the_pattern_that_others_confirm_is_taken() -> None:
    found = [
        {"file name: a": date(2026, 1, 1), "path: b": date(2026, 1, day), "line: c": date(2026, 1, day)}
        for day in range(1, 11)
    ]
    assert common_pattern(found) == "path: b"  # of the file names, all say the same day
    assert common_pattern([{"line: c": date(2026, 1, day)} if day < 8 else {} for day in range(1, 11)]) is None
    assert common_pattern([]) is None
