"""The help of commands and options in the language of who runs feedpub."""

import os
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import typer

from feedpub.messages import Message, language_of, translated, use

__all__ = ["run", "texts_of_help"]


def run(app: typer.Typer, args: "list[str] | None" = None, prog_name: str | None = "feedpub") -> None:
    """Run the command line; its help is translated where the environment asks for a language other than English."""
    language = language_of(os.environ)
    if language == "en":
        app(args=args, prog_name=prog_name)
        return
    use(language)
    command = typer.main.get_command(app)
    for holder, text in _with_help(command):
        holder.help = translated(Message(text))
    command(args=args, prog_name=prog_name)


def texts_of_help(app: typer.Typer) -> Iterator[str]:
    """The texts that the catalogues translate: of the program, its commands, and their options."""
    return (text for _, text in _with_help(typer.main.get_command(app)))


def _with_help(command: Any) -> Iterator[tuple[Any, str]]:
    for holder in (command, *command.params):
        if text := getattr(holder, "help", None):
            yield holder, cleandoc(text)
    for inner in getattr(command, "commands", {}).values():
        yield from _with_help(inner)
