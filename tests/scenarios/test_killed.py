"""Builds that are killed at any instant, and disks that are full: what stands is whole, and the next build goes on.

`FEEDPUB_KILLS` sets how many builds are killed (500 before a release).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import feedpub.ingest.identity
import feedpub.ingest.store
import feedpub.publishing.archive_documents
import feedpub.publishing.render
import feedpub.publishing.timestamps
import feedpub.writing.pages  # noqa: F401  # what a child needs is loaded before it is forked
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article, assert_valid, words

KILLS = int(os.environ.get("FEEDPUB_KILLS", "60"))


def killed(paper: Paper, delay: float, **options: Any) -> bool:
    """Starts a build in a process of its own and kills it; False where it was done before."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            paper.build(wait=5, **options)
            status = 0
        finally:
            os._exit(status)
    time.sleep(delay)
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        assert status == 0
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _assert_whole(paper: Paper, ids: dict[str, str]) -> None:
    """Each feed that stands is valid, none has an entry twice, and no entry has another id than it had."""
    assert_valid(paper.config.out, paper.config.base_url)
    for path in paper.config.out.glob("*.atom.xml"):
        slug = path.name.removesuffix(".atom.xml")
        feed = next(parsed for _, parsed in paper.documents(slug))
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            if slug == "corrections":  # what is told under an id stays as it is
                assert ids.setdefault(entry.id, entry.summary) == entry.summary
            else:
                assert ids.setdefault(entry.title[:8], entry.id) == entry.id


def _arrive(paper: Paper, turn: int, chance: random.Random, texts: dict[str, str]) -> None:
    """A bulletin comes in, or one is corrected."""
    if turn % 3 == 0 or not texts:
        for number in range(chance.randint(1, 5)):
            texts[f"{turn}之{number}"] = words(f"{turn}之{number}文", 160)
    else:
        name = chance.choice(sorted(texts))
        texts[name] = texts[name][:-1] + chance.choice("甲乙丙丁戊己庚辛")
    by_turn: dict[str, list[str]] = {}
    for name in texts:
        by_turn.setdefault(name.split("之")[0], []).append(name)
    for first, names in by_turn.items():
        day = FIRST_DAY - timedelta(days=400 - int(first) % 400)
        bulletin = "".join(article(name, day, texts[name]) for name in names)
        path = paper.news / f"{day} {first}.txt"
        if not path.exists() or path.read_text(encoding="utf-8") != bulletin:
            path.write_text(bulletin, encoding="utf-8")


def test_builds_killed_at_random_instants(tmp_path: Path) -> None:
    chance = random.Random(20260126)
    paper = Paper(tmp_path / "killed", days=2, limit=5, archive_size=10, pages=True)
    texts: dict[str, str] = {}
    ids: dict[str, str] = {}
    done = turn = 0
    usual = 0.1  # seconds a build takes; told by those that are let through
    while done < KILLS:
        _arrive(paper, turn, chance, texts)
        turn += 1
        done += killed(paper, chance.uniform(0, usual))
        _assert_whole(paper, ids)
        if turn % 10 == 0:
            began = time.perf_counter()
            assert not paper.build().failed
            usual = 0.7 * usual + 0.3 * (time.perf_counter() - began) * 1.2
            _assert_whole(paper, ids)
            kept = paper.history()
            assert {entry.title[:8] for entry in kept.values()} == {words(name, 8) for name in texts}
            assert all(ids.setdefault(entry.title[:8], entry.id) == entry.id for entry in kept.values())
            assert len(kept) == len(texts)
            for name, text in texts.items():
                assert text in kept[ids[words(name, 8)]].content[0].value
            assert len(list((paper.config.out / "a").iterdir())) == len(texts)
    assert not paper.build().failed
    assert not list(paper.config.out.rglob(".feedpub-*"))
    undisturbed = Paper(tmp_path / "undisturbed", days=2, limit=5, archive_size=10)
    for path in paper.news.iterdir():
        undisturbed.write(path.name, path.read_text(encoding="utf-8"))
    undisturbed.build()
    assert undisturbed.history().keys() == paper.history().keys()
    assert paper.build().new == 0


# ── a disk that is full ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        if os.environ.get("CI") == "true" and os.geteuid() == 0 and b"permission denied" not in mounted.stderr:
            pytest.fail(f"no tmpfs: {mounted.stderr.decode()}")
        pytest.skip("a file system may not be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("full", ["the feeds'", "the archive's"])
def test_a_full_disk_leaves_what_stands_and_says_so(
    feedpub: Feedpub, tmp_path: Path, small_disk: Path, full: str
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    place = "out" if full == "the feeds'" else "archive"
    value = small_disk / ("feeds" if place == "out" else ".feedpub/archive.sqlite3")
    (tmp_path / "feedpub.toml").write_text(f'bulletins = ["news"]\n{place} = "{value}"\n', encoding="utf-8")
    (news / "2026-01-26.txt").write_text(article("甲", FIRST_DAY), encoding="utf-8")
    assert feedpub("build").returncode == 0
    out = small_disk / "feeds" if place == "out" else tmp_path / "feeds"
    before = {path: path.read_bytes() for path in out.rglob("*.xml")}
    many = "".join(article(f"乙{number}", FIRST_DAY, words(f"文{number}", 4000)) for number in range(120))
    (news / "2026-01-27.txt").write_text(many, encoding="utf-8")
    done = feedpub("build")
    assert done.returncode == 3
    assert _is_said(done.stderr)
    assert {path: path.read_bytes() for path in out.rglob("*.xml")} == before
    assert not list(out.rglob(".feedpub-*"))
    (news / "2026-01-27.txt").write_text(article("乙", FIRST_DAY), encoding="utf-8")
    assert feedpub("build").returncode == 0


def _is_said(text: str) -> bool:
    """Whether it is said that there is no room."""
    return "No space left on device" in text or "is the disk full?" in text


def test_a_bulletin_swapped_while_it_is_read_is_one_or_the_other(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    one, other = (article(name, FIRST_DAY, words(name, 3000)) for name in "甲乙")
    paper.write("2026-01-26.txt", one)
    swap = (
        "import os, sys, pathlib\nnews = pathlib.Path(sys.argv[1])\nprint('on', flush=True)\n"
        "while True:\n    for name in sys.argv[2:]:\n"
        "        news.with_suffix('.new').write_text(name, encoding='utf-8')\n"
        "        os.replace(news.with_suffix('.new'), news)\n"
    )
    path = paper.news / "2026-01-26.txt"
    with subprocess.Popen([sys.executable, "-c", swap, str(path), one, other], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(20):
            assert not paper.build().failed
            assert set(paper.ids()) <= {f"{words(name, 8)}{name}" for name in "甲乙"}
        child.kill()
    paper.write("2026-01-26.txt", one)
    paper.build()
    assert words("甲", 3000) in next(
        entry.content[0].value for title, entry in paper.feed().items() if title.endswith("甲")
    )
