"""The order of files: what leads to a file comes after it, whatever the files are called."""

from feedpub.deploying.plan import BATCH, in_order, is_feed


def test_new_files_come_before_those_that_may_lead_to_them() -> None:
    known = {"a/1.html", "style.css", "archive/all/0001.atom.xml", "index.html", "all.json", "s/world.html"}
    new = {"p/1.jpg", "a/2.html", "d/2026-01-27.html", "archive/all/0002.atom.xml", "new.rss.xml"}
    assert list(in_order(known | new, known)) == [
        ("p/1.jpg",),
        ("a/2.html",),
        ("archive/all/0002.atom.xml", "d/2026-01-27.html"),
        ("style.css",),
        ("a/1.html", "archive/all/0001.atom.xml", "s/world.html"),
        ("index.html",),
        ("all.json", "new.rss.xml"),
    ]


def test_very_many_files_are_copied_in_batches() -> None:
    names = [f"a/{number:05}.html" for number in range(2 * BATCH + 1)]
    assert [len(batch) for batch in in_order(names)] == [BATCH, BATCH, 1]


def test_feeds_are_the_files_that_readers_ask_for() -> None:
    assert all(map(is_feed, ("all.atom.xml", "world.rss.xml", "daily.json", "feeds.opml")))
    assert not any(map(is_feed, ("archive/all/0001.atom.xml", "a/1.html", "index.html", "style.css", "p/x.json")))
