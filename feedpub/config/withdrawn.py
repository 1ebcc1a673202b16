"""Read and write `withdrawn.toml`, the list of withdrawals (撤稿) beside the configuration.

It is a text file, so that withdrawals survive the loss of the archive and can be reviewed. Few readers support
tombstones (RFC 6721), so a withdrawn entry is published again under its own id, with the reason as its only
content, and dropped after thirty days.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from feedpub.config import parse_toml, read_settings
from feedpub.config.withdrawn_text import changed_text
from feedpub.config.wordings import wanted_by
from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model import Config
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import edit_file

__all__ = ["earlier_ids", "edit_withdrawals", "merged", "read_withdrawals", "withdrawals_file"]

_FILE = "withdrawn.toml"


def withdrawals_file(config: Config) -> Path:
    """The path of the file: beside the configuration, or in the working folder without one."""
    return (config.source.parent if config.source else Path()) / _FILE


def read_withdrawals(config: Config) -> dict[str, Withdrawal]:
    """Every withdrawal, by id.

    Raises:
        ConfigError: the file can't be read, or a key or value is wrong.
    """
    path = withdrawals_file(config)
    return _parsed(path, read_settings(path, missing_ok=True))


def _parsed(path: Path, data: bytes) -> dict[str, Withdrawal]:
    table = parse_toml(path, data)
    if not table:
        return {}
    from pydantic import ValidationError  # imported late: it is slow, and most papers have no withdrawals

    from feedpub.config.schema import WithdrawnFile

    try:
        rows = WithdrawnFile.model_validate(table).withdrawn
    except ValidationError as error:
        fault = error.errors()[0]
        raise ConfigError(
            message(
                "{path}: `{key}`: {wanted}; each [[withdrawn]] has id, day, title and reason",
                path=path,
                key=".".join(str(part) for part in fault["loc"]),
                wanted=wanted_by(fault),
            )
        ) from error
    return {row.id: Withdrawal(**dict(row)) for row in rows}


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


def edit_withdrawals(config: Config, change: Callable[[dict[str, Withdrawal]], Mapping[str, Withdrawal]]) -> None:
    """Change the file, under its lock; comments are kept.

    Args:
        config: the configuration.
        change: gets the withdrawals as the file has them, by id, and returns those that it shall have.

    Raises:
        ConfigError: the file is wrong; it was not changed.
        RefusedError: it can't be written.
        UsageError: `change` raised it; the file was not changed.
    """
    path = withdrawals_file(config)

    def changed(data: bytes | None) -> bytes | None:
        before = _parsed(path, data or b"")
        after = change(dict(before))
        if before == after:
            return data
        text = (data or b"").decode("utf-8-sig")
        return changed_text(text, before, after).encode()

    edit_file(path, changed)
