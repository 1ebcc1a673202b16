"""What tests share: feedpub as a command, in a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

Feedpub = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def feedpub(tmp_path: Path) -> Feedpub:
    """Runs `feedpub ARGS` in a process of its own, as a user does; `today` sets its clock."""

    def run(
        *args: str | Path, today: str = "2026-03-01", cwd: Path = tmp_path, env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        epoch = int(datetime.fromisoformat(today).replace(tzinfo=UTC).timestamp())
        return subprocess.run(
            [sys.executable, "-m", "feedpub", *map(str, args)],
            cwd=cwd,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "COLUMNS": "120", **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
