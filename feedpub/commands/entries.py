"""`feedpub list`, `withdraw` and `restore`: find entries, withdraw them, and undo withdrawals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from feedpub.archive.entries import ListedEntry
from feedpub.commands.console import print_json, say, show_table
from feedpub.commands.preview import preview
from feedpub.commands.which import may_be_meant, which
from feedpub.config.withdrawn import edit_withdrawals, read_withdrawals, withdrawals_file
from feedpub.entries.ids import entry_id
from feedpub.entries.withdrawn import unmarked
from feedpub.errors import UsageError
from feedpub.ingest.discover import FoundBulletins, find_bulletins
from feedpub.messages import Message, message, plural
from feedpub.model import Config
from feedpub.model.withdrawal import Withdrawal
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


def find_entries(
    config: Config, *, now: datetime, wanted: Callable[[ListedEntry], bool] = lambda _: True
) -> list[Listing]:
    """Entries in the archive and in the configured bulletins, newest first.

    Args:
        config: the configuration.
        now: the current time in the paper's zone.
        wanted: whether an entry is one of those that are returned; it is asked of every entry.
    """
    return _find(config, now, wanted)[0]


def _find(config: Config, now: datetime, wanted: Callable[[ListedEntry], bool]) -> tuple[list[Listing], bool]:
    """The entries that are wanted, and whether the paper is a draft."""
    withdrawn = read_withdrawals(config)
    found = FoundBulletins()
    if config.bulletins:
        try:
            found = find_bulletins((), config)
        except UsageError:  # the folder is missing or empty: the archive still has what is published
            if not config.archive.exists():
                raise
    with preview(found, config, now) as previewed:
        rows = list(filter(wanted, previewed.archive.entries.listed()))
        draft = previewed.archive.settings.is_draft
    entries = [
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
    return entries, draft


def show_entries(rows: Sequence[Listing], *, as_json: bool) -> None:
    """Print entries: id, day, section, headline."""
    if as_json:
        for row in rows:
            keys = ("id", "section", "title", "withdrawn", "gone")
            print_json({"day": row.day.isoformat(), **{key: getattr(row, key) for key in keys}})
        return
    if rows:
        show_table([(row.id, row.day.isoformat(), row.section, row.title, _state(row)) for row in rows])
    say(plural("{n} entry", "{n} entries", len(rows)))


def _state(row: Listing) -> str:
    return message("(withdrawn)") if row.withdrawn else message("(gone from its bulletin)") if row.gone else ""


def withdraw(ids: Sequence[str], reason: str | None, config: Config, *, now: datetime) -> None:
    """Record that entries are withdrawn; the next build publishes it.

    Args:
        ids: which entries, as `which` takes them.
        reason: the reason shown to readers, or None.
        config: the configuration.
        now: the current time in the paper's zone.

    Raises:
        UsageError: an entry is not found, or several are meant and nobody can choose.
        RefusedError: the file of withdrawals can't be written.
    """
    given_reason = FORBIDDEN.sub("", (reason or "").encode("utf-8", "ignore").decode()).strip() or None
    any_entries = False

    def wanted(row: ListedEntry) -> bool:
        nonlocal any_entries
        any_entries = True
        return may_be_meant(ids, entry_id(row.id), row.title)

    entries, draft = _find(config, now, wanted)
    known = {row.id: row for row in entries}
    if not any_entries:
        no_entries = message(
            "there are no entries here ({path}); run this in the paper's folder, or give its --config",
            path=config.archive,
        )
        raise UsageError(no_entries)
    meant = which(ids, {identity: row.title for identity, row in known.items()})
    report: list[Message] = []

    def withdrawn(withdrawals: dict[str, Withdrawal]) -> dict[str, Withdrawal]:
        for identity in meant:
            before = withdrawals.get(identity)
            reason = given_reason or (before.reason if before else None)  # keep an earlier reason
            title = unmarked((before or known[identity]).title)
            day = before.day if before else now.date()
            withdrawals[identity] = Withdrawal(identity, day, title, reason, known[identity].made)
            report.append(
                message("withdrawn already, since {day}: {title}  ({id})", day=before.day, title=title, id=identity)
                if before
                else message("withdrawn: {title}  ({id})", title=title, id=identity)
            )
        return withdrawals

    edit_withdrawals(config, withdrawn)
    for line in report:
        say(line)
    if draft:
        say(
            message(
                "recorded in {path}; feedpub build leaves it out, without a notice: this paper is a draft, and nobody "
                "has it",
                path=withdrawals_file(config),
            )
        )
    else:
        say(message("recorded in {path}; feedpub build publishes it", path=withdrawals_file(config)))


def restore(ids: Sequence[str], config: Config) -> None:
    """Undo withdrawals; the next build publishes the articles again.

    Raises:
        UsageError: what is meant was not withdrawn.
        RefusedError: the file of withdrawals can't be written.
    """
    path = withdrawals_file(config)
    titles = {identity: row.title for identity, row in read_withdrawals(config).items()}
    if not titles:
        raise UsageError(
            message("{id}: was not withdrawn; nothing is withdrawn (see {path})", id=" ".join(ids), path=path)
        )
    meant = which(ids, titles)
    report: list[Message] = []

    def restored(withdrawals: dict[str, Withdrawal]) -> dict[str, Withdrawal]:
        for identity in meant:
            if identity not in withdrawals:  # somebody restored it meanwhile
                raise UsageError(message("{id}: was not withdrawn (see {path})", id=identity, path=path))
            report.append(message("restored: {title}  ({id})", title=withdrawals.pop(identity).title, id=identity))
        return withdrawals

    edit_withdrawals(config, restored)
    for line in report:
        say(line)
    say(message("feedpub build publishes it"))
