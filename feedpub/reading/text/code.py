"""Tell code from prose: what stands between fences (```html), and lines of a program at the head of a page (MDX)."""

import re

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["fence_end", "is_code", "module_end"]

_HAN = regex("[\u3400-\u9fff]")
_LINKS = regex(r"\]\([^()\s]*\)|https?://[!-;=?-~]+")
_SIGNS = regex(r"[{}<>;=\[\]\\$]")
_IMPORT = regex(r"""import\s+(?:[\w$*{}, \t]+?\s+from\s+)?["'][^"'\n]+["'];?[ \t]*""")
_EXPORT = regex(r"export\s+(?:const|let|var|default|function|async|class|type|interface)\b|export\s*[{*]")
_LONGEST = 5_000
_LONGEST_IMPORT = 300
_SAMPLE = 4_000
_PROSE = 0.3  # the share of Chinese characters from which on what stands between fences is prose
_SIGNED = 0.03  # the share of marks of programs from which on other text is code


def fence_end(text: str, mark: str, start: int) -> re.Match[str] | None:
    """The line that closes a fence; None if there is none."""
    return re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*+[ \t]*$", re.MULTILINE).search(text, start)


def is_code(info: str, inside: str) -> bool:
    """Whether what stands between fences is code and not text.

    Args:
        info: the word behind the opening fence, in small letters; empty if there is none.
        inside: what stands between the fences.
    """
    if info in load("markup")["code"]:
        return True
    sample = "".join(_LINKS.sub("", inside[:_SAMPLE]).split())
    if not sample or sample[0] in "<{":
        return True
    if len(_HAN.findall(sample)) > _PROSE * len(sample):
        return False
    return len(_SIGNS.findall(sample)) > _SIGNED * len(sample)


def module_end(text: str, start: int, line_end: int) -> int | None:
    """The end of an `import` or `export` statement of MDX that begins a line; None if the line is text."""
    if line_end - start <= _LONGEST_IMPORT and _IMPORT.fullmatch(text, start, line_end):
        return line_end
    if not _EXPORT.match(text, start):
        return None
    depth = 0
    for place in range(start, min(len(text), start + _LONGEST)):
        char = text[place]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "\n" and depth <= 0:
            return place
    blank = text.find("\n\n", line_end)
    return len(text.rstrip()) if depth <= 0 else (blank if blank >= 0 else line_end)
