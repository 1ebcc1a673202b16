"""XMP: RDF in XML within a picture, without the properties that say where it was taken."""

import re
from typing import TYPE_CHECKING

from feedpub.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["clean_xmp"]

_LONGEST = 1_000_000  # bytes
_MOST_ATTRIBUTES = 500  # of an element; to find one of them takes longer the more there are
_STRUCTURE = frozenset(
    {"adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/XML/1998/namespace"}
)
# Who made it, whose it is, what it shows, how it was taken. Others belong to programs (their histories, settings, depth
# maps, layers), and nobody can tell what is in them.
_KEPT = _STRUCTURE | {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/photoshop/1.0/",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "http://ns.useplus.org/ldf/xmp/1.0/",
    "http://creativecommons.org/ns#",
    "http://ns.adobe.com/tiff/1.0/",
    "http://ns.adobe.com/exif/1.0/",
    "http://ns.adobe.com/exif/1.0/aux/",
    "http://cipa.jp/exif/1.0/",
}
# Places; then what may have one in it, or a second picture. `CiAdrCity` is the photographer's address: it stays.
_LEFT_OUT = regex(
    r"GPS.*|.*Location.*|City|State|ProvinceState|Country.*|WorldRegion|Sublocation|coverage"
    r"|UserComment|MakerNote|Thumbnails|History|DocumentAncestors",
    re.IGNORECASE,
)
_BEFORE = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_AFTER = b'\n<?xpacket end="w"?>'


def clean_xmp(data: bytes) -> bytes:
    """A packet of XMP without what says where a picture was taken.

    Returns:
        The same bytes where nothing had to go, and none where nothing is left or they are no XMP.
    """
    from lxml import etree  # few pictures have any

    if len(data) > _LONGEST:
        return b""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return b""
    if root.getroottree().docinfo.internalDTD is not None:
        return b""
    if any(len(element.attrib) > _MOST_ATTRIBUTES for element in root.iter()):
        return b""
    if not _drop_places(root):
        return data
    if not any(_has_property(element) for element in root.iter()):
        return b""
    etree.cleanup_namespaces(root)
    return _BEFORE + etree.tostring(root, encoding="utf-8", with_tail=False) + _AFTER


def _drop_places(root: "_Element") -> bool:
    """Takes elements, attributes, comments and instructions out; returns whether there were any."""
    left_out = [element for element in root.iter() if not _is_kept(element.tag)]
    for element in left_out:
        above = element.getparent()
        if above is not None:
            above.remove(element)  # with the text behind it, which is white space in RDF
    dropped = bool(left_out)
    for element in root.iter():
        for name in [name for name in element.attrib if not _is_kept(name)]:
            del element.attrib[name]
            dropped = True
    return dropped


def _is_kept(name: object) -> bool:
    """Whether an element or attribute stays; lxml gives a comment's name as a function."""
    if not isinstance(name, str):
        return False
    space, _, local = name.removeprefix("{").rpartition("}")
    if not space:  # RDF's own, as some writers have them
        return local in ("about", "resource", "parseType", "ID", "nodeID", "datatype")
    return space in _KEPT and (space in _STRUCTURE or not _LEFT_OUT.fullmatch(local))


def _has_property(element: "_Element") -> bool:
    names = (element.tag, *element.attrib)
    spaces = {str(name).removeprefix("{").rpartition("}")[0] for name in names}
    return bool(spaces - _STRUCTURE - {""})
