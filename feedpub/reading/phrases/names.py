"""Split runs of names into names: `毛鑫王瑞平` is 毛鑫 and 王瑞平.

Uses a surname table and dynamic programming. A run is split only if one split is clearly best; a doubtful run stays
whole, because a wrong name is worse than two names in one.
"""

from functools import cache

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["is_name", "split_names"]

_SEPARATORS = regex(r"[\s　、,，;；/／]+")
_HAN_ONLY = regex(r"[㐀-鿿𠀀-𯿿]+")
_HEAD = 20  # half of all people have one of this many first surnames in the table
# Roughly the natural logarithm of how much likelier a character is a surname than part of a given name.
_FREQUENT, _COMMON, _RARE, _DOUBLE = 3.2, 1.5, -0.5, 2.0
_LONG = -1.0  # a compound surname with a given name of two characters is rarer than with one
_CLEAR = 2.0  # how far the best split must be ahead of the next
_TWO_PEOPLE = 4.0  # the score from which four characters are two people rather than one transliterated name


@cache
def _surnames() -> dict[str, float]:
    """Surname → weight: the more common, the more surely it begins a name."""
    table = load("surnames")
    weights = dict.fromkeys(table["rare"], _RARE)
    for rank, surname in enumerate(table["common"]):
        weights[surname] = _FREQUENT if rank < _HEAD else _COMMON
    weights.update(dict.fromkeys(table["traditional"], _COMMON))
    weights.update(dict.fromkeys(table["double"], _DOUBLE))
    return weights


def split_names(run: str) -> tuple[tuple[str, ...], bool]:
    """The names in a run as printed, and whether a doubtful part of it was left unsplit.

    Names are separated by spaces, `、`, `,` or nothing. The gap in a two-character name (`宋　三`) is removed.
    Names with a `·`, in Latin letters or without a Han surname are kept whole.
    """
    names: list[str] = []
    doubtful = False
    for part in _parts(run):
        found, unsure = _split_part(part)
        names.extend(found)
        doubtful = doubtful or unsure
    return tuple(names), doubtful


def _parts(run: str) -> list[str]:
    """The parts of a run between separators; the gap that print puts into two-character names (`宋　三`) is removed."""
    parts = [part for part in _SEPARATORS.split(run) if part]
    joined: list[str] = []
    while parts:
        part = parts.pop(0)
        if len(part) == 1 and parts and len(parts[0]) == 1 and _HAN_ONLY.fullmatch(part + parts[0]):
            part += parts.pop(0)
        joined.append(part)
    return joined


def _split_part(part: str) -> tuple[tuple[str, ...], bool]:
    if len(part) <= 3 or not _HAN_ONLY.fullmatch(part):
        return (part,), False
    splits = _best_splits(part)
    if not splits:
        return (part,), len(part) > 4
    best = splits[0]
    if len(best[1]) == 1:  # one name of four characters: a compound surname
        return best[1], False
    lead = best[0] - splits[1][0] if len(splits) > 1 else _CLEAR
    # Four characters are just as often one transliterated name: two rare surnames do not prove two people.
    if lead < _CLEAR or (len(part) == 4 and best[0] < _TWO_PEOPLE):
        return (part,), True
    return best[1], False


def _best_splits(part: str) -> list[tuple[float, tuple[str, ...]]]:
    """The two best ways to cut a run into names, best first."""
    best: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())]]
    for end in range(1, len(part) + 1):
        found = []
        for size in (2, 3, 4):
            if size > end or (weight := _weight(part[end - size : end])) is None:
                continue
            found += [(score + weight, (*names, part[end - size : end])) for score, names in best[end - size]]
        best.append(sorted(found, key=lambda split: split[0], reverse=True)[:2])
    return best[-1]


def _weight(name: str) -> float | None:
    """How much a string looks like one whole name; None if it can't be one."""
    surnames = _surnames()
    if name[:2] in surnames and len(name) in (3, 4):
        return surnames[name[:2]] + (_LONG if len(name) == 4 else 0.0)
    return surnames.get(name[0]) if len(name) < 4 else None


def is_name(text: str) -> bool:
    """Whether a string without a role before it is a person's name or a run of names."""
    parts = _parts(text)
    return bool(parts) and all(map(_is_name, parts))


def _is_name(part: str) -> bool:
    if "·" in part:
        return True
    return bool(len(part) > 1 and part not in _not_names() and _HAN_ONLY.fullmatch(part) and _best_splits(part))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load("roles")["no_names"])
