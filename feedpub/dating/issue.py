"""Find the issue date (见报日) of a bulletin: what states it, and which statement counts (design decision 2)."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from feedpub.dating.moments import day_of
from feedpub.dating.paths import days_above, days_in_path, near_miss_in_name
from feedpub.dating.years import latest_day
from feedpub.messages import joined, message
from feedpub.model import MOST_AHEAD, Bulletin, Dateline, FrontMatter, IssueDate, Problem, Statement, Surroundings
from feedpub.reading.phrases.days import find_days, year_by_weekday

__all__ = ["issue_date"]

_OPTION = "--date"
_TABLE = "[[sources]]"
_FRESH = timedelta(days=3)  # most datelines are so many days before their issue
_A_MONTH = timedelta(days=28)
_MASTHEAD, _FRONT_MATTER = message("the masthead"), message("the front matter")
_WEEKDAYS = "一二三四五六日"


def issue_date(
    bulletin: Bulletin,
    key: str,
    given: date | None,
    pinned: date | None = None,
    *,
    around: Surroundings = Surroundings(),  # noqa: B008  # frozen
) -> IssueDate:
    """The day a bulletin appeared, as stated by front matter, masthead, file or folder name, or `--date`.

    The first statement counts, unless the bulletin's datelines say that it can't be right and fit another one.

    Args:
        bulletin: the bulletin as read.
        key: its path below the path given (see `BulletinFile`).
        given: the value of `--date`, for bulletins that state no date.
        pinned: the issue date an earlier build found, for a bulletin that no longer states one.
        around: what else the build knows of it.
    """
    tried = _statements(bulletin, key, given, around)
    found = [row for row in tried if row.day is not None]
    if not found and pinned:
        return IssueDate(
            day=pinned, rule=message("issue date {pinned} from an earlier build", pinned=pinned), statements=tried
        )
    if not found:
        return IssueDate(day=None, rule=message("no issue date stated"), problems=_near_miss(key), statements=tried)
    is_sure = bool(bulletin.stated or bulletin.items)  # stated for machines
    believed, why = (found[0], None) if is_sure else _weigh(found, bulletin, around.seen)
    day, source, completed = believed
    assert day is not None
    problems: list[Problem] = []
    other = next((row for row in found if row.day != day), None)
    if other and not is_sure:
        problems.append(_problem("date-disagree", _disagreement(found[0], believed, other, why)))
    if around.today and day - around.today > MOST_AHEAD:
        ahead = message(
            "the issue date {day} from {source} is after today, {today}; if it is right, nothing is to do: what is new "
            "waits until {until}",
            day=day,
            source=source,
            today=around.today,
            until=day - MOST_AHEAD,
        )
        problems.append(_problem("date-future", ahead))
    rule = message("issue date {day} from {source}", day=day, source=source)
    if completed:
        rule = message("{rule} ({why})", rule=rule, why=completed)
    return IssueDate(day=day, rule=rule, problems=tuple(problems), told=source == _OPTION, statements=tried)


def _problem(code: str, message: str) -> Problem:
    return Problem(line=None, level="warning", code=code, message=message)


def _near_miss(key: str) -> tuple[Problem, ...]:
    """The warning that the file's name has what is nearly a date."""
    if not (found := near_miss_in_name(key)):
        return ()
    words, why = found
    told = message(
        "“{words}” in the file's name {why}; give the file the day of its issue, such as 2026-01-26",
        words=words,
        why=why,
    )
    return (_problem("date-name", told),)


def _statements(bulletin: Bulletin, key: str, given: date | None, around: Surroundings) -> tuple[Statement, ...]:
    """Every possible statement of the issue date, in order of precedence."""
    in_path = days_in_path(key, around.seen)
    front = bulletin.front
    front_day = _front_day(front, around.timezone)
    if any(row.day == front.issue_date for row in in_path):  # as printed, and not as in the paper's zone
        front_day = front.issue_date
    titled = find_days(front.title or "")
    return (
        *(
            [Statement(bulletin.stated.day, message("{where}, by {table}", where=bulletin.stated.where, table=_TABLE))]
            if bulletin.stated
            else []
        ),
        *_of_items(bulletin, around.timezone),
        Statement(front_day, _FRONT_MATTER),
        _of_masthead(bulletin, around.seen),
        *([Statement(titled[0], message("the title of the front matter"))] if titled else []),
        *in_path,
        *([] if in_path else days_above(around.place)),
        *_of_source_lines(bulletin),
        Statement(given, _OPTION),
    )


def _of_items(bulletin: Bulletin, timezone: str) -> list[Statement]:
    """The latest day of the items of a wire, in the paper's zone."""
    days = [day_of(item.made, timezone) for item in bulletin.items if item.made]
    return [Statement(max(days), message("the news item"))] if days else []


def _front_day(front: FrontMatter, timezone: str) -> date | None:
    """The day in front matter, in the paper's zone: `2026-03-16T16:00:00Z` is 17 March in Shanghai.

    Midnight of UTC is how tools write a day alone, and stays that day.
    """
    moment = front.moment
    if moment is None or (moment.timetz().replace(tzinfo=None) == time() and not moment.utcoffset()):
        return front.issue_date
    return moment.astimezone(ZoneInfo(timezone)).date()


def _of_masthead(bulletin: Bulletin, seen: date | None) -> Statement:
    """What the masthead says; without its year, the nearest day before the build that falls on its weekday."""
    printed = bulletin.printed
    if bulletin.masthead is None and printed and seen and (day := year_by_weekday(printed, seen)):
        weekday = _WEEKDAYS[printed.weekday or 0]
        return Statement(day, _MASTHEAD, message("星期{weekday} gives the year {year}", weekday=weekday, year=day.year))
    return Statement(bulletin.masthead, _MASTHEAD)


def _of_source_lines(bulletin: Bulletin) -> list[Statement]:
    """The latest day on the lines of paper and day below the headlines, if every article has such a line."""
    days = [article.stated for article in bulletin.articles if article.kind == "article"]
    stated = [day for day in days if day is not None]
    return (
        [Statement(max(stated), message("the line below the headline"))] if stated and len(stated) == len(days) else []
    )


def _datelines(bulletin: Bulletin) -> list[Dateline]:
    """The opening or closing dateline of each article, if it has a month: a day alone fits nearly any issue."""
    lines = (article.dateline for article in bulletin.articles)
    return [line for line in lines if line is not None and line.day is not None and line.month is not None]


def _disagreement(first: Statement, believed: Statement, other: Statement, why: str | None) -> str:
    """What two statements of the issue date say, which one was believed, and why it is not the first one."""
    one, two = (first, believed) if why else (believed, other)
    said = message(
        "{one} says {one_day}, {two} says {two_day}; {believed} was believed",
        one=one.source,
        one_day=one.day,
        two=two.source,
        two_day=two.day,
        believed=believed.source,
    )
    return joined(", ", (said, why)) if why else said


def _weigh(found: Sequence[Statement], bulletin: Bulletin, seen: date | None) -> tuple[Statement, str | None]:
    """The statement that counts, and why it is not the first one, in words; None if it is."""
    first, datelines = found[0], _datelines(bulletin)
    assert first.day is not None
    others = [row for row in found if row.day is not None and row.day != first.day]
    if others and datelines and all(_impossible(line, first.day) for line in datelines):
        for row in others:
            if row.day and _fits(datelines, row.day):
                return row, message("for the datelines are of the days before it")
    if len(others) > 1 and not datelines and bulletin.front.moment:  # the moment of an upload
        agreed = [row for row in others if row.day == others[0].day]
        if len(agreed) == len(others):
            return others[0], message(
                "for {source} says so too, and the other has the hour of a machine", source=others[1].source
            )
    if others and seen and first.day - seen > MOST_AHEAD:
        for row in others:
            if row.day and row.day - seen <= MOST_AHEAD:
                return row, message("for the other is after {seen}, when it first came in", seen=seen)
    return first, None


def _back(line: Dateline, issue: date) -> timedelta | None:
    """How long before an issue a dateline is; None if there is no such day."""
    if line.year is None:
        day = latest_day(line.month, line.day or 0, issue)
        return issue - day if day else None
    try:
        return issue - date(line.year, line.month or 0, line.day or 0)
    except ValueError:
        return None


def _impossible(line: Dateline, issue: date) -> bool:
    back = _back(line, issue)
    return back is None or not timedelta() <= back < _A_MONTH


def _fits(datelines: Sequence[Dateline], issue: date) -> bool:
    """Whether no dateline is impossible, and most are of the last days before the issue."""
    backs = [_back(line, issue) for line in datelines]
    fresh = sum(back is not None and timedelta() <= back <= _FRESH for back in backs)
    return 2 * fresh > len(backs) and not any(_impossible(line, issue) for line in datelines)
