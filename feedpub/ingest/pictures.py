"""The pictures that bulletins name: what their files are, and their copies in the output."""

import os
from collections.abc import Iterable, Iterator, Set
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.pictures import KeptBack, PictureRow
from feedpub.errors import PictureError
from feedpub.ingest.images import find_image, is_remote, read_image
from feedpub.ingest.results import affected_by
from feedpub.model import Article, Picture
from feedpub.model.build import Affected
from feedpub.output import Output

__all__ = ["look_again", "named_in", "note_pictures", "shown_pictures", "take_back"]


def note_pictures(archive: Archive, number: int, place: str, articles: Iterable[Article]) -> None:
    """Looks at the pictures a bulletin names, and notes what they are, or why they can't be shown.

    Args:
        archive: takes them in.
        number: the bulletin's.
        place: the whole path of its file.
        articles: its.
    """
    folder = Path(place).parent
    named = dict(chain.from_iterable(map(named_in, articles)))
    for source, line in named.items():
        archive.pictures.note(_look(number, folder, source, line))


def look_again(archive: Archive) -> Affected:
    """Pictures that arrived late, or were replaced, change the articles that show them; returns these.

    One whose file is gone is shown as long as its copy exists.
    """
    shown: list[Placed] = []
    for picture in archive.pictures.in_folders():
        folder = archive.place_of(picture.path).parent
        marks = _marks_of(folder, picture.source)
        if marks == (picture.size, picture.mtime) or (marks is None and picture.copy):
            continue
        row = _look(picture.bulletin, folder, picture.source, picture.line)
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
    folder = archive.place_of(archive.bulletins.source(number).path).parent
    try:
        image = read_image(find_image(folder, source), source)
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


def _look(number: int, folder: Path, source: str, line: int) -> PictureRow:
    marks = None
    try:
        found = find_image(folder, source)
        marks = _marks(found)
        picture = read_image(found, source).picture
    except PictureError as error:
        size, mtime = marks or (None, None)
        return PictureRow(number, source, line, size, mtime, code=error.code, message=str(error))
    size, mtime = marks or (None, None)
    shown = (picture.path, picture.type, picture.width, picture.height)
    return PictureRow(number, source, line, size, mtime, *shown)


def _marks(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def _marks_of(folder: Path, source: str) -> tuple[int, int] | None:
    return _marks(folder / source) or _marks(folder / unquote(source))
