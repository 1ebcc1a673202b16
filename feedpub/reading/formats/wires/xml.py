"""Parse the XML of a wire, and put in the characters that its DTD names."""

from html import unescape
from typing import TYPE_CHECKING, Any

from feedpub.errors import UnreadableError
from feedpub.messages import message

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse_wire"]


def parse_wire(data: bytes) -> "_Element":
    """The root of a file, see `formats.xml.parse_xml`.

    NITF's DTD, which is never read, names characters (`&eacute;`), as HTML does: these are put in.

    Raises:
        UnreadableError: it is no XML, declares entities, is out of bounds, or uses an entity that HTML has not.
    """
    from lxml import etree

    from feedpub.reading.formats.xml import parse_xml

    root = parse_xml(data)
    for entity in list(root.iter(etree.Entity)):
        name = entity.text or ""
        if (character := unescape(name)) == name:
            raise UnreadableError(
                message("uses the entity {name}, which nothing defines", name=name), line=_line_of(entity)
            )
        _put_in(entity, character)
    return root


def _line_of(entity: Any) -> int | None:  # the stubs of lxml have no line for entities
    line: int | None = entity.sourceline
    return line


def _put_in(entity: "_Element", words: str) -> None:
    """Put words in the place of a node."""
    words += entity.tail or ""
    above, parent = entity.getprevious(), entity.getparent()
    if above is not None:
        above.tail = (above.tail or "") + words
    elif parent is not None:
        parent.text = (parent.text or "") + words
    entity.tail = None
    if parent is not None:
        parent.remove(entity)
