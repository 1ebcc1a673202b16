"""Render an article's text as HTML for feeds and pages; every character of the bulletin is escaped.

Of Markdown, only emphasis, links and lists are recognized: markdown-it-py parses them, and nh3 removes everything else.
All other characters are shown as written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from feedpub.model import Article, Block, Paragraph, Picture, Subhead, Table
from feedpub.patterns import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["Image", "body_of", "escaped", "is_item", "plain_image", "plain_of"]

_ITEM = regex(r"(?:(?P<bullet>[-*+])|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
_TIMES = regex(r"(?<=[0-9A-Za-z])\*(?=[0-9A-Za-z])")  # 5*3*2 is not emphasis
_UNIT = "\x1f"  # U+001F: never in a text, since XML forbids it
_TAG = regex(r"<[^<>]*>")
_ALLOWED = {"a", "em", "strong"}
_SCHEMES = {"http", "https", "mailto"}

_List = Literal["ul", "ol"]
Image: TypeAlias = Callable[[Picture, str], str]


def escaped(text: str) -> str:
    """Text escaped for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # `html.escape`, but quicker


def plain_of(text: str) -> str:
    """A paragraph without its Markdown, for summaries."""
    return unescape(_TAG.sub("", _inline(text))) if _is_marked(text) else text


def is_item(paragraph: str) -> bool:
    """Whether a paragraph opens like a list item."""
    return _ITEM.match(paragraph) is not None


def body_of(
    article: Article, pictures: Mapping[str, Picture], image: Image, *, subhead: Literal["h2", "h3"] = "h3"
) -> Iterator[str]:
    """The HTML of everything below an article's headlines, block by block, its closing dateline last.

    Args:
        article: the article as read.
        pictures: the pictures that can be shown, by the name the bulletin gives them.
        image: makes the element of a picture, of the picture and of what it shows, in words.
        subhead: the element for subheads: in a page they are below a headline, in an entry they are not.
    """
    show = partial(_shown, pictures, image)
    if alone := show(article.src, article.headline or ""):
        yield f"<figure>{alone}</figure>"
    kinds = [_list_of(block) for block in article.body]
    if not any(kinds):  # most articles
        yield from filter(None, [_block(block, subhead, show) for block in article.body])
    for kind, blocks in groupby(_with_lists(article.body, kinds), key=itemgetter(0)) if any(kinds) else ():
        if kind is None:
            yield from filter(None, (_block(block, subhead, show) for _, block in blocks))
        else:
            items = [block.text for _, block in blocks if isinstance(block, Paragraph)]
            yield _list(kind, items)
    if article.kind != "article" and article.credit:
        yield f"<p>{escaped(article.credit.text)}</p>"
    yield from (f"<p>{escaped(line)}</p>" for line in article.closing)


def _with_lists(body: Sequence[Block], kinds: Sequence[_List | None]) -> Iterator[tuple[_List | None, Block]]:
    """Each block with the kind of list it is an item of, or None; a single item is not a list."""
    for index, (kind, block) in enumerate(zip(kinds, body, strict=True)):
        beside = kind and kind in (kinds[index - 1] if index else None, *kinds[index + 1 : index + 2])
        yield (kind if beside else None), block


def _list_of(block: Block) -> _List | None:
    if not isinstance(block, Paragraph):
        return None
    first = block.text[:1]
    if not (first in "-*+" or first.isdecimal()) or not (found := _ITEM.match(block.text)):
        return None  # most
    return "ul" if found["bullet"] else "ol"


def _list(kind: _List, items: Sequence[str]) -> str:
    first = _ITEM.match(items[0])
    start = f' start="{int(first["number"])}"' if first and first["number"] and int(first["number"]) != 1 else ""
    rows = "".join(f"<li>{_text(_without_mark(item))}</li>" for item in items)
    return f"<{kind}{start}>{rows}</{kind}>"


def _without_mark(text: str) -> str:
    found = _ITEM.match(text)
    return text[found.end() :] if found else text


def _block(block: Block, subhead: str, show: Callable[[str | None, str], str]) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_text(block.text)}</p>"
    if isinstance(block, Subhead):
        return f"<{subhead}>{escaped(block.text)}</{subhead}>"
    if isinstance(block, Table):
        return _table(block)
    image = show(block.src, plain_of(block.caption))
    lines = [_text(block.caption)] if block.caption else []
    lines += [escaped(block.credit.text)] if block.credit else []
    caption = f"<figcaption>{'<br/>'.join(lines)}</figcaption>" if lines else ""
    return f"<figure>{image}{caption}</figure>" if image or caption else ""


def _table(table: Table) -> str:
    spans = {(span.row, span.column): span for span in table.spans}
    spanned = {
        (span.row + down, span.column + across)
        for span in table.spans
        for down in range(span.rows)
        for across in range(span.columns)
        if down or across
    }
    rows = []
    for y, row in enumerate(table.rows):
        cells = []
        for x, cell in enumerate(row):
            if (y, x) in spanned:
                continue
            span = spans.get((y, x))
            down = f' rowspan="{span.rows}"' if span and span.rows > 1 else ""
            across = f' colspan="{span.columns}"' if span and span.columns > 1 else ""
            cells.append(f"<td{down}{across}>{_text(cell)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _shown(pictures: Mapping[str, Picture], image: Image, source: str | None, words: str) -> str:
    """The element of a picture by the name that the bulletin gives it; empty where it cannot be shown."""
    picture = pictures.get(source or "")
    return image(picture, words) if picture else ""


def plain_image(root: str, picture: Picture, words: str) -> str:
    """The element of a picture in feeds: the picture itself.

    Args:
        root: the address of the output folder.
        picture: the picture.
        words: what it shows.
    """
    return f'<img src="{root}{picture.path}" width="{picture.width}" height="{picture.height}" alt="{escape(words)}"/>'


def _text(text: str) -> str:
    return _inline(text) if _is_marked(text) else escaped(text)


def _is_marked(text: str) -> bool:
    return "*" in text or "_" in text or "](" in text


def _inline(text: str) -> str:
    """Text with its emphasis and links as HTML."""
    import nh3

    html: str = _markdown().renderInline(_TIMES.sub(_UNIT, text))
    clean = nh3.clean(html, tags=_ALLOWED, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
    return clean.replace(_UNIT, "*")


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # most bulletins have no Markdown in their paragraphs

    class Absolute(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
            """Whether a link is absolute, so that it works in a feed; any other is left as text."""
            return url.lower().startswith(tuple(f"{scheme}:" for scheme in _SCHEMES))

    return Absolute("zero").enable(["emphasis", "link"])
