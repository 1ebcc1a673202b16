"""A short year of scheduled builds; `python -m tests.year` runs a long one."""

from pathlib import Path

from tests.year import Year


def test_a_year_of_builds(tmp_path: Path) -> None:
    year = Year(tmp_path, 80)
    year.run()
    year.assert_all_well()
    assert {"late", "corrected", "killed"} <= year.events.keys()
