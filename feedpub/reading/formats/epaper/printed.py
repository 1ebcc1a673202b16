"""What a page prints around its article: the page of the paper, the day, the editor, and links to other articles."""

from collections.abc import Sequence
from typing import NamedTuple

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.stated import NOTHING, Said, Stated
from feedpub.reading.formats.epaper.tokens import BLOCKS, OPEN, TEXT, Tokens
from feedpub.reading.phrases.days import find_days

__all__ = ["Printed", "read_printed"]

_PAGE = regex(
    r"(?:第\s*(?P<number>[A-Z]{0,2}\d{1,3})\s*版|(?:当前版|版次|版面)\s*[:：]\s*第?\s*(?P<labelled>[A-Z]{0,2}\d{1,3})\s*版?)"
    r"(?:\s*[:：]?\s*(?P<name>[^\s\d:：。，,()（）|<>《》]{1,12}))?"
)
_PAGE_LINK = regex(r"\s*(?:第\s*)?(?P<number>[A-Z]{0,2}\d{1,3})\s*版?\s*[:：\s]\s*(?P<name>[^\s\d:：。，,]{1,12})\s*")
_WEEKDAY = regex(r"(?:星期|周)[一二三四五六日天]")
_NOW = regex(r"今天是|现在是|当前时间|今日")
_EDITOR = regex(r"(?:责任编辑|责编|编辑|编审|校对)\s*[:：]?\s*([\u4e00-\u9fff·\s、]{2,20})")
_CONTENT = regex(r"(?:content|art|nw)[_.][^/?#]*?(\d+)(?:-\d+)?\.s?x?html?(?:[?#]|\Z)", 2)
_NODE = regex(r"(?:^|/)(?:node_\d+|nbs\.[^/]+)\.html?\Z|/node_1\.html?", 2)
_LONGEST = 60  # characters of a line that is looked at
_SEVERAL = 3


class Printed(NamedTuple):
    """What is printed around the article.

    Attributes:
        stated: page, its name, the day, and the number of the content.
        editors: the names of editors, without blanks, as one text.
        is_list: whether the page leads to several articles, as the page of an issue does.
    """

    stated: Stated
    editors: str
    is_list: bool


class _Lines(NamedTuple):
    """The lines of a page that are no links, the links, and the addresses of the areas of a page's picture."""

    lines: Sequence[str]
    links: Sequence[tuple[str, str]]
    areas: Sequence[str]
    refresh: str


def read_printed(tokens: Tokens, body: tuple[int, int] | None, headline: str) -> Printed:
    """What is printed around an article.

    Args:
        tokens: of the page.
        body: the article's, which is not looked at.
        headline: by which the article is found among the links of its page.
    """
    around = tokens if body is None else [*tokens[: body[0]], *tokens[body[1] :]]
    found = _lines(around)
    number, name = _page(found)
    days = {day for line in found.lines if _WEEKDAY.search(line) and not _NOW.search(line) for day in find_days(line)}
    contents = {to for to, _ in found.links if _CONTENT.search(to)}
    own = {match[1] for to, words in found.links if _same(words, headline) and (match := _CONTENT.search(to))}
    stated = Stated(
        page=Said(number, "printed page") if number else NOTHING,
        section=Said(name, "printed page") if name else NOTHING,
        day=Said(min(days).isoformat(), "printed day") if len(days) == 1 else NOTHING,
        identity=Said(min(own), "list of the page's articles") if len(own) == 1 else NOTHING,
    )
    editors = "、".join(match[1] for line in found.lines if (match := _EDITOR.search(line)))
    leads = len(contents | {to for to in found.areas if _CONTENT.search(to)})
    return Printed(stated, "".join(editors.split()), leads >= _SEVERAL or bool(_NODE.search(found.refresh)))


def _same(words: str, headline: str) -> bool:
    return bool(headline) and "".join(words.split()) == "".join(headline.split())


def _page(found: _Lines) -> tuple[str, str]:
    """The number and the name of the page, of a line that is no link; or where it has no name, of a link's."""
    heads = [match for line in found.lines if (match := _PAGE.search(line))]
    numbers = {match["number"] or match["labelled"] for match in heads}
    if len(numbers) != 1:
        return "", ""
    number = numbers.pop()
    linked = (match for _, words in found.links if (match := _PAGE_LINK.fullmatch(words)) and match["number"] == number)
    name = next((match["name"] for match in heads if match["name"]), "") or next((row["name"] for row in linked), "")
    return number, name


def _lines(tokens: Tokens) -> _Lines:
    lines: list[str] = []
    links: list[tuple[str, str]] = []
    areas: list[str] = []
    refresh, words, link = "", [""], ""
    for token in tokens:
        if token.kind == TEXT:
            words.append(token.value)
            continue
        held = token.attributes
        ends_link = token.value == "a" and (link or token.kind == OPEN)
        if (token.value in BLOCKS and not link) or ends_link:
            text = " ".join("".join(words).split())
            if link and text:
                links.append((link, text))
            elif text and len(text) <= _LONGEST:
                lines.append(text)
            words = [""]
        if token.value == "a":
            link = held.get("href", "") if token.kind == OPEN else ""
        elif token.value == "area":
            areas.append(held.get("href", ""))
        elif token.value == "meta" and held.get("http-equiv", "").lower() == "refresh":
            refresh = held.get("content", "")
    return _Lines(lines, links, areas, refresh)
