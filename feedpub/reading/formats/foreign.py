"""Refuse files in formats that are not read, each with the way to one that is."""

from feedpub.errors import UnreadableError
from feedpub.reading.source_text import SourceText

__all__ = ["refuse"]


def refuse(data: bytes, name: str) -> SourceText:
    """Refuse a file whose first bytes show a format that is not read.

    Raises:
        UnreadableError: always.
    """
    raise UnreadableError("is in a format that is not read")
