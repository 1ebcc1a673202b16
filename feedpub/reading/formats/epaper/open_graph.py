"""Pages that state little: Open Graph and `<article>`, and pages whose headline is certain without any mark."""

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.stated import NOTHING, Said, Stated
from feedpub.reading.formats.epaper.tokens import OPEN, Token, Tokens, elements, end_of, has_class, words_of
from feedpub.reading.phrases.names import is_name

__all__ = ["by_article", "by_certain_headline"]

_STARTS = frozenset(("p", "figure", "table", "ul", "ol", "h2", "h3", "blockquote"))
_BYLINES = ("byline", "author", "post-author", "article-author", "article__byline")
_SIGNS = regex(r"^[Bb]y\s+|^(?:作者|记者)[:：]\s*")
_LETTERS = regex(r"\W+")
_SHORTEST_BODY = 80  # characters in paragraphs
_FEW = 2  # paragraphs


def by_article(tokens: Tokens) -> Stated | None:
    """What Open Graph and the only `<article>` with one `<h1>` state; None where a page has none."""
    graph = _properties(tokens)
    is_list = graph.get("og:type", "").lower() in ("website", "profile")
    spans = list(elements(tokens, lambda token: token.value == "article"))
    headed = [span for span in spans if len(_headings(tokens, span)) == 1]
    if len(headed) != 1 or (is_list and len(spans) > 1):
        return Stated(is_list=True) if is_list or len(spans) > 1 else None
    begin, end = headed[0]
    heading = _headings(tokens, headed[0])[0]
    start = _start(tokens, heading[1], end)
    within = tokens[begin:start]
    time = next(
        (token for token in tokens[begin:end] if token.value == "time" and "datetime" in token.attributes), None
    )
    day = Said(time.attributes["datetime"], "time") if time else NOTHING
    published = graph.get("article:published_time", "")
    return Stated(
        headline=Said(words_of(tokens[slice(*heading)]), "h1"),
        author=_byline(within) or _author(graph),
        day=Said(published, "article:published_time") if published else day,
        section=Said(graph.get("article:section", ""), "article:section"),
        body=(start, end),
        body_mark="article",
    )


def by_certain_headline(tokens: Tokens) -> Stated | None:
    """The body below the only `<h1>` of a page, if the page's title begins with it and several paragraphs follow."""
    whole = (0, len(tokens))
    headings = _headings(tokens, whole)
    title = next(elements(tokens, lambda token: token.value == "title"), None)
    if len(headings) != 1 or title is None:
        return None
    words = words_of(tokens[slice(*headings[0])])
    if not _letters(words) or not _letters(words_of(tokens[slice(*title)])).startswith(_letters(words)):
        return None
    body = _fullest(tokens, headings[0][1])
    if body is None:
        return None
    return Stated(headline=Said(words, "h1 and title"), body=body, body_mark="paragraphs")


def _fullest(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """The element below the headline that has most text in paragraphs of its own; None where none has several."""
    found: dict[int, list[int]] = {}  # the place of an element → the lengths of its paragraphs
    open_at: list[tuple[str, int]] = []
    for place in range(len(tokens)):
        token = tokens[place]
        if token.kind == OPEN:
            if token.value == "p" and place > start:
                length = len(words_of(tokens[place : end_of(tokens, place)]))
                found.setdefault(open_at[-1][1] if open_at else 0, []).append(length)
            open_at.append((token.value, place))
        elif token.kind == "close" and open_at:
            open_at.pop()
    likely = max(found, key=lambda place: sum(found[place]), default=None)
    if likely is None or len(found[likely]) < _FEW or sum(found[likely]) < _SHORTEST_BODY:
        return None
    end = end_of(tokens, likely)
    return _start(tokens, max(start, likely), end), end


def _properties(tokens: Tokens) -> dict[str, str]:
    """Open Graph's properties, and the page's `author`."""
    found: dict[str, str] = {}
    for token in tokens:
        if token.kind == OPEN and token.value == "meta":
            key = token.attributes.get("property") or token.attributes.get("name") or ""
            found.setdefault(key.lower(), token.attributes.get("content", "").strip())
    return found


def _headings(tokens: Tokens, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The first headings within a span that have words."""
    begin, end = span
    found = elements(tokens[begin:end], lambda token: token.value == "h1")
    return [(begin + at, begin + to) for at, to in found if words_of(tokens[begin + at : begin + to])]


def _start(tokens: Tokens, headline: int, end: int) -> int:
    """Where the body begins: at the first paragraph or picture with its words, behind day and byline."""
    for place in range(headline, end):
        token = tokens[place]
        if token.kind == OPEN and token.value in _STARTS and not _is_byline(token):
            return place
    return headline


def _is_byline(token: Token) -> bool:
    return has_class(token, *_BYLINES) or token.attributes.get("rel") == "author"


def _byline(tokens: Tokens) -> Said | None:
    found = next(elements(tokens, _is_byline), None)
    words = _SIGNS.sub("", words_of(tokens[slice(*found)])) if found else ""
    return Said(words, "byline") if words else None


def _author(graph: dict[str, str]) -> Said:
    for key in ("article:author", "author"):
        if is_name(graph.get(key, "")):
            return Said(graph[key], key)
    return NOTHING


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()
