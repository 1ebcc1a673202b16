"""Bulletins read as by hand: ours, and the real one where it is there."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Feedpub, run_feedpub
from tests.paths import SAMPLES
from tests.truth import OWN, REAL, bulletin_of, differences, load, rows_of

pytestmark = pytest.mark.xdist_group("truth")  # all samples are read once


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The articles of all samples."""
    return rows_of(run_feedpub("inspect", "--json", SAMPLES, cwd=tmp_path_factory.mktemp("truth")).stdout)


@pytest.mark.parametrize("truth", OWN, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_samples_are_read_as_by_hand(truth: Path, samples: list[dict[str, Any]]) -> None:
    bulletin = bulletin_of(truth)
    rows = {row["position"]: row for row in samples if Path(row["bulletin"]) == bulletin}
    want = load(truth)["articles"]
    assert len(rows) == len(want)
    for article in want:
        assert differences(article, rows[article["position"]]) == []


@pytest.mark.skipif(not REAL, reason="../shared with the real bulletin is not here")
@pytest.mark.parametrize("truth", REAL, ids=lambda path: path.name)
def test_the_real_bulletin_is_read_as_by_hand(truth: Path, feedpub: Feedpub) -> None:
    want = load(truth)
    rows = rows_of(feedpub("inspect", "--json", "--date", want["issue_date"], bulletin_of(truth)).stdout)
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
