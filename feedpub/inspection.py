"""`feedpub inspect`: how bulletins are read, and why, for an editor's eyes or for a script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from feedpub.bulletins import find_bulletins
from feedpub.desk import Desk, read_text
from feedpub.errors import UnreadableError, UsageError
from feedpub.filing import Filing
from feedpub.model import Config
from feedpub.proof import show_coverage, show_explained, show_reading, show_rows
from feedpub.reading.coverage import measure
from feedpub.report import show_problem
from feedpub.standing import read_standing
from feedpub.survey import survey

__all__ = ["inspect"]

_IN_NO_ROW = ("empty", "same-dispatch")  # of bulletins, not of articles


def inspect(
    paths: Sequence[Path], config: Config, *, told: date | None, today: date, as_json: bool, only: int | None = None
) -> bool:
    """Prints every article of every bulletin, in order; True where a bulletin could not be read whole.

    The ids are those a build of the same bulletins gives, so all are surveyed first.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        told: `--date`.
        today: the day of this run.
        as_json: for a script.
        only: the position of the one article to explain in full, from 1.

    Raises:
        UsageError: no bulletins are named or found, or there is no article at that position.
    """
    desk = Desk(Filing(config), config, told=told, today=today)
    files, problems = find_bulletins(paths, config)
    found = survey(files, config, desk, iter, standing=read_standing(config.out))
    if only is not None and len(files) != 1:
        raise UsageError(f"--explain shows one article: name the one bulletin it stands in (these are {len(files)})")
    ids = {(row.file, row.index): row.id for row in (*found.listed, *found.repeated)}
    for number, file in enumerate(files):
        try:
            reading, text = desk.read(file), read_text(file)
        except UnreadableError:
            continue  # the survey told of it
        count = len(reading.dated)
        if only is not None and not 1 <= only <= count:
            raise UsageError(f"--explain {only}: {file.name} has {count} article(s); give a position from 1 to {count}")
        if desk.filing.has_pins:
            pins = [desk.filing.pinned(ids.get((number, index), "")) for index in range(count)]
            filed = tuple(pin or chosen for pin, chosen in zip(pins, reading.filed, strict=True))
            reading = replace(reading, filed=filed)
        coverage, lines = measure(text, reading.bulletin), text.split("\n")
        if as_json:
            rows = [ids.get((number, index), "") for index in range(count)]
            show_rows(reading, rows, coverage, desk.filing, told, only)
        elif only is not None:
            show_explained(reading, only - 1, desk.filing, told, lines)
        else:
            show_reading(reading, desk.filing, lines)
            show_coverage(coverage)
    problems = (*problems, *found.problems)
    for path, problem in problems:
        if not as_json or problem.level == "error" or problem.code in _IN_NO_ROW:
            show_problem(path, problem)
    return any(problem.level == "error" for _, problem in problems)
