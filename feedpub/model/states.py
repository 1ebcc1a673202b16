"""The states of an entry, as the archive keeps them: each is a number in a column."""

from enum import IntEnum

__all__ = ["Corrected", "Gone", "Held", "PageWritten"]


class Corrected(IntEnum):
    """What became of a published article (column `kind`)."""

    CORRECTED = 0
    WITHDRAWN = 1
    RESTORED = 2  # after it was withdrawn


class Gone(IntEnum):
    """Whether the article of an entry is still in a bulletin (column `gone`)."""

    HERE = 0
    FROM_BULLETIN = 1  # its bulletin is there, without it
    WITH_BULLETIN = 2  # its bulletin is gone
    FINAL = 3  # another issue has taken over its file, or somebody restored it by hand: nothing more follows


class Held(IntEnum):
    """Whether an entry is kept back from being published (column `held`)."""

    NO = 0
    INFERRED = 1  # its day was inferred (`strict`)
    WAITING = 2  # its day has not come (`release`)


class PageWritten(IntEnum):
    """Whether the page of an entry is on the disk (column `page_written`)."""

    NO = 0
    YES = 1
    JUST_NOW = 2  # by the last build that wrote any: after a crash of the machine it may be lost
