"""What one would write without feedpub: split bulletins at headings, ask a date library, write feeds with feedgen.

    python by_hand.py LIBRARY BULLETINS OUT

LIBRARY is `none` (every article is dated from its issue), `jionlp`, `dateparser` or `dateutil`. It remembers nothing
and files nothing; OUT gets the latest 50 articles as RSS and Atom, and `dates.tsv` with each headline and its date.
`scripts.compare` runs it with a Python of its own.
"""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from html import escape
from importlib import import_module
from pathlib import Path

LATEST = 50
OPENING = 60  # characters that are shown to the library
Reader = Callable[[str, datetime], date | None]


def reader_of(library: str) -> Reader:
    """The first date that the library finds in an opening, read as of the issue's day; None where it finds none."""
    if library == "jionlp":
        jionlp = import_module("jionlp")

        def read(opening: str, issue: datetime) -> date | None:
            found = jionlp.ner.extract_time(opening, time_base=issue.timestamp())
            times = [time for each in found for time in each["detail"].get("time", ())[:1] if time[:4].isdecimal()]
            return datetime.fromisoformat(times[0]).date() if times else None

    elif library == "dateparser":
        dateparser = import_module("dateparser.search")

        def read(opening: str, issue: datetime) -> date | None:
            wanted = {"RELATIVE_BASE": issue, "PREFER_DATES_FROM": "past"}
            found = dateparser.search_dates(opening, languages=["zh"], settings=wanted)
            return found[0][1].date() if found else None

    elif library == "dateutil":
        from dateutil.parser import parse

        def read(opening: str, issue: datetime) -> date | None:
            try:
                found: datetime = parse(opening, fuzzy=True, default=issue)
            except (ValueError, OverflowError):
                return None
            return found.date()

    else:

        def read(opening: str, issue: datetime) -> date | None:
            return None

    return read


def main() -> None:
    """Read all bulletins and write the feed."""
    from feedgen.feed import FeedGenerator

    library, bulletins, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    read = reader_of(library)
    entries = []
    for path in bulletins.rglob("*.md"):
        issue = datetime.fromisoformat(path.name[:10])
        for article in path.read_text(encoding="utf-8").split("# ")[1:]:
            headline, _, body = article.partition("\n\n")
            entries.append((read(body[:OPENING], issue) or issue.date(), headline, body))
    entries.sort(key=lambda entry: entry[0], reverse=True)
    feed = FeedGenerator()
    feed.id("https://news.example.org/")
    feed.title("滨江日报")
    feed.link(href="https://news.example.org/")
    feed.description("滨江日报")
    for day, headline, body in entries[:LATEST]:
        entry = feed.add_entry(order="append")
        entry.id(f"https://news.example.org/{headline}")
        entry.title(headline)
        entry.link(href="https://news.example.org/", rel="alternate")
        entry.published(datetime.combine(day, time(), UTC))
        entry.content("".join(f"<p>{escape(paragraph)}</p>" for paragraph in body.split("\n\n")), type="html")
    out.mkdir(parents=True, exist_ok=True)
    (out / "all.rss").write_bytes(feed.rss_str())
    (out / "all.atom").write_bytes(feed.atom_str())
    (out / "dates.tsv").write_text("".join(f"{title}\t{day}\n" for day, title, _ in entries), encoding="utf-8")


if __name__ == "__main__":
    main()
