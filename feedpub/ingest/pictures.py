"""The picture desk: the pictures that bulletins name, as the archive knows them, and their copies in the output."""

import os
from collections.abc import Iterable, Iterator, Set
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from feedpub.archive import Archive
from feedpub.errors import PictureError
from feedpub.ingest.images import find_image, is_remote, read_image
from feedpub.ingest.scan import News
from feedpub.model import Article, Picture
from feedpub.output import Output

__all__ = ["look_again", "named_in", "note_pictures", "shown_pictures", "take_back"]

_NOTE = """REPLACE INTO picture (bulletin, source, line, size, mtime, path, type, width, height, code, message)
           VALUES (?,?,?,?,?,?,?,?,?,?,?)"""
_HELD, _WITHDRAWN = "held", "withdrawn"  # the code of a picture that might be shown, and is kept back: no problem
_Row = tuple[
    int, str, int, int | None, int | None, str | None, str | None, int | None, int | None, str | None, str | None
]


def note_pictures(archive: Archive, number: int, place: str, articles: Iterable[Article]) -> None:
    """Looks at the pictures a bulletin names, and notes what they are, or why they can't be shown.

    Args:
        archive: takes them in.
        number: the bulletin's.
        place: where its file stands.
        articles: its.
    """
    folder = Path(place).parent
    named = dict(chain.from_iterable(map(named_in, articles)))
    for source, line in named.items():
        archive.db.execute(_NOTE, _look(number, folder, source, line))


def look_again(archive: Archive, news: News) -> None:
    """Pictures that arrived late, or were replaced, change the articles that show them.

    One whose file is gone is shown as long as its copy stands.
    """
    rows = archive.db.execute(
        """SELECT picture.bulletin, source, line, picture.size, picture.mtime, picture.path, bulletin.path FROM picture
           JOIN bulletin ON number = picture.bulletin WHERE current"""
    ).fetchall()
    for number, source, line, size, mtime, copy, path in rows:
        folder = archive.place_of(path).parent
        marks = _marks_of(folder, source)
        if marks == (size, mtime) or (marks is None and copy):
            continue
        row = _look(number, folder, source, line)
        archive.db.execute(_NOTE, row)
        if row[5] != copy:
            for entry, slug, issue in archive.db.execute(
                "SELECT number, slug, issue FROM entry WHERE bulletin = ? AND published IS NOT NULL", (number,)
            ):
                news.touched.add(entry)
                news.slugs.add(slug)
                news.days.add(issue)


def shown_pictures(
    archive: Archive, number: int, sources: Set[str], taken_back: Set[str], output: Output
) -> dict[str, Picture]:
    """The pictures of a bulletin that can be shown, by the name it gives them; their copies stand, or are staged.

    Args:
        archive: what is known of them; it learns which are kept back.
        number: the bulletin's.
        sources: the names of those that may be published.
        taken_back: of those that articles showed which were withdrawn.
        output: where copies are staged.
    """
    found: dict[str, Picture] = {}
    for source, path, kind, width, height, code in archive.db.execute(
        "SELECT source, path, type, width, height, code FROM picture WHERE bulletin = ? AND path IS NOT NULL", (number,)
    ).fetchall():
        kept_back = None if source in sources else _WITHDRAWN if source in taken_back else _HELD
        if code != kept_back:
            told = (kept_back, number, source)
            archive.db.execute("UPDATE picture SET code = ? WHERE bulletin = ? AND source = ?", told)
        if kept_back:
            continue
        marks = output.marks(path)
        size = marks[0] if marks else _stage(archive, number, source, path, output)
        if size is not None:
            found[source] = Picture(path, kind, width, height, size)
    return found


def take_back(archive: Archive, output: Output) -> None:
    """Removes the copies of pictures that only articles showed which were withdrawn."""
    for (path,) in archive.db.execute(
        """SELECT DISTINCT path FROM picture WHERE code = ? AND NOT EXISTS
           (SELECT 1 FROM picture AS other JOIN entry ON entry.bulletin = other.bulletin
            WHERE other.path = picture.path AND other.code IS NOT picture.code AND withdrawn IS NULL)""",
        (_WITHDRAWN,),
    ):
        if output.marks(path):
            output.remove(path)


def _stage(archive: Archive, number: int, source: str, path: str, output: Output) -> int | None:
    """Readies a copy; its size, or None where its file can't be had any more."""
    (place,) = archive.db.execute("SELECT path FROM bulletin WHERE number = ?", (number,)).fetchone()
    try:
        image = read_image(find_image(archive.place_of(place).parent, source), source)
        if image.picture.path != path:  # another by now: what was shown is lost
            raise PictureError("picture-missing", f"the picture `{source}` is another by now; it is not shown")
    except PictureError as error:
        archive.db.execute(
            """UPDATE picture SET path = NULL, size = NULL, mtime = NULL, code = ?, message = ?
               WHERE bulletin = ? AND source = ?""",
            (error.code, str(error), number, source),
        )
        return None
    output.stage(path, image.data)
    return image.picture.size


def named_in(article: Article) -> Iterator[tuple[str, int]]:
    """The files an article names, with their line; what is on the net stays there, and its caption is all we have."""
    named = [(article.src, article.line), *((figure.src, figure.line) for figure in article.figures)]
    return ((source, line) for source, line in named if source and not is_remote(source))


def _look(number: int, folder: Path, source: str, line: int) -> _Row:
    marks = None
    try:
        found = find_image(folder, source)
        marks = _marks(found)
        picture = read_image(found, source).picture
    except PictureError as error:
        size, mtime = marks or (None, None)
        return number, source, line, size, mtime, None, None, None, None, error.code, str(error)
    size, mtime = marks or (None, None)
    return number, source, line, size, mtime, picture.path, picture.type, picture.width, picture.height, None, None


def _marks(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def _marks_of(folder: Path, source: str) -> tuple[int, int] | None:
    return _marks(folder / source) or _marks(folder / unquote(source))
