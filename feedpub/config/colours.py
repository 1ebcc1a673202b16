"""Take a colour of the operator's for the pages, if text in it can be read: WCAG 2.2, contrast of 4.5 to 1."""

import re

from feedpub.messages import message
from feedpub.model.config import Accent

__all__ = ["DARK_GROUND", "LIGHT_GROUND", "accent_of", "contrast", "readable"]

# The ground on which text in the colour has the least contrast (style.css, `--tint`).
LIGHT_GROUND, DARK_GROUND = "#f5f0e6", "#23201c"
_LEAST = 4.5
_COMFORTABLE = 6.0  # light text on a dark ground looks thinner
_STEPS = 50
_BLACK, _WHITE = "#000000", "#ffffff"


def readable(colour: str) -> str:
    """A colour as `#rrggbb`.

    Raises:
        ValueError: it is no colour, or text in it could not be read.
    """
    if not re.fullmatch("#([0-9A-Fa-f]{3}){1,2}", colour):
        raise ValueError(message("must be a colour such as #a3151c: # and six digits from 0 to f"))
    whole = colour.lower() if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:].lower())
    found = contrast(whole, LIGHT_GROUND)
    if found < _LEAST:
        raise ValueError(
            message(
                "is too light to be read: its contrast with the ground of pages is {found:.1f} to 1, and text "
                "needs {least} to 1, as {darker} has",
                found=found,
                least=_LEAST,
                darker=_towards(whole, _BLACK, LIGHT_GROUND, _LEAST),
            )
        )
    return whole


def accent_of(colour: str) -> Accent:
    """A colour that can be read, with what stands for it on the dark ground."""
    dark = _towards(colour, _WHITE, DARK_GROUND, _COMFORTABLE)
    return Accent(colour, dark, _mixed(colour, _BLACK, 0.85))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in bytes.fromhex(colour[1:]))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _towards(colour: str, end: str, ground: str, least: float) -> str:
    """The first colour on the way to black or white that has a contrast with the ground."""
    tried = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in tried if contrast(one, ground) >= least), end)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(one + (two - one) * share) for one, two in pairs).hex()
