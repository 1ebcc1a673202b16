"""Write characters as authors mean them where the text layer of a PDF has others that look the same.

Fonts map a glyph to several code points, and programs that read PDFs take the wrong one: the radical ⽼ (U+2F3C) for
老, ⺠ (U+2EA0) for 民, the Korean duplicate 不 (U+F967) for 不. No author means a radical in a running text.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["Glance", "glance", "same_name", "without_radicals"]

_HIGH = (b"\x2e", b"\x2f", b"\xf9", b"\xfa")  # the upper bytes of those characters
_USUAL = bytes((0, 0x20, 0x30, *range(0x34, 0xA0), 0xFF))  # of ASCII, punctuation, and Han characters
_STRANGE = regex("[\u2e80-\u2fd5\uf900-\ufa0b]")


class Glance(NamedTuple):
    """What tells quickly whether a text may hold certain characters: all of it is far shorter than the text.

    Attributes:
        ascii: its ASCII characters.
        western: how many of its characters are U+0080 to U+00FF.
        rare: the upper bytes, in UTF-16, of its characters but those of ASCII, punctuation and Han characters.
    """

    ascii: bytes
    western: int
    rare: bytes


@lru_cache(maxsize=2)  # the same text is looked at by several
def glance(text: str) -> Glance:
    """A glance at a text."""
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    only = text.encode("ascii", "ignore")
    return Glance(only, high.count(0) - len(only), high.translate(None, _USUAL))


def without_radicals(text: str) -> str:
    """A text with the characters that its radicals and duplicates look like."""
    rare = glance(text).rare  # far quicker than to search the text for any of them
    return _STRANGE.sub(_meant, text) if rare and any(byte in rare for byte in _HIGH) else text


def _meant(found: re.Match[str]) -> str:
    char = found[0]
    if "\u2e80" <= char <= "\u2eff":
        return _radicals().get(char, char)
    meant = unicodedata.normalize("NFKC", char)
    return meant if len(meant) == 1 else char


@cache
def _radicals() -> dict[str, str]:
    return dict(load("radicals")["radicals"])


def same_name(name: str) -> str:
    """A name as it is compared: full-width letters as ASCII ones (Ａ股), without blanks (体　育).

    Unicode Standard Annex #15, form NFKC.
    """
    if name.isascii() and " " not in name:
        return name
    return "".join(unicodedata.normalize("NFKC", name).split())
