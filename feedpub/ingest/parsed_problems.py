"""List the problems of a parsed bulletin, as they are stored with it."""

from collections.abc import Iterator
from dataclasses import replace

from feedpub.entries.text import title_of
from feedpub.model import Article, Dated, Problem
from feedpub.model.parsed import ParsedBulletin

__all__ = ["reading_problems"]


def reading_problems(parsed: ParsedBulletin, *, strict: bool) -> Iterator[Problem]:
    """The problems of a bulletin and its articles; `strict` as the operator set it."""
    yield from parsed.problems
    inferred: list[Problem] = []
    for article, dated in zip(parsed.bulletin.articles, parsed.dated, strict=True):
        yield from article.problems
        if strict and dated.inferred:
            yield _held_back(article, dated)
        for problem in dated.problems:
            if problem.code == "date-inferred":
                if strict:  # the article is held back for it, which says as much
                    continue
                inferred.append(problem)
            else:
                yield problem
    if inferred:  # reported once a bulletin, not once an article
        more = f" (and {len(inferred) - 1} more in this bulletin)" if len(inferred) > 1 else ""
        yield replace(inferred[0], message=inferred[0].message + more)


def _held_back(article: Article, dated: Dated) -> Problem:
    title = title_of(article)
    message = f"“{title}” is held back, for its day would be inferred ({dated.day}); state the issue date"
    return Problem(line=article.line, level="error", code="held-back", message=message)
