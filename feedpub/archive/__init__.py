"""The archive: one SQLite file beside the configuration. Every SQL statement of feedpub is in this package."""

from feedpub.archive.connection import PATIENCE, Archive, open_archive

__all__ = ["PATIENCE", "Archive", "open_archive"]
