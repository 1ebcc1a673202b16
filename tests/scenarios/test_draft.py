"""A paper that nobody follows yet is a draft: it is what its files are, until a build makes it public."""

import io
import json
import random
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import feedpub
from feedpub.commands.entries import find_entries, restore, withdraw
from feedpub.entries.ids import short_id
from feedpub.errors import RefusedError, UsageError
from feedpub.model import Config, Follow
from feedpub.model.build import BuildResult
from tests.conftest import Feedpub
from tests.papers import Paper, article, assert_valid, words
from tests.scenarios.test_killed import killed

ADDRESS = "https://news.example.org/"
PREVIEW = Config().base_url
DAY = date(2026, 1, 26)


def draft(folder: Path, **settings: Any) -> Paper:
    return Paper(folder, **{"base_url": PREVIEW, "pages": True, **settings})


def publish(paper: Paper, **options: Any) -> BuildResult:
    """The build that makes a draft public."""
    paper.config = replace(paper.config, base_url=ADDRESS)
    return paper.build(**options)


def names(paper: Paper) -> set[str]:
    return {path.relative_to(paper.config.out).as_posix() for path in paper.config.out.rglob("*") if path.is_file()}


def contents(paper: Paper) -> dict[str, bytes]:
    return {name: data for name, (_, data) in paper.files().items()}


def codes(built: BuildResult) -> list[str]:
    return [problem.code for _, problem in built.problems]


def moments(paper: Paper) -> dict[str, tuple[str, str, str]]:
    """Headline → id, published and updated of each entry."""
    return {title: (entry.id, entry.published, entry.updated) for title, entry in paper.feed().items()}


def from_nothing(paper: Paper, folder: Path) -> dict[str, bytes]:
    """What a build of the same files makes in an empty folder, at the moment of the paper's last build."""
    shutil.copytree(paper.news, folder / "news")
    other = Paper(folder, **{"base_url": paper.config.base_url, "pages": paper.config.pages})
    other.config = replace(
        paper.config, source=folder / "feedpub.toml", out=other.config.out, archive=other.config.archive
    )
    other.now = paper.now - timedelta(hours=1)
    other.build()
    return contents(other)


# ── while it is a draft ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_of_init_leaves_with_its_file(feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("init", "paper", today="2026-01-26")
    (sample,) = (tmp_path / "paper" / "news").iterdir()
    paper = tmp_path / "paper"
    feedpub("build", cwd=paper, today="2026-01-26")
    assert list((paper / "feeds" / "a").iterdir())
    (paper / "news" / "2026-01-27.md").write_text(f"---\nsection: 体育\n---\n\n{article('甲', DAY)}", encoding="utf-8")
    sample.unlink()
    built = feedpub("build", cwd=paper, today="2026-01-27")
    assert built.stderr == ""
    assert "1 pruned" in built.stdout
    left = [path for path in (paper / "feeds").rglob("*") if path.is_file()]
    assert not [path for path in left if "granary" in path.read_text(encoding="utf-8", errors="replace")]
    assert not [path for path in left if path.name.startswith("society")]
    assert len(list((paper / "feeds" / "a").iterdir())) == 1
    assert "granary" not in feedpub("list", cwd=paper, today="2026-01-27").stdout


def test_the_last_bulletin_of_a_draft_may_leave_too(feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("init", ".", today="2026-01-26")
    feedpub("build", today="2026-01-26")
    (sample,) = (tmp_path / "news").iterdir()
    sample.unlink()
    for _ in "12":
        built = feedpub("build", today="2026-01-26")
        assert built.returncode == 0
        assert "holds no bulletins" in built.stderr
    left = {path.name for folder in "ads" for path in (tmp_path / "feeds" / folder).glob("*")}
    assert left == {"index.html"}, "the archive, which is empty"
    assert "granary" not in (tmp_path / "feeds" / "index.html").read_text(encoding="utf-8")
    assert feedpub("check", today="2026-01-26").returncode == 0


def test_a_folder_that_never_had_bulletins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no bulletins"):
        draft(tmp_path).build()
    assert not (tmp_path / ".feedpub").exists()


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def test_what_leaves_the_folder_of_a_draft_leaves_no_trace(tmp_path: Path) -> None:
    paper = draft(tmp_path / "a", follows=(Follow(slug="harbour", title="码头", keyword="码头"),), daily=True)
    paper.write("2026-01-26.md", article("甲", DAY) + article("丙", DAY))
    paper.build()
    before = contents(paper)
    (paper.news / "quay.png").write_bytes(picture("red"))
    paper.write("2026-01-27.md", f"---\nsection: 乡镇\n---\n\n{article('乙', DAY)}\n![码头](quay.png)\n图为码头。\n")
    paper.build()
    assert {"xiangzhen.atom.xml", "s/xiangzhen.html", "d/2026-01-27.html"} <= names(paper)
    assert [name for name in names(paper) if name.startswith("p/")]
    (paper.news / "2026-01-27.md").unlink()
    built = paper.build()
    assert built.pruned == 1
    assert built.problems == ()
    assert contents(paper) == before


def test_an_article_that_is_cut_from_a_bulletin_leaves_its_draft(tmp_path: Path) -> None:
    paper = draft(tmp_path, removed="withdraw")
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.build()
    paper.write("2026-01-26.md", article("甲", DAY))
    built = paper.build()
    assert (built.pruned, built.withdrawn, built.problems) == (1, 0, ())
    assert list(paper.feed()) == [f"{words('甲', 8)}甲"]
    assert len(list((paper.config.out / "a").iterdir())) == 1
    assert not (tmp_path / "withdrawn.toml").exists()


def test_a_bulletin_that_is_passed_over_leaves_its_draft(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    paper.build()
    paper.write("2026-01-27.md", f"---\ndraft: true\n---\n\n{article('乙', DAY)}")
    built = paper.build()
    assert codes(built) == []
    assert len(paper.feed()) == 1


def test_a_changed_article_of_a_draft_is_no_correction(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY, "老码头改成江边书房") + article("乙", DAY))
    paper.build()
    before = moments(paper)
    paper.write("2026-01-26.md", article("甲", DAY, "老码头改成江边茶馆") + article("乙", DAY))
    assert paper.build().corrected == 1  # it reads differently; whoever edits it wants to know
    assert moments(paper) == before
    assert "江边茶馆" in paper.feed()[f"{words('甲', 8)}甲"].summary
    [identity] = [row[0] for title, row in before.items() if title.endswith("甲")]
    page = paper.config.out / "a" / f"{short_id(identity)}.html"
    assert "更正于" not in page.read_text(encoding="utf-8")
    publish(paper)
    assert moments(paper) == before
    paper.write("2026-01-26.md", article("甲", DAY, "老码头改成江边饭馆") + article("乙", DAY))
    assert paper.build().corrected == 1
    assert [title[-1] for title, row in moments(paper).items() if row != before[title]] == ["甲"]
    assert "更正于" in page.read_text(encoding="utf-8")


def test_an_article_of_a_draft_has_the_id_and_the_day_that_it_makes_now(tmp_path: Path) -> None:
    paper = draft(tmp_path / "a")
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.build()
    before = paper.ids()
    paper.write("2026-01-26.md", article("甲", DAY).replace("26日", "25日") + article("乙", DAY).replace("# ", "# 新"))
    paper.build()
    assert not set(paper.ids().values()) & set(before.values())
    assert [entry.published[:10] for title, entry in paper.feed().items() if title.endswith("甲")] == ["2026-01-25"]
    assert contents(paper) == from_nothing(paper, tmp_path / "b")


def test_the_articles_of_a_draft_stand_in_printed_order(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY) + article("丙", DAY))
    paper.build()
    paper.write("2026-01-26.md", article("乙", DAY) + article("甲", DAY) + article("丁", DAY) + article("丙", DAY))
    paper.build()
    assert [title[-1] for title in paper.feed()] == ["乙", "甲", "丁", "丙"]


def test_an_old_bulletin_that_is_edited_does_not_come_back_into_the_feeds_of_a_draft(tmp_path: Path) -> None:
    paper = draft(tmp_path, days=1, limit=1, history=False)
    for number in range(5):
        paper.write(f"2026-01-{20 + number}.md", article(f"甲{number}", date(2026, 1, 20 + number)))
    paper.build()
    paper.write("2026-01-20.md", article("甲0", date(2026, 1, 20)).replace("# ", "# 新"))
    paper.build()
    assert [title[-2:] for title in paper.feed()] == ["甲4"]


def test_what_two_bulletins_have_stays_while_one_of_them_does(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-26-late.md", article("甲", DAY) + article("乙", DAY))
    assert paper.build().articles == 2
    (paper.news / "2026-01-26.md").unlink()
    paper.build()
    assert {title[-1] for title in paper.feed()} == {"甲", "乙"}
    paper.write("2026-01-26-late.md", article("乙", DAY))
    paper.build()
    assert {title[-1] for title in paper.feed()} == {"乙"}


def test_sections_and_further_feeds_of_a_draft_come_and_go(tmp_path: Path) -> None:
    paper = draft(tmp_path, follows=(Follow(slug="harbour", title="码头", keyword="码头"),))
    paper.write("2026-01-26.md", f"---\nsection: 体育\n---\n\n{article('甲', DAY)}")
    paper.build()
    assert {"sports.atom.xml", "s/sports.html", "harbour.atom.xml"} <= names(paper)
    paper.config = replace(paper.config, follows=())
    paper.write("2026-01-26.md", f"---\nsection: 国际\n---\n\n{article('甲', DAY)}")
    paper.build()
    feeds = {name for name in names(paper) if name.endswith(".atom.xml")}
    assert feeds == {"all.atom.xml", "world.atom.xml"}
    assert "s/sports.html" not in names(paper)
    assert "sports" not in (paper.config.out / "feeds.opml").read_text(encoding="utf-8")


def test_diff_of_a_draft_lists_what_would_leave_and_writes_nothing(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.build()
    paper.write("2026-01-26.md", article("甲", DAY, words("别的", 100)))
    before = paper.files()
    built = paper.build(dry=True)
    assert [(change.kind, change.title[-1]) for change in built.changes] == [("corrected", "甲"), ("pruned", "乙")]
    assert built.draft
    assert paper.files() == before
    assert paper.build().pruned == 1


def test_a_withdrawn_article_of_a_draft_is_left_out_without_a_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = draft(tmp_path, bulletins=(tmp_path / "news",), tombstones=True)
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.build()
    [row] = [row for row in find_entries(paper.config, now=paper.now) if row.title.endswith("甲")]
    withdraw([row.id], None, paper.config, now=paper.now)
    assert "without a notice" in capsys.readouterr().out
    paper.build()
    publish(paper)
    text = (paper.config.out / "all.atom.xml").read_text(encoding="utf-8")
    assert [title[-1] for title in paper.feed()] == ["乙"]
    assert "撤稿" not in text
    assert row.id not in text
    assert f"a/{short_id(row.id)}.html" not in names(paper)
    assert tomllib.loads((tmp_path / "withdrawn.toml").read_text(encoding="utf-8"))["withdrawn"][0]["unpublished"]
    restore([row.id], paper.config)
    paper.build()
    assert paper.ids()[row.title] == row.id


def test_an_archive_of_a_draft_that_is_lost_is_begun_anew(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    paper.build()
    shutil.rmtree(tmp_path / ".feedpub")
    (paper.news / "2026-01-27.md").unlink()
    assert paper.build().draft
    assert [title[-1] for title in paper.feed()] == ["甲"]


# ── it becomes public ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_build_that_makes_a_paper_public_says_so_once(feedpub: Feedpub, tmp_path: Path) -> None:
    feedpub("init", ".", today="2026-01-26")
    first = feedpub("build", today="2026-01-26")
    assert "this paper is a draft" in first.stderr
    assert "this paper is a draft" in feedpub("status", today="2026-01-26").stdout
    config = tmp_path / "feedpub.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("# base_url", "base_url"), encoding="utf-8")
    assert json.loads(feedpub("diff", "--json", today="2026-01-26").stdout)["went_public"]
    crossing = feedpub("build", today="2026-01-26")
    assert "this paper is public from this build on, at https://news.example.org/feeds/" in crossing.stdout
    later = feedpub("build", today="2026-01-26")
    assert "public" not in later.stdout + later.stderr
    assert "went_public" not in json.loads(feedpub("build", "--json", today="2026-01-26").stdout)
    assert "draft" not in feedpub("status", today="2026-01-26").stdout
    assert json.loads(feedpub("status", "--json", today="2026-01-26").stdout)["draft"] is False


def test_a_log_has_a_line_for_the_build_that_makes_a_paper_public(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        f'[tool.feedpub]\nbulletins = ["news"]\nbase_url = "{ADDRESS}"\n', encoding="utf-8"
    )
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(article("甲", DAY), encoding="utf-8")
    events = [
        [json.loads(line)["event"] for line in feedpub("build", "--log-format", "json").stderr.splitlines()]
        for _ in "12"
    ]
    assert "public" in events[0]
    assert "public" not in events[1]


def test_from_then_on_what_is_deleted_stays_and_is_told(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.write("2026-01-27.md", article("丙", DAY))
    paper.build()
    before = moments(paper)
    built = publish(paper)
    assert built.went_public
    assert (built.new, built.corrected, built.draft) == (0, 0, False)
    assert moments(paper) == before
    paper.write("2026-01-26.md", article("甲", DAY))
    (paper.news / "2026-01-27.md").unlink()
    built = paper.build()
    assert not built.went_public
    assert codes(built) == ["gone", "gone"]
    assert moments(paper) == before


def test_what_leaves_with_the_build_that_makes_it_public_was_never_public(tmp_path: Path) -> None:
    paper = draft(tmp_path / "a")
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    paper.write("2026-01-27.md", article("丙", DAY))
    paper.build()
    paper.write("2026-01-26.md", article("乙", DAY, words("新", 100)) + article("甲", DAY))
    (paper.news / "2026-01-27.md").unlink()
    built = publish(paper)
    assert built.went_public
    assert built.problems == ()
    assert contents(paper) == from_nothing(paper, tmp_path / "b")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_draft_was_it_becomes_public_as_if_it_had_been_built_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paper = draft(tmp_path / "a", days=2, limit=3, archive_size=2, daily=True)
    made = 0
    for _ in range(6):
        for _ in range(chance.randint(1, 3)):
            day = DAY - timedelta(days=chance.randrange(5))
            path = paper.news / f"{day}.md"
            pieces = path.read_text(encoding="utf-8").split("\n\n# ") if path.exists() else []
            pieces = [f"# {piece.removeprefix('# ').strip()}\n\n" for piece in pieces]
            if pieces and chance.random() < 0.5:
                pieces.pop(chance.randrange(len(pieces)))
            if not pieces or chance.random() < 0.8:
                made += 1
                section = chance.choice(["体育", "国际", "乡镇"])
                piece = article(f"甲{made}", day).replace("\n\n", f"\n\n{words(section, 9)}。", 1)
                pieces.insert(chance.randrange(len(pieces) + 1), piece.replace(f"{words(section, 9)}。", "", 1))
            if chance.random() < 0.2:
                path.unlink(missing_ok=True)
            else:
                path.write_text("".join(pieces), encoding="utf-8")
        if any(paper.news.iterdir()):
            paper.build()
    paper.write("2026-01-28.md", article("末", DAY))
    publish(paper)
    assert contents(paper) == from_nothing(paper, tmp_path / "b")
    assert_valid(paper.config.out, ADDRESS)


def test_archive_documents_begin_when_a_paper_becomes_public(tmp_path: Path) -> None:
    paper = draft(tmp_path, days=1, limit=1, archive_size=2, pages=False)
    for number in range(7):
        paper.write(f"2026-01-{20 + number}.md", article(f"甲{number}", date(2026, 1, 20 + number)))
    paper.build()
    assert not [name for name in names(paper) if name.startswith("archive/")]
    (paper.news / "2026-01-20.md").unlink()
    paper.build()
    publish(paper)
    assert [entry.title[-2:] for entry in paper.history().values()] == [f"甲{number}" for number in (6, 5, 4, 3, 2, 1)]


def test_a_paper_whose_address_is_taken_out_again_or_changed_stays_public(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    publish(paper)
    paper.config = replace(paper.config, base_url="https://other.example.org/")
    built = paper.build()
    assert not built.went_public
    (paper.news / "2026-01-27.md").unlink()
    paper.config = replace(paper.config, base_url=PREVIEW)
    built = paper.build()
    assert not built.draft
    assert codes(built) == ["gone"]
    assert len(paper.feed()) == 2


def test_the_address_of_the_preview_counts_where_it_is_stated(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    assert paper.build().draft
    paper.config = replace(paper.config, base_url_stated=True)
    assert paper.build().went_public
    shutil.rmtree(tmp_path / ".feedpub")
    paper.write("2026-01-26.md", article("乙", DAY))
    built = paper.build()
    assert not built.went_public
    assert len(paper.feed()) == 2


def test_a_dry_run_makes_nothing_public(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    paper.build()
    assert publish(paper, dry=True).went_public  # it would
    paper.config = replace(paper.config, base_url=PREVIEW)
    (paper.news / "2026-01-27.md").unlink()
    assert codes(paper.build()) == []
    assert len(paper.feed()) == 1


def test_an_archive_of_an_earlier_feedpub_may_be_followed(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    paper.build()
    with sqlite3.connect(paper.config.archive) as db:
        db.execute("DELETE FROM setting WHERE name = 'stage'")
    (paper.news / "2026-01-27.md").unlink()
    built = paper.build()
    assert not built.draft
    assert codes(built) == ["gone"]
    assert not publish(paper).went_public


def test_a_public_paper_whose_archive_is_lost_is_public(tmp_path: Path) -> None:
    paper = draft(tmp_path)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    publish(paper)
    before = moments(paper)
    shutil.rmtree(tmp_path / ".feedpub")
    (paper.news / "2026-01-27.md").unlink()
    paper.config = replace(paper.config, base_url=PREVIEW)
    built = paper.build()
    assert not built.draft
    assert moments(paper) == before


def test_a_new_paper_with_an_address_is_public_at_once(tmp_path: Path) -> None:
    paper = draft(tmp_path, base_url=ADDRESS)
    paper.write("2026-01-26.md", article("甲", DAY))
    paper.write("2026-01-27.md", article("乙", DAY))
    assert paper.build().went_public
    (paper.news / "2026-01-27.md").unlink()
    assert codes(paper.build()) == ["gone"]


def test_a_program_learns_of_the_stage(tmp_path: Path) -> None:
    news = tmp_path / "2026-01-26.md"
    news.write_text(article("甲", DAY), encoding="utf-8")
    config = Config(out=tmp_path / "feeds", archive=tmp_path / ".feedpub" / "archive.sqlite3")
    assert feedpub.build([news], config).draft
    built = feedpub.build([news], replace(config, base_url="https://news.example.org"))
    assert built.went_public
    assert not built.draft


def _stage(paper: Paper) -> str | None:
    with sqlite3.connect(paper.config.archive) as db:
        row = db.execute("SELECT value FROM setting WHERE name = 'stage'").fetchone()
    return row[0] if row else None


def _instants() -> Iterator[float]:
    chance = random.Random(7)
    return (chance.uniform(0, 0.5) for _ in range(12))


def test_a_build_that_is_killed_leaves_a_paper_a_draft_or_public(tmp_path: Path) -> None:
    base = draft(tmp_path / "base", pages=False)
    for number in range(10):
        base.write(f"2026-01-{10 + number}.md", article(f"甲{number}", date(2026, 1, 10 + number)))
    base.write("2026-01-26.md", article("甲", DAY))
    base.build()
    stages = set()
    for number, instant in enumerate(_instants()):
        shutil.copytree(tmp_path / "base", tmp_path / str(number))
        paper = draft(tmp_path / str(number), pages=False)
        paper.config = replace(paper.config, base_url=ADDRESS)
        (paper.news / "2026-01-26.md").unlink()
        killed(paper, instant)
        stages.add(_stage(paper))
        if _stage(paper) == "draft":
            assert not [
                name for name, data in contents(paper).items() if ADDRESS.encode() in data and not name.startswith(".")
            ]
            assert paper.build().went_public
        else:
            assert not paper.build().went_public
        assert not [name for name, data in contents(paper).items() if PREVIEW.encode() in data]
        (paper.news / "2026-01-19.md").unlink()
        assert codes(paper.build()) == ["gone"]
        assert len(paper.feed()) == 10
    assert stages <= {"draft", "public"}


# ── pruning a small paper that is public ─────────────────────────────────────────────────────────────────────────────


def test_one_bulletin_of_a_small_paper_may_be_pruned_but_not_all(tmp_path: Path) -> None:
    paper = draft(tmp_path, base_url=ADDRESS)
    for name in "甲乙丙":
        paper.write(f"2026-01-2{'甲乙丙'.index(name)}.md", article(name, DAY) + article(f"{name}1", DAY))
    paper.build()
    (paper.news / "2026-01-20.md").unlink()
    assert paper.build(prune=True).pruned == 2
    for path in paper.news.iterdir():
        path.rename(paper.folder / path.name)
    paper.write("2026-01-25.md", article("丁", DAY))
    with pytest.raises(RefusedError, match="4 of the 5"):
        paper.build(prune=True)


def test_one_article_of_a_small_paper_may_be_deleted_where_that_withdraws_it(tmp_path: Path) -> None:
    paper = draft(tmp_path, base_url=ADDRESS, removed="withdraw")
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY) + article("丙", DAY))
    paper.build()
    paper.write("2026-01-26.md", article("甲", DAY) + article("乙", DAY))
    assert paper.build().withdrawn == 1
    paper.write("2026-01-26.md", article("戊", DAY) + article("己", DAY))
    with pytest.raises(RefusedError, match="2 of the"):
        paper.build()
