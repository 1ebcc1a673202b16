"""The embargo (发布时间): bulletins of a later day wait until that day and its hour of publication.

Without an hour of publication, those of a day that is far ahead wait. An item of a wire waits for its own embargo.
"""

from feedpub.archive import Archive
from feedpub.ingest.results import affected_by
from feedpub.ingest.schedule import released_through
from feedpub.model.build import Affected, BuildContext

__all__ = ["embargo"]


def embargo(archive: Archive, context: BuildContext) -> Affected:
    """Holds what was never published and is of a later issue, and releases what is due; returns where that shows.

    What readers have already is not taken from them.
    """
    through = released_through(context.config, context.now)
    now = int(context.now.timestamp())
    released = archive.entries.release(through, now)
    archive.entries.hold_later(through, now)
    return affected_by(released, shown=False)
