"""`feedpub inspect`: show how bulletins are read, and why, for an editor or a script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from feedpub.archive import PATIENCE, Archive, open_archive
from feedpub.archive.ledger import Ledger
from feedpub.building import make_context
from feedpub.commands.console import show_problem
from feedpub.commands.inspect_output import show_coverage, show_explained, show_reading, show_rows
from feedpub.entries.ids import entry_id
from feedpub.errors import UnreadableError, UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.run import ingest
from feedpub.ingest.scan import read_bytes_of
from feedpub.model import Config
from feedpub.model.build import BuildOptions
from feedpub.reading.coverage import measure
from feedpub.reading.sources import read_source

__all__ = ["inspect"]

_IN_NO_ROW = ("empty", "same-dispatch")  # codes of problems that no article's row contains


def inspect(
    paths: Sequence[Path], config: Config, *, told: date | None, now: datetime, as_json: bool, only: int | None = None
) -> bool:
    """Print every article of every bulletin, in order; True if a bulletin could not be read completely.

    The ids are those a build of the same bulletins would give, so all bulletins are read first.

    Args:
        paths: files and folders; if empty, those of the configuration.
        config: the configuration.
        told: the value of `--date`.
        now: the current time in the paper's zone.
        as_json: whether to print JSON.
        only: the 1-based position of the only article to explain, or None.

    Raises:
        UsageError: no bulletins are given or found, or there is no article at that position.
    """
    files, problems = find_bulletins(paths, config)
    if only is not None and len(files) != 1:
        raise UsageError(f"--explain shows one article: give only its bulletin ({len(files)} were found)")
    config = replace(config, strict=False)  # also show what is held back
    with open_archive(config.archive, wait=PATIENCE, dry=True) as archive:
        news, make_desk = ingest(files, make_context(config, now, BuildOptions(issue_date=told)), archive)
        desk = make_desk()
        for file in files:
            number = news.numbers.get(file.name)
            try:
                data = archive.text(number) if number else read_bytes_of(file.place)
                reading = desk.reopen(number) if number else desk.read(file, data, told, None)
            except UnreadableError:
                continue  # it is among the problems
            count = len(reading.dated)
            if only is not None and not 1 <= only <= count:
                raise UsageError(
                    f"--explain {only}: {file.name} has {count} article(s); give a position from 1 to {count}"
                )
            ids = _ids_of(archive, number)
            rows = [ids.get(index, "") for index in range(count)]
            pins = [desk.classifier.pinned(identity) for identity in rows]
            filed = tuple(pin or choice for pin, choice in zip(pins, reading.filed, strict=True))
            reading = replace(reading, file=file, filed=filed)
            text = read_source(data, reading.file.key).text
            coverage, lines = measure(text, reading.bulletin), text.split("\n")
            if as_json:
                show_rows(reading, rows, coverage, desk, told, only)
            elif only is not None:
                show_explained(reading, only - 1, desk, told, lines)
            else:
                show_reading(reading, desk, lines)
                show_coverage(coverage, reading.bulletin.origins)
        problems = (*problems, *Ledger(archive).problems(files, news.numbers), *news.problems)
    for path, problem in problems:
        if not as_json or problem.level == "error" or problem.code in _IN_NO_ROW:
            show_problem(path, problem)
    return any(problem.level == "error" for _, problem in problems)


def _ids_of(archive: Archive, number: int | None) -> dict[int, str]:
    """The ids of a bulletin's articles, by their place."""
    rows = archive.db.execute(
        """SELECT place, id FROM entry WHERE bulletin = ?1 UNION
           SELECT repeat.place, id FROM repeat JOIN entry ON entry.number = entry WHERE repeat.bulletin = ?1""",
        (number,),
    )
    return {place: entry_id(key) for place, key in rows if key}
