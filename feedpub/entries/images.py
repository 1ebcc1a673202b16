"""The smaller copies of a picture, as feeds and pages name them."""

from typing import NamedTuple

from feedpub.model import Picture
from feedpub.model.site import ListedPicture
from feedpub.paths import scaled_path
from feedpub.pictures.scaled import THUMBNAIL

__all__ = ["Scaled", "scaled_of", "thumbnail_of"]


class Scaled(NamedTuple):
    """A smaller copy of a picture: its path below the output folder, and its size in pixels."""

    path: str
    width: int
    height: int


def scaled_of(picture: Picture | ListedPicture) -> tuple[Scaled, ...]:
    """The smaller copies of a picture, the smallest first."""
    return tuple(
        Scaled(scaled_path(picture.path, width), width, max(1, round(picture.height * width / picture.width)))
        for width in picture.widths
    )


def thumbnail_of(picture: Picture) -> Scaled | None:
    """The smaller copy that feeds name beside the picture (Media RSS), or None where there is none."""
    return next((one for one in reversed(scaled_of(picture)) if one.width <= THUMBNAIL), None)
