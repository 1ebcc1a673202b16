"""Bring the form of an archive up to date: the tables that its version has, and those of each version since."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from feedpub.archive.schema import APPLICATION, MIGRATIONS, VERSION
from feedpub.data.words import words_in
from feedpub.errors import RefusedError
from feedpub.messages import message

__all__ = ["begun"]


def begun(db: sqlite3.Connection, path: Path, language: str) -> sqlite3.Connection:
    """The connection with a transaction begun, and the form brought up to date in it.

    Raises:
        RefusedError: it is not an archive, or from a newer feedpub.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or version):
        raise RefusedError(message("{path}: is not a feedpub archive; name another with `archive`", path=path))
    if version > VERSION:
        raise RefusedError(
            message(
                "{path}: was written by a newer feedpub (form {version}; this one knows up to {known}); update feedpub",
                path=path,
                version=version,
                known=VERSION,
            )
        )
    db.create_function("mark_of_withdrawal", 0, lambda: words_in(language)["withdrawn_mark"])  # see `conditions`
    db.execute("BEGIN IMMEDIATE" if version == VERSION else "BEGIN EXCLUSIVE")
    if version < VERSION:
        for number, step in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(step):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    return db


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, for `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
