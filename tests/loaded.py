"""Loads whatever commands load late, by running some; the server of tests/command.py imports this once."""

import contextlib
import gc
import io
import os
import tempfile
from pathlib import Path

from feedpub import cli

_COMMANDS = (["init"], ["build"], ["inspect"], ["diff"], ["sections"], ["list"], ["check"], ["status"])


def _run_them() -> None:
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="feedpub-loaded-") as folder:
        os.chdir(folder)
        try:
            for command in _COMMANDS:
                said = io.StringIO()
                with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                    cli.app(command, standalone_mode=False)
        finally:
            os.chdir(before)


_run_them()
gc.freeze()
