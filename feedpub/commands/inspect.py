"""`feedpub inspect`: how bulletins are read, and why, for an editor's eyes or for a script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from feedpub.archive import PATIENCE, open_archive
from feedpub.build import make_context
from feedpub.commands.console import show_problem
from feedpub.commands.inspect_output import show_coverage, show_explained, show_reading, show_rows
from feedpub.entries.ids import entry_id
from feedpub.errors import UnreadableError, UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.problems import of_archive
from feedpub.ingest.run import ingest
from feedpub.ingest.scan import read_bytes_of
from feedpub.model import Config
from feedpub.model.build import BuildOptions
from feedpub.reading import decode
from feedpub.reading.coverage import measure

__all__ = ["inspect"]

_IN_NO_ROW = ("empty", "same-dispatch")  # of bulletins, not of articles


def inspect(
    paths: Sequence[Path], config: Config, *, told: date | None, now: datetime, as_json: bool, only: int | None = None
) -> bool:
    """Prints every article of every bulletin, in order; True where a bulletin could not be read whole.

    The ids are those a build of the same bulletins gives, so all are read first.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        told: `--date`.
        now: the moment of this run, where the paper is published.
        as_json: for a script.
        only: the position of the one article to explain in full, from 1.

    Raises:
        UsageError: no bulletins are named or found, or there is no article at that position.
    """
    files, problems = find_bulletins(paths, config)
    if only is not None and len(files) != 1:
        raise UsageError(f"--explain shows one article: name the one bulletin it stands in (these are {len(files)})")
    config = replace(config, strict=False)  # what is held back is shown too
    with open_archive(config.archive, wait=PATIENCE, dry=True) as archive:
        ingested, make_desk = ingest(files, make_context(config, now, BuildOptions(issue_date=told)), archive)
        desk = make_desk()
        for file in files:
            number = ingested.numbers.get(file.name)
            try:
                data = archive.bulletins.text(number) if number else read_bytes_of(file.place)
                reading = desk.reopen(number) if number else desk.read(file, data, told, None)
            except UnreadableError:
                continue  # it is among the problems
            count = len(reading.dated)
            if only is not None and not 1 <= only <= count:
                raise UsageError(
                    f"--explain {only}: {file.name} has {count} article(s); give a position from 1 to {count}"
                )
            ids = archive.entries.ids_in(number)
            rows = [entry_id(ids[index]) if index in ids else "" for index in range(count)]
            pins = [desk.filing.pinned(identity) for identity in rows]
            filed = tuple(pin or choice for pin, choice in zip(pins, reading.filed, strict=True))
            reading = replace(reading, file=file, filed=filed)
            text = decode(data).text
            coverage, lines = measure(text, reading.bulletin), text.split("\n")
            if as_json:
                show_rows(reading, rows, coverage, desk.filing, told, only)
            elif only is not None:
                show_explained(reading, only - 1, desk.filing, told, lines)
            else:
                show_reading(reading, desk.filing, lines)
                show_coverage(coverage)
        problems = (*problems, *of_archive(archive, files, ingested.numbers), *ingested.problems)
    for path, problem in problems:
        if not as_json or problem.level == "error" or problem.code in _IN_NO_ROW:
            show_problem(path, problem)
    return any(problem.level == "error" for _, problem in problems)
