"""Find by which patterns of a date a bulletin could be dated, and which of them holds for the bulletins of a source."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from feedpub.reading.phrases.date_patterns import Searched, date_pattern, find_stated

__all__ = ["common_pattern", "patterns_of"]

_LINES = 12  # of text, and of front matter, in which a date is looked for
_LONGEST = 80  # characters of a line that may be a masthead
_BEFORE = 12  # characters before a date that become part of a pattern
_NEARLY_ALL = 0.9
_FULL = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<one>年/?|[-./_ ]|)(?P<month>\d{2}|(?<=[-./_ 年])\d|(?<=年/)\d)"
    r"(?P<two>月/?|[-./_ ]|)(?P<day>\d{2}|(?<=[-./_ 月])\d|(?<=月/)\d)(?!\d)(?P<end>日?)"
)
_HAN = re.compile(
    r"(?P<year>[二一][〇○零一二三四五六七八九]{3})(?P<one>年)(?P<month>[一二三四五六七八九十]{1,2})(?P<two>月)"
    r"(?P<day>[一二三四五六七八九十廿卅]{1,3})(?P<end>日)"
)
_SHORT = re.compile(r"(?<!\d)(?P<yy>\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_PARTED = re.compile(r"(?<!\d)(?P<month>\d{1,2})(?P<two>[-._月]?)(?P<day>\d{1,2})(?P<end>日?)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_ENGLISH = re.compile(
    r"\b(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?) "
    r"(?P<day>\d{1,2})(?P<two>,? )(?P<year>\d{4})"
)
_KEY = re.compile(r"([^\W\d][\w-]{0,30})\s*[:：]")
_DIGITS = re.compile(r"\d+")


def patterns_of(searched: Searched) -> dict[str, date]:
    """Every pattern by which a bulletin could be dated, with the date it finds there.

    Args:
        searched: what patterns look at in the bulletin.
    """
    candidates = [*_in_path(searched.path), *_in_front(searched.front), *_in_lines(searched.lines)]
    found: dict[str, date] = {}
    for pattern in dict.fromkeys(candidates):
        if days := find_stated(date_pattern(pattern), searched):
            found[pattern] = days[0]
    return found


def _in_path(path: str) -> Iterator[str]:
    start = path.rfind("/") + 1
    stem = path[start:].rpartition(".")[0] or path[start:]
    whole = path[:start] + stem
    for place in range(len(whole)):
        if whole[place].isdigit() and (found := _FULL.match(whole, place)) and _is_day(found):
            within = found.start() >= start
            yield f"{'file name' if within else 'path'}: {_written(found)}"
    if (short := _SHORT.search(stem)) and not _FULL.search(stem):
        yield "file name: {yy}{month}{day}"
    years = [name for name in whole[:start].split("/") if _YEAR.fullmatch(name)]
    parted = _PARTED.search(stem) if years and not short and not _FULL.search(stem) else None
    if parted and (parted["two"] or len(parted[0]) == 4):
        year = "{year}年" if years[-1].endswith("年") else "{year}"
        yield f"path: {year}/*{{month}}{parted['two']}{{day}}{parted['end']}"


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return 1900 <= int(found["year"]) <= 2199


def _written(found: re.Match[str]) -> str:
    return f"{{year}}{found['one']}{{month}}{found['two']}{{day}}{found['end']}"


def _in_front(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[: _LINES * 2]:
        key = _KEY.match(line)
        day = _FULL.search(line)
        if key and day and key.end() <= day.start():
            between = " " if line[key.end() : day.start()].isspace() else "*"
            yield f"front matter: {key[1]}:{between}{_written(day)}"


def _in_lines(lines: Sequence[str]) -> Iterator[str]:
    for line in [line for line in lines[: _LINES * 3] if line.strip()][:_LINES]:
        if len(line) > _LONGEST:
            continue
        day = _FULL.search(line) or _HAN.search(line)
        english = _ENGLISH.search(line)
        if day:
            written, before = _written(day), line[: day.start()]
        elif english:
            written, before = f"{{month}} {{day}}{english['two']}{{year}}", line[: english.start()]
        else:
            continue
        yield f"line: {written}"
        if (words := _DIGITS.sub("*", before).strip()) and len(words) <= _BEFORE and not set(words) & set("{}"):
            yield f"line: {words}{' ' if before[-1].isspace() else ''}{written}"


def common_pattern(found: Sequence[Mapping[str, date]]) -> str | None:
    """The pattern that dates nearly all bulletins of a source, or None.

    Of several the one whose dates the others mostly confirm; then a name of a file, a path, front matter, a line.

    Args:
        found: of each bulletin, the result of `patterns_of`.
    """
    held: Counter[str] = Counter(pattern for row in found for pattern in row)
    enough = [pattern for pattern, times in held.items() if times >= _NEARLY_ALL * len(found)]
    days: defaultdict[str, set[date]] = defaultdict(set)
    confirmed: Counter[str] = Counter()
    for row in found:
        kinds: defaultdict[date, set[str]] = defaultdict(set)
        for pattern, day in row.items():
            kinds[day].add(_kind(pattern))
        for pattern in enough:
            if pattern in row:
                days[pattern].add(row[pattern])
                confirmed[pattern] += len(kinds[row[pattern]]) > 1
    differing = [pattern for pattern in enough if len(found) < 3 or len(days[pattern]) > 1]
    return max(differing, key=lambda pattern: (confirmed[pattern], _rank(pattern), len(pattern)), default=None)


def _kind(pattern: str) -> str:
    return pattern.partition(":")[0]


def _rank(pattern: str) -> int:
    return ("line", "front matter", "path", "file name").index(_kind(pattern))
