"""Note the pictures that bulletins name: what their files are, and why some can't be shown."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.pictures import PictureRow
from feedpub.errors import PictureError
from feedpub.ingest.images import find_image, folder_named, is_remote, read_image
from feedpub.ingest.members import marks
from feedpub.ingest.photo_desk import PhotoDesk, PictureDeferredError
from feedpub.ingest.results import affected_by
from feedpub.model import Article, Bulletin, BulletinFile, Picture
from feedpub.model.build import Affected
from feedpub.output import Marks
from feedpub.reading.sources import read_source

__all__ = ["named_in", "note_pictures", "refresh_pictures"]


def note_pictures(
    archive: Archive, number: int, file: BulletinFile, bulletin: Bulletin, data: bytes, desk: PhotoDesk
) -> None:
    """Reads the pictures a bulletin names, and notes what they are, or why they can't be shown.

    Args:
        archive: takes them in.
        number: of the bulletin in the archive.
        file: where the bulletin is.
        bulletin: as read.
        data: the bytes of its file, which may hold pictures itself.
        desk: looks at them.
    """
    place = _Place.of(file.path, file.key)
    held = read_source(data, file.key).pictures if bulletin.pictures else {}
    named = dict(chain.from_iterable(map(named_in, bulletin.articles)))
    for source, line in named.items():
        archive.pictures.note(_row(number, source, line, _read(desk, place, source, held.get(source))))


def refresh_pictures(archive: Archive, desk: PhotoDesk) -> Affected:
    """Reads pictures again whose file arrived late or was replaced; returns the articles that show them.

    One whose file is gone is shown as long as its copy exists, and one that can't be looked at now, as it was.
    """
    shown: list[Placed] = []
    for picture in archive.pictures.in_folders():
        if picture.is_held:  # it changes with the bulletin only
            continue
        place = _Place.of(archive.place_of(picture.path), picture.key)
        now = _marks_of(place, picture.source)
        if now == (picture.size, picture.mtime) or (now is None and picture.copy):
            continue
        found = _read(desk, place, picture.source)
        if picture.copy and isinstance(found.picture, PictureDeferredError):
            continue
        row = _row(picture.bulletin, picture.source, picture.line, found)
        archive.pictures.note(row)
        if row.path != picture.copy:
            shown += archive.entries.with_moment_in(picture.bulletin)
    return affected_by(shown)


def named_in(article: Article) -> Iterator[tuple[str, int]]:
    """The files an article names, with their line; pictures on the net are left out."""
    named = [(article.src, article.line), *((figure.src, figure.line) for figure in article.figures)]
    return ((source, line) for source, line in named if source and not is_remote(source))


class _Place(NamedTuple):
    """Where the pictures of a bulletin are: its folder, and the folder that was named."""

    folder: Path
    within: Path

    @classmethod
    def of(cls, place: Path, key: str) -> "_Place":
        """That of a bulletin, by its whole path and its key."""
        return cls(place.parent, folder_named(place, key))


class _Found(NamedTuple):
    """A picture as read: the size and mtime of its file, and the picture, or why it can't be shown."""

    size: int | None
    mtime: int | None
    picture: Picture | PictureError


def _read(desk: PhotoDesk, place: _Place, source: str, held: bytes | None = None) -> _Found:
    """Reads a picture; `held` are its bytes where the bulletin itself holds it: then it has a size and no mtime."""
    size = mtime = None
    try:
        if held is not None:
            size = len(held)
            return _Found(size, None, desk.examine(held, source))
        path = find_image(place.folder, source, place.within)
        size, mtime = marks(str(path)) or (None, None)
        return _Found(size, mtime, desk.examine(read_image(path, source), source))
    except PictureDeferredError as error:
        return _Found(None, None, error)  # so that the next build looks at it
    except PictureError as error:
        return _Found(size, mtime, error)


def _row(number: int, source: str, line: int, found: _Found) -> PictureRow:
    row = PictureRow(number, source, line, found.size, found.mtime)
    shown = found.picture
    if isinstance(shown, PictureError):
        return row._replace(code=shown.code, message=shown.message)
    return row._replace(path=shown.path, type=shown.type, width=shown.width, height=shown.height)


def _marks_of(place: _Place, source: str) -> Marks | None:
    try:
        return marks(str(find_image(place.folder, source, place.within)))
    except PictureError:
        return None
