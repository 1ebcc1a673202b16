"""Put aside what an author or a program wrote beside the text: comments, code, scripts, shortcodes, imports.

The lines of the text keep their numbers. A line of which nothing remains is `GONE`: it is no blank line, since nothing
separates what is printed above it from what is printed below.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from feedpub.messages import message
from feedpub.model import Discard, Problem
from feedpub.patterns import regex
from feedpub.reading.text.code import fence_end, is_code, module_end
from feedpub.reading.text.shortcodes import picture_of, shortcode_end

__all__ = ["GONE", "Aside", "put_aside"]

GONE = "\x1f"  # U+001F, which no text holds: XML forbids it

_OPENS = regex(
    r"(?P<comment>(?:\\?<|&lt;)!(?:--|[—–]-?))"
    r"|(?P<fence>^[ \t>]*(?:`{3,}|~{3,}(?=[ \t]*[A-Za-z]))[^\n`]*$)"
    r"|<(?P<raw>script|style|head|svg|noscript|iframe|video|audio|object)\b[^<>]*>"
    r"|(?P<code>\{/\*|\{\{/\*|\{\{-?!--|\{\#(?=\s)|\{\{[<%]|\{%)"
    r"|(?P<module>^(?:import|export)\s[^\n]*$)"
    r"|(?P<note>^[ \t]*(?:\[(?://|comment|\#)\]:[ \t]*\S[^\n]*|%%(?:[^\n]*%%)?[ \t]*)$)",
    re.MULTILINE | re.IGNORECASE,
)
_COMMENT_TOKEN = regex(r"(?P<open>\\?<!--)|(?P<close>--!?\\?>|-- >)")
_ODD_CLOSE = regex(r"[—–]-?\s?>|--!?\s?\\?>|--!?&gt;")
_TAG = regex("<[^<>]{0,200}>")
_SAVED = regex(r"<!--[A-Za-z _-]*image[A-Za-z _-]*-->")  # docling's mark of a picture it did not save
_PARAGRAPH_END = regex(r"\n[ \t\u3000]*\n|\n(?=[ \t]*[#＃]{1,6}[ \t\u3000\u00a0]|[ \t]*\\?<!--)")
_BRACED = {"{/*": "*/}", "{{/*": "*/}}", "{{!--": "--}}", "{{-!--": "--}}", "{#": "#}"}
_LONGEST_NOTE = 20_000
_NEAR = 200  # characters

_Span: TypeAlias = tuple[int, str, str]  # its end, why it is put aside, and what stands for it


class Aside(NamedTuple):
    """A text without what was put aside, which `discards` has, and the problems met."""

    text: str
    discards: list[Discard]
    problems: list[Problem]


def put_aside(text: str, first: int) -> Aside:
    """Take comments, code and the like out of a text whose first line has the number `first`."""
    return _Taking(text, first).all()


class _Taking:
    """One pass over a text; each closing mark is searched for once, so that time stays in proportion to the text."""

    def __init__(self, text: str, first: int) -> None:
        self.text = text
        self.line = first
        self.counted = 0
        self.discards: list[Discard] = []
        self.problems: list[Problem] = []
        self.closers: set[int] = set()  # where the fences of prose end
        self.missing: set[str] = set()  # closing marks that do not occur any more
        self.pairs: dict[int, int] | None = None
        self.owed = 0  # lines that a span within a line took, and that follow where that line ends
        self.near = -1  # where the paragraph ends that was looked at last

    def all(self) -> Aside:
        kept: list[str] = []
        at = done = 0
        kinds: dict[str, Callable[[re.Match[str]], _Span | None]] = {
            "comment": self._comment,
            "fence": self._fence,
            "raw": self._raw,
            "code": self._braces,
            "module": self._module,
            "note": self._note,
        }
        while found := _OPENS.search(self.text, at):
            span = kinds[found.lastgroup or ""](found)
            if span is None:
                at = max(found.start() + 1, found.end() if found.lastgroup == "comment" else 0)
                continue
            end, reason, instead = span
            if reason:
                self._discard(found.start(), end, reason)
            kept += [self._owed_lines(self.text[done : found.start()]), instead or GONE]
            self.owed += self.text.count("\n", found.start(), end)
            if not all(_beside(self.text, found.start(), end)):  # else what is on both sides is one line
                kept.append(self._owed_lines("\n")[:-1])
            at = done = end
        return Aside(
            "".join([*kept, self._owed_lines(self.text[done:]), f"\n{GONE}" * self.owed]), self.discards, self.problems
        )

    def _owed_lines(self, text: str) -> str:
        """A piece of the text with the lines that a span took, where its first line ends."""
        end = text.find("\n") if self.owed else -1
        if end < 0:
            return text
        owed, self.owed = self.owed, 0
        return text[:end] + f"\n{GONE}" * owed + text[end:]

    def _discard(self, start: int, end: int, reason: str) -> None:
        """Note a span; where it shares its first or last line with text, that part by itself."""
        text = self.text
        self.line += text.count("\n", self.counted, start)
        self.counted = start
        rows = text[start:end].split("\n")
        before, after = _beside(text, start, end)
        number = self.line
        if (before and len(rows) > 1) or ((before or after) and len(rows) == 1):
            self.discards.append(Discard(number, reason, rows.pop(0), part=True))
            number += 1
        last = rows.pop() if rows and after else None
        if any(rows):
            self.discards.append(Discard(number, reason, "\n".join(rows)))
        if last:
            self.discards.append(Discard(number + len(rows), reason, last, part=True))

    def _close(self, mark: str, start: int, *, within: int = _LONGEST_NOTE) -> int | None:
        """The end of a closing mark; None if there is none so near."""
        if mark in self.missing:
            return None
        place = self.text.find(mark, start)
        if place < 0:
            self.missing.add(mark)
            return None
        return place + len(mark) if place - start <= within else None

    def _comment(self, found: re.Match[str]) -> _Span | None:
        start, text = found.start(), self.text
        if (saved := _SAVED.match(text, start)) and not any(_beside(text, start, saved.end())):
            return None
        end = self._comment_end(found)
        if end is None:
            return self._unclosed(start, found.end())
        if start and text[start - 1] == "`" and text[end : end + 1] == "`" and "\n" not in text[start:end]:
            return None  # somebody writes of comments
        return end, "comment", ""

    def _comment_end(self, found: re.Match[str]) -> int | None:
        if found[0].endswith("!--") and "&" not in found[0]:
            if self.pairs is None:
                self.pairs = _pairs(self.text)
            if (end := self.pairs.get(found.start())) is not None:
                return end
        closes = _ODD_CLOSE.search(self.text, found.end(), self._paragraph_end(found.end()))
        return closes.end() if closes else None

    def _paragraph_end(self, start: int) -> int:
        if self.near < start:
            near = _PARAGRAPH_END.search(self.text, start)
            self.near = near.start() if near else len(self.text)
        return self.near

    def _unclosed(self, start: int, opened: int) -> _Span:
        """A comment that is not closed: to the end of its paragraph, or of the text where `<!--` heads a block."""
        text = self.text
        block = not any(_beside(text, start, opened))
        end = max(opened, len(text.rstrip()) if block else self._paragraph_end(opened))
        line = self.line + text.count("\n", self.counted, start)
        if block:
            told = message("a comment is opened by <!-- and never closed; nothing below it was published")
            self.problems.append(Problem(line=line, level="error", code="comment-unclosed", message=told))
        else:
            told = message("a comment is not closed by -->; it was put aside up to the end of its paragraph")
            self.problems.append(Problem(line=line, level="warning", code="comment-unclosed", message=told))
        return end, "comment", ""

    def _fence(self, found: re.Match[str]) -> _Span | None:
        if found.start() in self.closers:
            return found.end(), "markup", ""
        mark = found[0].lstrip(" \t>")
        run = mark[: len(mark) - len(mark.lstrip(mark[0]))]
        info = mark[len(run) :].strip().lower().split(" ")[0].strip("{}.")
        if run in self.missing:
            return found.end(), "markup", ""
        close = fence_end(self.text, run, found.end())
        if close is None:
            self.missing.add(run)
            return found.end(), "markup", ""
        if is_code(info, self.text[found.end() : close.start()]):
            return close.end(), "code", ""
        self.closers.add(close.start())
        return found.end(), "markup", ""

    def _raw(self, found: re.Match[str]) -> _Span | None:
        name = found["raw"].lower()
        before = self.text[self.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if any(map(str.isalnum, _TAG.sub("", before))):
            return None  # within a sentence somebody writes of it
        if found[0].endswith("/>"):
            return found.end(), "markup", ""
        if f"</{name}" in self.missing:
            return None
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, found.end())
        if close is None:
            self.missing.add(f"</{name}")
            return None
        return close.end(), "markup", ""

    def _braces(self, found: re.Match[str]) -> _Span | None:
        if closing := _BRACED.get(found[0]):
            end = self._close(closing, found.end())
            return (end, "comment", "") if end else None
        end = shortcode_end(self.text, found.start(), self.missing)
        if end is None:
            return None
        inside = self.text[found.start() : end]
        if picture := picture_of(inside):
            return end, "", picture
        reason = "comment" if re.match(r"\{%-?\s*comment\b", inside) else "shortcode"
        return end, reason, ""

    def _module(self, found: re.Match[str]) -> _Span | None:
        end = module_end(self.text, found.start(), found.end())
        return (end, "code", "") if end else None

    def _note(self, found: re.Match[str]) -> _Span | None:
        if found[0].strip() != "%%":
            return found.end(), "comment", ""
        end = self._close("\n%%", found.end())
        return (end, "comment", "") if end else None


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a span on its lines, as far as it matters; of a long line only the nearest part."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2].strip(" \t\u3000>")
    return before, text[end : end + _NEAR].partition("\n")[0].strip()


def _pairs(text: str) -> dict[int, int]:
    """Where each comment ends, by where it begins. One that holds others ends after them, where that is written out.

    One that is never closed is not here: the next closing mark belongs to another.
    """
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for token in _COMMENT_TOKEN.finditer(text):
        if token["open"]:
            stack.append(token.start())
        elif stack:
            pairs[stack.pop()] = token.end()
    return pairs
