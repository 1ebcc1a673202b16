"""The page for those who want to follow the paper: what it names beside its feeds."""

from feedpub.data import load
from feedpub.data.words import language_of
from feedpub.entries.feed import ALL
from feedpub.model import DEVICES, Config, Reader
from feedpub.model.follow_page import FollowPage
from feedpub.model.site import SiteFeed
from feedpub.paths import feed_path
from feedpub.writing.qr_code import qr_code

__all__ = ["follow_page"]


def follow_page(config: Config, followed: tuple[SiteFeed, ...]) -> FollowPage:
    """What the page shows, apart from the site.

    Args:
        config: everything the operator set.
        followed: the further feeds that are configured.
    """
    readers = config.readers or tuple(Reader(**row) for row in load("readers")[language_of(config.language)]["readers"])
    by_device = ((device, tuple(one for one in readers if one.device == device)) for device in DEVICES)
    return FollowPage(
        followed=followed,
        readers=tuple((device, found) for device, found in by_device if found),
        qr_code=qr_code(config.base_url + feed_path(ALL)) if config.has_address else "",
    )
