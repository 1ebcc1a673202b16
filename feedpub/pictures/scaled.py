"""Decide in which widths a picture is published, so that a phone need not load what was made for print."""

__all__ = ["THUMBNAIL", "WIDTHS", "scaled_widths"]

# For a row of a list, for the column of an article, and for that column on a screen with two pixels for one; in pixels.
WIDTHS = (320, 760, 1520)
THUMBNAIL = 760  # at most, in feeds: readers show it as wide as a phone
_MOVING = "image/gif"  # it may move, and would stand still


def scaled_widths(width: int, media_type: str) -> tuple[int, ...]:
    """The widths of a picture's smaller copies, ascending.

    The largest may be its own: a picture of few pixels can have many bytes. One that is no wider than the smallest, or
    that may move, has none.

    Args:
        width: the picture's, as shown.
        media_type: the picture's.
    """
    if media_type == _MOVING or width <= WIDTHS[0]:
        return ()
    smaller = tuple(one for one in WIDTHS if one < width)
    return smaller if smaller == WIDTHS else (*smaller, width)
