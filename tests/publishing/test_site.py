"""Pages: what stands on each, and which of them a build writes anew. How they look is test_browser's."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from feedpub.archive import open_archive
from feedpub.commands.entries import withdraw
from feedpub.errors import ConfigError
from feedpub.model import Section
from feedpub.output import Output
from feedpub.publishing.calendars import calendar_months
from tests.papers import Paper, article, words

BASE = "https://news.example.org/"
SIGNED = """第02版：国际

海岛来信

# 【连线】海峡对岸修好第一座风车
——每年可发电三百万度

本报奥尔岛1月25日电（记者林知夏 周远）岛上第一座风车25日转了起来。

### 等了四年

居民说，**夜里**能听见它转，见[时刻表](https://example.org/t)。

- 白天发电
- 夜里也发电
"""


def issue(day: int, *names: str, section: str = "02版 国际") -> str:
    return f"{section}\n\n" + "".join(article(name, date(2026, 1, day - 1)) for name in names)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path, pages=True, description="江边的报纸")


def page(paper: Paper, path: str) -> HtmlElement:
    return html.fromstring((paper.config.out / path).read_bytes())


def article_page(paper: Paper, title: str) -> HtmlElement:
    return page(paper, paper.feed()[title].link.removeprefix(BASE))


def texts(nodes: Iterable[HtmlElement]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


def changed(paper: Paper, before: dict[str, tuple[int, bytes]]) -> set[str]:
    """The pages that were written since."""
    return {name for name, row in paper.files().items() if name.endswith(".html") and row != before.get(name)}


def titles(paper: Paper) -> dict[str, str]:
    """Path of the article's page by its name, the end of its headline."""
    return {title[8:]: entry.link.removeprefix(BASE) for title, entry in paper.feed().items()}


# ── an article ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_has_all_that_was_printed(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    [title] = paper.feed()
    found = article_page(paper, title)
    assert texts(found.xpath("//h1")) == ["【连线】海峡对岸修好第一座风车"]
    assert texts(found.find_class("kicker")) == ["海岛来信"]
    assert texts(found.find_class("deck")) == ["——每年可发电三百万度"]
    assert texts(found.xpath("//article//h2")) == ["等了四年"]
    assert texts(found.xpath("//div[@class='body']/p")) == [
        "本报奥尔岛1月25日电（记者林知夏 周远）岛上第一座风车25日转了起来。",
        "居民说，夜里能听见它转，见时刻表。",
    ]
    assert texts(found.xpath("//div[@class='body']//strong")) == ["夜里"]
    assert [link.get("href") for link in found.xpath("//div[@class='body']//a")] == ["https://example.org/t"]
    assert texts(found.xpath("//div[@class='body']/ul/li")) == ["白天发电", "夜里也发电"]
    assert "林知夏、周远" in found.text_content()
    assert "第02版" in found.text_content()
    assert found.xpath("//time[@datetime='2026-01-25']")


def test_its_address_is_the_one_its_entry_gives_below_base_url(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    [(title, entry)] = paper.feed().items()
    found = article_page(paper, title)
    assert found.xpath("string(//link[@rel='canonical']/@href)") == entry.link
    assert found.xpath("string(//meta[@property='og:url']/@content)") == entry.link
    [linked] = [link for link in entry.links if link.rel == "alternate"]
    assert (linked.href, linked.type) == (entry.link, "text/html")


def structured(found: HtmlElement) -> Any:
    return json.loads(found.xpath("string(//script[@type='application/ld+json'])"))


def test_machines_read_a_news_article(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    [(title, entry)] = paper.feed().items()
    told = structured(article_page(paper, title))
    assert told["@type"] == "NewsArticle"
    assert told["headline"] == title
    assert told["dateline"] == "本报奥尔岛1月25日电（记者林知夏 周远）"
    assert told["author"] == [{"@type": "Person", "name": "林知夏"}, {"@type": "Person", "name": "周远"}]
    assert told["datePublished"] == told["dateModified"] == "2026-01-25T12:00:00+00:00"
    assert told["articleSection"] == "国际"
    assert told["publisher"]["name"] == "滨江日报"
    assert told["about"]["@id"] == "http://cv.iptc.org/newscodes/mediatopic/20000638"
    assert told["url"] == entry.link


def test_an_agency_is_no_person(paper: Paper) -> None:
    paper.write("2026-01-26.md", "# 江边晨跑\n\n新华社滨江1月25日电 晨跑25日举行。\n")
    paper.build()
    assert structured(article_page(paper, "江边晨跑"))["author"] == [{"@type": "Organization", "name": "新华社"}]


def test_a_headline_cannot_close_the_data_it_stands_in(paper: Paper) -> None:
    paper.write("2026-01-26.md", "# 江边</script><script>window.hit=1</script>晨跑\n\n本报1月25日讯 晨跑25日举行。\n")
    paper.build()
    [(title, _)] = paper.feed().items()
    found = article_page(paper, title)
    assert structured(found)["headline"] == title
    assert [script.get("type") for script in found.iter("script")] == ["application/ld+json"]


@pytest.mark.parametrize(
    ("slug", "topic"),
    [
        ("top", "11000000"),
        ("economy", "04000000"),
        ("society", "14000000"),
        ("sports", "15000000"),
        ("culture", "01000000"),
        ("science", "13000000"),
        ("education", "05000000"),
        ("military", "20000599"),
        ("general", None),
    ],
)
def test_sections_have_their_topic(paper: Paper, slug: str, topic: str | None) -> None:
    paper.write("2026-01-26.md", f"---\nsection: {slug}\n---\n# 江边晨跑\n\n本报1月25日讯 晨跑25日举行。\n")
    paper.build()
    about = structured(article_page(paper, "江边晨跑")).get("about")
    assert (about and about["@id"].rpartition("/")[2]) == topic


def test_a_corrected_article_says_when_in_the_papers_zone(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    [title] = paper.feed()
    assert not article_page(paper, title).find_class("corrected")
    paper.write("2026-01-26.md", SIGNED.replace("转了起来", "转起来了"))
    paper.build()
    found = article_page(paper, title)
    local = paper.now + timedelta(hours=8)
    [told] = texts(found.find_class("corrected"))
    assert told.startswith(f"更正于 {local.year}年{local.month}月{local.day}日 {local:%H:%M}：“岛上第一座风车")
    assert structured(found)["dateModified"] == paper.now.isoformat()


def test_a_withdrawn_article_says_only_that(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    [(title, entry)] = paper.feed().items()
    withdraw([entry.id], "消息来源有误", paper.config, now=paper.now)
    paper.build()
    found = page(paper, entry.link.removeprefix(BASE))
    assert texts(found.xpath("//h1")) == [f"【撤稿】{title}"]
    assert texts(found.xpath("//div[@class='body']/*")) == ["消息来源有误"]
    assert "风车25日" not in html.tostring(found, encoding="unicode")
    for listing in ("index.html", "s/world.html", "d/2026-01-26.html"):
        assert f"【撤稿】{title}" in page(paper, listing).text_content()


# ── neighbours ───────────────────────────────────────────────────────────────────────────────────────────────────────


def beside(paper: Paper, name: str, where: str = "beside") -> list[str]:
    """The articles that a page names at its end, of its section, or of the same issue (`also`)."""
    found = page(paper, titles(paper)[name]).find_class(where)
    return [link.text_content()[8:] for link in found[0].xpath(".//li/a")] if found else []


def test_neighbours_are_those_of_the_section_in_printed_order(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, *"甲乙丙丁戊己") + issue(26, "体", section="03版 体育") + issue(26, "庚"))
    paper.build()
    assert [beside(paper, name) for name in "甲乙戊庚体"] == [
        ["乙", "丙", "丁"],
        ["甲", "丙", "丁", "戊"],
        ["丁", "己", "庚"],
        ["己"],
        [],
    ]
    found = page(paper, titles(paper)["乙"])
    own = titles(paper)
    assert found.xpath("//a[@rel='prev']/@href") == [own["甲"].removeprefix("a/")]
    assert found.xpath("//a[@rel='next']/@href") == [own["丙"].removeprefix("a/")]


def test_an_article_leads_to_what_else_the_issue_has(paper: Paper) -> None:
    text = issue(26, "甲", "乙") + issue(26, "体", "育", section="03版 体育") + issue(26, "文", section="04版 文化")
    paper.write("2026-01-26.md", text)
    paper.write("2026-01-25.md", issue(25, "旧", section="05版 经济"))
    paper.build()
    assert [beside(paper, name, "also") for name in ("甲", "育", "旧")] == [["体", "文"], ["甲", "文"], []]
    before = paper.files()
    paper.write("2026-01-26.md", text.replace(f"{words('体', 8)}体", f"{words('体', 8)}改"))
    paper.build()
    assert beside(paper, "乙", "also") == ["改", "文"]
    assert titles(paper)["旧"] not in changed(paper, before)


def test_a_new_issue_rewrites_only_the_pages_it_touches(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲", "乙"))
    paper.write("2026-01-25.md", issue(25, "旧", section="03版 体育"))
    paper.build()
    before = paper.files()
    paper.write("2026-01-27.md", issue(27, "丙"))
    assert paper.build().pages == 2
    own = titles(paper)
    assert changed(paper, before) == {
        "index.html",
        "s/world.html",
        "d/index.html",
        "d/2026-01-26.html",  # its next issue
        "d/2026-01-27.html",
        own["甲"],  # its neighbour
        own["丙"],
    }
    assert beside(paper, "甲") == ["丙", "乙"]


def test_a_corrected_headline_is_corrected_beside_too(paper: Paper) -> None:
    text = issue(26, "甲", "乙", "丙", "丁")
    paper.write("2026-01-26.md", text)
    paper.build()
    before = paper.files()
    paper.write("2026-01-26.md", text.replace(f"{words('乙', 8)}乙", f"{words('乙', 8)}改"))
    paper.build()
    own = titles(paper)
    assert beside(paper, "甲") == ["改", "丙", "丁"]
    assert beside(paper, "丙") == ["改", "丁"]
    assert changed(paper, before) & set(own.values()) == {own["甲"], own["改"], own["丙"]}


def test_one_that_moves_to_another_section_leaves_its_neighbours(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲") + issue(26, "乙") + issue(26, "丙"))
    paper.build()
    paper.write("2026-01-26.md", issue(26, "甲") + issue(26, "乙", section="03版 体育") + issue(26, "丙"))
    paper.build()
    assert [beside(paper, name) for name in "甲乙丙"] == [["丙"], [], ["甲"]]


def test_one_that_is_pruned_leaves_its_neighbours(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.write("2026-01-27.md", issue(27, "乙"))
    paper.write("2026-01-28.md", issue(28, "丙"))
    paper.build()
    (paper.news / "2026-01-27.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    assert beside(paper, "丙") == ["甲"]
    assert "2026-01-27" not in html.tostring(page(paper, "index.html"), encoding="unicode")
    assert texts(page(paper, "d/2026-01-28.html").xpath("//a[@rel='prev']")) != []
    assert page(paper, "d/2026-01-28.html").xpath("//a[@rel='prev']/@href") == ["2026-01-26.html"]


def test_pages_are_the_same_however_the_issues_came_in(tmp_path: Path) -> None:
    """Built issue by issue, or at once: every page is the same, byte for byte, but for what a build's moment tells."""
    issues = {
        "2026-01-26.md": issue(26, "甲", "乙") + issue(26, "体", section="03版 体育"),
        "2026-01-27.md": issue(27, "丙"),
        "2026-01-28.md": issue(28, "丁", section="05版 文化") + issue(28, "戊"),
        "2026-01-30.md": issue(30, "己", section="03版 体育"),
    }
    one_by_one, at_once = (
        Paper(tmp_path / "one", pages=True, daily=True),
        Paper(tmp_path / "all", pages=True, daily=True),
    )
    for name, text in issues.items():
        one_by_one.write(name, text)
        one_by_one.build(later=timedelta(days=2))
        at_once.write(name, text)
    at_once.now = one_by_one.now
    at_once.build(later=timedelta())
    found = [{name: data for name, (_, data) in paper.files().items()} for paper in (one_by_one, at_once)]
    assert found[0].keys() == found[1].keys()
    # The index of sitemaps says when each of them changed.
    assert [name for name in found[0] if found[0][name] != found[1][name]] == ["sitemap.xml"]


# ── front, sections and issues ───────────────────────────────────────────────────────────────────────────────────────


def test_the_front_has_the_newest_issue_and_every_feed(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲", "乙") + issue(26, "体", section="03版 体育"))
    paper.write("2026-01-27.md", issue(27, *"丙丁戊己") + issue(27, *"辛壬癸子丑寅", section="05版 文化"))
    paper.build()
    front = page(paper, "index.html")
    assert texts(front.xpath("//*[contains(@class, 'lead')]/h2"))[0].endswith("丙")
    assert [title[8:] for title in texts(front.find_class("near")[0].xpath(".//li/a"))] == [*"丁戊己"]
    newest = front.find_class("newest")[0]
    assert texts(newest.xpath(".//h2")) == ["文化"]
    assert [title[8:] for title in texts(newest.xpath(".//h3 | .//li/a"))] == [*"辛壬癸子"]
    assert front.xpath("//div[@class='newest']//p[@class='more']/a/@href") == ["d/2026-01-27.html#culture"]
    told = {(link.get("type"), link.get("href")) for link in front.xpath("//head/link[@rel='alternate']")}
    assert told == {
        (kind, f"{slug}.{suffix}")
        for slug in ("all", "world", "sports", "culture")
        for kind, suffix in (
            ("application/atom+xml", "atom.xml"),
            ("application/rss+xml", "rss.xml"),
            ("application/feed+json", "json"),
        )
    }
    assert front.xpath("//main//a[@class='button']/@href") == ["follow.html"]


def test_the_lead_has_its_summary(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    assert texts(page(paper, "index.html").xpath("//*[contains(@class, 'lead')]/p")) == [
        "岛上第一座风车25日转了起来。居民说，夜里能听见它转，见时刻表。"
    ]


def test_the_lead_is_the_first_article_of_the_first_page(paper: Paper) -> None:
    """Though its dateline is a day older, and its section comes later in the paper."""
    paper.write(
        "2026-01-26.md",
        issue(26, "国", section="02版 国际")
        + f"01版 文化\n\n{article('头', date(2026, 1, 24))}"
        + issue(26, "次", section="01版 文化"),
    )
    paper.build()
    front = page(paper, "index.html")
    assert texts(front.xpath("//*[contains(@class, 'lead')]/h2"))[0].endswith("头")
    assert [title[8:] for title in texts(front.find_class("near")[0].xpath(".//li/a"))] == ["次"]


def test_each_section_opens_with_a_story_and_its_summary(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "头") + issue(26, "体", "育", section="03版 体育"))
    paper.build()
    [section] = page(paper, "index.html").xpath("//div[@class='newest']//section")
    [summary] = section.xpath(".//div[@class='first']/p")
    assert words("体文", 40) in summary.text_content()
    assert [title[8:] for title in texts(section.xpath(".//li"))] == ["育"]


def test_every_page_leads_to_all_sections_the_archive_and_the_feeds(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲") + issue(26, "体", section="03版 体育"))
    paper.build()
    for name in (path.relative_to(paper.config.out).as_posix() for path in paper.config.out.rglob("[!4]*.html")):
        found = page(paper, name)
        root = "../" if "/" in name else ""
        ways = found.xpath("//nav[@class='sections']/ul//a/@href")
        assert ways == [f"{root}{path}" for path in ("index.html", "s/world.html", "s/sports.html", "d/index.html")]
        assert found.xpath("//header//a[@class='button']/@href") == [f"{root}follow.html"]


def test_a_new_section_is_led_to_from_every_page(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.build()
    paper.write("2026-01-27.md", issue(27, "体", section="03版 体育"))
    paper.build()
    assert "../s/sports.html" in page(paper, titles(paper)["甲"]).xpath("//nav[@class='sections']//a/@href")
    before = paper.files()
    paper.write("2026-01-28.md", issue(28, "育", section="03版 体育"))
    paper.build()
    assert titles(paper)["甲"] not in changed(paper, before)


def test_an_issue_is_shown_by_printed_page_too(paper: Paper) -> None:
    paper.write(
        "2026-01-26.md",
        issue(26, "首", section="01版 要闻")
        + issue(26, "体", section="03版 体育")
        + issue(26, "闻", section="02版 要闻"),
    )
    paper.write("2026-01-27.md", issue(27, "单"))
    paper.build()
    found = page(paper, "d/2026-01-26.html").find_class("by-page")[0]
    assert texts(found.iter("h2")) == ["第01版 要闻", "第02版 要闻", "第03版 体育"]
    assert [title[8:] for title in texts(found.iter("li"))] == ["首", "闻", "体"]
    assert page(paper, "d/2026-01-27.html").find_class("by-page") == []  # one page is nothing to choose from


def test_a_section_has_its_days_and_the_months_behind_them(paper: Paper) -> None:
    for day in (2, 3, 4):
        paper.write(f"2026-01-{day:02}.md", issue(day, *(f"{day}号{number}" for number in range(14))))
    paper.write("2025-12-31.md", f"02版 国际\n\n{article('去年', date(2025, 12, 30))}")
    paper.build()
    found = page(paper, "s/world.html")
    assert found.xpath("//section[@class='day']//time/@datetime") == ["2026-01-04", "2026-01-03"]
    assert len(found.xpath("//section[@class='day']//li")) == 28
    behind = found.find_class("behind")[0]
    assert texts(behind.xpath(".//h3")) == ["2026年1月", "2025年12月"]
    assert behind.xpath(".//ul//a/@href") == ["../d/2026-01-02.html#world", "../d/2025-12-31.html#world"]


def test_an_issue_leads_to_those_before_and_after(paper: Paper) -> None:
    for day in (24, 26, 28):
        paper.write(f"2026-01-{day}.md", issue(day, f"{day}日"))
    paper.build()
    found = page(paper, "d/2026-01-26.html")
    assert found.xpath("//a[@rel='prev']/@href") == ["2026-01-24.html"]
    assert found.xpath("//a[@rel='next']/@href") == ["2026-01-28.html"]
    assert texts(found.xpath("//*[@id='world']//li/a")) == [f"{words('26日', 8)}26日"]


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "follow.html",
        "s/world.html",
        "d/2026-01-26.html",
        "d/index.html",
        "style.css",
        "copy.js",
        "feed.css",
        "feeds.opml",
    ],
)
def test_what_somebody_cleared_away_comes_back(paper: Paper, name: str) -> None:
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.build()
    before = (paper.config.out / name).read_bytes()
    (paper.config.out / name).unlink()
    if name in ("s/world.html", "d/2026-01-26.html"):  # looked at when anything else is
        paper.write("2026-01-26.md", issue(26, "甲", "乙"))
        paper.build()
        assert (paper.config.out / name).exists()
    else:
        paper.build()
        assert (paper.config.out / name).read_bytes() == before


def test_every_link_between_pages_leads_to_one(paper: Paper) -> None:
    for day in (26, 27, 28):
        paper.write(
            f"2026-01-{day}.md", issue(day, f"{day}甲", f"{day}乙") + issue(day, f"{day}体", section="03版 体育")
        )
    paper.build()
    out = paper.config.out
    pages = list(out.rglob("*.html"))
    assert len(pages) == 9 + 3 + 1 + 2 + 1 + 1 + 1
    for path in pages:
        for _, attribute, link, _ in page(paper, path.relative_to(out).as_posix()).iterlinks():
            if attribute in ("href", "src") and not link.startswith(("http", "#")):
                file, _, fragment = link.partition("#")
                target = out / file[1:] if path.name == "404.html" else (path.parent / file).resolve()
                assert target.is_file(), f"{path}: {link}"
                if fragment and target.suffix == ".html":
                    assert page(paper, target.relative_to(out).as_posix()).get_element_by_id(fragment) is not None


def test_without_pages_there_are_none(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=False)
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.build()
    assert not [name for name in paper.files() if name.endswith((".html", ".css", ".js"))]
    assert "feeds.opml" in paper.files()


def test_a_front_without_issues_says_so(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, sections=(Section(slug="sports", title="体育", order=4, named=True),))
    paper.write("2026-01-26.md", "停水通知\n")
    paper.build()
    front = paper.config.out / "index.html"
    if front.exists():
        assert "还没有出版" in front.read_text(encoding="utf-8")


def test_pages_that_may_not_have_reached_the_disk_are_mended_after_a_restart(paper: Paper) -> None:
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.build()
    before = paper.files()
    lost = [titles(paper)["甲"], "index.html", "s/world.html", "d/2026-01-26.html"]
    for name in lost:
        (paper.config.out / name).write_bytes(b"")  # as a power failure leaves them
    paper.build()
    assert all((paper.config.out / name).read_bytes() == b"" for name in lost)  # nothing tells of it
    with open_archive(paper.config.archive) as archive:
        archive.settings.machine_start = "another start"
        archive.commit()
    paper.build()
    assert {name: data for name, (_, data) in paper.files().items()} == {
        name: data for name, (_, data) in before.items()
    }
    before = paper.files()
    paper.build()
    assert paper.files() == before


# ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_calendar_begins_with_the_month_of_the_first_issue() -> None:
    months = list(calendar_months({date(2025, 12, 31), date(2026, 2, 2)}))
    assert [(month.year, month.month) for month in months] == [(2026, 2), (2026, 1), (2025, 12)]
    february = months[0].weeks
    assert [[day for day, _ in week] for week in february] == [
        [0, 0, 0, 0, 0, 0, 1],
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15],
        [16, 17, 18, 19, 20, 21, 22],
        [23, 24, 25, 26, 27, 28, 0],
    ]
    assert [day for week in february for day, issue in week if issue] == [2]
    assert list(calendar_months([])) == []


def test_the_calendar_leads_to_each_issue_and_shows_which_day_has_none(paper: Paper) -> None:
    for day in (24, 25, 26, 28):
        paper.write(f"2026-01-{day}.md", issue(day, f"{day}日"))
    paper.build()
    [month] = page(paper, "index.html").xpath("//table")
    assert texts(month.iter("caption")) == ["2026年1月"]
    assert month.xpath(".//a/@href") == [f"d/2026-01-{day}.html" for day in (24, 25, 26, 28)]
    assert "".join(texts(month.iter("td"))) == "".join(map(str, range(1, 32)))


def test_the_archive_has_every_issue_by_year_and_month(paper: Paper) -> None:
    days = [date(2024, 3, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 3)]
    for day in days:
        paper.write(f"{day}.md", f"02版 国际\n\n{article(f'{day:%y%m%d}', day)}")
        paper.build()
    newest = page(paper, "d/index.html")
    assert newest.xpath("//main//table//a/@href") == ["2026-01-01.html", "2026-01-03.html"]
    assert newest.xpath("//nav[@class='jump']//a/@href") == ["../d/index.html", "../d/2025.html", "../d/2024.html"]
    assert "共 2 期" in newest.find_class("count")[0].text_content()
    for year, only in ((2025, "2025-12-31"), (2024, "2024-03-01")):
        assert page(paper, f"d/{year}.html").xpath("//main//table//a/@href") == [f"{only}.html"]
    before = paper.files()
    paper.write("2026-01-04.md", issue(4, "新"))
    paper.build()
    assert {name for name in changed(paper, before) if name.startswith("d/")} == {
        "d/index.html",
        "d/2026-01-03.html",
        "d/2026-01-04.html",
    }


def test_nothing_on_pages_depends_on_the_clock(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    before = paper.files()
    paper.build(later=timedelta(days=400))
    assert {name for name, row in paper.files().items() if row != before[name]} == {"sitemap-news.xml"}


# ── templates of the operator's own ──────────────────────────────────────────────────────────────────────────────────


def test_any_template_and_the_style_sheet_can_be_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "article.html").write_text("{{ site.publication }}|{{ page.entry.title }}|{{ path }}", encoding="utf-8")
    (own / "style.css").write_text("body { color: teal }", encoding="utf-8")
    paper = Paper(tmp_path, pages=True, templates=own)
    paper.write("2026-01-26.md", "# 江 & 边 < 晨跑\n\n本报1月25日讯 晨跑25日举行。\n")
    paper.build()
    [(_, entry)] = paper.feed().items()
    path = entry.link.removeprefix(BASE)
    shown = (paper.config.out / path).read_text(encoding="utf-8")
    assert shown == f"滨江日报|江 &amp; 边 &lt; 晨跑|{path}"
    assert (paper.config.out / "style.css").read_text(encoding="utf-8") == "body { color: teal }"
    assert "还没有" not in (paper.config.out / "index.html").read_text(encoding="utf-8")  # ours
    (own / "article.html").write_text("{{ page.entry.title }}", encoding="utf-8")
    paper.build()
    assert (paper.config.out / path).read_text(encoding="utf-8") == "江 &amp; 边 &lt; 晨跑"


def test_a_part_of_ones_own_is_on_every_page_that_shows_it(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "foot.html").write_text("<footer>{{ site.publication }} {{ root }}</footer>\n", encoding="utf-8")
    macro = "{% macro headline(listed, root) %}<b>{{ root }}a/{{ listed.short_id }}.html {{ listed.title }}</b>"
    ours = files("feedpub.writing").joinpath("templates", "lists.html").read_text(encoding="utf-8")
    (own / "lists.html").write_text(ours + macro + "{% endmacro %}\n", encoding="utf-8")
    paper = Paper(tmp_path, pages=True, templates=own)
    paper.write("2026-01-26.md", issue(26, "甲") + issue(26, "乙 & 丙", section="03版 体育"))
    paper.build()
    front = (paper.config.out / "index.html").read_text(encoding="utf-8")
    articles = [path.read_text(encoding="utf-8") for path in sorted((paper.config.out / "a").iterdir())]
    assert "<footer>滨江日报 </footer>" in front
    assert all("<footer>滨江日报 ../</footer>" in text for text in articles)
    assert sorted(text.count("<b>../a/") for text in articles) == [1, 1]  # each leads to the other section
    assert sum("乙 &amp; 丙</b>" in text for text in articles) == 1


@pytest.mark.parametrize(
    ("template", "told"),
    [("{% if %}", r"article\.html:1: .*Expected an expression"), ("{{ page.nothing }}", r"article\.html: .*nothing")],
)
def test_a_broken_template_is_named_and_nothing_is_published(tmp_path: Path, template: str, told: str) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    before = paper.files()
    own = tmp_path / "templates"
    own.mkdir()
    (own / "article.html").write_text(template, encoding="utf-8")
    broken = Paper(tmp_path, pages=True, templates=own)
    broken.now = paper.now
    with pytest.raises(ConfigError, match=told):
        broken.build()
    assert paper.files() == before


@pytest.mark.parametrize("every", [1, 5])
def test_no_page_is_larger_than_thirty_kilobytes(tmp_path: Path, every: int) -> None:
    """A year of issues with nine sections."""
    paper = Paper(tmp_path, pages=True)
    sections = ["国际", "经济", "社会", "体育", "文化", "科技", "教育", "军事", "评论"]
    last = date(2026, 1, 26)
    for back in range(0, 365, every):
        day = last - timedelta(days=back)
        text = "".join(
            f"0{number}版 {name}\n\n" + "".join(article(f"{name}{back}{n}", day) for n in range(5 if back < 7 else 1))
            for number, name in enumerate(sections, 1)
        )
        paper.write(f"{day}.md", text)
    paper.build()
    sizes = {name: len(data) for name, (_, data) in paper.files().items() if name.endswith(".html")}
    assert len(sizes) > 365
    assert max(sizes.values()) < 30_000, max(sizes, key=lambda name: sizes[name])
    others = {name: data for name, (_, data) in paper.files().items() if name.endswith((".html", ".css", ".js"))}
    del others["follow.html"]  # names readers
    assert not re.search(
        rb"https?://(?!news\.example\.org|schema\.org|cv\.iptc\.org)", b"".join(data for data in others.values())
    )


def test_a_build_stopped_while_it_publishes_leaves_no_page_behind(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write("2026-01-26.md", issue(26, "甲"))
    paper.build()
    paper.write("2026-01-26.md", issue(26, "甲", "乙"))
    paper.write("2026-01-27.md", issue(27, "丙"))

    class Killed(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Output, "publish", stop)
        with pytest.raises(Killed):
            paper.build()
    paper.build()
    assert [title[8:] for title in texts(page(paper, "d/2026-01-26.html").xpath("//*[@id='world']//li/a"))] == [
        "甲",
        "乙",
    ]
    assert page(paper, "d/2026-01-26.html").xpath("//a[@rel='next']/@href") == ["2026-01-27.html"]
    before = paper.files()
    paper.build()
    assert paper.files() == before


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("article.html", b"{{ 1 / 0 }}", "division"),
        ("alternates.html", b"{{ site.nothing }}", "nothing"),
        ("style.css", b"\xff\xfe", "style.css"),
        ("front.html", b"{% include 'front.html' %}", "front.html"),
    ],
)
def test_whatever_is_wrong_with_a_template_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / name).write_bytes(data)
    paper = Paper(tmp_path, pages=True, templates=own)
    paper.write("2026-01-26.md", SIGNED)
    with pytest.raises(ConfigError, match=told):
        paper.build()
