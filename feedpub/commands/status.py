"""`feedpub status`: show the results of the last builds, for a person or a monitor."""

from datetime import date, datetime, timedelta
from typing import Any

from feedpub.commands.console import print_json, say, show_passed_over, show_problem, show_table
from feedpub.commands.stage import stage_of
from feedpub.ingest.schedule import days_without
from feedpub.messages import joined, message, plural
from feedpub.model import Config, Problem
from feedpub.model.passed_over import PassedOver
from feedpub.status import read_status

__all__ = ["show_status"]

_BUILDS = 10  # the builds that are shown
_LOOK_BACK = timedelta(days=30)
_WORDS = {"done": message("done"), "errors": message("done, with errors"), "refused": message("refused")}


def show_status(config: Config, now: datetime, *, max_age: int | None, as_json: bool) -> bool:
    """Print the recorded results; True if something is wrong.

    Args:
        config: the configuration.
        now: the current time in the paper's zone.
        max_age: how many of the newest issues may be missing, or None for any number.
        as_json: whether to print a JSON object.

    Raises:
        UsageError: nothing is recorded yet.
        ConfigError: the status file can't be read.
    """
    status = read_status(config)
    issues = {date.fromisoformat(day) for day in status["issues"]}
    newest = max(issues, default=None)
    first = max(min(issues), (now - _LOOK_BACK).date()) if issues else now.date()
    missing = list(days_without(config, issues, first, now))
    age = sum(1 for _ in days_without(config, (), newest + timedelta(days=1), now)) if newest else None
    late = max_age is not None and (age is None or age > max_age)
    if as_json:
        print_json({**status, "missing": [day.isoformat() for day in missing], "age": age, "late": late})
    else:
        _show(config, status, newest, missing, age, late=late)
    return late or status["builds"][0]["result"] != "done" or _failed_publish(config, status) is not None


def _show(
    config: Config, status: dict[str, Any], newest: date | None, missing: list[date], age: int | None, *, late: bool
) -> None:
    rows: list[tuple[str, ...]] = [
        (
            message("build"),
            message("result"),
            message("articles"),
            message("new"),
            message("corrected"),
            message("errors"),
            message("warnings"),
            message("seconds"),
        )
    ]
    for build in status["builds"][:_BUILDS]:
        keys = ("articles", "new", "corrected", "errors", "warnings", "seconds")
        when = datetime.fromisoformat(build["at"]).strftime("%Y-%m-%d %H:%M")
        rows.append((when, _WORDS[build["result"]], *(str(build.get(key, "")) for key in keys)))
    show_table(rows, right=range(2, 8))
    last = status["builds"][0]
    if last["result"] == "refused":
        say(message("the last build was refused: {error}", error=last["message"]), fg="red")
    if failed := _failed_publish(config, status):
        say(message("the last `feedpub publish` failed: {error}", error=failed["message"]), fg="red")
    for row in status["problems"]:
        show_problem(row.pop("path"), Problem(**row))
    show_passed_over([PassedOver(**row) for row in status.get("passed_over", ())])
    if stage := stage_of(config, draft=status.get("draft") is True):
        say(stage, fg="yellow")
    if last.get("waiting"):
        say(plural("{n} article waiting for their day", "{n} articles waiting for their day", last["waiting"]))
    if missing:
        text = plural(
            "{n} day without a bulletin in the last 30: {days}",
            "{n} days without a bulletin in the last 30: {days}",
            len(missing),
            days=joined(", ", [day.isoformat() for day in missing]),
        )
        say(text, fg="yellow")
    if newest is None:
        say(message("nothing is published yet"), fg="yellow")
        return
    line = [message("newest issue {day}", day=newest)]
    if age:
        line.append(plural("{n} issue due since then", "{n} issues due since then", age))
    elif status["expected"]:
        due = datetime.fromisoformat(status["expected"]).strftime("%Y-%m-%d %H:%M")
        line.append(message("the next is due {moment}", moment=due))
    say(joined("; ", line), fg="red" if late else None)


def _failed_publish(config: Config, status: dict[str, Any]) -> dict[str, Any] | None:
    """The row of the last `feedpub publish` if it failed, while there is a target."""
    published: dict[str, Any] | None = status.get("published") if config.deploy else None
    return published if published and published["result"] == "refused" else None
