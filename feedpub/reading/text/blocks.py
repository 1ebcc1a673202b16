"""Bring HTML into lines: tags and tables that take several lines into one, blocks that share a line apart."""

import re

from feedpub.patterns import regex

__all__ = ["join_blocks", "split_blocks"]

_WHOLE = regex(r"<(?P<tag>table|figure)\b", re.IGNORECASE)
_OPEN_TAG = regex(r"<(?:img|image|a|div|span|p|td|source|iframe|[A-Z][A-Za-z]+)(?:\s[^<>]*)?$", re.IGNORECASE)
_BLOCK = regex(
    r"<(?P<close>/?)(?P<tag>html|body|main|article|section|header|footer|nav|aside|div|p|center|blockquote|ul|ol|li|dl|dt|dd"
    r"|details|summary|address|pre|h[1-6]|br|hr|table|figure|!doctype|\?xml|meta|link|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
_OF_A_PAGE = frozenset(("html", "body", "pre", "!doctype", "?xml", "meta", "link"))
_LONGEST = {"table": 1_000, "figure": 40}  # lines
_LONGEST_TAG = 20


def join_blocks(lines: list[str | None]) -> None:
    """Put each table, figure and tag that takes several lines into its first; the others become None."""
    place = 0
    missing: set[str] = set()
    while place < len(lines):
        line = lines[place]
        if line and "<" in line:
            end = _whole_end(lines, place, line, missing)
            if end is None and _OPEN_TAG.search(line):
                end = _tag_end(lines, place)
            if end is not None:
                lines[place] = "\n".join(row or "" for row in lines[place : end + 1])
                lines[place + 1 : end + 1] = [None] * (end - place)
                place = end
        place += 1


def _whole_end(lines: list[str | None], place: int, line: str, missing: set[str]) -> int | None:
    """The line on which the last table or figure of a line ends, if it is another line."""
    opened = list(_WHOLE.finditer(line))
    if not opened:
        return None
    opens = opened[-1]
    tag = opens["tag"].lower()
    depth = -line.lower().count(f"</{tag}", opens.start()) + 1
    if depth <= 0 or tag in missing:
        return None
    for end in range(place + 1, min(len(lines), place + _LONGEST[tag])):
        row = (lines[end] or "").lower()
        if f"{tag}" in row:
            depth += row.count(f"<{tag}") - row.count(f"</{tag}")
            if depth <= 0:
                return end
    if place + _LONGEST[tag] >= len(lines):
        missing.add(tag)
    return None


def _tag_end(lines: list[str | None], place: int) -> int | None:
    """The line on which a tag ends that is not closed on its own; None if it is none after all."""
    for end in range(place + 1, min(len(lines), place + _LONGEST_TAG)):
        row = lines[end]
        if not row or "<" in row.partition(">")[0]:
            return None
        if ">" in row:
            return end
    return None


def split_blocks(line: str) -> list[str]:
    """The blocks of a line of HTML, one by one, without their tags: a heading in feedpub's marks, an item with `- `.

    Tables and figures stay as they are.
    """
    pieces: list[str] = []
    mark = ""  # of the block that is open
    done = kept = 0
    inside = ""  # the table or figure that is open

    def take(end: int) -> None:
        words = line[kept:end].strip() if not inside else ""
        if words:
            pieces.append(f"{mark}{' '.join(words.split())}" if mark else words)

    for found in _BLOCK.finditer(line):
        tag, closing = found["tag"].lower(), bool(found["close"])
        if tag in _OF_A_PAGE and line[kept : found.start()].strip():
            continue  # within a sentence somebody writes of it
        if inside:
            if closing and tag == inside:
                pieces.append(line[done : found.end()])
                inside, kept = "", found.end()
            continue
        if tag == "br" and mark.startswith("#"):
            continue
        take(found.start())
        kept = found.end()
        if tag in ("table", "figure") and not closing:
            inside, done = tag, found.start()
        elif tag[0] == "h" and tag[1:].isdigit():
            mark = "" if closing else f"{'#' * int(tag[1])} "
        elif tag in ("li", "br", "p", "div"):
            mark = "- " if tag == "li" and not closing else ("" if mark == "- " else mark)
    if inside:
        pieces.append(line[done:])
    else:
        take(len(line))
    return pieces
