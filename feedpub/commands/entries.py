"""`feedpub list`, `withdraw` and `restore`: find entries, withdraw them, and undo withdrawals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from feedpub.commands.console import count, print_json, say, show_table
from feedpub.commands.preview import preview
from feedpub.config.withdrawn import edit_withdrawals, read_withdrawals, withdrawals_file
from feedpub.entries.ids import entry_id, short_id
from feedpub.errors import UsageError
from feedpub.ingest.discover import FoundBulletins, find_bulletins
from feedpub.model import Config
from feedpub.model.withdrawal import MARK, Withdrawal
from feedpub.reading.text.decode import FORBIDDEN

__all__ = ["Listing", "find_entries", "restore", "show_entries", "withdraw"]


class Listing(NamedTuple):
    """An entry in a list; `section` is a slug, empty if unknown; `made` is the same as in a `Withdrawal`."""

    id: str
    day: date
    section: str
    title: str
    withdrawn: bool
    gone: bool = False
    made: str | None = None


def find_entries(config: Config, *, now: datetime) -> list[Listing]:
    """Every entry in the archive and in the configured bulletins, newest first."""
    withdrawn = read_withdrawals(config)
    found = FoundBulletins()
    if config.bulletins:
        try:
            found = find_bulletins((), config)
        except UsageError:  # the folder is missing or empty: the archive still has what is published
            if not config.archive.exists():
                raise
    with preview(found, config, now) as previewed:
        rows = previewed.archive.entries.listed()
    return [
        Listing(
            identity := entry_id(row.id),
            date.fromisoformat(row.day),
            row.slug,
            row.title,
            identity in withdrawn,
            bool(row.gone),
            entry_id(row.base) if row.base != row.id else None,
        )
        for row in rows
    ]


def show_entries(rows: Sequence[Listing], *, as_json: bool) -> None:
    """Print entries: id, day, section, headline."""
    if as_json:
        for row in rows:
            keys = ("id", "section", "title", "withdrawn", "gone")
            print_json({"day": row.day.isoformat(), **{key: getattr(row, key) for key in keys}})
        return
    if rows:
        show_table([(row.id, row.day.isoformat(), row.section, row.title, _state(row)) for row in rows])
    say(count(len(rows), "entry", "entries"))


def _state(row: Listing) -> str:
    return "(withdrawn)" if row.withdrawn else "(gone from its bulletin)" if row.gone else ""


def withdraw(ids: Sequence[str], reason: str | None, config: Config, *, now: datetime) -> None:
    """Record that entries are withdrawn; the next build publishes it.

    Args:
        ids: `urn:uuid:…`, or the short ids of pages.
        reason: the reason shown to readers, or None.
        config: the configuration.
        now: the current time in the paper's zone.

    Raises:
        UsageError: no entry has one of these ids.
        RefusedError: the file of withdrawals can't be written.
    """
    given_reason = FORBIDDEN.sub("", (reason or "").encode("utf-8", "ignore").decode()).strip() or None
    known = {row.id: row for row in find_entries(config, now=now)}
    report: list[str] = []

    def withdrawn(withdrawals: dict[str, Withdrawal]) -> dict[str, Withdrawal]:
        for given in ids:
            identity = _known_id(given, known, config)
            before = withdrawals.get(identity)
            reason = given_reason or (before.reason if before else None)  # keep an earlier reason
            title = (before or known[identity]).title.removeprefix(MARK)
            day = before.day if before else now.date()
            withdrawals[identity] = Withdrawal(identity, day, title, reason, known[identity].made)
            done = f"withdrawn already, since {before.day}" if before else "withdrawn"
            report.append(f"{done}: {title}  ({identity})")
        return withdrawals

    edit_withdrawals(config, withdrawn)
    say("\n".join(report))
    say(f"recorded in {withdrawals_file(config)}; feedpub build publishes it")


def _known_id(given: str, known: dict[str, Listing], config: Config) -> str:
    """The whole id of an entry; raises UsageError where no entry has it."""
    identity = _full_id(given, known)
    if identity is None:
        where = f"; there are no entries here ({config.archive})" if not known else ""
        hint = "run this in the paper's folder, or give its --config" if not known else "`feedpub list WORDS` finds ids"
        raise UsageError(f"{given}: no entry has this id{where}; {hint}")
    return identity


def restore(ids: Sequence[str], config: Config) -> None:
    """Undo withdrawals; the next build publishes the articles again.

    Raises:
        UsageError: one of the ids was not withdrawn.
        RefusedError: the file of withdrawals can't be written.
    """
    report: list[str] = []

    def restored(withdrawals: dict[str, Withdrawal]) -> dict[str, Withdrawal]:
        for given in ids:
            identity = _full_id(given, withdrawals)
            if identity is None:
                raise UsageError(f"{given}: was not withdrawn (see {withdrawals_file(config)})")
            report.append(f"restored: {withdrawals.pop(identity).title}  ({identity})")
        return withdrawals

    edit_withdrawals(config, restored)
    say("\n".join(report))
    say("feedpub build publishes it")


def _full_id(given: str, known: Sequence[str] | dict[str, Listing] | dict[str, Withdrawal]) -> str | None:
    """The known id that equals a given one, or is meant by a short one; else None."""
    wanted = given if given.startswith("urn:") else f"urn:uuid:{given}"
    return next((identity for identity in known if wanted == identity or given == short_id(identity)), None)
