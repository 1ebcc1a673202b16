"""Which issue days are in which bundle of the search index."""

from datetime import date, timedelta

import pytest

from feedpub.publishing.search_bundles import bundles_of


def _days(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def test_years_months_and_five_days() -> None:
    days = _days(date(2024, 12, 30), date(2026, 3, 12))
    found = bundles_of(dict.fromkeys(days, 8), days[-1])
    assert list(found) == ["2026-03-3", "2026-03-2", "2026-03-1", "2026-02", "2026-01", "2025", "2024"]
    assert found["2026-03-3"] == ["2026-03-12", "2026-03-11"]
    assert sorted(day for of in found.values() for day in of) == days
    assert "2026-03-6" in bundles_of({"2026-03-31": 1}, "2026-03-31")


def test_a_new_issue_changes_one_bundle_and_a_new_month_few() -> None:
    days = _days(date(2024, 1, 1), date(2026, 3, 31))
    before: dict[str, list[str]] = {}
    changed = []
    for end in range(len(days) - 60, len(days)):
        found = bundles_of(dict.fromkeys(days[: end + 1], 8), days[end])
        changed.append(sum(before.get(name) != of for name, of in found.items()))
        before = found
    assert max(changed[1:]) == 2
    assert changed[1:].count(1) == 57


@pytest.mark.parametrize(("articles", "bundles"), [(10, 1), (40, 4), (100, 12)])
def test_a_year_of_very_many_articles_is_divided(articles: int, bundles: int) -> None:
    days = [*_days(date(2025, 1, 1), date(2025, 12, 31)), "2026-01-01"]
    found = bundles_of(dict.fromkeys(days, articles), days[-1])
    assert len(found) == bundles + 1
    assert sorted(day for of in found.values() for day in of) == days


def test_a_day_far_ahead_changes_no_other_bundle() -> None:
    days = _days(date(2025, 12, 1), date(2026, 1, 20))
    usual = bundles_of(dict.fromkeys(days, 5), days[-1])
    assert bundles_of(dict.fromkeys([*days, "2062-01-01"], 5), days[-1]) == {"2062": ["2062-01-01"], **usual}
    assert bundles_of({}, "") == {}
