"""Lay out help, and what is wrong with a command, in a language other than English."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from feedpub.messages import Message, joined, message, translated
from feedpub.patterns import regex
from feedpub.terminal import columns, visible

__all__ = ["error_page", "help_page"]

_WIDEST = 80  # columns
_INDENT = "  "
_LEFT = 26  # columns of options and their values; of a longer one, the text begins on the next line
_TYPE = regex(r" <[^<>|]+>")  # of a value; one of several words is kept
_EXTRA = regex(r"\s*\[((?:default: |required|x[<>]|\d+<)[^\[\]]*)\]$")
_DEFAULT = "default: "
# A piece that a line is not broken in: a word or number with the sign behind it, or one character.
_PIECE = regex(r"[“‘（《【\[]*(?:[\u0021-\u024f…—]+|.)[，。、；：？！”’）》】…\])]*| +")
# What typer prints for a script that asks for help; the rest of its words is translated where it is used.
_HELP = message("Show this message and exit.")
_OPTIONS = message("[OPTIONS]")
_COMMAND = message("COMMAND [ARGS]...")


def help_page(command: Any, ctx: Any) -> str:
    """The page that `--help` prints.

    Args:
        command: click's command.
        ctx: its context.
    """
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    lines = [*_usage(ctx)]
    for paragraph in (command.help or "").split("\n\n"):
        lines += ["", *_wrapped(" ".join(paragraph.split("\n")), width, _INDENT)]
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        if record := parameter.get_help_record(ctx):
            rows = arguments if parameter.param_type_name == "argument" else options
            rows.append((_TYPE.sub("", record[0]), _explained(record[1])))
    lines += _section(message("Arguments:"), arguments, width)
    lines += _section(message("Options:"), options, width)
    commands = [(name, _first_line(inner)) for name, inner in getattr(command, "commands", {}).items()]
    return "\n".join([*lines, *_section(message("Commands:"), commands, width)])


def error_page(error: Any) -> str:
    """What is printed of a command that is not understood.

    Args:
        error: click's `UsageError`.
    """
    lines: list[str] = []
    if error.ctx is not None:
        hint = message("Try '{command} --help' for help.", command=error.ctx.command_path)
        lines = [*_usage(error.ctx), translated(hint), ""]
    return "\n".join([*lines, translated(message("Error: {error}", error=visible(_said(error.format_message()))))])


def _usage(ctx: Any) -> Iterator[str]:
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    for text in (_OPTIONS, _COMMAND):
        pieces = pieces.replace(text, translated(text))
    yield translated(message("Usage: {command} {pieces}", command=ctx.command_path, pieces=pieces))


def _section(title: Message, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    if not rows:
        return
    yield from ("", translated(title))
    left = min(max(columns(name) for name, _ in rows), _LEFT)
    for name, text in rows:
        first, *rest = _wrapped(text, width, " " * (len(_INDENT) + left + 2))
        if columns(name) > left:
            yield f"{_INDENT}{name}"
            yield first
        else:
            yield f"{_INDENT}{name}{' ' * (left - columns(name))}  {first.strip()}"
        yield from rest


def _explained(text: str) -> str:
    """The help of an option, with what typer adds: its default, and that it is required."""
    if text == _HELP:
        return translated(_HELP)
    found = _EXTRA.search(text)
    if not found:
        return text
    extra: list[str] = []
    for part in found[1].split("; "):
        if part.startswith(_DEFAULT):
            extra.append(message("default: {value}", value=part.removeprefix(_DEFAULT)))
        else:
            extra.append(message("required") if part == "required" else part)
    return f"{text[: found.start()]} [{translated(joined('; ', extra))}]"


def _first_line(command: Any) -> str:
    return (command.help or "").partition("\n")[0].rstrip("。")


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    """A text in lines that begin with an indent and are no wider than some columns, one at least."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and columns(indent + line + piece.rstrip()) > width:
            lines.append(indent + line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, indent + line.rstrip()]


def _said(text: str) -> str:
    """What click or pydantic said, in the language in use; what is not known stays English."""
    for pattern, wording in _ERRORS:
        if found := pattern.fullmatch(text):
            return translated(wording(found.groupdict()))
    return text


def _invalid(found: dict[str, str]) -> Message:
    return message("Invalid value for {name}: {reason}", name=found["name"].strip("'"), reason=_said(found["reason"]))


def _known(text: str) -> Message:
    return joined(" / ", [name.strip("'\" ") for name in text.split(",")])


_ERRORS: tuple[tuple[Any, Callable[[dict[str, str]], Message]], ...] = (
    (
        regex(r"No such option: (?P<name>\S+) \(Possible options: (?P<names>.+)\)"),
        lambda found: message(
            "No such option: {name} (Possible options: {names})", name=found["name"], names=_known(found["names"])
        ),
    ),
    (
        regex(r"No such option: (?P<name>\S+) Did you mean (?P<near>\S+)\?"),
        lambda found: message("No such option: {name}. Did you mean {near}?", **found),
    ),
    (regex(r"No such option: (?P<name>\S+)"), lambda found: message("No such option: {name}", **found)),
    (
        regex(r"No such command '(?P<name>.*)'\. Did you mean '(?P<near>[^']*)'\?"),
        lambda found: message("No such command '{name}'. Did you mean '{near}'?", **found),
    ),
    (
        regex(r"No such command '(?P<name>.*)'\. Did you mean one of: (?P<names>.*)\?"),
        lambda found: message(
            "No such command '{name}'. Did you mean one of: {names}?", name=found["name"], names=_known(found["names"])
        ),
    ),
    (regex(r"No such command '(?P<name>.*)'\."), lambda found: message("No such command '{name}'.", **found)),
    (regex(r"Missing argument '(?P<name>.*)'\."), lambda found: message("Missing argument '{name}'.", **found)),
    (
        regex(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)"),
        lambda found: message("Got unexpected extra argument(s) ({words})", **found),
    ),
    (
        regex(r"Option '(?P<name>.*)' requires an argument\."),
        lambda found: message("Option '{name}' requires an argument.", **found),
    ),
    (
        regex(r"Option '(?P<name>.*)' does not take a value\."),
        lambda found: message("Option '{name}' does not take a value.", **found),
    ),
    (regex(r"Invalid value for (?P<name>'[^']*'|\S+): (?P<reason>.*)"), _invalid),
    (regex(r"Input should be a valid number\b.*"), lambda _: message("Input should be a valid number")),
    (regex(r"Input should be a valid integer\b.*"), lambda _: message("Input should be a valid integer")),
    (
        regex(r"Input should be greater than or equal to (?P<least>.*)"),
        lambda found: message("Input should be greater than or equal to {least}", **found),
    ),
    (
        regex(r"Input should be less than or equal to (?P<most>.*)"),
        lambda found: message("Input should be less than or equal to {most}", **found),
    ),
    (
        regex(r"(?:Value error, )?'(?P<value>.*)' is not one of (?P<names>.*?)\.?"),
        lambda found: message("'{value}' is not one of {names}.", value=found["value"], names=_known(found["names"])),
    ),
)
