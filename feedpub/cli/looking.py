"""Commands that show how bulletins are read and filed, and what stands published; they write nothing."""

from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.errors import UsageError
from feedpub.options import Bulletins, ConfigFile, IssueDay, day_of, now_of, settings_of, told_day

__all__ = ["check", "inspect", "list_entries", "sections"]


@app.command()
def inspect(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object a line: each article, then where the characters went."),
    ] = False,
    explain: Annotated[
        int | None,
        typer.Option(
            "--explain",
            metavar="N",
            min=1,
            help="Show article N of one bulletin in full: every rule that looked at it, and what it said.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show how bulletins are read, and why; publishes nothing.

    For each article its headline, day, section and reporters, with the words that decided and their line; then what
    is no article's text, with line and reason.

    Example: feedpub inspect news/2026-01-26.txt

    Example: feedpub inspect news/2026-01-26.txt --explain 3
    """
    from feedpub.inspection import inspect as run

    settings = settings_of(config)
    failed = run(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json, only=explain)
    raise typer.Exit(1 if failed else 0)


@app.command()
def sections(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Show the sections in effect, where each comes from, and what of the bulletins each one takes.

    Below them stand the rules of the configuration, in the order they are asked, with what each takes. Publishes
    nothing.

    Example: feedpub sections news
    """
    from feedpub.overview import show_sections

    settings = settings_of(config)
    failed = show_sections(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json)
    raise typer.Exit(1 if failed else 0)


@app.command("list")
def list_entries(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words of the headline.", show_default=False)
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="SLUG", help="Only entries of this section.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="YYYY-MM-DD", help="Only entries of this day and later.", show_default=False),
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Find entries and their ids, among the configured bulletins and the feeds that stand.

    Example: feedpub list 渡口 --since 2026-01-20
    """
    from feedpub.listing import find_entries, show_entries

    settings = settings_of(config)
    first = day_of("--since", since)
    rows = find_entries(settings, now=now_of(settings))
    known = {row.section for row in rows}.union(found.slug for found in settings.sections)
    if section is not None and section not in known:
        listed = ", ".join(sorted(known))
        raise UsageError(f"--section {section}: nothing stands in such a section; known are {listed}")
    shown = [
        row
        for row in rows
        if all(word in row.title for word in words or ())
        and (section is None or row.section == section)
        and (first is None or row.day >= first)
    ]
    show_entries(shown, as_json=as_json)


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of feeds, anybody's [default: out].", show_default=False),
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line: each finding.")] = False,
) -> None:
    """Prove a folder of feeds and pages: their form, their archive, and every link from one file to another.

    Each finding with its line, the rule it breaks, where the rule comes from and what to do. Publishes nothing.

    Example: feedpub check public
    """
    from feedpub.verdict import prove

    settings = settings_of(config)
    raise typer.Exit(1 if prove(folder, settings, now=now_of(settings), as_json=as_json) else 0)
