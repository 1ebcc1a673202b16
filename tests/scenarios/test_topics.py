"""Feeds and pages of every reporter and every column that has enough articles, without listing them (`by`)."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedpub.checking.folder import check_folder
from feedpub.commands.check_archive import prove_archive
from feedpub.commands.entries import withdraw
from feedpub.config import load_config
from feedpub.errors import ConfigError
from feedpub.model import Config, Follow
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import FIRST_DAY, Paper, words
from tests.scenarios.test_killed import killed

ZHOU = "r/zhou-yuan-6b33"
COLUMN = "c/yu-gang-gu-shi-8e81"
HOUR = timedelta(hours=1)


def article(name: str, day: date, who: str, column: str = "") -> str:
    tag = f"【{column}】\n\n" if column else ""
    text = words(f"{name}文", 120)
    return f"{tag}# {words(name, 8)}{name}\n\n本报滨江{day.month}月{day.day}日电（记者{who}）{text}。\n\n"


def day_of(number: int) -> date:
    return FIRST_DAY - timedelta(days=9 - number)


def make(folder: Path, **settings: Any) -> Paper:
    return Paper(folder, **{"pages": True, "by": ("reporter", "column"), "by_from": 3, **settings})


def issue(paper: Paper, number: int, *parts: tuple[str, str]) -> None:
    """Builds an issue: who reported, and the column, of each article."""
    day = day_of(number)
    articles = (article(f"{number}之{place}", day, who, column) for place, (who, column) in enumerate(parts))
    paper.write(f"{day}.txt", "".join(articles))
    paper.build()


def three_issues(folder: Path, **settings: Any) -> Paper:
    """周远 and 渔港故事 have three articles, 林知夏 has two."""
    paper = make(folder, **settings)
    for number in range(3):
        issue(paper, number, ("周远", "渔港故事"), *([("林知夏", "")] if number else []))
    return paper


def names(paper: Paper) -> set[str]:
    """The feeds and pages of topics, and of `[[follow]]`, without suffixes."""
    return {path.partition(".")[0] for path in paper.files() if path.startswith(("r/", "c/", "f/"))}


def pages(paper: Paper) -> dict[str, str]:
    """Headline → page of each article."""
    found = {title: str(entry.link).rpartition("/")[2] for title, entry in paper.feed().items()}
    return {title: (paper.config.out / "a" / name).read_text(encoding="utf-8") for title, name in found.items()}


def findings(paper: Paper) -> list[tuple[str, str, str]]:
    checked = check_folder(
        paper.config.out, base_url=paper.config.base_url, now=paper.now + HOUR, checkers=checkers(FORMATS)
    )
    return [(path, row.code, row.message) for path, row in checked.findings]


# ── what readers find ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paper_has_none_without_the_key(tmp_path: Path) -> None:
    assert names(three_issues(tmp_path, by=())) == set()


def test_each_begins_with_enough_articles(tmp_path: Path) -> None:
    paper = make(tmp_path)
    issue(paper, 0, ("周远", "渔港故事"))
    issue(paper, 1, ("周远", "渔港故事"))
    assert names(paper) == set()
    assert not any('href="../r/' in page for page in pages(paper).values())
    issue(paper, 2, ("周远", "渔港故事"))
    assert names(paper) == {ZHOU, COLUMN}
    assert paper.feed(ZHOU).keys() == paper.feed(COLUMN).keys() == paper.feed().keys()
    assert paper.ids(ZHOU) == paper.ids()
    parsed = next(document for _, document in paper.documents(ZHOU))
    assert parsed.feed.title == "滨江日报 · 周远"
    assert b'href="../feed.css"' in (paper.config.out / f"{ZHOU}.atom.xml").read_bytes()
    assert parsed.feed.link == f"{paper.config.base_url}{ZHOU}.html"
    assert findings(paper) == []
    assert prove_archive(paper.config, out=paper.config.out) == []


def test_names_and_columns_lead_there_from_every_article(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    mine = [page for title, page in pages(paper).items() if title in paper.feed(ZHOU)]
    assert len(mine) == 3
    for page in mine:
        assert f'<a href="../{ZHOU}.html">周远</a>' in page
        assert f'<a href="../{COLUMN}.html">' in page
        structured = json.loads(re.findall(r"ld\+json\">(.*?)</script>", page)[0])
        assert structured["author"] == [
            {"@type": "Person", "name": "周远", "url": f"{paper.config.base_url}{ZHOU}.html"}
        ]
    [other] = (page for title, page in pages(paper).items() if title.endswith("1之1"))
    assert 'href="../r/' not in other
    page = (paper.config.out / f"{ZHOU}.html").read_text(encoding="utf-8")
    assert page.count('href="../a/') == 3
    assert f"{ZHOU}.atom.xml" in page


def test_a_follow_has_a_page_and_no_second_feed_of_the_same(tmp_path: Path) -> None:
    follows = (Follow(slug="zhou", title="周远报道", reporter="周远"), Follow(slug="gang", title="港", keyword="港"))
    paper = three_issues(tmp_path, follows=follows)
    assert names(paper) == {"f/zhou", "f/gang", COLUMN}
    assert paper.feed("zhou").keys() == paper.feed(COLUMN).keys()
    page = (paper.config.out / "f/zhou.html").read_text(encoding="utf-8")
    assert page.count('href="../a/') == 3
    assert '<a href="../f/zhou.html">周远</a>' in "".join(pages(paper).values())
    assert f'htmlUrl="{paper.config.base_url}f/zhou.html"' in (paper.config.out / "feeds.opml").read_text("utf-8")
    assert findings(paper) == []


def test_they_are_in_no_list_of_feeds(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    assert ZHOU not in (paper.config.out / "feeds.opml").read_text(encoding="utf-8")
    assert ZHOU not in (paper.config.out / "follow.html").read_text(encoding="utf-8")
    issue(paper, 3, ("周远", ""))
    built = paper.build()
    assert {slug for slug, _, _ in built.by_section} == {"general"}


# ── addresses that stay ──────────────────────────────────────────────────────────────────────────────────────────────


def test_names_that_are_spelled_alike_are_told_apart_and_one_name_is_one(tmp_path: Path) -> None:
    paper = make(tmp_path, by_from=1)
    issue(paper, 0, ("王伟", ""), ("王玮", ""))
    found = names(paper)
    assert len(found) == 2
    assert all(name.startswith("r/wang-wei-") for name in found)
    other = make(tmp_path / "other", by_from=1)
    issue(other, 0, ("王玮", ""))
    issue(other, 1, ("王伟", ""), ("王伟", ""))
    assert names(other) == found


def test_who_has_fewer_articles_again_keeps_them(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    withdraw([next(iter(paper.ids(ZHOU).values()))], None, paper.config, now=paper.now)
    paper.build()
    paper.build(later=timedelta(days=40))
    assert len(paper.feed(ZHOU)) == 2
    assert ZHOU in names(paper)
    issue(paper, 9, ("林知夏", ""), ("周远", ""))
    assert len(paper.feed(ZHOU)) == 3
    assert findings(paper) == []


def test_a_corrected_byline_moves_the_article(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    path = paper.news / f"{day_of(2)}.txt"
    text = path.read_text(encoding="utf-8").replace("（记者周远）", "（记者林知夏）")
    path.write_text(text, encoding="utf-8")
    paper.build()
    assert len(paper.feed(ZHOU)) == 2
    [lin] = (name for name in names(paper) if name.startswith("r/lin"))
    assert len(paper.feed(lin)) == 3
    assert findings(paper) == []


def test_a_lost_archive_gives_each_the_address_it_had(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    paper.config = replace(paper.config, by_from=1)
    paper.build()
    before, ids = names(paper), paper.ids(ZHOU)
    assert len(before) == 3
    paper.config = replace(paper.config, by_from=3)
    paper.config.archive.unlink()
    paper.build()
    assert names(paper) == before
    assert paper.ids(ZHOU) == ids


def test_switched_off_they_say_goodbye_and_on_again_they_are_where_they_were(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    published, paper.config = paper.config, replace(paper.config, by=("column",))
    paper.build()
    assert list(paper.feed(ZHOU)) == ["“周远”不再更新"]
    assert len(paper.feed(COLUMN)) == 3
    assert not any('href="../r/' in page for page in pages(paper).values())
    paper.build(later=timedelta(days=40))
    assert names(paper) == {COLUMN}
    assert findings(paper) == []
    paper.config = published
    paper.build()
    assert names(paper) == {ZHOU, COLUMN}
    assert len(paper.feed(ZHOU)) == 3


# ── what an issue costs ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_issue_makes_the_feeds_it_touches_and_no_other(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    issue(paper, 3, ("林知夏", ""))
    before = paper.files()
    issue(paper, 4, ("林知夏", ""))
    after = paper.files()
    [lin] = (name for name in names(paper) if name.startswith("r/lin"))
    assert before[f"{lin}.atom.xml"] != after[f"{lin}.atom.xml"]
    untouched = [name for name in before if name.startswith((ZHOU, COLUMN))]
    assert len(untouched) == 8
    assert all(before[name] == after[name] for name in untouched)
    paper.build()
    assert paper.files() == after


def test_what_somebody_removed_is_made_again(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    before = {name: data for name, (_, data) in paper.files().items()}
    for name in (f"{ZHOU}.atom.xml", f"{COLUMN}.html"):
        (paper.config.out / name).unlink()
    paper.build()
    assert {name: data for name, (_, data) in paper.files().items()} == before


def test_builds_that_are_killed_end_as_one_that_was_not(tmp_path: Path) -> None:
    paper = make(tmp_path / "killed")
    for number in range(8):
        day = day_of(number)
        paper.write(
            f"{day}.txt", article(f"{number}之0", day, "周远", "渔港故事") + article(f"{number}之1", day, "林知夏")
        )
        for delay in (0.02, 0.05, 0.1):
            killed(paper, delay)
    paper.now += timedelta(days=1)
    paper.build()
    assert findings(paper) == []
    whole = make(tmp_path / "whole")
    for path in paper.news.iterdir():
        whole.write(path.name, path.read_text(encoding="utf-8"))
    whole.now += timedelta(days=1)
    whole.build()
    assert names(paper) == names(whole)
    assert paper.ids(ZHOU) == whole.ids(ZHOU)


def test_a_draft_has_them_too(tmp_path: Path) -> None:
    paper = three_issues(tmp_path, base_url=Config().base_url)
    assert names(paper) == {ZHOU, COLUMN}
    (paper.news / f"{day_of(2)}.txt").unlink()
    paper.build(prune=True, allow_shrink=True)
    assert len(paper.feed(ZHOU)) == 2


@pytest.mark.parametrize("line", ['by = ["author"]', 'by = "reporter"', "by_from = 0", 'by_from = "10"'])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "feedpub.toml"
    path.write_text(f'bulletins = ["news"]\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"feedpub\.toml: key `by"):
        load_config(path)
