"""A withdrawal as stored with its entry."""

import json
from datetime import date

from feedpub.model.withdrawal import Withdrawal

__all__ = ["notice", "notice_of"]


def notice(withdrawal: Withdrawal) -> str:
    """A withdrawal as the archive keeps it with its entry: what is published in its place."""
    told = [withdrawal.id, withdrawal.day.isoformat(), withdrawal.title, withdrawal.reason]
    return json.dumps([*told, True] if withdrawal.removed else told)


def notice_of(text: str) -> Withdrawal:
    """A withdrawal that the archive keeps so."""
    identity, day, title, reason, *removed = json.loads(text)
    return Withdrawal(identity, date.fromisoformat(day), title, reason, removed=bool(removed))
