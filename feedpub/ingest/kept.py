"""Read a bulletin from the archive, and again from its folder where the disk has changed what the archive keeps."""

from collections.abc import Callable

from feedpub.archive import Archive
from feedpub.errors import UnreadableError
from feedpub.files import MEGABYTE
from feedpub.ingest.members import read_file
from feedpub.messages import message
from feedpub.model import BulletinFile, Problem
from feedpub.model.build import FileProblem
from feedpub.paths import shown

__all__ = ["file_of", "text_of"]

_MOST = 500 * MEGABYTE  # the most that `largest_bulletin` may allow
_CHECK_DISK = message("check the disk (`feedpub check --archive` checks the rest)")


def file_of(archive: Archive, number: int) -> BulletinFile:
    """A bulletin of the archive as a file, which may be gone."""
    source = archive.bulletins.source(number)
    place = archive.place_of(source.path)
    return BulletinFile(name=str(shown(place)), key=source.key, place=str(place))


def text_of(archive: Archive, number: int, report: Callable[[FileProblem], None]) -> bytes | None:
    """The bytes of a bulletin as they came in; None where nobody has them any more.

    Args:
        archive: keeps them with their hash.
        number: the bulletin's.
        report: is told where the archive was damaged, and what became of it.
    """
    data = archive.bulletins.text(number)
    if data is not None:
        return data
    file = file_of(archive, number)
    data = _in_folder(file.place)
    if data is not None and archive.bulletins.mend(number, data):
        told = message(
            "what the archive keeps of this bulletin was damaged, and was read again from here; {check}",
            check=_CHECK_DISK,
        )
        report((file.name, Problem(line=None, level="warning", code="archive-damaged", message=told)))
        return data
    told = message(
        "what the archive keeps of this bulletin is damaged, and its file is gone or another; its "
        "entries stay as they are published. Put a backup of the archive back, and {check}",
        check=_CHECK_DISK,
    )
    report((file.name, Problem(line=None, level="error", code="archive-damaged", message=told)))
    return None


def _in_folder(place: str) -> bytes | None:
    try:
        return read_file(place, _MOST)
    except (OSError, UnreadableError):
        return None
