"""Messages for people, in English and in the language of who runs feedpub.

A message is written in English where it arises, and is translated where it is printed:

    raise UsageError(message("{path}: there is no such configuration file", path=path))

It is a `str`: its English text, which JSON, logs and status.json have. What it is made of goes with it, into the
archive too, so that `translated` can say it in another language. The catalogues are gettext's, in `data/locale`;
`python -m scripts.catalogue` keeps them.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

__all__ = [
    "LANGUAGES",
    "Message",
    "in_use",
    "joined",
    "language_of",
    "message",
    "plural",
    "restored",
    "stored",
    "translated",
    "use",
]

LANGUAGES = ("en", "zh")

Value = str | int | float
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in gettext's order


class Message(str):
    """A text for people that can be said in another language.

    Attributes:
        pattern: its English, with names in braces as `str.format` takes them; of joined messages, what is between them.
        plural: its English for more than one, with the number as `{n}`, or None.
        values: what the names stand for; of joined messages, the parts in their order.
    """

    pattern: str
    plural: str | None
    values: "Mapping[str, Value] | tuple[str, ...]"

    def __new__(
        cls, pattern: str, plural: str | None = None, values: "Mapping[str, Value] | tuple[str, ...] | None" = None
    ) -> "Message":
        values = {} if values is None else values
        text = super().__new__(cls, _english(pattern, plural, values))
        text.pattern, text.plural, text.values = pattern, plural, values
        return text

    def __reduce__(self) -> tuple[Callable[..., "Message"], tuple[Any, ...]]:
        return _same, (str(self), self.pattern, self.plural, self.values)


def _same(english: str, pattern: str, plural: str | None, values: Any) -> Message:
    """A message whose English is known, such as one that was pickled."""
    text = str.__new__(Message, english)
    text.pattern, text.plural, text.values = pattern, plural, values
    return text


def message(pattern: str, /, **values: object) -> Message:
    """A message; `pattern` is a literal, for it is what the catalogues translate.

    Args:
        pattern: English, as `str.format` takes it.
        values: numbers and messages stay what they are; all else is kept as text.
    """
    if not values:
        return _fixed(pattern)
    kept = {name: _value(value) for name, value in values.items()}
    return _same(pattern.format_map(kept), pattern, None, kept)


@cache
def _fixed(pattern: str) -> Message:
    """A message without values, made once: reading says why of every article."""
    return Message(pattern)


def plural(one: str, many: str, n: int, /, **values: object) -> Message:
    """A message about a number of things, in which `{n}` is the number: `plural("{n} page", "{n} pages", 2)`."""
    return Message(one, many, {"n": n, **{name: _value(value) for name, value in values.items()}})


def joined(separator: str, parts: Iterable[str], /) -> Message:
    """Messages behind one another; the separator is translated as well (`, ` is `、` in Chinese)."""
    return Message(separator, None, tuple(parts))


def translated(text: str) -> str:
    """A message in the language in use; any other text as it is."""
    if not isinstance(text, Message):
        return text
    if _ngettext is None:
        return str(text)
    if isinstance(text.values, tuple):
        return _gettext(text.pattern).join(map(translated, text.values))
    values = {name: translated(value) if isinstance(value, str) else value for name, value in text.values.items()}
    if text.plural is not None and isinstance(number := values["n"], int):
        return _ngettext(text.pattern, text.plural, number).format_map(values)
    return _gettext(text.pattern).format_map(values)


def language_of(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for (gettext's variables), `en` if we have it not."""
    wanted = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    if (environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or "C") in ("C", "POSIX"):
        return "en"  # as gettext has it: LANGUAGE counts only where a locale is set
    first = (part.partition("_")[0].partition(".")[0].partition("-")[0].lower() for part in wanted.split(":"))
    return next((language for language in first if language in LANGUAGES), "en")


def use(language: str) -> None:
    """Translate into a language of `LANGUAGES` from now on, in this process."""
    global _gettext, _ngettext, _language
    _language = language
    if language == "en":
        _gettext, _ngettext = str, None
        return
    import gettext  # imported late: English needs neither
    from importlib.resources import files

    with files("feedpub").joinpath("data", "locale", language, "LC_MESSAGES", "feedpub.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    _gettext, _ngettext = catalogue.gettext, catalogue.ngettext


def in_use() -> str:
    """The language in use, one of `LANGUAGES`."""
    return _language


def stored(text: str) -> Any:
    """A text as JSON keeps it so that `restored` makes it again: itself, or what a message is made of."""
    if not isinstance(text, Message):
        return text
    if isinstance(text.values, tuple):
        return [text.pattern, None, [stored(part) for part in text.values]]
    values = {name: stored(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return [text.pattern, text.plural, values]


def restored(value: Any) -> str:
    """What `stored` was given.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: it is not of that form.
    """
    if isinstance(value, str):
        return value
    pattern, many, values = value
    if isinstance(values, list):
        return Message(pattern, None, tuple(map(restored, values)))
    made = {name: one if isinstance(one, int | float) else restored(one) for name, one in values.items()}
    return Message(pattern, many, made)


def _value(value: object) -> Value:
    return value if isinstance(value, (str, int, float)) else str(value)


def _english(pattern: str, many: str | None, values: "Mapping[str, Value] | tuple[str, ...]") -> str:
    if isinstance(values, tuple):
        return pattern.join(values)
    return (pattern if many is None or values["n"] == 1 else many).format_map(values)


_language = "en"
_gettext: Callable[[str], str] = str
_ngettext: Callable[[str, str, int], str] | None = None
