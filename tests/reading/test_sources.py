"""Source formats: which one a file has, and the lines, discards and problems of one that is not plain text."""

import pytest

from feedpub.errors import UnreadableError
from feedpub.reading import sources
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.coverage import measure
from feedpub.reading.sources import PLAIN, SOURCES, located, read_source, source_of
from tests.toy_source import SCRIPT, script

WORDS = "第一行是标题，第二行是正文。"


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row more."""
    monkeypatch.setattr(sources, "SOURCES", (*SOURCES, SCRIPT))


def test_the_suffix_decides_in_any_case_and_what_is_unknown_is_plain_text() -> None:
    names = ("a.txt", "a.MD", "2026/01/a.Script", "a.log", "a", "")
    assert [source_of(b"", name).name for name in names] == ["text", "text", "script", "text", "text", "text"]


def test_each_suffix_has_one_format() -> None:
    found = [suffix for source in sources.SOURCES for suffix in source.suffixes]
    assert len(found) == len(set(found))
    assert all(suffix.startswith(".") and suffix.islower() for suffix in found)


def test_plain_text_has_the_lines_of_its_file() -> None:
    text = read_source(f"# 甲\n\n{WORDS}\n".encode(), "a.txt")
    assert (text.text, text.origins, text.discards, text.problems) == (f"# 甲\n\n{WORDS}\n", (), (), ())


def test_lines_know_their_origin_and_what_is_left_out_is_a_discard() -> None:
    data = script("H 江上有雾", "X 此处配图", f"P {WORDS}").encode()
    bulletin = read_bytes(data, name="a.script")
    (article,) = bulletin.articles
    assert (article.headline, article.line, article.paragraphs) == ("江上有雾", 1, (WORDS,))
    assert bulletin.origins[article.line - 1] == "row 2"
    coverage = measure(read_source(data, "a.script").text, bulletin)
    assert coverage.reasons == {"note": len("此处配图")}
    assert coverage.characters == coverage.in_articles + coverage.discarded


def test_a_file_that_is_not_of_its_format_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="not a script"):
        read_bytes(WORDS.encode(), name="a.script")
    assert read_bytes(f"# 甲\n\n{WORDS}".encode(), name="a.txt").articles


def test_a_problem_says_where_its_line_comes_from() -> None:
    (problem,) = read_bytes(script("H 只有标题").encode(), name="a.script").articles[0].problems
    assert located(problem, ("row 2",)).message == f"{problem.message} (row 2)"
    assert located(problem, ()) == problem


def test_plain_text_is_among_the_formats() -> None:
    assert PLAIN in SOURCES
