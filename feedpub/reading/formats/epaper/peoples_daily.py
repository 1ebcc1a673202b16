"""The layout of People's Daily's e-paper, old and new.

<div class="text_c"> or <div class="article">
  <h3>kicker</h3> <h1>headline</h1> <h2>deck</h2> <h4>author</h4>
  <div class="lai"> or <p class="sec">author <span>《人民日报》（2026年01月26日 第 02 版）</span>
  <div id="ozoom">body
"""

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.stated import NOTHING, Said, Stated
from feedpub.reading.formats.epaper.tokens import OPEN, TEXT, Token, Tokens, elements, has_class, words_of

__all__ = ["by_layout"]

_PRINTED = regex(
    r"《\s*(?P<paper>[^《》]{2,20}?)\s*》\s*[(（]\s*(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"[^()（）]{0,20}?第?\s*(?P<page>[A-Z]?\d{1,3})\s*版\s*[)）]"
)
_BELOW = "the line below the headline"
_MARKS = {"kicker": "h3", "headline": "h1", "deck": "h2", "author": "h4"}


def by_layout(tokens: Tokens) -> Stated | None:
    """What the layout states; None where a page has another one."""
    body = next(elements(tokens, lambda token: has_class(token, "ozoom", "articleContent")), None)
    if body is None:
        return None
    around = [begin for begin, end in elements(tokens, _is_article) if begin < body[0] < end]
    above = tokens[around[-1] : body[0]] if around else ()
    printed = _PRINTED.search(words_of(above))
    said = {role: _heading(above, name) for role, name in _MARKS.items()}
    if not printed or not said["headline"].words:
        return None
    signed = Said(_signed(above), _BELOW)
    return Stated(
        headline=said["headline"],
        kicker=said["kicker"],
        deck=said["deck"],
        author=said["author"] if said["author"].words else signed if signed.words else NOTHING,
        day=Said("{year}-{month:0>2}-{day:0>2}".format(**printed.groupdict()), _BELOW),
        page=Said(printed["page"], _BELOW),
        paper=Said(printed["paper"], _BELOW),
        identity=_content_number(tokens),
        body=(body[0] + 1, body[1]),
        body_mark="#ozoom",
    )


def _is_article(token: Token) -> bool:
    return token.value == "div" and has_class(token, "text_c", "article", "article-box")


def _heading(tokens: Tokens, name: str) -> Said:
    found = next(elements(tokens, lambda token: token.value == name), None)
    return Said(words_of(tokens[slice(*found)]), name) if found else NOTHING


def _signed(tokens: Tokens) -> str:
    """Who signs the line of paper, day and page: what stands before the paper."""
    found = next(elements(tokens, lambda token: has_class(token, "sec", "lai")), None)
    if found is None:
        return ""
    line = words_of(tokens[slice(*found)])
    printed = _PRINTED.search(line)
    return line[: printed.start()].strip() if printed else ""


def _content_number(tokens: Tokens) -> Said:
    for token in tokens:
        if token.kind == TEXT:
            continue
        if token.kind == OPEN and token.value == "meta" and token.attributes.get("name", "").lower() == "contentid":
            number = token.attributes.get("content", "").strip()
            return Said(number, "meta contentid") if number.isdecimal() else NOTHING
    return NOTHING
