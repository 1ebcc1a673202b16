"""`feedpub sections`: show the sections in effect, where each comes from, and how many articles each gets."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from feedpub.commands.bar import Bar
from feedpub.commands.console import print_json, say, show_problem, show_table
from feedpub.commands.preview import preview
from feedpub.ingest.discover import find_bulletins
from feedpub.messages import Message, joined, message, plural
from feedpub.model import Config, Section
from feedpub.model.build import BuildOptions, FileProblem
from feedpub.sections.catalogue import StatedSections, default_sections
from feedpub.sections.rules import rule_name

__all__ = ["show_sections"]

_Counts = Counter[tuple[str, str]]  # section and evidence → entries

# The kinds of evidence, which the archive keeps in English.
_EVIDENCE = {
    str(text): text
    for text in (
        message("pins"),
        message("front matter"),
        message("page head"),
        message("column tag"),
        message("folder"),
        message("configured places and agencies"),
        message("kind"),
        message("leaders and leading bodies"),
        message("a place abroad in the dateline"),
        message("the lead of the first page"),
        message("configured words"),
        message("a place abroad in the headline"),
        message("vocabulary"),
        message("the fallback"),
    )
}


def show_sections(
    paths: Sequence[Path], config: Config, *, issue_date: date | None, now: datetime, as_json: bool
) -> bool:
    """Print the sections and the configured rules; True if a bulletin could not be read completely.

    Without bulletins, given or configured, articles are not counted.

    Args:
        paths: files and folders; if empty, those of the configuration.
        config: the configuration.
        issue_date: the value of `--date`.
        now: the current time in the paper's zone.
        as_json: whether to print a JSON object.

    Raises:
        UsageError: the bulletins were not found.
    """
    catalogue: StatedSections = StatedSections(config.sections, config.language)
    taken: _Counts = Counter()
    problems: tuple[FileProblem, ...] = ()
    counted = bool(paths or config.bulletins)
    if counted:
        found, options = find_bulletins(paths, config), BuildOptions(issue_date=issue_date)
        with preview(found, config, now, options, progress=Bar(silent=as_json)) as previewed:
            catalogue = previewed.open_bulletins().catalogue
            numbers = set(previewed.ingested.numbers.values())
            for slug, evidence, bulletin in previewed.archive.entries.filed():
                taken[slug, evidence] += bulletin in numbers
            problems = previewed.problems()
    rules = [(rule_name(config, index), rule.section) for index, rule in enumerate(config.rules)]
    if as_json:
        _print_json(catalogue, config, taken, rules)
    else:
        _show(catalogue, config, taken, rules, counted=counted)
    failed = [(path, problem) for path, problem in problems if problem.level == "error"]
    for path, problem in failed:
        show_problem(path, problem)
    return bool(failed)


def _origin(section: Section, config: Config) -> str:
    """Where a section comes from: the defaults, the configuration, both, or a page head."""
    default = any(section.slug == row.slug for row in default_sections())
    source = config.source.name if config.source else message("the configuration")
    if section.named:
        return message("default, changed in {path}", path=source) if default else source
    return message("default") if default else message("a page head")


def _entries(taken: _Counts, *, slug: str | None = None, evidence: str | None = None) -> int:
    return sum(
        number for (of, by), number in taken.items() if (slug is None or of == slug) and (evidence in (None, by))
    )


def _show(
    catalogue: StatedSections, config: Config, taken: _Counts, rules: list[tuple[str, str]], *, counted: bool
) -> None:
    entries = message("entries") if counted else ""
    names = _EVIDENCE | {str(name): name for name, _ in rules}
    rows: list[tuple[str, ...]] = [(message("section"), "", entries, message("from"), message("chosen by"))]
    for section in catalogue.all():
        by = [
            message("{evidence} {n}", evidence=names.get(evidence, evidence), n=number)
            for (of, evidence), number in taken.most_common()
            if of == section.slug
        ]
        number = str(_entries(taken, slug=section.slug)) if counted else ""
        origin = _origin(section, config)
        if not section.on:
            origin = message("{origin} (off)", origin=origin)
        rows.append((section.slug, section.title, number, origin, joined(", ", by) or _own_evidence(section)))
    show_table(rows, right=(2,))
    if rules:
        say()
        show_table(
            [(message("rule"), message("files under"), entries)]
            + [(name, slug, str(_entries(taken, evidence=name)) if counted else "") for name, slug in rules],
            right=(2,),
        )
    if counted:
        articles = plural("{n} article", "{n} articles", taken.total())
        say(
            message(
                "{articles}; words must say a section with {margin} of 100", articles=articles, margin=config.margin
            )
        )


def _own_evidence(section: Section) -> str:
    """What the configuration says of a section that got nothing yet."""
    own: list[Message] = []
    if section.words:
        own.append(message("words {words}", words="、".join(section.words)))
    if section.places:
        own.append(message("places {places}", places="、".join(section.places)))
    if section.agencies:
        own.append(message("agencies {agencies}", agencies="、".join(section.agencies)))
    return message("({evidence})", evidence=joined("; ", own)) if own else ""


def _print_json(catalogue: StatedSections, config: Config, taken: _Counts, rules: list[tuple[str, str]]) -> None:
    print_json(
        {
            "margin": config.margin,
            "learned_words": str(config.learned_words) if config.learned_words else None,
            "sections": [
                {
                    "slug": section.slug,
                    "title": section.title,
                    "order": section.order,
                    "on": section.on,
                    "from": _origin(section, config),
                    "words": list(section.words),
                    "places": list(section.places),
                    "agencies": list(section.agencies),
                    "entries": _entries(taken, slug=section.slug),
                    "chosen_by": {evidence: number for (of, evidence), number in taken.items() if of == section.slug},
                }
                for section in catalogue.all()
            ],
            "rules": [
                {"rule": name, "section": slug, "entries": _entries(taken, evidence=name)} for name, slug in rules
            ],
        }
    )
