"""Sitemaps and robots.txt: what is in them, which of them a build writes, and whose files they are."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import feedpub.writing.sitemap
from feedpub.archive import open_archive
from feedpub.building import build
from feedpub.commands.entries import withdraw
from feedpub.model.build import BuildOptions
from feedpub.output import Output
from tests.checking.test_sitemap import findings
from tests.papers import FIRST_DAY, Paper, article

BASE = "https://news.example.org/"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}
MAPS = {"sitemap.xml", "sitemap-pages.xml", "sitemap-2025.xml", "sitemap-2026.xml", "sitemap-news.xml", "robots.txt"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LIST = f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def make(folder: Path, **settings: Any) -> Paper:
    """A paper with an issue at the end of 2025 and one of 26 January 2026, both published on that day."""
    paper = Paper(folder, **{"pages": True, **settings})
    paper.write("2025-12-31.md", article("旧", date(2025, 12, 31)))
    paper.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙&<", FIRST_DAY))
    paper.build()
    return paper


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return make(tmp_path)


def read(paper: Paper, name: str) -> str:
    return (paper.config.out / name).read_text(encoding="utf-8")


def located(paper: Paper, name: str) -> list[str]:
    """The paths that a sitemap lists."""
    tree = etree.fromstring((paper.config.out / name).read_bytes())
    return [str(node.text).removeprefix(BASE) for node in tree.iterfind(".//s:loc", NS)]


def changed(paper: Paper, before: dict[str, tuple[int, bytes]]) -> set[str]:
    """The files for robots that were written since, or are gone."""
    after = paper.files()
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} & MAPS


def pages_of(paper: Paper) -> dict[str, str]:
    """The page of each article, by the end of its headline."""
    return {title[8:]: entry.link.removeprefix(BASE) for title, entry in paper.feed().items()}


def test_the_files_are_these_byte_for_byte(paper: Paper) -> None:
    page = pages_of(paper)
    assert read(paper, "sitemap.xml") == (
        f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"<sitemap><loc>{BASE}sitemap-pages.xml</loc><lastmod>2026-01-26T15:00:00Z</lastmod></sitemap>\n"
        f"<sitemap><loc>{BASE}sitemap-2025.xml</loc><lastmod>2026-01-26T15:00:00Z</lastmod></sitemap>\n"
        f"<sitemap><loc>{BASE}sitemap-2026.xml</loc><lastmod>2026-01-26T15:00:00Z</lastmod></sitemap>\n"
        "</sitemapindex>\n"
    )
    assert read(paper, "sitemap-pages.xml") == (
        f"{LIST}<url><loc>{BASE}</loc></url>\n<url><loc>{BASE}follow.html</loc></url>\n"
        f"<url><loc>{BASE}d/index.html</loc></url>\n"
        f"<url><loc>{BASE}d/2025.html</loc></url>\n<url><loc>{BASE}s/general.html</loc></url>\n</urlset>\n"
    )
    assert read(paper, "sitemap-2026.xml") == (
        f"{LIST}<url><loc>{BASE}d/2026-01-26.html</loc></url>\n"
        f"<url><loc>{BASE}{page['甲']}</loc><lastmod>2026-01-26T12:00:00Z</lastmod></url>\n"
        f"<url><loc>{BASE}{page['乙&<']}</loc><lastmod>2026-01-26T11:59:59Z</lastmod></url>\n</urlset>\n"
    )
    titles = {title[8:]: title for title in paper.feed()}
    told = "<news:publication><news:name>滨江日报</news:name><news:language>zh-cn</news:language></news:publication>"
    assert read(paper, "sitemap-news.xml") == (
        f'{HEAD}<urlset xmlns="{NS["s"]}" xmlns:news="{NS["n"]}">\n'
        f"<url><loc>{BASE}{page['甲']}</loc><news:news>{told}<news:publication_date>2026-01-26T12:00:00Z"
        f"</news:publication_date><news:title>{titles['甲']}</news:title></news:news></url>\n"
        f"<url><loc>{BASE}{page['乙&<']}</loc><news:news>{told}<news:publication_date>2026-01-26T11:59:59Z"
        f"</news:publication_date><news:title>{titles['乙&<'][:-2]}&amp;&lt;</news:title></news:news></url>\n</urlset>\n"
    )
    assert read(paper, "robots.txt") == (
        f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\nSitemap: {BASE}sitemap-news.xml\n"
    )
    for name in MAPS - {"robots.txt"}:
        assert findings(read(paper, name), BASE) == []


def test_an_issue_changes_the_sitemap_of_its_year_only(paper: Paper) -> None:
    before = paper.files()
    paper.build()
    assert paper.files() == before
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    paper.build(later=timedelta(days=1))
    assert changed(paper, before) == {"sitemap.xml", "sitemap-2026.xml", "sitemap-news.xml"}
    index = read(paper, "sitemap.xml")
    assert index.count("<lastmod>2026-01-26T15:00:00Z") == 2
    assert index.count("<lastmod>2026-01-27T16:00:00Z") == 1
    before = paper.files()
    paper.write("2025-12-31.md", article("旧", date(2025, 12, 31), "更正过的文字" * 20))
    paper.build()
    assert changed(paper, before) == {"sitemap.xml", "sitemap-2025.xml"}


def test_a_withdrawn_article_is_in_none_and_an_emptied_year_has_none(paper: Paper) -> None:
    page = pages_of(paper)
    (paper.config.source or Path()).write_text("", encoding="utf-8")
    [identity] = [identity for title, identity in paper.ids().items() if title.endswith("甲")]
    withdraw([identity], None, paper.config, now=paper.now)
    paper.build()
    assert located(paper, "sitemap-2026.xml") == ["d/2026-01-26.html", page["乙&<"]]
    assert located(paper, "sitemap-news.xml") == [page["乙&<"]]
    (paper.news / "2025-12-31.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    assert not (paper.config.out / "sitemap-2025.xml").exists()
    assert located(paper, "sitemap.xml") == ["sitemap-pages.xml", "sitemap-2026.xml"]


def test_news_is_two_days_old_at_most_and_a_build_without_news_writes_it_once(paper: Paper) -> None:
    before = paper.files()
    paper.build(later=timedelta(hours=44))
    assert paper.files() == before
    paper.build(later=timedelta(hours=2))  # now both are older than two days
    assert changed(paper, before) == {"sitemap-news.xml"}
    assert located(paper, "sitemap-news.xml") == [""]
    assert findings(read(paper, "sitemap-news.xml"), BASE) == []
    before = paper.files()
    for _ in range(3):
        paper.build(later=timedelta(days=3))
    assert paper.files() == before


def test_a_draft_and_a_paper_without_pages_have_none(tmp_path: Path) -> None:
    draft = make(tmp_path / "draft", base_url="http://127.0.0.1:8000/")
    assert not draft.files().keys() & MAPS
    assert "404.html" in draft.files()
    paper = make(tmp_path / "paper")
    (paper.config.out / "notes.txt").write_text("mine", encoding="utf-8")
    assert paper.files().keys() >= MAPS
    without = Paper(tmp_path / "paper", pages=False)
    without.now = paper.now
    without.build()
    assert not without.files().keys() & (MAPS | {"404.html", "card.png", "favicon.svg"})
    assert "notes.txt" in without.files()
    assert without.build().new == 0


def test_below_a_path_there_is_no_robots_txt(tmp_path: Path) -> None:
    paper = make(tmp_path, base_url="https://www.example.org/feeds/")
    assert paper.files().keys() & MAPS == MAPS - {"robots.txt"}
    assert 'href="/feeds/style.css"' in read(paper, "404.html")
    assert 'href="/feeds/index.html"' in read(paper, "404.html")


def test_what_somebody_put_there_stays(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "robots.txt").write_text("User-agent: *\nDisallow: /a/\n", encoding="utf-8")
    paper = make(tmp_path)
    assert read(paper, "robots.txt") == "User-agent: *\nDisallow: /a/\n"
    (paper.config.out / "robots.txt").unlink()
    paper.build()
    assert "Sitemap: " in read(paper, "robots.txt")
    (paper.config.out / "robots.txt").write_text("mine", encoding="utf-8")
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    paper.build(later=timedelta(days=1))
    assert read(paper, "robots.txt") == "mine"
    without = Paper(tmp_path, pages=False)
    without.now = paper.now
    assert any(problem.code == "orphan-kept" for _, problem in without.build().problems)
    assert read(paper, "robots.txt") == "mine"


def test_a_page_of_ones_own_from_before_stays(tmp_path: Path) -> None:
    make(tmp_path, pages=False)
    for name in ("404.html", "favicon.svg", "sitemap.xml"):
        (tmp_path / "feeds" / name).write_text("mine", encoding="utf-8")
    paper = make(tmp_path)
    assert {name: read(paper, name) for name in ("404.html", "favicon.svg", "sitemap.xml")} == {
        "404.html": "mine",
        "favicon.svg": "mine",
        "sitemap.xml": "mine",
    }


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap-2025.xml", "sitemap-news.xml", "404.html", "favicon.svg"])
def test_one_that_is_lost_comes_back(paper: Paper, name: str) -> None:
    before = {name: data for name, (_, data) in paper.files().items()}
    (paper.config.out / name).unlink()
    paper.build()
    assert {name: data for name, (_, data) in paper.files().items()} == before


def test_a_lost_archive_does_not_leave_them_behind(paper: Paper) -> None:
    paper.config.archive.unlink()
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    paper.build(later=timedelta(days=1))
    assert len(located(paper, "sitemap-2026.xml")) == 5


def test_a_year_of_more_pages_than_fit_has_several(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedpub.writing.sitemap, "_MOST_URLS", 2)
    paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
    paper.build(later=timedelta(days=1))
    assert located(paper, "sitemap.xml")[1:] == [
        "sitemap-2025.xml",
        "sitemap-2026.xml",
        "sitemap-2026-2.xml",
        "sitemap-2026-3.xml",
    ]
    parts = [located(paper, f"sitemap-2026{number}.xml") for number in ("", "-2", "-3")]
    assert list(map(len, parts)) == [2, 2, 1]
    before = paper.files()
    paper.write("2026-01-28.md", article("丁", date(2026, 1, 28)))
    paper.build(later=timedelta(days=1))
    full = {"sitemap-2026.xml", "sitemap-2026-2.xml"}
    assert {name: paper.files()[name] for name in full} == {name: before[name] for name in full}
    monkeypatch.undo()
    (paper.config.out / "sitemap.xml").unlink()
    paper.write("2026-01-29.md", article("戊", date(2026, 1, 29)))
    paper.build(later=timedelta(days=1))
    assert not {name for name in paper.files() if name.startswith("sitemap-2026-")}


def test_a_build_that_is_killed_is_as_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Killed

    found = []
    for name in ("killed", "other"):
        paper = make(tmp_path / name)
        paper.write("2026-01-27.md", article("丙", date(2026, 1, 27)))
        paper.now += timedelta(days=1)
        if name == "killed":
            with monkeypatch.context() as patched:
                patched.setattr(Output, "publish", stop)
                with pytest.raises(Killed):
                    build([paper.news], paper.config, paper.now, BuildOptions())
        build([paper.news], paper.config, paper.now, BuildOptions())
        found.append({name: data for name, (_, data) in paper.files().items()})
        before = paper.files()
        paper.build()
        assert paper.files() == before
    assert found[0] == found[1]


def test_the_archive_keeps_when_the_next_article_is_no_news_any_more(paper: Paper) -> None:
    with open_archive(paper.config.archive) as archive:
        assert archive.settings.news_until == int(paper.now.timestamp()) - 3 * 3600 - 1 + 2 * 24 * 3600
