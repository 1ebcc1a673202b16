"""What becomes of entries whose article is gone, and of those that were withdrawn."""

from collections.abc import Iterator, Mapping
from datetime import date

from feedpub.archive import Archive
from feedpub.bulletins import shown
from feedpub.entries import entry_id, key_of, short_id
from feedpub.errors import RefusedError
from feedpub.model import Config, Problem
from feedpub.scan import News
from feedpub.withdrawals import Withdrawal, notice

__all__ = ["note_withdrawals", "prune", "tell_gone", "withdraw_gone"]

_MOST_GONE = 0.1  # of what stands published may leave without a question


def tell_gone(news: News, archive: Archive) -> Iterator[tuple[str, Problem]]:
    """A warning for each article, and each bulletin, that is gone since the last build."""
    for number in news.lost:
        identity, title, gone, path = archive.db.execute(
            """SELECT id, title, gone, path FROM entry LEFT JOIN bulletin ON bulletin.number = bulletin
               WHERE entry.number = ?""",
            (number,),
        ).fetchone()
        if gone == 1:
            short = short_id(entry_id(identity))
            message = f"“{title}” is in it no longer and stays published; to take it back: feedpub withdraw {short}"
            problem = Problem(line=None, level="warning", code="gone", message=message)
            yield str(shown(archive.place_of(path))), problem
    for known in news.vanished:
        (left,) = archive.db.execute("SELECT count(*) FROM entry WHERE bulletin = ?", (known.number,)).fetchone()
        if left:
            entries = "its entry stays" if left == 1 else f"its {left} entries stay"
            message = f"is gone; {entries} published (build --prune lets go of them)"
            problem = Problem(line=None, level="warning", code="gone", message=message)
            yield str(shown(archive.place_of(known.path))), problem


def prune(news: News, archive: Archive, config: Config, *, allow_shrink: bool) -> list[tuple[str, str]]:
    """Lets go of the entries whose bulletin is gone; returns their ids and headlines.

    Raises:
        RefusedError: that is more than a tenth of all, and not allowed.
    """
    rows = archive.db.execute("SELECT number, slug, title, id FROM entry WHERE gone = 2").fetchall()
    if not rows or not news.is_whole:  # the bulletin that can't be read may be theirs
        return []
    _refuse_to_shrink(archive, config, len(rows), rows[0][2], allowed=allow_shrink)
    news.slugs |= {row[1] for row in rows}
    news.lost = [number for number in news.lost if number not in {row[0] for row in rows}]
    news.vanished.clear()
    archive.db.execute("DELETE FROM taken WHERE entry IN (SELECT number FROM entry WHERE gone = 2)")
    archive.db.execute("DELETE FROM history WHERE entry IN (SELECT number FROM entry WHERE gone = 2)")
    archive.db.execute("DELETE FROM entry WHERE gone = 2")
    archive.forget_texts()
    return [(entry_id(key), title) for _, _, title, key in rows]


def withdraw_gone(
    news: News,
    archive: Archive,
    config: Config,
    withdrawals: dict[str, Withdrawal],
    today: date,
    *,
    allow_shrink: bool,
) -> bool:
    """Withdraws the entries whose article is gone from its bulletin since the last build; whether there are any.

    Raises:
        RefusedError: that is more than a tenth of all, and not allowed.
    """
    rows = [
        row
        for number in news.lost
        for row in archive.db.execute("SELECT id, title FROM entry WHERE number = ? AND gone = 1", (number,))
    ]
    if not rows:
        return False
    _refuse_to_shrink(archive, config, len(rows), rows[0][1], allowed=allow_shrink)
    for identity, title in rows:
        withdrawals[entry_id(identity)] = Withdrawal(entry_id(identity), today, title)
    return True


def _refuse_to_shrink(archive: Archive, config: Config, leaving: int, title: str, *, allowed: bool) -> None:
    (standing,) = archive.db.execute("SELECT count(*) FROM standing").fetchone()
    if allowed or leaving <= standing * _MOST_GONE:
        return
    raise RefusedError(
        f"{leaving} of the {standing} entries that stand in {shown(config.out)} would leave, for their articles are "
        f"gone (“{title}” is one): is a folder missing, or a path wrong? Nothing was touched; --allow-shrink lets "
        "them go"
    )


def note_withdrawals(
    withdrawals: Mapping[str, Withdrawal], news: News, archive: Archive, today: date
) -> dict[int, bool]:
    """Brings entries up to date that are withdrawn (True), restored or dropped; returns their numbers."""
    before = dict(archive.db.execute("SELECT id, withdrawn FROM entry WHERE withdrawn IS NOT NULL"))
    wanted: dict[bytes, str | None] = {
        key_of(row.id): "" if row.is_over(today) else notice(row) for row in withdrawals.values()
    }
    wanted = dict.fromkeys(before) | wanted
    changed: dict[int, bool] = {}
    for key, text in wanted.items():
        if before.get(key) == text:
            continue
        found = archive.db.execute("SELECT number, slug FROM entry WHERE id = ?", (key,)).fetchone()
        if found:
            archive.db.execute("UPDATE entry SET withdrawn = ? WHERE number = ?", (text, found[0]))
            news.touched.add(found[0])
            news.slugs.add(found[1])
            changed[found[0]] = bool(text)
    return changed
