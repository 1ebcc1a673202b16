"""Compare feedpub with the same job done by hand: a date library, and feeds by feedgen. Prints two Markdown tables.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install jionlp dateparser feedgen
    .venv/bin/python -m scripts.compare --peers /tmp/peers/bin/python [--articles 10000] [--rounds 5]

All programs build the same made-up bulletins from nothing, in turn, so that other load affects all alike; feedpub
without pages and history. The first table has the median times of the processor and, by pairs, the ratios to feedpub's.
In a bulletin all articles begin in the same form; the second table tells by form how many articles got the right day.
feedpub also files the articles, remembers them, and checks its feeds, which the others, `scripts/by_hand.py`, do not.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from scripts.corpus import ARTICLES, bulletin

LIBRARIES = ("none", "jionlp", "dateparser", "dateutil")
NEWEST = date(2026, 1, 26)
SETTINGS = """bulletins = ["news"]
publication = "滨江日报"
base_url = "https://news.example.org/"
pages = false
history = false
jobs = 1
"""


class Form(NamedTuple):
    """How an article may begin, and how many days before the issue's its day is."""

    opening: str
    days: int


FORMS = (
    Form("新华社{place}{month}月{day}日电（记者{reporter}）", 1),
    Form("本报{place}{month}月{day}日讯 记者{reporter}报道：", 1),
    Form("中新网{place}{month}月{day}日电 （{reporter}）", 1),
    Form("新华社记者{reporter}{place}{month:0>2}月{day:0>2}日电 ", 1),
    Form("本报讯（记者{reporter}）", 0),
    Form("本报讯（记者{reporter}）记者从{place}获悉，去年12月3日以来，", 0),
    Form("本报讯（记者{reporter}）{place}将于3月9日举办新春赛事，", 0),
)


class Article(NamedTuple):
    """An article of the corpus: the form of its opening, and its day."""

    form: Form
    day: date


def main() -> None:
    """Write the bulletins, run the programs and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", required=True, help="a Python that has the libraries")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        articles = _write(work, given.articles)
        times: dict[str, list[float]] = {}
        for _ in range(given.rounds):
            for program in ("feedpub", *LIBRARIES):
                times.setdefault(program, []).append(_run(work, program, given.peers))
        _print_times(times, len(articles))
        _print_days(work, articles)


def _write(work: Path, wanted: int) -> dict[str, Article]:
    """The articles by headline, of those headlines that occur once."""
    (work / "news").mkdir()
    (work / "feedpub.toml").write_text(SETTINGS, encoding="utf-8")
    articles: dict[str, Article] = {}
    headlines: Counter[str] = Counter()
    for number in range(wanted // ARTICLES):
        form = FORMS[number % len(FORMS)]
        day = NEWEST - timedelta(days=number // len(FORMS))
        text = bulletin(day, number, form.opening)
        (work / "news" / f"{day}-{number}.md").write_text(text, encoding="utf-8")
        found = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
        headlines.update(found)
        articles.update((headline, Article(form, day - timedelta(days=form.days))) for headline in found)
    return {headline: article for headline, article in articles.items() if headlines[headline] == 1}


def _run(work: Path, program: str, peers: str) -> float:
    """Builds from nothing. Seconds of the processor."""
    out = work / program
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(work / ".feedpub", ignore_errors=True)
    if program == "feedpub":
        command = [sys.executable, "-m", "feedpub", "build", "--quiet", "--out", str(out)]
    else:
        by_hand = Path(__file__).with_name("by_hand.py")
        command = [peers, str(by_hand), program, str(work / "news"), str(out)]
    before = os.times()
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    if program == "feedpub":
        listed = subprocess.run(
            [sys.executable, "-m", "feedpub", "list", "--json"], cwd=work, check=True, capture_output=True, text=True
        ).stdout
        entries = map(json.loads, listed.splitlines())
        (out / "dates.tsv").write_text("".join(f"{entry['title']}\t{entry['day']}\n" for entry in entries), "utf-8")
    return after.children_user + after.children_system - before.children_user - before.children_system


def _print_times(times: dict[str, list[float]], articles: int) -> None:
    print("| program | seconds | ms an article | times feedpub |\n|---|---|---|---|")
    for program, seconds in times.items():
        median = statistics.median(seconds)
        ratio = statistics.median(one / of for one, of in zip(seconds, times["feedpub"], strict=True))
        print(f"| {program} | {median:.2f} | {median / articles * 1000:.2f} | {ratio:.2f} |")


def _print_days(work: Path, articles: dict[str, Article]) -> None:
    programs = ("feedpub", *LIBRARIES)
    right: dict[str, Counter[Form]] = {}
    for program in programs:
        lines = (line.split("\t") for line in (work / program / "dates.tsv").read_text(encoding="utf-8").splitlines())
        right[program] = Counter(
            article.form
            for headline, day in lines
            if (article := articles.get(headline)) and article.day == date.fromisoformat(day)
        )
    all_of = Counter(article.form for article in articles.values())
    print(f"\n| opening | articles | {' | '.join(programs)} |\n{'|---' * (len(programs) + 2)}|")
    for form, count in all_of.items():
        shares = " | ".join(f"{right[program][form] / count:.0%}" for program in programs)
        print(f"| {form.opening} | {count:,} | {shares} |")


if __name__ == "__main__":
    main()
