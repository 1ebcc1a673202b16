"""Read NITF, IPTC's News Industry Text Format (2.5 to 3.6), by itself or within NewsML-G2."""

from typing import TYPE_CHECKING

from feedpub.model.wire import ItemStatus, WireItem
from feedpub.reading.formats.wires.body import inline_text, local_name, parts_of_element
from feedpub.reading.formats.wires.item import WireText, moment_of, number_of, status_of, topics_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["first_named", "read_document", "take_body"]


def first_named(element: "_Element", *names: str) -> "_Element | None":
    """The first element of a name below another, whatever its namespace; None without one."""
    return next((row for row in element.iter() if local_name(row) in names), None)


def read_document(root: "_Element") -> WireText:
    """A NITF document as an item.

    Raises:
        UnreadableError: its text is nested too deep.
    """
    docdata = first_named(root, "docdata")
    data = docdata if docdata is not None else root
    release = _norm(data, "date.release")
    due = moment_of(release)
    status = status_of(docdata.get("management-status") if docdata is not None else None)
    key = first_named(data, "du-key")
    located = first_named(root, "dateline")
    item = WireItem(
        guid=_attribute(data, "doc-id", "id-string"),
        version=number_of(key.get("version") or key.get("generation")) if key is not None else 0,
        status=max(status, ItemStatus.WITHHELD) if release and due is None else status,
        created=moment_of(_norm(root, "story.date")),
        versioned=moment_of(_norm(data, "date.issue")),
        embargoed=due,
        located=_place(located) if located is not None else None,
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("baselang"),
        topics=topics_of(_subjects(root)),
        source=inline_text(first_named(root, "distributor")) or None,
    )
    found = WireText(item=item)
    take_body(root, found, "")
    if not found.headline:
        found.headline = inline_text(first_named(root, "title"))
        found.names["headline"] = "title"
    return found


def take_body(root: "_Element", found: WireText, where: str) -> None:
    """Take headline, byline, dateline and text of a NITF body, where they are not known yet.

    Args:
        root: `nitf`.
        found: takes them.
        where: what stands before the names of elements in origins.

    Raises:
        UnreadableError: its text is nested too deep.
    """
    head = first_named(root, "body.head")
    if head is not None:
        for name, attribute in (("hl1", "headline"), ("hl2", "deck"), ("byline", "byline"), ("dateline", "dateline")):
            words = inline_text(first_named(head, name))
            if words and not getattr(found, attribute):
                setattr(found, attribute, words)
                found.names[attribute] = f"{where}{name}"
        left = (("abstract", "summary"), ("note", "note to editors"), ("rights", "terms of use"))
        found.left += [(what, words) for name, what in left if (words := inline_text(first_named(head, name)))]
    for content in root.iter():
        parent = content.getparent()
        if local_name(content) == "body.content" and parent is not None and local_name(parent) == "body":
            found.parts += parts_of_element(content, f"{where}body.content")
    end = first_named(root, "body.end")
    if words := inline_text(end):
        found.left.append(("tagline", words))
    summary = first_named(root, "abstract")
    if not found.parts and summary is not None:
        found.parts = parts_of_element(summary, f"{where}abstract")
        found.left = [row for row in found.left if row[0] != "summary"]


def _norm(element: "_Element", name: str) -> str:
    return _attribute(element, name, "norm")


def _attribute(element: "_Element", name: str, attribute: str) -> str:
    found = first_named(element, name)
    return (found.get(attribute) or "").strip() if found is not None else ""


def _place(dateline: "_Element") -> str | None:
    """The place of a dateline, where it is marked."""
    place = first_named(dateline, "location", "city")
    return inline_text(place) or None


def _subjects(root: "_Element") -> list[str]:
    rows = (row for row in root.iter() if local_name(row) in ("tobject.subject", "classifier"))
    return [row.get("tobject.subject.refnum") or row.get("value") or "" for row in rows]
