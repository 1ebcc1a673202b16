"""The year of a day that states none: the calendar, what the text says of its own time, and last the build's day."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import MONTHLY, YEARLY, rrule

from feedpub.dating.mentions import Beside, Mention, Saying, Spoken

__all__ = ["WINDOW", "Bearing", "latest_day", "take_bearing"]

WINDOW = timedelta(days=31)  # how far a dateline lies behind the issue date at most
_LEAP_YEAR = 2000
_LEAP_CYCLE = 8  # 29 February is never more than eight years back (1900 and 2100 are no leap years)
_HALF_A_YEAR = timedelta(days=183)
_MEMORY = 30  # years; a text that speaks of nothing later is a piece of history, and no old paper
_PASSAGES = 2  # that must speak of a year or the one before it; a single one may look back any number of years
_SHOWN = 3  # pieces of evidence that a message quotes
_NEW_YEAR = 2  # until the end of this month a paper speaks more of the past year than of its own


@lru_cache(maxsize=4096)
def latest_day(month: int | None, day: int, limit: date) -> date | None:
    """The latest day of that month (or of any month) not after `limit`; None where the calendar has none."""
    if not _in_any_year(1 if month is None else month, day):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """About when a bulletin appeared that doesn't say it, and what tells so.

    Attributes:
        day: the day most of its datelines give, in the year found.
        source: what gave the year, in words that go on from “inferred from”.
        doubt: what speaks against it, or an empty text.
    """

    day: date
    source: str
    doubt: str

    def near(self, month: int | None, day: int, today: date) -> date | None:
        """The day of that month nearest to this one, and not after today; None where the calendar has none.

        Where no month is given it mostly lies behind: at most a week ahead.
        """
        ahead = timedelta(days=7) if month is None else _HALF_A_YEAR
        return latest_day(month, day, min(today, _later(self.day, ahead)))


def _later(day: date, span: timedelta) -> date:
    return day + min(span, date.max - day)


def take_bearing(month: int, day: int, *, spoken: Spoken, stated: Collection[date], today: date) -> Bearing | None:
    """The year of the day most datelines of a bulletin give; None where no such day has been.

    In order of strength: a dateline of the bulletin that states its year and lies within a month of it; a text that
    says which year it is written in; weekdays; the latest day, month or year spoken of as past or present, which
    bounds it, and settles it if more than one passage speaks of that time; and last the build's day, the latest that
    it may be.

    Args:
        month, day: of the calendar.
        spoken: what the text says of its own time.
        stated: full days that datelines of this bulletin state.
        today: the build's own day.
    """
    days = _such_days(month, day, today)
    if not days:
        return None
    if beside := next(((found, other) for found in days for other in stated if abs(found - other) <= WINDOW), None):
        return Bearing(day=beside[0], source=f"another dateline, which states {beside[1]}", doubt="")
    weighing = _Weighing(days)
    weighing.hear_sayings(spoken.sayings)
    weighing.hear_weekdays(spoken.weekdays, spoken.misprints)
    weighing.hear_mentions(
        [mention for mention in spoken.mentions if today.year - _MEMORY < mention.since.year and mention.since <= today]
    )
    return weighing.bearing()


def _such_days(month: int, day: int, today: date) -> list[date]:
    """That day of every year of a lifetime, newest first."""
    found: list[date] = []
    latest = latest_day(month, day, today)
    while latest and latest.year > today.year - _MEMORY:
        found.append(latest)
        latest = latest_day(month, day, latest - timedelta(days=1)) if latest.year > 1 else None
    return found


class _Weighing:
    """The years a day may be of, newest first, while the evidence is heard one after the other, the strongest first."""

    def __init__(self, days: list[date]) -> None:
        self.days = days
        self.settled: date | None = None
        self.reasons: list[str] = []
        self.doubts: list[str] = []

    def hear_sayings(self, sayings: Sequence[Saying]) -> None:
        """The year a text says it is written in counts if it says one, and the day has been in it."""
        years = {saying.year for saying in sayings}
        if len(years) > 1:
            self.doubts.append(f"it says both {_quoted(sayings)}")
        elif said := next((found for found in self.days if found.year in years), None):
            self.days, self.settled = [said], said
            self.reasons.append(f"it says {_quoted(sayings[:1])}")

    def hear_weekdays(self, weekdays: Sequence[Beside], misprints: Sequence[Beside]) -> None:
        """Weekdays tell the year where there is one that has them all."""
        if misprints:
            self.doubts.append(f"not of the calendar: {_quoted(misprints)}")
        if not weekdays:
            return
        several = {(beside.month, beside.day, beside.weekday) for beside in weekdays}
        if fitting := [found for found in self.days if all(_has(found, *beside) for beside in several)]:
            self.days = fitting
            first = weekdays[0]
            name = "一二三四五六日"[first.weekday]
            self.reasons.append(f"{first.month}月{first.day}日 is printed beside 星期{name}, line {first.line}")
        else:
            self.doubts.append(f"no such year has the weekdays it prints: {_quoted(weekdays)}")

    def hear_mentions(self, mentions: Sequence[Mention]) -> None:
        """No paper is older than what it speaks of, and few speak of nothing that happened within a year."""
        possible = [mention for mention in mentions if _not_before(mention) <= self.days[0]]
        latest = max(mentions, key=_not_before, default=None)
        bound = max(possible, key=_not_before, default=None)
        if latest is not bound and latest is not None:
            self.doubts.append(f"no such day has been since what it speaks of as past or present: {_quoted([latest])}")
        if bound is None:
            return
        before = len(self.days)
        self.days = [found for found in self.days if found >= _not_before(bound)]
        told = f"the latest it speaks of as past or present is {_quoted([bound])}"
        if self.settled is None and _speaks_of_its_time(bound, possible):
            self.settled = _nearest(self.days, bound, possible)
        if before > 1 and (self.settled or len(self.days) == 1):
            self.reasons.append(told)
        elif len(self.days) > 1:
            self.doubts.append(told)

    def bearing(self) -> Bearing:
        """What the evidence comes to; where it leaves several years, the latest that was up to the build's day."""
        day = self.settled or self.days[0]
        others = [found.year for found in self.days if found != day]
        if others and (self.reasons or self.doubts):
            nearest = min(others, key=lambda year: (abs(year - day.year), year))
            self.doubts.append(f"{nearest} would fit as well")
        source = " and ".join(["the text"] * bool(self.reasons) + ["the day it first came in"] * (not self.settled))
        if self.reasons:
            source += f" ({'; '.join(self.reasons)})"
        return Bearing(day=day, source=source, doubt="; ".join(self.doubts))


def _has(day: date, month: int, of_month: int, weekday: int) -> bool:
    """Whether that day of the month, where it comes nearest to a day, falls on that weekday."""
    found = latest_day(month, of_month, _later(day, _HALF_A_YEAR))
    return found is not None and abs(found - day) <= _HALF_A_YEAR and found.weekday() == weekday


def _not_before(mention: Mention) -> date:
    """The first day a text may be of that speaks so: of days at hand it also speaks where they are yet to come."""
    return mention.since - WINDOW if mention.dated else mention.since


def _speaks_of_its_time(bound: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether a text speaks of that year and the one before more than once, and not mostly of earlier ones."""
    recent = {mention.passage for mention in mentions if mention.since.year >= bound.since.year - 1}
    earlier = {mention.passage for mention in mentions if mention.since.year < bound.since.year - 1}
    return len(recent) >= _PASSAGES and len(recent) > len(earlier)


def _nearest(days: Sequence[date], bound: Mention, mentions: Iterable[Mention]) -> date:
    """The first such day since what the text speaks of; a year later at its beginning, when most is said of the last.

    In January a paper speaks of the past year as often as of its own: where it speaks of nothing but a year, that
    is its own only if it speaks of the year before more often.
    """
    first = days[-1]
    if bound.dated or first.month > _NEW_YEAR or first.year > bound.since.year:
        return first
    spoken = Counter(mention.since.year for mention in mentions)
    if spoken[first.year - 1] > spoken[first.year]:
        return first
    return next((found for found in days if found.year == first.year + 1), first)


def _quoted(evidence: Sequence[Beside | Mention | Saying]) -> str:
    """The first of the evidence in its own words, with the lines."""
    words = dict.fromkeys(f"{piece.words}, line {piece.line}" for piece in evidence)
    return "; ".join(list(words)[:_SHOWN])
