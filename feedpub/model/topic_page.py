"""The type of the data of a page about one reporter, one column, or what the operator lets readers follow."""

from typing import NamedTuple

from feedpub.model.site import Day, SiteFeed

__all__ = ["TopicPage"]


class TopicPage(NamedTuple):
    """The page of a reporter, a column or a `[[follow]]`.

    Attributes:
        feed: its feed; `page` is the path.
        days: its newest articles, by issue.
        most: how many these are where there are more; else 0.
    """

    feed: SiteFeed
    days: tuple[Day, ...]
    most: int
