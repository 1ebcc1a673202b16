"""Load the wordings of the press, which are data: a new wording is a line in a TOML file and a fixture, not code."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["agencies", "any_of", "load"]


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `<name>.toml` in this folder."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def agencies() -> dict[str, str]:
    """Agencies and papers: printed form → canonical name, 新華社 → 新华社."""
    return {form: canonical for canonical, others in load("agencies").items() for form in (canonical, *others)}


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
