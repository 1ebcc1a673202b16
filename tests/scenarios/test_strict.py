"""`--strict`: nothing is published whose day was inferred, and what is held back is said."""

import json
from pathlib import Path

import pytest

from tests.conftest import Feedpub
from tests.truth import rows_of

STATED = "# 江北大桥合龙\n\n新华社滨江1月25日电 大桥合龙。\n\n# 书房开门\n\n书房开门。\n"
UNSTATED = (
    "# 石矶渡口停航\n\n新华社滨江1月24日电 渡口停航。\n\n"
    "# 老船工还乡\n\n新华社滨江2026年1月23日电 老船工还乡。\n\n# 灯会\n\n灯会开场。\n"
)
HELD = ["石矶渡口停航", "灯会"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two bulletins, one that states its issue date and one that doesn't."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "2026-01-26.txt").write_text(STATED, encoding="utf-8")
    (folder / "来稿.txt").write_text(UNSTATED, encoding="utf-8")
    return folder


def _published(folder: Path) -> str:
    """All that a reader could fetch, but pictures."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".png")
    return "".join(path.read_text(encoding="utf-8") for path in files)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_has_no_stated_day_is_in_no_feed_and_no_page(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("build", "news")
    for title in HELD:
        assert title in _published(tmp_path / "feeds")
    strict = feedpub("build", "--strict", "--out", "strict", "news")
    assert strict.returncode == 1
    published = _published(tmp_path / "strict")
    for title in HELD:
        assert title not in published
    for title in ("江北大桥合龙", "书房开门", "老船工还乡"):  # the last states its year
        assert title in published


def test_each_article_held_back_is_named_with_file_and_line(news: Path, feedpub: Feedpub) -> None:
    told = feedpub("build", "--strict", "news").stderr
    assert "news/来稿.txt:1: error: “石矶渡口停航” is held back" in told
    assert "news/来稿.txt:9: error: “灯会” is held back" in told
    assert told.count("[held-back]") == 2
    assert "date-inferred" not in told
    quiet = feedpub("build", "--strict", "-q", "news")
    assert quiet.stderr.count("[held-back]") == 2


def test_summary_and_json_count_them(news: Path, feedpub: Feedpub) -> None:
    assert (
        "3 articles from 2 bulletins: 3 new, 0 corrected, 0 unchanged, 2 held back"
        in feedpub("build", "--strict", "news").stdout
    )
    built = json.loads(feedpub("build", "--strict", "--json", "news").stdout)
    assert [built[key] for key in ("articles", "new", "unchanged", "held")] == [3, 0, 3, 2]
    assert [(problem["line"], problem["level"]) for problem in built["problems"] if problem["code"] == "held-back"] == [
        (1, "error"),
        (9, "error"),
    ]


def test_without_it_they_are_published_with_a_warning(news: Path, feedpub: Feedpub) -> None:
    built = json.loads(feedpub("build", "--json", "news").stdout)
    assert (built["articles"], built["held"]) == (5, 0)
    assert [problem["level"] for problem in built["problems"]] == ["warning"]
    assert "held back" not in feedpub("build", "news").stdout


def test_a_stated_issue_date_releases_them(news: Path, feedpub: Feedpub) -> None:
    done = feedpub("build", "--strict", "--date", "2026-01-26", "news")
    assert done.returncode == 0
    assert "5 articles" in done.stdout


def test_the_configuration_may_say_so_and_the_command_line_comes_first(
    news: Path, feedpub: Feedpub, tmp_path: Path
) -> None:
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\nstrict = true\n', encoding="utf-8")
    assert feedpub("build").returncode == 1
    done = feedpub("build", "--no-strict")
    assert (done.returncode, "5 articles" in done.stdout) == (0, True)
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\nstrict = false\n', encoding="utf-8")
    assert feedpub("build").returncode == 0
    assert feedpub("build", "--strict").returncode == 1


def test_where_all_is_held_back_the_published_feeds_stand(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text('base_url = "https://news.example.org/"\n', encoding="utf-8")
    (news / "2026-01-26.txt").unlink()
    (news / "来稿.txt").write_text("# 灯会\n\n灯会开场。\n", encoding="utf-8")
    feedpub("build", "news")
    before = _bytes(tmp_path / "feeds")
    done = feedpub("build", "--strict", "news/来稿.txt")
    assert done.returncode == 1
    assert "0 articles from 1 bulletin" in done.stdout
    assert "1 held back" in done.stdout
    assert _bytes(tmp_path / "feeds") == before


def test_a_first_build_that_holds_all_back_publishes_nothing(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    (news / "2026-01-26.txt").unlink()
    (news / "来稿.txt").write_text("# 灯会\n\n灯会开场。\n", encoding="utf-8")
    assert feedpub("build", "--strict", "news").returncode == 1
    assert not (tmp_path / "feeds").exists()


def test_a_section_that_always_has_feeds_keeps_those_it_has(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text(
        'bulletins = ["news"]\nbase_url = "https://news.example.org/"\n[[sections]]\nslug = "world"\n', encoding="utf-8"
    )
    (news / "来稿.txt").write_text("# 万象新桥通车\n\n新华社万象1月24日电 新桥通车。\n", encoding="utf-8")
    feedpub("build")
    world = (tmp_path / "feeds" / "world.atom.xml").read_bytes()
    assert "万象新桥通车".encode() in world
    assert feedpub("build", "--strict").returncode == 1
    assert (tmp_path / "feeds" / "world.atom.xml").read_bytes() == world
    assert "万象新桥通车" not in (tmp_path / "feeds" / "all.atom.xml").read_text(encoding="utf-8")
    first = feedpub("build", "--strict", "--out", "first")  # and has empty ones where it has none
    assert first.returncode == 1
    assert b"<entry>" not in (tmp_path / "first" / "world.atom.xml").read_bytes()


def test_ids_of_the_others_stay_what_they_are(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("build", "--out", "one", "news/2026-01-26.txt")
    feedpub("build", "--strict", "--out", "two", "news")
    ids = [path.name for path in sorted((tmp_path / "one" / "a").iterdir())]
    assert set(ids) < {path.name for path in (tmp_path / "two" / "a").iterdir()}


def test_inspect_shows_them_all_the_same(news: Path, feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\nstrict = true\n', encoding="utf-8")
    done = feedpub("inspect", "--json")
    rows = rows_of(done.stdout)
    assert done.returncode == 0
    assert {row["title"] for row in rows} >= set(HELD)
    assert all(row["id"] for row in rows)


def test_errors_are_shown_however_many_warnings_there_are(news: Path, feedpub: Feedpub) -> None:
    many = "".join(f"# 石矶渡口停航{number}天\n\n新华社滨江1月10日电 渡口停航。\n\n" for number in range(80))
    (news / "2026-01-26.txt").write_text(many, encoding="utf-8")
    told = feedpub("build", "--strict", "news").stderr
    assert told.count("[held-back]") == 2
    assert "30 more" in told
