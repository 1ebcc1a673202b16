"""`feedpub sections`: show the sections in effect, where each comes from, and how many articles each gets."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from feedpub.commands.console import count, print_json, say, show_problem, show_progress, show_table
from feedpub.commands.preview import preview
from feedpub.ingest.discover import find_bulletins
from feedpub.model import Config, Section
from feedpub.model.build import BuildOptions, FileProblem
from feedpub.sections.catalogue import StatedSections, default_sections
from feedpub.sections.rules import rule_name

__all__ = ["show_sections"]

_Counts = Counter[tuple[str, str]]  # section and evidence → entries


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
    catalogue: StatedSections = StatedSections(config.sections)
    taken: _Counts = Counter()
    problems: tuple[FileProblem, ...] = ()
    counted = bool(paths or config.bulletins)
    if counted:
        found, options = find_bulletins(paths, config), BuildOptions(issue_date=issue_date)
        with preview(found, config, now, options, progress=iter if as_json else show_progress) as previewed:
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
    source = config.source.name if config.source else "the configuration"
    if section.named:
        return f"default, changed in {source}" if default else source
    return "default" if default else "a page head"


def _entries(taken: _Counts, *, slug: str | None = None, evidence: str | None = None) -> int:
    return sum(
        number for (of, by), number in taken.items() if (slug is None or of == slug) and (evidence in (None, by))
    )


def _show(
    catalogue: StatedSections, config: Config, taken: _Counts, rules: list[tuple[str, str]], *, counted: bool
) -> None:
    rows = [("section", "", "entries" if counted else "", "from", "chosen by")]
    for section in catalogue.all():
        by = ", ".join(f"{evidence} {number}" for (of, evidence), number in taken.most_common() if of == section.slug)
        own = {"words": section.words, "places": section.places, "agencies": section.agencies}
        listed = "; ".join(f"{name} {'、'.join(words)}" for name, words in own.items() if words)
        entries = str(_entries(taken, slug=section.slug)) if counted else ""
        origin = _origin(section, config) + ("" if section.on else " (off)")
        rows.append((section.slug, section.title, entries, origin, by or (f"({listed})" if listed else "")))
    show_table(rows, right=(2,))
    if rules:
        say()
        show_table(
            [("rule", "files under", "entries" if counted else "")]
            + [(name, slug, str(_entries(taken, evidence=name)) if counted else "") for name, slug in rules],
            right=(2,),
        )
    if counted:
        say(f"{count(taken.total(), 'article')}; words must say a section with {config.margin} of 100")


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
