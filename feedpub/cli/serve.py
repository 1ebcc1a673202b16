"""`feedpub serve`."""

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Out, Port, laid_over, settings_of
from feedpub.errors import UsageError

__all__ = ["serve"]


@app.command()
def serve(out: Out = None, config: ConfigFile = None, port: Port = 8000) -> None:
    """Show the feeds and pages on this machine, to look at before they are published; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[serve]'. A build meanwhile is shown at once.

    Example: feedpub serve --port 8080
    """
    try:
        from feedpub.commands.serve import serve as run
    except ModuleNotFoundError as error:
        raise UsageError(
            "feedpub serve needs starlette and uvicorn: pip install 'feedpub[serve]', or '.[serve]' in a clone"
        ) from error
    run(laid_over(settings_of(config), out, None), port=port)
