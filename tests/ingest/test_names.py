"""What the names of files and folders say: which are no bulletins, and which are copies of others."""

import pytest

from feedpub.ingest.names import (
    is_document,
    is_excluded,
    is_machines,
    is_plain,
    originals_of,
    reason_of_file,
    reason_of_folder,
)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("README.md", "readme"),
        ("readme.txt", "readme"),
        ("README.zh-CN.md", "readme"),
        ("README_en.md", "readme"),
        ("ReadMe（必读）.txt", "readme"),
        ("说明.md", "readme"),
        ("供稿须知.txt", "readme"),
        ("LICENSE", "readme"),
        ("CHANGELOG.md", "readme"),
        ("CONTRIBUTING.md", "readme"),
        ("requirements-dev.txt", "readme"),
        ("robots.txt", "readme"),
        ("index.md", "index"),
        ("_index.md", "index"),
        ("SUMMARY.md", "index"),
        ("_sidebar.md", "index"),
        ("目录.md", "index"),
        ("模板.md", "template"),
        ("日报模板.md", "template"),
        ("模板（新）.txt", "template"),
        ("供稿模板2.md", "template"),
        ("template.md", "template"),
        ("daily-template.md", "template"),
        ("_template.md", "template"),
        ("YYYY-MM-DD.md", "template"),
        ("草稿.md", "draft"),
        ("2026-03-17（草稿）.md", "draft"),
        ("2026-03-17-draft.md", "draft"),
        ("~$2026-03-17.md", "lock"),
        (".~lock.2026-03-17.odt#", "lock"),
        (".2026-03-17.md.swp", "lock"),
        ("2026-03-17.md.crdownload", "lock"),
        ("2026-03-17.md~", "backup"),
        ("2026-03-17.md.bak", "backup"),
        ("#2026-03-17.md#", "backup"),
        (".env.md", "hidden"),
    ],
)
def test_a_name_says_what_is_no_bulletin(name: str, reason: str) -> None:
    assert reason_of_file(name) == reason


@pytest.mark.parametrize(
    "name",
    [
        "2026-03-17.md",
        "2026年3月17日.txt",
        "临澜日报 2026-03-17.txt",
        "要闻.md",
        "notice-2026-03-17.md",
        "说明会纪要.md",
        "2026-03-17 铝模板厂投产.md",
        "模板支撑体系培训开班.md",
        "民法典草案公布.md",
        "indexing.md",
        "2026-03-17 修复工程指数index走高.md",
        "2026-03-17 (2).md",
        "contemplate.txt",
        "security-news-2026-03-17.md",
    ],
)
def test_other_names_say_nothing(name: str) -> None:
    assert reason_of_file(name) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".git", "hidden"),
        (".obsidian", "hidden"),
        (".trash", "trash"),
        ("#recycle", "trash"),
        ("$RECYCLE.BIN", "trash"),
        ("@eaDir", "trash"),
        ("回收站", "trash"),
        ("__MACOSX", "trash"),
        ("_drafts", "draft"),
        ("草稿箱", "draft"),
        ("模板", "template"),
        ("archetypes", "template"),
        ("2026", None),
        ("要闻", None),
        ("回收站改造", None),
    ],
)
def test_a_folders_name_says_what_is_in_it(name: str, reason: str | None) -> None:
    assert reason_of_folder(name) == reason


@pytest.mark.parametrize(
    "name",
    [
        "2026-03-17 (1)",
        "2026-03-17(1)",
        "2026-03-17（1）",
        "2026-03-17 2",
        "2026-03-17 - 副本",
        "2026-03-17 - 副本 (2)",
        "2026-03-17 副本",
        "2026-03-17副本",
        "2026-03-17的副本",
        "2026-03-17_副本",
        "2026-03-17(副本)",
        "“2026-03-17”的副本",
        "副本 2026-03-17",
        "复件 2026-03-17",
        "複製 -2026-03-17",
        "2026-03-17 - 複製",
        "2026-03-17 拷贝",
        "2026-03-17 的拷貝 2",
        "2026-03-17 - Copy",
        "2026-03-17 - Copy (2)",
        "2026-03-17 copy 3",
        "Copy of 2026-03-17",
        "Copy (2) of 2026-03-17",
        "2026-03-17 (conflicted copy 2026-03-18)",
        "2026-03-17 (Zhou Yuan's conflicted copy 2026-03-18)",
        "2026-03-17 (周远 的冲突副本 2026-03-18)",
        "2026-03-17（冲突）",
        "2026-03-17(冲突文件_zhouyuan_2026-03-18 10-20-30)",
        "2026-03-17 (Case Conflict)",
        "2026-03-17.sync-conflict-20260318-102030-ABCDEFG",
        "2026-03-17_conflict-20260318-102030",
        "2026-03-17-DESKTOP-4F2K9QX",
        "2026-03-17 (1) (1)",
        "2026-03-17 (1) - 副本",
    ],
)
def test_a_copy_names_its_original(name: str) -> None:
    assert "2026-03-17" in originals_of(name)


@pytest.mark.parametrize("name", ["2026-03-17", "2026-03-17-2", "2026-03-17_二版", "要闻", "副本", "copy", "(1)"])
def test_other_names_are_nobodys_copy(name: str) -> None:
    assert list(originals_of(name)) == []


@pytest.mark.parametrize("seed", [" (1)", "(冲突", "-DESKTOP", " copy", "副本", "[", "的"])
def test_a_long_name_takes_no_longer_than_its_length(seed: str) -> None:
    list(originals_of(seed * 4000))
    reason_of_file(seed * 4000 + ".md")


def test_patterns_fit_names_folders_and_paths() -> None:
    def fits(path: str, *patterns: str) -> bool:
        return is_excluded(f"news/{path}", patterns)

    assert fits("a-old.md", "*-old.md")
    assert fits("2026/a-old.md", "*-old.md")
    assert fits("archive", "archive/")
    assert fits("2026/archive", "archive")
    assert fits("archive/a.md", "archive/*")
    assert fits("archive/2020/a.md", "archive/**")
    assert fits("archive/a.md", "news/archive/*")
    assert fits("cafe\u0301.md", "café.md")
    assert not fits("a.md", "*-old.md")
    assert not fits("archive.md", "archive/")
    assert not fits("2026/archive/a.md", "archive/*")
    assert not fits("a.md")


def test_a_day_alone_is_decided_at_once() -> None:
    assert all(map(is_plain, ("2026-03-17", "20260317", "2026.3.17", "2026年3月17日", "17")))
    assert not any(map(is_plain, ("2026-03-17 (1)", "README", "2026-03-17a", "")))


def test_what_machines_leave_is_nobodys_bulletin_and_documents_may_be() -> None:
    assert all(map(is_machines, (".DS_Store", "Thumbs.db", "._2026-03-17.md", ".gitkeep", "desktop.ini")))
    assert not is_machines("2026-03-17.md")
    assert all(map(is_document, ("a.doc", "A.PDF", "a.wps", "a.mkd")))
    assert not any(map(is_document, ("a.json", "a.py", "a")))
