"""Corrections that reach everyone: told in words on the page, and as an entry of its own in a feed of their own."""

import json
import os
import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import feedpub.publishing.run
from feedpub.building import build
from feedpub.checking.folder import check_folder
from feedpub.commands.check_archive import prove_archive
from feedpub.commands.entries import restore, withdraw
from feedpub.model import Config, Section
from feedpub.model.build import BuildOptions
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import FIRST_DAY, Paper, article, words
from tests.scenarios.test_killed import killed

NEWS = """# 全市八人获奖

本报1月26日讯 全市八人获奖。会议昨日召开。

# 渡口添新灯

本报1月26日讯 渡口25日亮起新灯。今天有风。

# 老街开了新店

本报1月26日讯 老街上开了一家新店，卖的都是旧书，来的人不少。
"""
CORRECTED = NEWS.replace("全市八人获奖。会议", "全市六人获奖。会议")
NAME = "2026-01-26.txt"
FIXTURES = Path(__file__).parent / "fixtures_corrections"
HOUR = timedelta(hours=1)


def make(folder: Path, **settings: Any) -> Paper:
    """A paper of one issue that was built."""
    paper = Paper(folder, **{"pages": True, **settings})
    paper.write(NAME, NEWS)
    paper.build()
    return paper


def correct(paper: Paper, text: str = CORRECTED) -> None:
    paper.write(NAME, text)
    paper.build()


def told(paper: Paper, slug: str = "corrections") -> dict[str, str]:
    """Headline → summary of the entries of a feed that tell of something, the newest first."""
    entries = paper.feed(slug).items()
    return {title: entry.summary for title, entry in entries if entry.tags[0].term == "更正"}


def page(paper: Paper, headline: str) -> str:
    [entry] = (entry for title, entry in paper.feed().items() if title == headline)
    path = paper.config.out / str(entry.link).removeprefix(paper.config.base_url)
    return path.read_text(encoding="utf-8")


def on_page(paper: Paper, headline: str) -> list[str]:
    """What the page of an article tells of corrections, without tags."""
    found = re.findall(r'<p class="corrected"[^>]*>(.*?)</p>', page(paper, headline))
    return [re.sub("<[^>]*>", "", text) for text in found]


def findings(paper: Paper) -> list[tuple[str, str, str]]:
    checked = check_folder(
        paper.config.out, base_url=paper.config.base_url, now=paper.now + HOUR, checkers=checkers(FORMATS)
    )
    return [(path, row.code, row.message) for path, row in checked.findings]


# ── what subscribers and readers of pages see ────────────────────────────────────────────────────────────────────────


def test_nothing_is_there_before_the_first_correction(tmp_path: Path) -> None:
    paper = make(tmp_path)
    assert not list(paper.config.out.glob("corrections*"))
    assert "corrections" not in (paper.config.out / "follow.html").read_text(encoding="utf-8")


def test_a_correction_is_an_entry_of_its_own_and_told_on_the_page(tmp_path: Path) -> None:
    paper = make(tmp_path)
    before = paper.feed()
    correct(paper)
    after = paper.feed()
    assert {title: entry.id for title, entry in after.items()} == {title: entry.id for title, entry in before.items()}
    assert told(paper) == {"更正：全市八人获奖": "“八”应为“六”。"}
    [entry] = paper.feed("corrections").values()
    assert entry.id not in {each.id for each in after.values()}
    assert entry.link.startswith(f"{after['全市八人获奖'].link}#")
    assert f'id="{entry.link.partition("#")[2]}"' in page(paper, "全市八人获奖")
    assert on_page(paper, "全市八人获奖") == ["更正于 2026年1月27日 00:00：“八”应为“六”。"]
    assert on_page(paper, "渡口添新灯") == []
    structured = json.loads(re.findall(r"ld\+json\">(.*?)</script>", page(paper, "全市八人获奖"))[0])
    assert structured["correction"] == [
        {"@type": "CorrectionComment", "text": "“八”应为“六”。", "datePublished": "2026-01-27T00:00:00+08:00"}
    ]
    assert structured["dateModified"] == "2026-01-26T16:00:00+00:00"
    assert "corrections.atom.xml" in (paper.config.out / "follow.html").read_text(encoding="utf-8")
    assert "corrections" not in (paper.config.out / "feeds.opml").read_text(encoding="utf-8")
    assert findings(paper) == []
    assert prove_archive(paper.config, out=paper.config.out) == []


def test_the_feeds_byte_by_byte(tmp_path: Path) -> None:
    """`FEEDPUB_WRITE=1` writes what is expected anew."""
    paper = make(tmp_path, corrections_in_all=True)
    correct(paper)
    withdraw([paper.ids()["渡口添新灯"]], "消息来源有误", paper.config, now=paper.now)
    correct(paper, CORRECTED.replace("来的人不少。", "来的人不少。店主姓林。").replace("会议昨日", "会议26日"))
    for name in ("corrections", "all"):
        for row in FORMATS:
            file = row.path(name)
            found = (paper.config.out / file).read_bytes()
            if os.environ.get("FEEDPUB_WRITE"):
                (FIXTURES / file).write_bytes(found)
            assert found == (FIXTURES / file).read_bytes(), file
    assert findings(paper) == []


def test_each_stays_as_it_is_when_others_come(tmp_path: Path) -> None:
    paper = make(tmp_path)
    correct(paper)
    [first] = paper.feed("corrections").values()
    correct(paper, CORRECTED.replace("全市六人获奖。会议", "全市五人获奖。会议"))
    entries = {entry.id: entry for entry in paper.documents("corrections").__next__()[1].entries}
    assert list(entries) != [first.id]
    assert len(entries) == 2
    assert entries[first.id].content == first.content
    assert entries[first.id].updated == first.updated
    assert on_page(paper, "全市八人获奖") == [
        "更正于 2026年1月27日 01:00：“六”应为“五”。",
        "更正于 2026年1月27日 00:00：“八”应为“六”。",
    ]
    standing = paper.files()
    paper.build()
    assert paper.files() == standing


def test_an_issue_without_corrections_leaves_their_feed_alone(tmp_path: Path) -> None:
    paper = make(tmp_path)
    correct(paper)
    before = paper.files()["corrections.atom.xml"]
    paper.write("2026-01-27.txt", article("甲", FIRST_DAY + timedelta(days=1)))
    paper.build(later=timedelta(days=1))
    assert paper.files()["corrections.atom.xml"] == before


def test_all_of_one_build_are_told_however_many(tmp_path: Path) -> None:
    paper = Paper(tmp_path, limit=5)
    names = [f"甲{number}" for number in range(12)]
    paper.write(NAME, "".join(article(name, FIRST_DAY, f"{words(name, 60)}八{words(name, 60)}") for name in names))
    paper.build()
    paper.write(NAME, (paper.news / NAME).read_text(encoding="utf-8").replace("八", "六"))
    paper.build()
    assert set(told(paper).values()) == {"“八”应为“六”。"}
    assert len(told(paper)) == 12
    moments = [entry.updated for entry in paper.feed("corrections").values()]
    assert len(set(moments)) == 12
    assert moments == sorted(moments, reverse=True)


def test_the_feed_of_everything_has_them_too_if_it_shall(tmp_path: Path) -> None:
    paper = make(tmp_path, corrections_in_all=True)
    ids = paper.ids()
    correct(paper)
    assert next(iter(paper.feed())) == "更正：全市八人获奖"
    assert {title: key for title, key in paper.ids().items() if title in ids} == ids
    paper.write("2026-01-27.txt", article("甲", FIRST_DAY + timedelta(days=1)))
    paper.build(later=timedelta(days=1))
    assert list(paper.feed())[1] == "更正：全市八人获奖"
    assert findings(paper) == []
    assert prove_archive(paper.config, out=paper.config.out) == []


# ── withdrawals ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_withdrawal_is_told_and_what_was_told_before_is_not_quoted_any_more(tmp_path: Path) -> None:
    paper = make(tmp_path)
    correct(paper)
    correct(paper, CORRECTED.replace("25日亮起", "26日亮起"))
    withdraw([paper.ids()["全市八人获奖"]], "消息来源有误", paper.config, now=paper.now)
    paper.build()
    assert told(paper) == {"撤稿：全市八人获奖": "消息来源有误", "更正：渡口添新灯": "“25”应为“26”。"}
    assert on_page(paper, "【撤稿】全市八人获奖") == []
    restore([paper.ids()["【撤稿】全市八人获奖"]], paper.config)
    paper.build()
    assert told(paper) == {
        "恢复刊出：全市八人获奖": "本文恢复刊出。",
        "更正：渡口添新灯": "“25”应为“26”。",
        "更正：全市八人获奖": "“八”应为“六”。",
    }
    assert findings(paper) == []


def test_after_its_time_nothing_leads_to_what_was_withdrawn(tmp_path: Path) -> None:
    paper = make(tmp_path)
    withdraw([paper.ids()["全市八人获奖"]], "消息来源有误", paper.config, now=paper.now)
    paper.build()
    assert list(told(paper)) == ["撤稿：全市八人获奖"]
    paper.build(later=timedelta(days=40))
    assert told(paper) == {}
    assert not [name for name, (_, data) in paper.files().items() if "全市八人获奖".encode() in data]
    assert findings(paper) == []


# ── what is no correction ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_corrects_nothing(tmp_path: Path) -> None:
    paper = make(tmp_path, base_url=Config().base_url)
    correct(paper)
    assert not list(paper.config.out.glob("corrections*"))
    assert on_page(paper, "全市八人获奖") == []


def test_white_space_and_another_reading_correct_nothing(tmp_path: Path) -> None:
    paper = make(tmp_path)
    correct(paper, NEWS.replace("会议昨日", "会议 昨日"))
    assert not list(paper.config.out.glob("corrections*"))
    paper.config = replace(paper.config, content="summary")
    paper.build()
    assert not list(paper.config.out.glob("corrections*"))


def test_what_an_excerpt_does_not_show_is_not_quoted(tmp_path: Path) -> None:
    long = "江上的船一艘一艘开出去，" * 30
    paper = make(tmp_path, content="summary")
    paper.write(NAME, f"# 江上的船\n\n本报1月26日讯 {long}船上有八个人。\n\n又有八只鸟。\n")
    paper.build()
    paper.write(NAME, f"# 江上的船\n\n本报1月26日讯 {long}船上有八个人。\n\n又有六只鸟。\n")
    paper.build()
    assert not list(paper.config.out.glob("corrections*"))


def test_it_can_be_switched_off_and_on(tmp_path: Path) -> None:
    paper = make(tmp_path, corrections=False)
    correct(paper)
    assert not list(paper.config.out.glob("corrections*"))
    assert on_page(paper, "全市八人获奖") == ["更正于 2026年1月27日 00:00"]
    paper.config = replace(paper.config, corrections=True)
    correct(paper, CORRECTED.replace("25日亮起", "26日亮起"))
    assert list(told(paper)) == ["更正：渡口添新灯"]
    paper.config = replace(paper.config, corrections=False)
    paper.build()
    assert list(paper.feed("corrections")) == ["“更正”不再更新"]
    assert on_page(paper, "渡口添新灯") == ["更正于 2026年1月27日 01:00"]
    assert findings(paper) == []


def test_a_section_of_that_name_keeps_its_feed(tmp_path: Path) -> None:
    paper = make(tmp_path, sections=(Section(slug="corrections", title="勘误", order=1, named=True),))
    before = paper.files()["corrections.atom.xml"]
    correct(paper)
    assert paper.files()["corrections.atom.xml"] == before
    assert on_page(paper, "全市八人获奖") == ["更正于 2026年1月27日 00:00"]


# ── where the words come from ────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_that_moved_to_another_file_is_compared_with_what_it_was(tmp_path: Path) -> None:
    paper = make(tmp_path)
    (paper.news / NAME).rename(paper.news / "2026-01-26 二版.txt")
    (paper.news / "2026-01-26 二版.txt").write_text(CORRECTED, encoding="utf-8")
    paper.build()
    assert told(paper) == {"更正：全市八人获奖": "“八”应为“六”。"}


def test_the_archive_does_not_keep_what_was_before(tmp_path: Path) -> None:
    paper = make(tmp_path)
    correct(paper)
    with sqlite3.connect(paper.config.archive) as db:
        kept = [bytes(text).decode() for (text,) in db.execute("SELECT bytes FROM text")]
    db.close()
    assert kept == [CORRECTED]


def test_a_lost_archive_takes_no_correction_for_an_article(tmp_path: Path) -> None:
    paper = make(tmp_path, corrections_in_all=True)
    correct(paper)
    ids = {title: key for title, key in paper.ids().items() if not title.startswith("更正")}
    published = paper.files()["corrections.atom.xml"]
    paper.config.archive.unlink()
    for path in paper.config.out.glob("corrections*"):
        path.unlink()
    paper.build()
    assert paper.ids() == ids
    (paper.config.out / "corrections.atom.xml").write_bytes(published[1])
    paper.config.archive.unlink()
    paper.build()
    assert paper.ids() == ids
    assert paper.files()["corrections.atom.xml"][1] == published[1]


# ── builds that are killed ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", ["begin_publishing", "publish", "_note_published"])
def test_a_build_with_corrections_that_stops_half_way_is_as_one_that_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def run(folder: Path, *, stops: bool) -> dict[str, bytes]:
        paper = make(folder, corrections_in_all=True)
        paper.write(NAME, CORRECTED)
        withdraw([paper.ids()["渡口添新灯"]], "消息来源有误", paper.config, now=paper.now)
        moment = paper.now + HOUR
        if stops:
            with monkeypatch.context() as patch:
                _stop(patch, step)
                with pytest.raises(KeyboardInterrupt):
                    build([paper.news], paper.config, moment, BuildOptions())
        build([paper.news], paper.config, moment, BuildOptions())
        assert findings(paper) == []
        return {name: data for name, (_, data) in paper.files().items()}

    assert run(tmp_path / "killed", stops=True) == run(tmp_path / "whole", stops=False)


def _stop(patch: pytest.MonkeyPatch, step: str) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if step == "publish":  # after the first files are in their place
        renamed = 0
        usual = os.replace

        def rename(*args: Any) -> None:
            nonlocal renamed
            renamed += 1
            if renamed > 3:
                raise KeyboardInterrupt
            usual(*args)

        patch.setattr("os.replace", rename)
    elif step == "begin_publishing":
        patch.setattr("feedpub.archive.settings.Settings.begin_publishing", stops)
    else:
        patch.setattr(feedpub.publishing.run, step, stops)


def test_builds_with_corrections_are_killed_at_random_instants(tmp_path: Path) -> None:
    paper = make(tmp_path, corrections_in_all=True)
    done = turn = 0
    known: dict[str, str] = {}
    while done < 12:
        turn += 1
        paper.write(NAME, NEWS.replace("八人获奖。会议", f"{turn + 8}人获奖。会议"))
        done += killed(paper, 0.01 * (turn % 12))
        if (paper.config.out / "corrections.atom.xml").exists():
            for _, document in paper.documents("corrections"):
                for entry in document.entries:
                    said = entry.title + entry.content[0].value
                    assert known.setdefault(entry.id, said) == said
    paper.build()
    assert findings(paper) == []
    assert set(known) <= {entry.id for _, document in paper.documents("corrections") for entry in document.entries}
