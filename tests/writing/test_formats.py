"""The table of formats of feeds, and a format that only a test knows: written, checked, served and listed."""

import asyncio
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from feedpub.checking import check_file
from feedpub.checking.feed import Finding
from feedpub.checking.folder import FolderCheck, check_folder
from feedpub.commands.serve import preview_of
from feedpub.entries.feed import make_feed
from feedpub.entries.ids import entry_id, short_id
from feedpub.model import Config, Entry, Feed, Section
from feedpub.paths import FOLLOW, OPML, document_path, feed_path, suffix_of
from feedpub.writing.formats import ATOM, FORMATS, JSON, RSS, Format, checkers, in_page_order
from feedpub.writing.media_types import content_types
from tests.papers import FIRST_DAY, Paper, article

PATHS = {row.suffix: row.path("world") for row in FORMATS}


def _headlines(feed: Feed, path: str) -> bytes:
    return "".join(f"{line}\n" for line in (path, *(entry.title for entry in feed.entries))).encode()


def _check_headlines(data: bytes, url: str | None) -> tuple[Finding, ...]:
    first, *headlines = data.decode().split("\n")[:-1]
    wrong = [(1, "self-differs", "the first line is not the file's path")] if url and not url.endswith(first) else []
    wrong += [(line, "blank", "a headline is empty") for line, text in enumerate(headlines, 2) if not text]
    return tuple(Finding(line=line, level="error", code=code, message=message) for line, code, message in wrong)


HEADLINES = Format(
    suffix="headlines.txt",
    media_type="text/vnd.headlines",
    served_as="text/vnd.headlines",
    label="标题",
    write=_headlines,
    check=_check_headlines,
)
WITH_HEADLINES = (*FORMATS, HEADLINES)


def _feed(**settings: Any) -> Feed:
    """A feed of two entries as `publishing` composes it."""
    config = Config(base_url="https://news.example.org/", pages=True, **settings)
    world = Section(slug="world", title="国际", order=1)
    moment = datetime(2026, 1, 26, 12, tzinfo=UTC)
    entries = []
    for second, title in enumerate(("渡轮<复航>", "A & B 两国“通航”")):
        identity = entry_id(bytes([second]) * 16)
        entry = Entry(
            id=identity,
            short_id=short_id(identity),
            title=title,
            section=world,
            day=moment.date(),
            published=moment.replace(second=59 - second),
            updated=moment.replace(second=59 - second),
            author="马淮利、赵旭",
            authors=("马淮利", "赵旭"),
            summary="渡轮 6 < 7 点开航。",
            html="<p>新华社1月26日电 渡轮 6 &lt; 7 点开航。</p>",
            link=f"https://news.example.org/a/{short_id(identity)}.html",
            tag=None,
            article=None,
        )
        entries.append(entry)
    return make_feed(world, entries, config, "滨江日报")


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_can_be_told_apart() -> None:
    assert len({row.suffix for row in FORMATS}) == len({row.label for row in FORMATS}) == len(FORMATS)
    assert len({row.media_type for row in FORMATS}) == len(FORMATS)
    for row in FORMATS:  # a file has the suffix of one row
        assert [suffix for suffix in PATHS if suffix_of(row.path("world"), [suffix])] == [row.suffix]
        assert row.path("world") == f"world.{row.suffix}"


def test_files_and_pages_have_their_order() -> None:
    assert [row.suffix for row in FORMATS] == ["rss.xml", "atom.xml", "json"]
    assert [row.label for row in in_page_order(FORMATS)] == ["Atom", "RSS", "JSON"]
    assert in_page_order((JSON, RSS)) == (JSON, RSS)


def test_atom_is_the_format_of_documents_and_lists() -> None:
    assert ATOM in FORMATS
    assert feed_path("all") == ATOM.path("all")
    assert suffix_of(document_path("all", 1), [row.suffix for row in FORMATS]) == ATOM.suffix


@pytest.mark.parametrize("row", WITH_HEADLINES, ids=lambda row: row.suffix)
@pytest.mark.parametrize("settings", [{}, {"hubs": ("https://hub.example.org/",), "rights": "© 滨江日报", "ttl": 60}])
def test_what_a_writer_writes_passes_its_checker(row: Format, settings: dict[str, Any]) -> None:
    feed = _feed(**settings)
    path = row.path(feed.slug)
    data = row.write(feed, path)
    assert row.check(data, feed.base_url + path) == ()
    assert row.check(data, None) == ()
    assert data.decode().count(path) == 1  # the feed names itself where it is
    assert all(entry.id.encode() in data for entry in feed.entries) or row is HEADLINES
    [moved] = row.check(data, "https://elsewhere.example.org/")
    assert moved.code == "self-differs"


@pytest.mark.parametrize("row", WITH_HEADLINES, ids=lambda row: row.suffix)
def test_a_feed_without_entries_passes_its_checker(row: Format) -> None:
    feed = make_feed(None, (), Config(base_url="https://news.example.org/"), "滨江日报")
    data = row.write(feed, row.path(feed.slug))
    assert [finding for finding in row.check(data, None) if finding.level == "error"] == []


@pytest.mark.parametrize("row", [RSS, ATOM], ids=lambda row: row.suffix)
def test_links_to_itself_have_the_media_type_of_the_table(row: Format) -> None:
    [link] = re.findall(r"<[^<>]*rel=\"self\"[^<>]*>", row.write(_feed(), PATHS[row.suffix]).decode())
    assert f'type="{row.media_type}"' in link


# ── which checker a file has ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("all.atom.xml", "atom.xml"),
        ("archive/all/0001.atom.xml", "atom.xml"),
        ("all.json", "json"),
        ("a.b.json", "json"),
        ("all.xml", None),
        ("atom.xml", None),
        (".atom.xml", None),
        ("allatom.xml", None),
        ("all.atom.xml.gz", None),
        ("all.ATOM.XML", None),
    ],
)
def test_a_suffix_follows_a_name(path: str, suffix: str | None) -> None:
    assert suffix_of(path, ["json", "atom.xml", "rss.xml"]) == suffix


def test_of_several_suffixes_the_longest_counts() -> None:
    for suffixes in (["xml", "atom.xml"], ["atom.xml", "xml"]):
        assert suffix_of("all.atom.xml", suffixes) == "atom.xml"
        assert suffix_of("all.xml", suffixes) == "xml"


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.suffix)
def test_a_file_is_checked_by_its_suffix_and_not_by_its_first_byte(row: Format) -> None:
    own = row.write(_feed(), PATHS[row.suffix])
    other = JSON if row is not JSON else ATOM
    foreign = other.write(_feed(), PATHS[other.suffix])
    assert check_file("world." + row.suffix, own, checkers(FORMATS)) == ()
    assert [row.code for row in check_file("world." + row.suffix, foreign, checkers(FORMATS))] in (["xml"], ["json"])


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.suffix)
@pytest.mark.parametrize("name", ["index.xml", "feed.php", "world"])
def test_a_file_with_a_foreign_name_is_recognised_by_its_content(row: Format, name: str) -> None:
    data = row.write(_feed(), PATHS[row.suffix])
    assert check_file(name, data, checkers(FORMATS)) == ()
    broken = data.replace(b"2026-01-26T12:00", b"2026-13-26T12:00").replace(b"26 Jan 2026", b"32 Jan 2026")
    assert {finding.code for finding in check_file(name, broken, checkers(FORMATS))} >= {"date-invalid"}


# ── a format that only this test knows ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """A paper with pages and archive documents, built without the format."""
    paper = Paper(tmp_path, pages=True, days=1, limit=1, archive_size=1)
    paper.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙", FIRST_DAY))
    paper.write("2026-01-25.md", article("丙", date(2026, 1, 25)))
    assert not paper.build().failed
    return paper


def _feeds(paper: Paper, row: Format) -> list[str]:
    return sorted(path.name for path in paper.config.out.glob(row.path("*")))


def test_it_is_written_by_the_next_build(paper: Paper) -> None:
    before = paper.files()
    built = paper.build(formats=WITH_HEADLINES)
    assert not built.failed
    assert _feeds(paper, HEADLINES) == ["all.headlines.txt", "general.headlines.txt"]
    path, *headlines = (paper.config.out / "all.headlines.txt").read_text(encoding="utf-8").splitlines()
    assert path == "all.headlines.txt"
    assert headlines == list(paper.feed())
    listed = [(file.path.rpartition("/")[2], file.written) for file in built.files if file.slug == "all"]
    assert listed == [*((row.path("all"), False) for row in FORMATS), ("all.headlines.txt", True)]
    after = paper.files()
    assert {name for name in before if after[name] != before[name] and not name.endswith(".html")} == set()
    assert not any(file.written for file in paper.build(formats=WITH_HEADLINES).files)
    assert paper.files() == after


def test_it_is_listed_on_every_page(paper: Paper) -> None:
    paper.build(formats=WITH_HEADLINES)
    pages = sorted(paper.config.out.rglob("*.html"))
    assert {page.parent.name for page in pages} == {"feeds", "a", "d", "s"}
    for page in pages:
        text, root = page.read_text(encoding="utf-8"), "../" if page.parent != paper.config.out else ""
        link = rf'<link rel="?alternate"? type="?text/vnd\.headlines"? title="[^"]+" href="{root}all\.headlines\.txt">'
        assert re.search(link, text), page
        assert ('<a href="all.headlines.txt">标题</a>' in text) is (page.name == FOLLOW)
        assert text.index("all.atom.xml") < text.index("all.rss.xml") < text.index("all.headlines.txt")
    outlines = re.findall(r'xmlUrl="([^"]+)"', (paper.config.out / OPML).read_text(encoding="utf-8"))
    assert outlines == [paper.config.base_url + ATOM.path("general")]  # one address a feed: that of Atom


def test_what_fails_its_checker_is_not_published(paper: Paper) -> None:
    def write(feed: Feed, path: str) -> bytes:
        return _headlines(feed, path) + b"\n"

    built = paper.build(formats=(*FORMATS, HEADLINES._replace(write=write)))
    assert {(path.rpartition("/")[2], row.line, row.level, row.code) for path, row in built.problems} == {
        ("all.headlines.txt", 1 + len(paper.feed()) + 1, "error", "feed-blank"),
        ("general.headlines.txt", 1 + len(paper.feed("general")) + 1, "error", "feed-blank"),
    }
    assert _feeds(paper, HEADLINES) == []
    assert not paper.build(formats=WITH_HEADLINES).failed  # it was owed
    assert len(_feeds(paper, HEADLINES)) == 2


def test_a_format_that_is_given_up_is_listed_no_longer(paper: Paper) -> None:
    before = paper.files()
    paper.build(formats=WITH_HEADLINES)
    built = paper.build()
    assert {file.path.rpartition("/")[2].partition(".")[2] for file in built.files} == {row.suffix for row in FORMATS}
    assert {name: data for name, (_, data) in paper.files().items() if not name.endswith(HEADLINES.suffix)} == {
        name: data for name, (_, data) in before.items()
    }


def _checked(paper: Paper, formats: tuple[Format, ...]) -> FolderCheck:
    return check_folder(paper.config.out, base_url=paper.config.base_url, now=paper.now, checkers=checkers(formats))


def test_it_is_checked_in_a_folder(paper: Paper) -> None:
    paper.build(formats=WITH_HEADLINES)
    without, checked = _checked(paper, FORMATS), _checked(paper, WITH_HEADLINES)
    assert (without.findings, checked.findings) == ((), ())
    assert checked.feeds == without.feeds + 2
    with (paper.config.out / "all.headlines.txt").open("ab") as file:
        file.write(b"\n")
    (paper.config.out / "robots.txt").write_text("\n")  # no feed's name
    [(path, finding)] = _checked(paper, WITH_HEADLINES).findings
    assert (path, finding.code, finding.line) == ("all.headlines.txt", "blank", 2 + len(paper.feed()))
    assert _checked(paper, FORMATS).findings == ()


def _served(paper: Paper, path: str, formats: tuple[Format, ...]) -> tuple[int, str, bytes]:
    """Status, Content-Type and body of an answer of the preview."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/{path}",
        "headers": [(b"host", b"127.0.0.1")],
        "query_string": b"",
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(preview_of(paper.config.out, formats)(scope, receive, send))
    headers = dict(sent[0]["headers"])
    return sent[0]["status"], headers[b"content-type"].decode(), b"".join(row.get("body", b"") for row in sent[1:])


def test_it_is_served_with_its_media_type(paper: Paper) -> None:
    paper.build(formats=WITH_HEADLINES)
    data = (paper.config.out / "all.headlines.txt").read_bytes()
    kind = "text/vnd.headlines; charset=utf-8"
    assert _served(paper, "all.headlines.txt", WITH_HEADLINES) == (200, kind, data)
    assert _served(paper, "all.headlines.txt", FORMATS) == (200, "text/plain; charset=utf-8", data)
    for row in FORMATS:
        data = (paper.config.out / row.path("all")).read_bytes()
        assert _served(paper, row.path("all"), WITH_HEADLINES) == (200, f"{row.served_as}; charset=utf-8", data)


def test_long_suffixes_come_before_short_ones_that_they_end_in() -> None:
    short = HEADLINES._replace(suffix="txt", served_as="text/vnd.short")
    for formats in ((short, HEADLINES), (HEADLINES, short)):
        ends = list(content_types(formats))
        assert ends.index(".headlines.txt") < ends.index(".txt")
        assert content_types(formats)[".txt"] == "text/vnd.short; charset=utf-8"
