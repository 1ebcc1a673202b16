"""What a build notes for the next one: with which settings it was made, and what it left undone."""

import json
import sqlite3
from collections.abc import Mapping

from feedpub.archive.values import reading

__all__ = ["Settings"]


class Settings:
    """The table `setting`, one property or method for each of its rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @property
    def reading_fingerprint(self) -> str | None:
        """The fingerprint of all that reading depends on, from the last build; None before the first build."""
        return self._get("read by")

    @reading_fingerprint.setter
    def reading_fingerprint(self, fingerprint: str) -> None:
        self._set("read by", fingerprint)

    @property
    def output_fingerprint(self) -> str | None:
        """The fingerprint of all that feeds and pages depend on, from the last build; None before the first build."""
        return self._get("printed")

    @output_fingerprint.setter
    def output_fingerprint(self, fingerprint: str) -> None:
        self._set("printed", fingerprint)

    @property
    def sections_on_pages(self) -> str | None:
        """The slugs of the sections that every page led to after the last build; None before there were any pages."""
        return self._get("sections on pages")

    @sections_on_pages.setter
    def sections_on_pages(self, slugs: str) -> None:
        self._set("sections on pages", slugs)

    @property
    def pages_folder(self) -> str | None:
        """What the folder of article pages was like when all were there (`output.Marks`), or None."""
        return self._get("pages folder")

    @pages_folder.setter
    def pages_folder(self, marks: str) -> None:
        self._set("pages folder", marks)

    @property
    def search_bundles(self) -> dict[str, str]:
        """The fingerprint of each bundle of the search index that is published, by name."""
        with reading("the bundles of the search index"):
            return dict(json.loads(self._get("search") or "{}"))

    @search_bundles.setter
    def search_bundles(self, fingerprints: Mapping[str, str]) -> None:
        self._set("search", json.dumps(fingerprints, sort_keys=True))

    @property
    def machine_start(self) -> str | None:
        """The id of the start of the machine (`output.started`) in which pages were written last, or None."""
        return self._get("started")

    @machine_start.setter
    def machine_start(self, start: str) -> None:
        self._set("started", start)

    @property
    def is_publishing_unfinished(self) -> bool:
        """Whether the last build that published was stopped before all its files were in their place."""
        return self._get("settled") == "no"

    def begin_publishing(self) -> None:
        """Notes that files are going to be replaced."""
        self._set("settled", "no")

    def finish_publishing(self) -> None:
        """Notes that all files are in their place."""
        self._set("settled", "yes")

    @property
    def news_until(self) -> int | None:
        """When the sitemap of news has an article that is none any more (seconds since 1970), or None."""
        found = self._get("news until")
        return int(found) if found else None

    @news_until.setter
    def news_until(self, moment: int | None) -> None:
        self._set("news until", "" if moment is None else str(moment))

    @property
    def sitemap_moments(self) -> dict[str, int]:
        """When each sitemap of the index changed last, in seconds since 1970, by its path."""
        return dict(json.loads(self._get("sitemaps") or "{}"))

    @sitemap_moments.setter
    def sitemap_moments(self, moments: dict[str, int]) -> None:
        self._set("sitemaps", json.dumps(moments))

    @property
    def is_history_kept(self) -> bool:
        """Whether the last build kept the history of feeds (RFC 5005)."""
        return self._get("history") == "begun"

    def begin_history(self) -> None:
        """Notes that the history of feeds is kept from now on."""
        self._set("history", "begun")

    def stop_history(self) -> None:
        """Notes that the history of feeds is not kept; entries of this time are added to it when it begins again."""
        self._set("history", "off")

    @property
    def is_draft(self) -> bool:
        """Whether nobody follows the paper yet.

        An archive that does not say so may be of an earlier feedpub, which knew no drafts: its paper may be followed.
        """
        return self._get("stage") == "draft"

    @property
    def is_public(self) -> bool:
        """Whether a build noted that the paper may be followed."""
        return self._get("stage") == "public"

    def begin_draft(self) -> None:
        """Notes in a new archive that nobody follows the paper yet."""
        self._set("stage", "draft")

    def end_draft(self) -> None:
        """Notes that the paper may be followed from now on."""
        self._set("stage", "public")

    @property
    def deploys_to(self) -> str | None:
        """The target that `feedpub publish` copied the output folder to last; None where it never ran."""
        return self._get("deploys to")

    @deploys_to.setter
    def deploys_to(self, target: str) -> None:
        self._set("deploys to", target)

    def _get(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set(self, name: str, value: str) -> None:
        if self._get(name) != value:
            self._db.execute("REPLACE INTO setting VALUES (?, ?)", (name, value))
