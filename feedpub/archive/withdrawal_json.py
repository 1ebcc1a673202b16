"""A withdrawal as JSON, as stored with its entry (column `withdrawn`)."""

import json
from datetime import date

from feedpub.archive.values import reading
from feedpub.entries.ids import key_of
from feedpub.messages import message
from feedpub.model.withdrawal import Withdrawal

__all__ = ["withdrawal_as_json", "withdrawal_from_json"]


def withdrawal_as_json(withdrawal: Withdrawal) -> str:
    """A withdrawal as text: a list of its id, its day, its title and its reason, with `true` where it was removed."""
    fields = [withdrawal.id, withdrawal.day.isoformat(), withdrawal.title, withdrawal.reason]
    return json.dumps([*fields, True] if withdrawal.removed else fields)


def withdrawal_from_json(text: str) -> Withdrawal:
    """The withdrawal that `withdrawal_as_json` wrote.

    Raises:
        DamagedError: it is not one.
    """
    with reading(message("a withdrawal")):
        identity, day, title, reason, *removed = json.loads(text)
        key_of(identity)
        if not (isinstance(title, str) and isinstance(reason, str | None)):
            raise ValueError("its title or reason is no text")
        return Withdrawal(identity, date.fromisoformat(day), title, reason, removed=bool(removed))
