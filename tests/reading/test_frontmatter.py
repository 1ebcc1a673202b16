"""Front matter: what it states, and what happens where it can't."""

from datetime import date

import pytest

from feedpub.model import FrontMatter
from feedpub.reading.bulletin import read_bulletin

MIST = "江面上的雾散得很慢，轮渡上午九时才开，码头上等船的人排到了桥头。\n\n摆渡的人说，这样的雾一年只有几回。"


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


@pytest.mark.parametrize("key", ["标题", "Title", "題目"])
def test_the_title_has_other_keys_too(key: str) -> None:
    bulletin = read_bulletin(f"---\n{key}: 江城晨雾\n日期: 2026年1月26日\n---\n{MIST}\n\n**渡口**\n\n船停了。\n")
    assert [article.headline for article in bulletin.articles] == ["江城晨雾"]


def test_toml_is_read() -> None:
    bulletin = read_bulletin(
        '+++\ntitle = "江城晨雾"\ndate = 2026-01-26\ndraft = true\n+++\n' + f"{MIST}\n\n## 渡口\n\n船停了。\n"
    )
    front, [article] = bulletin.front, bulletin.articles
    assert (front.title, front.issue_date, front.draft) == ("江城晨雾", date(2026, 1, 26), True)
    assert (article.headline, article.line) == ("江城晨雾", 6)


def test_toml_with_a_mistake_is_said() -> None:
    [problem] = read_bulletin("+++\ndate = 2026-13-01\n+++\n# 江城晨雾\n\n江风很轻。\n").problems
    assert (problem.level, "TOML" in problem.message) == ("error", True)


def test_rules_of_plus_signs_are_no_front_matter() -> None:
    bulletin = read_bulletin("+++\n江城日报\n+++\n# 江城晨雾\n\n江风很轻。\n")
    assert bulletin.problems == ()
    assert [article.headline for article in bulletin.articles] == ["江城晨雾"]


@pytest.mark.parametrize("title", ["江城早餐 3月17日 星期二", "江城日报（电子版）", "江城周讯"])
def test_the_title_of_an_issue_is_no_headline(title: str) -> None:
    bulletin = read_bulletin(f"---\ntitle: {title}\n---\n## 江城晨雾\n\n江风很轻。\n\n## 渡口停航\n\n船停了。\n")
    assert [article.headline for article in bulletin.articles] == ["江城晨雾", "渡口停航"]
