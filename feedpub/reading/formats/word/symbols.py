"""Characters of symbol fonts, which a Word document names by their place in the font."""

__all__ = ["symbol"]

# The places in Wingdings and Symbol of what texts use: bullets, boxes, ticks, arrows.
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0x76: "◆", 0x77: "◆", 0xA1: "○", 0xA7: "■",
    0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x52: "☑", 0xA3: "□",
}  # fmt: skip
_SYMBOL = {0xB7: "·", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xAE: "→", 0xA5: "∞"}
_PRIVATE = 0xF000  # where Word puts the places of a symbol font


def symbol(font: str, code: str) -> str:
    """The character at a place of a font; one of the private use area where it is not known, which is told.

    Args:
        font: its name.
        code: the place, hexadecimal.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    place = number - _PRIVATE if number >= _PRIVATE else number
    lower = font.lower()
    table = _WINGDINGS if lower.startswith("wingdings") else _SYMBOL if lower == "symbol" else {}
    if place in table:
        return table[place]
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
