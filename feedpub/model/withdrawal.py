"""The type of a withdrawal (撤稿): an entry that is no longer published."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

__all__ = ["SHOWN_FOR", "Withdrawal"]

SHOWN_FOR = timedelta(days=30)  # how long what is published no more still says so


class Withdrawal(NamedTuple):
    """A withdrawn entry.

    Attributes:
        id: the id of the entry.
        day: when it was withdrawn.
        title: the headline it had.
        reason: why it was withdrawn, or None.
        made: the id its article would get now, if it was corrected and is published under an earlier id; else None.
        removed: whether it was withdrawn because its article was removed from its bulletin (`removed = "withdraw"`);
            if the article comes back, so does the entry.
        unpublished: whether it was withdrawn while the paper was a draft: nobody had it, so no notice stands for it.
    """

    id: str
    day: date
    title: str
    reason: str | None = None
    made: str | None = None
    removed: bool = False
    unpublished: bool = False

    @property
    def over(self) -> datetime:
        """When it may be dropped from feeds, in UTC."""
        return datetime.combine(self.day + SHOWN_FOR + timedelta(days=1), time(), UTC)

    def is_over(self, today: date) -> bool:
        """Whether it may be dropped from feeds."""
        return today - self.day > SHOWN_FOR
