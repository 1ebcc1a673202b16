"""Front matter: what it states, and what happens where it can't."""

from datetime import date

import pytest

from feedpub.model import FrontMatter
from feedpub.reading.bulletin import read_bulletin


def test_what_it_states() -> None:
    text = (
        "---\ndate: 2026年1月26日\nsection: 国际\npublication: 滨江日报\ntitle: 晨报\n---\n# 江城晨雾\n\n江风很轻。\n"
    )
    bulletin = read_bulletin(text)
    assert bulletin.front == FrontMatter(
        issue_date=date(2026, 1, 26), section="国际", publication="滨江日报", title="晨报"
    )
    assert bulletin.articles[0].line == 7


def test_a_day_of_no_calendar_costs_only_the_day() -> None:
    bulletin = read_bulletin("---\ndate: 2026-13-01\nsection: world\n---\n# 江城晨雾\n\n江风很轻。\n")
    [problem] = bulletin.problems
    assert (problem.level, "2026-13-01" in problem.message) == ("error", True)
    assert bulletin.front == FrontMatter(section="world")


def test_one_that_is_not_closed_is_said() -> None:
    bulletin = read_bulletin("---\ndate: 2026-01-01\n## 江城晨雾\n\n江风很轻。\n")
    assert [(problem.line, problem.level) for problem in bulletin.problems if "closed" in problem.message] == [
        (1, "error")
    ]
    assert bulletin.articles[0].kicker is None


def test_a_single_article_may_have_its_headline_there() -> None:
    bulletin = read_bulletin("---\ntitle: 江城晨雾\n---\n江风很轻。\n")
    assert [article.headline for article in bulletin.articles] == ["江城晨雾"]


@pytest.mark.parametrize(
    "line",
    [
        "pubDate: 2026-01-26",
        "publish_date: 2026/1/26",
        "日期: 2026年1月26日",
        "发布时间: 2026-01-26 08:30",
        "Created: Jan. 26, 2026",
    ],
)
def test_the_date_may_have_another_key(line: str) -> None:
    bulletin = read_bulletin(f"---\n{line}\n---\n# 江城晨雾\n\n江风很轻。\n")
    assert (bulletin.front.issue_date, bulletin.problems) == (date(2026, 1, 26), ())


def test_of_several_keys_the_day_of_publication_counts() -> None:
    front = "created: 2026-01-20\nlastmod: 2026-02-01\npublishDate: 2026-01-26\n"
    assert read_bulletin(f"---\n{front}---\n# 江城晨雾\n\n江风很轻。\n").front.issue_date == date(2026, 1, 26)
