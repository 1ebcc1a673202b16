"""The day of a bulletin, and of each article in it, every one with the evidence for it.

A dateline states no year: it is the latest such day not after the issue date, 0 to 31 days back. What lies ahead or
further back is a typo or another year; the article then takes the issue date, and says so (design decision 2).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import MONTHLY, YEARLY, rrule

from feedpub.model import Article, Bulletin, Dated, IssueDate, Problem
from feedpub.reading.captions import caption_day
from feedpub.reading.days import find_days

__all__ = ["date_articles", "issue_date", "latest_day"]

_WINDOW = timedelta(days=31)
_USUAL = timedelta(days=7)
_LEAP_YEAR = 2000
_LEAP_CYCLE = 8  # 29 February is never more than eight years back (1900 and 2100 are no leap years)


def issue_date(bulletin: Bulletin, key: str, told: date | None) -> IssueDate:
    """The day a bulletin states it appeared: front matter, masthead, file or folder name, `--date`.

    Args:
        bulletin: as read.
        key: its place below the path given (see `BulletinFile`).
        told: `--date`, for bulletins that state none.
    """
    stated = [
        (bulletin.front.issue_date, "the front matter"),
        (bulletin.masthead, "the masthead"),
        *_days_in_path(key),
        (told, "--date"),
    ]
    found = [(day, source) for day, source in stated if day is not None]
    if not found:
        return IssueDate(day=None, rule="no issue date stated")
    day, source = found[0]
    other = next(((d, s) for d, s in found[1:] if d != day), None)
    problems: tuple[Problem, ...] = ()
    if other:
        problems = (
            Problem(
                line=None,
                level="warning",
                code="date-disagree",
                message=f"{source} says {day}, {other[1]} says {other[0]}; {source} was believed",
            ),
        )
    return IssueDate(day=day, rule=f"issue date {day} from {source}", problems=problems)


def _days_in_path(key: str) -> list[tuple[date | None, str]]:
    """The file's own name first, then the folders, the nearest first; then a path that spells one: 2026/01/26."""
    *folders, name = key.split("/")
    stem = name.rpartition(".")[0] or name
    found: list[tuple[date | None, str]] = []
    if days := find_days(stem):
        found.append((days[0], "the file name"))
    for folder in reversed(folders):
        if days := find_days(folder):
            found.append((days[0], "the folder name"))
    parts = [*folders, stem]
    for end in range(len(parts), 2, -1):
        if len(parts[end - 3]) == 4 and (
            days := find_days("-".join((parts[end - 3], parts[end - 2], parts[end - 1][:2])))
        ):
            found.append((days[0], "the folder name"))
    return found


@lru_cache(maxsize=4096)
def latest_day(month: int | None, day: int, limit: date) -> date | None:
    """The latest day of that month (or of any month) not after `limit`; None where the calendar has none."""
    if not _in_any_year(month or 1, day):
        return None
    if month is not None:  # nearly always this year or last; the calendar's exceptions are dateutil's
        for year in (limit.year, limit.year - 1):
            try:
                found_day = date(year, month, day)
            except ValueError:
                break
            if found_day <= limit:
                return found_day
    midnight = datetime.combine(limit, time())
    if month is None:
        rule = rrule(MONTHLY, bymonthday=day, dtstart=midnight - timedelta(days=70))
    else:
        year = max(1, limit.year - _LEAP_CYCLE)
        rule = rrule(YEARLY, bymonth=month, bymonthday=day, dtstart=datetime(year, 1, 1), until=midnight)
    found = rule.before(midnight, inc=True)
    return found.date() if found else None


def _in_any_year(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def date_articles(bulletin: Bulletin, issue: IssueDate, today: date) -> tuple[Dated, ...]:
    """A day for every article of a bulletin, in order.

    Args:
        bulletin: as read.
        issue: what `issue_date` found.
        today: the build's own day, the last resort where nothing states an issue date.
    """
    if issue.day is not None:
        return tuple(_by_issue(article, issue.day, issue.rule) for article in bulletin.articles)
    usual = _usual_day(bulletin.articles, today)
    return tuple(_by_clock(article, today, usual) for article in bulletin.articles)


def _stated(article: Article) -> tuple[str, int | None, int | None, int] | None:
    """Where the article's own day stands, and its year, month and day."""
    line = article.dateline
    if line is not None and line.day is not None:
        return "dateline", line.year, line.month, line.day
    if article.kind != "article" and article.paragraphs and (opens := caption_day(article.paragraphs[0])):
        return "caption", opens[0], opens[1], opens[2]
    return None


def _words(year: int | None, month: int | None, day: int) -> str:
    return (f"{year}年" if year else "") + (f"{month}月" if month else "") + f"{day}日"


def _calendar_day(year: int | None, month: int | None, day: int, limit: date) -> date | None:
    if year is None or month is None:
        return latest_day(month, day, limit)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_issue(article: Article, issue: date, rule: str) -> Dated:
    stated = _stated(article)
    if stated is None:
        return Dated(day=issue, rule=rule, printed=issue.isoformat())
    dated, doubt = _reckon(*_signed(article, *stated), issue, rule)
    return replace(dated, problems=(_warning(article, *doubt),)) if doubt else dated


def _signed(
    article: Article, where: str, year: int | None, month: int | None, day: int
) -> tuple[str, int | None, int | None, int]:
    """A day without its month, and the editor's full date below the text: 台北24日電 … 1150125."""
    if month is None and article.signed and (found := latest_day(None, day, article.signed)):
        return where, found.year, found.month, found.day
    return where, year, month, day


@lru_cache(maxsize=256)  # the articles of a bulletin mostly share their day
def _reckon(
    where: str, year: int | None, month: int | None, day: int, issue: date, rule: str
) -> tuple[Dated, tuple[str, str] | None]:
    """The day, and the code and the words of a doubt about it."""
    words = _words(year, month, day)
    found = _calendar_day(year, month, day, issue)
    if found is None:
        return _refused(issue, rule, "date-impossible", f"{where} {words} is no day of the calendar")
    back = issue - found
    if not timedelta() <= back <= _WINDOW:
        ahead = found > issue or (year is None and _lies_ahead(month, day, issue))
        code, what = ("date-ahead", "lies after") if ahead else ("date-old", "lies more than 31 days before")
        return _refused(issue, rule, code, f"{where} {words} {what} the issue date {issue}")
    doubt = None
    if back > _USUAL:
        doubt = ("date-old", f"{where} {words} lies {back.days} days before the issue date {issue}")
    return Dated(day=found, rule=f"{where} {words}, {rule}", printed=found.isoformat()), doubt


def _refused(issue: date, rule: str, code: str, what: str) -> tuple[Dated, tuple[str, str]]:
    dated = Dated(day=issue, rule=f"{rule} ({what})", printed=issue.isoformat())
    return dated, (code, f"{what}; the article takes the issue date")


def _lies_ahead(month: int | None, day: int, issue: date) -> bool:
    """Whether such a day comes within half a year: more likely a typo than a day of last year."""
    ahead = latest_day(month, day, issue + timedelta(days=183))
    return ahead is not None and ahead > issue


def _usual_day(articles: Iterable[Article], today: date) -> date | None:
    """The day most datelines of a bulletin give, the latest of them where several are as frequent."""
    days: Counter[date] = Counter()
    for article in articles:
        stated = _stated(article)
        if stated and (day := _calendar_day(*stated[1:], today)) and day <= today:
            days[day] += 1
    return max(days, key=lambda day: (days[day], day)) if days else None


def _by_clock(article: Article, today: date, usual: date | None) -> Dated:
    """Where no issue date is stated the clock bounds the year, and that is always said."""
    stated = _stated(article)
    if stated is None:
        day = usual or today
        source = "the day most datelines of the bulletin give" if usual else "the day of this build"
        message = f"no issue date and no dateline; dated {day}, {source}"
        problems = (_warning(article, "date-inferred", message),)
        return Dated(day=day, rule=f"inferred: {source}", printed="", problems=problems)
    where, year, month, day_of_month = stated
    words = _words(year, month, day_of_month)
    found = _calendar_day(year, month, day_of_month, today)
    if found is None or found > today:
        code, what = (
            ("date-impossible", "is no day of the calendar") if found is None else ("date-ahead", "is yet to come")
        )
        fallback = usual or today
        problems = (_warning(article, code, f"{where} {words} {what}; dated {fallback}"),)
        return Dated(day=fallback, rule=f"inferred: {where} {words} {what}", printed="", problems=problems)
    if year is not None and month is not None:
        return Dated(day=found, rule=f"{where} {words}, year stated", printed=found.isoformat())
    message = f"no issue date stated: the year of {where} {words} was inferred from the day of this build; use --date"
    printed = f"--{month:02}-{day_of_month:02}" if month else f"---{day_of_month:02}"
    return Dated(
        day=found,
        rule=f"{where} {words}, year inferred from the day of this build",
        printed=printed,
        problems=(_warning(article, "date-inferred", message),),
    )


def _warning(article: Article, code: str, message: str) -> Problem:
    return Problem(line=article.line, level="warning", code=code, message=message)
