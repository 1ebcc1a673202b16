"""What leaves, leaves: pages, feeds, documents and pictures that nothing leads to, and nothing else."""

import io
import os
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from feedpub.checking.folder import check_folder
from feedpub.commands.check_archive import prove_archive
from feedpub.commands.entries import withdraw
from feedpub.entries.ids import short_id
from feedpub.model import Follow
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import Paper, article, words

DAY = date(2026, 1, 26)
MONTH = timedelta(days=31)


def findings(paper: Paper) -> list[tuple[str, str]]:
    """Path and rule of all that `feedpub check` finds."""
    checked = check_folder(
        paper.config.out, base_url=paper.config.base_url, now=paper.now, checkers=checkers(FORMATS)
    ).findings
    return [(path, finding.code) for path, finding in checked]


def names(paper: Paper, pattern: str) -> set[str]:
    return {path.relative_to(paper.config.out).as_posix() for path in paper.config.out.glob(pattern)}


def text_of(paper: Paper, name: str) -> str:
    return (paper.config.out / name).read_text(encoding="utf-8")


def page_of(paper: Paper, headline: str, slug: str = "all") -> str:
    [identity] = [entry for title, entry in paper.ids(slug).items() if title.startswith(headline)]
    return f"a/{short_id(identity)}.html"


def three_issues(folder: Path, **settings: Any) -> Paper:
    """Three issues, the second one in a section of its own."""
    paper = Paper(folder, **{"pages": True, "days": 1, "limit": 2, "archive_size": 2, **settings})
    for number, name in enumerate("甲乙丙"):
        day = DAY + timedelta(days=number)
        section = "乡镇" if name == "乙" else "社会"
        text = "".join(article(f"{name}{part}", day) for part in "123")
        paper.write(f"{day}.md", f"---\nsection: {section}\n---\n\n{text}")
    paper.build()
    assert findings(paper) == []
    return paper


def without_the_second(paper: Paper) -> str:
    """Prunes the second issue; the path of a page of it."""
    page = page_of(paper, words("乙1", 8), "xiangzhen")
    (paper.news / "2026-01-27.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    return page


def test_a_pruned_page_says_for_a_month_that_it_is_no_longer_there_and_then_goes(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    page = without_the_second(paper)
    assert "本文已移走" in text_of(paper, page)
    assert words("乙1文", 160) not in text_of(paper, page)
    assert 'name="robots" content="noindex"' in text_of(paper, page)
    assert "本页已移走" in text_of(paper, "d/2026-01-27.html")
    assert "本页已移走" in text_of(paper, "s/xiangzhen.html")
    assert findings(paper) == []
    before = paper.files()
    paper.build(later=timedelta(days=28))
    assert {name for name, row in paper.files().items() if row != before[name]} == {"sitemap-news.xml"}
    paper.build(later=timedelta(days=3))
    assert not names(paper, page) | names(paper, "d/2026-01-27.html") | names(paper, "s/xiangzhen.html")
    assert len(names(paper, "a/*")) == 6
    assert findings(paper) == []


def test_words_are_in_the_language_of_the_paper(tmp_path: Path) -> None:
    paper = three_issues(tmp_path, language="en")
    assert "This article is no longer here" in text_of(paper, without_the_second(paper))
    other = three_issues(tmp_path / "other", language="zh-TW")
    without_the_second(other)
    assert "本頁已移走" in text_of(other, "d/2026-01-27.html")


def test_the_feed_of_a_section_that_is_no_more_tells_its_subscribers_and_goes_with_its_documents(
    tmp_path: Path,
) -> None:
    paper = three_issues(tmp_path)
    assert names(paper, "archive/xiangzhen/*") == set()
    for number, name in enumerate("丁戊", 4):
        day = DAY + timedelta(days=number)
        text = "".join(article(f"{name}{part}", day) for part in "123456")
        paper.write(f"{day}.md", f"---\nsection: 乡镇\n---\n\n{text}")
        paper.build(later=timedelta(days=3))
    assert names(paper, "archive/xiangzhen/*")
    for number in (27, 30, 31):
        (paper.news / f"2026-01-{number}.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    assert list(paper.feed("xiangzhen")) == ["“乡镇”不再更新"]
    [entry] = paper.feed("xiangzhen").values()
    assert "all.atom.xml" in entry.summary
    assert "xiangzhen" not in text_of(paper, "feeds.opml")
    assert findings(paper) == []
    assert prove_archive(paper.config, out=paper.config.out) == []
    ended = text_of(paper, "xiangzhen.atom.xml")
    (paper.config.out / "xiangzhen.rss.xml").write_bytes(b"lost")
    paper.build()
    assert text_of(paper, "xiangzhen.atom.xml") == ended
    assert "不再更新" in text_of(paper, "xiangzhen.rss.xml")
    paper.build(later=MONTH)
    assert not names(paper, "xiangzhen.*") | names(paper, "archive/xiangzhen*")
    assert findings(paper) == []
    before = paper.files()
    paper.build()
    assert paper.files() == before


def test_a_default_section_without_entries_waits_for_its_next(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.md", f"---\nsection: 体育\n---\n\n{article('甲', DAY)}")
    paper.build()
    paper.write("2026-01-26.md", f"---\nsection: 文化\n---\n\n{article('甲', DAY)}")
    paper.build(later=MONTH)
    paper.build(later=MONTH)
    assert paper.feed("sports") == {}
    assert findings(paper) == []


def test_where_the_archive_is_lost_a_last_entry_is_not_taken_for_an_article(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    for name in ("乡镇", "文化"):
        paper.write("2026-01-26.md", f"---\nsection: {name}\n---\n\n{article('甲', DAY)}")
        paper.build(later=timedelta(hours=2))
    assert list(paper.feed("xiangzhen")) == ["“乡镇”不再更新"]
    before = list(paper.feed())
    paper.config.archive.unlink()
    paper.build(later=timedelta(hours=3))
    assert list(paper.feed()) == before
    assert findings(paper) == []


def test_a_section_that_comes_back_has_its_feed_and_page_back(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    text = (paper.news / "2026-01-27.md").read_text(encoding="utf-8")
    page = without_the_second(paper)
    paper.write("2026-01-27.md", text)
    paper.build()
    assert len(paper.feed("xiangzhen")) == 3
    assert words("乙1文", 160) in text_of(paper, page)
    paper.build(later=MONTH)
    assert len(names(paper, "a/*")) == 9
    assert names(paper, "d/2026-01-27.html") == {"d/2026-01-27.html"}
    assert findings(paper) == []


def test_a_follow_and_the_daily_feed_that_are_configured_no_more_say_so_and_go(tmp_path: Path) -> None:
    follows = (Follow(slug="lin", title="林知夏", reporter="林知夏"),)
    followed = Paper(tmp_path, pages=True, follows=follows, daily=True)
    followed.write("2026-01-26.md", article("甲", DAY))
    followed.build()
    paper = Paper(tmp_path, pages=True)
    paper.build(later=timedelta(hours=2))
    assert list(paper.feed("lin")) == ["“林知夏”不再更新"]
    assert list(paper.feed("daily")) == ["“每日要目”不再更新"]
    assert findings(paper) == []
    paper.build(later=MONTH)
    assert not names(paper, "lin.*") | names(paper, "daily.*")
    assert findings(paper) == []


def test_a_page_that_is_held_back_after_it_was_published_says_that_it_is_withdrawn(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, limit=1, days=1, archive_size=2)
    paper.write("2026-01-26.md", "".join(article(f"甲{part}", DAY) for part in "123456"))
    paper.write("甲.md", article("乙", DAY))
    paper.build()
    page = page_of(paper, words("乙", 8))
    strict = Paper(tmp_path, pages=True, limit=1, days=1, archive_size=2, strict=True)
    strict.now = paper.now
    strict.build()
    assert "本文已撤回" in text_of(strict, page)
    assert not any(words("乙文", 160) in path.read_text(encoding="utf-8") for path in strict.config.out.rglob("*.xml"))
    assert [found for found in findings(strict) if found[1] != "orphan"] == []
    strict.build(later=MONTH)
    assert not names(strict, page)
    paper.now = strict.now
    paper.build()
    assert words("乙文", 160) in text_of(paper, page)
    assert findings(paper) == []


def test_the_page_of_a_withdrawn_entry_goes_after_its_notice_had_its_time(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    page = page_of(paper, words("丙1", 8))
    withdraw([paper.ids()[f"{words('丙1', 8)}丙1"]], "署名有误", paper.config, now=paper.now)
    paper.build()
    assert "署名有误" in text_of(paper, page)
    paper.build(later=MONTH)
    assert not names(paper, page)
    assert findings(paper) == []


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def illustrated(name: str, file: str) -> str:
    return article(name, DAY).replace("\n\n本报", f"\n\n![图说]({file})\n\n本报", 1)


def test_a_picture_that_is_replaced_goes_once_the_new_one_is_shown(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True)
    (paper.news / "桥.png").write_bytes(picture("red"))
    paper.write("2026-01-26.md", illustrated("甲", "桥.png"))
    paper.build()
    [before] = names(paper, "p/*")
    (paper.news / "桥.png").write_bytes(picture("blue"))
    paper.build()
    [after] = names(paper, "p/*")
    assert after != before
    assert findings(paper) == []


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_picture_of_a_withdrawn_article_goes_unless_somebody_replaced_it(tmp_path: Path, by_hand: bool) -> None:
    paper = Paper(tmp_path, pages=True)
    (paper.news / "桥.png").write_bytes(picture("red"))
    paper.write("2026-01-26.md", illustrated("甲", "桥.png"))
    paper.build()
    [shown] = names(paper, "p/*")
    if by_hand:
        (paper.config.out / shown).write_bytes(picture("blue"))
    withdraw(list(paper.ids().values()), "署名有误", paper.config, now=paper.now)
    paper.build(later=timedelta(hours=2))
    assert names(paper, "p/*") == ({shown} if by_hand else set())


def test_a_picture_that_an_archive_document_shows_stays(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, days=1, limit=1, archive_size=2)
    (paper.news / "桥.png").write_bytes(picture("red"))
    paper.write("2026-01-26.md", illustrated("甲", "桥.png") + article("乙", DAY))
    for number, name in enumerate("丙丁", 1):
        paper.write(f"2026-01-{26 + number}.md", article(name, DAY + timedelta(days=number)))
        paper.build()
    [shown] = names(paper, "p/*")
    assert any(shown in text_of(paper, name) for name in names(paper, "archive/*/*"))
    (paper.news / "桥.png").write_bytes(picture("blue"))
    paper.build()
    assert len(names(paper, "p/*")) == 2
    paper.build(later=MONTH)
    assert len(names(paper, "p/*")) == 2
    assert findings(paper) == []


def test_the_picture_of_a_pruned_article_goes_at_once(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    (paper.news / "桥.png").write_bytes(picture("red"))
    paper.write("2026-01-29.md", illustrated("丁", "桥.png"))
    paper.build()
    assert len(names(paper, "p/*")) == 1
    (paper.news / "2026-01-29.md").unlink()
    paper.build(prune=True, allow_shrink=True)
    assert not names(paper, "p/*")
    assert findings(paper) == []


# ── what is not ours ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_that_somebody_replaced_stays_and_is_told_once(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    page = page_of(paper, words("乙1", 8), "xiangzhen")
    (paper.config.out / page).write_text("<p>改写</p>", encoding="utf-8")
    (paper.news / "2026-01-27.md").unlink()
    built = paper.build(prune=True, allow_shrink=True)
    assert [(Path(path).name, row.code) for path, row in built.problems] == [(page[2:], "orphan-kept")]
    assert paper.build(later=MONTH).problems == ()
    assert text_of(paper, page) == "<p>改写</p>"
    assert findings(paper) == [(page, "orphan")]


def test_words_that_somebody_replaced_stay_too(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    page = without_the_second(paper)
    (paper.config.out / page).write_text("<p>改写</p>", encoding="utf-8")
    built = paper.build(later=MONTH)
    assert [(Path(path).name, row.code) for path, row in built.problems] == [(page[2:], "orphan-kept")]
    assert text_of(paper, page) == "<p>改写</p>"


def test_files_that_feedpub_did_not_write_are_never_touched(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    for name in (
        "a/0123456789abcdef.html",
        "d/2020-01-01.html",
        "s/other.html",
        "p/0123456789abcdef.png",
        "robots.txt",
    ):
        (paper.config.out / name).parent.mkdir(exist_ok=True)
        (paper.config.out / name).write_bytes(b"<p>")
    without_the_second(paper)
    paper.build(later=MONTH)
    assert findings(paper) == [
        (name, "orphan")
        for name in ("a/0123456789abcdef.html", "d/2020-01-01.html", "p/0123456789abcdef.png", "s/other.html")
    ]
    assert names(paper, "robots.txt")


def test_an_older_archive_is_taken_over_and_what_it_left_behind_is_left_alone(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    (paper.config.out / "a/0123456789abcdef.html").write_bytes(b"<p>")
    assert paper.config.archive is not None
    with sqlite3.connect(paper.config.archive) as db:
        db.executescript(
            """DROP TABLE wire; DROP TABLE file; ALTER TABLE feed DROP COLUMN leaves; DROP TABLE undeployed;
               DROP INDEX entry_page; DROP TABLE teaser; DROP TABLE correction;
               DROP TRIGGER names_come; DROP TRIGGER names_change;
               DROP TRIGGER names_go; DROP TABLE named; DROP TABLE topic; ALTER TABLE entry DROP COLUMN names;
               ALTER TABLE picture DROP COLUMN widths; PRAGMA user_version = 3"""
        )
    db.close()
    before = paper.files()
    paper.build()
    assert paper.files() == before
    page = without_the_second(paper)
    assert "本文已移走" in text_of(paper, page)
    paper.build(later=MONTH)
    assert not names(paper, page)
    assert findings(paper) == [("a/0123456789abcdef.html", "orphan")]


def test_a_dry_run_removes_nothing(tmp_path: Path) -> None:
    paper = three_issues(tmp_path)
    (paper.news / "2026-01-27.md").unlink()
    before = paper.files()
    paper.build(prune=True, allow_shrink=True, dry=True)
    assert paper.files() == before


def test_a_file_that_cannot_be_removed_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = three_issues(tmp_path)
    page = without_the_second(paper)
    unlink = os.unlink
    with monkeypatch.context() as patch:

        def refuse(path: str | Path) -> None:
            if not Path(path).name.startswith(".feedpub-"):  # its own
                raise PermissionError(1, "Operation not permitted", path)
            unlink(path)

        patch.setattr("feedpub.output.os.unlink", refuse)
        built = paper.build(later=MONTH)
    assert {row.code for _, row in built.problems} == {"orphan-kept"}
    assert names(paper, page)
    paper.build()
    assert not names(paper, page)
