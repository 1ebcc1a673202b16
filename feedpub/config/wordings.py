"""Say in words for a newsroom what a value of the configuration must be, where pydantic refuses it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from feedpub.messages import Message, joined, message

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["wanted_by"]


def wanted_by(fault: "ErrorDetails") -> str:
    """What the value must be."""
    values = fault.get("ctx", {})
    if isinstance(values.get("error"), ValueError):  # a validator of ours
        return next((said for said in values["error"].args if isinstance(said, str)), fault["msg"])
    wording = _WORDINGS.get(fault["type"])
    return wording(values) if wording else fault["msg"]


def _one_of(values: Mapping[str, Any]) -> Message:
    """`must be 'keep' or 'withdraw'`, of pydantic's own list."""
    first, behind, last = str(values["expected"]).rpartition(" or ")
    if not behind:
        return message("must be {value}", value=last)
    return message("must be {values} or {last}", values=joined(", ", first.split(", ")), last=last)


_WORDINGS: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "bool_type": lambda _: message("must be true or false"),
    "int_type": lambda _: message("must be a whole number"),
    "string_type": lambda _: message('must be text in quotes, such as "text"'),
    "list_type": lambda _: message('must be a list, such as ["one", "two"]'),
    "date_type": lambda _: message("must be a day without quotes, such as 2026-02-17"),
    "model_type": lambda _: message("must be a table, such as [[sections]] with slug = …"),
    "dict_type": lambda _: message("must be a table"),
    "greater_than_equal": lambda values: message("must be {least} or more", least=values["ge"]),
    "less_than_equal": lambda values: message("must be {most} or less", most=values["le"]),
    "literal_error": _one_of,
    "string_too_short": lambda values: message("must have at least {n} character(s)", n=values["min_length"]),
    "string_pattern_mismatch": lambda _: message("must be small letters, digits and hyphens, such as local-news"),
}
