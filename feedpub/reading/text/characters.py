"""Write characters as authors mean them where the text layer of a PDF has others that look the same.

Fonts map a glyph to several code points, and programs that read PDFs take the wrong one: the radical ⽼ (U+2F3C) for
老, ⺠ (U+2EA0) for 民, the Korean duplicate 不 (U+F967) for 不. No author means a radical in a running text.
"""

import re
import unicodedata
from functools import cache

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["same_name", "without_radicals"]

_HIGH = (b"\x2e", b"\x2f", b"\xf9", b"\xfa")  # the upper bytes of those characters
_STRANGE = regex("[\u2e80-\u2fd5\uf900-\ufa0b]")


def without_radicals(text: str) -> str:
    """A text with the characters that its radicals and duplicates look like."""
    high = text.encode("utf-16-le", "surrogatepass")[1::2]  # far quicker than to search the text for any of them
    return _STRANGE.sub(_meant, text) if any(byte in high for byte in _HIGH) else text


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
