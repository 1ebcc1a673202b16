"""The types of the data that the page to search shows."""

from typing import NamedTuple

__all__ = ["SearchBundle", "SearchPage"]


class SearchBundle(NamedTuple):
    """A part of the search index, with the articles of some issue days.

    Attributes:
        name: of its folder; begins with the year.
        tag: changes whenever its files do.
    """

    name: str
    tag: str


class SearchPage(NamedTuple):
    """The page to search, `search.html`.

    Attributes:
        bundles: all parts of the index, the newest first.
        years: of all issue days, the newest first.
        stemmed: the language whose word endings are left away, or `und`.
    """

    bundles: tuple[SearchBundle, ...]
    years: tuple[int, ...]
    stemmed: str
