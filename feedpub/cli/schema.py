"""The command `feedpub schema`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, locate_config

__all__ = ["schema"]


@app.command()
def schema(
    config: ConfigFile = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write it beside the configuration, as .feedpub.schema.json.")
    ] = False,
) -> None:
    """Print the JSON Schema of feedpub.toml, for text editors.

    With it, an editor completes keys, shows what each is for, and underlines mistakes. feedpub itself does not need
    it. Write it again after an upgrade.

    Example: feedpub schema --write
    """
    from feedpub.commands.schema import print_schema, write_schema

    if write:
        write_schema(locate_config(config))
    else:
        print_schema()
