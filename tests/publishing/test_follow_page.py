"""The page for those who want to follow the paper, and what a browser shows of a feed."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from feedpub.data import load
from feedpub.model import DEVICES, Config, Follow, Reader
from tests.papers import Paper, article, assert_valid

BASE = "https://news.example.org/"
STYLED = b'<?xml-stylesheet href="feed.css" type="text/css"?>\n'


def _built(folder: Path, **settings: object) -> Paper:
    paper = Paper(folder, **{"pages": True, **settings})
    day = paper.now.date()
    paper.write("1.md", f"02版 国际\n\n{article('甲', day)}03版 体育\n\n{article('乙', day)}")
    assert not paper.build().failed
    return paper


def _page(paper: Paper) -> HtmlElement:
    return html.fromstring((paper.config.out / "follow.html").read_bytes())


def _text(node: Any) -> str:
    return "".join(node.text_content().split())


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_address_is_to_be_copied_in_three_steps(tmp_path: Path) -> None:
    found = _page(_built(tmp_path))
    steps = found.xpath("//ol/li")
    assert [_text(step.find("h2")) for step in steps] == ["装一个阅读器", "复制这个地址", "粘贴到阅读器里"]
    [address] = steps[1].xpath(".//code")
    assert address.text_content() == f"{BASE}all.atom.xml"
    assert steps[1].xpath(".//button/@data-copy") == [f"{BASE}all.atom.xml"]
    told = " ".join(_text(one) for one in found.xpath("//main//p[not(ancestor::details)] | //main//h2"))
    assert not re.search("Atom|RSS|JSON|OPML|XML", told.replace("atom.xml", ""))  # words that only some people know


def test_its_qr_code_holds_the_address(tmp_path: Path) -> None:
    import segno

    [code] = _page(_built(tmp_path)).xpath("//*[@role='img']")
    assert code.get("aria-label") == "订阅地址的二维码"
    drawn = code.find("svg/path[@stroke]").get("d")
    assert drawn in segno.make(f"{BASE}all.atom.xml", error="m").svg_inline(omitsize=True)


def test_sections_and_further_feeds_are_below_with_their_formats_behind_a_button(tmp_path: Path) -> None:
    paper = _built(tmp_path, daily=True, follows=(Follow(slug="ferry", title="渡轮", keyword="渡轮"),))
    found = _page(paper)
    rows = {row.get("id"): row.xpath(".//button/@data-copy") for row in found.xpath("//ul[@class='feeds']/li")}
    assert rows == {f"feed-{slug}": [f"{BASE}{slug}.atom.xml"] for slug in ("world", "sports", "daily", "ferry")}
    links = found.xpath("//details[@class='formats']//a/@href")
    slugs = ("all", "world", "sports", "daily", "ferry")
    assert links == [f"{slug}.{end}" for slug in slugs for end in ("atom.xml", "rss.xml", "json")] + ["feeds.opml"]
    assert all((paper.config.out / link).is_file() for link in links)


def test_without_an_address_none_is_shown(tmp_path: Path) -> None:
    paper = _built(tmp_path, base_url=Config().base_url)
    found = _page(paper)
    assert "base_url" in found.find_class("address")[0].text_content()
    assert found.xpath("//button | //code | //svg") == []
    assert html.fromstring((paper.config.out / "s/world.html").read_bytes()).xpath("//button") == []
    assert "127.0.0.1" not in (paper.config.out / "feed.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_readers_are_named_for_each_device(tmp_path: Path, language: str) -> None:
    found = _page(_built(tmp_path, language=language)).find_class("readers")[0]
    assert len(found.findall("dt")) == len(DEVICES)
    table = {"zh-CN": "zh", "zh-TW": "zh-Hant"}.get(language, language)
    assert [link.text for link in found.iter("a")] == [row["name"] for row in load("readers")[table]["readers"]]
    assert all(link.get("href").startswith("https://") for link in found.iter("a"))


def test_operators_name_readers_of_their_own(tmp_path: Path) -> None:
    own = Reader(name="江边阅读", device="phone", url="https://read.example.org/", note="安卓 & iPhone")
    paper = _built(tmp_path, readers=(own,))
    [terms] = _page(paper).find_class("readers")
    assert [_text(row) for row in terms] == ["手机", "江边阅读安卓&iPhone"]
    before = paper.files()
    changed = Paper(tmp_path, pages=True)
    changed.now = paper.now
    changed.build()
    assert {name for name, row in changed.files().items() if row != before[name]} == {"follow.html"}


def test_a_days_issue_leaves_it_as_it_is(tmp_path: Path) -> None:
    paper = _built(tmp_path)
    before = paper.files()["follow.html"]
    paper.write("2.md", f"02版 国际\n\n{article('丙', paper.now.date() + timedelta(days=1))}")
    paper.build(later=timedelta(days=1))
    assert paper.files()["follow.html"] == before
    paper.write("3.md", f"04版 文化\n\n{article('丁', paper.now.date())}")
    paper.build()
    assert "feed-culture" in (paper.config.out / "follow.html").read_text(encoding="utf-8")


# ── a feed in a browser ──────────────────────────────────────────────────────────────────────────────────────────────


def test_feeds_name_their_style_sheet_where_there_are_pages(tmp_path: Path) -> None:
    paper = _built(tmp_path, daily=True)
    feeds = sorted(paper.config.out.glob("*.*.xml"))
    assert len(feeds) == 8
    for path in feeds:
        declaration, _, rest = path.read_bytes().partition(b"\n")
        assert declaration.startswith(b"<?xml ")
        assert rest.startswith(STYLED)
    assert_valid(paper.config.out, BASE)
    without = _built(tmp_path / "without", pages=False)
    assert {path.name for path in without.config.out.glob("*.*.xml")} < {path.name for path in feeds}
    assert not any(b"xml-stylesheet" in path.read_bytes() for path in without.config.out.rglob("*.xml"))


def test_pages_that_come_later_change_no_entry_and_no_archive_document(tmp_path: Path) -> None:
    settings: dict[str, object] = {"days": 1, "limit": 1, "archive_size": 1}
    paper = Paper(tmp_path, **settings)
    for back in (3, 2, 1, 0):
        day = paper.now.date()
        paper.write(f"{back}.md", article(f"甲{back}", day))
        paper.build(later=timedelta(days=1))
    paged = Paper(tmp_path, pages=True, **settings)
    paged.now = paper.now
    built = paged.build()  # links change: `updated` does not, and nothing is new
    documents = {name: data for name, (_, data) in paged.files().items() if name.startswith("archive/")}
    assert (built.new, built.corrected, len(documents) > 2) == (0, 0, True)
    assert not any(STYLED in data for data in documents.values())
    before = paged.files()
    paged.build()
    assert paged.files() == before


def test_the_style_sheet_says_in_words_what_the_page_is(tmp_path: Path) -> None:
    paper = _built(tmp_path, publication='滨江"日报\\ <i> & 画报')
    style = (paper.config.out / "feed.css").read_text(encoding="utf-8")
    [said] = re.findall(r"content: (\"这一页.*);", style)
    assert "粘贴到阅读器里，滨江\\22 日报\\5c  \\3c i\\3e  \\26  画报的新文章" in said
    assert f"{BASE}follow.html" in said
    assert said.count('"') == 6  # three strings
