"""The reporters a dateline begins with, and the place printed right after their names: 記者張三台北24日電."""

import re
from functools import cache

from feedpub.data import load
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import is_house
from feedpub.reading.phrases.names import is_name, split_names

__all__ = ["read_reporters", "split_sent", "split_town"]

_NAME_AND_TOWN = regex(r"(\w{2,3}?)(\w{1,3}[市县縣省區区鎮镇州])")  # 周以晴海岬市

_LAST_GAP = regex(r"[ \u3000／/](?=[^ \u3000／/]*\Z)")
_REPORTED = regex(r"(?:[综綜]合)?(?:报道|報[道導])\Z")
_WORK = regex(
    r"(?:[综綜]合|[连連][线線]|[摄攝]影|即[时時]|独家|獨家){0,2}(?:报道|報[道導]|专访|專訪)\Z|(?<=\w{2})[摄攝]影\Z"
)
_REPORTED_FROM = regex(r"[ \u3000／/]+([\u4e00-\u9fff]{2,8}?)(?:[综綜]合)?(?:报道|報[道導])\Z")  # 記者 張三 廣州報道


@cache
def _known_places() -> frozenset[str]:
    table = load("places")
    return frozenset(place for name in ("cities", "countries", "seats", "at_home", "home") for place in table[name])


def read_reporters(found: re.Match[str]) -> tuple[tuple[str, ...], str | None, bool] | None:
    """Read the names in a form that begins with reporters, and the place that may follow them: 張三台北.

    Returns:
        The names, the place or None, and whether a doubtful run of names was left unsplit; None if they are not names.
    """
    printed, day = found["names"], found.groupdict().get("day")
    if printed and "alone" in found.groupdict():
        printed = _WORK.sub("", printed)
    if not printed:
        return (), None, False
    if found["place"]:
        names, doubtful = split_names(printed)
        if found["role"] == "" and printed and not all(map(is_name, names)):
            return None
        return (names, None, doubtful) if all(1 < len(name) <= 16 for name in names) else None
    parts = [part for part in re.split(r"[／/ \u3000、,，]+", printed.strip(" \u3000、／/")) if part]
    place = None
    last = parts[-1]
    known = last.rstrip("省市县縣") in _known_places()
    apart = re.search(r"[／/ \u3000][^、]+$", printed)
    if len(parts) > 1 and (known or (apart and (not day or re.search("[／/]", printed)))):
        place = parts.pop()
    else:
        parts[-1], place = _off_name(last)
    parts = [part for part in parts if not is_house(part)] or parts
    names, doubtful = split_names("、".join(parts))
    if not place and (title := _NAME_AND_TOWN.fullmatch(parts[-1])) and is_name(title[1]):
        parts[-1], place = title[1], title[2]
    if not place and not day and "alone" not in found.groupdict():
        return None
    if any(not 1 < len(name) <= 16 for name in names):
        return None
    return names, place, doubtful


def split_town(who: str) -> tuple[str, str | None]:
    """Reporters, and the place they report from, if one follows: 記者張三北京, 记者 张三 广州报道."""
    if reported := _REPORTED_FROM.search(who):
        return who[: reported.start()], reported[1]
    who, place = _REPORTED.sub("", who), None
    while len(name := re.split(r"[ \u3000、,，]", who)[-1]) > 3 and (found := _off_name(name)[1]):  # 張三台灣台北
        who, place = who.removesuffix(found), f"{found}{place or ''}"
    return who, place


def split_sent(who: str) -> tuple[str, str | None]:
    """Reporters, and the place printed before the day they sent it: 記者張三 長沙(15日電), 記者張三／長沙."""
    head, gap, last = who.rpartition(found[0]) if (found := _LAST_GAP.search(who.rstrip())) else ("", "", who)
    if gap and head and (last.rstrip("省市县縣") in _known_places() or not is_name(last)):
        return head, last or None
    return split_town(who)


def _off_name(name: str) -> tuple[str, str | None]:
    """A name without the known place printed right after it, and that place or None."""
    for size in range(min(6, len(name) - 1), 1, -1):
        if name[-size:] in _known_places() or (name[-size:-1] in _known_places() and name[-1] in "省市县縣"):
            return name[:-size], name[-size:]
    return name, None
