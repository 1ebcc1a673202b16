"""Tell a wire from other XML and JSON by the first bytes of its file; without the parsers, since a walk asks it."""

from feedpub.patterns import regex

__all__ = ["KEYS", "OTHER_ITEMS", "is_json_wire", "is_xml_wire", "root_name"]

_HEAD = 65_536  # bytes that are looked at
OTHER_ITEMS = {
    "packageitem": "package",
    "knowledgeitem": "knowledge item",
    "conceptitem": "concept item",
    "planningitem": "planning item",
    "catalogitem": "catalog item",
}
_ITEMS = frozenset({"nitf", "newsitem", "newsmessage", *OTHER_ITEMS})
# Names of properties, in small letters, of which an item of ninjs has at least two beside its `uri`. A file of another
# program may have a `uri`, and one of them.
KEYS = frozenset(
    {
        *("pubstatus", "versioncreated", "firstcreated", "contentcreated", "headlines", "headline", "bodies", "byline"),
        *("body_text", "body_html", "body_xhtml", "representationtype", "copyrightholder", "associations", "located"),
        *(
            "renditions",
            "embargoed",
            "embargoeduntil",
            "usageterms",
            "slugline",
            "urgency",
            "subjects",
            "description_text",
        ),
    }
)
_FEWEST = 2
_ROOT = regex(
    r"(?:\s++|<\?(?:(?!\?>)[\s\S])*+\?>|<!--(?:(?!-->)[\s\S])*+-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)*+"
    r"<(?:[\w.-]+:)?([\w.-]+)"
)
_URI = regex(r'"uri"\s*+:')


def is_xml_wire(data: bytes) -> bool:
    """Whether a file is NewsML-G2 or NITF, by its first element."""
    return root_name(data[:_HEAD]).lower() in _ITEMS


def is_json_wire(data: bytes) -> bool:
    """Whether a file is ninjs, as far as its first bytes show it."""
    text = _text(data[:_HEAD])
    if text.lstrip()[:1] not in ("{", "[") or not _URI.search(text):
        return False
    lower = text.lower()
    return "ninjs" in lower or sum(f'"{name}"' in lower for name in KEYS) >= _FEWEST


def root_name(data: bytes) -> str:
    """The name of the first element of XML in any usual encoding; empty where none is seen."""
    found = _ROOT.match(_text(data[:_HEAD]))
    return found[1] if found else ""


def _text(data: bytes) -> str:
    """Bytes whose ASCII characters are right, whatever the others are."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
