"""The body of a page as lines of feedpub's text: paragraphs, subheads, list items, tables, pictures with captions.

Hidden text and navigation are put aside; scripts, buttons and the like are no text at all.
"""

from typing import Literal, NamedTuple, TypeAlias

from feedpub.patterns import regex
from feedpub.reading.formats.epaper.tables import is_laid_out, table_line
from feedpub.reading.formats.epaper.tokens import (
    BLOCKS,
    COMMENT,
    OPEN,
    TEXT,
    Token,
    Tokens,
    end_of,
    has_class,
    words_of,
)
from feedpub.reading.formats.epaper.words import Line, Words
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit

__all__ = ["Block", "blocks_of"]

Kind: TypeAlias = Literal["text", "subhead", "picture", "table", "hidden text", "navigation of a web page"]

_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", 2)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(("button", "input", "label", "audio", "video", "map"))
_PARTS = frozenset(("div", "ul", "ol", "section", "p"))
_NAVIGATION = frozenset(("nav", "aside", "footer", "form"))
_SHARED = regex(
    r"(?:^|[\s_-])(?:b?d?share\w*|sharing|sharedaddy|social\w*|related\w*|comments?|breadcrumbs?|newsletter|pagination"
    r"|displaypagenum|advert\w*)(?:$|[\s_-])",
    2,
)
_CAPTIONS = ("pictext", "pic-text", "pic_text", "caption", "img-caption", "tuzhu", "art_photo_txt")
_PIC_TEXT, _PIC_TEXT_ENDS = "<npm:article-pic-text>", "</npm:article-pic-text>"
_LONGEST_NAVIGATION = 300
_LONGEST_SUBHEAD = 30
_SENTENCE = regex(r"[。！？；;!?：:，,]\Z")
_DECORATION = regex(r"/tplimg/|/(?:spacer|blank|space|dot|line|icon)[^/]*\.(?:gif|png)$", 2)
_TINY = 40  # pixels


class Block(NamedTuple):
    """A line of the body, or what of the body is put aside; `file` is a picture's, whose caption is `text`."""

    kind: Kind
    text: str
    file: str = ""


def blocks_of(tokens: Tokens) -> list[Block]:
    """The lines of a body, in order."""
    body = _Body()
    body.read(tokens, captioned=False)
    return body.blocks


class _Body:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words = Words()
        self._lists: list[int] = []  # of each list that is open, the number of its last item; -1 where it has bullets
        self._item = ""  # the mark of a list item, until its first line is written
        self._heading = False
        self._files: set[str] = set()
        self._pictured = True  # whether there may be a picture in the table that is read

    def read(self, tokens: Tokens, *, captioned: bool) -> None:
        """Takes in tokens; `captioned` says that their text belongs to pictures."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.kind == TEXT:
                self._words.add(token.value)
            elif token.kind == COMMENT:
                captioned = self._comment(token.value, captioned=captioned)
            elif token.kind == OPEN and (taken := self._element(tokens, place, captioned=captioned)):
                place = taken
                continue
            else:
                self._tag(token, captioned=captioned)
            place += 1
        self._end_line(captioned=captioned)

    def _comment(self, mark: str, *, captioned: bool) -> bool:
        """Whether the text behind a comment belongs to a picture."""
        if mark in (_PIC_TEXT, _PIC_TEXT_ENDS):
            self._end_line(captioned=captioned)
            return mark == _PIC_TEXT
        return captioned

    def _element(self, tokens: Tokens, place: int, *, captioned: bool) -> int:
        """Takes in an element that is read as a whole, and returns the place behind it; 0 for others."""
        token = tokens[place]
        aside: Kind | None = "hidden text" if _is_hidden(token) else None
        if token.value in _NAVIGATION or (_is_shared(token) and _is_short(tokens, place)):
            aside = "navigation of a web page"
        if not (aside or token.value in _SKIPPED or token.value == "table" or _is_caption(token)):
            return 0
        self._end_line(captioned=captioned)
        end = end_of(tokens, place)
        within = tokens[place + 1 : end]
        if aside:
            self.blocks += [Block(aside, words)] if (words := words_of(within)) else []
        elif token.value == "table" and not is_laid_out(within):
            self.blocks.append(Block("table", table_line(within)))
        elif token.value not in _SKIPPED:
            above, self._pictured = self._pictured, self._pictured and any(map(_is_picture, within))
            self.read(within, captioned=captioned or self._pictured or token.value != "table")
            self._pictured = above
        return end + 1

    def _tag(self, token: Token, *, captioned: bool) -> None:
        name, opens = token.value, token.kind == OPEN
        if name == "img" and opens:
            self._end_line(captioned=captioned)
            self._picture(token)
        elif name in BLOCKS:
            self._end_line(captioned=captioned)
            if name in _HEADINGS:
                self._heading = opens
            elif name in ("ul", "ol") and opens:
                self._lists.append(0 if name == "ol" else -1)
            elif name in ("ul", "ol"):
                self._lists = self._lists[:-1]
            elif name == "li":
                self._item = self._next_item() if opens else ""
        else:
            self._words.tag(name, token.attributes.get("href", ""), opens=opens)

    def _next_item(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _picture(self, token: Token) -> None:
        source = next((token.attributes[key] for key in _SOURCES if token.attributes.get(key)), "").strip()
        if not source or _DECORATION.search(source) or min(map(_pixels, _sizes(token))) <= _TINY:
            return
        words = token.attributes.get("alt", "").strip()
        caption = words if words and (is_caption(words) or read_credit(words)) else ""
        if source in self._files:
            return  # a small one and a large one
        self._files.add(source)
        self.blocks.append(Block("picture", caption, source if not source.startswith("data:") else ""))

    def _end_line(self, *, captioned: bool) -> None:
        line = self._words.take()
        if line is None:
            return
        above = self.blocks[-1] if self.blocks else None
        if captioned and above and above.kind == "picture":
            joined = f"{above.text}{'' if line.text[0] in '(（' else ' '}{line.text}" if above.text else line.text
            self.blocks[-1] = above._replace(text=joined)
        elif self._item:
            self.blocks.append(Block("text", self._item + line.text))
            self._item = ""
        else:
            self.blocks.append(Block("subhead" if self._is_subhead(line) else "text", line.text))

    def _is_subhead(self, line: Line) -> bool:
        """Whether a line is a heading, or a short one in bold that is no sentence, byline or caption."""
        if not (self._heading or line.bold) or len(line.text) > _LONGEST_SUBHEAD * (1 + self._heading):
            return False
        if self._heading:
            return True
        return not (
            _SENTENCE.search(line.text) or is_caption(line.text) or read_credit(line.text) or read_byline(line.text)
        )


_SOURCES = ("data-original", "data-src", "src")


def _is_picture(token: Token) -> bool:
    return token.kind == OPEN and token.value == "img"


def _is_hidden(token: Token) -> bool:
    held = token.attributes
    return "hidden" in held or _HIDDEN.search(held.get("style", "")) is not None


def _is_shared(token: Token) -> bool:
    """Whether an element is called as what leads elsewhere: links to share, to comments, to other articles."""
    held = token.attributes
    return token.value in _PARTS and _SHARED.search(f"{held.get('class', '')} {held.get('id', '')}") is not None


def _is_short(tokens: Tokens, place: int) -> bool:
    """Whether an element has too little text to be an article that is called so."""
    length = 0
    for token in tokens[place : end_of(tokens, place)]:
        length += len(token.value) if token.kind == TEXT and not token.value.isspace() else 0
        if length > _LONGEST_NAVIGATION:
            return False
    return True


def _is_caption(token: Token) -> bool:
    return token.value == "figcaption" or (token.value in ("p", "div", "span") and has_class(token, *_CAPTIONS))


def _sizes(token: Token) -> tuple[str, str]:
    return token.attributes.get("width", ""), token.attributes.get("height", "")


def _pixels(size: str) -> int:
    digits = size.removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else _TINY + 1
