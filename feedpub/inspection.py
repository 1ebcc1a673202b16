"""`feedpub inspect`: how bulletins are read, for an editor's eyes or for a script."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from feedpub.bulletins import find_bulletins
from feedpub.desk import Desk, Reading
from feedpub.entries import entry_id, id_fields
from feedpub.errors import UnreadableError
from feedpub.model import Config, Problem
from feedpub.report import article_row, show_problem, show_reading
from feedpub.sections import Catalogue

__all__ = ["inspect"]


def inspect(paths: Sequence[Path], config: Config, *, told: date | None, today: date, as_json: bool) -> bool:
    """Prints every article of every bulletin, in order; True where a bulletin could not be read whole.

    Raises:
        UsageError: no bulletins are named or found.
    """
    desk = Desk(Catalogue(config), told=told, today=today)
    ordinals: Counter[tuple[str, ...]] = Counter()
    files, found = find_bulletins(paths, config)
    problems = list(found)
    for file in files:
        try:
            reading = desk.read(file)
        except UnreadableError as error:
            problems.append((file.name, Problem.of(error)))
            continue
        if as_json:
            _print_rows(reading, config, ordinals)
        else:
            show_reading(reading, desk.catalogue)
        problems += [(file.name, problem) for problem in _problems_of(reading)]
    for path, problem in problems:
        if not as_json or problem.level == "error":
            show_problem(path, problem)
    return any(problem.level == "error" for _, problem in problems)


def _problems_of(reading: Reading) -> list[Problem]:
    own = [*reading.problems]
    for article, dated in zip(reading.bulletin.articles, reading.dated, strict=True):
        own += [*article.problems, *dated.problems]
    return own


def _print_rows(reading: Reading, config: Config, ordinals: "Counter[tuple[str, ...]]") -> None:
    for index, (article, dated) in enumerate(zip(reading.bulletin.articles, reading.dated, strict=True)):
        fields = id_fields(config.id_publication, article, dated)
        ordinals[fields] += 1
        row = article_row(reading, index, entry_id(fields, ordinals[fields]))
        typer.echo(json.dumps(row, ensure_ascii=False))
