"""`feedpub inspect`: show how bulletins are read, and why, for an editor or a script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from feedpub.commands.bar import Bar
from feedpub.commands.console import show_passed_over, show_problem
from feedpub.commands.inspect_output import show_account, show_coverage, show_explained, show_reading, show_rows
from feedpub.commands.preview import preview
from feedpub.entries.ids import entry_id
from feedpub.errors import UnreadableError, UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.scan import read_bytes_of
from feedpub.messages import message, plural
from feedpub.model import Config
from feedpub.model.build import BuildOptions
from feedpub.reading.coverage import measure
from feedpub.reading.sources import read_source

__all__ = ["Output", "inspect"]

Output = Literal["text", "json", "problems"]

_IN_NO_ROW = ("empty", "same-dispatch", "copy")  # codes of problems that no article's row contains


def inspect(
    paths: Sequence[Path],
    config: Config,
    *,
    issue_date: date | None,
    now: datetime,
    output: Output,
    only: int | None = None,
) -> bool:
    """Print every article of every bulletin, in order; True if a bulletin could not be read completely.

    The ids are those a build of the same bulletins would give, so all bulletins are read first.

    Args:
        paths: files and folders; if empty, those of the configuration.
        config: the configuration.
        issue_date: the value of `--date`.
        now: the current time in the paper's zone.
        output: what to print: the reading as text, as JSON, or only the problems.
        only: the 1-based position of the only article to explain, or None.

    Raises:
        UsageError: no bulletins are given or found, or there is no article at that position.
    """
    found = find_bulletins(paths, config)
    if only is not None and len(found.files) != 1:
        raise UsageError(
            message("--explain shows one article: give only its bulletin ({n} were found)", n=len(found.files))
        )
    config = replace(config, strict=False)  # also show what is held back
    options = BuildOptions(issue_date=issue_date)
    with preview(found, config, now, options, progress=Bar(silent=output == "json")) as previewed:
        archive, cache, passed_over = previewed.archive, previewed.open_bulletins(), previewed.passed_over()
        unread = {row.path for row in passed_over}
        files = [file for file in found.files if file.by_name or file.name not in unread]  # a draft, if it is asked for
        for file in files:
            number = previewed.ingested.numbers.get(file.name)
            try:
                data = cache.text(number) if number else read_bytes_of(file.place, config)
                if data is None:
                    continue  # the archive is damaged there, which is among the problems
                parsed = cache.reopen(number) if number else cache.read(file, data, issue_date, None)
            except UnreadableError:
                continue  # it is among the problems
            if output == "problems" or any(
                problem.code == "mojibake" and problem.level == "error" for problem in parsed.problems
            ):
                continue  # it is among the problems
            count = len(parsed.dated)
            if only is not None and not 1 <= only <= count:
                raise UsageError(
                    plural(
                        "--explain {given}: {path} has {n} article; give a position from 1 to {n}",
                        "--explain {given}: {path} has {n} articles; give a position from 1 to {n}",
                        count,
                        given=only,
                        path=file.name,
                    )
                )
            ids = archive.entries.ids_in(number)
            rows = [entry_id(ids[index]) if index in ids else "" for index in range(count)]
            pins = [cache.classifier.pinned(identity) for identity in rows]
            filed = tuple(pin or choice for pin, choice in zip(pins, parsed.filed, strict=True))
            parsed = replace(parsed, file=file, filed=filed)
            text = read_source(data, parsed.file.key).text
            coverage, lines = measure(text, parsed.bulletin), text.split("\n")
            if output == "json":
                show_rows(parsed, rows, cache, only)
                if only is None:
                    show_account(parsed, coverage, passed_over if file is files[-1] else ())
            elif only is not None:
                show_explained(parsed, only - 1, cache, lines)
            else:
                show_reading(parsed, cache, lines)
                show_coverage(coverage, parsed.bulletin.origins)
        problems = (*previewed.problems(), *cache.problems)
    for path, problem in problems:
        if output != "json" or problem.level == "error" or problem.code in _IN_NO_ROW:
            show_problem(path, problem)
    if output != "problems":
        show_passed_over(passed_over, err=output == "json")
    return any(problem.level == "error" for _, problem in problems)
