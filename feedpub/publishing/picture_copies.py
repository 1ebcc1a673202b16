"""Copy the pictures that entries show into the output, and remove the copies that only withdrawn articles showed."""

from collections.abc import Set

from feedpub.archive import Archive
from feedpub.archive.pictures import KeptBack, Shown
from feedpub.errors import PictureError
from feedpub.ingest.images import copy_of, find_image, folder_named, read_image
from feedpub.ingest.photo_desk import PhotoDesk, PictureDeferredError
from feedpub.messages import message
from feedpub.model import Picture
from feedpub.output import Output, digest
from feedpub.paths import picture_hash, scaled_path
from feedpub.pictures.container import BrokenPictureError
from feedpub.pictures.scaled import scaled_widths
from feedpub.reading.sources import read_source

__all__ = ["remove_withdrawn_pictures", "shown_pictures"]


def shown_pictures(
    archive: Archive, number: int, sources: Set[str], withdrawn: Set[str], output: Output, desk: PhotoDesk | None
) -> dict[str, Picture]:
    """The pictures of a bulletin that can be shown, by the name it gives them.

    Their copies exist or are staged, and so do smaller copies, which are made once for each picture.

    Args:
        archive: what is known of them; it learns which are kept back.
        number: the bulletin's.
        sources: the names of those that may be published.
        withdrawn: the names of those that articles showed which were withdrawn.
        output: where copies are staged.
        desk: makes smaller pictures; None in a dry build, which makes none.
    """
    found: dict[str, Picture] = {}
    for row in archive.pictures.of_bulletin(number):
        kept_back = _kept_back(row.source, sources, withdrawn)
        if row.code != kept_back:
            archive.pictures.keep_back(number, row.source, kept_back)
        if kept_back:
            continue
        marks = output.marks(row.path)
        copy = None if marks else _stage(archive, number, row.source, row.path, output)
        if marks or copy:
            size = marks[0] if marks else len(copy or b"")
            widths = _scaled(archive, row, copy, output, desk)
            found[row.source] = Picture(row.path, row.type, row.width, row.height, size, widths)
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
            for name in archive.files.scaled_of(path):
                output.remove(name)


def _scaled(
    archive: Archive, row: Shown, copy: bytes | None, output: Output, desk: PhotoDesk | None
) -> tuple[int, ...]:
    """The widths of the smaller copies of a picture that exist, or are staged; where they do not, they are made.

    Args:
        archive: learns which there are.
        row: the picture.
        copy: its copy, where that was just staged.
        output: where they are staged.
        desk: makes them; None in a dry build.
    """
    known = None if row.widths is None else tuple(map(int, row.widths.split()))
    wanted = scaled_widths(row.width, row.type) if known is None else known
    there = not output.lacks(scaled_path(row.path, width) for width in wanted)
    if desk is None or (known is not None and (there or row.path in desk.scaled)):
        return wanted
    if not there:
        data = copy or output.read(row.path) or b""
        try:
            made = desk.scale(data, wanted, row.source)
        except PictureDeferredError:  # the next build tries again
            return ()
        wanted = wanted if made else ()
        for width, scaled in zip(wanted, made, strict=True):
            output.stage(scaled_path(row.path, width), scaled, durable=False)
        desk.scaled.add(row.path)
    archive.pictures.note_widths(row.path, wanted)
    return wanted


def _stage(archive: Archive, number: int, source: str, path: str, output: Output) -> bytes | None:
    """Stages a copy; returns it, or None where its file is no longer there."""
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
    return copy


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
