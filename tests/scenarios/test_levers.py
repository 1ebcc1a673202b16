"""The operator's levers over sections, each shown by the feeds that are built with it."""

import json
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.conftest import Feedpub

# In order: a place abroad, vocabulary, nothing; a place at home, an agency, a column.
NEWS = """# 万象的一座桥

新华社万象1月25日电 桥上有灯。

# 股票房价都平稳

本报讯 股票、房价、楼市都平稳。

# 江边的灯

本报讯 灯亮了。

# 海湾夜市开张

新华社香港1月25日电 夜市开张。

# 山路上的车

云岭社石门1月25日电 车走得慢。

【渔港故事】

# 老船工退休

本报讯 船停了。
"""
TITLES = ["万象的一座桥", "股票房价都平稳", "江边的灯", "海湾夜市开张", "山路上的车", "老船工退休"]
BRIDGE, STOCKS, LAMPS, MARKET, ROAD, BOATMAN = TITLES
PLAIN = {"world": [BRIDGE], "economy": [STOCKS], "general": [LAMPS, MARKET, ROAD, BOATMAN]}


def _built(feedpub: Feedpub, folder: Path, config: str) -> dict[str, list[str]]:
    """Builds the news with a configuration; slug → titles of its feed, in printed order."""
    (folder / "feedpub.toml").write_text('bulletins = ["news"]\npages = false\n' + config, encoding="utf-8")
    (folder / "news").mkdir(exist_ok=True)
    (folder / "news" / "2026-01-26.md").write_text(NEWS, encoding="utf-8")
    shutil.rmtree(folder / "feeds", ignore_errors=True)
    done = feedpub("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    feeds = {}
    for path in sorted((folder / "feeds").glob("*.atom.xml")):
        titles = {entry.title for entry in feedparser.parse(str(path)).entries}
        feeds[path.name.removesuffix(".atom.xml")] = [title for title in TITLES if title in titles]
    assert feeds.pop("all") == TITLES
    return feeds


def test_without_any(feedpub: Feedpub, tmp_path: Path) -> None:
    assert _built(feedpub, tmp_path, "") == PLAIN


@pytest.mark.parametrize(
    ("config", "changed"),
    [
        pytest.param(
            '[[sections]]\nslug = "gangaotai"\ntitle = "港澳台"\nplaces = ["香港", "澳门", "台北"]\n',
            {"gangaotai": [MARKET], "general": [LAMPS, ROAD, BOATMAN]},
            id="a section of its own, by places",
        ),
        pytest.param(
            '[[sections]]\nslug = "river"\ntitle = "江边"\nwords = ["江边的灯"]\n',
            {"river": [LAMPS], "general": [MARKET, ROAD, BOATMAN]},
            id="by words",
        ),
        pytest.param(
            '[[sections]]\nslug = "yunling"\ntitle = "云岭"\nagencies = ["云岭社"]\n',
            {"yunling": [ROAD], "general": [LAMPS, MARKET, BOATMAN]},
            id="by agencies",
        ),
        pytest.param('[[sections]]\nslug = "society"\n', {"society": []}, id="named, it has a feed when empty"),
        pytest.param(
            '[[sections]]\nslug = "world"\non = false\n',
            {"world": None, "general": [BRIDGE, LAMPS, MARKET, ROAD, BOATMAN]},
            id="switched off",
        ),
        pytest.param(
            '[[rules]]\nsection = "culture"\nheadline = "夜市"\n',
            {"culture": [MARKET], "general": [LAMPS, ROAD, BOATMAN]},
            id="a rule by headline",
        ),
        pytest.param(
            '[[rules]]\nsection = "科技"\nagency = "云岭社"\n',
            {"science": [ROAD], "general": [LAMPS, MARKET, BOATMAN]},
            id="a rule by agency, the section by its title",
        ),
        pytest.param(
            '[[rules]]\nsection = "top"\nplace = "万象"\n', {"top": [BRIDGE], "world": None}, id="a rule by place"
        ),
        pytest.param(
            '[[rules]]\nsection = "culture"\ntag = "渔港"\n',
            {"culture": [BOATMAN], "general": [LAMPS, MARKET, ROAD]},
            id="a rule by column tag",
        ),
        pytest.param(
            '[[rules]]\nsection = "sports"\nheadline = "灯"\n\n[[rules]]\nsection = "culture"\nheadline = "江边"\n',
            {"sports": [LAMPS], "general": [MARKET, ROAD, BOATMAN]},
            id="the first of two rules",
        ),
    ],
)
def test_each_lever(feedpub: Feedpub, tmp_path: Path, config: str, changed: dict[str, list[str] | None]) -> None:
    expected = {slug: titles for slug, titles in {**PLAIN, **changed}.items() if titles is not None}
    assert _built(feedpub, tmp_path, config) == expected


@pytest.mark.parametrize(("margin", "section"), [("", "culture"), ("margin = 99\n", "general")])
def test_a_careful_margin_leaves_what_its_words_do_not_say_surely(
    feedpub: Feedpub, tmp_path: Path, margin: str, section: str
) -> None:
    (tmp_path / "feedpub.toml").write_text(f'bulletins = ["news"]\n{margin}', encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text("# 渡口年集开市\n\n年画摆满长堤。\n", encoding="utf-8")
    row = json.loads(feedpub("inspect", "--json", cwd=tmp_path).stdout.splitlines()[0])
    assert row["section"] == section
    assert "culture" in row["section_rule"]  # said in either case


def test_a_section_is_renamed(feedpub: Feedpub, tmp_path: Path) -> None:
    feeds = _built(feedpub, tmp_path, 'publication = "滨江日报"\n[[sections]]\nslug = "world"\ntitle = "天下"\n')
    assert feeds == PLAIN
    feed = feedparser.parse(str(tmp_path / "feeds" / "world.atom.xml"))
    assert feed.feed.title == "滨江日报 · 天下"
    assert [tag.term for tag in feed.entries[0].tags] == ["天下"]


def _ids(feedpub: Feedpub, folder: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in feedpub("inspect", "--json", cwd=folder).stdout.splitlines()]
    return {row["title"]: row["id"] for row in rows if "id" in row}


def test_one_article_is_pinned_by_its_id(feedpub: Feedpub, tmp_path: Path) -> None:
    _built(feedpub, tmp_path, "")
    pin = f'[[rules]]\nsection = "culture"\nid = "{_ids(feedpub, tmp_path)[BRIDGE]}"\n'
    for rules in (pin, '[[rules]]\nsection = "top"\nheadline = "一座桥"\n\n' + pin):  # it beats rules above it
        feeds = _built(feedpub, tmp_path, rules)
        assert feeds == {**{slug: titles for slug, titles in PLAIN.items() if slug != "world"}, "culture": [BRIDGE]}
    (row, *_) = feedpub("inspect", "--json", cwd=tmp_path).stdout.splitlines()
    assert json.loads(row)["section"] == "culture"
    assert "rule 2 of feedpub.toml" in json.loads(row)["section_rule"]
    said = feedpub("inspect", "news/2026-01-26.md", "--explain", "1", cwd=tmp_path).stdout
    assert "→" in next(line for line in said.splitlines() if "rule 2 of feedpub.toml" in line)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('section = "top"\nid = "4f8bc050efed568e"', "urn:uuid:"),
        (
            'section = "top"\nid = "urn:uuid:4f8bc050-efed-568e-bd2d-8f686d02ca90"\nheadline = "桥"',
            "no other condition",
        ),
        ('section = "top"', "needs a condition"),
        ('section = "tpo"\nheadline = "桥"', "did you mean `top`?"),
    ],
)
def test_a_rule_that_cannot_be_is_said_and_nothing_touched(
    feedpub: Feedpub, tmp_path: Path, rule: str, words: str
) -> None:
    (tmp_path / "feedpub.toml").write_text(f'bulletins = ["news"]\n[[rules]]\n{rule}\n', encoding="utf-8")
    done = feedpub("build")
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "feeds").exists()


# ── feedpub sections ─────────────────────────────────────────────────────────────────────────────────────────────────

LEVERS = """[[sections]]
slug = "gangaotai"
title = "港澳台"
places = ["香港"]

[[sections]]
slug = "military"
on = false

[[rules]]
section = "culture"
tag = "渔港"

[[rules]]
section = "sports"
headline = "龙舟"
"""


def test_sections_tells_what_each_takes_and_why(feedpub: Feedpub, tmp_path: Path) -> None:
    _built(feedpub, tmp_path, LEVERS)
    done = feedpub("sections", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert lines["gangaotai"].split()[1:4] == ["港澳台", "1", "feedpub.toml"]
    assert "configured places and agencies 1" in lines["gangaotai"]
    assert "a place abroad in the dateline 1" in lines["world"]
    assert "default, changed in feedpub.toml (off)" in lines["military"]
    rules = [line for line in done.stdout.splitlines() if line.startswith("rule ")]
    assert [line.split()[-2:] for line in rules[1:]] == [["culture", "1"], ["sports", "0"]]


def test_sections_as_json_adds_up(feedpub: Feedpub, tmp_path: Path) -> None:
    _built(feedpub, tmp_path, LEVERS)
    found = json.loads(feedpub("sections", "--json", cwd=tmp_path).stdout)
    assert sum(section["entries"] for section in found["sections"]) == len(TITLES)
    for section in found["sections"]:
        assert sum(section["chosen_by"].values()) == section["entries"]
    assert [rule["entries"] for rule in found["rules"]] == [1, 0]
    assert found["margin"] >= 1


def test_sections_without_bulletins_lists_them_all_the_same(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text(LEVERS, encoding="utf-8")
    done = feedpub("sections")
    assert done.returncode == 0
    assert "港澳台" in done.stdout
    assert "综合" in done.stdout
    assert "entries" not in done.stdout


def test_sections_shows_one_that_only_a_page_head_names(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第05版:周边\n\n# 江边的灯\n\n灯亮了。\n", encoding="utf-8")
    found = json.loads(feedpub("sections", "a.txt", "--json").stdout)
    assert {"slug": "zhoubian", "from": "a page head", "entries": 1}.items() <= found["sections"][-1].items()


def test_sections_says_which_bulletin_it_could_not_read(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x81\x00\xff\xfe" * 50)
    (tmp_path / "b.txt").write_text("# 江边的灯\n\n灯亮了。\n", encoding="utf-8")
    done = feedpub("sections", ".")
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert "1 article" in done.stdout
