"""Build made-up papers of up to a million articles, and print what each step takes, as a Markdown table.

    .venv/bin/python -m scripts.scale --work DIR [--articles 10000 100000 1000000] [--pages] [--cold]

Bulletins have 40 articles each, three a day. What is printed is the time of the processor (user and system), since
others may use the machine, and the most memory. A paper that is built already is measured as it is, with further
bulletins on top, of one and the same issue; nothing is deleted. A million articles with pages take some 22
minutes of one core, a million files and 24 GB.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from scripts.corpus import ARTICLES, bulletin

FEEDPUB = (sys.executable, "-m", "feedpub")
NEWEST = date(2026, 1, 26)
NEWS = NEWEST + timedelta(days=1)  # of the issue that is added
A_DAY = 3  # bulletins
TIMES = 3  # that a build on top is run; the median counts
SETTINGS = """bulletins = ["news"]
publication = "滨江日报"
base_url = "https://news.example.org/"
pages = {pages}
"""
BUILT = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  ", re.M)  # a line of `watch`


class Run(NamedTuple):
    """What a command took: seconds of the processor, seconds that passed, and megabytes at most."""

    cpu: float
    wall: float
    peak: float


class Paper:
    """A paper of so many articles in a folder of its own."""

    def __init__(self, folder: Path, articles: int, *, pages: bool) -> None:
        self.folder = folder
        self.articles = articles
        self.pages = pages
        self.news = folder / "news"

    def write(self) -> None:
        """Write the bulletins that are missing, and the configuration."""
        self.news.mkdir(parents=True, exist_ok=True)
        (self.folder / "feedpub.toml").write_text(SETTINGS.format(pages=str(self.pages).lower()), encoding="utf-8")
        for number in range(self.articles // ARTICLES):
            day = NEWEST - timedelta(days=number // A_DAY)
            path = self.news / str(day.year) / f"{day}-{number % A_DAY + 1}.md"
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                path.write_text(bulletin(day, number % A_DAY), encoding="utf-8")

    def add(self) -> None:
        """Write a further bulletin of the newest issue."""
        folder = self.news / str(NEWS.year)
        folder.mkdir(exist_ok=True)
        number = sum(1 for _ in folder.glob(f"{NEWS}-*.md"))
        (folder / f"{NEWS}-{number + 1}.md").write_text(bulletin(NEWS, number), encoding="utf-8")

    def run_with_news(self) -> Run:
        """Build with a further bulletin."""
        self.add()
        return self.run("build")

    def run(self, *arguments: str) -> Run:
        """Run a command in the paper's folder.

        Raises:
            RuntimeError: it fails.
        """
        began = time.monotonic()
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen((*FEEDPUB, *arguments), cwd=self.folder, stdout=log, stderr=log)
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"feedpub {' '.join(arguments)}: see {self.folder / 'log'}")
        return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)

    def watch(self) -> tuple[Run, Run]:
        """What `feedpub watch` takes until its first build is done, and then for a bulletin that comes in."""
        log = self.folder / "log"
        with log.open("wb") as file:
            process = subprocess.Popen((*FEEDPUB, "watch"), cwd=self.folder, stdout=file, stderr=file)
            try:
                began = time.monotonic()
                _wait_for_builds(log, 1)
                first = Run(_cpu_of(process.pid), time.monotonic() - began, _peak_of(process.pid))
                began = time.monotonic()
                self.add()
                _wait_for_builds(log, 2)
                news = Run(_cpu_of(process.pid) - first.cpu, time.monotonic() - began, _peak_of(process.pid))
            finally:
                process.send_signal(signal.SIGINT)
                process.wait()
        return first, news


def measure(paper: Paper, *, cold: bool) -> Iterator[tuple[str, str]]:
    """The rows of the table, each with its value for one paper."""
    yield "bulletins", f"{sum(1 for _ in paper.news.rglob('*.md')):,}"
    if not (paper.folder / "feeds").exists():
        yield "all new", _shown(paper.run("build"))
    yield "archive", f"{(paper.folder / '.feedpub/archive.sqlite3').stat().st_size / 1e6:,.0f} MB"
    yield "files of the output", _files(paper.folder / "feeds")
    yield "nothing new", _median([paper.run("build") for _ in range(TIMES)])
    yield "one new bulletin", _median([paper.run_with_news() for _ in range(TIMES)])
    if cold:
        _empty_caches()
        yield "nothing new, cold", _shown(paper.run("build"))
        _empty_caches()
        yield "one new bulletin, cold", _shown(paper.run_with_news())
    paper.add()
    yield "`diff`, one new bulletin", _shown(paper.run("diff"))
    paper.run("build")
    for command in ("status", "sections", "list", "list 青年棋手率先", "check", "check --archive"):
        yield f"`{command}`", _shown(paper.run(*command.split()))
    first, news = paper.watch()
    yield "`watch`, until it is ready", _shown(first)
    yield "`watch`, one new bulletin", _shown(news)


def _median(runs: Sequence[Run]) -> str:
    return _shown(Run(*(statistics.median(values) for values in zip(*runs, strict=True))))


def _shown(run: Run) -> str:
    return f"{run.cpu:,.2f} s, {run.peak:,.0f} MB"


def _files(folder: Path) -> str:
    sizes = [Path(where, name).stat().st_size for where, _, names in os.walk(folder) for name in names]
    return f"{len(sizes):,} ({sum(sizes) / 1e6:,.0f} MB)"


def _empty_caches() -> None:
    """Have the system forget what it read from the disk."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


def _wait_for_builds(log: Path, builds: int) -> None:
    while len(BUILT.findall(log.read_text(encoding="utf-8"))) < builds:
        time.sleep(0.2)


def _cpu_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_of(process: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--cold", action="store_true", help="with empty caches too, which only root can do")
    given = parser.parse_args()
    table: dict[str, list[str]] = {}
    for column, articles in enumerate(given.articles):
        paper = Paper(given.work / f"{articles}{'-pages' if given.pages else ''}", articles, pages=given.pages)
        paper.write()
        for name, value in measure(paper, cold=given.cold):
            print(f"{articles:>9,}  {name:<28} {value}", file=sys.stderr, flush=True)
            table.setdefault(name, ["–"] * len(given.articles))[column] = value
    print(f"| articles | {' | '.join(f'{articles:,}' for articles in given.articles)} |")
    print("|---" * (len(given.articles) + 1) + "|")
    for name, values in table.items():
        print(f"| {name} | {' | '.join(values)} |")


if __name__ == "__main__":
    main()
