"""Read and write `withdrawn.toml`, the list of withdrawals (撤稿) beside the configuration.

It is a text file, so that withdrawals survive the loss of the archive and can be reviewed. Few readers support
tombstones (RFC 6721), so a withdrawn entry is published once more under its own id, with the reason as its only
content, and dropped after thirty days.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from feedpub.config import read_toml
from feedpub.errors import ConfigError
from feedpub.model import Config
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import replace_file

__all__ = ["earlier_ids", "merged", "read_withdrawals", "withdrawals_file", "write_withdrawals"]

_FILE = "withdrawn.toml"
_HEADER = """# Articles that were withdrawn: each is published for 30 days as 【撤稿】, then dropped.
# Written by `feedpub withdraw` and `feedpub restore`; to restore one by hand, delete its table.
"""


def withdrawals_file(config: Config) -> Path:
    """The path of the file: beside the configuration, or in the working folder without one."""
    return (config.source.parent if config.source else Path()) / _FILE


def read_withdrawals(config: Config) -> dict[str, Withdrawal]:
    """Every withdrawal, by id.

    Raises:
        ConfigError: the file can't be read, or a key or value is wrong.
    """
    path = withdrawals_file(config)
    table = read_toml(path, missing_ok=True)
    if not table:
        return {}
    from pydantic import ValidationError  # imported late: it is slow, and most papers have no withdrawals

    from feedpub.config.schema import WithdrawnFile

    try:
        rows = WithdrawnFile.model_validate(table).withdrawn
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"{path}: `{where}`: {error.errors()[0]['msg']}; each [[withdrawn]] has id, day, title and reason"
        raise ConfigError(message) from error
    return {row.id: Withdrawal(row.id, row.day, row.title, row.reason, row.made, row.removed) for row in rows}


def earlier_ids(withdrawals: Mapping[str, Withdrawal]) -> dict[str, str]:
    """The ids of entries that were corrected and withdrawn, by the id that their article makes by now.

    Only withdrawals still know them after the archive was lost.
    """
    return {row.made: row.id for row in withdrawals.values() if row.made}


def merged(
    before: Mapping[str, Withdrawal], after: Mapping[str, Withdrawal], now: Mapping[str, Withdrawal]
) -> dict[str, Withdrawal]:
    """Apply the changes a build made to the withdrawals it read, to the file's current content.

    Somebody may have withdrawn or restored an article during the build.

    Args:
        before: the withdrawals as the build read them.
        after: the withdrawals as the build changed them.
        now: the withdrawals as the file has them now.
    """
    dropped = before.keys() - after.keys()
    changed = {identity: row for identity, row in after.items() if before.get(identity) != row}
    kept = {identity: row for identity, row in now.items() if identity not in dropped}
    return kept | {identity: row for identity, row in changed.items() if identity in now or identity not in before}


def write_withdrawals(config: Config, withdrawals: Mapping[str, Withdrawal]) -> None:
    """Replace the file.

    Raises:
        RefusedError: it can't be written.
    """
    path = withdrawals_file(config)
    parts = [_HEADER]
    for row in withdrawals.values():
        values = {"id": _quoted(row.id), "day": row.day.isoformat(), "title": _quoted(row.title)}
        if row.reason:
            values["reason"] = _quoted(row.reason)
        if row.made:
            values["made"] = _quoted(row.made)
        if row.removed:
            values["removed"] = "true"
        parts.append("[[withdrawn]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items()))
    replace_file(path, "\n".join(parts).encode())


def _quoted(text: str) -> str:
    """A TOML basic string: any JSON string is one if DEL is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
