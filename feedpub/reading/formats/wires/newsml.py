"""Read NewsML-G2 (2.9 to 2.35): news items by themselves or in a news message, with NITF, XHTML or plain text."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from feedpub.model.wire import ItemStatus, WireItem
from feedpub.reading.formats.wires.body import inline_text, local_name, parts_of_element, parts_of_html, parts_of_text
from feedpub.reading.formats.wires.item import (
    Part,
    WireText,
    local_picture,
    moment_of,
    number_of,
    status_of,
    topics_of,
)
from feedpub.reading.formats.wires.nitf import first_named, take_body
from feedpub.reading.formats.wires.signs import OTHER_ITEMS

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_message"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WIDEST = 2048  # pixels of the rendition that is taken, if there is a choice
_DECKS = ("subtitle", "subhead", "subheadline", "deck", "sub")
_PICTURES = ("ninat:picture", "ninat:graphic")


def read_message(root: "_Element") -> tuple[list[WireText], list[tuple[str, str]]]:
    """The items of a file, and what else is in it: packages and the like, each with what it is and its words.

    Pictures that are items of their own go to the only text beside them, or to the text that names them.

    Raises:
        UnreadableError: the text of an item is nested too deep.
    """
    others: list[tuple[str, str]] = []
    found: list[WireText] = []
    items = [root] if local_name(root) != "newsmessage" else list(_of_message(root))
    news = [item for item in items if local_name(item) == "newsitem"]
    for number, item in enumerate(news, 1):
        found.append(_item(item, f"item {number}, " if len(news) > 1 else ""))
    for item in items:
        if (what := OTHER_ITEMS.get(local_name(item))) is not None:
            words = inline_text(first_named(item, "headline", "title", "name"))
            others.append((what, words or item.get("guid") or what))
    return _with_pictures(found), others


def _of_message(root: "_Element") -> Iterator["_Element"]:
    for child in root:
        if local_name(child) == "itemset":
            yield from child


def _with_pictures(items: list[WireText]) -> list[WireText]:
    texts = [item for item in items if not item.is_picture]
    kept: list[WireText] = []
    for item in items:
        owner = None
        if item.is_picture and item.item.status is ItemStatus.USABLE and item.item.embargoed is None:
            named = [text for text in texts if item.item.guid in text.guids]
            owner = next(iter(named), texts[0] if len(texts) == 1 else None)
        if owner is None:
            kept.append(item)
        else:
            owner.parts += item.parts
            owner.left += item.left
    return kept


def _item(element: "_Element", where: str) -> WireText:
    meta, content = _child(element, "itemmeta"), _child(element, "contentmeta")
    embargo = _child(meta, "embargoed")
    due = moment_of(inline_text(embargo))
    status = status_of(_code(_child(meta, "pubstatus")))
    located = _child(content, "located")
    item = WireItem(
        guid=(element.get("guid") or "").strip(),
        version=number_of(element.get("version")),
        # An embargo without a readable end holds until a later version lifts it.
        status=max(status, ItemStatus.WITHHELD) if embargo is not None and due is None else status,
        created=_moment(content, "contentcreated") or _moment(meta, "firstcreated"),
        versioned=_moment(meta, "versioncreated"),
        embargoed=due,
        located=_name(located),
        language=_language(element, content),
        topics=topics_of([_code(row) for row in _children(content, "subject")]),
        source=_name(_child(content, "infosource")) or _name(_child(meta, "provider")),
    )
    found = WireText(item=item)
    found.guids = tuple(row.get("residref") or "" for row in _children(meta, "link"))
    found.is_picture = _code(_child(meta, "itemclass")).lower() in _PICTURES
    _heads(content, found, where)
    _content(element, found, where)
    for name, what in (("ednote", "note to editors"),):
        found.left += [(what, words) for row in _children(meta, name) if (words := inline_text(row))]
    rights = _child(element, "rightsinfo")
    for name, what in (("copyrightnotice", "copyright"), ("usageterms", "terms of use")):
        found.left += [(what, words) for row in _children(rights, name) if (words := inline_text(row))]
    return found


def _heads(content: "_Element | None", found: WireText, where: str) -> None:
    """Headline, deck, byline and dateline of the metadata; what they lack, the text may have."""
    for row in _children(content, "headline"):
        role = (row.get("role") or "").rpartition(":")[2].lower()
        attribute = "deck" if role in _DECKS else "headline"
        if not getattr(found, attribute):
            setattr(found, attribute, inline_text(row))
            found.names[attribute] = f"{where}headline"
    for attribute, name in (("byline", "by"), ("dateline", "dateline")):
        if words := inline_text(_child(content, name)):
            setattr(found, attribute, words)
            found.names[attribute] = f"{where}{name}"


def _content(element: "_Element", found: WireText, where: str) -> None:
    """The text, of several forms of it the one with most marks, and the pictures."""
    rows = [row for part in _children(element, "contentset") for row in part]
    content = _child(element, "contentmeta")
    described = " ".join(filter(None, map(inline_text, _children(content, "description"))))
    if found.is_picture:
        credit = inline_text(_child(content, "creditline")) or _name(_child(content, "creator")) or ""
        caption = f"{described}（{credit}）" if credit and credit not in described else described
        found.parts = list(_picture(rows, caption, where))
        return
    inline = next((row for row in rows if local_name(row) == "inlinexml"), None)
    body = next(iter(inline), None) if inline is not None else None
    data = next((row for row in rows if local_name(row) == "inlinedata" and not row.get("encoding")), None)
    if body is not None and local_name(body) == "nitf":
        take_body(body, found, where)
    elif body is not None:
        _take_html(body, found, where)
    elif data is not None:
        text = "".join(str(words) for words in data.itertext())
        is_html = "html" in (data.get("contenttype") or "") or text.lstrip().startswith("<")
        found.parts = (parts_of_html if is_html else parts_of_text)(text, f"{where}inlineData")
    if not found.byline and (names := list(filter(None, map(_name, _children(content, "creator"))))):
        found.byline, found.names["byline"] = "、".join(names), f"{where}creator"
    found.parts += _picture(rows, described, where)
    if described and not any(part.kind == "picture" and part.text == described for part in found.parts):
        found.left.append(("summary", described))


def _take_html(body: "_Element", found: WireText, where: str) -> None:
    inner = first_named(body, "body")
    found.parts = parts_of_element(body if inner is None else inner, f"{where}body")
    if not found.headline:
        found.headline, found.names["headline"] = inline_text(first_named(body, "h1", "title")), f"{where}title"


def _picture(rows: list["_Element"], caption: str, where: str) -> Iterator[Part]:
    """The rendition of a picture that is shown: the widest of a usual width, else the narrowest."""
    remote = [row for row in rows if local_name(row) == "remotecontent"]
    images = [row for row in remote if (row.get("contenttype") or "image/").startswith("image/")]
    found = ((number_of(row.get("width")), local_picture(row.get("href"))) for row in images)
    files = [(width, file) for width, file in found if file]
    usual = [file for file in files if file[0] <= _WIDEST]
    if images:
        _, file = max(usual, key=lambda one: one[0]) if usual else min(files, default=(0, ""))
        yield Part("picture", caption, f"{where}remoteContent", file)


def _children(element: "_Element | None", name: str) -> list["_Element"]:
    return [] if element is None else [row for row in element if local_name(row) == name]


def _child(element: "_Element | None", name: str) -> "_Element | None":
    return next(iter(_children(element, name)), None)


def _moment(element: "_Element | None", name: str) -> datetime | None:
    return moment_of(inline_text(_child(element, name)))


def _code(element: "_Element | None") -> str:
    if element is None:
        return ""
    return element.get("qcode") or element.get("uri") or element.get("literal") or ""


def _name(element: "_Element | None") -> str | None:
    """The name of a concept as it is written for readers; without one, its literal."""
    if element is None:
        return None
    return inline_text(_child(element, "name")) or element.get("literal") or None


def _language(element: "_Element", content: "_Element | None") -> str | None:
    found = _child(content, "language")
    return (found.get("tag") if found is not None else None) or element.get(_LANG)
