"""The days of articles without datelines that each state their own, in a file that collects several issues."""

from collections.abc import Sequence

from feedpub.messages import message
from feedpub.model import Article, Dated

__all__ = ["SOURCE_LINE", "days_of_their_own"]

_SEVERAL = 2
SOURCE_LINE = message("the line below the headline,")


def days_of_their_own(articles: Sequence[Article]) -> dict[int, Dated]:
    """The days of articles without a dateline, by place, if each of several articles states its own.

    Such a file collects articles of several issues, which may be any time apart.
    """
    written = [article for article in articles if article.kind == "article"]
    if len(written) < _SEVERAL or not all(article.stated for article in written):
        return {}
    return {
        at: Dated(
            day=article.stated,
            rule=message("{where} {day}", where=SOURCE_LINE, day=article.stated),
            printed=article.stated.isoformat(),
        )
        for at, article in enumerate(articles)
        if article.stated and not (article.dateline and article.dateline.day)
    }
