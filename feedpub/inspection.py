"""`feedpub inspect`: how bulletins are read, for an editor's eyes or for a script."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from feedpub.bulletins import find_bulletins
from feedpub.desk import Desk
from feedpub.errors import UnreadableError
from feedpub.model import Config
from feedpub.report import show_problem, show_reading, show_rows
from feedpub.sections import Catalogue
from feedpub.survey import survey

__all__ = ["inspect"]

_IN_NO_ROW = ("empty", "same-dispatch")  # of bulletins, not of articles


def inspect(paths: Sequence[Path], config: Config, *, told: date | None, today: date, as_json: bool) -> bool:
    """Prints every article of every bulletin, in order; True where a bulletin could not be read whole.

    The ids are those a build of the same bulletins gives, so all are surveyed first.

    Raises:
        UsageError: no bulletins are named or found.
    """
    desk = Desk(Catalogue(config), keep=config.limit, told=told, today=today)
    files, problems = find_bulletins(paths, config)
    found = survey(files, config, desk, iter)
    ids = {(row.file, row.index): row.id for row in (*found.listed, *found.repeated)}
    for number, file in enumerate(files):
        try:
            reading = desk.read(file)
        except UnreadableError:
            continue  # the survey told of it
        if as_json:
            show_rows(reading, [ids.get((number, index), "") for index in range(len(reading.dated))])
        else:
            show_reading(reading, desk.catalogue)
    problems = (*problems, *found.problems)
    for path, problem in problems:
        if not as_json or problem.level == "error" or problem.code in _IN_NO_ROW:
            show_problem(path, problem)
    return any(problem.level == "error" for _, problem in problems)
