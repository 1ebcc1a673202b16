"""A paper that is copied to a target, and what readers find there."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from feedpub.archive import open_archive
from feedpub.deploying.run import Deployed, deploy
from feedpub.model import Config
from feedpub.model.deploy import Deploy
from tests.papers import FIRST_DAY, Paper, article

__all__ = ["Site", "assert_nothing_missing", "contents", "order"]


class Site(Paper):
    """A paper with pages, pictures, archive documents, and a target."""

    def __init__(self, folder: Path, target: Deploy, **settings: Any) -> None:
        super().__init__(folder, **{"pages": True, "days": 1, "limit": 2, "archive_size": 2, **settings})
        self.config = self.to(target)
        self.issues = 0

    def to(self, target: Deploy) -> Config:
        """The configuration with another target."""
        return replace(self.config, deploy=target)

    def issue(self) -> date:
        """The next day's bulletin, with two articles and a picture."""
        day = FIRST_DAY + timedelta(days=self.issues)
        self.issues += 1
        Image.new("RGB", (40, 30), (self.issues * 20 % 256, 80, 120)).save(self.news / f"{day}.png")
        text = article(f"甲{self.issues}", day) + f"![渡口]({day}.png)\n\n" + article(f"乙{self.issues}", day)
        self.write(f"{day}.md", "02版 国际\n\n" + text)
        self.now += timedelta(days=1)
        return day

    def forget(self, *names: str) -> None:
        """Removes files as a build does with what nothing leads to."""
        with open_archive(self.config.archive) as archive:
            archive.files.forget(names)
            archive.commit()
        for name in names:
            (self.config.out / name).unlink()

    def publish(self, **options: Any) -> Deployed:
        return deploy(self.config, self.now, **options)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_nothing_missing(files: dict[str, bytes], base_url: str) -> None:
    """Whatever a feed or an archive document names at the paper's own address is there."""
    found = re.compile(re.escape(base_url.encode()) + rb"([\w./-]+\.\w+)")
    for name, data in files.items():
        if name.endswith((".atom.xml", ".rss.xml", ".json")):
            for link in found.findall(data):
                assert link.decode() in files or _is_feed(link.decode()), (name, link)


def _is_feed(name: str) -> bool:
    return "/" not in name  # a feed names itself and its other forms, which come in the same batch


def order(names: tuple[str, ...]) -> list[str]:
    """The kinds of files, in the order in which they were copied."""
    kinds = [
        "feed" if name.endswith((".xml", ".json", ".opml")) and "/" not in name else
        "index" if name.endswith("index.html") else
        "article" if name.startswith("a/") else
        "page" if name.endswith(".html") or name.startswith("archive/") else
        "asset"
        for name in names
    ]  # fmt: skip
    return [kind for at, kind in enumerate(kinds) if at == 0 or kinds[at - 1] != kind]
