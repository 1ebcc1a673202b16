"""What tests share: feedpub as a command, in a folder of its own."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import command

for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"  # messages are compared in English, on a Chinese machine too

settings.register_profile(
    "feedpub", deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("feedpub")

Feedpub = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, since a few tests mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Scenarios come first: they take longest, and no process should be left with one of them at the end."""
    items.sort(key=lambda item: "/scenarios/" not in item.nodeid)


def run_feedpub(
    *args: str | Path, today: str = "2026-03-01", cwd: Path, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Runs `feedpub ARGS` in a process of its own, as a user does; `today` sets its clock."""
    epoch = int(datetime.fromisoformat(today).replace(tzinfo=UTC).timestamp())
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "COLUMNS": "120", **(env or {})}
    return command.run([*map(str, args)], cwd=cwd, env=surroundings, timeout=300)


@pytest.fixture
def feedpub(tmp_path: Path) -> Feedpub:
    """The command, in the test's own folder if no other is named."""
    return partial(run_feedpub, cwd=tmp_path)
