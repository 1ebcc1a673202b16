"""An open archive: what it notes, what it undoes, and where it finds bulletins."""

from pathlib import Path

import pytest

from feedpub.archive import Archive, open_archive
from feedpub.errors import RefusedError


def test_an_attempt_that_is_refused_leaves_no_trace(archive: Archive) -> None:
    def refused() -> None:
        with archive.attempt():
            archive.settings.reading_fingerprint = "within"
            raise RefusedError("too much would leave")

    archive.settings.reading_fingerprint = "before"
    with pytest.raises(RefusedError):
        refused()
    assert archive.settings.reading_fingerprint == "before"
    with archive.attempt():
        archive.settings.reading_fingerprint = "after"
    assert archive.settings.reading_fingerprint == "after"


def test_what_is_not_committed_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / ".feedpub" / "archive.sqlite3"
    with open_archive(path) as archive:
        archive.settings.reading_fingerprint = "kept"
        archive.commit()
        archive.settings.output_fingerprint = "lost"
    with open_archive(path) as archive:
        assert (archive.settings.reading_fingerprint, archive.settings.output_fingerprint) == ("kept", None)
        assert not archive.is_new


def test_a_bulletin_is_found_from_the_folder_of_the_archive_so_that_both_can_move(tmp_path: Path) -> None:
    with open_archive(tmp_path / "paper" / ".feedpub" / "archive.sqlite3") as archive:
        inside, outside = str(tmp_path / "paper" / "news" / "a.txt"), str(tmp_path / "b.txt")
        assert archive.path_of(inside) == "news/a.txt"
        assert archive.path_of(outside) == outside
        assert [str(archive.place_of(archive.path_of(place))) for place in (inside, outside)] == [inside, outside]


def test_settings_keep_the_names_and_values_that_earlier_versions_stored(archive: Archive) -> None:
    def stored() -> dict[str, str]:
        return dict(archive.db.execute("SELECT name, value FROM setting"))

    settings = archive.settings
    assert (settings.reading_fingerprint, settings.output_fingerprint, settings.machine_start) == (None, None, None)
    assert (settings.is_publishing_unfinished, settings.is_history_kept) == (False, False)
    settings.reading_fingerprint, settings.output_fingerprint, settings.machine_start = "r", "p", "m"
    settings.begin_publishing()
    settings.begin_history()
    assert stored() == {"read by": "r", "printed": "p", "started": "m", "settled": "no", "history": "begun"}
    assert (settings.is_publishing_unfinished, settings.is_history_kept) == (True, True)
    settings.finish_publishing()
    settings.stop_history()
    assert stored() == {"read by": "r", "printed": "p", "started": "m", "settled": "yes", "history": "off"}
    assert (settings.is_publishing_unfinished, settings.is_history_kept) == (False, False)
