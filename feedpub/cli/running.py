"""Commands for running it: how it went, a preview, and builds as bulletins come in."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.errors import UsageError
from feedpub.model import Config
from feedpub.options import Bulletins, ConfigFile, Out, Port, Strict, Wait, laid_over, now_of, settings_of

__all__ = ["serve", "status", "watch"]


@app.command()
def status(
    config: ConfigFile = None,
    max_age: Annotated[
        int | None,
        typer.Option(
            "--max-age",
            metavar="N",
            min=0,
            help="Status 1 where more than N issues are missing at the end, counted in days the paper appears.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how the last builds went, what is wrong, and which days have no bulletin.

    Status 1 where the last build had errors or was refused, or, with --max-age, where too many issues are missing.

    Example: feedpub status --max-age 1
    """
    from feedpub.monitor import show_status

    settings = settings_of(config)
    wrong = show_status(settings, now_of(settings), max_age=max_age, as_json=as_json)
    raise typer.Exit(1 if wrong else 0)


@app.command()
def serve(out: Out = None, config: ConfigFile = None, port: Port = 8000) -> None:
    """Show the feeds and pages on this machine, to look at before they are published; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[serve]'. A build meanwhile is shown at once.

    Example: feedpub serve --port 8080
    """
    try:
        from feedpub.serving import serve as run
    except ModuleNotFoundError as error:
        raise UsageError(
            "feedpub serve needs starlette and uvicorn: pip install 'feedpub[serve]', or '.[serve]' in a clone"
        ) from error
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
        raise UsageError(
            "feedpub watch needs watchfiles: pip install 'feedpub[watch]', or '.[watch]' in a clone"
        ) from error
    found = settings_of(config).source or config  # if it is gone later, another one above must not take its place

    def load() -> Config:
        return laid_over(settings_of(found), out, strict)

    run(bulletins or (), load, now_of, wait=wait)
