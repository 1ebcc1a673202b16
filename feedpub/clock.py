"""Ask what time it is. Only `cli` and `api` may: everything below them is handed the moment (design decision 1)."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from feedpub.errors import UsageError
from feedpub.messages import message

__all__ = ["current_time"]


def current_time(timezone: str) -> datetime:
    """The moment in a time zone, in whole seconds; SOURCE_DATE_EPOCH replaces the clock where it is set.

    Source: https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds since 1970.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    zone = ZoneInfo(timezone)
    try:
        moment = datetime.now(zone) if epoch is None else datetime.fromtimestamp(int(epoch), zone)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            message("SOURCE_DATE_EPOCH={value}: not a number of seconds since 1970", value=epoch)
        ) from None
    return moment.replace(microsecond=0)
