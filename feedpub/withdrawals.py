"""Withdrawals (撤稿): a plain file beside the configuration, so that they survive all else and go through review.

Few readers honour tombstones (RFC 6721), so a withdrawn entry is published once more under its own id, with the reason
as its only content, and dropped after thirty days.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from feedpub.body import escaped
from feedpub.config import read_toml
from feedpub.entries import MARK
from feedpub.errors import ConfigError
from feedpub.model import Article, Config, Entry, Paragraph
from feedpub.publish import replace_file

__all__ = [
    "MARK",
    "Withdrawal",
    "merged",
    "notice",
    "notice_of",
    "read_withdrawals",
    "withdrawals_file",
    "withdrawn_article",
    "withdrawn_entry",
    "write_withdrawals",
]

_FILE = "withdrawn.toml"
_STANDS = timedelta(days=30)
_NO_REASON = "本文已撤回。"
_HEADER = """# Articles that were withdrawn: each is published for 30 days as 【撤稿】, then dropped.
# Written by `feedpub withdraw` and `feedpub restore`; to restore one by hand, delete its table.
"""


class Withdrawal(NamedTuple):
    """An entry that was withdrawn: when, why (None where no reason is given), and the headline it had.

    Attributes:
        made: the id its article makes by now, where it was corrected and is published under an earlier one.
        removed: whether its article was gone from its bulletin (`removed = "withdraw"`); if it comes back, so does it.
    """

    id: str
    day: date
    title: str
    reason: str | None = None
    made: str | None = None
    removed: bool = False

    @property
    def over(self) -> datetime:
        """When it has stood long enough to be dropped, in UTC."""
        return datetime.combine(self.day + _STANDS + timedelta(days=1), time(), UTC)

    def is_over(self, today: date) -> bool:
        """Whether it has stood long enough to be dropped."""
        return today - self.day > _STANDS


def notice(withdrawal: Withdrawal) -> str:
    """A withdrawal as the archive keeps it with its entry: what is published in its place."""
    told = [withdrawal.id, withdrawal.day.isoformat(), withdrawal.title, withdrawal.reason]
    return json.dumps([*told, True] if withdrawal.removed else told)


def notice_of(text: str) -> Withdrawal:
    """A withdrawal that the archive keeps so."""
    identity, day, title, reason, *removed = json.loads(text)
    return Withdrawal(identity, date.fromisoformat(day), title, reason, removed=bool(removed))


def withdrawals_file(config: Config) -> Path:
    """Beside the configuration, or in the working folder where there is none."""
    return (config.source.parent if config.source else Path()) / _FILE


def read_withdrawals(config: Config) -> dict[str, Withdrawal]:
    """Every withdrawal, by id.

    Raises:
        ConfigError: the file can't be read, or says something it cannot mean.
    """
    path = withdrawals_file(config)
    table = read_toml(path, missing_ok=True)
    if not table:
        return {}
    from pydantic import ValidationError  # most papers have nothing withdrawn

    from feedpub.config.schema import WithdrawnFile

    try:
        rows = WithdrawnFile.model_validate(table).withdrawn
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"{path}: `{where}`: {error.errors()[0]['msg']}; each [[withdrawn]] has id, day, title and reason"
        raise ConfigError(message) from error
    return {row.id: Withdrawal(row.id, row.day, row.title, row.reason, row.made, row.removed) for row in rows}


def merged(
    before: Mapping[str, Withdrawal], after: Mapping[str, Withdrawal], now: Mapping[str, Withdrawal]
) -> dict[str, Withdrawal]:
    """What a build changed of the withdrawals it read, laid over the file as it stands now.

    Somebody may have withdrawn, or restored, an article while the build was at work.
    """
    dropped = before.keys() - after.keys()
    changed = {identity: row for identity, row in after.items() if before.get(identity) != row}
    kept = {identity: row for identity, row in now.items() if identity not in dropped}
    return kept | {identity: row for identity, row in changed.items() if identity in now or identity not in before}


def write_withdrawals(config: Config, withdrawals: Mapping[str, Withdrawal]) -> None:
    """Replaces the file.

    Raises:
        RefusedError: it can't be written.
    """
    path = withdrawals_file(config)
    parts = [_HEADER]
    for row in withdrawals.values():
        told = {"id": _quoted(row.id), "day": row.day.isoformat(), "title": _quoted(row.title)}
        if row.reason:
            told["reason"] = _quoted(row.reason)
        if row.made:
            told["made"] = _quoted(row.made)
        if row.removed:
            told["removed"] = "true"
        parts.append("[[withdrawn]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items()))
    replace_file(path, "\n".join(parts).encode())


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's are a part of them, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def withdrawn_article(withdrawal: Withdrawal, headline: str = "") -> Article:
    """An article of which nothing is left but its headline and the reason it was withdrawn for.

    Args:
        withdrawal: with the headline it had, where that is known.
        headline: the one it has in its bulletin, if it still stands there.
    """
    return Article(
        position=1,
        line=1,
        kind="article",
        kicker=None,
        headline=f"{MARK}{withdrawal.title or headline}",
        deck=None,
        byline=None,
        people=(),
        contributors=(),
        credit=None,
        dateline=None,
        body=(Paragraph(withdrawal.reason or _NO_REASON, 1),),
        closing=(),
        tail=(),
        signed=None,
        page=None,
        lead=False,
        problems=(),
    )


def withdrawn_entry(entry: Entry, withdrawal: Withdrawal, publication: str) -> Entry:
    """An entry as it stands without its content; its article is at hand no longer."""
    reason = withdrawal.reason or _NO_REASON
    return replace(
        entry,
        title=f"{MARK}{withdrawal.title}",
        author=publication,
        authors=(publication,),
        summary=reason,
        html=f"<p>{escaped(reason)}</p>",
        tag=None,
        article=withdrawn_article(withdrawal),
    )
