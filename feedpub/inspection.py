"""`feedpub inspect`: how bulletins are read, for an editor's eyes or for a script."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.build import inspect as read
from feedpub.desk import Reading
from feedpub.entries import entry_id, id_fields
from feedpub.model import Config, Problem
from feedpub.report import article_row, show_article, show_problem

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["inspect"]


def inspect(
    paths: Sequence[Path],
    config: Config,
    *,
    told: date | None,
    today: date,
    as_json: bool,
    console: "Console",
    errors: "Console",
) -> bool:
    """Prints every article of every bulletin, in order; True where a bulletin could not be read whole."""
    failed = False
    ordinals: Counter[tuple[str, ...]] = Counter()
    for found in read(paths, config, told, today):
        if not isinstance(found, Reading):
            show_problem(errors, *found)
            failed = failed or found[1].level == "error"
            continue
        failed = failed or any(problem.level == "error" for problem in found.problems)
        if as_json:
            _print_rows(found, config, ordinals)
            for problem in found.problems if not found.bulletin.articles else ():
                show_problem(errors, found.file.name, problem)
        else:
            _print_table(found, console)
    return failed


def _print_rows(found: Reading, config: Config, ordinals: "Counter[tuple[str, ...]]") -> None:
    for index, (article, dated) in enumerate(zip(found.bulletin.articles, found.dated, strict=True)):
        fields = id_fields(config.id_publication, article, dated)
        ordinals[fields] += 1
        row = article_row(found, index, entry_id(fields, ordinals[fields]))
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _print_table(found: Reading, console: "Console") -> None:
    console.print(
        f"{found.file.name}  ({found.issue.rule})", style="cyan", markup=False, highlight=False, soft_wrap=True
    )
    problems: list[Problem] = list(found.problems)
    for article, dated, filed in zip(found.bulletin.articles, found.dated, found.filed, strict=True):
        show_article(console, article, dated, filed.slug, filed.rule)
        problems += [*article.problems, *dated.problems]
    for problem in problems:
        show_problem(console, found.file.name, problem)
    console.print()
