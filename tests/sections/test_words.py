"""Whole words in a text, and the tables of their weights."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.errors import ConfigError
from feedpub.model import Config, FrontMatter
from feedpub.reading.bulletin import read_bulletin
from feedpub.sections.classify import Classifier
from feedpub.sections.training import Example, train
from feedpub.sections.weights import built_in, learned_weights, read_table, write_table
from feedpub.sections.words import WholeWords, simplified

LISTED = ("中国", "国际", "德国", "总统", "国行", "国际机场", "德国总统", "𠀀国")


def position_by_position(text: str) -> list[str]:
    """The words of a text, looked for at each character."""
    found: list[str] = []
    length = end = 0
    for at in range(len(text) - 1):
        sizes = sorted({len(word) for word in LISTED if word[:2] == text[at : at + 2]}, reverse=True)
        size = next((size for size in sizes if text[at : at + size] in LISTED), 0)
        word = text[at : at + size]
        if not size or at + size <= end:
            continue
        if at >= end:
            found.append(word)
        elif size > length or (size == length and LISTED.index(word) < LISTED.index(found[-1])):
            found[-1] = word
        else:
            continue
        length, end = size, at + size
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("扎耶德国际机场", ["国际机场"]),
        ("中国行", ["中国"]),
        ("德国总统", ["德国总统"]),
        ("德国和国际", ["德国", "国际"]),
        ("机场", []),
        ("国", []),
        ("", []),
        ("中国中国", ["中国", "中国"]),
        ("𠀀国\ud800德国", ["𠀀国", "德国"]),
    ],
)
def test_of_words_that_overlap_the_longer_stands_then_the_one_listed_first(text: str, words: list[str]) -> None:
    assert WholeWords(LISTED).find(text) == words


@given(st.text(st.sampled_from("中国际德总统行机场𠀀a"), max_size=40))
def test_words_are_those_that_stand_at_each_character(text: str) -> None:
    assert WholeWords(LISTED).find(text) == position_by_position(text)


def test_traditional_characters_are_known_by_their_simplified_form() -> None:
    assert simplified("總統會見議員") == "总统会见议员"
    assert simplified("总统 abc") == "总统 abc"


def test_a_table_is_read_as_it_was_written() -> None:
    text = write_table(["a remark"], ["top", "river"], {"灯": [0.5, -1.0], "渡口": [0.0, 99.0]})
    assert text.startswith("# a remark\nword\ttop river\n")
    table = read_table(text)
    assert table.slugs == ("top", "river")
    assert [table.weights(word) for word in ("灯", "渡口", "桥")] == [(8, -16), (0, 127), (0, 0)]


def test_a_file_that_is_no_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("灯 1 2\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="--learn"):
        learned_weights(tmp_path / "words.tsv")
    with pytest.raises(ConfigError, match="cannot be read"):
        learned_weights(tmp_path / "none.tsv")


def test_what_is_learned_speaks_for_its_section_and_against_the_others() -> None:
    examples = [Example(("船", "江"), "river"), Example(("股", "江"), "economy")] * 20
    known = dict.fromkeys(("船", "股", "江"), (0.0, 0.0))
    learned = train([examples], known, ["river", "economy"])
    assert learned["船"][0] > 0.3
    assert learned["船"][1] < -0.3
    assert learned["股"][1] > 0.3
    assert learned["股"][0] < -0.3
    assert abs(learned["江"][0]) < 0.2
    assert train([examples], known, ["river", "economy"]) == learned


def test_the_built_in_table_is_loaded_only_where_words_are_asked() -> None:
    code = (
        "from feedpub.sections.classify import Classifier; from feedpub.model import Config;"
        "from feedpub.sections.weights import built_in; Classifier(Config()); print(built_in.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"


@pytest.mark.timing
def test_the_words_of_an_article_take_no_longer_than_reading_it() -> None:
    """Filing is a small part of a build: a ratio, since machines differ (0.1 ms on ours, reading 0.2)."""
    classifier = Classifier(Config())
    text = "# 中小学调整课后服务 教师轮岗推进\n\n本报讯 滨江市教育部门说,今年秋天起,学校增加两门课,教师每年轮岗。\n\n"
    text += "家长报名后,学生可以在学校吃晚饭,再由校车送到小区门口,每月收费不变。"
    article = read_bulletin(text).articles[0]

    def median_of(act: object) -> float:
        assert callable(act)
        spent = []
        for _ in range(300):
            began = time.perf_counter()
            act()
            spent.append(time.perf_counter() - began)
        return statistics.median(spent)

    filing = median_of(lambda: classifier.classify(article, FrontMatter(), "a.txt"))
    assert filing < median_of(lambda: read_bulletin(text))


def test_every_row_of_the_built_in_table_has_a_weight_for_each_section() -> None:
    table = built_in()
    assert all(len(table.weights(word)) == len(table.slugs) for word in table.rows)
