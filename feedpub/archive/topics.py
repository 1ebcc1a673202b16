"""Topics (`entries.topics`): which entries each has, and those that have feeds."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from feedpub.archive.portions import marks, portions

__all__ = ["TopicRow", "Topics"]

# In a temporary schema: which topics got another entry, or lost one, is of no use to the next build.
_NOTES = (
    "CREATE TEMP TABLE touched (topic TEXT)",
    """CREATE TEMP TRIGGER topic_comes AFTER INSERT ON named BEGIN INSERT INTO touched VALUES (NEW.topic); END""",
    """CREATE TEMP TRIGGER topic_goes AFTER DELETE ON named BEGIN INSERT INTO touched VALUES (OLD.topic); END""",
)


class TopicRow(NamedTuple):
    """A topic that has feeds: their slug, and what it is called."""

    slug: str
    topic: str
    title: str


class Topics:
    """The tables `named` and `topic`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        for statement in _NOTES:
            db.execute(statement)

    def published(self) -> dict[str, TopicRow]:
        """The topics that have, or had, feeds, by slug."""
        rows = self._db.execute("SELECT slug, topic, title FROM topic ORDER BY slug")
        return {row[0]: TopicRow(*row) for row in rows}

    def touched(self, entries: Iterable[int]) -> set[str]:
        """The topics that this build gave an entry, or took one from, and those of some entries, by their numbers."""
        found = {topic for (topic,) in self._db.execute("SELECT DISTINCT topic FROM touched")}
        for some in portions(entries):
            rows = self._db.execute(f"SELECT DISTINCT topic FROM named WHERE entry IN ({marks(some)})", some)
            found |= {topic for (topic,) in rows}
        return found

    def frequent(self, least: int) -> list[str]:
        """The topics of which at least so many entries are published."""
        rows = self._db.execute(
            """SELECT topic, count(*) FROM named JOIN standing ON standing.number = entry GROUP BY topic
               HAVING count(*) >= ?""",
            (least,),
        )
        return [topic for topic, _ in rows]

    def is_frequent(self, topic: str, least: int) -> bool:
        """Whether at least so many entries of a topic are published."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM named JOIN standing ON standing.number = entry WHERE topic = ?", (topic,)
        ).fetchone()
        return bool(count >= least)

    def printed(self, topic: str) -> str:
        """The name of a topic as its newest entry prints it."""
        row = self._db.execute(
            """SELECT printed FROM named JOIN entry ON entry.number = named.entry WHERE topic = ?
               ORDER BY entry.published DESC LIMIT 1""",
            (topic,),
        ).fetchone()
        return str(row[0]) if row else topic[1:]

    def publish(self, row: TopicRow) -> None:
        """Notes that a topic has feeds from now on; its pages are owed, for they lead there."""
        self._db.execute("INSERT INTO topic (slug, topic, title) VALUES (?, ?, ?)", row)
        self._db.execute(
            "UPDATE entry SET page_written = 0 WHERE number IN (SELECT entry FROM named WHERE topic = ?)", (row.topic,)
        )
