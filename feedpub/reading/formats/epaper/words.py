"""A line of a page's text in feedpub's marks: white space as a browser shows it, emphasis, links."""

import re
from html import unescape
from typing import NamedTuple

from feedpub.patterns import regex

__all__ = ["Line", "Words", "heading", "plain"]

# A line break in the file between two characters of Chinese is no blank (CSS Text 3, section 4.1.2).
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c-\u201d"
_WRAPPED = regex(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_BLANKS = regex(r"[ \t\r\n\f\u00a0\u2002\u2003]+")
_EDGES = " \t\r\n\f\u00a0\u2002\u2003\u3000\u200b\ufeff"
_TAG = regex(r"<(?=[A-Za-z/!?])")
_ENTITY = regex(r"&#?[A-Za-z0-9]{1,31};")
_MARKS = regex(r"[*_~\[\]]")
_ADDRESS = regex(r"(?:https?://|mailto:)[^\s()<>\[\]]{1,1000}", 2)
_BRACKETS = regex(r"[\[\]\n]")
_CORE = regex(r"[^\W_](?:.*[^\W_])?", 16)
_STYLES = {"b": "**", "strong": "**", "i": "*", "em": "*"}


class Line(NamedTuple):
    """A line, and whether all of it is in bold."""

    text: str
    bold: bool


class _Run(NamedTuple):
    """Words of one style, within one link; `link` counts the links, 0 is none."""

    text: str
    style: str
    link: int


def plain(text: str) -> str:
    """Text as a browser shows it, on one line; what looks like a tag or an entity is written as text."""
    text = _BLANKS.sub(" ", _WRAPPED.sub("", text)).strip(_EDGES)
    return _TAG.sub("&lt;", _ENTITY.sub(_as_text, text))


def _as_text(found: re.Match[str]) -> str:
    return found[0] if unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}"


def heading(text: str) -> str:
    """The words of a headline: what looks like a mark in them is text."""
    return _MARKS.sub(r"\\\g<0>", plain(text))


class Words:
    """Takes in the words of a line, with the tags among them."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._styles: list[str] = []
        self._links: list[str] = [""]
        self._link = 0

    def add(self, text: str) -> None:
        """Takes in words."""
        styles = set(self._styles)
        style = "**" if "**" in styles else "*" if styles else ""
        self._runs.append(_Run(text, style, self._link))

    def tag(self, name: str, address: str, *, opens: bool) -> None:
        """Takes in a tag; `address` is that of a link."""
        if name == "a":
            self._link = len(self._links) if opens and _ADDRESS.fullmatch(address) else 0
            self._links += [address] if self._link else []
        elif (style := _STYLES.get(name)) and opens:
            self._styles.append(style)
        elif style in self._styles:
            self._styles.remove(style)

    def take(self) -> Line | None:
        """The line as it stands, without the marks of emphasis where all of it is in bold; None if it is blank."""
        runs, self._runs = self._joined(), []
        worded = [run for run in runs if run.text.strip(_EDGES)]
        if not worded:
            return None
        if all(run.style == "**" for run in worded):
            return Line(plain("".join(run.text for run in runs)), bold=True)
        return Line(plain("".join(self._marked(runs))), bold=False)

    def _joined(self) -> list[_Run]:
        """The runs, with neighbours of one style and link as one."""
        joined: list[_Run] = []
        for run in self._runs:
            if joined and joined[-1][1:] == run[1:]:
                joined[-1] = run._replace(text=joined[-1].text + run.text)
            else:
                joined.append(run)
        return joined

    def _marked(self, runs: list[_Run]) -> list[str]:
        return [self._mark(run) for run in runs]

    def _mark(self, run: _Run) -> str:
        bare = run.text.strip(_EDGES)
        if not bare:
            return run.text
        words = bare
        # `**“好”**` is no emphasis where letters stand beside it (CommonMark 0.31, section 6.2), `“**好**”` is.
        if run.style and (core := _CORE.search(bare)):
            words = f"{bare[: core.start()]}{run.style}{core[0]}{run.style}{bare[core.end() :]}"
        if run.link and not _BRACKETS.search(bare):
            words = f"[{words}]({self._links[run.link]})"
        return run.text.replace(bare, words, 1)
