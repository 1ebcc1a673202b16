"""What the file formats of pictures have in common: what is left of a file, and how one is refused."""

from typing import NamedTuple

__all__ = ["BrokenPictureError", "Cleaned"]


class BrokenPictureError(ValueError):
    """The parts of a picture's file can't be told apart; the message goes on from the picture's name."""


class Cleaned(NamedTuple):
    """A picture's file without what says where it was taken.

    Attributes:
        data: the bytes of the file; the same where nothing had to go.
        frames: how many pictures follow each other in it; 1 where it does not move.
        canvas: width and height, where a decoder takes memory for them before it tells them (WebP).
    """

    data: bytes
    frames: int = 1
    canvas: tuple[int, int] | None = None
