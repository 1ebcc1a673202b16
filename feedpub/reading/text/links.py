"""Read links in HTML and JSX: `<a href>` becomes a Markdown link, components (`<Link>`, `<Tabs>`) lose their tags."""

import re
from collections.abc import Mapping

from feedpub.patterns import regex

__all__ = ["closed_components", "is_link", "with_addresses", "without_components", "without_link_tags"]

_LINK = regex(
    r"""<a\s[^<>]{0,500}?\bhref\s*=\s*["']?(?P<to>[^"'<>\s]{1,2000})["']?[^<>]{0,500}>(?P<words>[^<>\[\]]{0,500})</a\s*>""",
    re.IGNORECASE,
)
_ANCHOR = regex(r"<a(?:\s[^<>]{0,2500})?>|</a\s*>|<a\s[^<>]{0,2500}/>", re.IGNORECASE)
_COMPONENT = regex(
    r"<(?P<name>[A-Z][A-Za-z0-9.]{1,40})(?P<rest>\s[^<>]{0,1000})?(?P<alone>/)?>|</(?P<closes>[A-Z][A-Za-z0-9.]{1,40})\s*>"
)
_CLOSES = regex(r"</([A-Z][A-Za-z0-9.]{1,40})\s*>")
_WHOLE = regex(
    r"(?:<(?P<name>[A-Z][A-Za-z0-9.]{1,40})\s[^<>]{0,1000}\b(?:href|to|url)=[^<>]{0,1000}>[^<>。！？]{0,40}</(?P=name)\s*>\s*){1,10}"
)
_NAMED = regex(r"(?<!!)\[(?P<words>[^\[\]]{1,300})\]\[(?P<name>[^\[\]]{0,100})\]")
_HTML = frozenset(
    [
        "A",
        "B",
        "I",
        "U",
        "S",
        "P",
        "BR",
        "HR",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "DIV",
        "SPAN",
        "FONT",
        "CENTER",
        "STRONG",
        "EM",
        "IMG",
        "TABLE",
        "TR",
        "TD",
        "TH",
        "TBODY",
        "THEAD",
        "UL",
        "OL",
        "LI",
        "HTML",
        "BODY",
        "SUP",
        "SUB",
        "FIGURE",
        "FIGCAPTION",
        "BLOCKQUOTE",
        "PRE",
        "CODE",
    ]
)


def closed_components(text: str) -> frozenset[str]:
    """The names of the components that a text closes somewhere: `</Link>`."""
    return frozenset(_CLOSES.findall(text)) - _HTML if "</" in text else frozenset()


def is_link(line: str) -> bool:
    """Whether a line is nothing but links in JSX: `<Link href="/news">Scores</Link>`."""
    return _WHOLE.fullmatch(line) is not None


def without_components(line: str, closed: frozenset[str]) -> str:
    """A line without the tags of JSX components; what only looks like one (`List<String>`) is kept.

    Args:
        line: of the bulletin.
        closed: see `closed_components`.
    """

    def kept(found: re.Match[str]) -> str:
        name = found["name"] or found["closes"]
        if name in _HTML or name in ("Image", "Img"):
            return found[0]
        return "" if found["alone"] or "=" in (found["rest"] or "") or name in closed else found[0]

    return _COMPONENT.sub(kept, line) if "<" in line else line


def without_link_tags(line: str) -> str:
    """A line whose `<a>` tags are Markdown links, where they lead to an address, and else gone."""
    if "<a" not in line and "<A" not in line and "</a" not in line:
        return line
    return _ANCHOR.sub("", _LINK.sub(_markdown, line))


def _markdown(found: re.Match[str]) -> str:
    words, to = found["words"].strip(), found["to"]
    if not to.lower().startswith(("http:", "https:", "mailto:")) or not words or set(to) & set("()"):
        return found["words"]
    return f"[{words}]({to})"


def with_addresses(line: str, named: Mapping[str, tuple[int, str, str]]) -> str:
    """A line whose `[words][name]` links are `[words](address)`; `named` is what `pictures.references` found."""

    def linked(found: re.Match[str]) -> str:
        known = named.get((found["name"] or found["words"]).casefold())
        return f"[{found['words']}]({known[1]})" if known else found[0]

    return _NAMED.sub(linked, line)
