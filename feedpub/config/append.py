"""Append tables `[[sources]]` to a configuration; what the operator wrote stays as it is, byte for byte."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model.form import Source
from feedpub.output import edit_file

__all__ = ["append_tables", "append_text", "table_text"]

_PROJECT = "pyproject.toml"
_KEYS = ("match", "headline", "section", "title", "date", "items", "publication", "agency")


def table_text(source: Source, table: str = "sources") -> str:
    """A table as TOML, with the keys that say something.

    Args:
        source: what it says.
        table: its name.
    """
    values = {key: getattr(source, key) for key in _KEYS}
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items() if value is not None]
    if source.ignore:
        lines.append(f"ignore = [{', '.join(_quoted(pattern) for pattern in source.ignore)}]")
    return "\n".join([f"[[{table}]]", *lines]) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: any JSON string is one if DEL is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def append_tables(path: Path, sources: Sequence[Source]) -> None:
    """Append tables to `feedpub.toml` or `pyproject.toml`; a file that does not exist is made.

    Args:
        path: of the configuration.
        sources: the tables, in order.

    Raises:
        ConfigError: it is no TOML, or would be none: it has `sources` as a list within one line.
        RefusedError: it can't be read or written.
    """
    table = "tool.feedpub.sources" if path.name == _PROJECT else "sources"
    append_text(path, "\n".join(table_text(source, table) for source in sources))


def append_text(path: Path, text: str) -> None:
    """Append TOML to a configuration, under its lock; a file that does not exist is made.

    Args:
        path: of the configuration.
        text: whole tables, with `\\n` at the end of each line.

    Raises:
        ConfigError: it is no TOML, or would be none: it has such a table as a list within one line.
        RefusedError: it can't be read or written.
    """

    def appended(data: bytes | None) -> bytes:
        before = data or b""
        gap = "\n" * bool(before) + "\n" * bool(before and not before.endswith(b"\n"))
        after = before + (gap + text).replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()
        try:
            tomllib.loads(after.decode("utf-8-sig"))
        except ValueError as error:
            raise ConfigError(
                message("{path}: no table can be appended ({reason}); put it in by hand", path=path, reason=error)
            ) from error
        return after

    edit_file(path, appended)
