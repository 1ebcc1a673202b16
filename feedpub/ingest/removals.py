"""What becomes of entries whose article is gone, and of those that were withdrawn."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.notices import notice, notice_of
from feedpub.entries.ids import entry_id, key_of, short_id
from feedpub.entries.text import MARK
from feedpub.errors import RefusedError
from feedpub.ingest.scan import News
from feedpub.model import Config, Problem
from feedpub.model.withdrawal import Withdrawal
from feedpub.paths import shown

__all__ = ["Settled", "recovered", "settle", "tell_gone"]

_MOST_GONE = 0.1  # of what stands published may leave without a question


class Settled(NamedTuple):
    """What became of entries.

    Attributes:
        changed: numbers of those that were withdrawn (True), restored or dropped (False).
        pruned: ids and headlines of those that are let go.
    """

    changed: dict[int, bool]
    pruned: list[tuple[str, str]]


def settle(
    news: News,
    archive: Archive,
    config: Config,
    withdrawals: dict[str, Withdrawal],
    today: date,
    *,
    prune: bool,
    allow_shrink: bool,
) -> Settled:
    """Settles what becomes of the entries whose article is gone, and brings those that are withdrawn up to date.

    Args:
        news: takes in the sections that change.
        archive: where entries stand.
        config: everything the operator set.
        withdrawals: by id; brought up to date with what became of their articles.
        today: the build's own day.
        prune: whether entries leave whose bulletin is gone.
        allow_shrink: whether more than a tenth of all may leave.

    Raises:
        RefusedError: more than a tenth of all would leave, and may not.
    """
    _follow(withdrawals, archive)
    if config.removed == "withdraw" and _is_complete(news, archive):
        _withdraw_gone(withdrawals, archive, config, today, allow_shrink=allow_shrink)
    changed = _note(withdrawals, news, archive, today)
    pruned = _prune(news, archive, config, allow_shrink=allow_shrink) if prune and news.is_whole else []
    return Settled(changed, pruned)


def recovered(archive: Archive) -> dict[str, Withdrawal]:
    """The withdrawals that the archive knows of, where their file is lost: what was taken back stays so."""
    rows = archive.db.execute("SELECT id, day, title, withdrawn FROM entry WHERE withdrawn IS NOT NULL ORDER BY number")
    told = (
        notice_of(text) if text else Withdrawal(entry_id(key), date.fromisoformat(day), title.removeprefix(MARK))
        for key, day, title, text in rows
    )
    return {row.id: row for row in told}


def _follow(withdrawals: dict[str, Withdrawal], archive: Archive) -> None:
    """A withdrawal keeps the id its article has by now; one of an article that was gone, and came back, is undone."""
    for identity, row in list(withdrawals.items()):
        found = archive.db.execute("SELECT base, gone FROM entry WHERE id = ?", (key_of(identity),)).fetchone()
        if found is None:
            continue
        base, gone = found
        if row.removed and not gone:
            del withdrawals[identity]
        elif base != key_of(row.made or identity):
            withdrawals[identity] = row._replace(made=entry_id(base))


def _is_complete(news: News, archive: Archive) -> bool:
    """Whether every bulletin was looked at: an article that is gone from one may stand in another."""
    (current,) = archive.db.execute("SELECT count(*) FROM bulletin WHERE current").fetchone()
    return news.is_whole and len(set(news.numbers.values())) == current


def _withdraw_gone(
    withdrawals: dict[str, Withdrawal], archive: Archive, config: Config, today: date, *, allow_shrink: bool
) -> None:
    rows = archive.db.execute(
        "SELECT id, title FROM entry WHERE gone = 1 AND withdrawn IS NULL AND NOT held ORDER BY number"
    ).fetchall()
    left = [(entry_id(key), title) for key, title in rows if entry_id(key) not in withdrawals]
    if left:
        _refuse_to_shrink(archive, config, len(left), left[0][1], allowed=allow_shrink)
    for identity, title in left:
        withdrawals[identity] = Withdrawal(identity, today, title, removed=True)


def _note(withdrawals: Mapping[str, Withdrawal], news: News, archive: Archive, today: date) -> dict[int, bool]:
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
        found = archive.db.execute("SELECT number, slug, issue FROM entry WHERE id = ?", (key,)).fetchone()
        if found:
            archive.db.execute("UPDATE entry SET withdrawn = ? WHERE number = ?", (text, found[0]))
            if text is None:  # put up again by hand: that its article is gone says nothing more
                archive.db.execute("UPDATE entry SET gone = 3 WHERE number = ? AND gone = 1", (found[0],))
            news.touched.add(found[0])
            news.slugs.add(found[1])
            news.days.add(found[2])
            changed[found[0]] = bool(text)
    return changed


def _prune(news: News, archive: Archive, config: Config, *, allow_shrink: bool) -> list[tuple[str, str]]:
    """Lets go of the entries whose bulletin is gone, but for notices that stand their time."""
    rows = archive.db.execute(
        "SELECT number, slug, title, id, issue FROM entry WHERE gone = 2 AND NOT held AND withdrawn IS NULL"
    ).fetchall()
    if not rows:
        return []
    _refuse_to_shrink(archive, config, len(rows), rows[0][2], allowed=allow_shrink)
    news.slugs |= {row[1] for row in rows}
    archive.pages.owe_neighbours([row[0] for row in rows], news.slugs)
    news.days |= {row[4] for row in rows}
    numbers = [(row[0],) for row in rows]
    news.lost = [number for number in news.lost if (number,) not in numbers]
    news.vanished.clear()
    archive.db.executemany("DELETE FROM taken WHERE entry = ?", numbers)
    archive.db.executemany("DELETE FROM history WHERE entry = ?", numbers)
    archive.db.executemany("DELETE FROM entry WHERE number = ?", numbers)
    archive.forget_texts()
    return [(entry_id(key), title) for _, _, title, key, _ in rows]


def _refuse_to_shrink(archive: Archive, config: Config, leaving: int, title: str, *, allowed: bool) -> None:
    (standing,) = archive.db.execute("SELECT count(*) FROM standing").fetchone()
    if allowed or leaving <= standing * _MOST_GONE:
        return
    raise RefusedError(
        f"{leaving} of the {standing} entries that stand in {shown(config.out)} would leave, for their articles are "
        f"gone (“{title}” is one): is a folder missing, or a path wrong? Nothing was touched; --allow-shrink lets "
        "them go"
    )


def tell_gone(news: News, archive: Archive) -> Iterator[tuple[str, Problem]]:
    """A warning for each article, and each bulletin, that is gone since the last build and stays published."""
    for number in news.lost:
        row = archive.db.execute(
            """SELECT id, title, path FROM entry LEFT JOIN bulletin ON bulletin.number = bulletin
               WHERE entry.number = ? AND gone = 1 AND withdrawn IS NULL AND NOT held""",
            (number,),
        ).fetchone()
        if row:
            identity, title, path = row
            short = short_id(entry_id(identity))
            message = f"“{title}” is in it no longer and stays published; to take it back: feedpub withdraw {short}"
            problem = Problem(line=None, level="warning", code="gone", message=message)
            yield str(shown(archive.place_of(path))), problem
    for known in news.vanished:
        (left,) = archive.db.execute(
            "SELECT count(*) FROM standing WHERE bulletin = ? AND withdrawn IS NULL", (known.number,)
        ).fetchone()
        if left:
            entries = "its entry stays" if left == 1 else f"its {left} entries stay"
            message = (
                f"is gone; {entries} published. To tell readers: feedpub withdraw, whose ids `feedpub list` shows as "
                "gone; to let go without a word: feedpub build --prune"
            )
            problem = Problem(line=None, level="warning", code="gone", message=message)
            yield str(shown(archive.place_of(known.path))), problem
