"""`feedpub list`, `withdraw` and `restore`: entries found by their words, taken back, and put up again."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import typer

from feedpub.bulletins import find_bulletins
from feedpub.desk import Desk
from feedpub.entries import short_id, title_of
from feedpub.errors import UsageError
from feedpub.filing import Filing
from feedpub.model import Config
from feedpub.reading.decode import FORBIDDEN
from feedpub.report import count, print_json, show_table
from feedpub.standing import read_standing
from feedpub.survey import article_of, survey
from feedpub.withdrawals import MARK, Withdrawal, read_withdrawals, withdrawals_file, write_withdrawals

__all__ = ["Listing", "find_entries", "restore", "show_entries", "withdraw"]


class Listing(NamedTuple):
    """An entry as it is listed; `section` is a slug, empty where nothing tells it; `made` as a withdrawal has it."""

    id: str
    day: date
    section: str
    title: str
    withdrawn: bool
    made: str | None = None


def find_entries(config: Config, *, today: date) -> list[Listing]:
    """Every entry of the configured bulletins, and those that stand in the feeds without them, the newest first."""
    standing = read_standing(config.out)
    withdrawn = read_withdrawals(config)
    found: dict[str, Listing] = {}
    if config.bulletins:
        desk = Desk(Filing(config), config, told=None, today=today)
        files, _ = find_bulletins((), config)
        for row in survey(files, config, desk, iter, standing=standing).listed:
            if (article := article_of(row, files, desk)) is None:
                continue
            made = row.made_id if row.kept_id else None
            found[row.id] = Listing(row.id, row.day, row.slug, title_of(article), row.id in withdrawn, made)
    for entry in standing.values():
        slug = next(iter(sorted(entry.feeds - {"all"})), "")
        listing = Listing(entry.id, entry.published.date(), slug, entry.title, entry.id in withdrawn)
        found.setdefault(entry.id, listing)
    return sorted(found.values(), key=lambda row: row.day, reverse=True)


def show_entries(rows: Sequence[Listing], *, as_json: bool) -> None:
    """Prints entries: id, day, section, headline."""
    if as_json:
        for row in rows:
            keys = ("id", "section", "title", "withdrawn")
            print_json({"day": row.day.isoformat(), **{key: getattr(row, key) for key in keys}})
        return
    if rows:
        show_table([(row.id, row.day.isoformat(), row.section, row.title) for row in rows])
    typer.echo(count(len(rows), "entry", "entries"))


def withdraw(ids: Sequence[str], reason: str | None, config: Config, *, today: date) -> None:
    """Notes that entries are withdrawn; the next build publishes it.

    Args:
        ids: `urn:uuid:…`, or the short ones of pages.
        reason: shown in the entry's place; None gives none.
        config: everything the operator set.
        today: the day they are withdrawn.

    Raises:
        UsageError: no entry has one of these ids.
        RefusedError: the file of withdrawals can't be written.
    """
    reason = FORBIDDEN.sub("", (reason or "").encode("utf-8", "ignore").decode()).strip() or None
    known = {row.id: row for row in find_entries(config, today=today)}
    withdrawals = read_withdrawals(config)
    for given in ids:
        identity = _whole(given, known)
        if identity is None:
            raise UsageError(f"{given}: no entry has this id; `feedpub list WORDS` finds ids")
        title = (withdrawals.get(identity) or known[identity]).title.removeprefix(MARK)
        withdrawals[identity] = Withdrawal(identity, today, title, reason, known[identity].made)
        typer.echo(f"withdrawn: {title}  ({identity})")
    write_withdrawals(config, withdrawals)
    typer.echo(f"noted in {withdrawals_file(config)}; feedpub build publishes it")


def restore(ids: Sequence[str], config: Config) -> None:
    """Undoes withdrawals; the next build publishes the articles as they were.

    Raises:
        UsageError: one of these was not withdrawn.
        RefusedError: the file of withdrawals can't be written.
    """
    withdrawals = read_withdrawals(config)
    for given in ids:
        identity = _whole(given, withdrawals)
        if identity is None:
            raise UsageError(f"{given}: was not withdrawn (see {withdrawals_file(config)})")
        typer.echo(f"restored: {withdrawals.pop(identity).title}  ({identity})")
    write_withdrawals(config, withdrawals)
    typer.echo("feedpub build publishes it")


def _whole(given: str, known: Sequence[str] | dict[str, Listing] | dict[str, Withdrawal]) -> str | None:
    """The id among those known that a whole or a short one names."""
    return next((identity for identity in known if given in (identity, short_id(identity))), None)
