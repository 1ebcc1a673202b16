"""What a build is told, what it knows, and what it did."""

from typing import NamedTuple

__all__ = ["FeedFile"]


class FeedFile(NamedTuple):
    """A feed in one format.

    Attributes:
        path: as the output folder was given, and the file's name.
        entries: how many it carries.
        written: False where the very same bytes were published already, or it failed its check.
    """

    path: str
    slug: str
    entries: int
    written: bool
