"""Make up the front page (拼版): spread the sections over its columns, so that these end at about the same height."""

from collections.abc import Sequence

from feedpub.model.site import FrontSection, Listed, Listing

__all__ = ["make_up"]

_COLUMNS = 3
_USUAL, _MOST = 4, 8  # articles of a section
_PER_LINE = 13  # characters of a headline in a column; of Latin letters, about twice as many
# Heights in pixels, as style.css has them on a wide screen.
_HEAD, _PICTURE, _FIRST_LINE, _SUMMARY, _LINE, _ROW, _MORE, _GAP = 46, 240, 28, 51, 26, 20, 31, 32


def make_up(listings: Sequence[Listing]) -> tuple[tuple[FrontSection, ...], ...]:
    """The columns of the front page, each with its sections; a section keeps its place among all for narrow screens.

    Each section goes to the column that is shortest so far. What is left at the foot of a column is filled with further
    articles of its sections.

    Args:
        listings: the sections of an issue in their order, each with all its articles.
    """
    count = 2 if len(listings) in (2, 4) else min(_COLUMNS, len(listings))
    columns: list[list[FrontSection]] = [[] for _ in range(count)]
    for place, listing in enumerate(listings):
        shortest = min(columns, key=_height)
        shortest.append(FrontSection(place, listing.feed, listing.entries[:_USUAL], listing.total))
    tallest = max(map(_height, columns), default=0)
    by_slug = {listing.feed.slug: listing.entries for listing in listings}
    return tuple(_filled(column, by_slug, tallest) for column in columns)


def _filled(
    column: Sequence[FrontSection], entries: dict[str, tuple[Listed, ...]], height: int
) -> tuple[FrontSection, ...]:
    """A column with as many further articles as fit into a height; the sections in turn."""
    filled = list(column)
    grew = True
    while grew:
        grew = False
        for place, section in enumerate(filled):
            more = len(section.entries) + 1
            longer = section._replace(entries=entries[section.feed.slug][:more])
            trial = [*filled[:place], longer, *filled[place + 1 :]]
            if more <= _MOST and len(longer.entries) == more and _height(trial) <= height:
                filled, grew = trial, True
    return tuple(filled)


def _height(column: Sequence[FrontSection]) -> int:
    return sum(map(_height_of_section, column))


def _height_of_section(section: FrontSection) -> int:
    first, *rest = section.entries
    rows = sum(_ROW + _LINE * _lines(one) for one in rest)
    more = _MORE if section.total > len(section.entries) else 0
    return _HEAD + (_PICTURE if first.picture else 0) + _FIRST_LINE * _lines(first) + _SUMMARY + rows + more + _GAP


def _lines(listed: Listed) -> int:
    if max(listed.title, default="") < "\u2e80":  # no character that fills a square; lines break between any words
        return -(-len(listed.title) // (2 * _PER_LINE))
    return sum(-(-len(part) // _PER_LINE) for part in listed.title.split())
