"""Parse XML that comes from anywhere: without entities, without a DTD's contents, without the net, within bounds."""

from typing import Any

from lxml import etree

from feedpub.errors import UnreadableError
from feedpub.messages import message

__all__ = ["MOST_XML", "local", "parse_xml"]

MOST_XML = 32 * 1024 * 1024  # bytes
_MOST_TAGS = 1_000_000  # opening and closing ones; each element takes some 150 bytes


def parse_xml(data: bytes, what: str = "") -> etree._Element:
    """The root element of an XML document.

    A document type that only names its DTD (NITF has one) is passed over: no DTD is ever loaded. One that declares
    entities is refused, whatever they are: a few lines of them may stand for gigabytes, or for a file of this machine.

    Args:
        data: the document, in any encoding that it declares.
        what: its name within the file, for messages; empty if it is the file itself.

    Elements within elements end at a depth of 256, as libxml2 has it.

    Raises:
        UnreadableError: it is no XML, declares entities, or is out of bounds.
    """
    part = message("its part {name}", name=what) if what else message("it")
    harm = message("is not read: {part} declares entities, which a document needs for nothing but harm", part=part)
    if len(data) > MOST_XML or data.count(b"<") > _MOST_TAGS:
        raise UnreadableError(
            message(
                "is not read: {part} is larger than any article ({megabytes} MB of XML)",
                part=part,
                megabytes=len(data) // 1_000_000,
            )
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in data:
            raise UnreadableError(harm) from error
        line = None if what else error.lineno
        told = message("is not read: {part} is no well-formed XML ({error})", part=part, error=error.msg[:120])
        raise UnreadableError(told, line=line) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableError(harm)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
