"""Check which elements a feed has, how often and in which order (RFC 4287 section 4; RSS 2.0; the RSS profile)."""

import re
from collections.abc import Iterator

from lxml import etree

from feedpub.checking.feed import ATOM, DC, ENCODED, Feed, Finding, error, local, text, warning, words
from feedpub.checking.links import is_iri, relation
from feedpub.messages import message

__all__ = [
    "authors", "blank", "categories", "content", "email", "encoded", "known", "once", "order", "required",
    "told_twice",
]  # fmt: skip

_REQUIRED = {
    f"{ATOM}feed": ("id", "title", "updated"), f"{ATOM}entry": ("id", "title", "updated"),
    "channel": ("title", "link", "description"), "item": (),
}  # fmt: skip
_ONCE = {
    f"{ATOM}feed": words("id title updated generator icon logo rights subtitle"),
    f"{ATOM}entry": words("id title updated content published rights source summary"),
    "channel": words("title link description language copyright managingEditor webMaster pubDate "
                     "lastBuildDate generator docs cloud ttl image rating textInput skipHours skipDays"),
    "item": (*words("title link description author comments enclosure guid pubDate source"), ENCODED),
}  # fmt: skip
_INSIDE = {  # RSS 2.0: the elements without a namespace that each element may hold
    "channel": {*_ONCE["channel"], "category", "item"},
    "item": {*_ONCE["item"], "category"},
    "image": {"url", "title", "link", "width", "height", "description"},
    "textInput": {"title", "description", "name", "link"},
    "skipHours": {"hour"}, "skipDays": {"day"},
}  # fmt: skip
_ATTRIBUTES = {
    "guid": {"isPermaLink"}, "category": {"domain"}, "source": {"url"},
    "enclosure": {"url", "length", "type"},
    "cloud": {"domain", "port", "path", "registerProcedure", "protocol"},
}  # fmt: skip


def required(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.1.1 and 4.1.2; RSS 2.0 "Required channel elements", "Elements of item"."""
    for part in feed.parts:
        for name in _REQUIRED[part.node.tag]:
            if feed.ns + name not in part.kids:
                yield error(
                    part.node,
                    "missing-element",
                    message("{element} has no {name}", element=local(part.node), name=name),
                )
        if part.node.tag == "item" and not part.all("title", "description"):
            yield error(part.node, "missing-element", message("item has neither a title nor a description"))


def once(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.1.1 and 4.1.2: "MUST NOT contain more than one"; RSS profile, "uniqueness"."""
    for part in feed.parts:
        for name in _ONCE[part.node.tag]:
            tag = name if name == ENCODED else feed.ns + name
            for again in part.kids.get(tag, ())[1:]:
                yield error(
                    again,
                    "duplicate-element",
                    message("{element} has a second {other}", element=local(part.node), other=local(again)),
                )


def known(feed: Feed) -> Iterator[Finding]:
    """RSS 2.0 "Extending RSS": what is not in the specification needs a namespace. Atom has it everywhere."""
    for part in feed.parts:
        for node in (node for tag, nodes in part.kids.items() if tag[0] != "{" for node in nodes):
            if feed.ns or node.tag not in _INSIDE[part.node.tag]:
                yield error(
                    node,
                    "unknown-element",
                    message("no {tag} is known in {element}", tag=node.tag, element=local(part.node)),
                )
                continue
            for inner in node.iterchildren("*") if node.tag != "item" else ():
                if inner.tag[0] != "{" and inner.tag not in _INSIDE.get(node.tag, ()):
                    yield error(
                        inner, "unknown-element", message("no {inner} is known in {tag}", inner=inner.tag, tag=node.tag)
                    )
            for key in map(str, node.keys()):
                if key[0] != "{" and key not in _ATTRIBUTES.get(node.tag, ()):
                    yield error(
                        node,
                        "unknown-attribute",
                        message("no attribute {key} is known on {tag}", key=key, tag=node.tag),
                    )


def order(feed: Feed) -> Iterator[Finding]:
    """RSS profile, "item": some readers stop reading about the channel where its items begin."""
    tags = [node.tag for node in feed.top.node.iterchildren("*")]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        where = feed.items[0].node
        yield warning(where, "item-misplaced", message("the channel's own elements must precede its items"))


def blank(feed: Feed) -> Iterator[Finding]:
    """An empty element should be left out; some readers show an empty line for it."""
    names = ("title", "summary", "subtitle", "rights", "content", "name", "generator")
    for node in feed.iter(*(feed.ns + name for name in names)):
        if not len(node) and node.get("src") is None and not text(node).strip():
            yield warning(node, "blank", message("{element} is empty", element=local(node)))


# ---- authors, categories, content


def authors(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.1.1: an author on the feed, or on each entry."""
    author = f"{ATOM}author"
    if author not in feed.top.kids:
        for entry in feed.items:
            own = [*entry.all(author), *entry.node.iterfind(f"{ATOM}source/{author}")]
            if not own:
                yield error(entry.node, "missing-author", message("neither the entry nor the feed has an author"))


_SAME = (  # RSS profile, "namespace elements": one fact in an element of the standard, or of a namespace
    ("author", f"{DC}creator"), (f"{ATOM}author", f"{DC}creator"), ("managingEditor", f"{DC}creator"),
    ("author", f"{ATOM}author"), ("pubDate", f"{DC}date"), ("pubDate", f"{ATOM}published"),
    ("category", f"{DC}subject"), ("language", f"{DC}language"), ("copyright", f"{DC}rights"),
    ("guid", f"{ATOM}id"), ("webMaster", f"{DC}publisher"), (f"{ATOM}updated", f"{DC}date"),
)  # fmt: skip


def told_twice(feed: Feed) -> Iterator[Finding]:
    """Readers that know both print the fact twice: "张三, 张三"."""
    for part in feed.parts:
        for core, extension in _SAME:
            if core in part.kids and extension in part.kids:
                code = "author-twice" if extension.endswith(("creator", "author")) else "told-twice"
                yield warning(
                    part.kids[extension][0],
                    code,
                    message("{element} says so already", element=local(part.kids[core][0])),
                )
        creators = [text(node) for node in part.all(f"{DC}creator")]
        people = [node.findtext(f"{ATOM}name") for node in part.all(f"{ATOM}author")]
        if len(creators) != len(set(creators)) or len(people) != len(set(people)):
            yield warning(
                part.node, "author-twice", message("{element} names one author twice", element=local(part.node))
            )


def email(feed: Feed) -> Iterator[Finding]:
    """RSS 2.0, `author`, `managingEditor`, `webMaster`: an e-mail address, not a name."""
    for node in feed.iter("author", "managingEditor", "webMaster"):
        if not re.fullmatch(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+( \(.+\))?", text(node)):
            yield error(
                node, "email-invalid", message("{tag} must be an e-mail address; names are dc:creator", tag=node.tag)
            )


def categories(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.2.2; RSS 2.0 `category`."""
    for node in feed.iter(f"{feed.ns}category"):
        if not (node.get("term", "-") if feed.ns else text(node)).strip():
            yield warning(node, "category-blank", message("the category is empty"))
        if feed.ns and (scheme := node.get("scheme")) is not None and not is_iri(scheme):
            yield error(node, "scheme-invalid", message("{value!r} is no absolute IRI", value=scheme))


def content(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.1.2 and 4.1.1.1: an entry's text, or a summary and a link to it."""
    for entry in feed.items:
        bodies, summary = entry.all(f"{ATOM}content"), f"{ATOM}summary" in entry.kids
        if not bodies and not any(relation(link) == "alternate" for link in entry.all(f"{ATOM}link")):
            yield error(entry.node, "missing-content", message("the entry has neither content nor an alternate link"))
        elif not bodies and not summary:
            yield warning(entry.node, "missing-summary", message("the entry has neither content nor a summary"))
        elif bodies and not summary and not _is_inline_text(bodies[0]):
            yield error(entry.node, "missing-summary", message("content that is not inline text needs a summary"))


def _is_inline_text(body: etree._Element) -> bool:
    kind = body.get("type", "text").lower()
    return body.get("src") is None and ("/" not in kind or kind.startswith("text/") or kind.endswith("xml"))


def encoded(feed: Feed) -> Iterator[Finding]:
    """RSS profile, "content:encoded": a reader takes the last it meets, so the description comes first."""
    for item in feed.items:
        tags = [node.tag for node in item.node.iterchildren("description", ENCODED)]
        if tags[:1] == [ENCODED]:
            yield warning(item.node, "encoded-first", message("content:encoded needs a description before it"))
