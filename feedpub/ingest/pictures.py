"""The pictures that bulletins name: what their files are, and their copies in the output."""

import os
from collections.abc import Iterator, Set
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.pictures import KeptBack, PictureRow
from feedpub.errors import PictureError
from feedpub.ingest.images import find_image, is_remote, prove_image, read_image
from feedpub.ingest.results import affected_by
from feedpub.model import Article, Bulletin, BulletinFile, Picture
from feedpub.model.build import Affected
from feedpub.output import Output
from feedpub.reading.sources import read_source

__all__ = ["look_again", "named_in", "note_pictures", "shown_pictures", "take_back"]


def note_pictures(archive: Archive, number: int, file: BulletinFile, bulletin: Bulletin, data: bytes) -> None:
    """Looks at the pictures a bulletin names, and notes what they are, or why they can't be shown.

    Args:
        archive: takes them in.
        number: of the bulletin in the archive.
        file: where the bulletin is.
        bulletin: as read.
        data: the bytes of its file, which may hold pictures itself.
    """
    folder = Path(file.place).parent
    held = read_source(data, file.key).pictures if bulletin.pictures else {}
    named = dict(chain.from_iterable(map(named_in, bulletin.articles)))
    for source, line in named.items():
        archive.pictures.note(_row(number, source, line, _look(folder, source, held.get(source))))


def look_again(archive: Archive) -> Affected:
    """Pictures that arrived late, or were replaced, change the articles that show them; returns these.

    One whose file is gone is shown as long as its copy exists.
    """
    shown: list[Placed] = []
    for picture in archive.pictures.in_folders():
        if picture.is_held:  # it changes with the bulletin only
            continue
        folder = archive.place_of(picture.path).parent
        marks = _marks_of(folder, picture.source)
        if marks == (picture.size, picture.mtime) or (marks is None and picture.copy):
            continue
        row = _row(picture.bulletin, picture.source, picture.line, _look(folder, picture.source))
        archive.pictures.note(row)
        if row.path != picture.copy:
            shown += archive.entries.published_of(picture.bulletin)
    return affected_by(shown)


def shown_pictures(
    archive: Archive, number: int, sources: Set[str], taken_back: Set[str], output: Output
) -> dict[str, Picture]:
    """The pictures of a bulletin that can be shown, by the name it gives them; their copies exist, or are staged.

    Args:
        archive: what is known of them; it learns which are kept back.
        number: the bulletin's.
        sources: the names of those that may be published.
        taken_back: of those that articles showed which were withdrawn.
        output: where copies are staged.
    """
    found: dict[str, Picture] = {}
    for row in archive.pictures.of_bulletin(number):
        kept_back = _kept_back(row.source, sources, taken_back)
        if row.code != kept_back:
            archive.pictures.keep_back(number, row.source, kept_back)
        if kept_back:
            continue
        marks = output.marks(row.path)
        size = marks[0] if marks else _stage(archive, number, row.source, row.path, output)
        if size is not None:
            found[row.source] = Picture(row.path, row.type, row.width, row.height, size)
    return found


def _kept_back(source: str, sources: Set[str], taken_back: Set[str]) -> KeptBack | None:
    if source in sources:
        return None
    return KeptBack.WITHDRAWN if source in taken_back else KeptBack.HELD


def take_back(archive: Archive, output: Output) -> None:
    """Removes the copies of pictures that only articles showed which were withdrawn."""
    for path in archive.pictures.only_of_withdrawn():
        if output.marks(path):
            output.remove(path)


def _stage(archive: Archive, number: int, source: str, path: str, output: Output) -> int | None:
    """Readies a copy; its size, or None where its file can't be had any more."""
    bulletin = archive.bulletins.source(number)
    held = read_source(archive.bulletins.text(number), bulletin.key).pictures.get(source)
    try:
        folder = archive.place_of(bulletin.path).parent
        image = prove_image(held, source) if held is not None else read_image(find_image(folder, source), source)
        if image.picture.path != path:  # another by now: what was shown is lost
            raise PictureError("picture-missing", f"the picture `{source}` is another by now; it is not shown")
    except PictureError as error:
        archive.pictures.lose(number, source, error.code, str(error))
        return None
    output.stage(path, image.data)
    return image.picture.size


def named_in(article: Article) -> Iterator[tuple[str, int]]:
    """The files an article names, with their line; what is on the net stays there, and its caption is all we have."""
    named = [(article.src, article.line), *((figure.src, figure.line) for figure in article.figures)]
    return ((source, line) for source, line in named if source and not is_remote(source))


class _Found(NamedTuple):
    """What a look at a picture found: the size and mtime of its file, and the picture or why it can't be shown."""

    size: int | None
    mtime: int | None
    picture: Picture | PictureError


def _look(folder: Path, source: str, held: bytes | None = None) -> _Found:
    """Looks at a picture; `held` are its bytes where the bulletin itself holds it: then it has a size and no mtime."""
    size = mtime = None
    try:
        if held is not None:
            size = len(held)
            return _Found(size, None, prove_image(held, source).picture)
        path = find_image(folder, source)
        size, mtime = _marks(path) or (None, None)
        return _Found(size, mtime, read_image(path, source).picture)
    except PictureError as error:
        return _Found(size, mtime, error)


def _row(number: int, source: str, line: int, found: _Found) -> PictureRow:
    row = PictureRow(number, source, line, found.size, found.mtime)
    shown = found.picture
    if isinstance(shown, PictureError):
        return row._replace(code=shown.code, message=str(shown))
    return row._replace(path=shown.path, type=shown.type, width=shown.width, height=shown.height)


def _marks(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def _marks_of(folder: Path, source: str) -> tuple[int, int] | None:
    return _marks(folder / source) or _marks(folder / unquote(source))
