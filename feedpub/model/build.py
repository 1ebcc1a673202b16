"""The types of a build: its options, its context, and its result."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from feedpub.model.config import Config
from feedpub.model.passed_over import PassedOver
from feedpub.model.problem import Problem

__all__ = [
    "DEFAULT_OPTIONS",
    "Affected",
    "BuildContext",
    "BuildOptions",
    "BuildResult",
    "Change",
    "FeedFile",
    "FileProblem",
]

FileProblem: TypeAlias = tuple[str, Problem]  # the path of the file it concerns, as shown, and the problem

_COUNTS = ("bulletins", "articles", "new", "corrected", "withdrawn", "held", "waiting")
_NOTHING: frozenset[int] = frozenset()
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the person who runs a build asks of it, beside the configuration.

    Attributes:
        issue_date: `--date`, the issue date of bulletins that state none.
        wait: seconds to wait for another build to finish.
        prune: remove the entries whose bulletin is gone.
        allow_shrink: go on where more than a tenth of the published entries would leave.
        dry: write nothing, and report what would change.
        unsettled: the whole paths of bulletins that are being written; each is left as the archive has it.
        keep: keep an archive between builds. Without it nothing is remembered, not even what is published already.
    """

    issue_date: date | None = None
    wait: float = 0.0
    prune: bool = False
    allow_shrink: bool = False
    dry: bool = False
    keep: bool = True
    unsettled: Set[str] = _NO_NAMES


DEFAULT_OPTIONS = BuildOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """All that stays the same during one build.

    Attributes:
        config: everything the operator set.
        now: the moment of the build, in UTC and whole seconds. Nothing is dated later.
        today: the day of that moment in the zone of the paper.
        options: what this run is asked to do.
        draft: whether nobody follows the paper yet: it was never published at an address of its own. What a draft
            had before counts for nothing: it comes and goes, and no entry is a correction.
        goes_public: whether this is the first build of the paper at an address of its own.
    """

    config: Config
    now: datetime
    today: date
    options: BuildOptions = DEFAULT_OPTIONS
    draft: bool = False
    goes_public: bool = False

    @property
    def keeps_history(self) -> bool:
        """Whether older entries are published in archive documents (RFC 5005); those of a draft are not yet.

        Documents promise not to change. They begin with the build that makes the paper public.
        """
        return self.config.history and (self.goes_public or not self.draft)


class Affected(NamedTuple):
    """What a stage of a build changed, and what must therefore be looked at when feeds and pages are rendered.

    Attributes:
        entries: numbers of the entries in the archive.
        sections: slugs of the sections that had, or have, any of them.
        days: issue days (ISO) that had, or have, any of them.
    """

    entries: Set[int] = _NOTHING
    sections: Set[str] = _NO_NAMES
    days: Set[str] = _NO_NAMES

    def __or__(self, other: "Affected") -> "Affected":
        return Affected(self.entries | other.entries, self.sections | other.sections, self.days | other.days)


class FeedFile(NamedTuple):
    """A feed in one format.

    Attributes:
        path: the output folder as it was given, and the name of the file.
        slug: of the feed.
        entries: how many entries it carries.
        written: False where the same bytes were published already, or where the feed failed its check.
    """

    path: str
    slug: str
    entries: int
    written: bool


class Change(NamedTuple):
    """An entry that is new, corrected or withdrawn, or that is removed with its bulletin.

    Attributes:
        words: of a corrected entry, each piece of text before and after, in order; one of the two may be empty.
    """

    kind: Literal["new", "corrected", "withdrawn", "pruned"]
    id: str
    title: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    Attributes:
        bulletins: how many files were looked at.
        articles: how many articles of them are published.
        new, corrected, withdrawn, unchanged: articles, by what was published before.
        held: articles that are not published because their day was inferred (`strict`).
        waiting: articles that are not published before their day and its hour (`release`).
        pruned: entries that were removed with their bulletins; those of a draft with their articles too.
        by_section: slug, title and number of entries of every section that has a feed, in their order.
        pages: how many article pages were written.
        problems: each with the path of the file it concerns.
        files: every feed in every format, in the order of the sections.
        same: the names of the bulletins that did not change.
        issues: the newest issue days of which anything is published, newest first.
        changes: entry by entry; of a dry build only.
        passed_over: the files and folders among the bulletins that were not read, and why.
        draft: whether nobody follows the paper yet, since it was never published at an address of its own.
        went_public: whether this is the build from which on it can be followed.
        first: whether nothing was ever published from the archive before.
        due: when the next embargo of an item ends, in seconds since 1970; None without one.
    """

    bulletins: int
    articles: int
    new: int
    corrected: int
    withdrawn: int
    unchanged: int
    held: int
    waiting: int
    pruned: int
    by_section: tuple[tuple[str, str, int], ...]
    pages: int
    problems: tuple[FileProblem, ...]
    files: tuple[FeedFile, ...]
    same: frozenset[str] = frozenset()
    issues: tuple[date, ...] = ()
    changes: tuple[Change, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    draft: bool = False
    went_public: bool = False
    first: bool = False
    due: int | None = None

    @property
    def newest(self) -> date | None:
        """The day of the newest issue."""
        return self.issues[0] if self.issues else None

    @property
    def counts(self) -> dict[str, int]:
        """How many of each there are, by name: what is noted of a build."""
        return {name: getattr(self, name) for name in _COUNTS}

    @property
    def failed(self) -> bool:
        """Whether anything could not be read or published whole, or was held back."""
        return any(problem.level == "error" for _, problem in self.problems)
