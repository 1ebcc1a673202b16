"""Read a page of a paper's own site: what marks state, in the order in which they are believed, as feedpub's text.

marks of Founder ─▶ layout of People's Daily ─▶ schema.org ─▶ Open Graph and `<article>` ─▶ a headline that is certain
"""

from collections.abc import Sequence

from feedpub.errors import UnreadableError
from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.formats.epaper.blocks import Block, blocks_of
from feedpub.reading.formats.epaper.founder import by_content_comment, by_npm, by_property, by_tags
from feedpub.reading.formats.epaper.open_graph import by_article, by_certain_headline
from feedpub.reading.formats.epaper.peoples_daily import by_layout
from feedpub.reading.formats.epaper.printed import Printed, read_printed
from feedpub.reading.formats.epaper.schema_org import by_json, by_microdata
from feedpub.reading.formats.epaper.stated import Said, Stated, merged
from feedpub.reading.formats.epaper.tokens import TEXT, Tokens, ends_whole, page_tokens
from feedpub.reading.formats.epaper.words import heading, plain
from feedpub.reading.formats.lines import TextLines
from feedpub.reading.source_text import SourceText
from feedpub.reading.structure.lines import read_page_head, read_section_head

__all__ = ["read_page"]

# content_52014.htm, content_12_52014.htm; nw.D110000renmrb_20260126_1-02.htm is the first of page 2
_CONTENT_FILE = regex(r"(?:^|/)(?:content_(?:\d{1,12}_)?(\d{1,12})|nw\.[^/]{1,60}_(\d{1,3})-\d{1,3})\.[^/]*\Z")
_MARKS = {
    "npm:article-content": ("<!--<npm:article-content>-->", "<!--</npm:article-content>-->"),
    "founder-content": ("<founder-content", "</founder-content"),
    "enpcontent": ("<!--enpcontent-->", "<!--/enpcontent-->"),
}
_PICTURES = ("picture",)
_SIGN = regex(r"\A[□■◎●◆○\s]+")


def read_page(data: bytes, name: str) -> SourceText:
    """A page of a site as text: one article, or nothing where it is the index of a page or of an issue.

    Args:
        data: the bytes of its file.
        name: of the file, or any path that ends in it.

    Raises:
        UnreadableError: it is cut off, too large, or in no encoding that is known.
    """
    source, tokens = page_tokens(data)
    stated = merged(filter(None, _marks(source, tokens)))
    _refuse_cut(source, tokens, stated)
    if not stated.headline.words or (stated.body is None and not stated.text):
        printed = read_printed(tokens, None, "")
        is_index = stated.is_list or printed.is_list
        whole = None if is_index or not ends_whole(source) else by_certain_headline(tokens)
        if whole is None:
            return SourceText(text="", passed_over="index" if is_index else "document")
        stated = merged((stated, whole))
    printed = read_printed(tokens, stated.body, stated.headline.words)
    return _written(tokens, merged((stated, printed.stated)), printed, name)


def _marks(source: str, tokens: Tokens) -> list[Stated | None]:
    """What each kind of mark states, in the order of trust."""
    return [
        by_npm(tokens),
        by_tags(tokens),
        by_content_comment(tokens),
        by_property(source),
        by_layout(tokens),
        by_json(source),
        by_microdata(tokens),
        by_article(tokens),
    ]


def _refuse_cut(source: str, tokens: Tokens, stated: Stated) -> None:
    """Refuses a page whose body is opened and not closed: a short body would be published as the whole.

    Raises:
        UnreadableError: it is so.
    """
    marks = dict(_MARKS)
    if stated.body and not ends_whole(source):
        name = "article" if stated.body_mark == "article" else tokens[stated.body[0] - 1].value
        if name.isalpha() and source.lower().count(f"<{name}") > source.lower().count(f"</{name}"):
            marks[stated.body_mark] = (f"<{name}", "\0")
    for mark, (opens, closes) in marks.items():
        if opens in source and closes not in source:
            line = source.count("\n", 0, source.find(opens)) + 1
            told = message("is a web page that is cut off: {mark} is never closed; save it again", mark=mark)
            raise UnreadableError(told, line=line)


def _written(tokens: Tokens, stated: Stated, printed: Printed, name: str) -> SourceText:
    lines = TextLines()
    _facts(lines, stated, name)
    if head := _page_head(stated):
        lines.add(head.words, head.mark)
    if stated.kicker.words:
        lines.add(plain(stated.kicker.words), stated.kicker.mark, "kicker")
    lines.add(heading(stated.headline.words), stated.headline.mark, "headline")
    if deck := stated.deck.words.lstrip("—－- "):
        lines.add(f"——{plain(deck)}", stated.deck.mark, "deck")
    above, body = _parts(tokens, stated)
    author = _SIGN.sub("", stated.author.words)
    if author and not _is_said(author, body) and _bare(author) not in printed.editors:
        lines.add(plain(author), stated.author.mark, "byline")
    for block in above:
        _write(lines, block, "picture")
    for number, block in enumerate(_without_repeats(body, stated, lines), 1):
        _write(lines, block, f"{stated.body_mark}, line {number}")
    return lines.done()


def _facts(lines: TextLines, stated: Stated, name: str) -> None:
    if stated.day.words:
        lines.fact("date", stated.day.words, stated.day.mark)
    if stated.paper.words:
        lines.fact("publication", stated.paper.words, stated.paper.mark)
    section = stated.section
    if section.words and not stated.page.words and read_section_head(section.words, 1):
        lines.fact("section", section.words, section.mark)
    identity = stated.identity
    if not identity.words and (found := _CONTENT_FILE.search(name)):
        identity = Said(found[1] or found[2], "file name")
    if identity.words:
        lines.fact("content_id", identity.words, identity.mark)


def _page_head(stated: Stated) -> Said | None:
    """The page head that says number and name of the page; without the name where it would not be read as one."""
    if not stated.page.words:
        return None
    head = f"第{stated.page.words}版"
    named = f"{head}：{stated.section.words}"
    read = read_page_head(named, 1) if stated.section.words else None
    if read and read.name:
        return Said(named, stated.page.mark)
    return Said(head, stated.page.mark) if read_page_head(head, 1) else None


def _parts(tokens: Tokens, stated: Stated) -> tuple[list[Block], list[Block]]:
    """The pictures between headline and body, with their captions, and the body."""
    if stated.body is None:
        return [], [Block("text", plain(line)) for line in stated.text]
    begin, end = stated.body
    head = _headline_place(tokens, stated.headline.words, begin)
    above = [block for block in blocks_of(tokens[head:begin]) if block.kind in _PICTURES] if head else []
    body = blocks_of(tokens[begin:end])
    named = {block.file for block in body if block.file}
    return [block for block in above if block.file not in named], body


def _headline_place(tokens: Tokens, headline: str, before: int) -> int:
    """The place behind the words of the headline that stand nearest above the body; 0 where they are not printed."""
    start = _bare(headline)[:8]
    for place in range(before - 1, -1, -1):
        token = tokens[place]
        if token.kind == TEXT and start and _bare(token.value).startswith(start):
            return place + 1
    return 0


def _is_said(author: str, body: Sequence[Block]) -> bool:
    """Whether the first line of the body is the byline."""
    return bool(body) and _bare(_SIGN.sub("", body[0].text)) == _bare(author)


def _without_repeats(body: Sequence[Block], stated: Stated, lines: TextLines) -> Sequence[Block]:
    """The body without a headline that is repeated at its head."""
    if body and body[0].kind in ("text", "subhead") and _bare(body[0].text) == _bare(plain(stated.headline.words)):
        lines.discard("headline repeated", body[0].text)
        return body[1:]
    return body


def _write(lines: TextLines, block: Block, origin: str) -> None:
    if block.kind == "picture":
        lines.picture(block.file, block.text, origin)
    elif block.kind == "subhead":
        lines.add(f"### {block.text}", origin)
    elif block.kind in ("text", "table"):
        lines.add(block.text, origin)
    else:
        lines.discard(block.kind, block.text)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))
