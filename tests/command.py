"""The command `feedpub` in a process of its own that is forked with everything loaded, not started from nothing.

Starting Python and loading feedpub takes longer than most of the commands that tests run. A server forks the
processes, so that nothing of a test's own process is in them. That `feedpub` and `python -m feedpub` start from
nothing is tested in tests/cli.
"""

import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from feedpub import cli

__all__ = ["run"]

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["__main__", "tests.loaded", __name__])


class _Task(NamedTuple):
    """A command, and the surroundings it is run in."""

    args: tuple[str, ...]
    cwd: str
    env: dict[str, str]
    umask: int
    out: str
    err: str


def run(args: list[str], *, cwd: Path, env: dict[str, str], timeout: float) -> "subprocess.CompletedProcess[str]":
    """Runs `feedpub ARGS`.

    Args:
        args: what follows `feedpub`.
        cwd: the working folder.
        env: the whole environment.
        timeout: seconds after which it is killed.

    Raises:
        subprocess.TimeoutExpired: it was killed.
    """
    umask = os.umask(0)
    os.umask(umask)
    with tempfile.TemporaryDirectory(prefix="feedpub-command-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _CONTEXT.Process(
            target=_command, args=(_Task(tuple(args), str(cwd), env, umask, str(out), str(err)),)
        )
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(args, timeout)
        said = [path.read_text(encoding="utf-8") for path in (out, err)]
        return subprocess.CompletedProcess(["feedpub", *args], process.exitcode, *said)


def _command(task: _Task) -> None:
    """In the process of its own."""
    for number, path in ((1, task.out), (2, task.err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(task.env)
    os.umask(task.umask)
    os.chdir(task.cwd)
    sys.argv = ["feedpub", *task.args]
    cli.main()
