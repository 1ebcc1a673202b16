"""The moments that the items of a wire state, in the paper's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

__all__ = ["day_of", "seconds_of"]


def day_of(moment: datetime, timezone: str) -> date:
    """The day of a moment in a zone; a moment without a zone is in this one."""
    return moment.astimezone(ZoneInfo(timezone)).date() if moment.tzinfo else moment.date()


def seconds_of(moment: datetime, timezone: str) -> int:
    """A moment in seconds since 1970; one without a zone is in this zone."""
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).timestamp())
