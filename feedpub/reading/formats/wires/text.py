"""Write the items of a wire as feedpub's own text, and say what each states."""

from collections.abc import Iterable, Sequence

from feedpub.errors import UnreadableError
from feedpub.messages import message
from feedpub.model.wire import ItemStatus, WireItem
from feedpub.reading.formats.lines import TextLines
from feedpub.reading.formats.wires.body import MOST_PARTS, too_many_parts
from feedpub.reading.formats.wires.item import Part, WireText
from feedpub.reading.formats.wires.signs import OTHER_ITEMS, is_json_wire, is_xml_wire, root_name
from feedpub.reading.source_text import SourceText

__all__ = ["read_json", "read_xml"]

_LARGEST = 8_000_000  # bytes; a message of a hundred stories is a tenth of it
_STOPPED = {ItemStatus.WITHHELD: "withheld item", ItemStatus.CANCELED: "canceled item"}


def read_json(data: bytes, _name: str) -> SourceText:
    """A file of ninjs as text; a JSON file of another kind is passed over.

    Raises:
        UnreadableError: it is ninjs, and broken or too large.
    """
    from feedpub.reading.formats.wires.ninjs import read_items

    is_wire = is_json_wire(data)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        if not is_wire:
            return _passed_over()
        raise UnreadableError(message("is no valid JSON: JSON is in UTF-8 (RFC 8259), and this is not")) from error
    if len(data) > _LARGEST:
        return _too_large(data) if is_wire else _passed_over()
    try:
        items = read_items(text)
    except UnreadableError:
        if not is_wire:
            return _passed_over()
        raise
    return _passed_over() if items is None else _as_source(items)


def read_xml(data: bytes, _name: str) -> SourceText:
    """A file of NewsML-G2 or NITF as text; an XML file of another kind is passed over.

    Raises:
        UnreadableError: it is one of these, and broken or too large.
    """
    from feedpub.reading.formats.wires.newsml import read_message
    from feedpub.reading.formats.wires.nitf import read_document
    from feedpub.reading.formats.wires.xml import parse_wire

    root = root_name(data).lower()
    if root in OTHER_ITEMS:
        return SourceText(text="", passed_over="wire")
    if not is_xml_wire(data):
        return _passed_over()
    if len(data) > _LARGEST:
        return _too_large(data)
    parsed = parse_wire(data)
    if root == "nitf":
        return _as_source([read_document(parsed)])
    items, others = read_message(parsed)
    return _as_source(items, others)


def _passed_over() -> SourceText:
    return SourceText(text="", passed_over="format")


def _too_large(data: bytes) -> SourceText:
    size, most = f"{len(data) / 1_000_000:.1f}", _LARGEST // 1_000_000
    raise UnreadableError(
        message("has {size} MB, and a wire may have {most}; is there a picture or a film in it?", size=size, most=most)
    )


def _as_source(items: Sequence[WireText], others: Iterable[tuple[str, str]] = ()) -> SourceText:
    """The items as text. What may not be published is not in it, and neither is what is no article.

    Args:
        items: in order.
        others: what else is in the file, each with what it is and its words.

    Raises:
        UnreadableError: there are more parts than any news has.
    """
    if sum(len(item.parts) for item in items) > MOST_PARTS:
        raise too_many_parts()
    lines = TextLines()
    stated: list[WireItem] = []
    for item in _newest(items, lines):
        title = item.headline or item.item.guid
        if item.item.status is not ItemStatus.USABLE:
            stated.append(item.item._replace(title=title))
            words = "\n".join(filter(None, (title, *(part.text for part in item.parts))))
            lines.discard(_STOPPED[item.item.status], words)
        elif item.headline and any(part.kind != "picture" or part.file for part in item.parts):
            number = _write(item, lines)
            stated.append(item.item._replace(title=title, line=number))
        else:
            words = "\n".join(filter(None, (item.headline, *(part.text for part in item.parts))))
            lines.discard("item without text" if item.headline else "item without a headline", words or title)
        for what, words in item.left:
            lines.discard(what, words)
    for what, words in others:
        lines.discard(what, words)
    if not stated:
        return SourceText(text="", passed_over="wire")
    return lines.done()._replace(items=tuple(stated))


def _newest(items: Sequence[WireText], lines: TextLines) -> list[WireText]:
    """The items without older versions of others in the same file, which are put aside."""
    best: dict[str, WireText] = {}
    for item in items:
        guid = item.item.guid
        if guid and (guid not in best or item.item.is_newer(best[guid].item)):
            best[guid] = item
    kept = [item for item in items if not item.item.guid or best[item.item.guid] is item]
    for item in items:
        if item not in kept:
            lines.discard("older version of an item", "\n".join((item.headline, *(part.text for part in item.parts))))
    return kept


def _write(item: WireText, lines: TextLines) -> int:
    """Write an item as an article; returns the number of its headline's line."""
    names = item.names
    if item.kicker:
        lines.add(item.kicker, names.get("kicker", "headline"), "kicker")
    number = lines.add(item.headline, names.get("headline", "headline"), "headline")
    if item.deck:
        lines.add(item.deck, names.get("deck", "headline"), "deck")
    if item.byline:
        lines.add(item.byline, names.get("byline", "byline"), "byline")
    dateline = item.dateline
    for place, part in enumerate(item.parts):
        if place == 0 and part.kind == "subhead" and _bare(part.text) == _bare(item.headline):
            lines.discard("headline repeated", part.text)
            continue
        if dateline and part.kind == "text":
            part = _below(dateline, part, names.get("dateline", "dateline"))
            dateline = ""
        _add(part, lines)
    return number


def _below(dateline: str, part: Part, name: str) -> Part:
    """The first paragraph with the dateline that is stated for it, unless it opens with it."""
    if _bare(part.text).startswith(_bare(dateline)):
        return part
    gap = "" if dateline[-1] in "）】" else " "
    dash = "-- " if dateline.isascii() and dateline[-1] not in "-–—:" else ""
    return part._replace(text=f"{dateline}{gap}{dash}{part.text}", origin=f"{name}, {part.origin}")


def _add(part: Part, lines: TextLines) -> None:
    if part.kind == "picture" and not part.file:
        lines.discard("picture without a file beside it", part.text)
    elif part.kind == "picture":
        lines.picture(part.file, part.text, part.origin)
    elif part.kind == "subhead":
        lines.add(f"### {part.text}", part.origin)
    elif part.kind == "row":
        lines.add(part.text, part.origin)
    else:
        lines.add(part.text, part.origin, "text")


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
