"""JSON Feed 1.1 and OPML 2.0: what stands in them, and what their checks complain about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from feedpub.checking import check_feed
from tests.papers import Paper

SIGNED = """第02版：国际

# 【连线】海峡对岸修好第一座风车

本报奥尔岛1月25日电（记者林知夏 周远）岛上第一座风车25日转了起来。
"""


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    return paper


def _json(paper: Paper, slug: str = "world") -> Any:
    return json.loads((paper.config.out / f"{slug}.json").read_bytes())


def test_a_feed_says_what_it_is(paper: Paper) -> None:
    feed = _json(paper)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "滨江日报 · 国际"
    assert feed["home_page_url"] == "https://news.example.org/s/world.html"
    assert feed["feed_url"] == "https://news.example.org/world.json"
    assert feed["language"] == "zh-CN"
    assert feed["authors"] == [{"name": "滨江日报"}]


def test_an_item_is_what_atom_has_with_its_authors_one_by_one(paper: Paper) -> None:
    [item] = _json(paper)["items"]
    [(title, entry)] = paper.feed("world").items()
    assert item["id"] == entry.id
    assert item["url"] == entry.link
    assert item["title"] == title == "【连线】海峡对岸修好第一座风车"
    assert item["authors"] == [{"name": "林知夏"}, {"name": "周远"}]
    assert item["content_html"] == entry.content[0].value
    assert item["summary"] == entry.summary == "岛上第一座风车25日转了起来。"
    assert item["date_published"] == item["date_modified"] == "2026-01-25T12:00:00Z"
    assert item["tags"] == ["国际"]


def test_a_corrected_item_says_when(paper: Paper) -> None:
    paper.write("2026-01-26.md", SIGNED.replace("第一座", "第二座"))
    paper.build()
    [item] = _json(paper)["items"]
    assert item["date_published"] == "2026-01-25T12:00:00Z"
    assert item["date_modified"] == paper.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_feed_without_entries_is_one_too(tmp_path: Path) -> None:
    from feedpub.model import Section

    paper = Paper(tmp_path, sections=(Section(slug="sports", title="体育", order=4, named=True),))
    paper.write("2026-01-26.md", SIGNED)
    paper.build()
    assert _json(paper, "sports")["items"] == []


# ── the check ────────────────────────────────────────────────────────────────────────────────────────────────────────

GOOD: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "滨江日报",
    "home_page_url": "https://news.example.org/",
    "feed_url": "https://news.example.org/all.json",
    "language": "zh-CN",
    "_ours": {"about": "https://news.example.org/"},
    "items": [
        {
            "id": "1",
            "url": "https://news.example.org/a/1.html",
            "content_html": "<p>江风。</p>",
            "date_published": "2026-01-25T12:00:00Z",
            "date_modified": "2026-01-25T13:00:00+08:00",
            "attachments": [{"url": "https://news.example.org/p/1.jpg", "mime_type": "image/jpeg"}],
        }
    ],
}


def _found(feed: Any, url: str | None = "https://news.example.org/all.json") -> list[str]:
    data = json.dumps(feed, ensure_ascii=False).encode()
    return [f"{finding.level} {finding.code}" for finding in check_feed(data, url=url)]


def _item(**changes: Any) -> Callable[[], Any]:
    return lambda: {**GOOD, "items": [{**GOOD["items"][0], **changes}]}


def test_a_good_feed_has_no_findings_but_the_zone_it_tells() -> None:
    assert _found(GOOD) == ["warning published-late"]  # 13:00+08:00 is before 12:00Z
    assert _found(_item(date_modified="2026-01-25T12:00:00Z")()) == []


@pytest.mark.parametrize(
    ("make", "finding"),
    [
        (lambda: {**GOOD, "version": "https://jsonfeed.org/version/2"}, "error json-version"),
        (lambda: {key: value for key, value in GOOD.items() if key != "title"}, "error json"),
        (lambda: {key: value for key, value in GOOD.items() if key != "items"}, "error json"),
        (lambda: {**GOOD, "title": 5}, "error json"),
        (lambda: {**GOOD, "authors": "滨江日报"}, "error json"),
        (lambda: {**GOOD, "items": [*GOOD["items"], *GOOD["items"]]}, "error id-duplicate"),
        (lambda: {**GOOD, "language": "中文"}, "error language-invalid"),
        (lambda: {key: value for key, value in GOOD.items() if key != "language"}, "warning language-missing"),
        (lambda: {key: value for key, value in GOOD.items() if key != "feed_url"}, "warning self-missing"),
        (lambda: {**GOOD, "feed_url": "https://news.example.org/other.json"}, "warning self-differs"),
        (lambda: {**GOOD, "icon": "icon.png"}, "error link-invalid"),
        (lambda: {**GOOD, "hubs": [{"type": "WebSub", "url": "hub"}]}, "error link-invalid"),
        (_item(url="/a/1.html"), "error link-invalid"),
        (_item(image="p/1.jpg"), "error link-invalid"),
        (_item(attachments=[{"url": "https://news.example.org/p/1.jpg"}]), "error json"),
        (_item(attachments=[{"url": "p/1.jpg", "mime_type": "image/jpeg"}]), "error link-invalid"),
        (_item(id=1), "error json"),
        (_item(id=""), "error blank"),
        (_item(content_html=None), "error missing-content"),
        (_item(content_html="<p>江<script>风</script></p>"), "warning html-unsafe"),
        (_item(date_published="2026年1月25日"), "error date-invalid"),
    ],
)
def test_what_breaks_the_specification_is_found(make: Callable[[], Any], finding: str) -> None:
    assert finding in _found(make())


def test_what_is_no_json_is_an_error() -> None:
    assert [finding.code for finding in check_feed(b'{"version": ')] == ["json"]


# ── OPML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_of_feeds_groups_the_sections_and_leaves_all_out(paper: Paper) -> None:
    paper.write("2026-01-27.md", "第03版：体育\n\n# 江边长跑\n\n本报滨江1月26日讯 长跑26日举行。\n")
    paper.build()
    root = ElementTree.fromstring((paper.config.out / "feeds.opml").read_bytes())
    [group] = root.findall("body/outline")
    assert (root.get("version"), group.get("text")) == ("2.0", "滨江日报")
    assert [(row.get("text"), row.get("xmlUrl"), row.get("htmlUrl")) for row in group] == [
        ("国际", "https://news.example.org/world.atom.xml", "https://news.example.org/s/world.html"),
        ("体育", "https://news.example.org/sports.atom.xml", "https://news.example.org/s/sports.html"),
    ]
    assert {row.get("type") for row in group} == {"rss"}


def _opml(body: str, version: str = "2.0", head: str = "<head><title>x</title></head>") -> bytes:
    return f'<opml version="{version}">{head}<body>{body}</body></opml>'.encode()


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (_opml('<outline text="x" type="rss" xmlUrl="https://news.example.org/all.atom.xml"/>'), []),
        (_opml('<outline text="x"/>', version="1.0"), ["opml-version"]),
        (_opml("<outline/>"), ["missing-attribute"]),
        (_opml(""), ["structure"]),
        (_opml('<outline text="x"/>', head=""), ["structure"]),
        (_opml('<outline text="x" type="rss" xmlUrl="all.atom.xml"/>'), ["link-invalid"]),
        (_opml('<outline text="x" type="rss"/>'), ["link-invalid"]),
        (_opml('<outline text="x"><p/></outline>'), ["unknown-element"]),
        (_opml('<outline text="x"/>', head="<head><author/></head>"), ["unknown-element"]),
    ],
)
def test_the_check_of_a_list_of_feeds(data: bytes, codes: list[str]) -> None:
    assert [finding.code for finding in check_feed(data)] == codes


def test_real_readers_of_json_keep_every_entry(paper: Paper) -> None:
    """`reader` reads JSON Feed; what it keeps is what stands there."""
    from reader import make_reader

    with make_reader(":memory:", feed_root=str(paper.config.out)) as reader:
        reader.add_feed("world.json")
        reader.update_feeds()
        [entry] = reader.get_entries()
    assert entry.title == "【连线】海峡对岸修好第一座风车"
    assert entry.published is not None
    assert entry.published.isoformat() == "2026-01-25T12:00:00+00:00"
    assert entry.link == _json(paper)["items"][0]["url"]
