"""Infer the year of a day printed without one: from the calendar, the evidence of the text, and the build's day."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import MONTHLY, YEARLY, rrule

from feedpub.dating.mentions import CurrentYear, Mention, PrintedWeekday, TimeEvidence
from feedpub.messages import joined, message

__all__ = ["WINDOW", "InferredDate", "infer_date", "latest_day"]

WINDOW = timedelta(days=31)  # the most that a dateline may be before the issue date
_LEAP_YEAR = 2000
_LEAP_CYCLE = 8  # 29 February is at most eight years back (1900 and 2100 are not leap years)
_HALF_A_YEAR = timedelta(days=183)
_MEMORY = 30  # years; a text that mentions nothing later is about history, not from an old paper
_PASSAGES = 2  # how many passages must mention a year or the one before it; a single one may look back any time
_SHOWN = 3  # the most pieces of evidence that a message quotes
_NEW_YEAR = 2  # until the end of this month a paper mentions the past year more often than its own


@lru_cache(maxsize=4096)
def latest_day(month: int | None, day: int, limit: date) -> date | None:
    """The latest such day of that month (None: of any month) not after `limit`; None if there is none."""
    if not _in_any_year(1 if month is None else month, day):
        return None
    if month is not None:  # nearly always this year or last; dateutil handles the exceptions
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


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredDate:
    """The approximate date of a bulletin that states none, with the evidence for it.

    Attributes:
        day: the day most of its datelines give, in the inferred year.
        source: what gave the year, in words that continue “inferred from”.
        doubt: the evidence against it, or an empty string.
    """

    day: date
    source: str
    doubt: str

    def near(self, month: int | None, day: int, today: date) -> date | None:
        """The nearest day with that month and day number, not after today; None if it does not exist.

        Without a month the day is mostly in the past: at most a week ahead.
        """
        ahead = timedelta(days=7) if month is None else _HALF_A_YEAR
        return latest_day(month, day, min(today, _later(self.day, ahead)))


def _later(day: date, span: timedelta) -> date:
    return day + min(span, date.max - day)


def infer_date(
    month: int, day: int, *, evidence: TimeEvidence, stated: Collection[date], today: date
) -> InferredDate | None:
    """Infer the year of the day most datelines of a bulletin give; None if there has been no such day.

    The evidence, the strongest first: a dateline of the bulletin within a month of it that states its year; a text
    that says which year it is written in; weekdays; the latest day, month or year mentioned as past or present, which
    is a lower bound, and decides if more than one passage mentions that time; last the build's day, the upper bound.

    Args:
        month: the month of that day.
        day: its day of the month.
        evidence: the evidence of the text.
        stated: the full dates that datelines of this bulletin state.
        today: the day of the build.
    """
    days = _such_days(month, day, today)
    if not days:
        return None
    if beside := next(((found, other) for found in days for other in stated if abs(found - other) <= WINDOW), None):
        return InferredDate(
            day=beside[0], source=message("another dateline, which states {day}", day=beside[1]), doubt=""
        )
    inference = _Inference(days)
    inference.use_current_years(evidence.sayings)
    inference.use_weekdays(evidence.weekdays, evidence.misprints)
    oldest = today.year - _MEMORY
    inference.use_mentions(
        [mention for mention in evidence.mentions if oldest < mention.since.year and mention.since <= today]
    )
    return inference.result()


def _such_days(month: int, day: int, today: date) -> list[date]:
    """That day in each of the last 30 years, newest first."""
    found: list[date] = []
    latest = latest_day(month, day, today)
    while latest and latest.year > today.year - _MEMORY:
        found.append(latest)
        latest = latest_day(month, day, latest - timedelta(days=1)) if latest.year > 1 else None
    return found


class _Inference:
    """The possible dates of a day without a year, newest first, narrowed by one kind of evidence after another."""

    def __init__(self, days: list[date]) -> None:
        self.days = days
        self.decided: date | None = None
        self.reasons: list[str] = []
        self.doubts: list[str] = []

    def use_current_years(self, stated: Sequence[CurrentYear]) -> None:
        """Take the year the text says it is written in, if it names only one and the day has been in it."""
        years = {current.year for current in stated}
        if len(years) > 1:
            self.doubts.append(message("it says both {words}", words=_quoted(stated)))
        elif day := next((found for found in self.days if found.year in years), None):
            self.days, self.decided = [day], day
            self.reasons.append(message("it says {words}", words=_quoted(stated[:1])))

    def use_weekdays(self, weekdays: Sequence[PrintedWeekday], misprints: Sequence[PrintedWeekday]) -> None:
        """Keep the years in which all printed weekdays are right, if there are any."""
        if misprints:
            self.doubts.append(message("not of the calendar: {words}", words=_quoted(misprints)))
        if not weekdays:
            return
        several = {(beside.month, beside.day, beside.weekday) for beside in weekdays}
        if fitting := [found for found in self.days if all(_has(found, *beside) for beside in several)]:
            self.days = fitting
            first = weekdays[0]
            self.reasons.append(
                message(
                    "{day} is printed beside {weekday}, line {line}",
                    day=f"{first.month}月{first.day}日",
                    weekday=f"星期{'一二三四五六日'[first.weekday]}",
                    line=first.line,
                )
            )
        else:
            self.doubts.append(message("no such year has the weekdays it prints: {words}", words=_quoted(weekdays)))

    def use_mentions(self, mentions: Sequence[Mention]) -> None:
        """Drop the years before what the text mentions as past; take the first one left if several passages agree.

        No paper is older than the events it mentions, and nearly every paper mentions something of the last year.
        """
        possible = [mention for mention in mentions if _not_before(mention) <= self.days[0]]
        latest = max(mentions, key=_not_before, default=None)
        bound = max(possible, key=_not_before, default=None)
        if latest is not bound and latest is not None:
            self.doubts.append(
                message(
                    "no such day has been since what it speaks of as past or present: {words}", words=_quoted([latest])
                )
            )
        if bound is None:
            return
        before = len(self.days)
        self.days = [found for found in self.days if found >= _not_before(bound)]
        reason = message("the latest it speaks of as past or present is {words}", words=_quoted([bound]))
        if self.decided is None and _mentions_its_own_time(bound, possible):
            self.decided = _nearest(self.days, bound, possible)
        if before > 1 and (self.decided or len(self.days) == 1):
            self.reasons.append(reason)
        elif len(self.days) > 1:
            self.doubts.append(reason)

    def result(self) -> InferredDate:
        """The inferred date; if several years are left, the latest."""
        day = self.decided or self.days[0]
        others = [found.year for found in self.days if found != day]
        if others and (self.reasons or self.doubts):
            nearest = min(others, key=lambda year: (abs(year - day.year), year))
            self.doubts.append(message("{year} would fit as well", year=nearest))
        source = joined(
            " and ",
            [message("the text")] * bool(self.reasons) + [message("the day it first came in")] * (not self.decided),
        )
        if self.reasons:
            source = message("{source} ({why})", source=source, why=joined("; ", self.reasons))
        return InferredDate(day=day, source=source, doubt=joined("; ", self.doubts))


def _has(day: date, month: int, of_month: int, weekday: int) -> bool:
    """Whether the day with that month and number nearest to `day` falls on that weekday."""
    found = latest_day(month, of_month, _later(day, _HALF_A_YEAR))
    return found is not None and abs(found - day) <= _HALF_A_YEAR and found.weekday() == weekday


def _not_before(mention: Mention) -> date:
    """The earliest date of a text with such a mention; a day or month may be mentioned shortly before it comes."""
    return mention.since - WINDOW if mention.dated else mention.since


def _mentions_its_own_time(bound: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether several passages mention that year or the one before, and fewer mention earlier years."""
    recent = {mention.passage for mention in mentions if mention.since.year >= bound.since.year - 1}
    earlier = {mention.passage for mention in mentions if mention.since.year < bound.since.year - 1}
    return len(recent) >= _PASSAGES and len(recent) > len(earlier)


def _nearest(days: Sequence[date], bound: Mention, mentions: Iterable[Mention]) -> date:
    """The first possible date after what the text mentions; early in a year it may be one year later.

    In January a paper mentions the past year as often as its own: if it mentions only a year, that is its own year
    only if it mentions the year before more often.
    """
    first = days[-1]
    if bound.dated or first.month > _NEW_YEAR or first.year > bound.since.year:
        return first
    mentioned = Counter(mention.since.year for mention in mentions)
    if mentioned[first.year - 1] > mentioned[first.year]:
        return first
    return next((found for found in days if found.year == first.year + 1), first)


def _quoted(evidence: Sequence[PrintedWeekday | Mention | CurrentYear]) -> str:
    """The first pieces of evidence as printed, with their lines."""
    words = dict.fromkeys(message("{words}, line {line}", words=piece.words, line=piece.line) for piece in evidence)
    return joined("; ", list(words)[:_SHOWN])
