"""Commands for running it: a preview, and builds as bulletins come in."""

from feedpub.cli.app import app
from feedpub.errors import UsageError
from feedpub.model import Config
from feedpub.options import Bulletins, ConfigFile, Out, Port, Strict, Wait, laid_over, now_of, settings_of

__all__ = ["serve", "watch"]


@app.command()
def serve(out: Out = None, config: ConfigFile = None, port: Port = 8000) -> None:
    """Show the feeds and pages on this machine, to look at before they are published; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[serve]'. A build meanwhile is shown at once.

    Example: feedpub serve --port 8080
    """
    try:
        from feedpub.serving import serve as run
    except ModuleNotFoundError as error:
        raise UsageError("feedpub serve needs starlette and uvicorn: pip install 'feedpub[serve]'") from error
    run(laid_over(settings_of(config), out, None), port=port)


@app.command()
def watch(
    bulletins: Bulletins = None,
    out: Out = None,
    config: ConfigFile = None,
    strict: Strict = None,
    wait: Wait = 30,
) -> None:
    """Publish whenever bulletins, their pictures or the configuration change, and every hour; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[watch]'. What is still being written is waited for. A build under way is
    completed before it ends; a second Ctrl-C ends it at once.

    Example: feedpub watch news
    """
    try:
        from feedpub.watching import watch as run
    except ModuleNotFoundError as error:
        raise UsageError("feedpub watch needs watchfiles: pip install 'feedpub[watch]'") from error
    found = settings_of(config).source or config  # if it is gone later, another one above must not take its place

    def load() -> Config:
        return laid_over(settings_of(found), out, strict)

    run(bulletins or (), load, now_of, wait=wait)
