"""Bulletins and articles as an archive takes them in."""

from datetime import date
from typing import Any

from feedpub.archive import Archive
from feedpub.archive.bulletins import FileStat, NewBulletin, hash_of
from feedpub.archive.entries import ArticleRow
from feedpub.model.states import Held

DAY = date(2026, 1, 26)


def add_bulletin(archive: Archive, path: str = "news/a.txt", data: bytes = b"text", **fields: Any) -> int:
    """Takes in a bulletin; returns its number."""
    usual: dict[str, Any] = {
        "path": path,
        "key": path,
        "stat": FileStat(len(data), 10, 11, 12),
        "looked": 20,
        "hash": hash_of(data),
        "issue": DAY,
        "told": False,
        "seen": DAY,
        "publication": None,
        "problems": (),
    }
    return archive.bulletins.add(NewBulletin(**usual | fields), data)


def article_row(name: str, bulletin: int, place: int = 0, **fields: Any) -> ArticleRow:
    """An article; of one name they make the same id."""
    usual: dict[str, Any] = {
        "base": name.encode().ljust(16, b"-"),
        "bulletin": bulletin,
        "place": place,
        "line": 1 + place,
        "title": name,
        "day": "2026-01-25",
        "issue": DAY.isoformat(),
        "page": "",
        "slug": "general",
        "evidence": "the fallback",
        "held": Held.NO,
        "length": 100,
        "origin": "\x1f\x1f",
        "follows": "",
        "names": "{}",
    }
    return ArticleRow(**usual | fields)


def add_entries(archive: Archive, bulletin: int, *names: str, **fields: Any) -> list[int]:
    """Takes in articles of a bulletin, in order, and gives them their ids; returns their numbers."""
    archive.entries.add(article_row(name, bulletin, place, **fields) for place, name in enumerate(names))
    archive.identities.give_all()
    return [row.number for row in archive.entries.in_bulletin(bulletin)]
