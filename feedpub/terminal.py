"""Text on a terminal: how wide it is, and what would command the terminal is shown escaped."""

import unicodedata

from feedpub.patterns import regex

__all__ = ["columns", "visible"]

# C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of text
# (Unicode Standard Annex 9, section 2), by which a name can be shown as another.
_UNSAFE = regex("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")


def visible(text: str, keep: str = "") -> str:
    """A text in which nothing commands a terminal: an escape character is `\\x1b`, a mark of direction `\\u202e`.

    Args:
        text: of anybody.
        keep: characters that stay as they are, such as a line feed in a text of several lines.
    """
    return _UNSAFE.sub(lambda found: found[0] if found[0] in keep else ascii(found[0])[1:-1], text)


def columns(text: str) -> int:
    """The columns a text takes on a terminal: two for a Chinese character (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
