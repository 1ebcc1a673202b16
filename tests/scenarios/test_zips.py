"""A zip of an issue is read as a folder of its name would be, and nothing is unpacked onto the disk."""

import shutil
import zipfile
from pathlib import Path

import pytest

from feedpub.errors import UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.snapshot import snapshot
from tests.formats import zipped
from tests.papers import Paper, words
from tests.press_releases import jpeg
from tests.word import document, paragraph

NAME = "2026-01-26.zip"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path, pages=True, timezone="Asia/Shanghai")


def _text(name: str, picture: str = "") -> bytes:
    shown = f"![图为{name}。]({picture})\n\n" if picture else ""
    return f"# {name}的消息今天登出来了\n\n本报1月26日讯 {words(name, 80)}。\n\n{shown}".encode()


def _put(paper: Paper, members: dict[str, bytes], name: str = NAME) -> Path:
    path = paper.news / name
    path.write_bytes(zipped(members))
    return path


def test_members_have_the_paths_of_files_in_a_folder_and_the_same_ids(paper: Paper, tmp_path: Path) -> None:
    members = {"甲.txt": _text("甲"), "国际/乙.md": _text("乙")}
    _put(paper, members)
    found = find_bulletins([paper.news], paper.config)
    assert [file.key for file in found.files] == [f"news/{NAME}/国际/乙.md", f"news/{NAME}/甲.txt"]
    paper.build()
    ids = paper.ids()
    folder = Paper(tmp_path / "unpacked", timezone="Asia/Shanghai")
    for name, data in members.items():
        path = folder.news / "2026-01-26" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder.build()
    assert folder.ids() == ids
    assert [path.name for path in paper.news.iterdir()] == [NAME]


def test_a_zip_in_which_one_member_changed_corrects_that_one_and_one_that_is_gone_is_told(paper: Paper) -> None:
    _put(paper, {"甲.txt": _text("甲"), "乙.txt": _text("乙")})
    paper.build()
    ids = paper.ids()
    _put(paper, {"甲.txt": _text("甲") + "\n渡口添了一盏灯。\n".encode(), "乙.txt": _text("乙")})
    built = paper.build()
    assert (built.new, built.corrected, built.unchanged, paper.ids()) == (0, 1, 1, ids)
    _put(paper, {"甲.txt": _text("甲")})
    built = paper.build()
    assert [(name, problem.code) for name, problem in built.problems] == [(str(paper.news / NAME / "乙.txt"), "gone")]
    assert paper.ids() == ids


def test_a_zip_that_is_unpacked_moves_its_entries_to_the_folder(paper: Paper) -> None:
    path = _put(paper, {"甲.txt": _text("甲"), "乙.txt": _text("乙")})
    paper.build()
    ids = paper.ids()
    with zipfile.ZipFile(path) as packed:
        packed.extractall(paper.news / "2026-01-26")
    path.unlink()
    built = paper.build()
    assert (built.problems, built.new, paper.ids()) == ((), 0, ids)


def test_pictures_in_a_zip_are_published_and_one_that_comes_later_too(paper: Paper) -> None:
    members = {"甲.txt": _text("甲", "图/灯.jpg"), "图/灯.jpg": jpeg(10), "乙.txt": _text("乙", "桥.jpg")}
    _put(paper, members)
    built = paper.build()
    assert [problem.code for _, problem in built.problems] == ["picture-missing"]
    assert "p/" in paper.feed()["甲的消息今天登出来了"].content[0].value
    _put(paper, {**members, "桥.jpg": jpeg(90)})
    assert paper.build().problems == ()
    assert "p/" in paper.feed()["乙的消息今天登出来了"].content[0].value
    shutil.rmtree(paper.config.out / "p")
    assert paper.build().problems == ()
    assert sum(name.startswith("p/") for name in paper.files()) == 2


def test_names_that_windows_wrote_in_gbk_are_read(paper: Paper) -> None:
    raw = zipped({"AAAA.txt": _text("甲", "BBBB.jpg"), "BBBB.jpg": jpeg(1)})
    raw = raw.replace(b"AAAA.txt", "新闻.txt".encode("gbk")).replace(b"BBBB.jpg", "照片.jpg".encode("gbk"))
    (paper.news / NAME).write_bytes(raw)
    (file,) = find_bulletins([paper.news], paper.config).files
    assert file.key == f"news/{NAME}/新闻.txt"


def test_what_is_no_bulletin_in_a_zip_is_passed_over_as_in_a_folder(paper: Paper) -> None:
    members = {
        "甲.txt": _text("甲"),
        "README.md": b"# x\n",
        "__MACOSX/._甲.txt": b"x",
        "内.zip": zipped({"丙.txt": _text("丙")}),
        "稿.pdf": b"%PDF-1.4",
        "表.xlsx": b"x",
        ".DS_Store": b"x",
    }
    _put(paper, members)
    found = find_bulletins([paper.news], paper.config)
    assert [file.key for file in found.files] == [f"news/{NAME}/甲.txt"]
    assert {(row.path.removeprefix(f"{paper.news}/{NAME}/"), row.reason) for row in found.passed_over} == {
        ("README.md", "readme"),
        ("__MACOSX/", "trash"),
        ("内.zip", "document"),
        ("稿.pdf", "document"),
        ("表.xlsx", "document"),
    }


def test_a_zip_may_be_named_and_so_may_a_file_in_it(paper: Paper) -> None:
    path = _put(paper, {"甲.txt": _text("甲"), "乙.txt": _text("乙")})
    assert [file.key for file in find_bulletins([path], paper.config).files] == [f"{NAME}/乙.txt", f"{NAME}/甲.txt"]
    (file,) = find_bulletins([path / "甲.txt"], paper.config).files
    assert (file.key, file.by_name) == ("甲.txt", True)
    assert str(path) in snapshot([path / "甲.txt"], paper.config).files
    with pytest.raises(UsageError, match="no such file"):
        find_bulletins([path / "丙.txt"], paper.config)


def test_a_word_document_called_zip_is_one_and_an_excluded_zip_is_not_opened(paper: Paper) -> None:
    fog = document(paragraph("江上有雾", size=22, align="center"), paragraph("雾大。"))
    (paper.news / "2026-01-25.zip").write_bytes(fog)
    _put(paper, {"甲.txt": _text("甲")}, "草稿.zip")
    found = find_bulletins([paper.news], paper.config)
    assert [file.key for file in found.files] == ["news/2026-01-25.zip"]
    assert [(row.path, row.reason) for row in found.passed_over] == [(str(paper.news / "草稿.zip"), "draft")]
    paper.build()
    assert paper.ids().keys() == {"江上有雾"}


def test_an_empty_zip_and_one_that_is_none_are_told(paper: Paper) -> None:
    paper.write("2026-01-26.txt", _text("丁").decode())
    (paper.news / "空.zip").write_bytes(zipped({}))
    (paper.news / "坏.zip").write_bytes(b"PK\x03\x04 nothing")
    built = paper.build()
    assert [(name, problem.code) for name, problem in built.problems] == [(str(paper.news / "坏.zip"), "unreadable")]
    assert built.articles == 1
