"""Print results: tables and lines for people, JSON for scripts."""

import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

import typer

from feedpub.commands.passed_over import as_rows, passed_over_line
from feedpub.data.words import words_in
from feedpub.messages import Message, joined, message, plural, translated
from feedpub.model import Problem
from feedpub.model.build import BuildResult
from feedpub.model.passed_over import PassedOver
from feedpub.terminal import columns, visible

__all__ = [
    "clear_screen",
    "log_built",
    "numbers_of_levels",
    "padded",
    "print_json",
    "say",
    "show_built",
    "show_dry",
    "show_finding",
    "show_json",
    "show_passed_over",
    "show_problem",
    "show_table",
    "summary",
]

_LEVELS = {"error": message("error"), "warning": message("warning")}
_KINDS = {
    "new": message("new"),
    "corrected": message("corrected"),
    "withdrawn": message("withdrawn"),
    "pruned": message("pruned"),
}
_COLOURS = {"new": "green", "corrected": "yellow", "withdrawn": "red", "pruned": "red"}
_SHOWN = 50  # warnings shown; the rest is counted, and -v shows all
_LONGEST_PIECE, _HALF = 60, 28  # characters of a changed text that are shown
_KIND_WIDTH = 9  # columns of the word before a line of a dry run


def say(text: str = "", *, err: bool = False, **style: Any) -> None:
    """Print text for people, of one line or several; what would command the terminal is shown escaped.

    Args:
        text: may hold headlines and names; a message is translated.
        err: whether it goes to standard error.
        style: of the text, as `typer.style` takes it: `fg="red"`, `bold=True`.
    """
    text = visible(translated(text), keep="\n")
    typer.echo(typer.style(text, **style) if style else text, err=err)


def clear_screen() -> None:
    """Begin a new screen at a terminal; what is above it stays within reach."""
    if sys.stdout.isatty():
        typer.echo("\x1b[2J\x1b[H", nl=False)


def show_json(built: BuildResult, *, dry: bool = False) -> None:
    """Print the object of `build --json` (keys as in docs/reference.md); for a dry run with `changes`."""
    changes = [
        {**change._asdict(), "words": [{"before": before, "after": after} for before, after in change.words]}
        for change in built.changes
    ]
    print_json(
        {
            "bulletins": built.bulletins,
            "articles": built.articles,
            "new": built.new,
            "corrected": built.corrected,
            "unchanged": built.unchanged,
            "held": built.held,
            **{name: number for name in ("withdrawn", "waiting", "pruned") if (number := getattr(built, name))},
            "problems": [{"path": path, **asdict(problem)} for path, problem in built.problems],
            "files": [{"path": file.path, "entries": file.entries, "written": file.written} for file in built.files],
            **({"went_public": True} if built.went_public else {}),
            **({"passed_over": as_rows(built.passed_over)} if built.passed_over else {}),
            **({"changes": changes} if dry else {}),
        }
    )


def print_json(value: object) -> None:
    """Print JSON as it is; in ASCII if the terminal or pipe cannot encode a character, or would obey it."""
    text = json.dumps(value, ensure_ascii=False)
    if text != visible(text):
        text = json.dumps(value)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    typer.echo(text)


def show_problem(path: str, problem: Problem) -> None:
    """Print `PATH:LINE: warning: message [code]` on standard error, as compilers do, so that editors can jump there."""
    show_finding(path, problem.line, problem.level, problem.message, problem.code, err=True)


def show_finding(path: str, line: int | None, level: str, text: str, code: str, *, err: bool = False) -> None:
    """Print `PATH:LINE: level: message [code]` in one line, on standard error with `err`."""
    where = visible(f"{path}:{line}" if line else path)
    coloured = typer.style(translated(_LEVELS[level]), fg="red" if level == "error" else "yellow")
    typer.echo(f"{where}: {coloured}: {visible(translated(text))} [{code}]", err=err)


def log_built(built: BuildResult) -> None:
    """Log the problems, then the result, as one JSON object per line on standard error."""
    for path, problem in built.problems:
        row = {"level": problem.level, "event": "problem", "path": path}
        _log({**row, "line": problem.line, "code": problem.code, "message": problem.message})
    if built.passed_over:
        _log({"level": "info", "event": "passed-over", "files": as_rows(built.passed_over)})
    if built.went_public:
        _log({"level": "info", "event": "public"})
    written = [file.path for file in built.files if file.written]
    _log({"level": "error" if built.failed else "info", "event": "built", **built.counts, "written": written})


def _log(row: dict[str, object]) -> None:
    text = json.dumps(row, ensure_ascii=False)
    typer.echo(text if text == visible(text) else json.dumps(row), err=True)


def show_built(built: BuildResult, language: str, *, verbose: bool) -> None:
    """Print the summary of a build: sections with their articles and feeds, then the problems.

    Args:
        built: what it did.
        language: of the paper (BCP 47).
        verbose: whether to print every warning.
    """
    files = {file.slug: file for file in built.files}
    rows: list[tuple[str, ...]] = [
        (message("section"), "", message("articles"), message("in feed"), message("feeds")),
    ]
    for slug, title, number in [
        ("all", words_in(language)["everything"], built.articles),
        *built.by_section,
    ]:
        if slug in files:
            written = any(file.written for file in built.files if file.slug == slug)
            state = message("written") if written else message("unchanged")
            rows.append((slug, title, str(number), str(files[slug].entries), state))
    if built.files:
        show_table(rows, right=(2, 3))
    _show_problems(built, verbose=verbose)
    show_passed_over(built.passed_over, verbose=verbose)
    say(summary(built))


def _show_problems(built: BuildResult, *, verbose: bool) -> None:
    """Print errors, and warnings of new or changed bulletins; the other warnings were printed by an earlier build."""
    warnings = earlier = 0
    for path, problem in built.problems:
        if problem.level == "warning" and path in built.same and not verbose:
            earlier += 1
            continue
        warnings += problem.level == "warning"
        if verbose or problem.level == "error" or warnings <= _SHOWN:
            show_problem(path, problem)
    if warnings > _SHOWN and not verbose:
        say(message("… and {n} more; -v shows them all", n=warnings - _SHOWN), err=True)
    if earlier:
        text = plural(
            "… and {n} warning of bulletins that did not change; -v shows them",
            "… and {n} warnings of bulletins that did not change; -v shows them",
            earlier,
        )
        say(text, err=True)


def show_dry(built: BuildResult, *, verbose: bool) -> None:
    """Print what a build would change, entry by entry, the feeds it would write, and the problems."""
    for change in built.changes:
        kind = typer.style(padded(_KINDS[change.kind], _KIND_WIDTH), fg=_COLOURS[change.kind])
        typer.echo(f"{kind}  {visible(change.title)}")
        for before, after in change.words:
            say(f"{'':<{_KIND_WIDTH}}  {_piece(before)} → {_piece(after)}")
    write = padded(message("write"), _KIND_WIDTH)
    for file in built.files:
        if file.written:
            entries = plural("{n} entry", "{n} entries", file.entries)
            text = message("{path} ({entries})", path=file.path, entries=entries)
            say(f"{write}  {translated(text)}")
    _show_problems(built, verbose=verbose)
    show_passed_over(built.passed_over, verbose=verbose)
    kinds = [change.kind for change in built.changes]
    numbers = [
        message("{n} new", n=kinds.count("new")),
        message("{n} corrected", n=kinds.count("corrected")),
        message("{n} withdrawn", n=kinds.count("withdrawn")),
        message("{n} pruned", n=kinds.count("pruned")),
    ]
    written = plural(
        "{written} of {n} feed file would be written",
        "{written} of {n} feed files would be written",
        len(built.files),
        written=sum(file.written for file in built.files),
    )
    say(joined("; ", [joined(", ", numbers), written, message("nothing was written")]))


def show_passed_over(rows: Sequence[PassedOver], *, verbose: bool = False, err: bool = False) -> None:
    """Print the line of the files that are not read, on standard error with `err`; of none, nothing."""
    if rows:
        say(passed_over_line(rows, every=verbose), err=err)


def _piece(text: str) -> str:
    """A piece of text in quotes, without its middle if it is long."""
    if not text:
        return translated(message("nothing"))
    return f"“{text if len(text) <= _LONGEST_PIECE else text[:_HALF] + '…' + text[-_HALF:]}”"


def show_table(rows: Sequence[tuple[str, ...]], *, right: Collection[int] = ()) -> None:
    """Print rows of equal length as aligned columns; columns in `right` are right-aligned."""
    rows = [tuple(visible(translated(cell)) for cell in row) for row in rows]
    widths = [max(columns(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            " " * (width - columns(cell)) + cell if column in right else padded(cell, width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        typer.echo("  ".join(cells).rstrip())


def padded(text: str, width: int) -> str:
    """A text, translated, with blanks behind it up to a number of columns."""
    text = translated(text)
    return text + " " * (width - columns(text))


def summary(built: BuildResult) -> Message:
    """The result of a build in one line."""
    numbers = [message("{n} new", n=built.new), message("{n} corrected", n=built.corrected)]
    if built.withdrawn:
        numbers.append(message("{n} withdrawn", n=built.withdrawn))
    numbers.append(message("{n} unchanged", n=built.unchanged))
    if built.held:
        numbers.append(message("{n} held back", n=built.held))
    if built.waiting:
        numbers.append(message("{n} waiting for their day", n=built.waiting))
    if built.pruned:
        numbers.append(message("{n} pruned", n=built.pruned))
    articles = message(
        "{articles} from {bulletins}: {numbers}",
        articles=plural("{n} article", "{n} articles", built.articles),
        bulletins=plural("{n} bulletin", "{n} bulletins", built.bulletins),
        numbers=joined(", ", numbers),
    )
    written = plural(
        "{written} of {n} feed file written",
        "{written} of {n} feed files written",
        len(built.files),
        written=sum(file.written for file in built.files),
    )
    pages = [plural("{n} page", "{n} pages", built.pages)] if built.pages else []
    levels = numbers_of_levels([problem.level for _, problem in built.problems])
    return joined("; ", [articles, joined(", ", [written, *pages]), *([levels] if levels else [])])


def numbers_of_levels(levels: Sequence[str]) -> Message:
    """`1 error, 2 warnings`; empty if there are none."""
    errors, warnings = levels.count("error"), levels.count("warning")
    numbers = [plural("{n} error", "{n} errors", errors)] if errors else []
    return joined(", ", numbers + ([plural("{n} warning", "{n} warnings", warnings)] if warnings else []))
