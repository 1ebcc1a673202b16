"""Put what a wire states of its items to the articles that were read of its text."""

from collections.abc import Sequence
from dataclasses import replace

from feedpub.model import Article, Bulletin, Dateline, Figure
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
    articles: list[Article] = []
    for article in bulletin.articles:
        item = next((item for item in reversed(items) if 0 < item.line <= article.line), None)
        if item and articles and (of := articles[-1].item) and of.line == item.line:
            articles[-1] = _with_picture(articles[-1], article)
        else:
            articles.append(_with(article, item)._replace(position=len(articles) + 1))
    problems = bulletin.problems
    if not any(item.line for item in items):
        problems = tuple(row for row in problems if row.code not in _WITHOUT_ARTICLES)
    return replace(bulletin, articles=tuple(articles), problems=problems, items=tuple(items))


def _with_picture(article: Article, picture: Article) -> Article:
    """An article with a picture that the reading took for an entry of its own: an item is one entry."""
    figure = Figure(caption=" ".join(picture.paragraphs), credit=picture.credit, line=picture.line, src=picture.src)
    return article._replace(body=(*article.body, figure), problems=(*article.problems, *picture.problems))


def _with(article: Article, item: WireItem | None) -> Article:
    if item is None:
        return article
    dateline = article.dateline
    if item.located and dateline is None:
        dateline = Dateline("", None, item.located, (item.located,), None, None, None, "start")
    elif item.located and dateline is not None and dateline.place is None:
        dateline = dateline._replace(place=item.located, places=(item.located,))
    agency = (dateline and dateline.agency) or (article.credit and article.credit.agency)
    source = article.source if agency else article.source or item.source
    return article._replace(item=item, dateline=dateline, source=source)
