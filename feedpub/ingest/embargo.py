"""The embargo (发布时间): pages of tomorrow that arrive tonight wait until their day, and its hour."""

from datetime import date

from feedpub.archive import Archive
from feedpub.ingest.scan import News

__all__ = ["embargo"]

_WAITS = 2  # in the column `held`


def embargo(archive: Archive, news: News, through: date) -> bool:
    """Holds what was never published and is of a later issue, and releases what is due; whether anything was.

    What readers have already is not taken from them.

    Args:
        archive: where entries are.
        news: takes in the sections and days of what is released.
        through: the newest issue day that may be published.
    """
    db = archive.db
    due = db.execute(
        f"SELECT number, slug, issue FROM entry WHERE held AND held = {_WAITS} AND issue <= ?", (through.isoformat(),)
    ).fetchall()
    for number, slug, issue in due:
        db.execute("UPDATE entry SET held = 0 WHERE number = ?", (number,))
        news.slugs.add(slug)
        news.days.add(issue)
    db.execute(f"UPDATE entry SET held = {_WAITS} WHERE id IS NULL AND NOT held AND issue > ?", (through.isoformat(),))
    return bool(due)
