"""More ways to follow: issues, columns, reporters, places, keywords; and what may be published of whom."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from feedpub.config import load_config
from feedpub.errors import ConfigError
from feedpub.model import Follow, Terms
from tests.papers import FIRST_DAY, Paper, article, assert_valid

BASE = "https://news.example.org/"
TEXT = """02版 社会

【渔港故事】

# 老船匠收徒

本报石矶1月25日电（记者林知夏）七十岁的老船匠25日收了两个徒弟。

# 渡口添了新灯

本报滨江1月25日电（记者周远）石矶渡口25日亮起新灯。

03版 国际

# 港口重开

新华社奥尔港1月25日电（记者何庆）港口25日重开。

码头工人说，第一船货当天就装满了。这一段很长，长到摘要里放不下：吊机一台一台转起来，集装箱一个一个落下去，卡车一辆一辆开出门，从早到晚没有停过，直到天黑，灯才一盏一盏亮起来，把水面照成一条一条的金线，风从海上来，带着盐和柴油的味道。

最后一段谁也不该看到。
"""
FOLLOWS = (
    Follow(slug="yugang", title="渔港故事", tag="渔港故事"),
    Follow(slug="lin", title="林知夏", reporter="林知夏"),
    Follow(slug="port", title="奥尔港", place="奥尔"),
    Follow(slug="dukou", title="渡口", keyword="渡口"),
    Follow(slug="both", title="两样", reporter="周远", keyword="渡口"),
    Follow(slug="none", title="没有", reporter="周远", keyword="港口"),
)


def make(tmp_path: Path, **settings: Any) -> Paper:
    paper = Paper(tmp_path, **{"pages": True, **settings})
    paper.write("2026-01-26.md", TEXT)
    return paper


def outlines(paper: Paper) -> list[str]:
    root = ElementTree.fromstring((paper.config.out / "feeds.opml").read_bytes())
    return [row.get("xmlUrl", "").removeprefix(BASE) for row in root.iterfind("body/outline/outline")]


# ── columns, reporters, places, keywords ─────────────────────────────────────────────────────────────────────────────


def test_each_has_what_it_asks_for(tmp_path: Path) -> None:
    paper = make(tmp_path, follows=FOLLOWS)
    paper.build()
    found = {follow.slug: list(paper.feed(follow.slug)) for follow in FOLLOWS}
    assert found == {
        "yugang": ["老船匠收徒"],
        "lin": ["老船匠收徒"],
        "port": ["港口重开"],
        "dukou": ["渡口添了新灯"],
        "both": ["渡口添了新灯"],
        "none": [],
    }
    assert_valid(paper.config.out, BASE)


def test_its_entries_are_those_of_the_sections(tmp_path: Path) -> None:
    paper = make(tmp_path, follows=FOLLOWS)
    paper.build()
    for suffix in ("atom.xml", "rss.xml"):
        [entry] = feedparser.parse(str(paper.config.out / f"dukou.{suffix}")).entries
        [same] = [
            each
            for each in feedparser.parse(str(paper.config.out / f"society.{suffix}")).entries
            if each.id == entry.id
        ]
        assert entry == same
    feed = feedparser.parse(str(paper.config.out / "dukou.atom.xml")).feed
    assert feed.title == "滨江日报 · 渡口"


def test_each_is_a_line_of_the_list_and_of_the_page_for_followers(tmp_path: Path) -> None:
    paper = make(tmp_path, follows=FOLLOWS[:2], daily=True)
    paper.build()
    slugs = ["world", "society", "daily", "yugang", "lin"]
    assert outlines(paper) == [f"{slug}.atom.xml" for slug in slugs]
    page = (paper.config.out / "follow.html").read_text(encoding="utf-8")
    assert all(f'href="{slug}.atom.xml"' in page for slug in slugs)


def test_there_are_none_unless_configured(tmp_path: Path) -> None:
    paper = make(tmp_path)
    paper.build()
    assert sorted(path.name for path in paper.config.out.glob("*.atom.xml")) == [
        "all.atom.xml",
        "society.atom.xml",
        "world.atom.xml",
    ]


def test_one_configured_later_takes_the_articles_that_were_read_before(tmp_path: Path) -> None:
    make(tmp_path).build()
    paper = make(tmp_path, follows=FOLLOWS)
    paper.now += timedelta(hours=2)
    built = paper.build()
    assert (built.new, built.corrected) == (0, 0)
    assert list(paper.feed("lin")) == ["老船匠收徒"]


def test_one_that_is_configured_no_longer_is_listed_no_more(tmp_path: Path) -> None:
    make(tmp_path, follows=FOLLOWS).build()
    paper = make(tmp_path)
    paper.now += timedelta(hours=2)
    paper.write("2026-01-27.md", "# 新闻\n\n本报滨江1月26日电（记者林知夏）江面26日起雾。\n")
    paper.build()
    assert list(paper.feed("lin")) == ["“林知夏”不再更新"]
    assert "lin.atom.xml" not in outlines(paper)


def test_a_correction_reaches_it_and_may_leave_it(tmp_path: Path) -> None:
    paper = make(tmp_path, follows=FOLLOWS)
    paper.build()
    [before] = paper.ids("lin").values()
    paper.write("2026-01-26.md", TEXT.replace("老船匠收徒", "老船匠收了两个徒弟"))
    paper.build()
    assert paper.ids("lin") == {"老船匠收了两个徒弟": before}
    paper.write("2026-01-26.md", TEXT.replace("林知夏", "林知秋"))
    paper.build()
    assert paper.ids("lin") == {}


def test_old_articles_leave_it_as_they_leave_a_section(tmp_path: Path) -> None:
    paper = Paper(tmp_path, follows=(Follow(slug="bao", title="本报", keyword="讯"),), days=1, limit=2)
    for day in (26, 27, 28):
        paper.write(f"2026-01-{day}.md", article(f"{day}甲", date(2026, 1, day - 1), "讯息"))
        paper.build(later=timedelta(days=1))
    assert len(paper.feed("bao")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[follow]]\nslug = "lin"\n', "needs a condition"),
        ('[[follow]]\nslug = "world"\ntag = "海外"\n', "`world` is the slug of another feed"),
        ('[[follow]]\nslug = "daily"\ntag = "海外"\n', "`daily` is a name of feedpub's own output"),
        ('[[follow]]\nslug = "a b"\ntag = "海外"\n', "small letters"),
        ('[[follow]]\nslug = "x"\ntag = "海外"\n[[follow]]\nslug = "x"\ntag = "海内"\n', "`x` is the slug of another"),
        ('[[follow]]\nslug = "x"\nkeyword = "海"\n', "at least 2"),
        ('[[agencies]]\ncontent = "summary"\n', "`agencies[1].name` is missing"),
        ('[[agencies]]\nname = "新华社"\ncontent = "none"\n', "'full' or 'summary'"),
        ('icon = "icon.png"\n', "must be an absolute address"),
        ("ttl = 0\n", "must be 1 or more"),
        ('templates = "nowhere"\n', "there is no folder"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "feedpub.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "feedpub.toml")
    assert told in str(caught.value)


def test_one_with_the_slug_that_a_page_head_made_is_refused(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.write("2026-01-26.md", "第05版：滨江新区\n\n" + article("甲", FIRST_DAY))
    paper.build()
    clash = Paper(tmp_path, follows=(Follow(slug="binjiangxinqu", title="新区", place="滨江"),))
    clash.now += timedelta(hours=2)
    with pytest.raises(ConfigError, match="binjiangxinqu"):
        clash.build()


# ── issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_issue_is_one_entry_with_its_headlines_by_section(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True)
    paper.build()
    [(title, entry)] = paper.feed("daily").items()
    assert title == "滨江日报 2026年1月26日"
    assert entry.link == f"{BASE}d/2026-01-26.html"
    assert entry.summary == "国际1篇，社会2篇"
    links = {name: each.link for name, each in paper.feed().items()}
    assert entry.content[0].value == (
        f'<h3>国际</h3>\n<ul><li><a href="{links["港口重开"]}">港口重开</a></li></ul>\n'
        f'<h3>社会</h3>\n<ul><li><a href="{links["老船匠收徒"]}">老船匠收徒</a></li>'
        f'<li><a href="{links["渡口添了新灯"]}">渡口添了新灯</a></li></ul>'
    )
    assert entry.published == entry.updated == "2026-01-26T00:00:00+00:00"  # the morning, in Shanghai


def test_an_issue_that_is_built_the_evening_before_is_not_in_the_future(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True)
    paper.write("2026-01-27.md", article("丙", FIRST_DAY))
    paper.build()  # at 15:00 UTC on the 26th
    entry = paper.feed("daily")["滨江日报 2026年1月27日"]
    assert entry.published == paper.now.isoformat()
    paper.build(later=timedelta(days=1))
    assert paper.feed("daily")["滨江日报 2026年1月27日"].published == entry.published


def test_a_late_or_corrected_headline_updates_its_issue_alone(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True)
    paper.write("2026-01-25.md", article("旧", date(2026, 1, 24)))
    paper.build()
    before = paper.feed("daily")
    paper.write("2026-01-26.md", TEXT.replace("港口重开", "港口重新开放"))
    paper.build()
    after = paper.feed("daily")
    assert {title: entry.id for title, entry in after.items()} == {title: entry.id for title, entry in before.items()}
    assert after["滨江日报 2026年1月25日"] == before["滨江日报 2026年1月25日"]
    changed = after["滨江日报 2026年1月26日"]
    assert changed.published == before["滨江日报 2026年1月26日"].published
    assert changed.updated == paper.now.isoformat()
    assert "港口重新开放" in changed.content[0].value


def test_its_moments_outlive_the_archive(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True)
    paper.build()
    paper.write("2026-01-26.md", TEXT.replace("港口重开", "港口重新开放"))
    paper.build()
    before = paper.files()
    paper.config.archive.unlink()
    paper.build(later=timedelta(days=2))
    assert {name: data for name, (_, data) in paper.files().items() if name.startswith("daily")} == {
        name: data for name, (_, data) in before.items() if name.startswith("daily")
    }


def test_it_needs_no_pages(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True, pages=False)
    paper.build()
    [entry] = paper.feed("daily").values()
    assert not entry.get("links")
    assert "<li>港口重开</li>" in entry.content[0].value
    assert_valid(paper.config.out, BASE)


def test_another_address_updates_no_issue(tmp_path: Path) -> None:
    make(tmp_path, daily=True).build()
    paper = make(tmp_path, daily=True, base_url="https://paper.example.org/")
    paper.now += timedelta(hours=2)
    paper.build()
    [entry] = paper.feed("daily").values()
    assert entry.updated == "2026-01-26T00:00:00+00:00"


# ── what may be published ────────────────────────────────────────────────────────────────────────────────────────────

XINHUA = Terms(agency="新华社", content="summary", rights="© 新华社")


def everything(paper: Paper) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paper.config.out.rglob("*") if path.is_file())


def test_an_agencys_articles_may_be_summaries_everywhere(tmp_path: Path) -> None:
    paper = make(tmp_path, agencies=(XINHUA,), rights="© 滨江日报", daily=True, archive_size=1, days=1, limit=1)
    paper.build()
    assert "最后一段谁也不该看到" not in everything(paper)
    content = paper.feed("world")["港口重开"].content[0].value
    assert content == (
        "<p>新华社奥尔港1月25日电（记者何庆）港口25日重开。</p>\n"
        "<p>码头工人说，第一船货当天就装满了。……（全文见《滨江日报》2026年1月26日第3版）</p>"
    )
    page = paper.config.out / paper.feed("world")["港口重开"].link.removeprefix(BASE)
    assert "（全文见《滨江日报》2026年1月26日第3版）" in page.read_text(encoding="utf-8")
    assert "亮起新灯" in paper.feed("society")["渡口添了新灯"].content[0].value


def test_rights_are_said_of_the_feed_and_of_what_differs(tmp_path: Path) -> None:
    paper = make(tmp_path, agencies=(XINHUA,), rights="© 滨江日报")
    paper.build()
    atom = feedparser.parse(str(paper.config.out / "all.atom.xml"))
    assert atom.feed.rights == "© 滨江日报"
    assert {entry.title: entry.get("rights") for entry in atom.entries} == {
        "港口重开": "© 新华社",
        "老船匠收徒": None,
        "渡口添了新灯": None,
    }
    rss = feedparser.parse(str(paper.config.out / "all.rss.xml"))
    assert rss.feed.rights == "© 滨江日报"
    assert {entry.title: entry.get("rights") for entry in rss.entries}["港口重开"] == "© 新华社"
    page = paper.config.out / paper.feed()["港口重开"].link.removeprefix(BASE)
    assert "© 新华社" in page.read_text(encoding="utf-8")
    assert_valid(paper.config.out, BASE)


def test_all_may_be_summaries_but_an_agencys(tmp_path: Path) -> None:
    paper = make(tmp_path, content="summary", agencies=(Terms(agency="新华社", content="full"),))
    paper.write("2026-01-27.md", article("丙", FIRST_DAY, "第一句。" * 60 + "末句不发"))
    paper.build()
    assert "最后一段谁也不该看到" in everything(paper)
    assert "末句不发" not in everything(paper)


def test_what_the_agency_is_called_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text('[[agencies]]\nname = "新華社"\ncontent = "summary"\n', encoding="utf-8")
    assert load_config(tmp_path / "feedpub.toml").agencies == (Terms(agency="新华社", content="summary"),)


# ── what readers show beside a feed ──────────────────────────────────────────────────────────────────────────────────


def test_icon_logo_and_ttl(tmp_path: Path) -> None:
    paper = make(tmp_path, icon=f"{BASE}icon.png", logo=f"{BASE}logo.png", ttl=60)
    paper.build()
    atom = feedparser.parse(str(paper.config.out / "all.atom.xml")).feed
    assert (atom.icon, atom.logo) == (f"{BASE}icon.png", f"{BASE}logo.png")
    rss = feedparser.parse(str(paper.config.out / "all.rss.xml")).feed
    assert (rss.image.href, rss.image.title, rss.image.link) == (f"{BASE}logo.png", rss.title, rss.link)
    assert rss.ttl == "60"
    told = json.loads((paper.config.out / "all.json").read_bytes())
    assert (told["favicon"], told["icon"]) == (f"{BASE}icon.png", f"{BASE}logo.png")
    assert_valid(paper.config.out, BASE)


def test_without_them_feeds_have_none(tmp_path: Path) -> None:
    paper = make(tmp_path)
    paper.build()
    assert "<image>" not in (paper.config.out / "all.rss.xml").read_text(encoding="utf-8")
    assert "icon" not in json.loads((paper.config.out / "all.json").read_bytes())


def test_a_section_may_not_take_the_name_of_a_further_feed_from_a_page_head(tmp_path: Path) -> None:
    """渔港 is spelled yugang: the section that a page head makes takes another slug."""
    paper = Paper(tmp_path, follows=(Follow(slug="yugang", title="渔港故事", tag="渔港故事"),), sections=())
    paper.write("2026-01-26.md", "第05版：渔港\n\n" + article("甲", FIRST_DAY))
    paper.build()
    assert len(paper.feed("yugang-2")) == 1
    assert paper.feed("yugang") == {}
