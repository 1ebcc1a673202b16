"""Which files are bulletins: what lies beside them is not published, and is named; what was published is not lost."""

import json
from pathlib import Path

import pytest

from feedpub.errors import UsageError
from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, Paper, article, words


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def passed_over(paper: Paper) -> dict[str, str]:
    """Name below the folder of bulletins → why it was not read, as the next build says."""
    built = paper.build()
    folder = f"{paper.news}/"
    return {row.path.removeprefix(folder): row.reason for row in built.passed_over}


def put(paper: Paper, name: str, text: str = "# 须知\n\n写给供稿人的话。\n") -> None:
    path = paper.news / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# ── what is not read ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_lies_beside_bulletins_is_not_published_and_is_named(paper: Paper) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    beside = {
        "README.md": "readme",
        "日报模板.md": "template",
        "今日.md": "template",
        "~$2026-01-26.md": "lock",
        "2026-01-26.md.bak": "backup",
        "来稿.doc": "document",
        "build.log": "format",
        "index.md": "index",
        "a/.DS_Store": "",
        "图.png": "",
    }
    for name in beside:
        put(paper, name, "# {{title}}\n\n{{content}}\n" if name == "今日.md" else "# 须知\n\n话。\n")
    for folder in (".obsidian", "#recycle", "_drafts", "模板"):
        put(paper, f"{folder}/2026-01-25.md", article(folder, FIRST_DAY))
    told = passed_over(paper)
    folders = {".obsidian/": "hidden", "#recycle/": "trash", "_drafts/": "draft", "模板/": "template"}
    assert told == folders | {name: reason for name, reason in beside.items() if reason}
    assert [title[-2:] for title in paper.feed()] == ["渡口"]


def test_every_ending_of_text_and_markdown_is_read(paper: Paper) -> None:
    for headline, suffix in (("渡口", ".txt"), ("石桥", ".md"), ("灯塔", ".markdown"), ("码头", ".MDX")):
        put(paper, f"2026-01-26-{headline}{suffix}", article(headline, FIRST_DAY))
    assert passed_over(paper) == {}
    assert {title[-2:] for title in paper.feed()} == {"渡口", "石桥", "灯塔", "码头"}


@pytest.mark.parametrize(
    "front",
    [
        "draft: true",
        "draft: yes",
        "Draft: True",
        "published: false",
        "publish: no",
        "status: draft",
        "草稿: 是",
        "状态: 草稿",
    ],
)
def test_a_draft_waits_until_it_no_longer_says_so(paper: Paper, front: str) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    put(paper, "2026-01-27.md", f"---\n{front}\n---\n\n{article('早市', FIRST_DAY)}")
    assert passed_over(paper) == {"2026-01-27.md": "draft"}
    assert passed_over(paper) == {"2026-01-27.md": "draft"}  # by the next build too
    put(paper, "2026-01-27.md", article("早市", FIRST_DAY))
    assert passed_over(paper) == {}
    assert {title[-2:] for title in paper.feed()} == {"渡口", "早市"}


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "早市"\ndraft = true\n+++\n',  # TOML, as Hugo writes it
        "---\ntitle: 早市: 第一天\ndraft: true\n---\n",  # YAML with a mistake
        "---\ntitle: 早市\ndraft: true\n\n",  # nobody closed it
        "---\ntitle: 早市\ndraft: true # until Monday\n---\n",
    ],
)
def test_a_draft_whose_front_matter_cannot_be_read_is_not_published(paper: Paper, head: str) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    put(paper, "2026-01-27.md", head + article("早市", FIRST_DAY))
    assert passed_over(paper) == {"2026-01-27.md": "draft"}


@pytest.mark.parametrize("front", ["draft: false", "published: true", "status: published", "published: 2026-01-26"])
def test_what_is_no_draft_is_published_without_a_word(paper: Paper, front: str) -> None:
    put(paper, "2026-01-26.md", f"---\n{front}\n---\n\n{article('渡口', FIRST_DAY)}")
    built = paper.build()
    assert (built.new, built.passed_over, built.problems) == (1, (), ())


def test_a_page_of_its_own_is_a_bulletin_and_an_index_of_others_is_none(paper: Paper) -> None:
    put(paper, "2026-01-26/index.md", article("渡口", FIRST_DAY))
    put(paper, "2026/01/25/README.md", article("早市", FIRST_DAY))
    put(paper, "bridge-opens/index.md", article("大桥", FIRST_DAY))
    put(paper, "河/index.md")
    put(paper, "河/2026-01-24.md", article("河灯", FIRST_DAY))
    put(paper, "图/README.md")
    assert passed_over(paper) == {"河/index.md": "index", "图/README.md": "readme"}
    assert {title[-2:] for title in paper.feed()} == {"渡口", "早市", "大桥", "河灯"}


def test_a_linked_folder_is_not_followed_and_is_named(paper: Paper, tmp_path: Path) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    (tmp_path / "elsewhere").mkdir()
    (paper.news / "link").symlink_to(tmp_path / "elsewhere")
    assert passed_over(paper) == {"link/": "link"}


def test_what_a_build_writes_and_its_settings_are_not_named(tmp_path: Path) -> None:
    paper = Paper(tmp_path, archive=tmp_path / "archive.sqlite3", pages=True)
    paper.news = tmp_path
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    put(paper, "feedpub.toml", "")
    put(paper, "withdrawn.toml", "")
    paper.build()
    assert passed_over(paper) == {}


def test_a_file_that_is_named_is_read_whatever_it_is_called(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("README.md", "模板.md", "~$a.md", "2026-01-26.md", "2026-01-26 (1).md"):
        (tmp_path / "news" / name).write_text(article(name, FIRST_DAY), encoding="utf-8")
    named = [f"news/{name}" for name in ("README.md", "模板.md", "~$a.md")]
    built = json.loads(feedpub("build", "--json", "news", *named).stdout)
    assert built["bulletins"] == 5
    assert "passed_over" not in built


def test_a_draft_that_is_named_is_shown_and_not_published(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ndraft: true\n---\n{article('渡口', FIRST_DAY)}", encoding="utf-8")
    assert json.loads(feedpub("build", "--json", "a.md").stdout)["articles"] == 0
    rows = [json.loads(line) for line in feedpub("inspect", "--json", "a.md").stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["article", "coverage"]


def test_a_folder_without_anything_to_read_says_what_it_holds(paper: Paper) -> None:
    put(paper, "README.md")
    put(paper, "来稿.doc")
    with pytest.raises(UsageError, match=r"passed over: .*README.md \(readme\), .*来稿.doc \(document\)"):
        paper.build()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('["*"]', "fits every file"),
        ('"**/*"', "fits every file"),
        ('["!a.md"]', "must be a name or a path below"),
        ('["/news/a.md"]', "must be a name or a path below"),
        ("[1]", "must be text in quotes"),
        ('[""]', "at least 1 character"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(feedpub: Feedpub, tmp_path: Path, value: str, why: str) -> None:
    (tmp_path / "feedpub.toml").write_text(f"exclude = {value}\n", encoding="utf-8")
    done = feedpub("sections")
    assert done.returncode == 2
    assert why in done.stderr


# ── where it is said ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_command_names_what_is_not_read_in_one_line(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "feedpub.toml").write_text('bulletins = "news"\nexclude = "旧*"\n', encoding="utf-8")
    for name in ("2026-01-26.md", "README.md", "旧稿.md", "来稿.doc"):
        (tmp_path / "news" / name).write_text(article("渡口", FIRST_DAY), encoding="utf-8")
    line = (
        "3 files not read: 1 document in another format (news/来稿.doc), 1 excluded, "
        "1 README or the like (news/README.md); save a document as *.docx, *.txt or *.md; to have another file read, "
        "rename it, or name it by itself"
    )
    for command in (["build"], ["build", "--dry-run"], ["inspect"], ["status"], ["diff"]):
        assert line in feedpub(*command).stdout.splitlines(), command
    rows = [
        {"path": "news/README.md", "reason": "readme"},
        {"path": "news/旧稿.md", "reason": "excluded"},
        {"path": "news/来稿.doc", "reason": "document"},
    ]
    assert json.loads(feedpub("build", "--json").stdout)["passed_over"] == rows
    inspected = feedpub("inspect", "--json")
    assert json.loads(inspected.stdout.splitlines()[-1])["passed_over"] == rows
    assert line in inspected.stderr.splitlines()
    assert json.loads(feedpub("status", "--json").stdout)["passed_over"] == [{**row, "of": ""} for row in rows]
    logged = [json.loads(row) for row in feedpub("build", "-q", "--log-format", "json").stderr.splitlines()]
    assert [row["files"] for row in logged if row["event"] == "passed-over"] == [rows]
    assert feedpub("build", "-q").stdout == ""


def test_the_line_stays_short_and_verbose_has_all(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "2026-01-26.md").write_text(article("渡口", FIRST_DAY), encoding="utf-8")
    for number in range(9):
        (tmp_path / f"稿{number}.doc").touch()
    assert "9 documents in other formats (稿0.doc, 稿1.doc, 稿2.doc and 6 more)" in feedpub("build", ".").stdout
    assert "稿8.doc" in feedpub("build", ".", "-v").stdout


def test_what_is_excluded_on_purpose_is_counted_and_verbose_names_it(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text('bulletins = "."\nexclude = "旧*"\n', encoding="utf-8")
    for name in ("2026-01-26.md", "旧稿.md"):
        (tmp_path / name).write_text(article("渡口", FIRST_DAY), encoding="utf-8")
    assert "1 file not read: 1 excluded" in feedpub("build").stdout.splitlines()
    assert "1 excluded (旧稿.md)" in feedpub("build", "-v").stdout


# ── what was published already ───────────────────────────────────────────────────────────────────────────────────────


def _published(paper: Paper) -> dict[str, str]:
    for number in (25, 26):
        day = FIRST_DAY.replace(day=number)
        put(paper, f"{day}.md", article(f"渡口{number}", day) + article(f"早市{number}", day))
    paper.build()
    return paper.ids()


def test_a_bulletin_that_becomes_a_draft_keeps_its_entries_and_it_is_told(paper: Paper) -> None:
    ids, text = _published(paper), (paper.news / "2026-01-25.md").read_text(encoding="utf-8")
    put(paper, "2026-01-25.md", f"---\ndraft: true\n---\n{text}")
    built = paper.build()
    assert [(Path(path).name, problem.code) for path, problem in built.problems] == [("2026-01-25.md", "gone")]
    assert built.problems[0][1].message.startswith("is a draft now; its 2 entries stay published.")
    assert paper.ids() == ids
    put(paper, "2026-01-25.md", text)
    assert paper.build().problems == ()
    assert paper.ids() == ids  # the same entries again, not new ones


@pytest.mark.parametrize("pattern", ["2026-01-25.md", "*-25*", "news/2026-01-25.md"])
def test_a_bulletin_that_is_excluded_keeps_its_entries_until_they_are_pruned(paper: Paper, pattern: str) -> None:
    ids = _published(paper)
    excluding = Paper(paper.folder, exclude=(pattern,))
    excluding.now = paper.now
    built = excluding.build()
    assert "is excluded now (`exclude`); its 2 entries stay published" in built.problems[0][1].message
    assert excluding.ids() == ids
    assert excluding.build(prune=True).pruned == 2  # one bulletin may go while others stay, in a small paper
    paper.now = excluding.now
    assert paper.build().new == 2  # no longer excluded: published anew, under the ids they had
    assert paper.ids() == ids


def test_a_folder_that_is_excluded_keeps_its_entries(paper: Paper) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    put(paper, "archive/2026-01-25.md", article("早市", FIRST_DAY))
    paper.build()
    ids = paper.ids()
    excluding = Paper(paper.folder, exclude=("archive/",), removed="withdraw")
    excluding.now = paper.now
    built = excluding.build()
    assert [(Path(row.path).name, row.reason) for row in built.passed_over] == [("archive", "excluded")]
    assert "is excluded now" in built.problems[0][1].message
    assert excluding.ids() == ids


def test_an_entry_of_a_copy_goes_on_with_the_original(paper: Paper) -> None:
    """A feedpub that did not know copies published the copy, and called the original its duplicate."""
    text = article("渡口", FIRST_DAY)
    put(paper, "2026-01-26 (1).md", text)
    paper.build()
    ids = paper.ids()
    put(paper, "2026-01-26.md", text.replace("日讯", "日讯 今天，"))
    built = paper.build()
    assert [row.reason for row in built.passed_over] == ["copy"]
    assert [problem.code for _, problem in built.problems] == ["copy"]
    assert paper.ids() == ids
    assert "今天，" in paper.feed()[next(iter(ids))].content[0].value


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        "2026-01-26 (1).md",
        "2026-01-26 - 副本.md",
        "2026-01-26.sync-conflict-20260127-101010-ABCDEFG.md",
        "Copy of 2026-01-26.md",
    ],
)
def test_the_original_wins_over_a_copy_whichever_is_newer(paper: Paper, name: str) -> None:
    put(paper, "2026-01-26.md", "# 石梁村通车\n\n本报1月26日讯 石梁村第一次通了公交，每天八班，到县城四十分钟。\n")
    put(paper, name, "# 石梁村通车\n\n本报1月26日讯 石梁村第一次通了公交，每天六班，到县城四十分钟。\n")
    built = paper.build()
    assert built.new == 1
    ((path, problem),) = built.problems
    assert Path(path).name == name
    assert "(here “了公交，每天六班，到县城”, there “了公交，每天八班，到县城”)" in problem.message
    assert "每天八班" in paper.feed()["石梁村通车"].content[0].value


def test_an_equal_copy_is_named_and_no_warning(paper: Paper) -> None:
    for name in ("2026-01-26.md", "2026-01-26 - 副本.md"):
        put(paper, name, article("渡口", FIRST_DAY))
    built = paper.build()
    assert ([row.reason for row in built.passed_over], built.problems) == (["copy"], ())


def test_a_copy_alone_is_the_bulletin(paper: Paper) -> None:
    put(paper, "2026-01-26 (1).md", article("渡口", FIRST_DAY))
    put(paper, "2026-01-25 - 副本.md", article("早市", FIRST_DAY))
    assert (paper.build().new, passed_over(paper)) == (2, {})


def test_another_part_of_the_day_is_no_copy(paper: Paper) -> None:
    put(paper, "2026-01-26.md", article("渡口", FIRST_DAY))
    put(paper, "2026-01-26 (2).md", article("早市", FIRST_DAY))
    put(paper, "2026-01-26 - 副本.md", article(words("另", 4), FIRST_DAY))
    assert (paper.build().new, passed_over(paper)) == (3, {})


def test_a_copy_of_an_empty_original_is_read(paper: Paper) -> None:
    """A sync tool that was cut off leaves an empty file."""
    put(paper, "2026-01-26.md", "")
    put(paper, "2026-01-26 (1).md", article("渡口", FIRST_DAY))
    assert paper.build().new == 1
