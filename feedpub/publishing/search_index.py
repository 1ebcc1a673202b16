"""The search: its page, and its index, made of the article pages that are published.

It is made after all else is in place, in the same build. What it replaces stays for two days, for readers who search
meanwhile; only the text of an article that was corrected or withdrawn goes at once. If the build is killed, or
Pagefind fails, the old index stays, and the next build makes the new one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import timedelta

from feedpub.archive.files import WrittenFile
from feedpub.archive.search import Found, Searchable
from feedpub.messages import message
from feedpub.model import MOST_AHEAD, Problem
from feedpub.model.build import FileProblem
from feedpub.model.search import SearchBundle, SearchPage
from feedpub.paths import SEARCH, SEARCH_FOLDER, SEARCH_SCRIPT, article_path, shown
from feedpub.publishing.context import RenderContext
from feedpub.publishing.pagefind import PagefindError, find_pagefind, index_records, pagefind_version
from feedpub.publishing.search_bundles import OWED, bundle_path, bundles_of, entry_of

__all__ = ["publish_search"]

_KEPT_FOR = timedelta(days=2)  # how long files stay that a page leads to which somebody has open


def publish_search(context: RenderContext, days: Collection[str], *, everything: bool) -> tuple[FileProblem, ...]:
    """Index what changed, and put index and page in place.

    Args:
        context: of the build, when its pages are in place.
        days: the issue days (ISO) that changed.
        everything: whether any may have changed.

    Returns:
        The problem of an index that could not be made.
    """
    archive, output = context.archive, context.output
    counts = {day.isoformat(): count for day, count in archive.issues.counts().items()}
    bundles = bundles_of(counts, archive.issues.newest(context.build.today + MOST_AHEAD) or "")
    before = archive.settings.search_bundles
    made, problems = _make(context, bundles, before, None if everything else frozenset(days))
    _stage_page(context, bundles, made)
    taken = {file.name: WrittenFile(file.name, file.hash, file.before) for file in output.taken()}
    archive.files.note(taken.values())
    changed = {name for name in before.keys() | made.keys() if before.get(name) != made.get(name) != OWED}
    for file in archive.files.of_search():
        _, bundle, part, *_ = file.path.split("/")
        if file.path not in taken and bundle in changed:
            at_once = part == "fragment" and bundle in bundles  # the text of an article that changed, or was withdrawn
            leaves = context.build.today if at_once else context.build.today + _KEPT_FOR
            archive.files.let_leave(file.path, leaves.isoformat())
    archive.commit()  # what comes into place is known, whatever happens
    output.publish()
    archive.settings.search_bundles = made
    return problems


def _make(
    context: RenderContext,
    bundles: Mapping[str, Sequence[str]],
    before: Mapping[str, str],
    days: Set[str] | None,
) -> tuple[dict[str, str], tuple[FileProblem, ...]]:
    """Stage the bundles that changed; return the fingerprint of each, and what went wrong.

    Args:
        context: of the build.
        bundles: the issue days of each bundle.
        before: the fingerprints of those that are published.
        days: those that changed; None: any may have.
    """
    from feedpub.writing.search import VERSION, stemmed_language

    program, language = find_pagefind(), stemmed_language(context.config.language)
    made: dict[str, str] = {}
    problems: list[FileProblem] = []
    for name, of_bundle in bundles.items():
        known = before.get(name)
        lost = known is None or context.output.marks(entry_of(name)) is None
        if not lost and days is not None and days.isdisjoint(of_bundle) and known != OWED:
            made[name] = known or ""
            continue
        articles = Searchable(context.archive.db).on_days(of_bundle)
        if not articles:  # all were withdrawn
            continue
        content = Searchable(context.archive.db).fingerprint(of_bundle)
        made[name] = f"{content}-{VERSION}-{pagefind_version()}-{language}"
        if lost or made[name] != known:
            try:
                for path, data in index_records(program, _records(context, articles), language).items():
                    context.output.stage(bundle_path(name, path), data)
            except PagefindError as error:
                made[name] = OWED
                told = message("the search index was not made: {reason}; the next build tries again", reason=error)
                problem = Problem(line=None, level="error", code="search-failed", message=told)
                problems.append((str(shown(context.output.folder / SEARCH_FOLDER / name)), problem))
    return made, tuple(problems)


def _records(context: RenderContext, articles: Iterable[Found]) -> Iterator[tuple[str, bytes]]:
    """The record of each article that has a page, by the path of that."""
    from feedpub.writing.search import read_page_text, search_record

    for row in articles:
        path = article_path(row.short_id)
        if (data := context.output.read(path)) is not None:
            page = read_page_text(data)
            yield path, search_record(row.title, page, slug=row.slug, issue=row.issue, published=row.published)


def _stage_page(context: RenderContext, bundles: Mapping[str, Sequence[str]], made: Mapping[str, str]) -> None:
    """Stage the page that leads to all bundles, after them."""
    from feedpub.writing.pages import Pages
    from feedpub.writing.search import stemmed_language

    config = context.config
    pages = Pages(context.site, config.templates, context.formats)
    there = [name for name in bundles if made.get(name) or (name in made and context.output.marks(entry_of(name)))]
    page = SearchPage(
        bundles=tuple(SearchBundle(name, made.get(name, OWED).partition("-")[0]) for name in there),
        years=tuple(sorted({int(day[:4]) for days in bundles.values() for day in days}, reverse=True)),
        stemmed=stemmed_language(config.language),
    )
    context.output.stage(SEARCH_SCRIPT, pages.asset(SEARCH_SCRIPT), durable=False)
    context.output.stage(SEARCH, pages.search(page), durable=False)
