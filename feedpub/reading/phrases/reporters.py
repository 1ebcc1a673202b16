"""The reporters a dateline begins with, and the place that runs on to their names: 記者張三台北24日電."""

import re
from functools import cache

from feedpub.data import load
from feedpub.reading.phrases.names import is_name, split_names

__all__ = ["read_reporters", "split_town"]

_NAME_AND_TOWN = re.compile(r"(\w{2,3}?)(\w{1,3}[市县縣省區区鎮镇州])")  # 周以晴海岬市

_REPORTED = re.compile(r"(?:[综綜]合)?(?:报道|報[道導])\Z")
_TOLD = re.compile(r"[ \u3000／/]+([\u4e00-\u9fff]{2,8}?)(?:[综綜]合)?(?:报道|報[道導])\Z")  # 記者 張三 廣州報道


@cache
def _known_places() -> frozenset[str]:
    table = load("places")
    return frozenset(place for name in ("cities", "countries", "seats", "at_home", "home") for place in table[name])


def read_reporters(found: re.Match[str]) -> tuple[tuple[str, ...], str | None, bool] | None:
    """The names in a form that begins with reporters, and the place that may stand behind them: 張三台北."""
    printed, day = found["names"], found.groupdict().get("day")
    if not printed:
        return (), None, False
    if found["place"]:
        names, doubtful = split_names(printed)
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
    names, doubtful = split_names("、".join(parts))
    if not place and (title := _NAME_AND_TOWN.fullmatch(parts[-1])) and is_name(title[1]):
        parts[-1], place = title[1], title[2]
    if not place and not day and "alone" not in found.groupdict():
        return None
    if any(not 1 < len(name) <= 16 for name in names):
        return None
    return names, place, doubtful


def split_town(who: str) -> tuple[str, str | None]:
    """Reporters, and the place they report from, that may stand behind them: 記者張三北京, 记者 张三 广州报道."""
    if told := _TOLD.search(who):
        return who[: told.start()], told[1]
    who, place = _REPORTED.sub("", who), None
    while len(name := re.split(r"[ \u3000、,，]", who)[-1]) > 3 and (found := _off_name(name)[1]):  # 張三台灣台北
        who, place = who.removesuffix(found), f"{found}{place or ''}"
    return who, place


def _off_name(name: str) -> tuple[str, str | None]:
    """A name without the known place that runs on to it, and the place."""
    for size in range(min(6, len(name) - 1), 1, -1):
        if name[-size:] in _known_places() or (name[-size:-1] in _known_places() and name[-1] in "省市县縣"):
            return name[:-size], name[-size:]
    return name, None
