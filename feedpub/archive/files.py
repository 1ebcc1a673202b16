"""Files that this paper wrote into the output folder, and those among them that nothing leads to any more."""

import sqlite3
from collections.abc import Iterable, Set
from typing import NamedTuple

from feedpub.archive.conditions import SHORT_ID
from feedpub.archive.issues import DAYS
from feedpub.archive.values import reading
from feedpub.messages import message
from feedpub.model.states import PageWritten
from feedpub.paths import FOLDERS, SEARCH_FOLDER, TOPICS, picture_hash

__all__ = ["Files", "OrphanPage", "WrittenFile"]

# What is read, for the message that it cannot be; made once, for they are in the way of every row.
_PAGE_NAME = message("the name of a page")

_PAGE = f"'a/' || {SHORT_ID} || '.html'"
# What each folder has in use. An index answers each; none asks the disk.
_IN_USE = {
    "a": f"SELECT {_PAGE} FROM standing WHERE id IS NOT NULL",
    "d": f"""SELECT 'd/' || issue || '.html' FROM ({DAYS}) UNION ALL SELECT 'd/index.html'
             UNION ALL SELECT DISTINCT 'd/' || substr(issue, 1, 4) || '.html' FROM ({DAYS})""",
    "s": "SELECT 's/' || slug || '.html' FROM feed WHERE leaves IS NULL",
    "f": "SELECT 'f/' || slug || '.html' FROM feed WHERE leaves IS NULL",
    **dict.fromkeys(TOPICS, "SELECT slug || '.html' FROM feed WHERE leaves IS NULL"),
    "p": "SELECT substr(path, 1, 18) FROM picture WHERE path IS NOT NULL AND code IS NULL",
}
_PICTURE = "substr(path, 1, 18)"  # `p/` and the hash: the smaller copies of a picture begin so too
_SITEMAP = "path GLOB 'sitemap*.xml'"
_IN_FOLDER = "path > :folder || '/' AND path < :folder || '0'"  # "0" follows "/"
# Beside and between the folders of pages, pictures and the search, in the order of paths; none of their million files
# is looked at. Those of topics have feeds beside pages.
_SLUG = "CASE WHEN path GLOB 'archive/*' THEN substr(path, 9, instr(substr(path, 9), '/') - 1)"
_SLUG += " ELSE substr(path, 1, instr(path || '.', '.') - 1) END"
_NO_FEED = f"{_SLUG} NOT IN (SELECT slug FROM feed)"
_FOLDERS = (*sorted(FOLDERS), SEARCH_FOLDER)
_BETWEEN = zip(("", *(f"{name}0" for name in _FOLDERS)), (*(f"{name}/" for name in _FOLDERS), "{"), strict=True)
_OF_NO_FEED = (
    *(f"path >= '{first}' AND path < '{last}' AND {_NO_FEED}" for first, last in _BETWEEN),
    *(f"path > '{name}/' AND path < '{name}0' AND path NOT GLOB '*.html' AND {_NO_FEED}" for name in TOPICS),
)


class WrittenFile(NamedTuple):
    """A file as a build wrote it, or found it written.

    Attributes:
        path: below the output folder.
        hash: of its bytes.
        before: of the bytes that it replaces, or None.
        leaves: the day on which it is removed (ISO), or None where it is in use.
    """

    path: str
    hash: bytes
    before: bytes | None = None
    leaves: str | None = None


class OrphanPage(NamedTuple):
    """What became of the entry of a page: the slug of its section, and whether a notice in its place had its time."""

    slug: str
    is_dropped: bool


class Files:
    """The table `file`, one row for each file that was written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def note(self, files: Iterable[WrittenFile]) -> None:
        """Note files as written; those that were leaving are in use again, unless they say otherwise."""
        self._db.executemany(
            """INSERT INTO file (path, hash, before, leaves) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE
               SET hash = excluded.hash, before = excluded.before, leaves = excluded.leaves
               WHERE (hash, before, leaves) IS NOT (excluded.hash, excluded.before, excluded.leaves)""",
            files,
        )

    def take_over_pictures(self) -> None:
        """Note the copies of pictures that are shown, and that an older feedpub wrote: their names are their hashes."""
        copies = self._db.execute("SELECT path FROM picture WHERE path IS NOT NULL AND code IS NULL").fetchall()
        rows = [(path, known) for (path,) in copies if (known := picture_hash(path))]
        self._db.executemany("INSERT OR IGNORE INTO file (path, hash) VALUES (?, ?)", rows)

    def of_path(self, path: str) -> WrittenFile | None:
        """A file as it was written last, or None where it is not known."""
        return next(iter(self._found("path = :path", path=path)), None)

    def sitemaps(self) -> list[str]:
        """The paths of the sitemaps that were written, and are in use."""
        return [row.path for row in self._found(f"{_SITEMAP} AND leaves IS NULL")]

    def leave_sitemaps(self, used: Set[str], day: str) -> None:
        """Note the day (ISO) on which sitemaps are removed that are not in use."""
        for row in self._found(_SITEMAP):
            self.let_leave(row.path, None if row.path in used else day)

    def hash_of(self, path: str) -> bytes | None:
        """The hash of a file as it was written last, or None where it is not known."""
        row = self._db.execute("SELECT hash FROM file WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def scaled_of(self, path: str) -> list[str]:
        """The smaller copies of a picture, by the path of its copy."""
        rows = self._db.execute(
            "SELECT path AS written FROM file WHERE path > ?1 || '-' AND path < ?1 || '.'", (path.partition(".")[0],)
        )
        return [name for (name,) in rows]

    def any_due(self, today: str) -> bool:
        """Whether the time of any file is over on a day (ISO)."""
        return self._db.execute("SELECT 1 FROM file WHERE leaves <= ? LIMIT 1", (today,)).fetchone() is not None

    def orphans(self, folder: str) -> list[WrittenFile]:
        """The files of a folder that are not in use; those of topics have feeds beside pages, which are not counted."""
        name = _PICTURE if folder == "p" else "path"
        of_pages = "TRUE" if folder == "p" else "path GLOB '*.html'"
        return self._found(f"{_IN_FOLDER} AND {of_pages} AND {name} NOT IN ({_IN_USE[folder]})", folder=folder)

    def orphans_among(self, keys: Iterable[bytes]) -> list[WrittenFile]:
        """The pages that are not in use among those of some entries, by the ids of these."""
        found: list[WrittenFile] = []
        for path in sorted({f"a/{key[:8].hex()}.html" for key in keys}):
            first, last = _ids_of(path)
            unused = "NOT EXISTS (SELECT 1 FROM standing WHERE id BETWEEN :first AND :last)"
            found += self._found(f"path = :path AND {unused}", path=path, first=first, last=last)
        return found

    def of_no_feed(self) -> list[WrittenFile]:
        """The archive documents of feeds that are no more, feeds of topics, and all files beside the folders."""
        return [row for where in _OF_NO_FEED for row in self._found(where)]

    def of_search(self) -> list[WrittenFile]:
        """The files of the search index that are in use."""
        return self._found(f"{_IN_FOLDER} AND leaves IS NULL", folder=SEARCH_FOLDER)

    def due(self, today: str) -> list[WrittenFile]:
        """The files whose time is over on a day (ISO)."""
        return self._found("leaves <= :today", index="INDEXED BY file_leaves", today=today)

    def leaving(self, folder: str) -> list[WrittenFile]:
        """The files of a folder that are removed on a day, or wait to be looked at again."""
        return self._found(f"{_IN_FOLDER} AND leaves IS NOT NULL", folder=folder)

    def orphan_page(self, path: str) -> OrphanPage | None:
        """What became of the entry of a page that is not in use; None where there is no such entry any more."""
        row = self._db.execute(
            "SELECT slug, withdrawn IS '' FROM entry WHERE id BETWEEN ? AND ?", _ids_of(path)
        ).fetchone()
        return OrphanPage(row[0], bool(row[1])) if row else None

    def owe_page(self, path: str) -> None:
        """Note that the page of an entry is not on the disk as the entry has it: it is written if it comes back."""
        self._db.execute(f"UPDATE entry SET page_written = {PageWritten.NO} WHERE id BETWEEN ? AND ?", _ids_of(path))

    def let_leave(self, path: str, day: str | None) -> None:
        """Note the day (ISO) on which a file is removed, or looked at again; None: it is in use."""
        self._db.execute("UPDATE file SET leaves = ? WHERE path = ?", (day, path))

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files that are removed, or that are somebody else's by now."""
        self._db.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in paths])

    def _found(self, where: str, index: str = "", **values: str | bytes) -> list[WrittenFile]:
        rows = self._db.execute(
            f"SELECT path AS written, hash, before, leaves FROM file {index} WHERE {where} ORDER BY path", values
        )
        return [WrittenFile(*row) for row in rows]


def _ids_of(path: str) -> tuple[bytes, bytes]:
    """The first and the last id that the page of an entry may have: its name is half of it."""
    with reading(_PAGE_NAME):
        first = bytes.fromhex(path.removeprefix("a/").removesuffix(".html"))
    return first + b"\0" * 8, first + b"\xff" * 8
