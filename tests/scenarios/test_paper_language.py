"""A paper in another language than simplified Chinese: all that feedpub writes around its articles speaks it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from feedpub.commands.entries import withdraw
from feedpub.model import Follow, Section, Terms
from tests.papers import Paper, assert_valid

CJK = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://news.example.org/"

MARKET = """# Night market moves into the old granary

By Jane Doe

LINLAN, Jan. 24 -- The old granary at the south end of the bridge lit up on Saturday night. More than three thousand
people came to see it.

"We used to close when it rained," said Tina Field, who sells noodles.

"""
DERBY = """# Harbour wins the derby in the last minute

LINLAN, Jan. 24 (Xinhua) -- Harbour United beat Hill Rovers 2-1 with a goal in the last minute of the match.

The coach said that the team had been waiting for this day for nine years.

"""
FERRY = """# Ferry timetable changes in spring

By John Roe

LINLAN, Jan. 23 -- The harbour ferry will run every twenty minutes from March, the port said on Friday.

"""
TRADITIONAL = """第A02版：國際

# 舊糧倉裡開夜市
——七十六個攤位搬過石橋

本報林蘭1月24日電（記者 宋小滿）石橋南頭的舊糧倉24日晚上亮起了燈，頭一夜來了三千多人，攤主們說雨天也能開張。

# 渡輪時刻表三月起調整

新華社林蘭1月24日電 港口管理處24日宣布，渡輪三月起每二十分鐘一班，九年來這條航線只運貨物。

"""
SIMPLIFIED = """第02版：国际

# 旧粮仓里开夜市
——七十六个摊位搬过石桥

本报林兰1月24日电（记者 宋小满）石桥南头的旧粮仓24日晚上亮起了灯，头一夜来了三千多人，摊主们说雨天也能开张。

"""


def english_paper(folder: Path, **settings: Any) -> Paper:
    """A paper of two issues, with sections, an excerpt of an agency, a notice, and a feed that is no more."""
    paper = Paper(
        folder,
        **{
            "pages": True,
            "daily": True,
            "language": "en-GB",
            "publication": "Harbour Courier",
            "agencies": (Terms(agency="新华社", content="summary"),),
            "follows": (Follow(slug="port", title="The port", keyword="harbour"),),
            **settings,
        },
    )
    for folder_name in ("world", "sports"):
        (paper.news / folder_name).mkdir(exist_ok=True)
    paper.write("world/2026-01-24.md", FERRY)
    paper.write("world/2026-01-25.md", MARKET)
    paper.write("sports/2026-01-25.md", DERBY)
    paper.build()
    withdraw([paper.ids()["Ferry timetable changes in spring"]], None, paper.config, now=paper.now)
    paper.config = replace(paper.config, follows=())
    paper.now += timedelta(hours=1)
    paper.build()
    return paper


def published(paper: Paper) -> Iterator[tuple[str, str]]:
    """Each text that a reader or a browser may get."""
    for path in sorted(paper.config.out.rglob("*.*")):
        if path.is_file() and path.suffix != ".png":
            yield str(path.relative_to(paper.config.out)), path.read_text(encoding="utf-8")


def lines(page: str) -> list[str]:
    return [text for part in html.fromstring(page).itertext() if (text := " ".join(str(part).split()))]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return english_paper(tmp_path_factory.mktemp("english"))


def test_nothing_of_an_english_paper_is_chinese(english: Paper) -> None:
    files = dict(published(english))
    assert {"index.html", "s/sports.html", "d/index.html", "all.atom.xml", "port.json", "feeds.opml"} <= set(files)
    for name, text in files.items():
        assert not (found := CJK.search(text)), f"{name}: {text[max(0, found.start() - 40) : found.end() + 40]}"
    assert_valid(english.config.out, BASE)


def test_the_feeds_of_an_english_paper_speak_english(english: Paper) -> None:
    out = english.config.out
    titles = {path.stem: json.loads(path.read_text("utf-8"))["title"] for path in out.glob("*.json")}
    assert titles == {
        "all": "Harbour Courier · All articles",
        "corrections": "Harbour Courier · Corrections",
        "daily": "Harbour Courier · Daily headlines",
        "port": "Harbour Courier · The port",
        "sports": "Harbour Courier · Sports",
        "world": "Harbour Courier · World",
    }
    assert [(entry.title, entry.summary) for entry in english.feed("daily").values()] == [
        ("Harbour Courier, 25 January 2026", "World: 1 article; Sports: 1 article"),
        ("Harbour Courier, 24 January 2026", "World: 1 article"),
    ]
    notice = english.feed()["[Withdrawn] Ferry timetable changes in spring"]
    assert notice.summary == "This article has been withdrawn."
    excerpt = english.feed()["Harbour wins the derby in the last minute"]
    assert excerpt.author == "Xinhua"
    assert "(full text: Harbour Courier, 25 January 2026)" in excerpt.content[0].value
    assert list(english.feed("port")) == ["“The port” is no longer updated"]


def test_the_pages_of_an_english_paper_speak_english(english: Paper) -> None:
    files = dict(published(english))
    front = lines(files["index.html"])
    assert {"Sunday", "25 January 2026", "2 articles", "World", "Past issues", "Follow"} <= {*front}
    assert "January 2026" in front
    assert 'lang="en-GB"' in files["index.html"]
    issue = lines(files["d/2026-01-24.html"])
    assert "1 article" in issue
    assert issue[issue.index("Sunday") + 1] == "25 January 2026"  # the next issue
    assert "1 article" not in lines(files["d/2026-01-25.html"])
    assert "2 issues in 2026" in lines(files["d/index.html"])
    [market] = [lines(text) for name, text in files.items() if name.startswith("a/") and "Tina Field" in text]
    assert market[market.index("Printed on") + 1] == "25 January 2026"


def test_a_language_changes_no_id_and_no_address(tmp_path: Path, english: Paper) -> None:
    chinese = english_paper(tmp_path, language="zh-CN")
    assert set(chinese.ids().values()) == set(english.ids().values())
    assert set(chinese.ids("daily").values()) == set(english.ids("daily").values())
    assert dict(published(chinese)).keys() == dict(published(english)).keys()
    before = chinese.ids()["【撤稿】Ferry timetable changes in spring"]
    chinese.config = replace(chinese.config, language="en")
    chinese.now += timedelta(hours=1)
    chinese.build()
    assert chinese.ids()["[Withdrawn] Ferry timetable changes in spring"] == before
    assert {feed.id for _, feed in _feeds(chinese)} == {feed.id for _, feed in _feeds(english)}


def _feeds(paper: Paper) -> Iterator[tuple[str, Any]]:
    for path in sorted(paper.config.out.glob("*.atom.xml")):
        yield path.name, feedparser.parse(path.read_bytes()).feed


def test_a_notice_of_another_language_is_taken_over_without_its_mark(tmp_path: Path) -> None:
    paper = english_paper(tmp_path, language="zh-CN")
    identity = paper.ids()["【撤稿】Ferry timetable changes in spring"]
    for path in paper.config.archive.parent.iterdir():
        path.unlink()
    paper.config = replace(paper.config, language="en")
    paper.now += timedelta(hours=1)
    paper.build()
    assert paper.ids()["[Withdrawn] Ferry timetable changes in spring"] == identity
    assert not any("【撤稿】" in title for title in paper.feed())
    assert {entry.tags[0].term for entry in paper.feed("world").values()} == {"World"}


def test_what_the_operator_calls_a_section_stays(tmp_path: Path) -> None:
    renamed = (Section(slug="sports", title="Games", order=4, named=True),)
    paper = english_paper(tmp_path, sections=renamed)
    assert {entry.tags[0].term for entry in paper.feed("sports").values()} == {"Games"}
    assert "Games" in lines((paper.config.out / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("language", ["zh-TW", "zh-HK", "zh-Hant"])
def test_a_traditional_paper_has_no_simplified_character(tmp_path: Path, language: str) -> None:
    paper = Paper(tmp_path, pages=True, daily=True, language=language, publication="濱江日報")
    paper.write("2026-01-25.md", TRADITIONAL)
    paper.write("2026-01-24.md", TRADITIONAL.replace("24日", "23日").replace("夜市", "早市").replace("渡輪", "貨輪"))
    paper.build()
    withdraw([next(iter(paper.ids().values()))], None, paper.config, now=paper.now)
    paper.now += timedelta(hours=1)
    paper.build()
    for name, text in published(paper):
        for char in set(filter(str.isalpha, text)):
            assert char.encode("big5", "ignore"), f"{name}: {char}"
    assert {entry.author for entry in paper.feed().values()} == {"宋小滿", "新華社", "濱江日報"}
    front = lines((paper.config.out / "index.html").read_text("utf-8"))
    assert {"訂閱", "過往各期", "國際", "星期日", "首頁"} <= {*front}
    assert all(LANG not in entry.attrib for _, entry in _entries(paper))


# ── articles in another language ─────────────────────────────────────────────────────────────────────────────────────


def _entries(paper: Paper, name: str = "all.atom.xml") -> Iterator[tuple[str, etree._Element]]:
    for entry in etree.parse(paper.config.out / name).iterfind(f"{ATOM}entry"):
        yield entry.findtext(f"{ATOM}title", ""), entry


def test_an_article_in_another_language_is_marked_in_every_feed_and_on_its_page(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-25.md", SIMPLIFIED + MARKET + TRADITIONAL.partition("\n\n")[2])
    paper.build()
    wanted = {
        "旧粮仓里开夜市": None,
        "Night market moves into the old granary": "en",
        "舊糧倉裡開夜市": "zh-Hant",
        "渡輪時刻表三月起調整": "zh-Hant",
    }
    assert {title: entry.get(LANG) for title, entry in _entries(paper)} == wanted
    items = json.loads((paper.config.out / "all.json").read_text("utf-8"))["items"]
    assert {item["title"]: item.get("language") for item in items} == wanted
    rss = etree.parse(paper.config.out / "all.rss.xml").iterfind("channel/item")
    dublin = "{http://purl.org/dc/elements/1.1/}language"
    assert {item.findtext("title"): item.findtext(dublin) for item in rss} == wanted
    for title, entry in paper.feed().items():
        page = html.parse(paper.config.out / entry.link.removeprefix(BASE)).getroot()
        assert page.get("lang") == "zh-CN"
        [article] = page.iter("article")
        assert article.get("lang") == wanted[title]
        frame = article.find_class("printed")[0]
        assert frame.get("lang") == ("zh-CN" if wanted[title] else None)
        structured = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
        assert structured["inLanguage"] == (wanted[title] or "zh-CN")
    assert_valid(paper.config.out, BASE)


def test_archive_documents_and_a_lost_archive_keep_the_mark(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=2)
    for day in range(3, 9):
        text = MARKET.replace("market", f"market {day}").replace("Jan. 24", f"Jan. {day - 1}")
        paper.write(f"{date(2026, 1, day)}.md", text + SIMPLIFIED.replace("1月24日", f"1月{day - 1}日"))
        paper.build()
    marks = [entry.get(LANG) for name, _ in paper.documents() for _, entry in _entries(paper, name)]
    assert marks.count("en") >= 4
    assert None in marks
    for path in (*paper.config.archive.parent.iterdir(), *paper.news.glob("2026-01-0[3-7].md")):
        path.unlink()
    paper.build()
    english = {title: entry.get(LANG) for title, entry in _entries(paper) if title.startswith("Night")}
    assert set(english.values()) == {"en"}
