"""Copy the pictures that entries show into the output, and remove the copies that only withdrawn articles showed."""

from collections.abc import Set

from feedpub.archive import Archive
from feedpub.archive.pictures import KeptBack
from feedpub.errors import PictureError
from feedpub.ingest.images import copy_of, find_image, folder_named, read_image
from feedpub.messages import message
from feedpub.model import Picture
from feedpub.output import Output, digest
from feedpub.paths import picture_hash
from feedpub.pictures.container import BrokenPictureError
from feedpub.reading.sources import read_source

__all__ = ["remove_withdrawn_pictures", "shown_pictures"]


def shown_pictures(
    archive: Archive, number: int, sources: Set[str], withdrawn: Set[str], output: Output
) -> dict[str, Picture]:
    """The pictures of a bulletin that can be shown, by the name it gives them; their copies exist, or are staged.

    Args:
        archive: what is known of them; it learns which are kept back.
        number: the bulletin's.
        sources: the names of those that may be published.
        withdrawn: the names of those that articles showed which were withdrawn.
        output: where copies are staged.
    """
    found: dict[str, Picture] = {}
    for row in archive.pictures.of_bulletin(number):
        kept_back = _kept_back(row.source, sources, withdrawn)
        if row.code != kept_back:
            archive.pictures.keep_back(number, row.source, kept_back)
        if kept_back:
            continue
        marks = output.marks(row.path)
        size = marks[0] if marks else _stage(archive, number, row.source, row.path, output)
        if size is not None:
            found[row.source] = Picture(row.path, row.type, row.width, row.height, size)
    return found


def _kept_back(source: str, sources: Set[str], withdrawn: Set[str]) -> KeptBack | None:
    if source in sources:
        return None
    return KeptBack.WITHDRAWN if source in withdrawn else KeptBack.HELD


def remove_withdrawn_pictures(archive: Archive, output: Output) -> None:
    """Removes the copies of pictures that only articles showed which were withdrawn."""
    for path in archive.pictures.only_of_withdrawn():
        data = output.read(path)
        if data is not None and digest(data) == picture_hash(path):  # and not somebody else's by now
            output.remove(path)


def _stage(archive: Archive, number: int, source: str, path: str, output: Output) -> int | None:
    """Stages a copy; returns its size in bytes, or None where its file is no longer there."""
    bulletin = archive.bulletins.source(number)
    text = archive.bulletins.text(number)
    held = read_source(text, bulletin.key).pictures.get(source) if text is not None else None
    try:
        if held is None:
            place = archive.place_of(bulletin.path)
            held = read_image(find_image(place.parent, source, folder_named(place, bulletin.key)), source)
        copy = _copy_at(path, held, source)
    except PictureError as error:
        archive.pictures.lose(number, source, error.code, error.message)
        return None
    output.stage(path, copy)
    return len(copy)


def _copy_at(path: str, data: bytes, source: str) -> bytes:
    """The copy that has a path: its bytes give its name, so it need not be proved a second time."""
    try:
        copy = copy_of(data)
        if copy.path == path:
            return copy.cleaned.data
    except (BrokenPictureError, LookupError):
        pass
    raise PictureError(
        "picture-missing", message("the picture `{source}` is another by now; it is not shown", source=source)
    )
