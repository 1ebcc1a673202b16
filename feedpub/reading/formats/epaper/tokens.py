"""A page as a sequence of tags, texts and comments, in the order of the file.

Founder's marks are comments around a part of the page (`<!--<npm:article-title>-->`), and that part need be no element.
So pages are read as a sequence, in which a part is a slice, whether a mark or an element holds it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree
from lxml.html import HTMLParser

from feedpub.errors import TooLargeError, UnreadableError
from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.formats.epaper.decoding import decode_page

__all__ = [
    "BLOCKS",
    "CLOSE",
    "COMMENT",
    "OPEN",
    "TEXT",
    "Token",
    "Tokens",
    "elements",
    "end_of",
    "ends_whole",
    "has_class",
    "page_tokens",
    "words_of",
]

_LARGEST = 8_000_000  # bytes
_MOST_TAGS = 50_000
_DEEPEST = 250  # elements in each other, by libxml2's own bound
_DEEP = "Excessive depth"  # what it says there
_NO_TEXT = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea")
)
_ENDS = regex(r"(?:</[\w:-]+\s*>|-->)\s*\Z")  # how a page ends that was not cut off
_END = regex(r"</(?:html|body)\s*>", 2)

# Elements that begin a line of their own.
_LINES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th
thead tr ul founder-title founder-author founder-content
"""
BLOCKS = frozenset(_LINES.split())

Kind: TypeAlias = Literal["open", "close", "text", "comment"]
OPEN: Literal["open"] = "open"
CLOSE: Literal["close"] = "close"
TEXT: Literal["text"] = "text"
COMMENT: Literal["comment"] = "comment"
_NONE: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    """A part of a page.

    Attributes:
        kind: of it.
        value: the name of a tag in small letters, or the words of a text or a comment.
        attributes: of a tag that opens an element.
        size: how many tokens further on the element that it opens is closed.
    """

    kind: Kind
    value: str
    attributes: Mapping[str, str] = _NONE
    size: int = 0


Tokens: TypeAlias = Sequence[Token]


def page_tokens(data: bytes) -> tuple[str, Tokens]:
    """The text of a page's file, and its tokens. Nothing outside of the file is read, and no entity is expanded.

    Raises:
        TooLargeError: it is larger, or has more tags, than pages have.
        UnreadableError: it is cut off, its elements are too deep in each other, or it is in no encoding that is known.
    """
    if len(data) > _LARGEST:
        raise TooLargeError(message("is a web page of more than {n} MB, and is not read", n=_LARGEST // 1_000_000))
    if data.count(b"<") > 2 * _MOST_TAGS:
        raise TooLargeError(message("is a web page of more than {n} tags, and is not read", n=_MOST_TAGS))
    source = decode_page(data)
    if not ends_whole(source) and source.strip() and not _ENDS.search(source):
        raise UnreadableError(message("is a web page that is cut off: it ends within its text; save it again"))
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    root = etree.fromstring(source.encode("utf-8", "replace") or b"<html/>", parser)
    if any(_DEEP in entry.message for entry in parser.error_log):
        raise UnreadableError(
            message("is a web page of more than {n} elements in each other, and is not read", n=_DEEPEST)
        )
    return source, _sized(list(_tokens(root))) if root is not None else ()


def ends_whole(source: str) -> bool:
    """Whether a page has its end."""
    return _END.search(source) is not None


def _tokens(root: etree._Element) -> Iterator[Token]:
    left_out = 0  # elements without text that are open
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        name = node.tag.lower() if isinstance(node.tag, str) else ""
        if event == "start":
            left_out += name in _NO_TEXT
            if not left_out:
                yield Token(OPEN, name, dict(node.items()))
                if node.text:
                    yield Token(TEXT, node.text)
            continue
        if event == "end":
            if not left_out:
                yield Token(CLOSE, name)
            left_out -= name in _NO_TEXT
        elif not left_out:
            yield Token(COMMENT, (node.text or "").strip())
        if node.tail and not left_out:
            yield Token(TEXT, node.tail)


def _sized(tokens: list[Token]) -> Tokens:
    """The tokens, of which those that open an element know where it ends."""
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == OPEN:
            opened.append(place)
        elif token.kind == CLOSE:
            begin = opened.pop()
            tokens[begin] = tokens[begin]._replace(size=place - begin)
    return tokens


def elements(tokens: Tokens, fits: Callable[[Token], bool]) -> Iterator[tuple[int, int]]:
    """The begin and the end of each element that fits: its tag is at `begin`, the last token within it before `end`."""
    for begin, token in enumerate(tokens):
        if token.kind == OPEN and fits(token):
            yield begin, end_of(tokens, begin)


def end_of(tokens: Tokens, begin: int) -> int:
    """The place of the tag that closes the element at `begin`; the end of the tokens where none does."""
    return min(begin + tokens[begin].size, len(tokens))


def has_class(token: Token, *names: str) -> bool:
    """Whether an element has one of these classes, or one of these as its id."""
    held = (*token.attributes.get("class", "").split(), token.attributes.get("id", ""))
    return any(name in held for name in names)


def words_of(tokens: Tokens) -> str:
    """The text of tokens on one line; where a line begins, there is a blank."""
    parts = (token.value if token.kind == TEXT else " " if token.value in BLOCKS else "" for token in tokens)
    return " ".join("".join(parts).split())
