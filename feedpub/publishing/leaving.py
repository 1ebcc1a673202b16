"""Take out what nothing leads to any more: say so for a while where readers may look, then remove it.

Only files that this paper wrote are touched, and only while they are as it wrote them. All is removed after the new
feeds are in place. A build that is killed before that finds it again: a file is forgotten after it is removed.
"""

import re
from collections.abc import Iterable, Set
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from feedpub.archive.files import WrittenFile
from feedpub.entries.leaving import gone_page
from feedpub.errors import RefusedError
from feedpub.messages import message
from feedpub.model import Problem
from feedpub.model.build import FileProblem
from feedpub.model.withdrawal import SHOWN_FOR
from feedpub.output import digest
from feedpub.paths import ASSETS, FOLDERS, FOLLOW, FRONT, INDEXES, OPML, SEARCH_FOLDER, SITEMAP, feed_path, shown
from feedpub.publishing.context import RenderContext
from feedpub.publishing.render import Staged, stage_feed
from feedpub.publishing.site_files import site_files

if TYPE_CHECKING:
    from feedpub.publishing.feeds import FeedAssembly

__all__ = ["remove_due", "stage_last_entries", "stage_last_pages"]

_LINKED = tuple(f"{folder}/" for folder in FOLDERS)
_LEADS = re.compile(f"/((?:{'|'.join(FOLDERS)})/[\\w.-]+)".encode())
_OF_SEARCH = f"{SEARCH_FOLDER}/"


def stage_last_entries(context: RenderContext, assembly: "FeedAssembly", slugs: Iterable[str]) -> Staged:
    """Stage feeds that are no more, each with one entry that says so, and note the day on which they are removed."""
    staged = Staged()
    for slug in sorted(slugs):
        staged += stage_feed(context, assembly.assemble_last(slug, context.build.today + SHOWN_FOR))
    return staged


def stage_last_pages(context: RenderContext, kept_back: Set[str], *, everything: bool) -> tuple[FileProblem, ...]:
    """Stage what is said in the place of pages that nothing leads to any more, and note all files as they are now.

    Args:
        context: of the build, when all else is staged.
        kept_back: slugs of the sections whose feed stays as it is though all of it is held back.
        everything: whether all pages are looked at, and not only those of entries that left in this build.

    Returns:
        The problems of files that are not as feedpub wrote them.
    """
    files, output, today = context.archive.files, context.output, context.build.today
    leaves = today + SHOWN_FOR
    last: set[str] = set()
    problems: list[FileProblem] = []
    # Of a draft, ids may change; with `strict`, a page may have stayed that goes now.
    if everything or context.build.draft or context.config.strict:
        orphans = files.orphans("a")
    else:
        orphans = files.orphans_among(context.archive.departures.of_this_build())
    orphans += chain.from_iterable(map(files.orphans, INDEXES))
    for file in [row for row in orphans if row.leaves is None]:
        what = _what_became(context, file.path, kept_back)
        if what is None:
            continue
        if what == "over":  # its notice had its time
            files.let_leave(file.path, today.isoformat())
        elif _is_ours(context, file, problems):
            _stage_last_page(context, file.path, what, leaves)
            if what != "page":
                files.owe_page(file.path)
            last.add(file.path)
    for file in (*files.orphans("p"), *_of_ended_feeds(context)):
        if file.leaves is None:
            files.let_leave(file.path, today.isoformat())
    files.note(
        WrittenFile(file.name, file.hash, file.before, leaves.isoformat() if file.name in last else None)
        for file in output.taken()
    )
    return tuple(problems)


def remove_due(context: RenderContext, *, documents_changed: bool) -> tuple[FileProblem, ...]:
    """Remove the files whose time is over and that nothing leads to, after all that is new is in place.

    An archive document keeps the entries that it has as they were, and so their pictures: what any feed or document
    leads to stays, and is looked at again when documents change. So do the words on a page while pages are switched
    off, since other pages may still link to it.

    Args:
        context: of the build.
        documents_changed: whether this build wrote any archive document.

    Returns:
        The problems of files that are not as feedpub wrote them.
    """
    files, today = context.archive.files, context.build.today
    problems: list[FileProblem] = []
    ended: list[WrittenFile] = []
    if files.any_due(today.isoformat()):
        ended = _of_ended_feeds(context)
        _remove(context, ended, problems)
        _remove(context, [row for row in files.due(today.isoformat()) if row.path.startswith(_OF_SEARCH)], problems)
    due = files.due(today.isoformat())
    if documents_changed or ended:
        due = list({row.path: row for row in (*due, *files.leaving("p"))}.values())
    if not due:
        return tuple(problems)
    pages = {row.path for folder in ("a", *INDEXES) for row in files.orphans(folder)}
    orphans = pages | {row.path for row in files.orphans("p")}
    needed = _led_to(context.output.folder, {row.path for row in due if row.path in orphans})
    needed |= frozenset() if context.config.pages or context.build.draft else pages
    for file in due:
        if file.path not in orphans:
            files.let_leave(file.path, None)
        elif file.path in needed:
            files.let_leave(file.path, (today + SHOWN_FOR).isoformat())
    _remove(context, [row for row in due if row.path in orphans - needed], problems)
    return tuple(problems)


def _remove(context: RenderContext, files: Iterable[WrittenFile], problems: list[FileProblem]) -> None:
    """Remove files that are as feedpub wrote them, and forget them."""
    for file in files:
        if _is_ours(context, file, problems):
            try:
                context.output.delete(file.path)
            except RefusedError as error:  # the next build tries again
                problems.append(
                    _problem(
                        context,
                        file.path,
                        message("nothing leads to this file any more, but {error}", error=error.message),
                    )
                )
                continue
        context.archive.files.forget([file.path])


def _what_became(
    context: RenderContext, path: str, kept_back: Set[str]
) -> Literal["withdrawn", "moved", "page", "over"] | None:
    """What is said in the place of a page that nothing leads to any more; None where it stays as it is.

    The pages of a draft leave without a word.
    """
    if context.build.draft:
        return "over"
    if not path.startswith("a/"):
        return "page"
    entry = context.archive.files.orphan_page(path)
    if entry is None:
        return "moved"
    if entry.is_dropped:
        return "over"
    return None if entry.slug in kept_back else "withdrawn"


def _stage_last_page(
    context: RenderContext, path: str, what: Literal["withdrawn", "moved", "page"], leaves: date
) -> None:
    from feedpub.writing.pages import Pages  # Jinja2 is not needed where no page goes

    config = context.config
    pages = Pages(context.site, config.templates, context.formats)
    context.output.stage(path, pages.gone(gone_page(path, what, leaves, config.language)), durable=False)


def _of_ended_feeds(context: RenderContext) -> list[WrittenFile]:
    """The files of feeds that are forgotten, and their archive documents; and those that the site has no more."""
    files = context.archive.files
    known = {OPML, FRONT, FOLLOW, *ASSETS, *site_files(context.config)}
    if SITEMAP in known:
        known.update(files.sitemaps())
    return [row for row in files.of_no_feed() if row.path not in known]


def _led_to(folder: Path, paths: Set[str]) -> Set[str]:
    """Those of some pages and pictures that a published feed or archive document leads to."""
    wanted = {path.encode() for path in paths if path.startswith(_LINKED)}
    found: set[bytes] = set()
    if wanted:
        for path in (*folder.glob("*.*"), *folder.glob("[rc]/*.*"), *folder.glob(f"archive/*/{feed_path('*')}")):
            if path.is_file() and path.suffix != ".html":
                found |= wanted.intersection(_LEADS.findall(path.read_bytes()))
    return {path.decode() for path in found}


def _is_ours(context: RenderContext, file: WrittenFile, problems: list[FileProblem]) -> bool:
    """Whether a file is still as feedpub wrote it; one that somebody replaced is told, and forgotten."""
    try:
        data = context.output.read(file.path)
    except RefusedError:  # a folder, or a file that may not be read
        data = b""
    if data is not None and digest(data) in (file.hash, file.before):
        return True
    context.archive.files.forget([file.path])
    if data is not None:
        told = message("nothing leads to this file any more, but somebody changed it: it stays; delete it if it may go")
        problems.append(_problem(context, file.path, told))
    return False


def _problem(context: RenderContext, path: str, message: str) -> FileProblem:
    problem = Problem(line=None, level="warning", code="orphan-kept", message=message)
    return str(shown(context.output.folder / path)), problem
