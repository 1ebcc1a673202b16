"""Record the results of builds in `status.json`, for a person, a monitor, or a page of the operator.

The file is beside the archive, so that a build that publishes nothing writes nothing into the published folder. Its
messages are English; beside each is what it is made of (`said`), so that `feedpub status` can say it in Chinese.
"""

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from feedpub.errors import ConfigError, FeedpubError, RefusedError, UsageError
from feedpub.files import read_regular, reason_of
from feedpub.ingest.schedule import expected_after
from feedpub.messages import Message, message, restored, stored
from feedpub.model import Config, Problem
from feedpub.model.build import BuildResult
from feedpub.model.passed_over import PassedOver
from feedpub.output import edit_file

__all__ = ["read_status", "record_build", "record_refusal", "run_deploy_recorded", "run_recorded"]

_Result = TypeVar("_Result")

_FORM = 1
_BUILDS = 30  # the most builds that are recorded
_PROBLEMS = 100  # the most problems, and the most files passed over, that are recorded


def run_recorded(config: Config, now: datetime, run: Callable[[], BuildResult]) -> BuildResult:
    """Run a build that writes, and record its result.

    If the result can't be recorded, the build gets a warning.

    Raises:
        FeedpubError: the build raised it.
    """
    began = time.monotonic()
    try:
        built = run()
    except FeedpubError as error:
        with contextlib.suppress(RefusedError, OSError):  # on a full disk this can't be recorded either
            record_refusal(config, error.message, now)
        raise
    try:
        record_build(config, built, now, time.monotonic() - began)
    except (RefusedError, OSError) as error:
        reason = error.message if isinstance(error, RefusedError) else reason_of(error)
        text = message("the result of the build cannot be recorded: {error}", error=reason)
        problem = Problem(line=None, level="warning", code="status", message=text)
        return replace(built, problems=(*built.problems, (str(config.status_file), problem)))
    return built


def run_deploy_recorded(config: Config, now: datetime, run: Callable[[], _Result]) -> _Result:
    """Run `feedpub publish`, and record whether all is at the target; it counts where it can't be recorded.

    Raises:
        FeedpubError: the run raised it.
    """
    try:
        done = run()
    except RefusedError as error:
        _record_deploy(config, {"at": now.isoformat(), "result": "refused", "message": error.message})
        raise
    _record_deploy(config, {"at": now.isoformat(), "result": "done"})
    return done


def _record_deploy(config: Config, row: dict[str, Any]) -> None:
    if config.status_file.exists():
        with contextlib.suppress(RefusedError, OSError):
            _change(config, lambda last: {**last, "published": {**row, **_said(row.get("message", ""))}})


def record_build(config: Config, built: BuildResult, now: datetime, seconds: float) -> None:
    """Record a finished build.

    Args:
        config: the configuration.
        built: its result.
        now: when it began, in the paper's zone.
        seconds: how long it took.

    Raises:
        RefusedError: the file can't be written.
    """
    levels = [problem.level for _, problem in built.problems]
    row = {
        "at": now.isoformat(),
        "seconds": round(seconds, 1),
        "result": "errors" if built.failed else "done",
        **built.counts,
        "errors": levels.count("error"),
        "warnings": levels.count("warning"),
    }
    newest = built.newest
    expected = expected_after(config, newest) if newest else None
    found = {
        "newest": newest.isoformat() if newest else None,
        "expected": expected.isoformat() if expected else None,
        "issues": [day.isoformat() for day in built.issues],
        "problems": [
            {"path": path, **asdict(problem), **_said(problem.message)} for path, problem in built.problems[:_PROBLEMS]
        ],
        "passed_over": [row._asdict() for row in built.passed_over[:_PROBLEMS]],
        "draft": built.draft,
    }
    config.status_file.parent.mkdir(parents=True, exist_ok=True)
    _add(config, row, found)


def record_refusal(config: Config, text: str, now: datetime) -> None:
    """Record a refused build; the other values of the last build are kept. Without an archive folder, do nothing."""
    if not config.status_file.parent.is_dir():
        return
    _add(config, {"at": now.isoformat(), "result": "refused", "message": text, **_said(text)}, {})


def _said(text: str) -> dict[str, Any]:
    return {"said": stored(text)} if isinstance(text, Message) else {}


def read_status(config: Config) -> dict[str, Any]:
    """The recorded results of the last builds; messages are such as can be translated, where they were recorded so.

    Raises:
        UsageError: nothing is recorded yet.
        ConfigError: the file can't be read, or is not a status file of this version.
    """
    status = _read(config)
    if status is None:
        raise UsageError(message("{path}: does not exist yet; run feedpub build first", path=config.status_file))
    for row in (*status["builds"], *status["problems"], *_published(status)):
        if said := row.pop("said", None):
            row["message"] = restored(said)
    return status


def _read(config: Config) -> dict[str, Any] | None:
    path = config.status_file
    try:
        return _parsed(path, read_regular(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    try:
        status = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=error)) from error
    if not _is_status(status):
        raise ConfigError(
            message("{path}: is not a status file of this version of feedpub; the next build replaces it", path=path)
        )
    return status


def _is_status(status: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value has the form that builds write; anybody may have edited the file."""
    try:
        for build in status["builds"]:
            datetime.fromisoformat(build["at"])
            if build["result"] == "refused":
                str(build["message"])
            elif build["result"] not in ("done", "errors"):
                return False
        if status["expected"]:
            datetime.fromisoformat(status["expected"])
        days = [*status["issues"], *filter(None, (status["newest"],))]
        for row in _published(status):
            datetime.fromisoformat(row["at"])
            str(row["message"] if row["result"] == "refused" else "")
        for row in (*status["builds"], *status["problems"], *_published(status)):
            if "said" in row:
                restored(row["said"])
        for row in status["problems"]:
            Problem(**{key: value for key, value in row.items() if key not in ("path", "said")})
            str(row["path"])
        for row in status.get("passed_over", ()):  # an earlier version did not note it
            PassedOver(**row)
        return status["form"] == _FORM and bool(status["builds"]) and all(map(date.fromisoformat, days))
    except (LookupError, TypeError, ValueError, AttributeError):
        return False


def _published(status: dict[str, Any]) -> list[dict[str, Any]]:
    """The row of the last `feedpub publish`, if there was any."""
    return [status["published"]] if "published" in status else []


def _public(status: dict[str, Any]) -> dict[str, Any]:
    """A status that may be published: without paths of this machine, and without text of unpublished articles."""
    problems = [{**row, "path": Path(row["path"]).name, "message": row["code"]} for row in status["problems"]]
    builds = [{**row, "message": "refused"} if "message" in row else row for row in status["builds"]]
    published = [{**row, "message": "refused"} if "message" in row else row for row in _published(status)]
    for row in (*problems, *builds, *published):
        row.pop("said", None)
    passed_over = [{**row, "path": Path(row["path"]).name, "of": ""} for row in status.get("passed_over", ())]
    public = {**status, "problems": problems, "passed_over": passed_over, "builds": builds}
    return {**public, "published": published[0]} if published else public


def _add(config: Config, build: dict[str, Any], found: dict[str, Any]) -> None:
    """Add a build to the recorded ones, and replace the other values that it found."""
    _change(config, lambda last: {**last, **found, "builds": [build, *last["builds"]][:_BUILDS]})


def _change(config: Config, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change what is recorded; an unusable file is replaced."""
    path = config.status_file

    def changed(data: bytes | None) -> bytes:
        last: dict[str, Any] = {
            "form": _FORM,
            "builds": [],
            "newest": None,
            "expected": None,
            "issues": [],
            "problems": [],
        }
        if data is not None:
            with contextlib.suppress(ConfigError):
                last = _parsed(path, data)
        status = change(last)
        if path.absolute().is_relative_to(config.out.absolute()):
            status = _public(status)
        text = json.dumps(status, ensure_ascii=False, indent=1) + "\n"
        return text.encode(errors="backslashreplace")  # a file's name may not be valid text

    edit_file(path, changed)
