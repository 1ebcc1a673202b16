"""Seeing that it runs: status.json, `feedpub status`, the embargo, and logs for programs."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedpub.ingest.schedule import days_without, expected_after, released_through
from feedpub.model import Config
from tests.conftest import Feedpub
from tests.papers import Paper, article, assert_valid

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKDAYS = frozenset(range(5))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2026, in Shanghai."""
    return datetime(2026, 1, day, hour, minute, tzinfo=SHANGHAI)


# ── when the paper appears ───────────────────────────────────────────────────────────────────────────────────────────


def test_without_an_hour_everything_may_be_published() -> None:
    assert released_through(Config(), at(26, 1)) == date(2026, 1, 28)


@pytest.mark.parametrize(
    ("moment", "day"),
    [(at(26, 5, 59), 25), (at(26, 6), 26), (at(26, 23, 59), 26), (at(27, 0), 26), (at(26, 20).astimezone(UTC), 26)],
)
def test_a_day_is_released_at_its_hour_in_the_papers_zone(moment: datetime, day: int) -> None:
    assert released_through(Config(release=time(6)), moment) == date(2026, 1, day)


def test_the_next_issue_is_due_on_the_next_day_the_paper_appears() -> None:
    config = Config(publishes=WORKDAYS, no_issue=frozenset({date(2026, 1, 26)}), release=time(6, 30))
    assert expected_after(config, date(2026, 1, 22)) == at(23, 6, 30)
    assert expected_after(config, date(2026, 1, 23)) == at(27, 6, 30)  # the 24th is a Saturday, the 26th a holiday
    assert expected_after(Config(publishes=frozenset()), date(2026, 1, 22)) is None


def test_days_without_are_those_it_appears_on_and_that_are_due() -> None:
    config = Config(publishes=WORKDAYS, release=time(6))
    issues = {date(2026, 1, 20), date(2026, 1, 22)}
    found = [day.day for day in days_without(config, issues, date(2026, 1, 19), at(27, 5))]
    assert found == [19, 21, 23, 26]


# ── the embargo ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path, pages=True, release=time(6))
    paper.now = at(25, 21).astimezone(UTC)
    paper.write("2026-01-25.md", article("今", date(2026, 1, 24)))
    paper.write("2026-01-26.md", "02版 国际\n\n" + article("明", date(2026, 1, 25)))
    return paper


def names(paper: Paper) -> list[str]:
    return [title[8:] for title in paper.feed()]


def test_pages_of_tomorrow_wait_until_their_hour(paper: Paper) -> None:
    built = paper.build()  # 22:00
    assert (built.new, built.waiting, built.held, built.failed) == (1, 1, 0, False)
    assert names(paper) == ["今"]
    assert "明" not in "".join(data.decode() for name, (_, data) in paper.files().items() if name.endswith("l"))
    built = paper.build(later=timedelta(hours=7, minutes=59))
    assert (built.new, built.waiting) == (0, 1)
    built = paper.build(later=timedelta(minutes=1))  # 6:00
    assert (built.new, built.waiting) == (1, 0)
    assert names(paper) == ["明", "今"]
    assert next(iter(paper.feed("world")))[8:] == "明"
    assert_valid(paper.config.out, "https://news.example.org/")


def test_what_waits_may_be_corrected_and_comes_once(paper: Paper) -> None:
    paper.build()
    paper.write("2026-01-26.md", "03版 体育\n\n" + article("后", date(2026, 1, 25)))
    assert paper.build().waiting == 1
    built = paper.build(later=timedelta(hours=9))
    assert (built.new, built.corrected) == (1, 0)
    assert names(paper) == ["后", "今"]


def test_what_waits_and_is_taken_away_never_comes(paper: Paper) -> None:
    paper.build()
    (paper.news / "2026-01-26.md").unlink()
    built = paper.build(later=timedelta(days=1))
    assert (built.new, built.waiting) == (0, 0)
    assert names(paper) == ["今"]


def test_what_readers_have_is_not_held(tmp_path: Path) -> None:
    free = Paper(tmp_path)
    free.now = at(25, 21).astimezone(UTC)
    free.write("2026-01-26.md", article("明", date(2026, 1, 25)))
    free.build()
    held = Paper(tmp_path, release=time(6))
    held.now = free.now
    assert held.build().waiting == 0
    assert names(held) == ["明"]


def test_without_the_hour_what_waits_comes_at_once(paper: Paper, tmp_path: Path) -> None:
    paper.build()
    free = Paper(tmp_path, pages=True)
    free.now = paper.now
    assert free.build().new == 1


def test_a_feed_of_nothing_but_what_waits_is_not_made(tmp_path: Path) -> None:
    paper = Paper(tmp_path, release=time(6))
    paper.now = at(25, 21).astimezone(UTC)
    paper.write("2026-01-26.md", "02版 国际\n\n" + article("明", date(2026, 1, 25)))
    assert paper.build().waiting == 1
    assert "world.atom.xml" not in paper.files()


# ── status.json and `feedpub status` ─────────────────────────────────────────────────────────────────────────────────

CONFIG = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "news").mkdir()
    bring(tmp_path, 20, 21, 22, 26)
    return tmp_path


def bring(folder: Path, *days: int) -> None:
    for day in days:
        (folder / "news" / f"2026-01-{day}.md").write_text(article(f"{day}日", date(2026, 1, day)), encoding="utf-8")


def status(folder: Path) -> Any:
    return json.loads((folder / ".feedpub" / "status.json").read_bytes())


def test_a_build_notes_what_it_did_beside_the_archive(feedpub: Feedpub, folder: Path) -> None:
    assert feedpub("build", cwd=folder, today="2026-01-26").returncode == 0
    told = status(folder)
    [build] = told["builds"]
    assert (build["result"], build["articles"], build["new"], build["errors"]) == ("done", 4, 4, 0)
    assert build["at"].startswith("2026-01-26T")
    assert build["seconds"] >= 0
    assert told["newest"] == "2026-01-26"
    assert told["expected"] == "2026-01-27T00:00:00+08:00"
    assert told["issues"] == ["2026-01-26", "2026-01-22", "2026-01-21", "2026-01-20"]
    assert not list((folder / "feeds").rglob("status*"))


def test_an_idle_build_notes_itself_and_writes_nothing_published(feedpub: Feedpub, folder: Path) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    before = {path: path.stat().st_mtime_ns for path in (folder / "feeds").rglob("*")}
    feedpub("build", cwd=folder, today="2026-01-27")
    assert [build["new"] for build in status(folder)["builds"]] == [0, 4]
    assert {path: path.stat().st_mtime_ns for path in (folder / "feeds").rglob("*")} == before


def test_it_may_be_published(feedpub: Feedpub, folder: Path) -> None:
    (folder / "feedpub.toml").write_text(CONFIG + 'status = "feeds/status.json"\n', encoding="utf-8")
    feedpub("build", cwd=folder, today="2026-01-26")
    assert json.loads((folder / "feeds" / "status.json").read_bytes())["newest"] == "2026-01-26"
    assert not (folder / ".feedpub" / "status.json").exists()
    assert feedpub("status", cwd=folder, today="2026-01-26").returncode == 0


def test_a_person_sees_builds_missing_days_and_what_is_next(feedpub: Feedpub, folder: Path) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    done = feedpub("status", cwd=folder, today="2026-01-26")
    assert done.returncode == 0
    assert "3 days without a bulletin in the last 30: 2026-01-23, 2026-01-24, 2026-01-25" in done.stdout
    assert "newest issue 2026-01-26; the next is due 2026-01-27 00:00" in done.stdout
    assert done.stdout.splitlines()[0].split() == [
        "build", "result", "articles", "new", "corrected", "errors", "warnings", "seconds"
    ]  # fmt: skip


def test_days_it_does_not_appear_on_are_not_missed(feedpub: Feedpub, folder: Path) -> None:
    days = 'publishes = ["mon", "tue", "wed", "thu", "fri"]\nno_issue = [2026-01-23]\n'
    (folder / "feedpub.toml").write_text(CONFIG + days, encoding="utf-8")
    feedpub("build", cwd=folder, today="2026-01-26")
    assert "without a bulletin" not in feedpub("status", cwd=folder, today="2026-01-26").stdout


@pytest.mark.parametrize(
    ("today", "most", "returncode"),
    [
        ("2026-01-26", 0, 0),
        ("2026-01-27", 0, 1),
        ("2026-01-27", 1, 0),
        ("2026-01-29", 2, 1),
        ("2026-01-29", 3, 0),
    ],
)
def test_a_monitor_hears_when_nothing_came(
    feedpub: Feedpub, folder: Path, today: str, most: int, returncode: int
) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    assert feedpub("status", "--max-age", str(most), cwd=folder, today=today).returncode == returncode
    assert feedpub("status", cwd=folder, today=today).returncode == 0


def test_age_is_counted_in_days_the_paper_appears(feedpub: Feedpub, folder: Path) -> None:
    (folder / "feedpub.toml").write_text(CONFIG + 'publishes = ["mon", "thu"]\n', encoding="utf-8")
    feedpub("build", cwd=folder, today="2026-01-26")
    for today, age in (("2026-01-28", 0), ("2026-01-29", 1), ("2026-02-01", 1), ("2026-02-02", 2)):
        told = json.loads(feedpub("status", "--json", "--max-age", "1", cwd=folder, today=today).stdout)
        assert (told["age"], told["late"]) == (age, age > 1)


def test_problems_that_stand_are_shown_and_a_build_with_errors_is_status_1(feedpub: Feedpub, folder: Path) -> None:
    (folder / "news" / "2026-01-27.md").write_bytes(b"\xff\xfe\x00\xd8")
    assert feedpub("build", cwd=folder, today="2026-01-27").returncode == 1
    done = feedpub("status", cwd=folder, today="2026-01-27")
    assert done.returncode == 1
    assert "2026-01-27.md" in done.stderr
    assert "done, with errors" in done.stdout


def test_a_build_that_was_refused_is_noted(feedpub: Feedpub, folder: Path) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    for path in (folder / "news").glob("*.md"):
        if "20" not in path.name[8:]:
            path.unlink()
    assert feedpub("build", "--prune", cwd=folder, today="2026-01-27").returncode == 3
    done = feedpub("status", cwd=folder, today="2026-01-27")
    assert done.returncode == 1
    assert "the last build was refused: 3 of the 4 published entries" in done.stdout
    assert "newest issue 2026-01-26" in done.stdout


def test_a_refusal_is_told_though_the_note_was_edited(feedpub: Feedpub, folder: Path) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    (folder / ".feedpub" / "status.json").write_text("[]", encoding="utf-8")
    for path in (folder / "news").glob("*.md"):
        if "20" not in path.name[8:]:
            path.unlink()
    done = feedpub("build", "--prune", cwd=folder, today="2026-01-27")
    assert (done.returncode, "would be removed" in done.stderr) == (3, True)
    assert status(folder)["builds"][0]["result"] == "refused"


def test_before_the_first_build_it_says_so(feedpub: Feedpub, folder: Path) -> None:
    done = feedpub("status", cwd=folder)
    assert done.returncode == 2
    assert "run feedpub build first" in done.stderr


def test_a_note_that_is_none_is_told_and_written_anew(feedpub: Feedpub, folder: Path) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    (folder / ".feedpub" / "status.json").write_text("[]", encoding="utf-8")
    assert feedpub("status", cwd=folder).returncode == 2
    assert feedpub("build", cwd=folder, today="2026-01-27").returncode == 0
    assert len(status(folder)["builds"]) == 1


def test_a_dry_build_notes_nothing(feedpub: Feedpub, folder: Path) -> None:
    feedpub("diff", cwd=folder)
    assert not (folder / ".feedpub").exists()


# ── logs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_logs_are_one_object_a_line(feedpub: Feedpub, folder: Path) -> None:
    (folder / "news" / "简讯.md").write_text("# 短讯\n\n本报1月26日讯 江风。\n", encoding="utf-8")
    done = feedpub("build", "--log-format", "json", cwd=folder, today="2026-01-26")
    assert done.stdout == ""
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    problems = [row for row in rows if row["event"] == "problem"]
    (built,) = (row for row in rows if row["event"] == "built")
    assert [(row["event"], row["level"], row["code"], row["line"]) for row in problems] == [
        ("problem", "warning", "date-inferred", 1)
    ]
    assert (built["event"], built["level"], built["new"], built["articles"]) == ("built", "info", 5, 5)
    assert any(path.endswith("all.atom.xml") for path in built["written"])


@pytest.mark.parametrize(
    "text",
    [
        '{"form": 1, "builds": null, "issues": [], "newest": null, "problems": []}',
        '{"form": 1, "builds": [], "issues": [], "newest": null, "problems": []}',
        '{"form": 1, "builds": [{}], "issues": [], "newest": null, "problems": []}',
        '{"form": 1}',
        "[" * 100_000,
    ],
)
def test_a_note_that_somebody_edited_stops_no_build(feedpub: Feedpub, folder: Path, text: str) -> None:
    feedpub("build", cwd=folder, today="2026-01-26")
    (folder / ".feedpub" / "status.json").write_text(text, encoding="utf-8")
    done = feedpub("status", cwd=folder)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert feedpub("build", cwd=folder, today="2026-01-27").returncode == 0
    assert feedpub("status", cwd=folder, today="2026-01-27").returncode == 0


def test_what_waits_holds_up_nothing_else_of_its_section(tmp_path: Path) -> None:
    paper = Paper(tmp_path, release=time(6))
    paper.now = at(26, 14).astimezone(UTC)
    old, other = (article(name, date(2026, 1, 25)) for name in ("旧", "外"))
    paper.write("2026-01-26.md", f"04版 体育\n\n{old}02版 国际\n\n{other}")
    paper.build()
    paper.write("2026-01-26.md", f"02版 国际\n\n{old}{other}")
    paper.write("2026-01-27.md", "04版 体育\n\n" + article("明", date(2026, 1, 26)))
    assert paper.build().waiting == 1
    assert paper.feed("sports") == {}
    assert len(paper.feed("world")) == 2
