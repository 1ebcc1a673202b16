"""The words that feedpub writes around articles, in the language of a paper: phrases, and dates."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from feedpub.data import load

__all__ = ["LANGUAGES", "Words", "language_of", "words_in"]

LANGUAGES = ("zh", "zh-Hant", "en")  # that there are words in
_TRADITIONAL = {"tw", "hk", "mo"}  # regions that write traditional characters


@cache
def language_of(tag: str) -> str:
    """Which of `LANGUAGES` a paper in some language (BCP 47) speaks.

    Chinese has two: `zh-Hant` where the tag states that script, or no script but a region that writes it (zh-TW, zh-HK,
    zh-MO), else `zh`. For any other language, it is English.
    """
    first, *rest = tag.lower().split("-")
    if first != "zh":
        return "en"
    return "zh-Hant" if "hant" in rest or ("hans" not in rest and not _TRADITIONAL.isdisjoint(rest)) else "zh"


class Words:
    """The words of one language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """The words of a table, as `pages.toml` has them."""
        self._table = table

    def __getitem__(self, key: str) -> Any:
        return self._table[key]

    def say(self, key: str, **values: object) -> str:
        """A phrase with values for its names; where it has a form for one, that is chosen by the value `count`."""
        text = self._table[key]
        if isinstance(text, dict):
            text = text["one" if values["count"] == 1 else "other"]
        return str(text).format_map(values)

    def dated(self, day: date, key: str = "date") -> str:
        """A day, in the form that a key has."""
        return " ".join(self.lines(day, key))

    def lines(self, day: date, key: str = "day") -> list[str]:
        """The parts of a day and its weekday, in their order."""
        month, weekday = self["months"][day.month - 1], self["weekdays"][day.weekday()]
        form = self[key]
        values = {"year": day.year, "month": month, "day": day.day, "weekday": weekday}
        return [line.format_map(values) for line in ([form] if isinstance(form, str) else form)]


@cache
def words_in(language: str) -> Words:
    """The words of a paper in some language (BCP 47)."""
    table = language_of(language)
    return Words(load("feeds")[table] | load("corrections")[table] | load("pages")[table])
