"""A paper that is built again and again, as tests of the archive need it, and a program that follows its feeds."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser

from feedpub.building import build
from feedpub.checking import check_feed
from feedpub.model import Config
from feedpub.model.build import BuildOptions, BuildResult
from feedpub.progress import SILENT, Progress
from feedpub.writing.formats import FORMATS, Format

FIRST_DAY = date(2026, 1, 26)
_SHAPES = "江河湖海桥路街巷灯塔船帆渡口码头风雨云雪山石林木花草鱼鸟茶酒书画琴棋门窗屋瓦田园市集钟鼓楼台"


def words(seed: str, length: int) -> str:
    """So many characters that look like no other seed's."""
    found = ""
    while len(found) < length:
        digest = hashlib.sha256(f"{seed}:{len(found)}".encode()).digest()
        found += "".join(_SHAPES[byte % len(_SHAPES)] for byte in digest)
    return found[:length]


def article(name: str, day: date, text: str = "") -> str:
    """An article of its own words under a headline of its own."""
    return f"# {words(name, 8)}{name}\n\n本报{day.month}月{day.day}日讯 {text or words(name + '文', 160)}。\n\n"


class Paper:
    """A folder of bulletins with its archive and feeds."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.news = folder / "news"
        self.news.mkdir(parents=True, exist_ok=True)
        self.config = Config(
            **{
                "source": folder / "feedpub.toml",
                "out": folder / "feeds",
                "archive": folder / ".feedpub" / "archive.sqlite3",
                "publication": "滨江日报",
                "pages": False,
                "base_url": "https://news.example.org/",
                "margin": 99,  # what these texts are about is no matter: nearly all are 综合
                **settings,
            }
        )
        self.now = datetime(2026, 1, 26, 14, tzinfo=UTC)

    def write(self, name: str, text: str) -> None:
        """Puts a bulletin into the folder."""
        (self.news / name).write_text(text, encoding="utf-8")

    def build(
        self,
        *,
        later: timedelta = timedelta(hours=1),
        formats: Sequence[Format] = FORMATS,
        progress: Progress = SILENT,
        **options: Any,
    ) -> BuildResult:
        """Builds everything, an hour after the last time."""
        self.now += later
        return build([self.news], self.config, self.now, BuildOptions(**options), progress=progress, formats=formats)

    def feed(self, slug: str = "all") -> dict[str, Any]:
        """Headline → entry of a feed."""
        return {entry.title: entry for entry in feedparser.parse(str(self.config.out / f"{slug}.atom.xml")).entries}

    def ids(self, slug: str = "all") -> dict[str, str]:
        """Headline → id of a feed's entries."""
        return {title: entry.id for title, entry in self.feed(slug).items()}

    def files(self) -> dict[str, tuple[int, bytes]]:
        """Everything published, with the inode: a file that was replaced has another."""
        return {
            str(path.relative_to(self.config.out)): (path.stat().st_ino, path.read_bytes())
            for path in self.config.out.rglob("*")
            if path.is_file()
        }

    def documents(self, slug: str = "all") -> Iterator[tuple[str, Any]]:
        """The feed and the archive documents behind it, as a program of RFC 5005 finds them, the newest first."""
        path: str | None = f"{slug}.atom.xml"
        while path:
            parsed = feedparser.parse(str(self.config.out / path))
            assert not parsed.bozo, path
            yield path, parsed
            links = {link.rel: link.href for link in parsed.feed.links}
            path = links["prev-archive"].removeprefix(self.config.base_url) if "prev-archive" in links else None

    def history(self, slug: str = "all") -> dict[str, Any]:
        """Id → newest version of every entry, as a program keeps it that follows the chain."""
        found: dict[str, Any] = {}
        for _, document in self.documents(slug):
            for entry in document.entries:
                if entry.id not in found or entry.updated > found[entry.id].updated:
                    found[entry.id] = entry
        return found


def assert_valid(out: Path, base_url: str) -> None:
    """Every feed and document that stands passes its check."""
    for path in sorted(set(out.rglob("*.xml")) - set(out.glob("sitemap*.xml"))):
        name = path.relative_to(out).as_posix()
        errors = [row for row in check_feed(path.read_bytes(), url=base_url + name) if row.level == "error"]
        assert errors == [], name
