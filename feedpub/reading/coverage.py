"""Account for each character of a bulletin: in an article, or in a reported discard (design decision 13)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from feedpub.model import Bulletin, Coverage, Discard

__all__ = ["measure"]

_WHITE_SPACE = "white space"  # the reason for what remains of a bulletin without articles


def measure(text: str, bulletin: Bulletin) -> Coverage:
    """Count how many of a bulletin's characters are in articles, and how many were discarded for which reason.

    Args:
        text: the bulletin as decoded.
        bulletin: what was read from that text.
    """
    lines = text.split("\n")
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for discard in bulletin.discards:
        if discard.part:
            parts[discard.line].append(discard.text)
    discards = []
    printed: set[int] = set()  # the lines that a discard printed whole; other discards of them are within it
    for discard in bulletin.discards:
        discards.append(_as_printed(discard, lines, parts, printed))
    outside = sum(len(discard.text) for discard in discards if discard.outside)
    discarded = sum(len(discard.text) for discard in discards)
    if not bulletin.articles and discarded - outside < len(text):
        space = "".join(char for char in text if char.isspace())
        discards.append(Discard(line=1, reason=_WHITE_SPACE, text=space[: len(text) - discarded + outside]))
        discarded = sum(len(discard.text) for discard in discards)
    reasons: Counter[str] = Counter()
    for discard in discards:
        reasons[discard.reason] += len(discard.text)
    return Coverage(
        characters=len(text) + outside,
        in_articles=len(text) + outside - discarded,
        discarded=discarded,
        reasons=dict(reasons),
        discards=tuple(discards),
    )


def _as_printed(discard: Discard, lines: list[str], parts: Mapping[int, Sequence[str]], printed: set[int]) -> Discard:
    """The discard with its lines as printed, heading marks and indents included; part of a line is kept as it is.

    Nothing counts twice: parts of the lines that are discards of their own (`parts`) are left out, and so are lines
    that an earlier discard printed whole; those printed now are added to `printed`.
    """
    if discard.part or discard.outside:
        return discard
    found: list[str] = []
    for number in range(discard.line, discard.line + discard.text.count("\n") + 1):
        if number in printed or number > len(lines):
            continue
        printed.add(number)
        line = lines[number - 1]
        for part in parts.get(number, ()):
            line = line.replace(part, "", 1)
        found.append(line)
    return discard._replace(text="\n".join(found))
