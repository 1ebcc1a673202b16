"""The whole story: bulletins are found, read, dated and filed; the newest become entries; feeds are written,
checked, and published only where they changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from feedpub.bulletins import find_bulletins, shown
from feedpub.corrections import Change, changes_of
from feedpub.desk import Desk
from feedpub.errors import RefusedError
from feedpub.feeds import ALL, make_feed, window
from feedpub.filing import Filing
from feedpub.model import Config, Entry, Problem, Section
from feedpub.press import FeedFile, Press
from feedpub.publish import Output
from feedpub.sections import Catalogue
from feedpub.standing import Standing, read_standing
from feedpub.survey import Listed, Progress, Survey, survey
from feedpub.withdrawals import Withdrawal, read_withdrawals

__all__ = ["Built", "FeedFile", "build"]

_MOST_GONE = 0.1  # of what stands published may leave without a question
_A_FEW = 10  # entries an editor may well have taken out by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        articles: those published.
        new, corrected, unchanged: articles by what the published feeds said of them before.
        held: articles that were read and not published, since their day was inferred (`strict`).
        by_section: section → number of articles, in the sections' order.
        pages: how many article pages were written anew.
        changes: of a dry build, entry by entry.
    """

    bulletins: int
    articles: int
    new: int
    corrected: int
    unchanged: int
    held: int
    by_section: tuple[tuple[Section, int], ...]
    pages: int
    problems: tuple[tuple[str, Problem], ...]
    files: tuple[FeedFile, ...]
    changes: tuple[Change, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether anything could not be read, or published, whole, or was held back."""
        return any(problem.level == "error" for _, problem in self.problems)


def build(
    paths: Sequence[Path],
    config: Config,
    *,
    told: date | None,
    today: date,
    now: datetime | None = None,
    allow_shrink: bool = False,
    dry: bool = False,
    progress: Progress = iter,
) -> Built:
    """Publishes the feeds of all bulletins below the paths.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        told: `--date`, the issue date of bulletins that state none.
        today: the build's own day in the paper's zone.
        now: its moment, in UTC; None forgets what stands published, and dates entries after the build too.
        allow_shrink: whether more than a tenth of what stands published may leave, its articles gone.
        dry: whether nothing is written, and nothing refused; `changes` tells what would be.
        progress: wraps the files while they are read, to show how far it is.

    Raises:
        UsageError: no bulletins are named or found.
        RefusedError: the output can't be written, or too much would leave it.
    """
    desk = Desk(Filing(config), config, told=told, today=today)
    files, problems = find_bulletins(paths, config)
    standing = read_standing(config.out, now) if now else {}
    withdrawals = read_withdrawals(config)
    also = {row.made: row.id for row in withdrawals.values() if row.made}
    found = survey(files, config, desk, progress, strict=config.strict, standing=standing, also=also, now=now)
    unread = found.unread or any(problem.level == "error" for _, problem in problems)
    problems = (*problems, *found.problems)
    over = {row.id for row in withdrawals.values() if row.is_over(today)}
    gone = [entry for entry in _gone(found, standing) if entry.id not in over]
    taken_back = [entry for entry in gone if entry.id in withdrawals]  # and in no bulletin: they stand their time out
    gone = [entry for entry in gone if entry.id not in withdrawals]
    if over:
        found = replace(found, listed=tuple(row for row in found.listed if row.id not in over))
    if gone and not unread and not allow_shrink and not dry:
        _refuse_to_shrink(gone, standing, config)
    if not found.listed and not over and _is_worth_more(config.out, problems):
        return _nothing(found, problems)
    # Where a bulletin could not be read, what is gone is most likely its own, and stands.
    kept, leaving = ([*taken_back, *gone], []) if unread else (taken_back, gone)
    with Output(config.out, dry=dry) as output:
        built, entries = _publish(found, config, desk, problems, standing, kept, withdrawals, now, output)
    return replace(built, changes=tuple(changes_of(entries, standing, leaving))) if dry else built


def _gone(found: Survey, standing: Mapping[str, Standing]) -> list[Standing]:
    """The entries that stand published and that no article gives any more."""
    if not standing:
        return []
    ids = {row.id for row in (*found.listed, *found.repeated, *found.held)}
    return [entry for entry in standing.values() if entry.id not in ids]


def _refuse_to_shrink(gone: Sequence[Standing], standing: Mapping[str, Standing], config: Config) -> None:
    if len(gone) <= max(_A_FEW, len(standing) * _MOST_GONE):
        return
    raise RefusedError(
        f"{len(gone)} of the {len(standing)} entries that stand in {shown(config.out)} would leave, for their "
        f"articles are gone (“{gone[0].title}” is one): is a folder missing, or were not all bulletins named? "
        "Nothing was touched; --allow-shrink lets them go"
    )


def _is_worth_more(out: Path, problems: tuple[tuple[str, Problem], ...]) -> bool:
    """Whether what is published, or nothing at all, is better than the empty feeds of bulletins without an article."""
    return _is_published(out, ALL) or any(problem.level == "error" for _, problem in problems)


def _is_published(out: Path, slug: str) -> bool:
    return (out / f"{slug}.atom.xml").exists()


def _section(slug: str, catalogue: Catalogue, standing: Mapping[str, Standing]) -> Section:
    """A section in effect, or one that only its feed still knows."""
    if known := catalogue.get(slug):
        return known
    title = next(entry.section for entry in standing.values() if slug in entry.feeds)
    return Section(slug=slug, title=title or slug, order=len(catalogue.all()))


def _nothing(found: Survey, problems: tuple[tuple[str, Problem], ...]) -> Built:
    return Built(
        bulletins=len(found.files),
        articles=0,
        new=0,
        corrected=0,
        unchanged=0,
        held=len(found.held),
        by_section=(),
        pages=0,
        problems=problems,
        files=(),
    )


def _publish(
    found: Survey,
    config: Config,
    desk: Desk,
    problems: tuple[tuple[str, Problem], ...],
    standing: Mapping[str, Standing],
    kept: Sequence[Standing],
    withdrawals: Mapping[str, Withdrawal],
    now: datetime | None,
    output: Output,
) -> tuple[Built, list[Entry]]:
    filed: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in found.listed:
        filed[row.slug].append(row)
    # Where all of a section is held back, what stands published is better than an empty feed.
    emptied = {row.slug for row in found.held if row.slug not in filed and _is_published(config.out, row.slug)}
    sections = [
        s for s in desk.filing.catalogue.all() if s.slug in filed or (s.named and s.on and s.slug not in emptied)
    ]
    windows = {ALL: window(found.listed, config.days, config.limit)}
    windows |= {s.slug: window(filed[s.slug], config.days, config.limit) for s in sections}
    if withdrawals:  # a withdrawal is published wherever newer issues have pushed its article
        taken_back = [row for row in found.listed if row.id in withdrawals]
        windows = {
            slug: [*rows, *(row for row in taken_back if slug in (ALL, row.slug) and row not in rows)]
            for slug, rows in windows.items()
        }
    stand = {slug for entry in kept for slug in entry.feeds}
    left = {slug for entry in standing.values() for slug in entry.feeds} - stand - emptied
    windows |= {slug: [] for slug in sorted(left) if slug not in windows}  # whose last article moved, or is gone
    shown = {row for rows in windows.values() for row in rows}
    publication = config.publication or (found.publications[0] if len(found.publications) == 1 else "feedpub")
    press = Press(config, desk, publication, standing, withdrawals, now)
    entries = press.write_entries(found, shown, output)
    for old in kept:
        if old.id in withdrawals:
            press.write_withdrawn(old.id, output)
    for slug, rows in windows.items():
        carried = [entry for row in rows if (entry := entries.get(row) or press.standing(row.id))]
        if kept:
            carried += [entry for old in kept if slug in old.feeds and (entry := press.standing(old.id))]
            carried.sort(key=lambda entry: entry.published, reverse=True)
        about = None if slug == ALL else _section(slug, desk.filing.catalogue, standing)
        press.write_feed(make_feed(about, carried, config, publication), output)
    new = len(found.listed) if press.first else len(press.changes.new)
    corrected = 0 if press.first else len(press.changes.corrected)
    built = Built(
        bulletins=len(found.files),
        articles=len(found.listed),
        new=new,
        corrected=corrected,
        unchanged=max(0, len(found.listed) - new - corrected),
        held=len(found.held),
        by_section=tuple((section, len(filed[section.slug])) for section in sections),
        pages=press.pages,
        problems=(*problems, *press.problems),
        files=tuple(press.files),
    )
    return built, [entries[row] for row in found.listed if row in entries]
