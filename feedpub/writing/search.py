"""What Pagefind indexes of an article: a small HTML page, with Chinese cut into pairs of characters.

Pagefind knows words by the white space between them. Word lists cut 电动渡轮 in one way when it is indexed and in
another when it is searched, and know no names; pairs (电动, 动渡, 渡轮) find whatever is there. `templates/search.js`
cuts what is searched in the same way, and joins the pairs again to show them: a change here is a change there.
"""

import json
from html import escape
from typing import NamedTuple, cast

from lxml import etree, html

from feedpub.patterns import regex

__all__ = ["VERSION", "PageText", "cut", "read_page_text", "search_record", "stemmed_language"]

VERSION = 1  # raised when articles are cut or written in another way; then all is indexed again

# Kana, Chinese characters, Hangul: written without spaces.
_PACKED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = (
    "\u2010-\u2027\u2030-\u205e\u3001-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"  # marks
)
_PAIR = f"([{_PACKED}])(?=([{_PACKED}]?))([{_WIDE}!),.:;?\\]]*)"
_PIECE = regex(f"{_PAIR}|[^{_PACKED}{_WIDE}\\s]+[{_WIDE}]*|[{_WIDE}]+")
# After the title, and after the names of who wrote. It is a word to Pagefind, which every article has: a search without
# words asks for it, since Pagefind would load the whole index for none.
_END = "__"

# Languages whose words Pagefind reduces to their stems.
_STEMMED = regex(r"ar|ca|da|de|el|en|es|et|eu|fi|fr|ga|hi|hu|hy|id|it|lt|ne|nl|no|pl|pt|ro|ru|sr|sv|ta|tr|yi")


class PageText(NamedTuple):
    """What a page says of its article: the text, and the names of those who reported or wrote it."""

    text: str
    people: tuple[str, ...]


def stemmed_language(language: str) -> str:
    """The language (BCP 47) of an index whose words are reduced to their stems; `und` where none are."""
    primary = language.partition("-")[0].lower()
    return primary if _STEMMED.fullmatch(primary) else "und"


def cut(text: str) -> str:
    """Text in pieces with a space between: pairs of characters that overlap, the last alone, and all other words.

    Marks stay with the piece before them, and so nothing of the text is lost but white space.
    """
    return " ".join(f"{row[1]}{row[2]}{row[3]}" if row[1] else row[0] for row in _PIECE.finditer(text))


def read_page_text(data: bytes) -> PageText:
    """What an article's page says: of an operator's own template too, if the text is in `body`, `article` or `main`."""
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return PageText("", ())
    places = ("//*[contains(concat(' ', @class, ' '), ' body ')]", "//article", "//main", "//body")
    found = next((place for path in places for place in _elements(page, path)), page)
    blocks = _elements(found, "*") or [found]
    return PageText(" ".join(" ".join(block.text_content().split()) for block in blocks), _people(page))


def _elements(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast(list[html.HtmlElement], page.xpath(path))


def _people(page: html.HtmlElement) -> tuple[str, ...]:
    for script in _elements(page, "//script[@type='application/ld+json']"):
        try:
            authors = json.loads(script.text or "").get("author", [])
            return tuple(str(one["name"]) for one in authors if one.get("@type") == "Person")
        except (ValueError, AttributeError, TypeError, KeyError):  # an operator's own
            continue
    return ()


def search_record(title: str, page: PageText, *, slug: str, issue: str, published: int) -> bytes:
    """The page that Pagefind indexes.

    Args:
        title: the article's.
        page: its text.
        slug: of its section.
        issue: its issue day (ISO).
        published: its place among all: seconds since 1970.
    """
    filters = [f"section:{slug}", *(f"reporter:{name}" for name in page.people)]
    marked = "".join(f'<i data-pagefind-filter="{escape(one)}"></i>' for one in filters)
    content = " ".join((cut(title), _END, cut(" ".join(page.people)), _END, cut(page.text)))
    return (
        f'<!doctype html><html><body><i data-pagefind-meta="day:{issue}" data-pagefind-sort="at:{published}"></i>'
        f"{marked}<p>{escape(content)}</p>"
    ).encode()
