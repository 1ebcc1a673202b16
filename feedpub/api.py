"""The functions a Python program may call. `feedpub/__init__.py` exports them; docs/python.md shows them in use.

Where a moment is not given, each function asks the clock, as a command does; SOURCE_DATE_EPOCH replaces it.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedpub.clock import current_time
from feedpub.errors import ConfigError, UnreadableError, UsageError
from feedpub.files import MEGABYTE, read_regular, reason_of
from feedpub.messages import message
from feedpub.model import BulletinFile, Config
from feedpub.model.build import DEFAULT_OPTIONS, BuildOptions, BuildResult
from feedpub.model.parsed import ParsedBulletin

__all__ = ["CheckedFinding", "build", "check", "load_config", "read"]

_TEXT = "text"  # the name of a source that has none: it says nothing of a day or a section


class CheckedFinding(NamedTuple):
    """Something wrong with a feed, or with what a folder of feeds says as a whole: a row of `feedpub check --json`.

    Attributes:
        path: of the file; empty for bytes.
        line: 1-based, or None where it concerns the whole file.
        level: `error` where it breaks a standard, `warning` where some readers handle it badly.
        rule: a stable word for the rule that is broken.
        message: what was found.
        source: where the rule comes from: a standard and its section, or feedpub.
        remedy: what to do.
    """

    path: str
    line: int | None
    level: str
    rule: str
    message: str
    source: str
    remedy: str


def load_config(path: str | PathLike[str] | None = None) -> Config:
    """The configuration in a file, or, without one, the nearest at or above the working folder; else all defaults.

    Args:
        path: of a `feedpub.toml`, or a `pyproject.toml` with `[tool.feedpub]`.

    Raises:
        ConfigError: it can't be read, or a key or value is wrong.
    """
    from feedpub.config import find_config
    from feedpub.config import load_config as load

    return load(Path(path) if path is not None else find_config(Path.cwd()))


def read(
    source: bytes | str | PathLike[str], *, date: date | None = None, config: Config | None = None
) -> ParsedBulletin:
    """A bulletin with the day and the section of each article. Nothing is written.

    It is what `feedpub inspect` shows of a bulletin by itself: rules for the `id` of an article, and sections that only
    the page heads of other bulletins name, do not apply.

    Args:
        source: the bytes of a file, the text itself (`str`), or a `Path`. The name of a file, and of its folder, may
            state the issue date and the section.
        date: the issue date of a bulletin that states none.
        config: its sections, rules and words of notices apply; None takes the defaults.

    Raises:
        UnreadableError: it can't be read, or is in no known encoding.
    """
    from feedpub.ingest.parse import Parser, ParseTask, resolve
    from feedpub.sections.catalogue import Catalogue

    settings = _checked(config or Config())
    if isinstance(source, PathLike):
        path = Path(source)
        file = BulletinFile(name=str(path), key="/".join(path.absolute().parts[-2:]), place=str(path.absolute()))
        data = _bytes_of(path, settings)
    else:
        file = BulletinFile(name=_TEXT, key=_TEXT, place=_TEXT)
        data = source if isinstance(source, bytes) else source.encode(errors="replace")
    today = current_time(settings.timezone).date()
    try:
        parsed = Parser(settings).parse(ParseTask(file=file, data=data, issue_date=date, today=today))
    except UnreadableError as error:
        error.args = (message("{path}: {reason}", path=file.name, reason=error.message),)
        raise
    return resolve(
        parsed, Catalogue(settings.sections, (follow.slug for follow in settings.follows), settings.language)
    )


def _checked(config: Config) -> Config:
    """A configuration that a program made itself, with what a file's check would refuse or complete.

    Raises:
        ConfigError: there is no such time zone.
    """
    try:
        ZoneInfo(config.timezone)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ConfigError(
            message("timezone: {value} is not a time zone, such as Asia/Shanghai", value=repr(config.timezone))
        ) from error
    base_url = config.base_url if config.base_url.endswith("/") else f"{config.base_url}/"
    return replace(config, base_url=base_url, out=Path(config.out), archive=Path(config.archive))


def _bytes_of(path: Path, config: Config) -> bytes:
    try:
        return read_regular(path, config.largest_bulletin * MEGABYTE)
    except OSError as error:
        raise UnreadableError(
            message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))
        ) from error


def build(
    bulletins: Iterable[str | PathLike[str]] = (),
    config: Config | None = None,
    *,
    now: datetime | None = None,
    options: BuildOptions = DEFAULT_OPTIONS,
) -> BuildResult:
    """Publish the feeds of bulletins, as `feedpub build` does, and record the result for `feedpub status`.

    Args:
        bulletins: files and folders; none takes those that the configuration names.
        config: None takes that of `load_config()`. In one of your own making, `base_url` gets its last slash.
        now: the moment of the build, with its time zone; None asks the clock.
        options: what this run is asked to do.

    Raises:
        UsageError: no bulletins are named or found, `bulletins` is a single path, or `now` has no time zone.
        ConfigError: the configuration has no such time zone, or a rule of it names no section.
        RefusedError: the archive or the output can't be used or written, or too much would leave it.
    """
    from functools import partial

    from feedpub.building import build as run
    from feedpub.status import run_recorded

    if isinstance(bulletins, str | bytes | PathLike):
        value = repr(os.fspath(bulletins))
        raise UsageError(message("bulletins: give a list of files and folders, such as [{value}]", value=value))
    settings = _checked(config or load_config())
    if now is not None and now.tzinfo is None:
        raise UsageError(message("now: a moment needs its time zone, such as datetime.now(UTC)"))
    moment = (now or current_time(settings.timezone)).astimezone(ZoneInfo(settings.timezone)).replace(microsecond=0)
    publish = partial(run, [Path(path) for path in bulletins], settings, moment, options)
    return publish() if options.dry or not options.keep else run_recorded(settings, moment, publish)


def check(
    source: bytes | str | PathLike[str], *, url: str | None = None, now: datetime | None = None
) -> tuple[CheckedFinding, ...]:
    """Everything wrong with a feed (Atom, RSS 2.0, JSON Feed, OPML), or with a folder of feeds and pages; anybody's.

    Args:
        source: the bytes of a feed, or the path of a file or folder (`str` too: here it is not the text itself).
        url: where the feed is fetched from, or where the folder will be found (ends in `/`); None: as the feeds say.
        now: the moment; nothing in a folder may be dated later. None asks the clock.

    Raises:
        UsageError: there is no such file or folder, or no feed in it.
    """
    from feedpub.checking import check_feed, check_file
    from feedpub.checking.folder import check_folder
    from feedpub.checking.rules import ruling_of
    from feedpub.writing.formats import FORMATS, checkers

    if isinstance(source, bytes):
        found = [("", finding) for finding in check_feed(source, url=url)]
    elif (path := Path(source)).is_dir():
        checked = check_folder(path, base_url=url, now=now or current_time("UTC"), checkers=checkers(FORMATS))
        if not checked.feeds:
            raise UsageError(message("{path}: there is no feed in this folder (*.xml, *.json, *.opml)", path=path))
        found = [(str(path / name), finding) for name, finding in checked.findings]
    else:
        try:
            findings = check_file(path.name, path.read_bytes(), checkers(FORMATS), url=url)
            found = [(str(path), finding) for finding in findings]
        except OSError as error:
            raise UsageError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error
    return tuple(
        CheckedFinding(name, row.line, row.level, row.code, row.message, *ruling_of(row.code)) for name, row in found
    )
