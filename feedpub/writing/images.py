"""Write the elements of pictures on pages, so that each screen loads the smaller copy that fits it."""

from html import escape

from markupsafe import Markup

from feedpub.entries.images import scaled_of
from feedpub.model import Picture
from feedpub.model.site import ListedPicture

__all__ = ["BodyImages", "image", "thumbnail"]

_IN_ARTICLE = "(min-width: 43rem) 38rem, calc(100vw - 2.5rem)"  # as wide as its column (style.css)


class BodyImages:
    """Writes the pictures of an article's page; the first is loaded at once, further ones when they come into view."""

    def __init__(self, root: str, unsaid: str) -> None:
        """For one page.

        Args:
            root: the way from it to the output folder.
            unsaid: what a picture is called of which nothing is said.
        """
        self._root, self._unsaid = root, unsaid
        self._first = True

    def __call__(self, picture: Picture, words: str) -> str:
        """A picture that opens in full when it is chosen: a link, so that it needs no script."""
        lazy, self._first = not self._first, False
        shown = image(self._root, picture, words, _IN_ARTICLE, lazy=lazy)
        named = "" if words else f' aria-label="{escape(self._unsaid)}"'
        return f'<a class="full" href="{self._root}{picture.path}"{named}>{shown}</a>'


def image(root: str, picture: Picture | ListedPicture, words: str, sizes: str, *, lazy: bool = True) -> Markup:
    """The element of a picture, with the widths it exists in.

    Args:
        root: the way from the page to the output folder.
        picture: the picture.
        words: what it shows.
        sizes: how wide it is on which screen (HTML, the attribute `sizes`).
        lazy: whether it may wait until it comes into view; else it is loaded before others.
    """
    smaller = scaled_of(picture)
    widths = ", ".join(f"{root}{one.path} {one.width}w" for one in smaller)
    choice = f' srcset="{widths}" sizes="{escape(sizes)}"' if len(smaller) > 1 else ""
    source = picture.path if len(smaller) != 1 else smaller[0].path
    when = ' loading="lazy"' if lazy else ' fetchpriority="high"'
    return Markup(  # noqa: S704  # paths and sizes are ours, and the words are escaped
        f'<img src="{root}{source}"{choice} width="{picture.width}" height="{picture.height}"'
        f' alt="{escape(words)}"{when}>'
    )


def thumbnail(root: str, picture: ListedPicture) -> Markup:
    """The element of a picture beside its headline, which says what there is to say: in its smallest copy."""
    smallest = next(iter(scaled_of(picture)), picture)
    return Markup(  # noqa: S704  # as above
        f'<img src="{root}{smallest.path}" width="{smallest.width}" height="{smallest.height}" alt="" loading="lazy">'
    )
