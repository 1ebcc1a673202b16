"""What builds note of themselves (`status.json`), for a person, a monitor, or a page of the operator's own.

It stands beside the archive, so that a build that publishes nothing writes nothing into the published folder.
"""

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeGuard

from feedpub.errors import ConfigError, FeedpubError, RefusedError, UsageError
from feedpub.ingest.schedule import expected_after
from feedpub.model import Config, Problem
from feedpub.model.build import BuildResult
from feedpub.output import replace_file

__all__ = ["note_build", "note_refusal", "noted", "read_status"]

_FORM = 1
_BUILDS = 30  # that are remembered
_PROBLEMS = 100


def noted(config: Config, now: datetime, run: Callable[[], BuildResult]) -> BuildResult:
    """Runs a build that writes, and notes how it went.

    A note that can't be written spoils no build: it is a warning of it.

    Raises:
        FeedpubError: as the build does.
    """
    began = time.monotonic()
    try:
        built = run()
    except FeedpubError as error:
        with contextlib.suppress(RefusedError, OSError):  # where nothing can be written, that can't be noted either
            note_refusal(config, str(error), now)
        raise
    try:
        note_build(config, built, now, time.monotonic() - began)
    except (RefusedError, OSError) as error:
        message = f"how the build went cannot be noted: {error}"
        problem = Problem(line=None, level="warning", code="status", message=message)
        return replace(built, problems=(*built.problems, (str(config.status_file), problem)))
    return built


def note_build(config: Config, built: BuildResult, now: datetime, seconds: float) -> None:
    """Notes a build.

    Args:
        config: says where.
        built: what it did.
        now: when it began, in the paper's zone.
        seconds: how long it took.

    Raises:
        RefusedError: the note can't be written.
    """
    levels = [problem.level for _, problem in built.problems]
    told = {
        "at": now.isoformat(),
        "seconds": round(seconds, 1),
        "result": "errors" if built.failed else "done",
        **built.counts,
        "errors": levels.count("error"),
        "warnings": levels.count("warning"),
    }
    newest = built.newest
    expected = expected_after(config, newest) if newest else None
    _write(
        config,
        {
            "form": _FORM,
            "builds": [told, *_last(config)["builds"]][:_BUILDS],
            "newest": newest.isoformat() if newest else None,
            "expected": expected.isoformat() if expected else None,
            "issues": [day.isoformat() for day in built.issues],
            "problems": [{"path": path, **asdict(problem)} for path, problem in built.problems[:_PROBLEMS]],
        },
    )


def note_refusal(config: Config, message: str, now: datetime) -> None:
    """Notes a build that was refused; what the one before it found stands. Where there was none, nothing is left."""
    if not config.status_file.parent.is_dir():
        return
    last = _last(config)
    told = {"at": now.isoformat(), "result": "refused", "message": message}
    _write(config, {**last, "builds": [told, *last["builds"]][:_BUILDS]})


def read_status(config: Config) -> dict[str, Any]:
    """What the last builds noted.

    Raises:
        UsageError: none did yet.
        ConfigError: the file is no note of ours.
    """
    status = _read(config)
    if status is None:
        raise UsageError(f"{config.status_file}: there is none yet; run feedpub build first")
    return status


def _last(config: Config) -> dict[str, Any]:
    """What the last build noted; one that can't be read is written anew."""
    with contextlib.suppress(ConfigError):
        if status := _read(config):
            return status
    return {"form": _FORM, "builds": [], "newest": None, "expected": None, "issues": [], "problems": []}


def _read(config: Config) -> dict[str, Any] | None:
    path = config.status_file
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    if not _is_ours(told):
        raise ConfigError(f"{path}: is no status of this version of feedpub; the next build writes it anew")
    return told


def _is_ours(told: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it has the shape that builds give it: it is a file that anybody may edit."""
    try:
        for build in told["builds"]:
            datetime.fromisoformat(build["at"])
            if build["result"] == "refused":
                str(build["message"])
            elif build["result"] not in ("done", "errors"):
                return False
        if told["expected"]:
            datetime.fromisoformat(told["expected"])
        days = [*told["issues"], *filter(None, (told["newest"],))]
        for row in told["problems"]:
            Problem(**{key: value for key, value in row.items() if key != "path"})
            str(row["path"])
        return told["form"] == _FORM and bool(told["builds"]) and all(map(date.fromisoformat, days))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _for_everybody(told: dict[str, Any]) -> dict[str, Any]:
    """What may stand among what is published: no paths of this machine, and nothing of what is not published yet."""
    problems = [{**row, "path": Path(row["path"]).name, "message": row["code"]} for row in told["problems"]]
    builds = [{**row, "message": "refused"} if "message" in row else row for row in told["builds"]]
    return {**told, "problems": problems, "builds": builds}


def _write(config: Config, told: dict[str, Any]) -> None:
    path = config.status_file
    if path.absolute().is_relative_to(config.out.absolute()):
        told = _for_everybody(told)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    replace_file(path, text.encode(errors="backslashreplace"))  # a file's name may be no text
