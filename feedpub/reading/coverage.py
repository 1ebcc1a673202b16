"""Where each character of a bulletin went: into an article, or into a discard that is told of (design decision 13)."""

from collections import Counter, defaultdict

from feedpub.model import Bulletin, Coverage, Discard

__all__ = ["measure"]

_NOWHERE = "white space"  # of a bulletin without any article


def measure(text: str, bulletin: Bulletin) -> Coverage:
    """What became of a bulletin's characters.

    Args:
        text: the bulletin as decoded.
        bulletin: as read from it.
    """
    lines = text.split("\n")
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for discard in bulletin.discards:
        if discard.part:
            parts[discard.line].append(discard.text)
    discards = [_as_printed(discard, lines, parts.get(discard.line, [])) for discard in bulletin.discards]
    discarded = sum(len(discard.text) for discard in discards)
    if not bulletin.articles and discarded < len(text):
        space = "".join(char for char in text if char.isspace())
        discards.append(Discard(line=1, reason=_NOWHERE, text=space[: len(text) - discarded]))
        discarded = sum(len(discard.text) for discard in discards)
    reasons: Counter[str] = Counter()
    for discard in discards:
        reasons[discard.reason] += len(discard.text)
    return Coverage(
        characters=len(text),
        in_articles=len(text) - discarded,
        discarded=discarded,
        reasons=dict(reasons),
        discards=tuple(discards),
    )


def _as_printed(discard: Discard, lines: list[str], parts: list[str]) -> Discard:
    """With its lines as they stand in the bulletin, marks and indents included; a part of a line stays one.

    Where `parts` of the line were discarded before the rest was, they count once.
    """
    if discard.part:
        return discard
    first = discard.line - 1
    printed = "\n".join(lines[first : first + discard.text.count("\n") + 1])
    for part in parts:
        printed = printed.replace(part, "", 1)
    return discard._replace(text=printed)
