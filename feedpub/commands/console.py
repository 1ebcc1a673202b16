"""Print results: tables and lines for people, JSON for scripts."""

import json
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import typer

from feedpub.commands.passed_over import as_rows, passed_over_line
from feedpub.messages import message, translated
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import BuildResult
from feedpub.model.passed_over import PassedOver
from feedpub.terminal import visible

__all__ = [
    "count",
    "log_built",
    "print_json",
    "say",
    "show_address",
    "show_built",
    "show_dry",
    "show_finding",
    "show_json",
    "show_passed_over",
    "show_problem",
    "show_progress",
    "show_table",
    "summary",
]

_LEVELS = {"error": message("error"), "warning": message("warning")}
_SHOWN = 50  # warnings shown; the rest is counted, and -v shows all
_LONGEST_PIECE, _HALF = 60, 28  # characters of a changed text that are shown
_LONG = 20  # bulletins; fewer are read too fast for a progress bar


def say(text: str = "", *, err: bool = False, **style: Any) -> None:
    """Print text for people, of one line or several; what would command the terminal is shown escaped.

    Args:
        text: may hold headlines and names; a message is translated.
        err: whether it goes to standard error.
        style: of the text, as `typer.style` takes it: `fg="red"`, `bold=True`.
    """
    typer.secho(visible(translated(text), keep="\n"), err=err, **style)


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
    show_finding(path, problem.line, problem.level, f"{translated(problem.message)} [{problem.code}]", err=True)


def show_finding(path: str, line: int | None, level: str, text: str, *, err: bool = False) -> None:
    """Print `PATH:LINE: level: message` in one line, on standard error with `err`."""
    where = visible(f"{path}:{line}" if line else path)
    coloured = typer.style(translated(_LEVELS[level]), fg="red" if level == "error" else "yellow")
    typer.echo(f"{where}: {coloured}: {visible(translated(text))}", err=err)


def log_built(built: BuildResult) -> None:
    """Log the problems, then the result, as one JSON object per line on standard error."""
    for path, problem in built.problems:
        row = {"level": problem.level, "event": "problem", "path": path}
        _log({**row, "line": problem.line, "code": problem.code, "message": problem.message})
    if built.passed_over:
        _log({"level": "info", "event": "passed-over", "files": as_rows(built.passed_over)})
    written = [file.path for file in built.files if file.written]
    _log({"level": "error" if built.failed else "info", "event": "built", **built.counts, "written": written})


def _log(row: dict[str, object]) -> None:
    text = json.dumps(row, ensure_ascii=False)
    typer.echo(text if text == visible(text) else json.dumps(row), err=True)


def show_built(built: BuildResult, *, verbose: bool) -> None:
    """Print the summary of a build: sections with their articles and feeds, then the problems."""
    files = {file.slug: file for file in built.files}
    rows: list[tuple[str, ...]] = [("section", "", "articles", "in feed", "feeds")]
    for slug, title, count in [
        ("all", "全部", built.articles),
        *built.by_section,
    ]:
        if slug in files:
            written = any(file.written for file in built.files if file.slug == slug)
            rows.append((slug, title, str(count), str(files[slug].entries), "written" if written else "unchanged"))
    if built.files:
        show_table(rows, right=(2, 3))
    _show_problems(built, verbose=verbose)
    show_passed_over(built.passed_over, verbose=verbose)
    say(summary(built))


def show_address(config: Config) -> None:
    """Warn on standard error if the paper has no address yet."""
    if not config.base_url_stated:
        message = f"base_url is not set: feeds name {config.base_url}, where `feedpub serve` shows them; set it in"
        say(f"{message} {config.source or 'feedpub.toml'} before you publish them", fg="yellow", err=True)


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
        say(f"… and {warnings - _SHOWN} more; -v shows them all", err=True)
    if earlier:
        say(f"… and {count(earlier, 'warning')} of bulletins that did not change; -v shows them", err=True)


def show_dry(built: BuildResult, *, verbose: bool) -> None:
    """Print what a build would change, entry by entry, the feeds it would write, and the problems."""
    colours = {"new": "green", "corrected": "yellow", "withdrawn": "red", "pruned": "red"}
    for change in built.changes:
        typer.echo(f"{typer.style(f'{change.kind:<9}', fg=colours[change.kind])}  {visible(change.title)}")
        for before, after in change.words:
            say(f"{'':<9}  {_piece(before)} → {_piece(after)}")
    for file in built.files:
        if file.written:
            say(f"{'write':<9}  {file.path} ({count(file.entries, 'entry', 'entries')})")
    _show_problems(built, verbose=verbose)
    show_passed_over(built.passed_over, verbose=verbose)
    kinds: list[str] = [change.kind for change in built.changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in colours)
    written = sum(file.written for file in built.files)
    say(f"{counts}; {written} of {count(len(built.files), 'feed file')} would be written; nothing was written")


def show_passed_over(rows: Sequence[PassedOver], *, verbose: bool = False, err: bool = False) -> None:
    """Print the line of the files that are not read, on standard error with `err`; of none, nothing."""
    if rows:
        say(visible(passed_over_line(rows, every=verbose)), err=err)


def _piece(text: str) -> str:
    """A piece of text in quotes, without its middle if it is long."""
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _LONGEST_PIECE else text[:_HALF] + '…' + text[-_HALF:]}”"


def show_table(rows: Sequence[tuple[str, ...]], *, right: Collection[int] = ()) -> None:
    """Print rows of equal length as aligned columns; columns in `right` are right-aligned."""
    rows = [tuple(visible(translated(cell)) for cell in row) for row in rows]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            " " * (width - _width(cell)) + cell if column in right else cell + " " * (width - _width(cell))
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        typer.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """The columns a text takes on a terminal: two for a Chinese character (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def summary(built: BuildResult) -> str:
    """The result of a build in one line."""
    written = sum(file.written for file in built.files)
    levels = [problem.level for _, problem in built.problems]
    parts = [
        f"{count(built.articles, 'article')} from {count(built.bulletins, 'bulletin')}: "
        f"{built.new} new, {built.corrected} corrected"
        + (f", {built.withdrawn} withdrawn" if built.withdrawn else "")
        + f", {built.unchanged} unchanged"
        + (f", {built.held} held back" if built.held else "")
        + (f", {built.waiting} waiting for their day" if built.waiting else "")
        + (f", {built.pruned} pruned" if built.pruned else ""),
        f"{written} of {count(len(built.files), 'feed file')} written"
        + (f", {count(built.pages, 'page')}" if built.pages else ""),
    ]
    if levels:
        parts.append(", ".join(count(levels.count(level), level) for level in ("error", "warning") if level in levels))
    return "; ".join(parts)


def count(number: int, thing: str, things: str | None = None) -> str:
    """`1 article`, `2 articles`; `things` is an irregular plural."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def show_progress(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
    """Yield the files, with a progress bar if there are many and standard error is a terminal."""
    listed = list(files)
    if len(listed) < _LONG or not sys.stderr.isatty():
        yield from listed
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(listed, description="reading bulletins", console=Console(stderr=True), transient=True)
