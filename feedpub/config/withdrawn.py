"""`withdrawn.toml`: a plain file beside the configuration, so that withdrawals survive all else and go through review.

Few readers honour tombstones (RFC 6721), so a withdrawn entry is published once more under its own id, with the reason
as its only content, and dropped after thirty days.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from feedpub.config import read_toml
from feedpub.errors import ConfigError
from feedpub.model import Config
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import replace_file

__all__ = ["merged", "read_withdrawals", "withdrawals_file", "write_withdrawals"]

_FILE = "withdrawn.toml"
_HEADER = """# Articles that were withdrawn: each is published for 30 days as 【撤稿】, then dropped.
# Written by `feedpub withdraw` and `feedpub restore`; to restore one by hand, delete its table.
"""


def withdrawals_file(config: Config) -> Path:
    """Beside the configuration, or in the working folder where there is none."""
    return (config.source.parent if config.source else Path()) / _FILE


def read_withdrawals(config: Config) -> dict[str, Withdrawal]:
    """Every withdrawal, by id.

    Raises:
        ConfigError: the file can't be read, or says something it cannot mean.
    """
    path = withdrawals_file(config)
    table = read_toml(path, missing_ok=True)
    if not table:
        return {}
    from pydantic import ValidationError  # most papers have nothing withdrawn

    from feedpub.config.schema import WithdrawnFile

    try:
        rows = WithdrawnFile.model_validate(table).withdrawn
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"{path}: `{where}`: {error.errors()[0]['msg']}; each [[withdrawn]] has id, day, title and reason"
        raise ConfigError(message) from error
    return {row.id: Withdrawal(row.id, row.day, row.title, row.reason, row.made, row.removed) for row in rows}


def merged(
    before: Mapping[str, Withdrawal], after: Mapping[str, Withdrawal], now: Mapping[str, Withdrawal]
) -> dict[str, Withdrawal]:
    """What a build changed of the withdrawals it read, laid over the file as it stands now.

    Somebody may have withdrawn, or restored, an article while the build was at work.
    """
    dropped = before.keys() - after.keys()
    changed = {identity: row for identity, row in after.items() if before.get(identity) != row}
    kept = {identity: row for identity, row in now.items() if identity not in dropped}
    return kept | {identity: row for identity, row in changed.items() if identity in now or identity not in before}


def write_withdrawals(config: Config, withdrawals: Mapping[str, Withdrawal]) -> None:
    """Replaces the file.

    Raises:
        RefusedError: it can't be written.
    """
    path = withdrawals_file(config)
    parts = [_HEADER]
    for row in withdrawals.values():
        told = {"id": _quoted(row.id), "day": row.day.isoformat(), "title": _quoted(row.title)}
        if row.reason:
            told["reason"] = _quoted(row.reason)
        if row.made:
            told["made"] = _quoted(row.made)
        if row.removed:
            told["removed"] = "true"
        parts.append("[[withdrawn]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items()))
    replace_file(path, "\n".join(parts).encode())


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's are a part of them, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
