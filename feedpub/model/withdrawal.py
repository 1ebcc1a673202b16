"""A withdrawal (撤稿): an entry that readers were told to forget."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

__all__ = ["Withdrawal"]

_STANDS = timedelta(days=30)


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
