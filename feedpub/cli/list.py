"""The command `feedpub list`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, current_time, load_paper, parse_date
from feedpub.errors import UsageError
from feedpub.messages import joined, message

__all__ = ["list_entries"]


@app.command("list")
def list_entries(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Words that the headline contains.", show_default=False),
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="SLUG", help="Only entries of this section.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="YYYY-MM-DD", help="Only entries of this day and later.", show_default=False),
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
) -> None:
    """Find entries and their ids, in bulletins and feeds.

    Example: feedpub list 渡口 --since 2026-01-20
    """
    from feedpub.archive.entries import ListedEntry
    from feedpub.commands.entries import find_entries, show_entries
    from feedpub.commands.which import contains_words
    from feedpub.sections.catalogue import default_sections

    settings = load_paper(config)
    first = parse_date("--since", since)
    known = {one.slug for one in (*settings.sections, *default_sections())}

    def wanted(row: ListedEntry) -> bool:
        known.add(row.slug)
        is_shown = section in (None, row.slug) and (first is None or row.day >= first.isoformat())
        return is_shown and contains_words(row.title, words or ())

    rows = find_entries(settings, now=current_time(settings), wanted=wanted)
    if section is not None and section not in known:
        raise UsageError(
            message(
                "--section {section}: there are no entries in this section; known are {sections}",
                section=section,
                sections=joined(", ", sorted(known)),
            )
        )
    show_entries(rows, as_json=as_json)
