"""English datelines of agencies and papers that are not listed, and those without an agency.

    PLACE, month day [(agency)] --     LINLAN, March 16 (Linlan News Agency) — · LINLAN, 16 March —
    PLACE [(agency)] —                 LINLAN, Zhejiang — · LINLAN (Linlan News) –
    Place, month day (agency) --       Linlan, March 16 (LNA) —

Without an agency the place is in capitals: a name and a dash alone may begin any sentence. Listed agencies are read by
`dateline_forms.english`, in any letters.
"""

import re
from functools import cache

from feedpub.data import any_of, load
from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.phrases.dateline_forms import Form

__all__ = ["capital_forms", "may_open_in_capitals"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_MAY_OPEN = regex(r"[\"“]?[A-Z][A-Z.'’]{2}[^a-z\u4e00-\u9fff]")


def may_open_in_capitals(paragraph: str) -> bool:
    """Whether a paragraph begins with a word in capitals, as these datelines do."""
    return paragraph[:1].isascii() and _MAY_OPEN.match(paragraph.ljust(4)) is not None


@cache
def capital_forms() -> tuple[Form, ...]:
    """The forms, as patterns with the groups `place`, `agency`, `month`, `day` and `year`."""
    words = any_of(load("english")["no_places"])
    state = rf"(?:, (?!{_MONTHS}|{_DAYS})[A-Z][A-Za-z.'’]{{1,20}}(?: [A-Z][A-Za-z.'’]{{1,20}})?)?"
    capitals = (
        rf"(?!(?:{words})\b)[A-Z][A-Z.'’-]{{2,20}}(?: [A-Z][A-Z.'’-]{{1,20}}){{0,3}}(?:/[A-Z][A-Z.'’ -]{{2,20}}){{0,3}}"
    )
    place = rf"(?P<place>{capitals}{state})"
    name = rf"(?P<place>[A-Z][a-z.'’-]{{2,20}}(?: [A-Z][a-z.'’-]{{1,20}}){{0,3}}{state})"
    months = rf"(?:{_MONTHS})[a-z]{{0,6}}|(?:{_MONTHS.upper()})[A-Z]{{0,6}}"
    agency = rf"[(（\[](?P<agency>(?!{_DAYS})[A-Z][A-Za-z.&'’/ -]{{1,40}})[)）\]]"
    dash = r"\s{0,2}(?:--|—{1,2}|–|-|:)(?=\s{0,2}[A-Z\d“\"‘'])"
    weekday = rf"(?:, (?:{_DAYS})[a-z]{{0,6}}\.?)?"
    day = (
        rf"(?:(?P<month>{months})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?(?P<year>\d{{4}}))?"
        rf"|(?P<day2>\d{{1,2}}) (?P<month2>{months})\.?(?: (?P<year2>\d{{4}}))?)"
    )
    always = re.UNICODE  # such a form is tried on text without 日 too
    return (
        Form(
            message("PLACE, month day --"),
            rf"{place},? {day}(?:\.? ?{agency})?(?:{dash}|(?(agency)(?=\s{{1,2}}[A-Z“\"])|(?!)))",
            always,
        ),
        Form(message("Place, month day (agency) --"), rf"{name},? {day}\.? ?{agency}{dash}", always),
        Form(message("PLACE (agency) --"), rf"{place}{weekday} {agency}{dash}"),
        Form(message("PLACE —"), rf"{place}{weekday}\.? ?(?:--|—{{1,2}}|–)(?=\s{{0,2}}[A-Z“\"‘'])(?P<agency>)"),
    )
