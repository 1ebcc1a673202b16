"""Bulletins read as by hand: ours, and the real one where it is there."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Feedpub
from tests.paths import SAMPLES
from tests.truth import OWN, REAL, bulletin_of, differences, load, rows_of


def _read(feedpub: Feedpub, path: Path, *options: str) -> list[dict[str, Any]]:
    done = feedpub("inspect", "--json", *options, str(path))
    return rows_of(done.stdout)


@pytest.mark.parametrize("truth", OWN, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_samples_are_read_as_by_hand(truth: Path, feedpub: Feedpub) -> None:
    bulletin = bulletin_of(truth)
    rows = {row["position"]: row for row in _read(feedpub, SAMPLES) if Path(row["bulletin"]) == bulletin}
    want = load(truth)["articles"]
    assert len(rows) == len(want)
    for article in want:
        assert differences(article, rows[article["position"]]) == []


@pytest.mark.skipif(not REAL, reason="../shared with the real bulletin is not here")
@pytest.mark.parametrize("truth", REAL, ids=lambda path: path.name)
def test_the_real_bulletin_is_read_as_by_hand(truth: Path, feedpub: Feedpub) -> None:
    want = load(truth)
    rows = _read(feedpub, bulletin_of(truth), "--date", want["issue_date"])
    assert len(rows) == len(want["articles"])
    for article, row in zip(want["articles"], rows, strict=True):
        assert differences(article, row) == []
        assert row["problems"] == []


@pytest.mark.skipif(not REAL, reason="../shared with the real bulletin is not here")
def test_without_an_issue_date_the_cartoon_takes_the_day_most_datelines_give(feedpub: Feedpub) -> None:
    done = feedpub("inspect", "--json", str(bulletin_of(REAL[0])), today="2026-02-20")
    rows = rows_of(done.stdout)
    assert {row["date"] for row in rows} == {"2026-01-25"}
    assert all("date-inferred" in [problem["code"] for problem in row["problems"]] for row in rows)
