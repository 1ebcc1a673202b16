"""`feedpub check`: a folder as it was built is all well, and each thing broken in it is found where it is."""

import ast
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from feedpub import cli
from feedpub.checking.rules import ruling_of
from feedpub.data import load
from feedpub.model import Follow
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article

NOW = datetime(2026, 1, 27, 14, tzinfo=UTC)
CONFIG = """bulletins = ["news"]
publication = "滨江日报"
base_url = "https://news.example.org/"
"""


def _write_paper(folder: Path, **settings: Any) -> Paper:
    """Pages, a picture, archive documents of one entry, the day at a glance, and a feed to follow."""
    follow = Follow(slug="book", title="书房", keyword="书房")
    paper = Paper(folder, **{"days": 1, "limit": 1, "archive_size": 1, "daily": True, "follows": (follow,), **settings})
    (folder / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    for back in range(4):
        day = FIRST_DAY - timedelta(days=back)
        text = "第03版：国际\n\n" + article(f"江{back}", day) + article(f"河{back}", day)
        text += f"# 书房开门{back}\n\n本报{day.month}月{day.day}日讯 新书房今天开门。\n\n![书房（张三 摄）](room.jpg)\n"
        paper.write(f"{day}.txt", text)
    Image.new("RGB", (32, 20), "navy").save(paper.news / "room.jpg")
    paper.build()
    return paper


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_paper(tmp_path_factory.mktemp("paper"), pages=True).folder


@pytest.fixture
def out(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output of a paper, to be broken; the paper's folder is the one the test runs in."""
    shutil.copytree(built, tmp_path / "paper")
    monkeypatch.chdir(tmp_path / "paper")
    return Path("feeds")


def _check(*args: str | Path, now: datetime = NOW) -> Result:
    env = {"SOURCE_DATE_EPOCH": str(int(now.timestamp())), "COLUMNS": "120"}
    return CliRunner().invoke(cli.app, ["check", *map(str, args)], env=env)


def _findings(*args: str | Path, now: datetime = NOW) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _check(*args, "--json", now=now).stdout.splitlines()]


def _line(path: Path, text: str) -> int:
    """The first line of a file that holds a text."""
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def _edit(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


@pytest.mark.parametrize("settings", [{"pages": True}, {"pages": False}, {"history": False}, {"tombstones": True}])
def test_what_a_build_writes_is_all_well(
    settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = _write_paper(tmp_path, **settings)
    monkeypatch.chdir(tmp_path)
    assert (paper.config.out / "archive" / "all" / "0002.atom.xml").is_file() == settings.get("history", True)
    feeds = [path for path in paper.files() if path.endswith((".xml", ".json", ".opml", ".html"))]
    done = _check()
    assert (done.exit_code, done.stdout) == (0, f"{len(feeds)} files: all well\n")


def test_an_entry_corrected_after_it_was_archived_is_all_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = _write_paper(tmp_path, pages=True)
    oldest = FIRST_DAY - timedelta(days=3)
    text = (paper.news / f"{oldest}.txt").read_text(encoding="utf-8")
    paper.write(f"{oldest}.txt", text.replace("新书房今天开门", "新书房昨天开门"))
    assert paper.build().corrected == 1
    paper.write("2026-01-27.txt", article("又一", FIRST_DAY + timedelta(days=1)))
    paper.build(later=timedelta(hours=20))
    versions = [entry.id for _, document in paper.documents() for entry in document.entries]
    assert len(versions) > len(set(versions))  # it stands in two documents
    monkeypatch.chdir(tmp_path)
    assert _check(now=paper.now).exit_code == 0
    assert _findings(now=paper.now) == []


# ---- each thing that can be broken

Break = Callable[[Path], tuple[str, int | None]]


def _a_page(out: Path) -> str:
    """The short name of the page that the newest entry of all links to."""
    found = re.search(r"/(a/[0-9a-f]+\.html)", (out / "all.atom.xml").read_text(encoding="utf-8"))
    assert found
    return found[1]


def _truncated(out: Path) -> tuple[str, int | None]:
    data = (out / "all.atom.xml").read_bytes()
    data = data[: data.index(b"</author>", data.index(b"<entry>"))]
    (out / "all.atom.xml").write_bytes(data)
    return "all.atom.xml", data.count(b"\n") + 1


def _truncated_json(out: Path) -> tuple[str, int | None]:
    (out / "all.json").write_bytes((out / "all.json").read_bytes()[:200])
    return "all.json", None


def _broken_document(out: Path) -> tuple[str, int | None]:
    _edit(out / "archive/all/0002.atom.xml", "<title>", "<titel>")
    return "archive/all/0002.atom.xml", _line(out / "archive/all/0002.atom.xml", "<titel>")


def _broken_list(out: Path) -> tuple[str, int | None]:
    _edit(out / "feeds.opml", 'version="2.0"', 'version="1.0"')
    return "feeds.opml", _line(out / "feeds.opml", "<opml")


def _future(out: Path) -> tuple[str, int | None]:
    _edit(out / "all.rss.xml", "<pubDate>Mon, 26 Jan 2026", "<pubDate>Tue, 26 Jan 2027")
    return "all.rss.xml", _line(out / "all.rss.xml", "26 Jan 2027")


def _future_json(out: Path) -> tuple[str, int | None]:
    data = json.loads((out / "all.json").read_bytes())
    data["items"][0]["date_modified"] = "2027-01-26T12:00:00Z"
    (out / "all.json").write_text(json.dumps(data, indent=1))
    return "all.json", _line(out / "all.json", data["items"][0]["id"])


def _missing_page(out: Path) -> tuple[str, int | None]:
    page = _a_page(out)
    (out / page).unlink()
    return "all.atom.xml", _line(out / "all.atom.xml", page)


def _missing_picture(out: Path) -> tuple[str, int | None]:
    [picture] = (out / "p").iterdir()
    picture.unlink()
    return "book.rss.xml", _line(out / "book.rss.xml", f"p/{picture.name}")


def _missing_picture_on_a_page(out: Path) -> tuple[str, int | None]:
    page = next(path for path in sorted((out / "a").iterdir()) if "<img" in path.read_text(encoding="utf-8"))
    [picture] = (out / "p").iterdir()
    _edit(page, f'src="../p/{picture.name}"', 'src="../p/none.jpg"')
    return f"a/{page.name}", _line(page, "none.jpg")


def _missing_style(out: Path) -> tuple[str, int | None]:
    (out / "style.css").unlink()
    return "index.html", _line(out / "index.html", "style.css")


def _link_to_nowhere(out: Path) -> tuple[str, int | None]:
    _edit(out / "index.html", "</body>", '<a href="d/1999-01-01.html">x</a></body>')
    return "index.html", _line(out / "index.html", "d/1999-01-01.html")


def _whole_link_to_nowhere(out: Path) -> tuple[str, int | None]:
    _edit(out / "index.html", "</body>", '\n<a href="https://news.example.org/no.html?a#b">x</a></body>')
    return "index.html", _line(out / "index.html", "no.html")


def _link_in_an_entry(out: Path) -> tuple[str, int | None]:
    _edit(
        out / "all.atom.xml",
        "&lt;/p&gt;",
        "&lt;/p&gt;\n\n&lt;a href='https://news.example.org/no/'&gt;x&lt;/a&gt;",
    )
    return "all.atom.xml", _line(out / "all.atom.xml", "org/no/")


def _fragment_to_nowhere(out: Path) -> tuple[str, int | None]:
    _edit(out / "index.html", "</body>", f'<a href="{_a_page(out)}#nowhere">x</a></body>')
    return "index.html", _line(out / "index.html", "#nowhere")


def _no_first_document(out: Path) -> tuple[str, int | None]:
    (out / "archive/world/0001.atom.xml").unlink()
    return "archive/world/0002.atom.xml", _line(out / "archive/world/0002.atom.xml", "prev-archive")


def _prev_goes_astray(out: Path) -> tuple[str, int | None]:
    """What is skipped is a stray, and what follows says otherwise."""
    _edit(out / "archive/all/0003.atom.xml", "all/0002.atom.xml", "all/0001.atom.xml")
    return "archive/all/0001.atom.xml", _line(out / "archive/all/0001.atom.xml", "next-archive")


def _next_goes_astray(out: Path) -> tuple[str, int | None]:
    _edit(out / "archive/all/0002.atom.xml", "all/0003.atom.xml", "all/0004.atom.xml")
    return "archive/all/0002.atom.xml", _line(out / "archive/all/0002.atom.xml", "next-archive")


def _next_of_the_newest(out: Path) -> tuple[str, int | None]:
    newest = max((out / "archive/all").iterdir())
    link = '<link href="https://news.example.org/archive/all/0001.atom.xml" rel="next-archive"/>'
    _edit(newest, "  <link", f"  {link}\n  <link")
    return newest.relative_to(out).as_posix(), _line(newest, "next-archive")


def _no_next(out: Path) -> tuple[str, int | None]:
    path = out / "archive/all/0002.atom.xml"
    text = re.sub(r"  <link [^>]*next-archive[^>]*>\n", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    return "archive/all/0002.atom.xml", _line(path, "<feed")


def _current_goes_astray(out: Path) -> tuple[str, int | None]:
    _edit(out / "archive/all/0002.atom.xml", 'all.atom.xml" rel="current"', 'world.atom.xml" rel="current"')
    return "archive/all/0002.atom.xml", _line(out / "archive/all/0002.atom.xml", "current")


def _no_archive(out: Path) -> tuple[str, int | None]:
    _edit(out / "archive/all/0002.atom.xml", "<fh:archive/>", "")
    return "archive/all/0002.atom.xml", _line(out / "archive/all/0002.atom.xml", "<feed")


def _cycle(out: Path) -> tuple[str, int | None]:
    link = '<link href="https://news.example.org/archive/all/0002.atom.xml" rel="prev-archive"/>'
    _edit(out / "archive/all/0001.atom.xml", "  <link", f"  {link}\n  <link")
    return "archive/all/0001.atom.xml", _line(out / "archive/all/0001.atom.xml", "prev-archive")


def _stray_document(out: Path) -> tuple[str, int | None]:
    shutil.copy(out / "archive/all/0001.atom.xml", out / "archive/all/9999.atom.xml")
    return "archive/all/9999.atom.xml", None


def _twice_in_a_document(out: Path) -> tuple[str, int | None]:
    path = out / "archive/all/0001.atom.xml"
    text = path.read_text(encoding="utf-8")
    [entry] = re.findall(r"  <entry>.*</entry>\n", text, re.DOTALL)
    path.write_text(text.replace(entry, entry * 2), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    second = [number for number, line in enumerate(lines, 1) if line.startswith("    <id>")][1]
    return "archive/all/0001.atom.xml", second


def _differs(out: Path) -> tuple[str, int | None]:
    text = (out / "world.atom.xml").read_text(encoding="utf-8")
    entry = text.index("<entry>")
    text = text[:entry] + text[entry:].replace("<title>", "<title>改", 1)
    (out / "world.atom.xml").write_text(text, encoding="utf-8")
    return "world.atom.xml", _line(out / "world.atom.xml", "<entry>")


def _guid_missing(out: Path) -> tuple[str, int | None]:
    path = out / "world.rss.xml"
    path.write_text(re.sub(r" *<guid.*</guid>\n", "", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return "world.rss.xml", _line(path, "<channel>")


def _item_missing(out: Path) -> tuple[str, int | None]:
    data = json.loads((out / "world.json").read_bytes())
    del data["items"][0]
    (out / "world.json").write_text(json.dumps(data))
    return "world.json", None


def _moved(out: Path) -> tuple[str, int | None]:
    shutil.copy(out / "world.rss.xml", out / "news.rss.xml")
    return "news.rss.xml", _line(out / "news.rss.xml", 'rel="self"')


def _leftover(out: Path) -> tuple[str, int | None]:
    (out / "a" / ".feedpub-x1y2").write_text("half of a pa")
    return "a/.feedpub-x1y2", None


def _database(out: Path) -> tuple[str, int | None]:
    (out / "archive.sqlite3").write_bytes(b"SQLite format 3\0")
    return "archive.sqlite3", None


@pytest.mark.parametrize(
    ("broken", "rule", "status"),
    [
        (_truncated, "xml", 1),
        (_truncated_json, "json", 1),
        (_broken_document, "xml", 1),
        (_broken_list, "opml-version", 1),
        (_future, "date-future", 1),
        (_future_json, "date-future", 1),
        (_missing_page, "target-missing", 1),
        (_missing_picture, "target-missing", 1),
        (_missing_picture_on_a_page, "target-missing", 1),
        (_missing_style, "target-missing", 1),
        (_link_to_nowhere, "target-missing", 1),
        (_whole_link_to_nowhere, "target-missing", 1),
        (_link_in_an_entry, "target-missing", 1),
        (_fragment_to_nowhere, "fragment-missing", 0),
        (_no_first_document, "chain-missing", 1),
        (_prev_goes_astray, "chain-broken", 1),
        (_next_goes_astray, "chain-broken", 1),
        (_next_of_the_newest, "chain-broken", 1),
        (_no_next, "chain-broken", 0),
        (_current_goes_astray, "chain-broken", 1),
        (_no_archive, "not-archive", 0),
        (_cycle, "chain-cycle", 1),
        (_stray_document, "stray-document", 0),
        (_twice_in_a_document, "id-duplicate", 1),
        (_differs, "differs", 0),
        (_guid_missing, "ids-differ", 0),
        (_item_missing, "ids-differ", 0),
        (_moved, "self-differs", 0),
        (_leftover, "leftover", 0),
        (_database, "database", 0),
    ],
)
def test_what_is_broken_is_found_where_it_is(broken: Break, rule: str, status: int, out: Path) -> None:
    assert _findings() == []
    path, line = broken(out)
    found = [(row["path"], row["line"]) for row in _findings() if row["rule"] == rule]
    assert (f"feeds/{path}", line) in found
    assert _check().exit_code == status


def test_a_page_that_is_gone_is_missed_by_all_that_lead_to_it(out: Path) -> None:
    page = _a_page(out)
    (out / page).unlink()
    found = {row["path"] for row in _findings() if row["rule"] == "target-missing"}
    assert {f"feeds/all.{suffix}" for suffix in ("atom.xml", "rss.xml", "json")} < found
    assert {"feeds/index.html", "feeds/d/2026-01-26.html"} < found


def test_links_elsewhere_and_parts_that_are_there_are_let_alone(out: Path) -> None:
    links = (
        "https://example.com/x",
        "mailto:a@b.cn",
        "#top",
        "#",
        "#新",
        f"{_a_page(out)}?a=b",
        "./",
        "http://[",
        "//x",
    )
    body = "".join(f'<a href="{link}">x</a>' for link in links) + '<p id="新"></p><a href="#%E6%96%B0">x</a></body>'
    _edit(out / "index.html", "</body>", body)
    assert _findings() == []


def test_a_date_may_be_some_minutes_ahead(out: Path) -> None:
    newest = datetime(2026, 1, 26, 12, tzinfo=UTC)
    assert {row["rule"] for row in _findings(now=newest - timedelta(days=1))} == {"date-future"}
    built = re.search(r"<updated>([^<]+)", (out / "all.atom.xml").read_text(encoding="utf-8"))
    assert built
    latest = datetime.fromisoformat(built[1])
    assert "date-future" not in {row["rule"] for row in _findings(now=latest - timedelta(minutes=9))}
    assert "date-future" in {row["rule"] for row in _findings(now=latest - timedelta(minutes=11))}


# ---- how it is told


def test_source_and_remedy_stand_once_below_the_first_of_a_rule(out: Path) -> None:
    for name in ("one", "two"):
        (out / f"{name}.sqlite3").write_bytes(b"")
    done = _check()
    ruling = ruling_of("database")
    assert done.stdout.splitlines()[:-1] == [
        "feeds/one.sqlite3: warning: a database would be published [database]",
        f"    source: {ruling.source}",
        f"    remedy: {ruling.remedy}",
        "feeds/two.sqlite3: warning: a database would be published [database]",
    ]
    assert re.fullmatch(r"\d+ files: 0 errors, 2 warnings", done.stdout.splitlines()[-1])


def test_json_has_one_object_a_finding(out: Path) -> None:
    path, line = _future(out)
    rows = [row for row in _findings() if row["rule"] == "date-future"]
    assert rows == [
        {
            "path": f"feeds/{path}",
            "line": line,
            "level": "error",
            "rule": "date-future",
            "message": rows[0]["message"],
            "source": ruling_of("date-future").source,
            "remedy": ruling_of("date-future").remedy,
        }
    ]
    assert "2027-01-26" in rows[0]["message"]


def test_findings_of_all_well_as_json_are_no_line(out: Path) -> None:
    assert _check("--json").stdout == ""


# ---- which folder


def test_the_configuration_says_where_its_own_folder_is_served(out: Path) -> None:
    _edit(Path("feedpub.toml"), "news.example.org", "elsewhere.example.org")
    assert {row["rule"] for row in _findings()} >= {"self-differs"}
    out.rename("public")
    assert _findings("public") == []  # no configuration knows this one: it lies where its feeds say


def test_without_a_feed_or_a_folder_the_use_is_wrong(tmp_path: Path, feedpub: Feedpub) -> None:
    done = feedpub("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no feedpub.toml in" in done.stderr
    (tmp_path / "feedpub.toml").write_text("")
    done = feedpub("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "feeds: there is no such folder" in done.stderr
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "sitemap.xml").write_text("<urlset/>")
    done = feedpub("check", "empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no feed in this folder" in done.stderr


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>t</title><link>https://blog.example.org/</link><description>d</description><language>en</language>
<atom:link href="https://blog.example.org/{name}" rel="self"/>
<item><title>one</title><guid isPermaLink="true">https://blog.example.org/one</guid>
<link>https://blog.example.org/one</link></item>
</channel></rss>
"""


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "index.xml"])
def test_a_feed_fetched_from_elsewhere_is_judged_by_itself(name: str, tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "got").mkdir()
    (tmp_path / "got" / name).write_text(RSS.format(name=name))
    (tmp_path / "got" / "sitemap.xml").write_text("<urlset/>")
    (tmp_path / "got" / "package.json").write_text('{"version": "1.0"}')
    done = feedpub("check", "got")
    assert (done.returncode, done.stdout) == (0, "1 file: all well\n")
    (tmp_path / "got" / name).write_text(RSS.format(name=name).replace("<title>t</title>", ""))
    done = feedpub("check", "got")
    assert done.returncode == 1
    assert done.stdout.startswith(f"got/{name}:3: error: channel has no title [missing-element]\n")
    (tmp_path / "got" / name).write_text(RSS.format(name=name)[:200])
    assert feedpub("check", "got").returncode == 1


def test_a_foreign_site_is_followed_from_where_its_feed_says_it_lies(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "site" / "one").mkdir(parents=True)
    (tmp_path / "site" / "feed.xml").write_text(RSS.format(name="feed.xml"))
    (tmp_path / "site" / "index.html").write_text('<a href="/one">one</a>')
    (tmp_path / "site" / "one" / "index.html").write_text('<a href="../">home</a>')
    done = feedpub("check", "site")
    assert (done.returncode, done.stdout) == (0, "3 files: all well\n")
    (tmp_path / "site" / "one" / "index.html").unlink()
    done = feedpub("check", "site")
    assert "site/feed.xml:6: error:" in done.stdout
    assert "site/index.html:1: error:" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("feed.xml", b"", "xml"),
        ("feed.json", b"", "xml"),
        ("feed.xml", RSS.encode("utf-16"), "not-utf8"),
        ("feed.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "doctype"),
        ("feed.xml", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "root"),
        ("world.atom.xml", b"<urlset/>", "root"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": [5, {"url": 7}]}', "json"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000, "json"),
    ],
)
def test_what_should_be_a_feed_and_is_none_is_told(
    name: str, data: bytes, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert {(row["path"], row["rule"]) for row in _findings(".")} == {(name, rule)}
    assert _check(".").exit_code == 1


def test_pages_that_are_nothing_or_broken_and_what_is_no_file_are_lived_with(out: Path) -> None:
    (out / "a.html").write_bytes(b"")
    (out / "b.html").write_bytes(b'<base href="http://["><a href="x"><p id="\xff"')
    (out / "c.html").write_text('<base href="a/"><a href="none.html">x</a>')
    os.mkfifo(out / "pipe.atom.xml")
    (out / "gone.rss.xml").symlink_to("nowhere")
    found = {(row["path"], row["rule"]) for row in _findings()}
    unreadable = {(f"feeds/{name}", "unreadable") for name in ("pipe.atom.xml", "gone.rss.xml")}
    dead = {(f"feeds/{name}", "target-missing") for name in ("b.html", "c.html")}
    assert found == unreadable | dead


# ---- the rules


def _codes() -> set[str]:
    """Every code that the package emits: an argument of what makes findings, or what a variable `code` is set to."""
    package = Path(cli.__file__).parent.parent
    found: set[str] = set()
    for path in (*package.glob("checking/*.py"), package / "commands" / "check_archive.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("error", "warning"):
                    given = node.args[1:2]
                elif path.stem == "check_archive" and name == "_error":
                    given = node.args[:1]
                elif name in ("_finding", "_add"):
                    given = [arg for arg in node.args if isinstance(arg, ast.Constant)]
                elif name == "Finding":
                    given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                elif name == "setdefault" and getattr(node.func, "value", None) is not None:
                    given = node.args[:1]
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name) and target.id == "code" and isinstance(node.value, ast.IfExp):
                        given += [node.value.body, node.value.orelse]
                    if isinstance(target, ast.Subscript) and getattr(target.value, "id", "") == "found":
                        given.append(target.slice)
            values = [each.value for each in given if isinstance(each, ast.Constant)]
            found |= {value for value in values if isinstance(value, str) and re.fullmatch("[a-z][a-z0-9-]+", value)}
    return found - {"error", "warning"}


def test_every_code_has_a_source_and_a_remedy_and_no_row_is_left_over() -> None:
    assert _codes() == load("rules").keys()
    for code in load("rules"):
        ruling = ruling_of(code)
        assert ruling.source
        assert re.fullmatch(r"[A-Z].*[^.]\.", ruling.remedy), code
