"""Undo what page-reading tools (MinerU, docling, marker) and web pages leave: formulas, entities, escapes, tags.

    $1 8 . 3$ 万吨 → 18.3万吨     $6.4\\%$ → 6.4%     C&amp;D → C&D     port\\_office → port_office     <sup>2</sup> → ²

Only where the tool's hand shows: by the leftover itself, where nobody would write it so, or by other traces in the
same bulletin (`tool_wrote`). What a person writes of tags and dollars stays.
"""

import re
from functools import cache
from html import unescape

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["may_hold_leftovers", "tool_wrote", "without_leftovers"]

_MAY = regex(r"[$\\&]|</?(?:[a-z]|[A-Z][A-Za-z]+\b)")
_TRACES = regex(
    r"!\[[^\[\]\n]{0,20}\]\((?:[^()\s]{0,40}/)?(?:_page_\d|(?=\d{0,60}[a-f])[0-9a-f]{8,64}\.(?:jpe?g|png))"
    r"|!\[[Ii]mage\]\(|<!-- (?:image|formula-not-decoded|PageBreak|PageNumber|PageHeader|PageFooter|page-break)"
    r"|<span id=\"page-\d|^\{\d{1,4}\}-{10,}|<html><body><table|^<table><tr><td|<(?:p|div|span|font)\b[^<>]{0,200}>"
    r"|\$[^$\n\u3400-\u9fff]{0,40}\\(?:%|sim|mathrm|mathsf|mathbf|times|circ|cdot|pm|le|ge|leq|geq|approx|textcircled|text|frac|left|right|sharp|prime|quad|bullet)"
    r"|\$\d(?: [\d.]){1,20} ?\\?[%]?\s?\$|(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])|(?<=\d)\\\.(?=\d)"
    r"|(?<![“‘「『\"'`])<(?P<small>su[bp])>[^<>\u3400-\u9fff]{1,6}</(?P=small)>(?![”’」』\"'`])",
    re.MULTILINE,
)
_FORMULA = regex(
    r"\$\$?(?P<inside>[^$\n\u3400-\u9fff\u3000-\u303f，。：；！？]{1,120})\$?\$|\\\((?P<round>[^\n\u3400-\u9fff()]{1,120})\\\)"
)
_TOOL_MADE = regex(r"\\|\d \d|\d \.|\. \d|[\^_]\{")
_ONE_NUMBER = regex(r"[+\-–≤≥<>~≈±]?\s?\d[\d.,:/–~\s\-×]*\s?(?:%|‰|°C?|℃|[a-zA-Zμ]{1,4}[²³]?)?")
_ESCAPE = regex(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\]^_`{}~])")  # a pipe within a table stays
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BOLD = regex(r"<b>(?P<text>[^<>*]{1,80})</b>", re.IGNORECASE)
_SMALL = regex(r"<(?P<tag>su[bp])>(?P<inside>[^<>]{0,30})</(?P=tag)>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_OPENING, _CLOSING = frozenset("“‘「『\"'`＂"), frozenset("”’」』\"'`＂")
_SCRIPT = regex(r"\^\s?(?:\{([^{}]{0,30})\}|(\\?[A-Za-z0-9*′]+))")
_LOWERED = regex(r"_\s?(?:\{([^{}]{0,30})\}|([A-Za-z0-9]))")
_COMMAND = regex(r"\\([A-Za-z]+)\s?")
_STYLED = regex(
    r"\\(?:mathrm|mathsf|mathbf|mathit|text|textbf|textit|textrm|operatorname|rm|bf|boldsymbol|mathtt|textsf|textcircled)\b\s?\*?"
)
_CIRCLED = regex(r"\\textcircled\s?\{\s?(?:\\\w+\s?\{?)?\s?([1-9]|1\d|20)\s?\}?\s?\}")
_FRACTION = regex(r"\\[dt]?frac\s?\{([^{}]{1,30})\}\s?\{([^{}]{1,30})\}")


def may_hold_leftovers(line: str) -> bool:
    """Whether a line may hold any."""
    return _MAY.search(line) is not None


def tool_wrote(text: str) -> bool:
    """Whether a bulletin has traces of a page-reading tool or of a web page."""
    return any(mark in text for mark in ("$", "<", "![", "\\", "}-")) and _TRACES.search(text) is not None


def without_leftovers(line: str, *, of_tool: bool) -> str:
    """A line without the leftovers of tools.

    Args:
        line: of the bulletin.
        of_tool: whether the bulletin has other traces of one.
    """
    if "$" in line or "\\(" in line:
        line = _without_formulas(line, of_tool)
    if "<" in line and of_tool:
        if bold := _BOLD.fullmatch(line):
            return f"**{bold['text'].strip()}**"
        line = _tag().sub("", _SMALL.sub(_small, line))
    if "\\" in line and of_tool:
        line = _ESCAPE.sub(r"\1", line)
        line = line[:-1] if line.endswith("\\") else line  # a line break as pandoc writes it
    return _without_entities(line, of_tool) if "&" in line and ";" in line else line


def _without_formulas(line: str, of_tool: bool) -> str:
    kept: list[str] = []
    done = at = 0
    while found := _FORMULA.search(line, at):
        inside = found["inside"] or found["round"] or ""
        made = bool(_TOOL_MADE.search(inside))
        if not (made or (of_tool and _ONE_NUMBER.fullmatch(inside.strip()))) or not _is_closed(line, found):
            at = found.start() + 1
            continue
        start, end = found.span()
        before = line[done:start]
        kept += [before[:-1] if before.endswith(" ") and _is_wide(before[-2:-1]) else before, _plain(inside)]
        done = at = end + 1 if line[end : end + 1] == " " and _is_wide(line[end + 1 : end + 2]) else end
    return "".join([*kept, line[done:]])


def _is_closed(line: str, found: re.Match[str]) -> bool:
    """Whether the dollars are a formula's and not two sums: no digit follows the last."""
    return not line[found.end() : found.end() + 1].isdigit()


def _is_wide(char: str) -> bool:
    return bool(char) and char > "\u2e7f"


def _plain(formula: str) -> str:
    """A formula of a tool as text."""
    text = _CIRCLED.sub(lambda found: chr(0x245F + int(found[1])), formula)
    text = _FRACTION.sub(r"\1/\2", _STYLED.sub("", text))
    text = _ESCAPE.sub(lambda found: found[1] if found[1] not in ",;:!" else " ", text)
    text = _COMMAND.sub(lambda found: _formulas().get(found[1], ""), text)
    text = _SCRIPT.sub(_raised, text)
    text = _LOWERED.sub(lambda found: (found[1] or found[2] or "").strip(), text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    text = re.sub(r"(?<=[\d.,:/%‰°～×+\-–=<>≤≥^])\s+|\s+(?=[\d.,:/%‰°℃～×+\-–=<>≤≥^])", "", text.strip())
    text = re.sub(r"(?<=\b[A-Za-z]) (?=[A-Za-z]\b)", "", text)
    return text.replace("°C", "℃")


def _raised(found: re.Match[str]) -> str:
    inside = (found[1] or found[2] or "").strip()
    if inside in ("°", "∘", "′", "″", "*"):
        return inside.replace("∘", "°")
    return inside.translate(_RAISED)


def _small(found: re.Match[str]) -> str:
    inside = found["inside"].strip()
    return inside.translate(_RAISED) if found["tag"].lower() == "sup" and re.fullmatch(r"[\d+\-−]+", inside) else inside


def _without_entities(line: str, of_tool: bool) -> str:
    return _ENTITY.sub(lambda found: _character(found, of_tool), line)


def _character(found: re.Match[str], of_tool: bool) -> str:
    """The character of an entity; the entity itself where somebody writes of it."""
    line, start, end = found.string, found.start(), found.end()
    character = unescape(found[0])
    if character == found[0] or len(character) > 2 or (ord(character[0]) < 32):
        return found[0]
    before, after = line[start - 1 : start], line[end : end + 1]
    if before in _OPENING and after in _CLOSING and before and after and not of_tool:
        return found[0]
    if of_tool or found[0] in _never_typed() or found[0].startswith("&#"):
        return " " if character == "\u00a0" else character
    near = (line[max(0, start - 4) : start].rstrip()[-1:], line[end : end + 4].lstrip()[:1])
    used = all(char.isascii() and char.isalnum() for char in near) or (character in "<>" and near[1].isdigit())
    return character if used else found[0]


@cache
def _formulas() -> dict[str, str]:
    return dict(load("markup")["formulas"])


@cache
def _tag() -> re.Pattern[str]:
    names = "|".join(load("markup")["inline"])
    return re.compile(rf"</?(?:{names})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)


@cache
def _never_typed() -> frozenset[str]:
    return frozenset(load("markup")["entities"])
