"""Which entries a feed carries (design decision 10)."""

import sqlite3
from collections.abc import Collection

from feedpub.entries.follows import stands_in

__all__ = ["newest_first", "window"]


def window(db: sqlite3.Connection, slug: str | None, days: int, limit: int, *, followed: bool = False) -> list[int]:
    """The numbers of the entries a feed carries, newest first.

    All that were first seen on the newest `days` issue days, and at least `limit` entries: so a big issue or a late
    bulletin is never cut before anybody polled. What was withdrawn stands its time, wherever newer issues pushed it.

    Args:
        db: the archive's.
        slug: the section's; None for the feed of everything.
        days, limit: the configuration's.
        followed: whether it is a further feed, not a section's.
    """
    of_it = "slug = :slug" if slug else "TRUE"
    if slug and followed:
        of_it, slug = "follows != '' AND follows LIKE :slug", stands_in(slug)
    told = {"slug": slug, "days": days, "limit": limit}
    (first,) = db.execute(
        f"""SELECT min(first) FROM
            (SELECT DISTINCT first FROM standing WHERE {of_it} ORDER BY first DESC LIMIT :days)""",
        told,
    ).fetchone()
    rows = db.execute(
        f"""SELECT number, published FROM standing WHERE {of_it} AND first >= :first
            UNION SELECT number, published FROM standing WHERE {of_it} AND withdrawn IS NOT NULL""",
        told | {"first": first},
    ).fetchall()
    chosen = dict(rows)
    if len(chosen) < limit:
        newest = db.execute(
            f"SELECT number, published FROM standing WHERE {of_it} ORDER BY published DESC LIMIT :limit", told
        ).fetchall()
        for number, published in newest:
            if len(chosen) >= limit:
                break
            chosen[number] = published
    return sorted(chosen, key=lambda number: -chosen[number])


def newest_first(db: sqlite3.Connection, numbers: Collection[int]) -> list[int]:
    """Entries by their numbers, in the order feeds have them."""
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT number FROM entry WHERE number IN ({marks}) ORDER BY published DESC", list(numbers))
    return [number for (number,) in rows]
