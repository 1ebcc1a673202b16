"""Founder's marks, which most e-papers and many sites of papers in China have.

<!--<npm:article-title>-->…<!--</npm:article-title>-->     around what is printed: article-pretitle, -subtitle,
                                                           -author, -content, -pic, -pic-text
<founder-title>…</founder-title>                           founder-author, founder-content
<!--enpcontent-->…<!--/enpcontent-->                       the body
<!--enpproperty <founder-date>…</founder-date>… /enpproperty-->     of an e-paper: founder-pagenum, -papername, …
<!--enpproperty <date>…</date>… <id>…</id> /enpproperty-->          of an e-paper, newer: introtitle, nodename, url
<!--enpproperty <articleid>…</articleid>… /enpproperty-->           of a website: nodename is a column of the site
"""

from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.stated import NOTHING, Said, Stated
from feedpub.reading.formats.epaper.tokens import COMMENT, Tokens, elements, words_of

__all__ = ["by_content_comment", "by_npm", "by_property", "by_tags"]

_PROPERTY = regex(r"<!--\s{0,9}enpproperty\b")
_LONGEST_PROPERTY = 100_000  # characters
_MOST_PROPERTIES = 9  # comments of this kind
_FIELD = regex(r"<([a-z][a-z-]{1,30})>", 2)
_MOST_FIELDS = 99
_TAGS = regex(r"<[^<>]{0,300}>")
_DAY = regex(r"\s*((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_HOUR = regex(r"\s(\d{1,2}):\d\d")
_DAY_OF_ADDRESS = regex(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/](\d\d)/")
_MOST_ROWS = 6  # of a table that has only the head of an article
_EVENING = 18  # an e-paper may be put on the net on the evening before its day
_SITE = regex(r"\s*[_|｜-]{1,2}[^_|｜-]{2,20}(?:网|網|报|報|频道|客户端|online)\s*$", 2)


def by_npm(tokens: Tokens) -> Stated | None:
    """What comments with `npm:` state; None where there are none."""
    if not any(token.kind == COMMENT and token.value.startswith("<npm:article-") for token in tokens):
        return None
    return Stated(
        headline=_npm_words(tokens, "npm:article-title"),
        kicker=_npm_words(tokens, "npm:article-pretitle"),
        deck=_npm_words(tokens, "npm:article-subtitle"),
        author=_npm_words(tokens, "npm:article-author"),
        body=_between(tokens, "<npm:article-content>", "</npm:article-content>"),
        body_mark="npm:article-content",
    )


def _npm_words(tokens: Tokens, mark: str) -> Said:
    found = _between(tokens, f"<{mark}>", f"</{mark}>")
    return Said(words_of(tokens[slice(*found)]), mark) if found else NOTHING


def _between(tokens: Tokens, opens: str, closes: str) -> tuple[int, int] | None:
    """The tokens between two comments; None where both are not there."""
    begin = next((place for place, token in enumerate(tokens) if token.kind == COMMENT and token.value == opens), None)
    if begin is None:
        return None
    ends = (place for place in range(begin, len(tokens)) if tokens[place][:2] == (COMMENT, closes))
    end = next(ends, None)
    return None if end is None else (begin + 1, end)


def by_tags(tokens: Tokens) -> Stated | None:
    """What `<founder-…>` elements state; None where there are none."""
    headline = _element(tokens, "founder-title")
    body = next(elements(tokens, lambda token: token.value == "founder-content"), None)
    if body is None and not headline.words:
        return None
    kicker, deck = _rows_around(tokens)
    return Stated(
        headline=headline,
        kicker=kicker,
        deck=deck,
        author=_element(tokens, "founder-author"),
        body=(body[0] + 1, body[1]) if body else None,
        body_mark="founder-content",
    )


def _rows_around(tokens: Tokens) -> tuple[Said, Said]:
    """Kicker and deck, which older pages print in the rows above and below the headline's, without a mark."""
    for begin, end in reversed(list(elements(tokens, lambda token: token.value == "table"))):
        table = tokens[begin:end]
        if not any(token.value == "founder-title" for token in table):
            continue
        rows = [table[at:to] for at, to in elements(table, lambda token: token.value == "tr")]
        place = next((at for at, row in enumerate(rows) if any(token.value == "founder-title" for token in row)), None)
        if place is None or len(rows) > _MOST_ROWS or any(token.value == "founder-content" for token in table):
            break
        above = " ".join(filter(None, map(words_of, rows[:place])))
        signed = (at for at in range(place, len(rows)) if any(token.value == "founder-author" for token in rows[at]))
        below = " ".join(filter(None, map(words_of, rows[place + 1 : next(signed, place + 1)])))
        return Said(above, "row above founder-title"), Said(below, "row below founder-title")
    return NOTHING, NOTHING


def _element(tokens: Tokens, name: str) -> Said:
    found = next(elements(tokens, lambda token: token.value == name), None)
    return Said(words_of(tokens[slice(*found)]), name) if found else NOTHING


def by_content_comment(tokens: Tokens) -> Stated | None:
    """The body between `<!--enpcontent-->` comments; sites write them twice, one within the other."""
    begin = end = None
    for place, token in enumerate(tokens):
        if token.kind == COMMENT and token.value == "enpcontent" and end is None:
            begin = place + 1
        elif token.kind == COMMENT and token.value == "/enpcontent" and begin is not None and end is None:
            end = place
    return None if begin is None or end is None else Stated(body=(begin, end), body_mark="enpcontent")


def by_property(source: str) -> Stated | None:
    """What the comment `enpproperty` states, in its three variants; None where there is none."""
    rows: dict[str, str] = {}
    for opens in islice(_PROPERTY.finditer(source), _MOST_PROPERTIES):
        end = source.find("-->", opens.end(), opens.end() + _LONGEST_PROPERTY)
        if end > 0:
            rows.update(_fields(source[opens.end() : end]))
    if not rows:
        return None
    if any(name.startswith("founder-") for name in rows):
        return _of_paper(rows)
    return _of_website(rows) if "articleid" in rows else _of_new_paper(rows)


def _fields(comment: str) -> Iterator[tuple[str, str]]:
    for opens in islice(_FIELD.finditer(comment), _MOST_FIELDS):
        end = comment.find(f"</{opens[1]}>", opens.end())
        words = " ".join(unescape(_TAGS.sub(" ", comment[opens.end() : end])).split()) if end > 0 else ""
        if words:
            yield opens[1].lower(), words


def _said(rows: Mapping[str, str], name: str) -> Said:
    return Said(rows[name], f"enpproperty {name}") if name in rows else NOTHING


def _of_paper(rows: Mapping[str, str]) -> Stated:
    return Stated(
        headline=_said(rows, "founder-title"),
        kicker=_said(rows, "founder-introtitle"),
        deck=_said(rows, "founder-subtitle"),
        author=_said(rows, "founder-author"),
        day=_day(_said(rows, "founder-date")),
        page=_said(rows, "founder-pagenum"),
        paper=_said(rows, "founder-papername"),
        is_list=rows.get("founder-type") == "2",
    )


def _of_new_paper(rows: Mapping[str, str]) -> Stated:
    day = _day_of_address(_said(rows, "url"))
    hour = _HOUR.search(rows.get("date", ""))
    if not day.words and (hour is None or int(hour[1]) < _EVENING):
        day = _day(_said(rows, "date"))
    return Stated(
        headline=_said(rows, "title"),
        kicker=_said(rows, "introtitle"),
        deck=_said(rows, "subtitle"),
        author=_said(rows, "author"),
        day=day,
        paper=_said(rows, "nodename"),
        identity=_number(_said(rows, "id")),
    )


def _of_website(rows: Mapping[str, str]) -> Stated:
    title = _said(rows, "title")
    return Stated(
        headline=title._replace(words=_SITE.sub("", title.words)),
        kicker=_said(rows, "introtitle"),
        deck=_said(rows, "subtitle"),
        author=_said(rows, "author"),
        day=_day(_said(rows, "date")),
        section=_said(rows, "nodename"),
        identity=_number(_said(rows, "articleid")),
    )


def _number(said: Said) -> Said:
    return said if said.words.isdecimal() else NOTHING


def _day(said: Said) -> Said:
    """The day alone: the hour is that of a machine."""
    found = _DAY.match(said.words)
    return said._replace(words=f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}") if found else NOTHING


def _day_of_address(said: Said) -> Said:
    found = _DAY_OF_ADDRESS.search(said.words)
    return said._replace(words="-".join(found.groups())) if found else NOTHING
