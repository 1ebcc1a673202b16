"""Write feeds, documents and the list of feeds; check them, and stage what may be published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from feedpub.archive.documents import DocumentKey
from feedpub.check import check_feed
from feedpub.check.rules import told
from feedpub.model import Feed, Problem
from feedpub.model.build import FeedFile
from feedpub.model.site import Site, SiteFeed
from feedpub.output import Output
from feedpub.paths import OPML, shown
from feedpub.writing.jsonfeed import write_json
from feedpub.writing.opml import write_opml
from feedpub.writing.rss_atom import write_atom, write_rss

__all__ = ["SUFFIXES", "Checked", "Staged", "checked", "stage_feed", "stage_opml"]

_LARGE = 2_000_000  # bytes; many readers give up on larger feeds
_WRITERS: tuple[tuple[str, Callable[[Feed], bytes]], ...] = (
    ("rss.xml", write_rss),
    ("atom.xml", write_atom),
    ("json", write_json),
)
SUFFIXES = tuple(suffix for suffix, _ in _WRITERS)


class Checked(NamedTuple):
    """The verdict on a file: whether it may be published, and what its check found, each with the file's path."""

    passes: bool
    problems: tuple[tuple[str, Problem], ...]


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
    problems: tuple[tuple[str, Problem], ...] = ()
    failed: frozenset[str] = frozenset()
    documents: tuple[DocumentKey, ...] = ()

    def __add__(self, other: "Staged") -> "Staged":
        return Staged(
            self.files + other.files,
            self.problems + other.problems,
            self.failed | other.failed,
            self.documents + other.documents,
        )


def stage_feed(output: Output, feed: Feed) -> Staged:
    """Stages a feed in every format; where one fails its check, what was published before stays."""
    files: list[FeedFile] = []
    problems: list[tuple[str, Problem]] = []
    failed: set[str] = set()
    for suffix, write in _WRITERS:
        name = f"{feed.slug}.{suffix}"
        data = write(feed)
        written = False
        if data != output.read(name):
            passes, found = checked(output, name, data, feed.base_url)
            problems += found
            if passes:
                written = output.stage(name, data)
            else:
                failed.add(feed.slug)
        path = str(shown(output.folder / name))
        files.append(FeedFile(path=path, slug=feed.slug, entries=len(feed.entries), written=written))
    return Staged(tuple(files), tuple(problems), frozenset(failed))


def stage_opml(output: Output, site: Site, feeds: Iterable[SiteFeed]) -> Staged:
    """Stages the list of all feeds."""
    data = write_opml(site, feeds)
    passes, problems = checked(output, OPML, data, site.base_url)
    if passes:
        output.stage(OPML, data)
    return Staged(problems=problems)


def checked(output: Output, name: str, data: bytes, base_url: str) -> Checked:
    """Checks a file before it is published.

    Args:
        output: where it will be.
        name: below that folder.
        data: the file.
        base_url: where the output will be found.
    """
    path = str(shown(output.folder / name))
    findings = check_feed(data, url=base_url + name)
    problems = [
        Problem(line=finding.line, level=finding.level, code=f"feed-{finding.code}", message=told(finding))
        for finding in findings
    ]
    if len(data) > _LARGE:
        message = f"{len(data) / 1e6:.1f} MB; many readers give up on feeds over 2 MB (see `days` and `limit`)"
        problems.append(Problem(line=None, level="warning", code="feed-large", message=message))
    passes = not any(finding.level == "error" for finding in findings)
    return Checked(passes, tuple((path, problem) for problem in problems))
