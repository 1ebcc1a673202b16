"""Drawings in SVG: the icon of a paper that has none of its own, and how large one is."""

import re
from xml.sax.saxutils import escape

from lxml import etree

__all__ = ["initial_icon", "size_of"]

_COLOUR = "#a3151c"  # of our style sheet
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="{colour}"/>'
    '<text x="16" y="16.5" fill="#fff" font-family="serif" font-size="22" font-weight="700" text-anchor="middle" '
    'dominant-baseline="central">{letter}</text></svg>\n'
)
_ROOT = "{http://www.w3.org/2000/svg}svg"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)(?:px)?\s*")


def initial_icon(publication: str, colour: str | None = None) -> bytes:
    """The first letter of a paper's name on a ground of its colour (`#rrggbb`)."""
    return _ICON.format(colour=colour or _COLOUR, letter=escape(publication[:1])).encode()


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a drawing, or the ratio of them in whole numbers; None where it is none, or says neither."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != _ROOT:
        return None
    sizes = [_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    numbers = [float(size[1]) for size in sizes if size]
    if len(numbers) < 2:
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        numbers = [float(size[1]) for part in box[2:4] if (size := _LENGTH.fullmatch(part))]
    if len(numbers) < 2 or min(numbers) <= 0:
        return None
    # The attributes of an image are whole numbers.
    scale = 1 if min(numbers) >= 16 else 100 / min(numbers)
    return max(1, round(numbers[0] * scale)), max(1, round(numbers[1] * scale))
