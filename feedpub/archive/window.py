"""Which entries a feed carries (design decision 10)."""

import sqlite3

from feedpub.entries.follows import stands_in

__all__ = ["Windows"]


class Windows:
    """The windows of feeds, read from the published entries."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def entries(self, slug: str | None, days: int, limit: int, *, followed: bool = False) -> list[int]:
        """The numbers of the entries a feed carries, newest first.

        All that were first seen on the newest `days` issue days, and at least `limit` entries, so that a big issue or a
        late bulletin is never cut before anybody polled. A notice in place of an entry that was withdrawn stays in the
        feed until the entry is dropped, however many newer issues there are.

        Args:
            slug: the section's; None for the feed of everything.
            days, limit: as configured.
            followed: whether it is a further feed, not a section's.
        """
        of_it = "slug = :slug" if slug else "TRUE"
        if slug and followed:
            of_it, slug = "follows != '' AND follows LIKE :slug", stands_in(slug)
        told = {"slug": slug, "days": days, "limit": limit}
        (first,) = self._db.execute(
            f"""SELECT min(first) FROM
                (SELECT DISTINCT first FROM standing WHERE {of_it} ORDER BY first DESC LIMIT :days)""",
            told,
        ).fetchone()
        rows = self._db.execute(
            f"""SELECT number, published FROM standing WHERE {of_it} AND first >= :first
                UNION SELECT number, published FROM standing WHERE {of_it} AND withdrawn IS NOT NULL""",
            told | {"first": first},
        )
        chosen = dict(rows.fetchall())
        if len(chosen) < limit:
            newest = self._db.execute(
                f"SELECT number, published FROM standing WHERE {of_it} ORDER BY published DESC LIMIT :limit", told
            )
            for number, published in newest.fetchall():
                if len(chosen) >= limit:
                    break
                chosen[number] = published
        return sorted(chosen, key=lambda number: -chosen[number])
