"""Colours: on a terminal only, unless `--color` or `NO_COLOR` (https://no-color.org) says otherwise."""

import os
from enum import StrEnum
from typing import Annotated, Any

import typer

__all__ = ["Colour", "ColourOption", "chosen", "offered_by_all"]


class Colour(StrEnum):
    """When to colour what is printed."""

    auto = "auto"
    always = "always"
    never = "never"


_MEANING = {Colour.auto: None, Colour.always: True, Colour.never: False}
_chosen: bool | None = None


def chosen() -> bool | None:
    """Whether to colour, also where no command runs any more; None: on a terminal."""
    return _chosen


def _choose(ctx: typer.Context, value: Colour | None) -> None:
    global _chosen
    if value is not None:
        _chosen = _MEANING[Colour(value)]
    elif ctx.parent is None:
        _chosen = False if os.environ.get("NO_COLOR") else None
    ctx.color = _chosen


ColourOption = Annotated[
    Colour | None,
    typer.Option(
        "--color",
        help="Colour what is printed: on a terminal (auto), always or never; NO_COLOR in the environment means never.",
        callback=_choose,
        is_eager=True,
        expose_value=False,
        show_default=False,
    ),
]


def offered_by_all(command: Any) -> None:
    """Let each command take `--color` as the program does: `feedpub build --color never`."""
    option = next(one for one in command.params if "--color" in one.opts)
    for inner in command.commands.values():
        inner.params.append(option)
