"""`feedpub publish`: copy the output folder to its target, and say what was copied."""

import signal
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import NoReturn

from feedpub.commands.console import numbers_of_levels, padded, print_json, say, show_problem
from feedpub.deploying.run import Deployed, deploy
from feedpub.messages import Message, joined, message, plural
from feedpub.model import Config
from feedpub.status import run_deploy_recorded

__all__ = ["publish", "published_line", "show_problems", "show_published", "show_published_json"]

_SHOWN = 50  # files listed by a dry run; -v lists them all
_WIDTH = 6  # columns of the word before a file


def publish(config: Config, now: datetime, *, wait: float, everything: bool, dry: bool) -> Deployed:
    """Copy the output folder to its target, and record the result; SIGTERM ends the program that copies as well.

    Args:
        config: everything the operator set.
        now: the moment, in the paper's zone.
        wait: seconds to wait for a build.
        everything: whether to copy files that did not change, too.
        dry: whether to change nothing.

    Raises:
        UsageError: there is no target, nothing was built, or the paper is a draft.
        RefusedError: the archive or the output can't be used, or not everything is at the target.
    """
    signal.signal(signal.SIGTERM, _stop)
    run = partial(deploy, config, now, wait=wait, everything=everything, dry=dry)
    return run() if dry else run_deploy_recorded(config, now, run)


def _stop(*_: object) -> NoReturn:
    raise SystemExit(128 + signal.SIGTERM)


def show_published(done: Deployed, *, dry: bool, verbose: bool) -> None:
    """Print what was copied, the problems last; with `verbose`, and of a dry run, the files too."""
    if dry or verbose:
        _show_files(message("upload"), done.uploaded, every=verbose)
        _show_files(message("remove"), done.removed, every=verbose)
    show_problems(done)
    say(joined("; ", [published_line(done), message("nothing was written")]) if dry else published_line(done))


def show_problems(done: Deployed) -> None:
    """Print the problems; all of them are warnings."""
    for path, problem in done.problems:
        show_problem(path, problem)


def show_published_json(done: Deployed) -> None:
    """Print the object of `publish --json` (keys as in docs/reference.md)."""
    problems = [{"path": path, **asdict(problem)} for path, problem in done.problems]
    print_json({**done._asdict(), "problems": problems})


def published_line(done: Deployed) -> Message:
    """What was copied, in one line."""
    said = [plural("{n} file copied", "{n} files copied", len(done.uploaded))]
    if done.removed:
        said.append(plural("{n} removed", "{n} removed", len(done.removed)))
    if done.notified:
        said.append(plural("hubs notified of {n} feed", "hubs notified of {n} feeds", len(done.notified)))
    if done.problems:
        said.append(numbers_of_levels([problem.level for _, problem in done.problems]))
    return message("{to}: {said}", to=done.to, said=joined(", ", said))


def _show_files(word: Message, names: Sequence[str], *, every: bool) -> None:
    for name in names if every else names[:_SHOWN]:
        say(f"{padded(word, _WIDTH)}  {name}")
    if len(names) > _SHOWN and not every:
        say(message("… and {n} more; -v shows them all", n=len(names) - _SHOWN))
