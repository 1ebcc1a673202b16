"""Say where to look at what a build made, to somebody at a terminal."""

import shlex
import shutil
import sys
from pathlib import Path

from feedpub.commands.console import say
from feedpub.messages import message
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
        say(message("the feeds are in {path}", path=shown(config.out)))
        return
    options = [("--config", source), ("--out", out)]
    given = [word for option, path in options if path is not None for word in (option, str(path))]
    command = shlex.join([*_program(), "serve", "--open", *given])
    if config.deploy:
        say(message("look at it: {command}; `feedpub publish` copies it to {to}", command=command, to=config.deploy.to))
    elif config.has_address:
        say(
            message(
                "look at it: {command}; when you have copied {path} there, at {address}",
                command=command,
                path=shown(config.out),
                address=config.base_url,
            )
        )
    else:
        say(message("look at it: {command}", command=command))


def _program() -> list[str]:
    """How this feedpub can be started from the working folder: `feedpub` only if that is the one on the PATH."""
    script, found = Path(sys.argv[0]), shutil.which("feedpub")
    if script.name != "feedpub":
        return [sys.executable, "-m", "feedpub"]
    return ["feedpub"] if found and Path(found).absolute() == script.absolute() else [str(shown(script))]
