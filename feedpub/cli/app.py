"""The typer application, and the handling of errors."""

import io
import os
import sys
from typing import Annotated

import typer

from feedpub import __version__
from feedpub.cli.colour import ColourOption, chosen
from feedpub.cli.translation import run
from feedpub.errors import FeedpubError, RefusedError
from feedpub.files import reason_of
from feedpub.messages import message, translated

__all__ = ["app", "main"]

app = typer.Typer(
    help="Turns newspaper bulletins into feeds and pages, by section, each entry dated from its own dateline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; an error feedpub raises on purpose becomes a message and an exit status."""
    import gc

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # searching for plugins reads every installed package
    gc.disable()  # a run is short and makes few cycles; collecting them would take a tenth of a long build
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name may not be valid text, and a terminal may not support 𠮷
            stream.reconfigure(errors="backslashreplace")
    try:
        run(app)  # also as `python -m feedpub`: completion in shells needs one name
    except RefusedError as error:
        _fail(error.message, 3)
    except FeedpubError as error:
        _fail(error.message, 2)
    except BrokenPipeError:  # `feedpub inspect … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except MemoryError:
        _fail(message("there is not enough memory; raise the limit (`ulimit -v`), or give fewer bulletins at once"), 3)
    except OSError as error:  # of the machine: no space, no more open files, a disk that fails
        text = message("{path}: {reason}", path=error.filename, reason=reason_of(error))
        _fail(text if error.filename and error.strerror else str(error), 3)


def _fail(text: str, status: int) -> None:
    from feedpub.terminal import visible

    text = translated(message("feedpub: {error}", error=text))
    typer.secho(visible(text, keep="\n"), fg="red", err=True, color=chosen())
    raise SystemExit(status)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"feedpub {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    color: ColourOption = None,
) -> None:
    pass
