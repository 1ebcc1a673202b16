"""Entries in an archive that no bulletin has to be written for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from feedpub.archive import Archive, open_archive

__all__ = ["add_bulletin", "add_entry", "in_memory"]


@contextmanager
def in_memory() -> Iterator[Archive]:
    """An archive without a file."""
    with open_archive(None) as archive:
        yield archive


def add_bulletin(archive: Archive, number: int, key: str = "") -> None:
    """A bulletin of which only its number and its key count."""
    archive.db.execute(
        "INSERT INTO bulletin VALUES (?, ?, ?, 1, 0, 0, 0, 0, 0, x'', NULL, 0, '2026-01-26', NULL, '')",
        (number, f"{number}", key or f"{number}.md"),
    )


def add_entry(archive: Archive, number: int, **columns: Any) -> int:
    """An entry of bulletin 1, with the number as its id and its title; published at its number, where nothing else
    is said."""
    row = {
        "number": number,
        "id": number.to_bytes(16, "big"),
        "base": number.to_bytes(16, "big"),
        "bulletin": 1,
        "place": number,
        "line": 1,
        "title": f"{number}",
        "day": "2026-01-26",
        "issue": "2026-01-26",
        "first": "2026-01-26",
        "page": "",
        "slug": "world",
        "evidence": "",
        "held": 0,
        "length": 0,
        "origin": "",
        "published": number,
        "updated": number,
        **columns,
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    archive.db.execute(f"INSERT INTO entry ({names}) VALUES ({marks})", list(row.values()))
    return number
