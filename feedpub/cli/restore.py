"""The command `feedpub restore`."""

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Ids, load_settings

__all__ = ["restore"]


@app.command()
def restore(ids: Ids, config: ConfigFile = None) -> None:
    """Undo a withdrawal.

    The next build publishes the article as it was.

    Example: feedpub restore 4f8bc050efed568e
    """
    from feedpub.commands.entries import restore as run

    run(ids, load_settings(config))
