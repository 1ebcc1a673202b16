"""`feedpub init`: a folder becomes a paper, with its configuration, a first bulletin, and what runs it on a schedule.

What is written stands in `data/init`, and in docs/how-to.md too. Nothing that is there is touched.
"""

import os
import pwd
import re
import shlex
import sys
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

import typer

from feedpub.errors import RefusedError

__all__ = ["found"]

_PLAIN = re.compile(r"[\w@/.,+:=-]+")  # what systemd takes for itself, without quotes
_NEXT = """Set publication and base_url in {config}, and put bulletins into {news}. Then, in {folder}:
  feedpub build
  feedpub serve"""
_INSTALL = """To build every morning:
  sudo cp {units} /etc/systemd/system/
  sudo systemctl daemon-reload && sudo systemctl enable --now feedpub.timer"""
_CRON = """To build every morning at 6:30 by this machine's clock, add this line with `crontab -e`:
{line}"""
_GITHUB = """To build every morning on GitHub: replace YOU and REPOSITORY in {file}, choose GitHub Actions under
Settings → Pages, and push. `pip install .` stands for where your repository has feedpub from."""


def found(folder: Path, schedule: str | None, *, today: date) -> None:
    """Makes a folder a paper, and tells what to do next.

    Args:
        folder: made where there is none.
        schedule: `systemd`, `cron`, `github` or None.
        today: the first bulletin's issue day.

    Raises:
        RefusedError: something can't be written.
    """
    eve = today - timedelta(days=1)
    begins = _put(folder / "feedpub.toml", _text("feedpub.toml"))
    _put(folder / ".gitignore", _text("gitignore"))
    news = folder / "news"
    if _is_used(news):
        _tell_kept(news)  # a sample among real bulletins would be published
    else:
        _put(news / f"{today}.md", _text("bulletin.md", month=eve.month, day=eve.day))
    if begins:
        typer.echo(_NEXT.format(config=folder / "feedpub.toml", news=news, folder=folder.absolute()))
    if schedule:
        typer.echo(_SCHEDULES[schedule](folder))


def _systemd(folder: Path) -> str:
    whole, units = folder.absolute(), folder / "systemd"
    command = " ".join(_for_systemd(word).replace("$", "$$") for word in _command())
    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container, whoever runs it may have no name
        user = str(os.geteuid())
    service = _text("feedpub.service", user=user, folder=str(whole).replace("%", "%%"), feedpub=command)
    _put(units / "feedpub.service", service)
    _put(units / "feedpub.timer", _text("feedpub.timer"))
    return _INSTALL.format(units=f"{shlex.quote(str(units))}/feedpub.*")


def _cron(folder: Path) -> str:
    command = shlex.join(_command())
    line = _text("crontab", folder=shlex.quote(str(folder.absolute())), feedpub=command)
    return _CRON.format(line=line.rstrip("\n").replace("%", r"\%"))  # cron's own sign for a line's end


def _github(folder: Path) -> str:
    file = folder / ".github" / "workflows" / "feeds.yml"
    _put(file, _text("feeds.yml"))
    return _GITHUB.format(file=file)


_SCHEDULES: dict[str, Callable[[Path], str]] = {"systemd": _systemd, "cron": _cron, "github": _github}


def _command() -> list[str]:
    """This very feedpub, by its whole path."""
    script = Path(sys.executable).with_name("feedpub")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "feedpub"]


def _for_systemd(word: str) -> str:
    """A word of a command line in a unit (systemd.syntax(7)); `%` opens its specifiers."""
    word = word.replace("%", "%%")
    return word if _PLAIN.fullmatch(word) else '"{}"'.format(word.replace("\\", "\\\\").replace('"', '\\"'))


def _text(name: str, **values: object) -> str:
    """A file of `data/init`, with the values it has room for."""
    text = files("feedpub.data").joinpath("init", name).read_text(encoding="utf-8")
    return Template(text).substitute(values) if values else text


def _is_used(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise RefusedError(f"{folder} cannot be looked at: {error.strerror}") from error


def _put(path: Path, text: str) -> bool:
    """Writes a file where there is none; False where there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        if path.parent.is_dir():
            _tell_kept(path)
            return False
        raise RefusedError(f"{path.parent} is no folder") from error
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}") from error
    typer.echo(f"made {path}")
    return True


def _tell_kept(path: Path) -> None:
    typer.echo(f"left as it is: {path} is there already")
