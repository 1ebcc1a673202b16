"""What a paper lives through in years: articles that go, files that are lost or changed meanwhile, odd names."""

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NoReturn

import pytest

from feedpub.building import build
from feedpub.commands.entries import find_entries, restore, withdraw
from feedpub.config.withdrawn import edit_withdrawals, read_withdrawals, withdrawals_file
from feedpub.errors import RefusedError, UsageError
from feedpub.ingest.snapshot import snapshot, unchanged
from feedpub.model import BulletinFile
from feedpub.model.withdrawal import Withdrawal
from feedpub.output import Output
from feedpub.progress import Progress
from feedpub.status import run_recorded
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article, assert_valid, words

DAY = FIRST_DAY - timedelta(days=1)
NAME = "2026-01-26.txt"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def _notice(name: str) -> str:
    return f"# 义卖公示{name}\n\n{words(name, 60)}。\n\n"


@pytest.mark.parametrize("left", ["丁", "", "乙"])
def test_an_article_that_is_gone_keeps_its_text_when_bulletins_are_read_otherwise(paper: Paper, left: str) -> None:
    paper.config = replace(paper.config, pages=True)
    paper.write(NAME, _notice("甲") + article("乙", DAY) + article("丙", DAY) + article("丁", DAY))
    paper.build()
    before = {entry.id: (entry.title, entry.summary) for entry in paper.feed().values()}
    paper.write(
        NAME, _notice("甲") + "".join(article(name, DAY) for name in "乙丁" if name != left) + article("戊", DAY)
    )
    paper.build()
    paper.config = replace(paper.config, discard_also=("义卖公示",))
    paper.build()
    paper.build()
    for entry in paper.feed().values():
        if entry.id in before:
            assert (entry.title, entry.summary) == before[entry.id]
    assert {entry.id for entry in paper.feed().values()} >= before.keys()
    assert_valid(paper.config.out, paper.config.base_url)


def test_a_reason_is_given_to_no_other_article(paper: Paper) -> None:
    paper.write(NAME, article("甲", DAY) + article("乙", DAY))
    paper.build()
    one, two = paper.ids().values()
    withdraw([one], "消息来源有误", paper.config, now=paper.now)
    withdraw([one, two], None, paper.config, now=paper.now)
    found = read_withdrawals(paper.config)
    assert (found[one].reason, found[two].reason) == ("消息来源有误", None)


def test_of_two_ids_one_is_wrong_and_nothing_is_said_or_done(paper: Paper, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write(NAME, article("甲", DAY))
    paper.build()
    with pytest.raises(UsageError):
        withdraw([*paper.ids().values(), "0123456789abcdef"], None, paper.config, now=paper.now)
    assert capsys.readouterr().out == ""
    assert not withdrawals_file(paper.config).exists()


@pytest.mark.parametrize("removed", ["keep", "withdraw"])
def test_what_was_taken_back_stays_so_when_the_file_of_withdrawals_is_lost(
    paper: Paper, removed: Literal["keep", "withdraw"]
) -> None:
    paper.config = replace(paper.config, removed=removed)
    paper.write(NAME, "".join(article(name, DAY) for name in "甲乙丙丁戊己庚辛壬癸子丑"))
    paper.build()
    identity = next(key for title, key in paper.ids().items() if title.endswith("甲"))
    if removed == "keep":
        withdraw([identity], "有误", paper.config, now=paper.now)
    else:
        paper.write(NAME, "".join(article(name, DAY) for name in "乙丙丁戊己庚辛壬癸子丑"))
    assert paper.build().withdrawn == 1
    withdrawals_file(paper.config).unlink()
    built = paper.build()
    assert (built.corrected, built.withdrawn) == (0, 0)
    assert read_withdrawals(paper.config).keys() == {identity}
    assert paper.build(later=timedelta(days=40)).corrected == 0
    assert identity not in paper.ids().values()
    withdrawals_file(paper.config).unlink()
    paper.build()
    assert identity not in paper.ids().values()
    if removed == "keep":
        restore([identity], paper.config)
        paper.build()
        assert identity in paper.ids().values()


def test_a_withdrawal_made_while_a_build_is_at_work_is_kept(paper: Paper) -> None:
    paper.config = replace(paper.config, removed="withdraw")
    names = "甲乙丙丁戊己庚辛壬癸子丑"
    paper.write(NAME, "".join(article(name, DAY) for name in names))
    paper.build()
    ids = {title[-1]: key for title, key in paper.ids().items()}
    paper.write(NAME, "".join(article(name, DAY) for name in names[1:]))

    def meanwhile(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        yield from files
        edit_withdrawals(paper.config, lambda rows: {**rows, ids["丑"]: Withdrawal(ids["丑"], paper.now.date(), "丑")})

    paper.build(progress=Progress(meanwhile))
    assert read_withdrawals(paper.config).keys() == {ids["甲"], ids["丑"]}


def test_withdrawing_needs_no_bulletins(paper: Paper) -> None:
    paper.config = replace(paper.config, bulletins=(paper.news,))
    paper.write(NAME, article("甲", DAY))
    paper.build()
    (paper.news / NAME).unlink()
    [row] = find_entries(paper.config, now=paper.now)
    withdraw([row.id], None, paper.config, now=paper.now)
    assert read_withdrawals(paper.config).keys() == {row.id}


def test_a_section_of_a_very_long_name_stops_nothing(paper: Paper) -> None:
    paper.write(NAME, f"---\nsection: {words('栏目', 150)}\n---\n\n" + article("甲", DAY))
    built = paper.build()
    assert built.new == 1
    assert max(len(path.name) for path in paper.config.out.iterdir()) < 100


def test_a_folder_whose_name_begins_as_anothers_is_none_of_a_watchs(paper: Paper, tmp_path: Path) -> None:
    old = tmp_path / "news-old"
    old.mkdir()
    (old / "2026-01-25.txt").write_text(article("旧", DAY), encoding="utf-8")
    paper.write(NAME, article("甲", DAY))
    build([old], paper.config, paper.now)
    paper.config = replace(paper.config, margin=50)
    progress = unchanged(snapshot([paper.news], paper.config), [paper.news], paper.config.out)
    assert paper.build(progress=progress).new == 1


def test_an_output_that_could_not_be_opened_is_not_held(tmp_path: Path) -> None:
    (tmp_path / ".feedpub-1-1").mkdir()
    with pytest.raises(RefusedError):
        Output(tmp_path)
    (tmp_path / ".feedpub-1-1").rmdir()
    with Output(tmp_path):
        pass


def _two_issues(paper: Paper) -> None:
    """The older of the two stands in archive documents."""
    paper.write("2026-01-20.txt", "".join(article(name, FIRST_DAY - timedelta(days=7)) for name in "甲乙丙丁"))
    paper.write(NAME, "".join(article(name, DAY) for name in "戊己"))
    paper.build()


def test_every_folder_that_is_made_may_be_looked_into(paper: Paper) -> None:
    before = os.umask(0o077)
    try:
        paper.config = replace(paper.config, out=paper.folder / "public" / "feeds", archive_size=2, limit=2, days=1)
        _two_issues(paper)
    finally:
        os.umask(before)
    made = [paper.folder / "public", *(path for path in (paper.folder / "public").rglob("*") if path.is_dir())]
    assert "archive" in [path.name for path in made]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o755}


def test_builds_wait_for_a_look_and_a_look_for_builds(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / NAME).write_text(article("甲", DAY), encoding="utf-8")
    assert feedpub("build", "news").returncode == 0
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom feedpub.archive import open_archive\n"
        "with open_archive(Path(sys.argv[1]), dry=sys.argv[2] == 'dry') as archive:\n"
        "    archive.db.execute(\"REPLACE INTO setting VALUES ('x', 'y')\")\n"
        "    print('held', flush=True)\n    time.sleep(7)\n"
    )
    archive = tmp_path / ".feedpub" / "archive.sqlite3"
    for kind, command in (("dry", "build"), ("build", "diff")):
        with subprocess.Popen([sys.executable, "-c", hold, str(archive), kind], stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            other.stdout.readline()
            began = time.monotonic()
            done = feedpub(command, "news")
            assert (done.returncode, done.stderr.count("another")) == (0, 0), done.stderr
            assert time.monotonic() - began > 3


def test_a_status_among_what_is_published_tells_no_more_than_readers_may_know(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / NAME).write_text(article("甲", DAY) + "# 明日头条\n\n", encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\nstatus = "feeds/status.json"\n', encoding="utf-8")
    assert feedpub("build").returncode == 0
    text = (tmp_path / "feeds" / "status.json").read_text(encoding="utf-8")
    [problem] = json.loads(text)["problems"]
    assert (problem["path"], problem["code"]) == (NAME, "no-body")
    assert "明日头条" not in text
    assert str(tmp_path) not in text
    assert feedpub("status").returncode == 0


def test_a_build_whose_note_cannot_be_written_is_done_all_the_same(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / NAME).write_text(article("甲", DAY), encoding="utf-8")
    for name in ("news", f"news/{NAME}/status.json"):
        (tmp_path / "feedpub.toml").write_text(f'bulletins = ["news"]\nstatus = "{name}"\n', encoding="utf-8")
        done = feedpub("build")
        assert done.returncode == 0
        assert "[status]" in done.stderr
    assert (tmp_path / "feeds" / "all.atom.xml").exists()


def test_a_build_stopped_by_its_configuration_is_noted(paper: Paper) -> None:
    def stopped() -> NoReturn:
        raise UsageError("a template cannot be used")

    paper.write(NAME, article("甲", DAY))
    run_recorded(paper.config, paper.now, paper.build)
    with pytest.raises(UsageError):
        run_recorded(paper.config, paper.now, stopped)
    last = json.loads(paper.config.status_file.read_bytes())["builds"][0]
    assert (last["result"], last["message"]) == ("refused", "a template cannot be used")


def test_a_lost_archive_is_begun_anew_beside_entries_of_others(paper: Paper) -> None:
    paper.config = replace(paper.config, archive_size=2, limit=2, days=1)
    _two_issues(paper)
    ids = paper.ids()
    document = paper.config.out / "archive" / "all" / "0001.atom.xml"
    text = document.read_text(encoding="utf-8")
    first = text[text.index("urn:uuid:", text.index("<entry>")) :][:45]
    document.write_text(text.replace(first, "tag:example.org,2026:1"), encoding="utf-8")
    for path in paper.config.archive.parent.iterdir():
        path.unlink()
    paper.build()
    assert paper.ids().items() >= ids.items()


def test_configurations_that_are_wrong_in_odd_ways_are_told(feedpub: Feedpub, tmp_path: Path) -> None:
    said = {
        'release = "6:00"': "must be an hour of the day, such as 06:00",
        'discard_never = ["{x}"]': "`discard_never",
        "days = " + "[" * 3000: "is not valid TOML",
    }
    for text, words_of_it in said.items():
        (tmp_path / "feedpub.toml").write_text(text + "\n", encoding="utf-8")
        done = feedpub("sections")
        assert done.returncode == 2
        assert words_of_it in done.stderr
        assert "Traceback" not in done.stderr


def test_an_article_that_comes_back_under_another_headline_is_the_one_it_was(paper: Paper) -> None:
    text = words("春耕会议", 200)
    one = article("甲", DAY)
    paper.write(NAME, one + article("乙", DAY, text))
    paper.build()
    before = {entry.id for entry in paper.feed().values()}
    paper.write(NAME, one)
    paper.build()
    paper.write(NAME, one + article("丙", DAY, text))
    built = paper.build()
    assert (built.new, built.corrected) == (0, 1)
    assert {entry.id for entry in paper.feed().values()} == before


def test_what_is_let_go_is_counted_and_problems_come_by_file_and_line(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    picture = "![图](缺.jpg)\n\n图为渡口。\n\n"
    whole = article("甲", DAY) + picture + article("丙", date(2026, 1, 28)) + picture.replace("缺", "无")
    (tmp_path / "news" / NAME).write_text(whole, encoding="utf-8")
    (tmp_path / "news" / "2026-01-27.txt").write_text(article("乙", DAY), encoding="utf-8")
    done = feedpub("build", "news")
    lines = [int(line.split(":")[1]) for line in done.stderr.splitlines() if line.startswith("news")]
    assert len(lines) > 2
    assert lines == sorted(lines)
    (tmp_path / "news" / "2026-01-27.txt").unlink()
    told = feedpub("build", "news", "--prune", "--allow-shrink").stdout
    assert ", 1 pruned;" in told
    assert "pruned" not in feedpub("build", "news").stdout


def test_withdrawing_once_more_keeps_the_day_and_says_so(paper: Paper, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write(NAME, article("甲", DAY))
    paper.build()
    withdraw([*paper.ids().values()], "有误", paper.config, now=paper.now)
    capsys.readouterr()
    withdraw([*paper.ids().values()], None, paper.config, now=paper.now + timedelta(days=3))
    assert capsys.readouterr().out.startswith(f"withdrawn already, since {paper.now.date()}: ")
    [row] = read_withdrawals(paper.config).values()
    assert (row.day, row.reason) == (paper.now.date(), "有误")


def test_a_section_that_nothing_stands_in_is_said(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    (tmp_path / "news" / NAME).write_text(article("甲", DAY), encoding="utf-8")
    done = feedpub("list", "--section", "nosuch")
    assert done.returncode == 2
    assert "known are" in done.stderr


def test_a_broken_project_of_others_above_stops_nothing(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / NAME).write_text(article("甲", DAY), encoding="utf-8")
    assert feedpub("build", "news").returncode == 0
