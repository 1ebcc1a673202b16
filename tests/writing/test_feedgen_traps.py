"""The traps of feedgen 1.0.0 (design decision 14): what it does by itself, and that our feeds are free of it.

A test that begins with feedgen's own behaviour fails on the day feedgen is mended: then our care may go.
"""

import locale
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from feedpub.building import build
from feedpub.model import Config, Section
from feedpub.model.build import BuildOptions
from feedpub.writing import rss_atom

A = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
HOME = "https://news.example.org/feeds/"
NEWS = """# 江城晨雾锁渡口

新华社北京1月25日电(记者张建国 李伟)江风很轻。渡口很静。

# 老街灯火

江城的老街\x0b上,灯\x00一盏一盏亮\x1f起来。

# 只有标题的稿子
"""


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    """Our feeds of three articles and an empty section, by file name."""
    folder = tmp_path_factory.mktemp("traps")
    (folder / "2019-01-26.txt").write_text(NEWS, encoding="utf-8")
    empty = Section(slug="military", title="军事", order=1, named=True)
    config = Config(out=folder / "feeds", publication="江城日报", base_url=HOME, sections=(empty,))
    built = build((folder / "2019-01-26.txt",), config, datetime(2026, 3, 1, tzinfo=UTC), BuildOptions(keep=False))
    assert {problem.code for _, problem in built.problems} == {"no-body", "characters-removed"}
    return {path.name: etree.parse(path).getroot() for path in (folder / "feeds").glob("*.[ar]*.xml")}


@pytest.fixture
def feedgen() -> FeedGenerator:
    """A feed with one entry, as feedgen's manual makes it."""
    generator = FeedGenerator()
    generator.id("urn:x:1")
    generator.title("江城日报")
    generator.description("江城日报")
    generator.link(href=HOME, rel="alternate")
    _add(generator, "urn:x:2")
    return generator


def _add(generator: FeedGenerator, identity: str) -> FeedEntry:
    entry = generator.add_entry()
    entry.id(identity)
    entry.title("江城晨雾")
    entry.link(href=f"{HOME}a", rel="alternate", type="text/html")
    return entry


def _atom(generator: FeedGenerator) -> etree._Element:
    return etree.fromstring(generator.atom_str())


def _found(root: etree._Element, path: str) -> etree._Element:
    found = root.find(path)
    assert found is not None
    return found


def _rss(generator: FeedGenerator) -> etree._Element:
    return etree.fromstring(generator.rss_str())


def test_absent_dates_do_not_become_now(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    now = datetime.now(UTC)
    filled = datetime.fromisoformat(_atom(feedgen).findtext(f"{A}updated") or "")
    assert abs(filled - now) < timedelta(minutes=5)
    assert _rss(feedgen).find("channel/lastBuildDate") is not None

    assert feeds["military.atom.xml"].findtext(f"{A}updated") == "1970-01-01T00:00:00+00:00"
    assert feeds["military.rss.xml"].find("channel/lastBuildDate") is None
    for root in feeds.values():
        assert not re.search(rf"{now.year}-{now.month:02}-{now.day:02}T|{now:%d %b %Y}", etree.tostring(root).decode())


def test_entries_are_not_turned_upside_down(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    _add(feedgen, "urn:x:3")
    assert [entry.findtext(f"{A}id") for entry in _atom(feedgen).iter(f"{A}entry")] == ["urn:x:3", "urn:x:2"]

    times = [entry.findtext(f"{A}published") for entry in feeds["all.atom.xml"].iter(f"{A}entry")]
    assert times == sorted(times, key=str, reverse=True)
    titles = [item.findtext("title") for item in feeds["all.rss.xml"].iter("item")]
    assert titles == ["老街灯火", "只有标题的稿子", "江城晨雾锁渡口"]


def test_the_link_of_an_rss_channel_is_its_home(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.link(href=f"{HOME}all.rss.xml", rel="self")
    assert _rss(feedgen).findtext("channel/link") == f"{HOME}all.rss.xml"

    for name, root in feeds.items():
        if name.endswith(".rss.xml"):
            slug = name.removesuffix(".rss.xml")
            home = HOME if slug == "all" else f"{HOME}s/{slug}.html"
            assert [link.text for link in root.findall("channel/link")] == [home]
            assert _found(root, f"channel/{A}link[@rel='self']").get("href") == HOME + name


def test_rss_names_the_author_once_and_so_does_atom(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.entry()[0].author(name="张建国")
    assert "张建国" not in etree.tostring(_rss(feedgen), encoding="unicode")
    feedgen.load_extension("dc")
    feedgen.entry()[0].dc.dc_creator("张建国")
    assert etree.tostring(_atom(feedgen), encoding="unicode").count("张建国") == 2

    for item in feeds["all.rss.xml"].iter("item"):
        assert len(item.findall(f"{DC}creator")) == 1
        assert item.find("author") is None
    for entry in feeds["all.atom.xml"].iter(f"{A}entry"):
        assert len(entry.findall(f"{A}author/{A}name")) == 1
    assert not list(feeds["all.atom.xml"].iter(f"{DC}*"))


def test_content_is_html_and_not_cdata(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.entry()[0].content("<p>雾</p>", type="CDATA")
    assert _found(_atom(feedgen), f"{A}entry/{A}content").get("type") == "CDATA"  # RFC 4287 knows no such type

    assert {content.get("type") for content in feeds["all.atom.xml"].iter(f"{A}content")} == {"html"}


def test_full_content_stands_beside_a_description(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.entry()[0].content("<p>雾</p>", type="html")
    assert not list(_rss(feedgen).iter(ENCODED))

    for item in feeds["all.rss.xml"].iter("item"):
        assert item.findtext("description")
        assert item.findtext(ENCODED)


def test_links_of_atom_entries_keep_their_type(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    assert dict(_found(_atom(feedgen), f"{A}entry/{A}link").attrib.items()) == {"href": f"{HOME}a"}

    for link in feeds["all.atom.xml"].iterfind(f"{A}entry/{A}link"):
        assert link.get("rel", "alternate") == "alternate"
        assert link.get("type") == "text/html"


def test_nothing_of_a_feed_stands_behind_its_entries(feeds: dict[str, etree._Element]) -> None:
    for root in feeds.values():
        top = root if root.tag == f"{A}feed" else root[0]
        tags = [child.tag for child in top]
        first = next((at for at, tag in enumerate(tags) if tag in (f"{A}entry", "item")), len(tags))
        assert len(set(tags[first:])) <= 1


def test_other_links_than_self_would_never_reach_rss(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.link(href="https://hub.example.org/", rel="hub")
    feedgen.link(href=HOME, rel="alternate")
    assert "hub.example.org" not in etree.tostring(_rss(feedgen)).decode()

    # We write none yet; all that we do write stands in both formats.
    for root in feeds.values():
        above = [(link, link.getparent()) for link in root.iterfind(f".//{A}link")]
        rels = {link.get("rel") for link, parent in above if parent is None or parent.tag != f"{A}entry"}
        assert rels <= {"self", "alternate"}
        assert "self" in rels


def test_control_characters_are_removed_and_stop_nothing(
    feeds: dict[str, etree._Element], feedgen: FeedGenerator
) -> None:
    feedgen.title("江\x00城")
    with pytest.raises(ValueError, match="XML compatible"):
        feedgen.atom_str()

    assert "<p>江城的老街上,灯一盏一盏亮起来。</p>" in [
        item.findtext(ENCODED) for item in feeds["all.rss.xml"].iter("item")
    ]


def test_none_is_never_written_as_text(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.entry()[0].enclosure(f"{HOME}a.jpg", None, "image/jpeg")
    assert _found(_rss(feedgen), "channel/item/enclosure").get("length") == "None"

    for root in feeds.values():
        for node in root.iter():
            assert node.text != "None"
            assert "None" not in node.attrib.values()


def test_the_syndication_extension_is_not_used(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    feedgen.load_extension("syndication")
    feedgen.syndication.update_period("daily")
    written = {etree.QName(node).localname for node in _rss(feedgen).iter() if "syndication" in str(node.tag)}
    assert written
    assert "updatePeriod" not in written

    assert not [node for root in feeds.values() for node in root.iter() if "syndication" in str(node.tag)]


def test_the_locale_is_left_as_it_was(feeds: dict[str, etree._Element], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = locale.setlocale

    def setlocale(category: int, locale: str | Iterable[str | None] | None = None) -> str:
        asked.append((category, locale))
        return real(category, locale)

    monkeypatch.setattr(locale, "setlocale", setlocale)
    before = real(locale.LC_ALL)
    generator = FeedGenerator()
    generator.id("urn:x:1")
    generator.title("江")
    generator.description("江")
    generator.link(href=HOME)
    generator.rss_str()
    assert asked  # feedgen sets it, for the whole process, while it writes a date
    assert real(locale.LC_ALL) == before

    dates = [node.text or "" for root in feeds.values() for node in root.iter("pubDate", "lastBuildDate")]
    assert all(
        re.fullmatch(r"[MTWFS][a-z]{2}, \d\d [JFMASOND][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", day) for day in dates
    )
    source = Path(rss_atom.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:import|from) (?:threading|concurrent|multiprocessing)", source, re.MULTILINE)


def test_the_generator_is_feedpub(feeds: dict[str, etree._Element], feedgen: FeedGenerator) -> None:
    assert _atom(feedgen).findtext(f"{A}generator") == "python-feedgen"

    for root in feeds.values():
        assert (root.findtext(f"{A}generator") or root.findtext("channel/generator")) == "feedpub"
