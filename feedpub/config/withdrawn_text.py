"""Change the text of `withdrawn.toml` where withdrawals changed; all else, comments too, stays as somebody wrote it.

A table that did not change keeps its lines. A comment directly above a table goes with it.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from feedpub.messages import message, translated
from feedpub.model.withdrawal import Withdrawal
from feedpub.patterns import regex

__all__ = ["changed_text"]

_HEADER = message(
    "# Articles that were withdrawn: each is published for 30 days as withdrawn, then dropped.\n"
    "# Written by `feedpub withdraw` and `feedpub restore`; to restore one by hand, delete its table.\n"
)
_TABLE = regex(r"[ \t]*\[\[[ \t]*withdrawn[ \t]*\]\]")
_COMMENT = regex(r"[ \t]*#")
_KEY = regex(r"[ \t]*([a-z]+)[ \t]*=")


def changed_text(text: str, before: Mapping[str, Withdrawal], after: Mapping[str, Withdrawal]) -> str:
    """The text with the withdrawals as they are now.

    Args:
        text: as it was; empty for a new file.
        before: the withdrawals that it has, by id.
        after: those that it shall have.
    """
    wanted = {"withdrawn": [_values(row) for row in after.values()]} if after else {}
    changed = _edited(text or translated(_HEADER), before, after)
    if changed is not None and _meaning(changed) == _in_order(wanted):
        return changed
    # It is written in a way of its own, such as `withdrawn = [{…}]`: the tables are written again below its comments.
    comments = "".join(f"{line}\n" for line in text.splitlines() if _COMMENT.match(line))
    return "\n".join([comments or translated(_HEADER), *(_table(row) for row in after.values())])


def _edited(text: str, before: Mapping[str, Withdrawal], after: Mapping[str, Withdrawal]) -> str | None:
    """The text, table by table; None if it can't be told where they begin."""
    head, *tables = _pieces(text.replace("\r\n", "\n"))
    parts = [head]
    for table in tables:
        try:
            identity = tomllib.loads(table)["withdrawn"][0]["id"]
        except (tomllib.TOMLDecodeError, KeyError):
            return None
        if identity not in after:
            parts.append(_rest(table))
        elif after[identity] == before.get(identity):
            parts.append(table)
        else:
            parts.append(_with_values(table, _values(after[identity])))
    whole = "".join(parts)
    for identity in [key for key in after if key not in before]:
        whole = f"{whole.rstrip(chr(10))}\n\n" + _table(after[identity])
    return whole.replace("\n", "\r\n") if "\r\n" in text else whole


def _pieces(text: str) -> list[str]:
    """What stands above the tables, then each table with the comments directly above it."""
    pieces: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if _TABLE.match(line):
            above = pieces[-1]
            start = len(above)
            while start and _COMMENT.match(above[start - 1]):
                start -= 1
            pieces.append([*above[start:], line])
            del above[start:]
        else:
            pieces[-1].append(line)
    return ["".join(piece) for piece in pieces]


def _rest(table: str) -> str:
    """What is left of the text of a table that goes: comments behind the blank line that ends it."""
    _, _, behind = table.partition("\n\n")
    return behind


def _with_values(table: str, values: Mapping[str, Any]) -> str:
    """The text of a table with other values; comments and what is not changed stay."""
    old = tomllib.loads(table)["withdrawn"][0]
    lines: list[str] = []
    last = 0
    for line in table.splitlines(keepends=True):
        key = found[1] if (found := _KEY.match(line)) else None
        if key is None or old.get(key) == values.get(key):
            lines.append(line)
        elif key in values:
            lines.append(f"{key} = {_value(values[key])}\n")
        if key in values or _TABLE.match(line):
            last = len(lines)
    lines[last:last] = [f"{key} = {_value(value)}\n" for key, value in values.items() if key not in old]
    return "".join(lines)


def _values(row: Withdrawal) -> dict[str, Any]:
    values = row._asdict()
    return {key: value for key, value in values.items() if value not in (None, False)}


def _table(row: Withdrawal) -> str:
    return "[[withdrawn]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in _values(row).items())


def _value(value: Any) -> str:
    """A value as TOML: a day, true, or a basic string, which any JSON string is if DEL is escaped."""
    if isinstance(value, bool):
        return "true"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value.isoformat())


def _meaning(text: str) -> list[dict[str, Any]] | None:
    """The rows that a text says; None if it is no TOML, or says a row twice."""
    try:
        rows = tomllib.loads(text).get("withdrawn", [])
    except tomllib.TOMLDecodeError:
        return None
    return _in_order({"withdrawn": rows})


def _in_order(table: Mapping[str, Iterable[dict[str, Any]]]) -> list[dict[str, Any]]:
    rows = [{key: value for key, value in row.items() if value is not False} for row in table.get("withdrawn", ())]
    return sorted(rows, key=lambda row: str(row.get("id")))
