"""Decode a page: by its byte order mark, by proof, by the encoding it names, and by sense, in this order.

A page was saved without the header that its server sent, and what it names in `<meta>` may have been true only there:
browsers write UTF-8 and leave the name. So bytes that are UTF-8 are, whatever they say.
"""

import codecs

from feedpub.patterns import regex
from feedpub.reading.text.decode import FORBIDDEN, decode

__all__ = ["decode_page"]

_HEAD = 4_096  # bytes in which an encoding is named (HTML, 13.2.3.2: 1,024; pages of papers begin with scripts)
_NAMED = regex(
    r"""<\?xml[^<>]{0,80}\bencoding\s*=\s*["']([\w.-]{2,20})|<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?\s*([\w.-]{2,20})"""
)
# The names of pages, and the codecs that have all characters of each (WHATWG Encoding, section 4.2).
_CODECS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "x-x-big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
}
_MOST_BROKEN = 0.001  # of the characters: a site cut a headline within a character


def decode_page(data: bytes) -> str:
    """The text of a page, without the characters that XML forbids.

    Raises:
        UndecodableError: it is in no encoding that is known.
    """
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not _is_utf8(data):
        named = _named(data)
        if named and (text := _as_named(data, named)) is not None:
            return FORBIDDEN.sub("", text)
    return decode(data).text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _named(data: bytes) -> str | None:
    """The codec of the encoding that a page names."""
    found = _NAMED.search(data[:_HEAD].decode("latin-1").lower())
    return _CODECS.get(found[1] or found[2]) if found else None


def _as_named(data: bytes, codec: str) -> str | None:
    """The text by the encoding that is named; None where that is not true. A few characters may be cut."""
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    return text if broken <= max(2, _MOST_BROKEN * len(text)) else None
