"""The command `feedpub sections`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, IssueDay, current_time, load_settings, parse_issue_date

__all__ = ["sections"]


@app.command()
def sections(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="Learn from articles that state their section what words say of it; write section-words.tsv.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Show the sections in effect, and what each gets.

    For each: where it comes from, and how many articles of the bulletins it gets. Below them are the configured
    rules, in the order they are tried, with the number of articles each decides. Publishes nothing.

    With --learn: page heads and front matter state the section of many articles. What their words say of it in this
    paper is counted, shown, tried on a fifth of them that was left out, and written to section-words.tsv beside the
    configuration. It counts once the key learned_words names that file.

    Example: feedpub sections news

    Example: feedpub sections news/2026 --learn
    """
    settings = load_settings(config)
    if learn:
        from feedpub.commands.section_words import learn_section_words

        failed = learn_section_words(bulletins or (), settings, now=current_time(settings), as_json=as_json)
        raise typer.Exit(1 if failed else 0)
    from feedpub.commands.sections import show_sections

    failed = show_sections(
        bulletins or (), settings, issue_date=parse_issue_date(date), now=current_time(settings), as_json=as_json
    )
    raise typer.Exit(1 if failed else 0)
