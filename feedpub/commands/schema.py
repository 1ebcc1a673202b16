"""`feedpub schema`: print the JSON Schema of `feedpub.toml`, or write it beside the configuration."""

from pathlib import Path

from feedpub.commands.console import say
from feedpub.config import read_settings
from feedpub.config.json_schema import FIRST_LINE, SCHEMA_FILE, json_schema
from feedpub.errors import UsageError
from feedpub.messages import message
from feedpub.output import edit_file

__all__ = ["print_schema", "write_schema"]


def print_schema() -> None:
    """Print the schema."""
    say(json_schema().rstrip("\n"))


def write_schema(config: Path | None) -> None:
    """Write the schema beside a configuration, which may be broken, and say how editors find it.

    Args:
        config: path of the configuration; None if there is none.

    Raises:
        UsageError: there is no configuration, or it is a table within another file.
        RefusedError: the schema can't be written.
    """
    if config is None:
        raise UsageError(message("there is no feedpub.toml here or above; `feedpub init` makes one, with its schema"))
    if config.name == "pyproject.toml":
        raise UsageError(
            message(
                "{path}: its schema would be that of the whole file; move [tool.feedpub] to a feedpub.toml", path=config
            )
        )
    path, data = config.with_name(SCHEMA_FILE), json_schema().encode()
    edit_file(path, lambda _: data)
    say(message("made {path}", path=path))
    if FIRST_LINE.encode() not in read_settings(config):
        say(message("Make this the first line of {path}:\n{line}", path=config, line=FIRST_LINE))
