"""What tests share: feedpub as a command, in a folder of its own."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import command

Feedpub = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def feedpub(tmp_path: Path) -> Feedpub:
    """Runs `feedpub ARGS` in a process of its own, as a user does; `today` sets its clock."""

    def run(
        *args: str | Path, today: str = "2026-03-01", cwd: Path = tmp_path, env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        epoch = int(datetime.fromisoformat(today).replace(tzinfo=UTC).timestamp())
        surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "COLUMNS": "120", **(env or {})}
        return command.run([*map(str, args)], cwd=cwd, env=surroundings, timeout=300)

    return run
