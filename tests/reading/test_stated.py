"""What the operator states of a source counts, and what the bulletin says itself is kept."""

from datetime import date

import pytest

from feedpub.model.form import Source
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.coverage import measure
from feedpub.reading.stated import IGNORED, fits_line

TEXT = """# 渡口书屋开门

点击蓝字 关注江城

停用十二年的三号码头重新开门，书屋里有三千册书。

本报记者 林知夏

长按二维码，关注我们

# 江滩夜市

新华社滨江1月25日电 夜市添了三百盏灯。
"""


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        ("点击*关注*", "点击蓝字 关注江城", True),
        ("点击蓝字关注江城", "　点击 蓝字 关注江城", True),
        ("返回首页(*)", "返回首页（http://example.org）", True),
        ("关注", "点击蓝字关注江城", False),
        ("*关注*", "关注", True),
        ("关*注", "关", False),
        ("甲*乙*丙", "甲乙甲丙乙", False),
        ("[目录]?", "[目录]?", True),  # only * is special
    ],
)
def test_which_lines_are_ignored(pattern: str, line: str, fits: bool) -> None:
    assert fits_line(pattern, line) is fits


def test_ignored_lines_are_put_aside_and_accounted_for() -> None:
    bulletin = read_bulletin(TEXT, stated=Source(match="**", ignore=("点击*关注*", "长按二维码*")))
    assert [(row.line, row.text) for row in bulletin.discards if row.reason == IGNORED] == [
        (3, "点击蓝字 关注江城"),
        (9, "长按二维码，关注我们"),
    ]
    assert "关注" not in "".join(bulletin.articles[0].paragraphs)
    coverage = measure(TEXT, bulletin)
    assert coverage.in_articles + coverage.discarded == len(TEXT)


def test_a_heading_may_be_ignored() -> None:
    bulletin = read_bulletin(f"# 关于我们\n\n{TEXT}", stated=Source(match="**", ignore=("关于我们",)))
    assert [article.headline for article in bulletin.articles] == ["渡口书屋开门", "江滩夜市"]


def test_publication_and_agency_are_of_what_names_none() -> None:
    stated = Source(match="**", publication="江城晚报", agency="江城通讯社")
    bulletin = read_bulletin(TEXT, stated=stated)
    assert bulletin.front.publication == "江城晚报"
    assert [article.source for article in bulletin.articles] == ["江城通讯社", None]
    own = read_bulletin(f"---\npublication: 滨江日报\n---\n{TEXT}", stated=stated)
    assert own.front.publication == "滨江日报"


def test_a_date_that_fits_counts_and_one_that_does_not_is_said() -> None:
    stated = Source(match="晚报/**", date="{year}/{month}/{day}")
    bulletin = read_bulletin(TEXT, name="晚报/2026/01/26.md", stated=stated)
    assert bulletin.stated == (date(2026, 1, 26), "the path")
    missed = read_bulletin(TEXT, name="晚报/a.md", stated=stated)
    assert missed.stated is None
    [problem] = [problem for problem in missed.problems if problem.code == "date-pattern"]
    assert (problem.level, "晚报/**" in problem.message) == ("warning", True)
