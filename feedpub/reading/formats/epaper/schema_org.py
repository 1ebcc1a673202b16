"""schema.org/NewsArticle, in JSON-LD or microdata."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.stated import NOTHING, Said, Stated
from feedpub.reading.formats.epaper.tokens import OPEN, Token, Tokens, elements, words_of

__all__ = ["by_json", "by_microdata"]

_SCRIPT = regex(r"<script\b[^<>]{0,300}\btype\s{0,9}=\s{0,9}[\"']?application/ld\+json[\"']?[^<>]{0,300}>", 2)
_MOST = 50  # scripts
_LONGEST = 500_000  # characters of one script
_DEEPEST = 8
_LISTS = frozenset(("CollectionPage", "ItemList", "WebSite", "SearchResultsPage"))
_KIND = regex(r"(?:^|/)(?:[A-Z][A-Za-z]*)?(?:NewsArticle|Article)$")


def by_json(source: str) -> Stated | None:
    """What JSON-LD states of the only article it names; None where it names none, or several."""
    nodes = [node for script in _scripts(source) for node in _nodes(_loaded(script), 0)]
    articles = [node for node in nodes if any(map(_is_article, _kinds(node)))]
    if len(articles) != 1:
        is_list = len(articles) > 1 or any(kind in _LISTS for node in nodes for kind in _kinds(node))
        return Stated(is_list=True) if is_list else None
    node = articles[0]
    text = tuple(line.strip() for line in _text(node.get("articleBody")).splitlines() if line.strip())
    return Stated(
        headline=_said(node, "headline"),
        deck=_said(node, "alternativeHeadline"),
        author=_names(node, "author"),
        day=_said(node, "datePublished"),
        page=_said(node, "printPage"),
        section=_said(node, "printSection", "articleSection"),
        text=text,
        body_mark="articleBody",
    )


def _scripts(source: str) -> Iterator[str]:
    for opens in islice(_SCRIPT.finditer(source), _MOST):
        end = source.find("</script", opens.end(), opens.end() + _LONGEST)
        if end > 0:
            yield source[opens.end() : end]


def _loaded(script: str) -> Any:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(held: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(held, list) and depth < _DEEPEST:
        for one in held:
            yield from _nodes(one, depth + 1)
    elif isinstance(held, dict) and depth < _DEEPEST:
        yield held
        yield from _nodes(held.get("@graph"), depth + 1)
        yield from _nodes(held.get("mainEntity"), depth + 1)


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]


def _is_article(kind: str) -> bool:
    return _KIND.search(kind) is not None


def _text(held: Any) -> str:
    if isinstance(held, list):
        held = held[0] if held else None
    return held if isinstance(held, str) else ""


def _said(node: Mapping[str, Any], *keys: str) -> Said:
    for key in keys:
        if words := " ".join(_text(node.get(key)).split()):
            return Said(words, f"NewsArticle {key}")
    return NOTHING


def _names(node: Mapping[str, Any], key: str) -> Said:
    """The names of people; organisations sign what nobody signs, and are no byline."""
    held = node.get(key)
    found: list[str] = []
    for one in held if isinstance(held, list) else [held]:
        if isinstance(one, dict) and "Organization" not in _kinds(one):
            found.append(_text(one.get("name")).strip())
        elif isinstance(one, str):
            found.append(one.strip())
    names = " ".join(filter(None, found))
    return Said(names, f"NewsArticle {key}") if names else NOTHING


def by_microdata(tokens: Tokens) -> Stated | None:
    """What microdata states of an article; None where a page has none."""
    spans = list(elements(tokens, _is_item))
    if len(spans) != 1:
        return Stated(is_list=True) if spans else None
    begin, end = spans[0]
    within = tokens[begin:end]
    body = _property(within, "articleBody")
    return Stated(
        headline=_value(within, "headline"),
        deck=_value(within, "alternativeHeadline"),
        author=_value(within, "author"),
        day=_value(within, "datePublished"),
        section=_value(within, "articleSection"),
        body=(begin + body[0] + 1, begin + body[1]) if body else None,
        body_mark="itemprop articleBody",
    )


def _is_item(token: Token) -> bool:
    return "itemscope" in token.attributes and _KIND.search(token.attributes.get("itemtype", "")) is not None


def _property(tokens: Tokens, name: str) -> tuple[int, int] | None:
    return next(elements(tokens, lambda token: name in token.attributes.get("itemprop", "").split()), None)


def _value(tokens: Tokens, name: str) -> Said:
    found = _property(tokens, name)
    if found is None:
        return NOTHING
    held = tokens[found[0]].attributes
    within = tokens[found[0] : found[1]]
    inner = _property(within[1:], "name") if name == "author" else None
    words = held.get("content") or held.get("datetime") or words_of(within[1:][slice(*inner)] if inner else within)
    return Said(words, f"itemprop {name}") if words and tokens[found[0]].kind == OPEN else NOTHING
