"""Copy the pictures that entries show into the output, and remove the copies that only withdrawn articles showed."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["BulletinPictures", "PictureCopies", "remove_withdrawn_pictures"]


class PictureCopies:
    """Stages the copies of the pictures of one build, and smaller ones, which are made once for each picture."""

    def __init__(self, archive: Archive, output: Output, desk: PhotoDesk | None) -> None:
        """No copy yet.

        Args:
            archive: what is known of pictures; it learns which are kept back, and which smaller copies there are.
            output: where copies are staged.
            desk: makes smaller pictures; None in a dry build, which makes none.
        """
        self._archive = archive
        self._output = output
        self._desk = desk
        self._smaller: dict[str, _Smaller] = {}

    def begin(self, number: int, sources: Set[str], withdrawn: Set[str]) -> "BulletinPictures":
        """The pictures of a bulletin. Their copies exist or are staged, while smaller ones may be in the making.

        Args:
            number: the bulletin's.
            sources: the names of those that may be published.
            withdrawn: the names of those that articles showed which were withdrawn.
        """
        archive, output = self._archive, self._output
        found: list[tuple[Shown, int, _Smaller]] = []
        for row in archive.pictures.of_bulletin(number):
            kept_back = _kept_back(row.source, sources, withdrawn)
            if row.code != kept_back:
                archive.pictures.keep_back(number, row.source, kept_back)
            if kept_back:
                continue
            marks = output.marks(row.path)
            copy = None if marks else _stage(archive, number, row.source, row.path, output)
            if marks or copy:
                found.append((row, marks[0] if marks else len(copy or b""), self._begin_smaller(row, copy)))
        return BulletinPictures(archive, output, found)

    def _begin_smaller(self, row: Shown, copy: bytes | None) -> "_Smaller":
        """The smaller copies of a picture; `copy` is its copy, where that was just staged."""
        if row.path in self._smaller:
            return self._smaller[row.path]
        known = None if row.widths is None else tuple(map(int, row.widths.split()))
        wanted = scaled_widths(row.width, row.type) if known is None else known
        lacks = self._output.lacks(scaled_path(row.path, width) for width in wanted)
        smaller = _Smaller(row.path, wanted)
        if self._desk and lacks:
            smaller.made = self._desk.scale(copy or self._output.read(row.path) or b"", wanted, row.source)
            self._smaller[row.path] = smaller
        elif self._desk and known is None:
            self._archive.pictures.note_widths(row.path, wanted)
        return smaller


class _Smaller:
    """The smaller copies of a picture.

    Attributes:
        path: of its copy.
        widths: those that exist, are staged, or are in the making.
        made: those in the making.
    """

    def __init__(self, path: str, widths: tuple[int, ...]) -> None:
        self.path = path
        self.widths = widths
        self.made: Future[list[bytes]] | None = None

    def stage(self, archive: Archive, output: Output) -> None:
        """Stage what was in the making, and note it."""
        making, self.made = self.made, None
        if making is None:
            return
        try:
            made = making.result()
        except PictureDeferredError:  # the next build tries again
            self.widths = ()
            return
        self.widths = self.widths if made else ()
        for width, scaled in zip(self.widths, made, strict=True):
            output.stage(scaled_path(self.path, width), scaled, durable=False)
        archive.pictures.note_widths(self.path, self.widths)


class BulletinPictures:
    """The pictures of a bulletin that can be shown."""

    def __init__(self, archive: Archive, output: Output, found: Sequence[tuple[Shown, int, _Smaller]]) -> None:
        self._archive = archive
        self._output = output
        self._found = found

    def shown(self) -> dict[str, Picture]:
        """The pictures by the name that the bulletin gives them, once all their copies are staged."""
        pictures: dict[str, Picture] = {}
        for row, size, smaller in self._found:
            smaller.stage(self._archive, self._output)
            pictures[row.source] = Picture(row.path, row.type, row.width, row.height, size, smaller.widths)
        return pictures


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
