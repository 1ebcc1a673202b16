"""Write feeds, documents and the list of feeds; check them, and stage what may be published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from feedpub.archive.documents import DocumentKey
from feedpub.checking import check_file
from feedpub.checking.rules import in_one_line
from feedpub.messages import message
from feedpub.model import Feed, Problem
from feedpub.model.build import FeedFile, FileProblem
from feedpub.model.site import Site, SiteFeed
from feedpub.paths import OPML, shown
from feedpub.publishing.context import Press, RenderContext
from feedpub.writing.formats import checkers
from feedpub.writing.opml import write_opml

__all__ = ["Checked", "Staged", "checked", "stage_feed", "stage_opml"]

_LARGE = 2_000_000  # bytes; many readers give up on larger feeds


class Checked(NamedTuple):
    """Whether a file may be published, and what its check found, each with the file's path."""

    passes: bool
    problems: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """What a step of a build staged.

    Attributes:
        files: the feeds, in the order in which they were made.
        problems: what their checks found, each with the path of the file it concerns.
        failed: slugs of feeds that failed their check: what was published before stays.
        documents: the archive documents that are staged.
    """

    files: tuple[FeedFile, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    failed: frozenset[str] = frozenset()
    documents: tuple[DocumentKey, ...] = ()

    def __add__(self, other: "Staged") -> "Staged":
        return Staged(
            self.files + other.files,
            self.problems + other.problems,
            self.failed | other.failed,
            self.documents + other.documents,
        )

    def with_problems(self, problems: tuple[FileProblem, ...]) -> "Staged":
        """The same, with what else was found."""
        return self + Staged(problems=problems)


def stage_feed(context: RenderContext, feed: Feed) -> Staged:
    """Stage a feed in every format; where one fails its check, what was published before stays."""
    files: list[FeedFile] = []
    problems: list[FileProblem] = []
    failed: set[str] = set()
    output, press = context.output, context.press
    for row in context.formats:
        name = row.path(feed.slug)
        data = row.write(feed, name)
        written = False
        if data != output.read(name):
            passes, found = checked(press, name, data)
            problems += found
            if passes:
                written = output.stage(name, data)
            else:
                failed.add(feed.slug)
        path = str(shown(output.folder / name))
        files.append(FeedFile(path=path, slug=feed.slug, entries=len(feed.entries), written=written))
    return Staged(tuple(files), tuple(problems), frozenset(failed))


def stage_opml(context: RenderContext, site: Site, feeds: Iterable[SiteFeed]) -> Staged:
    """Stage the list of all feeds."""
    data = write_opml(site, feeds)
    passes, problems = checked(context.press, OPML, data)
    if passes:
        context.output.stage(OPML, data)
    return Staged(problems=problems)


def checked(press: Press, name: str, data: bytes) -> Checked:
    """Check a file before it is published.

    Args:
        press: of the build; its formats say which checker a file has.
        name: of the file, below the output folder.
        data: the file.
    """
    path = str(shown(press.folder / name))
    findings = check_file(name, data, checkers(press.formats), url=press.config.base_url + name)
    problems = [
        Problem(line=finding.line, level=finding.level, code=f"feed-{finding.code}", message=in_one_line(finding))
        for finding in findings
    ]
    if len(data) > _LARGE:
        told = message(
            "{megabytes:.1f} MB; many readers give up on feeds over 2 MB (see `days` and `limit`)",
            megabytes=len(data) / 1e6,
        )
        problems.append(Problem(line=None, level="warning", code="feed-large", message=told))
    passes = not any(finding.level == "error" for finding in findings)
    return Checked(passes, tuple((path, problem) for problem in problems))
