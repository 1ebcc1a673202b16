"""`feedpub init`: write the configuration of a paper, a sample bulletin, and files that run builds on a schedule.

The first line of the configuration names its JSON Schema, for text editors. The other files are in `data/init`, and
also in docs/how-to.md. Existing files are kept.
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

from feedpub.commands.console import say
from feedpub.config.json_schema import FIRST_LINE, SCHEMA_FILE, json_schema
from feedpub.data.words import words_in
from feedpub.errors import RefusedError
from feedpub.files import reason_of
from feedpub.messages import Message, in_use, message
from feedpub.output import create_file

__all__ = ["create_paper"]

_PLAIN = re.compile(r"[\w@/.,+:=-]+")  # a word that systemd reads without quotes


def create_paper(folder: Path, schedule: str | None, *, today: date) -> None:
    """Set up a folder for a paper, and print what to do next.

    Args:
        folder: the folder; created if missing.
        schedule: `systemd`, `cron`, `github` or None.
        today: the issue date of the sample bulletin.

    Raises:
        RefusedError: a file can't be written.
    """
    eve = today - timedelta(days=1)
    is_new = _put(folder / "feedpub.toml", f"{FIRST_LINE}\n\n{_text('feedpub.toml')}")
    if is_new:
        _put(folder / SCHEMA_FILE, json_schema())
    _put(folder / ".gitignore", _text("gitignore"))
    news = folder / "news"
    if _is_used(news):
        _report_kept(news)  # a sample among real bulletins would be published
    else:
        _put(news / f"{today}.md", _text("bulletin.md", month=words_in(in_use())["months"][eve.month - 1], day=eve.day))
    if is_new:
        text = message(
            "To see it in your browser, in {folder}:\n"
            "  feedpub serve --watch --open\n"
            "Then set publication and base_url in {config}, and put bulletins into {news}; the pages reload when you "
            "save.",
            config=folder / "feedpub.toml",
            news=news,
            folder=folder.absolute(),
        )
        say(text)
    if schedule:
        say(_SCHEDULES[schedule](folder))


def _systemd(folder: Path) -> Message:
    absolute, units = folder.absolute(), folder / "systemd"
    command = " ".join(_for_systemd(word).replace("$", "$$") for word in _command())
    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container, the user may have no name
        user = str(os.geteuid())
    service = _text("feedpub.service", user=user, folder=str(absolute).replace("%", "%%"), feedpub=command)
    _put(units / "feedpub.service", service)
    _put(units / "feedpub.timer", _text("feedpub.timer"))
    both = f"{shlex.quote(str(units))}/feedpub.*"
    return message(
        "To build every morning:\n"
        "  sudo cp {units} /etc/systemd/system/\n"
        "  sudo systemctl daemon-reload && sudo systemctl enable --now feedpub.timer",
        units=both,
    )


def _cron(folder: Path) -> Message:
    command = shlex.join(_command())
    line = _text("crontab", folder=shlex.quote(str(folder.absolute())), feedpub=command)
    return message(
        "To build every morning at 6:30 by this machine's clock, add this line with `crontab -e`:\n{line}",
        line=line.rstrip("\n").replace("%", r"\%"),  # cron reads % as the end of a line
    )


def _github(folder: Path) -> Message:
    file = folder / ".github" / "workflows" / "feeds.yml"
    _put(file, _text("feeds.yml"))
    return message(
        "To build every morning on GitHub: set base_url in feedpub.toml to the address of your GitHub Pages, choose\n"
        "GitHub Actions under Settings → Pages, and push {path} with the rest.",
        path=file,
    )


_SCHEDULES: dict[str, Callable[[Path], Message]] = {"systemd": _systemd, "cron": _cron, "github": _github}


def _command() -> list[str]:
    """The command that runs this feedpub, by its full path."""
    script = Path(sys.executable).with_name("feedpub")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "feedpub"]


def _for_systemd(word: str) -> str:
    """Quote a word of a command line for a systemd unit (systemd.syntax(7)), where `%` begins a specifier."""
    word = word.replace("%", "%%")
    return word if _PLAIN.fullmatch(word) else '"{}"'.format(word.replace("\\", "\\\\").replace('"', '\\"'))


def _text(name: str, **values: object) -> str:
    """The text of a file in `data/init`, in the language in use if it is there, with values for its placeholders."""
    folder = files("feedpub.data").joinpath("init")
    own = folder.joinpath(in_use(), name)
    text = (own if own.is_file() else folder.joinpath(name)).read_text(encoding="utf-8")
    return Template(text).substitute(values) if values else text


def _is_used(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise RefusedError(message("{path} cannot be read: {reason}", path=folder, reason=reason_of(error))) from error


def _put(path: Path, text: str) -> bool:
    """Write a file unless it exists; False if it does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise RefusedError(message("{path} is not a folder", path=path.parent)) from error
    except OSError as error:
        raise RefusedError(message("{path} cannot be written: {reason}", path=path, reason=reason_of(error))) from error
    if os.path.lexists(path) or not create_file(path, text.encode()):
        _report_kept(path)
        return False
    say(message("made {path}", path=path))
    return True


def _report_kept(path: Path) -> None:
    say(message("kept: {path} exists already", path=path))
