"""Stage files of the site under names that an operator may use as well: what somebody put there stays."""

from typing import TYPE_CHECKING

from feedpub.output import digest
from feedpub.paths import ROBOTS

if TYPE_CHECKING:
    from feedpub.publishing.context import RenderContext

__all__ = ["stage_own"]


def stage_own(context: "RenderContext", name: str, data: bytes) -> bool:
    """Stage a file, unless somebody else's is there; False where that is so, or it is published already.

    A file that the archive does not know is somebody's; in a new archive, which may be in the place of one that was
    lost, only robots.txt is, which people write by hand. They also change it by hand, so ours is left once it differs.
    """
    there = context.output.read(name)
    if there is not None and there != data:
        known = context.archive.files.of_path(name)
        if known is None and (name == ROBOTS or not context.archive.is_new):
            return False
        if known is not None and name == ROBOTS and digest(there) not in (known.hash, known.before):
            return False
    return context.output.stage(name, data, durable=name == ROBOTS)
