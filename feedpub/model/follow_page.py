"""The type of what `follow.html` shows."""

from dataclasses import dataclass

from feedpub.model.config import Reader
from feedpub.model.site import SiteFeed

__all__ = ["FollowPage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """The page for those who want to follow the paper, `follow.html`.

    Attributes:
        followed: the configured further feeds.
        readers: programs that they may take, by device; no device has none.
        qr_code: the address of the feed of all sections as an SVG element; empty while it has none.
    """

    followed: tuple[SiteFeed, ...]
    readers: tuple[tuple[str, tuple[Reader, ...]], ...]
    qr_code: str
