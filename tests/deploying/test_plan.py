"""The order of files: what leads to a file comes after it, whatever the files are called."""

from feedpub.deploying.plan import BATCH, in_order, is_feed


def test_new_files_come_before_those_that_may_lead_to_them() -> None:
    known = {"a/1.html", "style.css", "archive/all/0001.atom.xml", "index.html", "all.json", "s/world.html"}
    new = {"p/1.jpg", "a/2.html", "d/2026-01-27.html", "archive/all/0002.atom.xml", "new.rss.xml"}
    assert list(in_order(dict.fromkeys(known, 0) | dict.fromkeys(new, 1))) == [
        ("p/1.jpg",),
        ("a/2.html",),
        ("archive/all/0002.atom.xml", "d/2026-01-27.html"),
        ("style.css",),
        ("a/1.html", "archive/all/0001.atom.xml", "s/world.html"),
        ("index.html",),
        ("all.json", "new.rss.xml"),
    ]


def test_what_an_earlier_run_may_have_brought_comes_after_what_it_may_lead_to() -> None:
    files = {"archive/all/0001.atom.xml": 3, "archive/all/0002.atom.xml": 1, "a/1.html": 2, "a/2.html": 0}
    assert list(in_order(files)) == [
        ("archive/all/0002.atom.xml",),
        ("a/1.html",),
        ("archive/all/0001.atom.xml",),
        ("a/2.html",),
    ]


def test_the_search_and_sitemaps_come_after_the_pages_they_lead_to() -> None:
    known = {"search/2026/pagefind-entry.json", "search.html", "a/1.html", "sitemap.xml", "sitemap-2026.xml"}
    new = {"search/2026/index/zh_1.pf_index", "a/2.html", "r/lin-1a2b.atom.xml"}
    assert list(in_order(dict.fromkeys(known, 0) | dict.fromkeys(new, 1))) == [
        ("a/2.html",),
        ("a/1.html",),
        ("search/2026/index/zh_1.pf_index",),
        ("search/2026/pagefind-entry.json",),
        ("search.html",),
        ("r/lin-1a2b.atom.xml", "sitemap-2026.xml", "sitemap.xml"),
    ]


def test_very_many_files_are_copied_in_batches() -> None:
    names = [f"a/{number:05}.html" for number in range(2 * BATCH + 1)]
    assert [len(batch) for batch in in_order(dict.fromkeys(names, 1))] == [BATCH, BATCH, 1]


def test_feeds_are_the_files_that_readers_ask_for() -> None:
    assert all(map(is_feed, ("all.atom.xml", "world.rss.xml", "daily.json", "feeds.opml")))
    assert not any(map(is_feed, ("archive/all/0001.atom.xml", "a/1.html", "index.html", "style.css", "p/x.json")))
