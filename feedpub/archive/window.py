"""Which entries a feed carries (design decision 10)."""

import sqlite3

from feedpub.archive.values import DamagedError
from feedpub.entries.follows import marked

__all__ = ["OF_FOLLOW", "OF_TOPIC", "Windows", "like_pattern"]

OF_FOLLOW = "follows != '' AND follows LIKE {}"
OF_TOPIC = "number IN (SELECT entry FROM named WHERE topic = {})"


class Windows:
    """The windows of feeds, read from the published entries."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def entries(
        self, slug: str | None, days: int, limit: int, *, followed: bool = False, topic: str | None = None
    ) -> list[int]:
        """The numbers of the entries a feed carries, newest first.

        All that were first seen on the newest `days` issue days, and at least `limit` entries, so that a big issue or a
        late bulletin is never cut before anybody polled. A notice in place of an entry that was withdrawn stays in the
        feed until the entry is dropped, however many newer issues there are.

        Args:
            slug: the section's; None for the feed of everything.
            days, limit: as configured.
            followed: whether it is a further feed, not a section's.
            topic: that it is about, if it is a topic's.
        """
        of_it = "slug = :slug" if slug else "TRUE"
        if topic:
            of_it, slug = OF_TOPIC.format(":slug"), topic
        elif slug and followed:
            of_it, slug = OF_FOLLOW.format(":slug"), like_pattern(slug)
        values = {"slug": slug, "days": days, "limit": limit}
        (first,) = self._db.execute(
            f"""SELECT min(first) FROM
                (SELECT DISTINCT first FROM standing WHERE {of_it} ORDER BY first DESC LIMIT :days)""",
            values,
        ).fetchone()
        rows = self._db.execute(
            f"""SELECT number, published FROM standing WHERE {of_it} AND first >= :first
                UNION SELECT number, published FROM entry INDEXED BY entry_withdrawn
                WHERE {of_it} AND NOT held AND withdrawn > ''""",
            values | {"first": first},
        )
        chosen = dict(rows.fetchall())
        if len(chosen) < limit:
            newest = self._db.execute(
                f"SELECT number, published FROM standing WHERE {of_it} ORDER BY published DESC LIMIT :limit", values
            )
            for number, published in newest.fetchall():
                if len(chosen) >= limit:
                    break
                chosen[number] = published
        if None in chosen.values():
            raise DamagedError("an entry is shown that has no moment")
        return sorted(chosen, key=lambda number: -chosen[number])


def like_pattern(slug: str) -> str:
    """The LIKE pattern of the column `follows` for the entries of a further feed."""
    return f"%{marked([slug])}%"
