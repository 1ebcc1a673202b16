"""The command `feedpub serve`."""

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Out, Port, load_settings, with_options

__all__ = ["serve"]


@app.command()
def serve(out: Out = None, config: ConfigFile = None, port: Port = 8000) -> None:
    """Serve the feeds and pages on this machine, as a preview.

    Ctrl-C ends it. The result of a new build is shown at once.

    Example: feedpub serve --port 8080
    """
    from feedpub.commands.serve import serve as run

    run(with_options(load_settings(config), out, None), port=port)
