"""Programs that tests use where they are installed, and must use in CI."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest


def need(*wanted: str | Path) -> None:
    """Skips a test that wants a program, a package (`python:NAME`) or a file that isn't there; in CI it fails."""
    missing = [str(one) for one in wanted if not _is_there(one)]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)}: not installed, and CI must run this test")
    if missing:
        pytest.skip(f"{', '.join(missing)}: not installed (.ci/run tells how)")


def _is_there(wanted: str | Path) -> bool:
    if isinstance(wanted, Path):
        return wanted.is_file()
    if wanted.startswith("python:"):
        return find_spec(wanted.removeprefix("python:")) is not None
    return shutil.which(wanted) is not None
