"""Conditions on rows of the table `entry`, and what is shown of them, that several statements share."""

from feedpub.model.states import Held

__all__ = ["FORMER", "FRESH", "HELD_INFERRED", "SHORT_ID", "SHOWN_TITLE", "WITHOUT_ID"]

FORMER = "former"  # the temporary table of articles that this build replaces by others (`archive.corrections`)
FRESH = "published IS NULL AND NOT held"  # it may be published, and has no moment of publication yet
HELD_INFERRED = f"held AND held = {Held.INFERRED}"  # `held` alone lets SQLite use the index of entries that are held
SHORT_ID = "lower(hex(substr(id, 1, 8)))"  # as `entries.ids.short_key` has it
WITHOUT_ID = "id IS NULL AND NOT held"  # it may be published, and it is not decided yet which entry it is
SHOWN_TITLE = "CASE WHEN withdrawn IS NULL THEN title ELSE mark_of_withdrawal() || title END"  # as readers see it
