"""The feeds: the samples' as committed, and what a subscriber may rely on in any."""

import calendar
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree

from feedpub.building import build
from feedpub.checking import atom_grammar, check_feed
from feedpub.entries.ids import entry_id, entry_key, id_fields
from feedpub.model import Config, Dated, Section
from feedpub.model.build import BuildOptions
from feedpub.reading.bulletin import read_bulletin
from tests.conftest import Feedpub
from tests.paths import ROOT, SHARED
from tests.truth import rows_of

pytestmark = pytest.mark.xdist_group("feeds")  # one build of the samples
COMMITTED = ROOT / "feeds"
GRAMMAR = SHARED / "readers" / "atom.rng"
A = "{http://www.w3.org/2005/Atom}"
PUBLICATION = "滨江日报"
BASE = "http://127.0.0.1:8000/"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _run(*args: str, today: str = "2026-03-01") -> str:
    epoch = str(int(datetime.fromisoformat(today).replace(tzinfo=UTC).timestamp()))
    command = [sys.executable, "-m", "feedpub", *args]
    env = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build from nothing of the samples, as the configuration in pyproject.toml says."""
    out = tmp_path_factory.mktemp("sample") / "feeds"
    _run("build", "-q", "--out", str(out))
    return out


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    """What `inspect --json` says of every sample article, by id."""
    found = rows_of(_run("inspect", "--json"))
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row for row in found}


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _feeds(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.[ar]*.xml"))
    assert found
    return found


# ── the samples' feeds ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_committed_feeds_are_what_a_build_from_nothing_gives(sample: Path) -> None:
    assert COMMITTED.is_dir(), "feeds/ is not there: run `feedpub build`"
    built, committed = _files(sample), _files(COMMITTED)
    assert sorted(built) == sorted(committed)
    # What an encoder makes of a picture depends on its version; smaller copies are named for the picture.
    exact = [name for name in built if not re.fullmatch(r"p/[0-9a-f]{16}-\d+\.webp", name)]
    assert [name for name in exact if built[name] != committed[name]] == []


def test_the_samples_give_the_same_feeds_on_any_day(sample: Path, tmp_path: Path) -> None:
    _run("build", "-q", "--out", str(tmp_path / "feeds"), today="2031-07-14")
    assert _files(tmp_path / "feeds") == _files(sample)


def test_every_section_has_both_feeds_and_so_has_all(sample: Path, rows: dict[str, dict[str, Any]]) -> None:
    slugs = {row["section"] for row in rows.values()} | {"all"}
    assert {path.name for path in _feeds(sample)} == {f"{s}.{kind}.xml" for s in slugs for kind in ("rss", "atom")}


def test_every_sample_feed_is_valid(sample: Path) -> None:
    grammars = [atom_grammar()] + ([etree.RelaxNG(etree.parse(GRAMMAR))] if GRAMMAR.exists() else [])
    for path in _feeds(sample):
        assert check_feed(path.read_bytes(), url=BASE + path.name) == ()
        if path.name.endswith(".atom.xml"):
            for grammar in grammars:
                grammar.assertValid(etree.parse(path))


class _Blocks(HTMLParser):
    """The paragraphs, subheads and figures of a content, as text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {"p": [], "h3": [], "figcaption": []}
        self._open: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.found:
            self._open = self.found[tag]
            self._open.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.found:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1] += data


def _author(row: dict[str, Any]) -> str:
    """Design decision 6, in a test's words."""
    names = list(dict.fromkeys(row["reporters"]))
    if names:
        return "、".join(names) if len(names) <= 5 else "、".join(names[:3]) + "等"
    credit, line = row["credit"] or {}, row["dateline"] or {}
    told = credit.get("name") or row["byline"] or line.get("agency") or credit.get("agency") or PUBLICATION
    return told.replace("本报", PUBLICATION)


def _paragraphs(row: dict[str, Any]) -> list[str]:
    """What stands in `<p>`, but for what follows the body: a credit, a closing dateline."""
    above = [row["kicker"]] if row["kicker"] else []
    above += [f"——{row['deck']}"] if row["deck"] else []
    return [*above, *row["paragraphs"]]


def test_feedparser_reads_back_every_entry_as_it_went_in(sample: Path, rows: dict[str, dict[str, Any]]) -> None:
    seen = set()
    for path in _feeds(sample):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo
        for entry in feed.entries:
            row = rows[entry.id]
            seen.add(entry.id)
            assert entry.title == row["title"]
            assert entry.author == _author(row)
            assert date(*entry.published_parsed[:3]).isoformat() == row["date"]
            blocks = _Blocks(entry.content[0].value).found
            count = len(_paragraphs(row))
            assert blocks["p"][:count] == _paragraphs(row) or not row["paragraphs"]
            below = "".join(blocks["p"][count:])
            assert row["dateline"] is None or row["dateline"]["text"] in "".join(blocks["p"])
            assert all(person["name"] in below for person in row["contributors"])
            assert not row["credit"] or row["credit"]["name"] is None or row["credit"]["name"] in below
            assert blocks["h3"] == row["subheads"]
            for figure, shown in zip(row["figures"], blocks["figcaption"], strict=True):
                assert shown.startswith(figure["caption"])
                assert (figure["name"] or "") in shown
    assert {rows[identity]["section"] for identity in seen} == {row["section"] for row in rows.values()}
    assert seen == set(rows)  # each section of the samples fits into its window


@pytest.mark.parametrize(("suffix", "element", "key"), [("atom", "entry", "id"), ("rss", "item", "guid")])
def test_an_entry_is_byte_for_byte_the_same_in_every_feed_that_carries_it(
    sample: Path, suffix: str, element: str, key: str
) -> None:
    texts: dict[bytes, set[bytes]] = {}
    carried = 0
    for path in _feeds(sample):
        if path.name.endswith(f".{suffix}.xml"):
            for text in re.findall(rf"<{element}>.*?</{element}>".encode(), path.read_bytes(), re.DOTALL):
                identity = re.search(rf"<{key}[^>]*>(.*?)</".encode(), text)
                assert identity
                texts.setdefault(identity[1], set()).add(text)
                carried += 1
    assert carried > len(texts)
    assert [identity for identity, forms in texts.items() if len(forms) > 1] == []


def test_sample_feeds_are_newest_first_and_in_printed_order_within_a_day(
    sample: Path, rows: dict[str, dict[str, Any]]
) -> None:
    for path in _feeds(sample):
        entries = feedparser.parse(path.read_bytes()).entries
        times = [tuple(entry.published_parsed) for entry in entries]
        assert times == sorted(times, reverse=True)
        places: dict[tuple[str, str], list[int]] = {}
        for entry in entries:
            row = rows[entry.id]
            places.setdefault((row["bulletin"], row["date"]), []).append(row["position"])
        assert all(positions == sorted(positions) for positions in places.values())


def test_no_two_entries_of_a_feed_share_a_moment(sample: Path) -> None:
    for path in _feeds(sample):
        entries = feedparser.parse(path.read_bytes()).entries
        for key in ("published_parsed", "updated_parsed"):
            times = [dict(entry)[key] for entry in entries if key in dict(entry)]
            assert len(set(times)) == len(times)


def test_a_feed_says_it_changed_when_its_newest_entry_did(sample: Path) -> None:
    for path in _feeds(sample):
        feed = feedparser.parse(path.read_bytes())
        assert dict(feed.feed)["updated_parsed"] == max(
            dict(entry).get("updated_parsed", entry.published_parsed) for entry in feed.entries
        )


def test_feeds_are_titled_by_publication_and_section(sample: Path) -> None:
    titles = {path.name.split(".")[0]: feedparser.parse(path.read_bytes()).feed.title for path in _feeds(sample)}
    assert all(title.startswith(f"{PUBLICATION} · ") for title in titles.values())
    names = {"all": "全部", "world": "国际", "top": "要闻", "photos": "图片", "binjiangxinqu": "滨江新区"}
    assert {slug: titles[slug] for slug in names} == {slug: f"{PUBLICATION} · {name}" for slug, name in names.items()}


def test_a_category_shows_the_chinese_name_of_the_section_under_a_scheme(sample: Path) -> None:
    schemes = set()
    for path in _feeds(sample):
        feed = feedparser.parse(path.read_bytes())
        for entry in feed.entries:
            (tag,) = entry.tags
            schemes.add(tag.scheme)
            assert path.name.startswith("all.") or feed.feed.title == f"{PUBLICATION} · {tag.term}"
            assert tag.label in (None, tag.term)
    assert len(schemes) == 1
    assert re.match(r"(urn|https?):", schemes.pop())


def test_a_column_tag_is_a_further_category(tmp_path: Path) -> None:
    text = "---\ndate: 2026-01-26\n---\n【渔港故事】\n\n# 早市的灯\n\n摊主们把灯挂得更高。\n"
    (entry,) = _publish(tmp_path, {"甲.txt": text})["all.atom.xml"].entries
    assert [tag.term for tag in entry.tags] == ["综合", "渔港故事"]
    assert "【" not in entry.content[0].value


def test_every_entry_links_to_its_page(sample: Path) -> None:
    for path in _feeds(sample):
        for entry in feedparser.parse(path.read_bytes()).entries:
            assert entry.link.startswith(f"{BASE}a/")
            assert entry.title in _text((sample / entry.link.removeprefix(BASE)).read_text(encoding="utf-8"))


def _text(html: str) -> str:
    return "".join(map(str, etree.HTML(html).itertext()))


# ── any feeds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _publish(folder: Path, news: dict[str, str], **settings: Any) -> dict[str, Any]:
    """Builds bulletins, given by file name, from nothing; the feeds as feedparser reads them, by file name."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in news.items():
        path = folder / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = Config(**{"out": folder / "feeds", "publication": PUBLICATION, "pages": False, **settings})
    built = build((folder / "news",), config, NOW, BuildOptions(keep=False))
    assert not built.failed
    for file in _feeds(folder / "feeds"):
        assert check_feed(file.read_bytes(), url=config.base_url + file.name) == ()
    return {file.name: feedparser.parse(file.read_bytes()) for file in _feeds(folder / "feeds")}


def _titles(feed: Any) -> list[str]:
    return [entry.title for entry in feed.entries]


def _many(day: str, count: int) -> dict[str, str]:
    text = "\n".join(f"# {day[5:]}江风第{number}条\n\n江风很轻,渡口很静。\n" for number in range(1, count + 1))
    return {f"{day}.txt": text}


def test_printed_order_within_a_day_is_issue_then_page_then_path_then_position(tmp_path: Path) -> None:
    line = "新华社北京1月25日电 江风很轻。"
    news = {
        "2026-01-25.txt": f"# 旧的一期\n\n{line}\n",
        "2026-01-26 乙.txt": f"02版\n\n# 乙二版\n\n{line}\n\n01版\n\n# 乙头版一\n\n{line}\n\n# 乙头版二\n\n{line}\n",
        "2026-01-26 丙.txt": f"01版\n\n# 丙头版\n\n{line}\n\n10版\n\n# 丙十版\n\n{line}\n",
        "2026-01-27.txt": "# 次日的稿\n\n江风很轻。\n",
    }
    order = ["次日的稿", "丙头版", "乙头版一", "乙头版二", "乙二版", "丙十版", "旧的一期"]
    feeds = _publish(tmp_path, news)
    assert _titles(feeds["all.atom.xml"]) == order
    assert _titles(feeds["all.rss.xml"]) == order


@pytest.mark.parametrize(
    ("sizes", "carried"),
    [
        ((20, 20, 20, 20), 60),  # the newest three issue days, whole
        ((70, 1, 1, 70), 142 - 70),
        ((10, 10, 10, 10, 10, 10), 50),  # filled up to fifty
        ((2, 3), 5),
        ((5, 5, 5, 100), 50),
    ],
    ids=str,
)
def test_a_feed_carries_the_newest_three_issue_days_and_at_least_fifty(
    tmp_path: Path, sizes: tuple[int, ...], carried: int
) -> None:
    news: dict[str, str] = {}
    for back, size in enumerate(sizes):
        news |= _many((NOW.date() - timedelta(days=back)).isoformat(), size)
    feeds = _publish(tmp_path, news, history=False)
    for name in ("all.atom.xml", "all.rss.xml"):
        assert len(feeds[name].entries) == carried
        assert _titles(feeds[name])[0] == "03-01江风第1条"


def test_an_old_dateline_in_the_newest_issue_stays_in_the_window(tmp_path: Path) -> None:
    news = {**_many("2026-02-28", 60), **_many("2026-02-27", 60), **_many("2026-02-26", 60)}
    news["2026-03-01.txt"] = "# 迟到的稿\n\n新华社北京2月20日电 江风很轻。\n"
    titles = _titles(_publish(tmp_path, news, history=False)["all.atom.xml"])
    assert len(titles) == 121
    assert titles[-1] == "迟到的稿"


# Ids are forever: these must never change. (publication, day, headline, place, ordinal) → id
GOLDEN = [
    (("滨江日报", "2026-01-25", "旧院落里的新日子", "北京", 1), "urn:uuid:e97608f6-ac10-5b5a-b8ce-ee3e3a82e51d"),
    (("滨江日报", "2026-01-25", "旧院落里的新日子", "北京", 2), "urn:uuid:3f4233a4-a3ac-5999-8d2c-dc2a0600f714"),
    (("滨江日报", "2026-01-25", "旧院落里的新日子", "", 1), "urn:uuid:817c1995-cf4f-5596-9122-5c3be9ad2254"),
    (("滨江日报", "--01-25", "旧院落里的新日子", "北京", 1), "urn:uuid:0af3adfb-53d9-59c5-a18b-72ad9d1a3000"),
    (("feedpub", "2026-02-20", "简讯", "", 1), "urn:uuid:481fad35-8424-5f21-b369-e5c9eafba728"),
    (("feedpub", "2026-02-20", "简讯", "", 10), "urn:uuid:78e399ee-9cfd-524b-9f4c-ddb05fa04310"),
    (
        ("Binjiang Daily", "2024-02-29", "Tea house reopens", "Xi'an", 1),
        "urn:uuid:d067ddc4-e909-5e02-aeca-3a60b89a6b65",
    ),
    (
        ("滨江日报", "2026-02-20", '少年宫开出 "A&B" 编程课:先学 x<y,再防 ]]> 🎈', "滨江", 1),
        "urn:uuid:6d2f50cb-0d8b-5f9b-bda8-7ac09a0de51b",
    ),
    (("滨江日报", "", "𠮷庆坊老茶馆重新开张", "", 3), "urn:uuid:822d4e65-eb80-5502-9067-c40c5fc3102f"),
    (("晚報", "1999-12-20", "濠江之夜", "澳門", 1), "urn:uuid:f3cf25aa-c93c-5d26-80fc-7b0d2e9acfcf"),
]


def _id(publication: str, day: str, headline: str, place: str, ordinal: int) -> str:
    opening = f"新华社{place}1月25日电 " if place else ""
    (article,) = read_bulletin(f"# {headline}\n\n{opening}江风很轻。\n").articles
    dated = Dated(day=NOW.date(), rule="", printed=day)
    return entry_id(entry_key(id_fields(publication, article, dated), ordinal))


@pytest.mark.parametrize(("fields", "identity"), GOLDEN, ids=lambda value: value[2] if isinstance(value, tuple) else "")
def test_ids_never_change(fields: tuple[str, str, str, str, int], identity: str) -> None:
    assert _id(*fields) == identity


def test_ids_are_the_same_for_any_spelling_of_the_same_characters() -> None:
    assert _id("报", "", "Cafe\u0301 夜话", "北京", 1) == _id("报", "", "Café\u3000夜话", "北京", 1)
    assert _id("滨江 日报", "", "江 城", "北京", 1) == _id("滨江日报", "", "江城", "北京", 1)


NEWS = "第03版:国际\n\n# 江城晨雾\n\n新华社北京1月25日电 江风很轻。\n"


@pytest.mark.parametrize(
    ("news", "settings"),
    [
        ({"2026-01-26.txt": NEWS.replace("江风很轻。", "江风很重,渡口很静。")}, {}),
        ({"2026-01-26.txt": NEWS.replace("国际", "体育")}, {}),
        ({"2026-01-26.txt": f"# 另一条\n\n江上有船。\n\n{NEWS}"}, {}),
        ({"国际/2026/01/26/稿.md": NEWS}, {}),
        ({"2026-01-27.txt": NEWS}, {}),
        ({"2026-01-26.txt": f"---\npublication: 晚报\n---\n{NEWS}"}, {}),
        ({"2026-01-26.txt": NEWS.replace("# 江城晨雾\n", "# 江城晨雾\n## ——渡口见闻\n\n□本报记者 张建国\n")}, {}),
        ({"2026-01-26.txt": NEWS}, {"base_url": "https://news.example.org/"}),
        ({"2026-01-26.txt": NEWS}, {"timezone": "Pacific/Auckland", "language": "zh-TW", "pages": True}),
        ({"2026-01-26.txt": NEWS}, {"publication": "江城晚报", "id_name": PUBLICATION}),
    ],
    ids=["body", "section", "position", "path", "issue", "masthead", "deck", "base_url", "zone", "publication"],
)
def test_an_id_outlives(news: dict[str, str], settings: dict[str, Any], tmp_path: Path) -> None:
    def ids(feeds: dict[str, Any]) -> set[str]:
        return {entry.id for entry in feeds["all.atom.xml"].entries if entry.title == "江城晨雾"}

    first = ids(_publish(tmp_path / "one", {"2026-01-26.txt": NEWS}))
    assert len(first) == 1
    assert ids(_publish(tmp_path / "two", news, **settings)) == first


STANDING = {
    "甲.txt": "---\ndate: 2026-01-27\n---\n# 简讯\n\n新华社北京1月25日电 江面今起封航三天。\n",
    "乙.txt": "---\ndate: 2026-01-26\n---\n# 简讯\n\n新华社北京1月25日电 老街的茶馆重新开张,一碗茶五元。\n",
    "丙.txt": "---\ndate: 2026-01-28\n---\n# 简讯\n\n新华社北京1月25日电 老街的茶馆重新开张，一碗茶五元。\n",
}


def test_standing_headlines_are_told_apart_and_a_repeated_dispatch_is_one_entry(tmp_path: Path) -> None:
    feeds = _publish(tmp_path, STANDING)
    entries = feeds["all.atom.xml"].entries
    assert len({entry.id for entry in entries}) == len(entries) == 2


def test_notices_that_differ_in_a_word_are_two_entries(tmp_path: Path) -> None:
    notice = "---\ndate: 2026-01-26\n---\n# 通知\n\n{}区明日九点到十七点停水,请居民储水备用。\n"
    feeds = _publish(tmp_path, {"甲.txt": notice.format("江北"), "乙.txt": notice.format("江南")})
    assert len(feeds["all.atom.xml"].entries) == 2


def test_inspect_names_the_ids_that_feeds_carry(tmp_path: Path, feedpub: Feedpub) -> None:
    feeds = _publish(tmp_path, STANDING, publication=None)
    carried = {entry.id: entry.summary for entry in feeds["all.atom.xml"].entries}
    done = feedpub("inspect", "--json", "news")
    told: dict[str, set[str]] = {}
    for row in rows_of(done.stdout):
        told.setdefault(row["id"], set()).add(row["paragraphs"][0].split("电 ")[1].replace(",", "，"))
    assert told.keys() == carried.keys()
    assert {identity: {text.replace(",", "，")} for identity, text in carried.items()} == told


# ── authors ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ("新华社北京1月25日电(记者马淮利 赵旭)江风很轻。", "马淮利、赵旭"),
        ("新华社北京1月25日电(记者毛鑫王瑞平)江风很轻。", "毛鑫、王瑞平"),
        ("□本报记者 张建国 李伟 王芳 赵敏 陈静\n\n江风很轻。", "张建国、李伟、王芳、赵敏、陈静"),
        ("□本报记者 张建国 李伟 王芳 赵敏 陈静 周杰\n\n江风很轻。", "张建国、李伟、王芳等"),
        ("□本报记者\n\n江风很轻。", "滨江日报记者"),
        ("□新华社记者\n\n江风很轻。", "新华社记者"),
        ("新华社北京1月25日电 江风很轻。", "新华社"),
        ("本报北京1月25日电 江风很轻。", "滨江日报"),
        ("江风很轻。", "滨江日报"),
        ("江风很轻。\n\n(新华社北京1月25日电)", "新华社"),
        ("江风很轻。\n\n来源:江城晚报\n\n【编辑:张三】", "江城晚报"),
        ("1月25日,渡口。\n\n新华社发 张建国 摄", "张建国"),
        ("漫画里的规矩。\n\n新华社发 李伟 作", "李伟"),
        ("新华社北京1月25日电(记者 张建国 通讯员 张建国)江风很轻。", "张建国"),
    ],
)
def test_the_author_is_one_string(body: str, author: str, tmp_path: Path) -> None:
    feeds = _publish(tmp_path, {"2026-01-26.txt": f"# 江城晨雾\n\n{body}\n"})
    for name in ("all.atom.xml", "all.rss.xml"):
        (entry,) = feeds[name].entries
        assert entry.author == author
        assert [person.name for person in entry.authors] == [author]


def test_a_bulletins_own_publication_is_the_author_of_its_unsigned_articles(tmp_path: Path) -> None:
    text = "---\npublication: 江城晚报\n---\n# 江城晨雾\n\n本报北京1月25日电 江风很轻。\n"
    (entry,) = _publish(tmp_path, {"2026-01-26.txt": text})["all.rss.xml"].entries
    assert entry.author == "江城晚报"


# ── empty feeds, and moments ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_configured_section_has_valid_feeds_even_when_empty(tmp_path: Path) -> None:
    section = Section(slug="military", title="军事", order=1, named=True)
    feeds = _publish(tmp_path, {"2026-01-26.txt": NEWS}, sections=(section,))
    assert {name.split(".")[0] for name in feeds} == {"all", "world", "military"}
    atom, rss = (etree.parse(tmp_path / "feeds" / f"military.{kind}.xml").getroot() for kind in ("atom", "rss"))
    assert datetime.fromisoformat(atom.findtext(f"{A}updated") or "") == datetime(1970, 1, 1, tzinfo=UTC)
    assert list(rss.iter("lastBuildDate", "pubDate")) == []
    assert feeds["military.rss.xml"].feed.title == "滨江日报 · 军事"
    assert atom_grammar().validate(atom)


def _moments(folder: Path, zone: str, count: int) -> list[datetime]:
    """When the articles of one day are published, in printed order."""
    feed = _publish(folder, _many("2026-01-26", count), timezone=zone)["all.atom.xml"]
    assert _titles(feed) == [f"01-26江风第{number}条" for number in range(1, count + 1)]
    return [datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC) for entry in feed.entries]


def test_entries_are_published_at_noon_utc_less_a_second_per_place(tmp_path: Path) -> None:
    noon = datetime(2026, 1, 26, 12, tzinfo=UTC)
    assert _moments(tmp_path, "Asia/Shanghai", 4) == [noon - timedelta(seconds=place) for place in range(4)]


@pytest.mark.parametrize(
    "zone",
    ["Pacific/Kiritimati", "Pacific/Auckland", "Etc/GMT+12", "Etc/GMT-14", "America/Los_Angeles", "Asia/Kathmandu"],
)
def test_moments_stay_within_the_papers_own_day(zone: str, tmp_path: Path) -> None:
    moments = _moments(tmp_path, zone, 60)
    assert {moment.astimezone(ZoneInfo(zone)).date() for moment in moments} == {date(2026, 1, 26)}
    assert {earlier - later for earlier, later in pairwise(moments)} == {timedelta(seconds=1)}


def test_times_are_written_in_utc(sample: Path) -> None:
    for path in _feeds(sample):
        text = path.read_text(encoding="utf-8")
        stamps = re.findall(r"<(?:published|updated|pubDate|lastBuildDate)>([^<]+)<", text)
        assert stamps
        assert all(stamp.endswith(("+00:00", "Z", " +0000")) for stamp in stamps)


def test_a_table_stays_one_and_a_picture_without_caption_shows_nothing(tmp_path: Path) -> None:
    text = (
        "---\ndate: 2026-01-26\n---\n# 早市的灯\n\n摊主们把灯挂得更高。\n\n![](images/0a1b.jpg)\n\n"
        "摊主老四说,夜里来的人比白天多。灯一亮,江对岸都看得见,孩子们沿着栏杆一盏一盏地数过去。\n\n"
        "| 摊位 | 灯 |\n|---|---|\n| 一 | 三盏 <红> |\n"
    )
    (entry,) = _publish(tmp_path, {"甲.txt": text}, pages=True)["all.atom.xml"].entries
    content = entry.content[0].value
    (page,) = (tmp_path / "feeds" / "a").glob("*.html")
    for html in (content, page.read_text(encoding="utf-8")):
        assert "<tr><td>一</td><td>三盏 &lt;红&gt;</td></tr>" in html
        assert "<figure" not in html
        assert "0a1b" not in html
