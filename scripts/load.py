"""Measure the load that subscribers put on a small server: nginx as in docs/hosting, on loopback, with sample feeds.

    apt-get install nginx-light wrk && .venv/bin/python -m scripts.load

Prints the requests per second for a feed sent whole, compressed, and answered with 304, as ratios within one run; then
the share of polls of all feeds that are answered with 304, without news and after one new bulletin.
"""

import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from feedpub.writing.formats import ATOM, FORMATS
from tests.hosting import Host, hosting
from tests.papers import Paper, article
from tests.paths import SAMPLES

FEED = ATOM.path("all")
ROUNDS = 5  # all kinds in turn, so that other load affects all alike; the median counts
SECONDS = 3
CONNECTIONS = 16


def main() -> None:
    """Build, serve, measure and print."""
    with tempfile.TemporaryDirectory(prefix="feedpub-load-") as folder:
        paper = Paper(Path(folder) / "paper", pages=True)
        shutil.copytree(SAMPLES, paper.news, dirs_exist_ok=True)
        paper.build(later=timedelta(days=40))
        with hosting("nginx", paper.config.out, Path(folder) / "nginx") as host:
            throughput(host)
            polls(paper, host)


def throughput(host: Host) -> None:
    """Measure repeated requests for one feed."""
    plain, whole = host.get(FEED)
    packed, small = host.get(FEED, accept_encoding="gzip")
    asked = {
        "whole": [],
        "gzip": ["Accept-Encoding: gzip"],
        "304, If-None-Match": ["Accept-Encoding: gzip", f"If-None-Match: {packed.getheader('ETag')}"],
        "304, If-Modified-Since": ["Accept-Encoding: gzip", f"If-Modified-Since: {plain.getheader('Last-Modified')}"],
    }
    sizes = [len(whole), len(small), 0, 0]
    rates: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, headers in asked.items():
            rates[name].append(_rate(host.url + FEED, headers))
    first = statistics.median(rates["whole"])
    print(f"{FEED}, median of {ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, one worker")
    print(f"{'answer':<24}{'body, bytes':>12}{'requests/s':>12}{'ratio':>8}")
    for (name, found), size in zip(rates.items(), sizes, strict=True):
        middle = statistics.median(found)
        print(f"{name:<24}{size:>12,}{middle:>12,.0f}{middle / first:>8.2f}")


def _rate(url: str, headers: Iterable[str]) -> float:
    """Requests per second, as counted by wrk."""
    options = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if found is None or "Non-2xx or 3xx responses" in output:
        raise SystemExit(output)
    return float(found[1])


def polls(paper: Paper, host: Host) -> None:
    """Measure conditional requests for every feed, with the ETags of the last answers."""
    out = paper.config.out
    feeds = sorted(path.name for row in FORMATS for path in out.glob(row.path("*")))
    known: dict[str, str] = {}
    print(f"\n{'poll of ' + str(len(feeds)) + ' feeds':<36}{'304':>5}{'share':>7}{'bytes':>10}")
    _poll("the first", host, feeds, known)
    _poll("again", host, feeds, known)
    paper.build()
    _poll("after a build without news", host, feeds, known)
    paper.write("new.md", article("甲", paper.now.date()))
    paper.build()
    _poll("after one new bulletin", host, feeds, known)
    _poll("again", host, feeds, known)


def _poll(when: str, host: Host, feeds: list[str], known: dict[str, str]) -> None:
    """Request all feeds with the last ETags, print the result, and store the new ETags."""
    unchanged = sent = 0
    for name in feeds:
        condition = {"if_none_match": known[name]} if name in known else {}
        answer, data = host.get(name, accept_encoding="gzip", **condition)
        unchanged += answer.status == 304
        sent += len(data)
        known[name] = answer.getheader("ETag") or ""
    print(f"{when:<36}{unchanged:>5}{unchanged / len(feeds):>7.0%}{sent:>10,}")


if __name__ == "__main__":
    main()
