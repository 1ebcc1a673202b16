"""Refuse files in formats that are not read, each with the way to one that is."""

from typing import NoReturn

from feedpub.errors import UnreadableError
from feedpub.messages import message

__all__ = ["refuse"]

# Names of streams in a compound file (MS-CFB), which has them in UTF-16.
_ENCRYPTED, _WORD, _EXCEL, _POWERPOINT = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document")
)


def refuse(data: bytes, _name: str) -> NoReturn:
    """Refuse a file whose first bytes show a format that is not read.

    Raises:
        UnreadableError: always.
    """
    if data.startswith(b"%PDF-"):
        raise UnreadableError(
            message(
                "is a PDF, which states no headlines: make Markdown of it with `mineru -p FILE -o DIR` or "
                "`docling FILE`, as docs/pdf.md says"
            )
        )
    if data.startswith(b"{\\rtf"):
        raise UnreadableError(message("is Rich Text (RTF): save it as Word document (.docx)"))
    if _ENCRYPTED in data:
        raise UnreadableError(message("is encrypted: save it as Word document (.docx) without a password"))
    if _WORD in data:
        raise UnreadableError(message("is a document of Word 2003 or older (.doc): save it as Word document (.docx)"))
    if _EXCEL in data or _POWERPOINT in data:
        raise UnreadableError(
            message("is an Excel or PowerPoint file: copy its text into a Word document (.docx) or a text file")
        )
    raise UnreadableError(
        message("is an old document of Office or WPS: save it as Word document (.docx) without a password")
    )
