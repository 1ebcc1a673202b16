"""Put what a wire states of its items to the articles that were read of its text."""

from collections.abc import Sequence
from dataclasses import replace

from feedpub.model import Article, Bulletin, Dateline
from feedpub.model.wire import WireItem

__all__ = ["with_items"]

_WITHOUT_ARTICLES = ("empty", "no-article")  # problems of a file whose items may not be published


def with_items(bulletin: Bulletin, items: Sequence[WireItem]) -> Bulletin:
    """A bulletin whose articles know which item of the wire they are.

    Args:
        bulletin: as read from the text of the wire.
        items: what the wire states, in order.
    """
    if not items:
        return bulletin
    articles = tuple([_with(article, items) for article in bulletin.articles])
    problems = bulletin.problems
    if not any(item.line for item in items):
        problems = tuple(row for row in problems if row.code not in _WITHOUT_ARTICLES)
    return replace(bulletin, articles=articles, problems=problems, items=tuple(items))


def _with(article: Article, items: Sequence[WireItem]) -> Article:
    item = next((item for item in reversed(items) if 0 < item.line <= article.line), None)
    if item is None:
        return article
    if item.line != article.line and item.guid:  # a picture with an entry of its own
        item = item._replace(guid=f"{item.guid}#{article.src or article.position}")
    dateline = article.dateline
    if item.located and dateline is None:
        dateline = Dateline("", None, item.located, (item.located,), None, None, None, "start")
    elif item.located and dateline is not None and dateline.place is None:
        dateline = dateline._replace(place=item.located, places=(item.located,))
    agency = (dateline and dateline.agency) or (article.credit and article.credit.agency)
    source = article.source if agency else article.source or item.source
    return article._replace(item=item, dateline=dateline, source=source)
