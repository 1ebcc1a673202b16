"""Say what is wrong with an archive that SQLite cannot use, and refuse it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from feedpub.archive.values import DamagedError
from feedpub.errors import RefusedError
from feedpub.messages import message

__all__ = ["refusing"]


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Within it, what SQLite raises about the archive of that path becomes a refusal.

    Raises:
        RefusedError: the archive is in use, can't be written, or is damaged.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")  # text that is not UTF-8 has none
        if name == "SQLITE_BUSY":
            raise RefusedError(
                message("{path}: another program uses the archive; close it and try again", path=path)
            ) from error
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise RefusedError(
                message("{path}: the archive cannot be written: {reason}; is the disk full?", path=path, reason=error)
            ) from error
        if name not in ("SQLITE_ERROR", ""):
            raise RefusedError(
                message("{path}: the archive cannot be used: {reason}; nothing was changed", path=path, reason=error)
            ) from error
        raise _damaged(path, error) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a message of SQLite may quote what is no text
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> RefusedError:
    reason = error.message if isinstance(error, DamagedError) else error
    return RefusedError(
        message(
            "{path}: the archive is damaged ({reason}). Put a backup in its place, or move it away: the next build "
            "creates a new one from the published feeds",
            path=path,
            reason=reason,
        )
    )
