"""An issue whose date is far ahead: a warning, and nobody sees it as the newest."""

from datetime import date, timedelta
from pathlib import Path

from tests.conftest import Feedpub
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


def test_a_correction_that_moves_an_issue_far_ahead_leaves_it_on_the_day_that_readers_have(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-24.md", TEXT.format("石梁村通了公交").replace("25日", "23日"))
    top = "滨江日报 {}年1月26日\n\n"
    paper.write("a.md", top.format(2026) + TEXT.format("水碓修好了"))
    assert paper.build().newest == date(2026, 1, 26)
    paper.write("a.md", top.format(2062) + TEXT.format("水碓修好了"))
    built = paper.build()
    assert (set(paper.feed()), built.newest) == ({"石梁村通了公交", "水碓修好了"}, date(2026, 1, 26))
    assert "水碓修好了" in (paper.config.out / "index.html").read_text(encoding="utf-8")


def test_no_page_has_an_issue_far_ahead_and_nothing_of_it_is_left_once_it_is_mended(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, daily=True)
    paper.write("2026-01-24.md", TEXT.format("石梁村通了公交").replace("25日", "23日"))
    top = "滨江日报 {}年1月26日\n\n"
    paper.write("a.md", top.format(2026) + TEXT.format("水碓修好了"))
    paper.build()
    before = _contents(paper)
    paper.write("a.md", top.format(2062) + TEXT.format("水碓修好了"))
    told = [problem.code for _, problem in paper.build().problems]
    assert "date-future" in told
    assert not [path for path, words in _contents(paper).items() if "2062-01" in path or b"d/2062-01" in words]
    paper.write("a.md", top.format(2026) + TEXT.format("水碓修好了"))
    assert "date-future" not in [problem.code for _, problem in paper.build().problems]
    assert _contents(paper).keys() == before.keys()
    assert _contents(paper)["d/2026-01-26.html"] == before["d/2026-01-26.html"]


def test_a_file_with_a_mistyped_name_waits_and_is_published_once_it_is_renamed(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, daily=True)
    paper.write("2026-01-24.md", TEXT.format("石梁村通了公交").replace("25日", "23日"))
    paper.write("2062-11-29.md", TEXT.format("水碓修好了"))
    built = paper.build()
    assert (built.newest, built.waiting, set(paper.feed())) == (date(2026, 1, 24), 1, {"石梁村通了公交"})
    assert not [path for path in paper.files() if "2062" in path]
    (paper.news / "2062-11-29.md").rename(paper.news / "2026-01-26.md")
    built = paper.build()
    assert (built.newest, built.waiting) == (date(2026, 1, 26), 0)
    assert set(paper.feed()) == {"石梁村通了公交", "水碓修好了"}
    assert not [path for path, words in _contents(paper).items() if "2062" in path or b"d/2062" in words]


def test_an_issue_far_ahead_satisfies_no_max_age(feedpub: Feedpub, tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    paper.write("2026-01-24.md", TEXT.format("石梁村通了公交").replace("25日", "23日"))
    paper.write("2062-11-29.md", TEXT.format("水碓修好了"))
    assert feedpub("build", today="2026-01-28").returncode == 0
    ran = feedpub("status", "--max-age", "1", today="2026-01-28")
    assert (ran.returncode, "newest issue 2026-01-24; 4 issues due since then" in ran.stdout) == (1, True)


def _contents(paper: Paper) -> dict[str, bytes]:
    return {path: words for path, (_, words) in paper.files().items()}
