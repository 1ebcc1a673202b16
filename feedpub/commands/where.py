"""Say where to look at what a build made, to somebody at a terminal."""

import shlex
import shutil
import sys
from pathlib import Path

from feedpub.commands.console import say
from feedpub.model import Config
from feedpub.paths import FRONT, shown

__all__ = ["show_where"]


def show_where(config: Config, *, out: Path | None = None, source: Path | None = None) -> None:
    """Print the command that shows the pages in a browser; nothing where standard output is not a terminal.

    Args:
        config: the configuration of the build.
        out: the value of `--out`, which the command needs as well.
        source: the value of `--config`, likewise.
    """
    if not sys.stdout.isatty():
        return
    if not (config.out / FRONT).is_file():  # `pages = false`
        say(f"the feeds are in {shown(config.out)}")
        return
    options = [("--config", source), ("--out", out)]
    given = [word for option, path in options if path is not None for word in (option, str(path))]
    later = f"; when you have copied {shown(config.out)} there, at {config.base_url}" if config.base_url_stated else ""
    say(f"look at it: {shlex.join([*_program(), 'serve', '--open', *given])}{later}")


def _program() -> list[str]:
    """How this feedpub can be started from the working folder: `feedpub` only if that is the one on the PATH."""
    script, found = Path(sys.argv[0]), shutil.which("feedpub")
    if script.name != "feedpub":
        return [sys.executable, "-m", "feedpub"]
    return ["feedpub"] if found and Path(found).absolute() == script.absolute() else [str(shown(script))]
