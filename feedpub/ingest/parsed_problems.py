"""List the problems of a parsed bulletin, as they are stored with it."""

from collections.abc import Iterator
from dataclasses import replace

from feedpub.entries.text import title_of
from feedpub.messages import message
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
        first, more = inferred[0], len(inferred) - 1
        if more:
            first = replace(
                first, message=message("{problem} (and {n} more in this bulletin)", problem=first.message, n=more)
            )
        yield first


def _held_back(article: Article, dated: Dated) -> Problem:
    title = title_of(article)
    told = message(
        "“{title}” is held back, for its day would be inferred ({day}); state the issue date",
        title=title,
        day=dated.day,
    )
    return Problem(line=article.line, level="error", code="held-back", message=told)
