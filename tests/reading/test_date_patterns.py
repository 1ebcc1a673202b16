"""Issue dates by a pattern that the operator states."""

from datetime import date

import pytest

from feedpub.reading.phrases.date_patterns import Searched, date_pattern, find_stated

DAY = date(2026, 1, 26)


def _find(pattern: str, path: str = "a.md", front: str = "", text: str = "") -> tuple[date, str] | None:
    return find_stated(date_pattern(pattern), Searched(path, front.split("\n"), text.split("\n"), 5))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{year}/{month}/{day}", "news/2026/01/26.md"),
        ("{year}/{month}/{day}", "news/2026/1/26-要闻.md"),
        ("path: {year}{month}/{day}", "news/202601/26.md"),
        ("{year}年/{month}月{day}日", "news/2026年/1月26日.md"),
        ("path: {year}/*{month}{day}", "news/2026/江城晚报0126.md"),
        ("file name: {year}{month}{day}", "20250101/晚报20260126.txt"),
        ("file name: {yy}{month}{day}", "news/260126.txt"),
        ("FILE NAME：{day}.{month}.{year}", "news/26.1.2026.txt"),
        ("file name: {roc}{month}{day}", "news/1150126.txt"),
        ("{year}-{month}-{day}", "2025-12-31/2026-01-26.md"),  # the nearest to the file
    ],
)
def test_a_path(pattern: str, path: str) -> None:
    found = _find(pattern, path)
    assert found
    assert found[0] == DAY


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("line: {year}年{month}月{day}日", "江城晚报 2026 年 1 月 26 日".replace(" ", "")),
        ("line: {year} 年 {month} 月 {day} 日", "２０２６年１月２６日"),
        ("{year}年{month}月{day}日", "二〇二六年一月二十六日"),
        ("民國{roc}年{month}月{day}日", "中華民國一百一十五年元月廿六日"),
        ("{month} {day}, {year}", "Monday, January 26, 2026"),
        ("{month}. {day}, {year}", "Jan. 26th, 2026"),
        ("第*期 {year}-{month}-{day}", "第 12 期　2026-01-26"),
        ("line: 出版:{month}/{day}/{year}", "活动时间：3/1/2026，出版：1/26/2026"),
    ],
)
def test_a_line(pattern: str, text: str) -> None:
    assert _find(pattern, text=f"# 江城晚报\n\n{text}\n") == (DAY, "line 7")


def test_what_a_pattern_looks_at() -> None:
    front = "title: 2025-12-01 的会\npubdate: '2026-01-26 08:00:00 +0800'"
    assert _find("front matter: pubdate:*{year}-{month}-{day}", front=front) == (DAY, "the front matter")
    assert _find("{year}-{month}-{day}", "2026-01-26.md", front) == (DAY, "the path")
    assert _find("file name: {year}-{month}-{day}", "2026-01-26/a.md") is None
    far = "\n".join(["一句话。"] * 30 + ["2026-01-26"])
    assert _find("{year}-{month}-{day}", text=far) is None  # a date in running text is none of the issue
    assert _find("line: {year}-{month}-{day}", text=far) == (DAY, "line 35")


@pytest.mark.parametrize("path", ["news/2026/13/26.md", "12026/01/26.md", "2026/01/265.md", "0026/01/26.md"])
def test_what_is_no_day(path: str) -> None:
    assert _find("{year}/{month}/{day}", path) is None


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{year}/{month}", "must have {year}"),
        ("{year}{yy}-{month}-{day}", "must have {year}"),
        ("%Y-%m-%d", "must have {year}"),
        ("{year}-{mm}-{dd}", "`{mm}` is not known; known are {year}, {yy}"),
    ],
)
def test_a_pattern_of_no_whole_date_is_refused(pattern: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("{", r"\{")):
        date_pattern(pattern)


def test_a_hostile_line_costs_little() -> None:
    pattern = "line: 第*期*{year}年*{month}月*{day}日"
    assert _find(pattern, text="\n".join(["第期" * 5_000, "第" * 10_000, "第1期2026年1月" * 1_000] * 20)) is None
