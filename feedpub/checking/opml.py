"""Check a subscription list: OPML 2.0 (http://opml.org/spec2.opml), for which there is no official schema."""

from collections.abc import Iterator

from lxml import etree

from feedpub.checking.feed import Finding, error, words
from feedpub.checking.links import is_http
from feedpub.messages import message

__all__ = ["opml_findings"]

_HEAD = frozenset(words(
    "title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop "
    "windowLeft windowBottom windowRight"
))  # fmt: skip


def opml_findings(root: etree._Element) -> Iterator[Finding]:
    """Everything wrong with its order, its outlines, and the addresses of its feeds."""
    if root.get("version") != "2.0":
        yield error(root, "opml-version", message("version is {version}, not 2.0", version=repr(root.get("version"))))
    if [child.tag for child in root] != ["head", "body"]:
        yield error(root, "structure", message("an opml element has a head, then a body, and nothing else"))
        return
    head, body = root
    for child in head:
        if child.tag not in _HEAD:
            yield error(child, "unknown-element", message("{tag} is no element of a head", tag=child.tag))
    outlines = list(body.iter("outline"))
    if not outlines:
        yield error(body, "structure", message("the body has no outline"))
    for outline in outlines:
        if outline.get("text") is None:
            yield error(outline, "missing-attribute", message("an outline has no text"))
        if outline.get("type") == "rss":
            address = outline.get("xmlUrl", "")
            if not is_http(address):
                yield error(
                    outline,
                    "link-invalid",
                    message("xmlUrl {address!r} is no absolute http or https address", address=address),
                )
    for stray in body.iter():
        if stray.tag not in ("body", "outline"):
            yield error(stray, "unknown-element", message("{tag} is no element of a body", tag=stray.tag))
