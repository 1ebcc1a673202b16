"""The types of pictures on pages: in lists, and those of the site itself."""

from typing import NamedTuple

__all__ = ["NO_LOOK", "ListedPicture", "SiteIcon", "SiteLook"]


class ListedPicture(NamedTuple):
    """A picture in a list.

    Attributes:
        path: of its copy below the output folder.
        width, height: as shown, in pixels.
        widths: of its smaller copies (`paths.scaled_path`), ascending.
        caption: its caption; may be empty.
    """

    path: str
    width: int
    height: int
    widths: tuple[int, ...]
    caption: str


class SiteIcon(NamedTuple):
    """A picture that stands for the site in tabs and on home screens, as a `link` element says it.

    Attributes:
        rel: `icon` or `apple-touch-icon`.
        path: below the output folder.
        sizes: `any` for a drawing, else `180x180`.
    """

    rel: str
    path: str
    sizes: str


class SiteLook(NamedTuple):
    """The pictures of the site.

    Attributes:
        icons: of tabs and home screens.
        logo: the paper's name as a picture, or None.
        card: shown for a page that is shared and has no picture of its own; None without pages.
    """

    icons: tuple[SiteIcon, ...] = ()
    logo: ListedPicture | None = None
    card: ListedPicture | None = None


NO_LOOK = SiteLook()
