"""The progress bar: one line on standard error, if that is a terminal, that says what a command is doing."""

import sys
from collections.abc import Iterable, Sized
from typing import TypeVar

from feedpub.messages import translated
from feedpub.progress import Progress

__all__ = ["Bar"]

_Item = TypeVar("_Item")
_LONG = 20  # items; fewer are done too fast for a bar


class Bar(Progress):
    """Shows what is being done, and how much of it, as long as there is much to do."""

    def __init__(self, *, silent: bool = False) -> None:
        """No bar yet; with `silent`, never."""
        super().__init__()
        self._is_shown = not silent and sys.stderr.isatty()

    def of(self, doing: str, items: Iterable[_Item], total: int | None = None) -> Iterable[_Item]:
        """What is worked through; while it is, the bar is there."""
        if total is None and isinstance(items, Sized):
            total = len(items)
        if not self._is_shown or (total is not None and total < _LONG):
            return items
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        return track(items, description=translated(doing), total=total, console=console, transient=True)
