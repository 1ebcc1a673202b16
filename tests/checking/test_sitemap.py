"""What the check says of sitemaps, and of what they lead to."""

from pathlib import Path

import pytest

from feedpub.checking.sitemap import check_sitemap, sitemaps_in
from tests.conftest import Feedpub

BASE = "https://news.example.org/"
GOOD = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{BASE}a</loc><lastmod>2026-01-26</lastmod><changefreq>daily</changefreq><priority>0.5</priority></url>
<url><loc>{BASE}b</loc><lastmod>2026-01-26T12:00:00.5+08:00</lastmod><news:news><news:publication>
<news:name>滨江日报</news:name><news:language>zh-cn</news:language></news:publication>
<news:publication_date>2026-01-26T12:00:00Z</news:publication_date><news:title>江边</news:title></news:news></url>
</urlset>"""


def findings(text: str, base_url: str | None = None) -> list[str]:
    """What is wrong, by code."""
    found = check_sitemap(text.encode(), base_url)
    assert found is not None
    return [f"{finding.code} {finding.line}" for finding in found.findings]


def test_one_that_follows_the_rules_is_well() -> None:
    assert findings(GOOD, BASE) == findings(GOOD) == []
    assert check_sitemap(b"<urlset/>", BASE) is None  # of another kind
    assert check_sitemap(b"<rss/>", BASE) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-01-26</lastmod>", "2026-13-26</lastmod>", "sitemap-value 3"),
        ("2026-01-26</lastmod>", "26 Jan 2026</lastmod>", "sitemap-value 3"),
        ("daily", "dayly", "sitemap-value 3"),
        ("0.5</priority>", "1.5</priority>", "sitemap-value 3"),
        (f"<loc>{BASE}a</loc>", "", "missing-element 3"),
        (f"<loc>{BASE}a</loc>", f"<loc>{BASE}a</loc><loc>{BASE}a</loc>", "duplicate-element 3"),
        (f"{BASE}a", "/a", "link-invalid 3"),
        (f"{BASE}a", "https://www.example.org/a", "sitemap-outside 3"),
        (f"{BASE}a", BASE + "a" * 2048, "link-invalid 3"),
        ("<changefreq>daily</changefreq>", "<often/>", "unknown-element 3"),
        ("<news:title>江边</news:title>", "", "missing-element 4"),
        ("<news:language>zh-cn</news:language>", "<news:language/>", "missing-element 4"),
        ("</urlset>", "", "xml 7"),
    ],
)
def test_what_breaks_a_rule_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert told in findings(GOOD.replace(old, new, 1), BASE)


def test_one_that_is_empty_or_too_large_is_told() -> None:
    opened = GOOD[: GOOD.index("<url>")]
    assert findings(f"{opened}</urlset>") == ["sitemap-empty 2"]
    assert findings(opened + f"<url><loc>{BASE}</loc></url>" * 50_001 + "</urlset>") == ["sitemap-large 2"]
    news = GOOD[GOOD.index("<url>", GOOD.index("<url>") + 1) : GOOD.index("</urlset>")]
    assert findings(opened + news * 1001 + "</urlset>") == ["sitemap-large 2"]


def test_robots_txt_names_sitemaps() -> None:
    found = sitemaps_in(b"User-agent: *\nDisallow:\n\nsitemap: https://a.example/s.xml\nSitemap:https://b.example/\n")
    assert [tuple(row) for row in found] == [(4, "https://a.example/s.xml"), (5, "https://b.example/")]


def test_a_page_that_a_sitemap_lists_must_be_there(tmp_path: Path, feedpub: Feedpub) -> None:
    (tmp_path / "feedpub.toml").write_text(f'base_url = "{BASE}"\nbulletins = ["news"]\n', encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text("# 江边晨跑\n\n本报1月26日讯 晨跑26日举行。\n", encoding="utf-8")
    assert feedpub("build").returncode == 0
    done = feedpub("check")
    assert done.returncode == 0, done.stdout
    (page,) = (tmp_path / "feeds" / "a").iterdir()
    page.unlink()
    (tmp_path / "feeds" / "sitemap-news.xml").unlink()
    done = feedpub("check")
    assert done.returncode == 1
    assert f"feeds/sitemap-2026.xml:4: error: {BASE}a/{page.name} leads nowhere" in done.stdout
    assert f"feeds/robots.txt:5: error: {BASE}sitemap-news.xml leads nowhere" in done.stdout
