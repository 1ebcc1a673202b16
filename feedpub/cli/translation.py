"""Run the command line in the language of who runs feedpub: its help, and what is wrong with a command.

In English, typer prints both. For another language they are laid out here, since typer takes no translations, and
counts one column for a Chinese character. Of typer's inside only what click documents is relied on.
"""

import os
from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import Any, NoReturn

import typer

from feedpub.cli.colour import offered_by_all
from feedpub.messages import Message, language_of, translated, use

__all__ = ["commands_of", "run", "texts_of_help"]


def run(app: typer.Typer, args: "list[str] | None" = None, prog_name: str | None = "feedpub") -> None:
    """Run the command line; in another language than English where the environment asks for it."""
    command = typer.main.get_command(app)
    offered_by_all(command)
    language = language_of(os.environ)
    if language == "en":
        command(args=args, prog_name=prog_name)
        return
    use(language)
    _run_translated(command, args, prog_name)


def _run_translated(command: Any, args: "list[str] | None", prog_name: str | None) -> NoReturn:
    from feedpub.cli.pages import error_page, help_page

    for holder, text in _with_help(command):
        holder.help = translated(Message(text))
    for one in _commands(command):
        one.get_help = _printing(help_page, one)
    usage_error: Any = typer.BadParameter.__mro__[1]  # click's UsageError, which typer does not export
    try:
        status = command(args=args, prog_name=prog_name, standalone_mode=False)
    except usage_error as error:
        if error.ctx is not None and error.format_message() == error.ctx.get_help():  # no command was given
            error.show()
        else:
            typer.echo(error_page(error), err=True)
        raise SystemExit(error.exit_code) from None
    except typer.Abort:
        raise SystemExit(1) from None
    raise SystemExit(status if isinstance(status, int) else 0)


def _printing(page: Callable[[Any, Any], str], command: Any) -> Callable[[Any], str]:
    return lambda ctx: page(command, ctx)


def texts_of_help(app: typer.Typer) -> Iterator[str]:
    """The texts that the catalogues translate: of the program, its commands, and their options."""
    return (text for _, text in _with_help(typer.main.get_command(app)))


def commands_of(app: typer.Typer) -> list[str]:
    """The names of the commands, in the order of `--help`."""
    return list(getattr(typer.main.get_command(app), "commands", {}))


def _with_help(command: Any) -> Iterator[tuple[Any, str]]:
    for one in _commands(command):
        for holder in (one, *one.params):
            if text := getattr(holder, "help", None):
                yield holder, cleandoc(text)


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _commands(inner)
