"""An issue whose date is far ahead: a warning, and nobody sees it as the newest."""

from datetime import date, timedelta
from pathlib import Path

from tests.papers import Paper

TEXT = "第02版：社会\n\n## {}\n\n本报滨江1月25日讯（记者沈砚秋）停转二十年的水碓25日修好试车，一小时能舂米四十斤。\n"


def test_it_waits_for_its_day_and_is_said(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.md", TEXT.format("石梁村通了公交"))
    paper.write("2026-02-17.md", "第02版：社会\n\n## 水碓修好了\n\n白鹭镇的水碓停转二十年，由老木匠周福全修好。\n")
    built = paper.build()
    assert [problem.code for _, problem in built.problems if problem.code == "date-future"] == ["date-future"]
    assert (set(paper.feed()), built.newest, built.waiting) == ({"石梁村通了公交"}, date(2026, 1, 26), 1)
    assert "水碓修好了" not in (paper.config.out / "index.html").read_text(encoding="utf-8")
    built = paper.build(later=timedelta(days=22))
    assert (set(paper.feed()), built.newest) == ({"石梁村通了公交", "水碓修好了"}, date(2026, 2, 17))
    assert "水碓修好了" in (paper.config.out / "index.html").read_text(encoding="utf-8")


def test_two_days_ahead_is_made_ready(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-28.md", TEXT.format("水碓修好了"))
    built = paper.build()
    assert (set(paper.feed()), built.newest) == ({"水碓修好了"}, date(2026, 1, 28))


def test_a_correction_that_moves_an_issue_far_ahead_takes_it_off_the_front_page_only(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-24.md", TEXT.format("石梁村通了公交").replace("25日", "23日"))
    top = "滨江日报 {}年1月26日\n\n"
    paper.write("a.md", top.format(2026) + TEXT.format("水碓修好了"))
    assert paper.build().newest == date(2026, 1, 26)
    paper.write("a.md", top.format(2062) + TEXT.format("水碓修好了"))
    built = paper.build()
    assert (set(paper.feed()), built.newest) == ({"石梁村通了公交", "水碓修好了"}, date(2026, 1, 24))
    assert "水碓修好了" not in (paper.config.out / "index.html").read_text(encoding="utf-8")
