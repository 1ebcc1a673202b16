"""Builds that are killed at any instant while pages, pictures, feeds and documents leave.

`FEEDPUB_KILLS` sets how many builds are killed (500 before a release).
"""

import io
import random
import time
from datetime import timedelta
from pathlib import Path

from PIL import Image

import feedpub.publishing.leaving  # noqa: F401  # what a child needs is loaded before it is forked
from feedpub.checking.folder import check_folder
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import FIRST_DAY, Paper, article
from tests.scenarios.test_killed import KILLS, killed

HOUR = timedelta(hours=1)  # a build that is killed is one later
SECTIONS = ("国际", "体育", "文化", "社会")


class _Desk:
    """Bulletins that come in, are corrected, get other pictures, and are taken away again."""

    def __init__(self, paper: Paper, chance: random.Random) -> None:
        self._paper = paper
        self._chance = chance
        self._turn = 0

    def work(self) -> None:
        chance, news = self._chance, self._paper.news
        self._turn += 1
        self._paper.now += timedelta(days=chance.choice((0, 1, 16)), hours=1)
        there = sorted(news.glob("*.md"))
        what = chance.random()
        if what < 0.5 or len(there) < 3:
            self._write(news / f"{FIRST_DAY - timedelta(days=900 - self._turn % 800)}.md", self._turn)
        elif what < 0.7:
            path = chance.choice(there)
            path.write_text(path.read_text(encoding="utf-8").replace("。", "。又讯。", 1), encoding="utf-8")
        elif what < 0.8 and (pictures := sorted(news.glob("*.png"))):
            self._draw(chance.choice(pictures))
        else:
            for path in chance.sample(there, k=chance.randint(1, len(there) // 2)):
                path.unlink()

    def _write(self, path: Path, turn: int) -> None:
        day = FIRST_DAY - timedelta(days=900 - turn % 800)
        parts = [article(f"{turn}之{number}", day) for number in range(self._chance.randint(1, 3))]
        if self._chance.random() < 0.6:
            self._draw(path.with_suffix(".png"))
            parts[0] = parts[0].replace("\n\n本报", f"\n\n![图说]({path.stem}.png)\n\n本报", 1)
        path.write_text(f"---\nsection: {self._chance.choice(SECTIONS)}\n---\n\n{''.join(parts)}", encoding="utf-8")

    def _draw(self, path: Path) -> None:
        data = io.BytesIO()
        Image.new("RGB", (8, 6), tuple(self._chance.randbytes(3))).save(data, "PNG")
        path.write_bytes(data.getvalue())


def _findings(paper: Paper) -> list[tuple[str, str, str]]:
    found = check_folder(
        paper.config.out, base_url=paper.config.base_url, now=paper.now + HOUR, checkers=checkers(FORMATS)
    ).findings
    return [(path, row.code, row.message) for path, row in found if row.code != "updated-twice"]


def _assert_nothing_is_missing(paper: Paper) -> None:
    """No page and no picture that a feed or a document leads to is missing, and none of these is broken."""
    found = check_folder(
        paper.config.out, base_url=paper.config.base_url, now=paper.now + HOUR, checkers=checkers(FORMATS)
    ).findings
    errors = [(path, row.code, row.message) for path, row in found if row.level == "error"]
    assert [row for row in errors if row[0].endswith((".xml", ".json"))] == []


def test_builds_that_remove_what_leaves_are_killed_at_random_instants(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    paper = Paper(tmp_path, days=2, limit=4, archive_size=4, pages=True)
    desk = _Desk(paper, chance)
    done = turn = removed = 0
    usual = 0.15  # seconds a build takes; told by those that are let through
    before: set[Path] = set()
    while done < KILLS:
        desk.work()
        turn += 1
        done += killed(paper, chance.uniform(0, usual), prune=True, allow_shrink=True)
        _assert_nothing_is_missing(paper)
        if turn % 3 == 0:
            began = time.perf_counter()
            assert not paper.build(prune=True, allow_shrink=True).failed
            usual = 0.7 * usual + 0.3 * (time.perf_counter() - began) * 1.2
            assert _findings(paper) == []
        now = {path for path in paper.config.out.rglob("*") if path.is_file()}
        removed += len(before - now)
        before = now
    for _ in range(3):  # the last words go, too
        paper.build(prune=True, allow_shrink=True, later=timedelta(days=31))
        assert _findings(paper) == []
    assert not list(paper.config.out.rglob(".feedpub-*"))
    assert not any("feedpub-leaves" in path.read_text(encoding="utf-8") for path in paper.config.out.rglob("*.html"))
    articles = sum(path.read_text(encoding="utf-8").count("\n# ") for path in paper.news.glob("*.md"))
    assert len(list((paper.config.out / "a").iterdir())) == articles
    assert removed > done / 10
    print(f"{done} kills in {turn} turns; {removed} files removed; {articles} articles at the end")
