"""A bulletin that was not read whole is an error, and the rest of it is published."""

import json
from pathlib import Path

import feedparser
import pytest

from tests.conftest import Feedpub

LOST = "渡口的候船亭上周完工，等船的人不再站在坡上淋雨，守亭的是退休的船工。"
TEASERS = "渡口的候船亭完工；菜场改在夜里卸货；图书室晚上也开门"
TWO = """# 菜场改在夜里卸货

凌晨三点，货车从北门进场，白天的街上不再堵车。

# 图书室晚上也开门

图书室从本周起开到九点，灯光照着半条巷子。
"""
FIGURES = "上证指数 3201.5 +0.2%\n深证成指 10234.1 -0.1%\n"
BULLETINS = [
    pytest.param("under no headline", 1, f"{LOST}\n\n{TWO}", id="above the first headline"),
    pytest.param("masthead", 3, f"滨江日报\n2026年3月17日 星期二\n{TEASERS}\n\n{TWO}", id="below the masthead"),
    pytest.param(
        "table of figures",
        14,
        f"{TWO}\n今日股市行情\n\n{FIGURES}\n{LOST}\n\n{FIGURES}",
        id="in a table of shares",
    ),
    pytest.param(
        "section title", 3, f"# 滨江早报 2026年3月17日\n\n## {LOST}\n\n{TWO.replace('# ', '### ')}", id="as a section"
    ),
]


@pytest.mark.parametrize(("reason", "line", "text"), BULLETINS)
def test_lost_text_is_an_error_and_the_rest_is_published(
    feedpub: Feedpub, tmp_path: Path, reason: str, line: int, text: str
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-03-17.md").write_text(text, encoding="utf-8")
    done = feedpub("build", "news", today="2026-03-17")
    assert done.returncode == 1, done.stderr
    assert f"2026-03-17.md:{line}: error: " in done.stderr
    assert f"({reason})" in done.stderr
    assert "[text-lost]" in done.stderr
    feed = feedparser.parse(str(tmp_path / "feeds" / "all.atom.xml"))
    assert {entry.title for entry in feed.entries} == {"菜场改在夜里卸货", "图书室晚上也开门"}
    rows = [json.loads(row) for row in feedpub("inspect", "--json", "news", today="2026-03-17").stdout.splitlines()]
    assert any(row["reason"] == reason and row["line"] == line for row in rows[-1]["discards"])


def test_once_it_has_a_headline_all_is_well(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-03-17.md").write_text(f"# 渡口添了候船亭\n\n{LOST}\n\n{TWO}", encoding="utf-8")
    done = feedpub("build", "news", today="2026-03-17")
    assert done.returncode == 0, done.stderr
    assert "text-lost" not in done.stderr


UNCLEAR = """# 石桥镇见闻录

## 磨坊的水轮转了

停了二十年的水轮在周一转了起来，第一袋面粉送给了镇小学的食堂。

## 图书室开到九点

图书室从本周起开到九点，灯光照着半条巷子。

## 邮差换电动车

山路上的十二个村子，当天就能收到信。
"""


def test_a_bulletin_that_two_forms_fit_is_a_warning_until_its_source_is_stated(
    feedpub: Feedpub, tmp_path: Path
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-03-17.md").write_text(UNCLEAR, encoding="utf-8")
    done = feedpub("build", "news", today="2026-03-17")
    assert done.returncode == 0, done.stderr
    assert "[form-unclear]" in done.stderr
    shown = feedpub("inspect", "news", today="2026-03-17").stdout
    assert "form: headings are judged one by one" in shown
    rows = [json.loads(row) for row in feedpub("inspect", "--json", "news", today="2026-03-17").stdout.splitlines()]
    assert rows[-1]["form"]["headline"] == "each"
    assert rows[-1]["form"]["rival"] == "one"
    for headline, articles in (("one", 1), ("##", 3)):
        table = f'[[sources]]\nmatch = "**"\nheadline = "{headline}"\n'
        (tmp_path / "feedpub.toml").write_text(table, encoding="utf-8")
        rows = [json.loads(row) for row in feedpub("inspect", "--json", "news", today="2026-03-17").stdout.splitlines()]
        assert len(rows) == articles + 1
        assert rows[-1]["form"] == {
            "headline": headline,
            "section": None,
            "title": "first line" if headline == "one" else None,
            "items": "entries",
            "why": "stated in [[sources]]",
            "rival": None,
        }
        assert "form-unclear" not in feedpub("build", "news", today="2026-03-17").stderr
