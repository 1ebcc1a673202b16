"""A source format that only the tests know: read by a build, watched, inspected, and read again from the archive."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from feedpub.commands.inspect import inspect
from feedpub.errors import UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.snapshot import snapshot
from feedpub.reading import sources
from tests.papers import Paper, words
from tests.toy_source import SCRIPT, script

NAME = "2026-01-26.script"
HEADLINE = "江心洲开出第一班夜渡"
TEXT = words("夜渡", 60)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, SCRIPT))
    paper = Paper(tmp_path, pages=True, timezone="Asia/Shanghai")
    paper.write(
        NAME, script(f"H {HEADLINE}", "X 配图在三版", f"P 本报滨江1月25日电（记者林知夏）{TEXT}。", "H 一则空讯")
    )
    return paper


def test_it_is_read(paper: Paper) -> None:
    built = paper.build()
    entry = paper.feed()[HEADLINE]
    assert (entry.author, entry.published[:10]) == ("林知夏", "2026-01-25")
    assert TEXT in entry.content[0].value
    assert "配图" not in entry.content[0].value
    [(path, problem)] = built.problems
    assert (path, problem.code, problem.line) == (str(paper.news / NAME), "no-body", 5)
    assert problem.message.endswith("(row 5)")


def test_a_folder_is_searched_for_it_and_messages_name_it(paper: Paper, tmp_path: Path) -> None:
    (file,) = find_bulletins([paper.news], paper.config).files
    assert file.key == f"news/{NAME}"
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"\*\.txt, \*\.md, .+ and \*\.script files"):
        find_bulletins([tmp_path / "empty"], paper.config)


def test_it_is_watched(paper: Paper) -> None:
    assert str(paper.news / NAME) in snapshot([paper.news], paper.config).files


def test_it_is_inspected(paper: Paper, capsys: pytest.CaptureFixture[str]) -> None:
    inspect([paper.news], paper.config, issue_date=None, now=paper.now, output="text")
    shown = capsys.readouterr().out
    assert "line 1 (row 2): # 江心洲" in shown
    assert "(row 2)  note: 配图在三版" in shown


def test_it_is_read_again_from_the_archive(paper: Paper) -> None:
    paper.build()
    before = paper.files()
    (paper.news / NAME).unlink()
    paper.write("2026-01-27.txt", f"# 另一篇\n\n{TEXT}。\n")
    paper.config = replace(paper.config, description="每日见报")  # so that every page and feed is made again
    assert not paper.build().failed
    assert TEXT in paper.feed()[HEADLINE].content[0].value
    page = next(name for name, (_, data) in before.items() if name.startswith("a/") and TEXT.encode() in data)
    assert TEXT.encode() in paper.files()[page][1]


def test_when_the_reading_changes_it_is_read_again_by_its_suffix(paper: Paper) -> None:
    paper.build()
    ids = paper.ids()
    paper.config = replace(paper.config, margin=44)
    built = paper.build()
    assert (built.new, built.corrected, paper.ids()) == (0, 0, ids)


def test_bytes_that_are_not_of_the_format_are_one_problem_and_the_rest_is_published(paper: Paper) -> None:
    paper.write("2026-01-27.script", TEXT)
    built = paper.build()
    assert ("unreadable", 1) in {(problem.code, problem.line) for _, problem in built.problems}
    assert HEADLINE in paper.feed()


def _jpeg(colour: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (32, 20), (colour, 90, 160)).save(written, "JPEG")
    return written.getvalue()


def _picture(name: str, data: bytes) -> str:
    return f"I {name} {b64encode(data).decode()} 图为夜渡首航。"


def test_a_picture_that_the_source_holds_is_published_and_comes_back_when_its_copy_is_lost(paper: Paper) -> None:
    paper.write(NAME, script(f"H {HEADLINE}", f"P 本报滨江1月25日电 {TEXT}。", _picture("boat.jpg", _jpeg(20))))
    assert paper.build().problems == ()
    (copy,) = (name for name in paper.files() if name.startswith("p/"))
    assert copy in paper.feed()[HEADLINE].content[0].value
    data = paper.files()[copy][1]
    (paper.config.out / copy).unlink()
    (paper.news / NAME).unlink()
    paper.write("2026-01-27.txt", f"# 另一篇\n\n{TEXT}。\n")
    paper.build()
    assert paper.files()[copy][1] == data
    assert copy in paper.feed()[HEADLINE].content[0].value


def test_a_broken_picture_that_the_source_holds_is_one_warning_until_the_source_is_corrected(paper: Paper) -> None:
    rows = (f"H {HEADLINE}", f"P 本报滨江1月25日电 {TEXT}。")
    paper.write(NAME, script(*rows, _picture("boat.jpg", b"no picture")))
    assert [problem.code for _, problem in paper.build().problems] == ["picture-broken"]
    assert [problem.code for _, problem in paper.build().problems] == ["picture-broken"]
    paper.write(NAME, script(*rows, _picture("boat.jpg", _jpeg(40))))
    built = paper.build()
    assert (built.problems, built.corrected) == ((), 1)
    assert "p/" in paper.feed()[HEADLINE].content[0].value
