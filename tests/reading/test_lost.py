"""Prose that ends in no article is an error, whatever it was put aside as; furniture is none."""

import pytest

from feedpub.model import Discard
from feedpub.reading.lost import is_prose, lost_text

PROSE = "渡口的候船亭上周完工，等船的人不再站在坡上淋雨。"


@pytest.mark.parametrize(
    "reason",
    [
        *("masthead", "under no headline", "table of figures", "page head"),
        *("section title", "running head", "page number"),
    ],
)
def test_what_is_put_aside_by_its_place_may_be_lost(reason: str) -> None:
    (problem,) = lost_text([Discard(line=7, reason=reason, text=PROSE)])
    assert (problem.line, problem.level, problem.code) == (7, "error", "text-lost")
    assert PROSE[:10] in problem.message
    assert reason in problem.message
    assert "more line" not in problem.message


@pytest.mark.parametrize("reason", ["notice", "footer", "comment", "editor's opening", "list of contents", "source"])
def test_what_is_put_aside_by_its_words_is_not_lost(reason: str) -> None:
    assert lost_text([Discard(line=7, reason=reason, text=PROSE)]) == ()


def test_one_error_for_all_that_is_lost() -> None:
    lost = [Discard(line=line, reason="under no headline", text=PROSE) for line in (3, 5, 9)]
    (problem,) = lost_text(lost)
    assert problem.line == 3
    assert "and 2 more lines" in problem.message
    (problem,) = lost_text(lost[:2])
    assert "and 1 more line " in problem.message


def test_a_part_of_a_line_is_not_lost() -> None:
    assert lost_text([Discard(line=7, reason="masthead", text=PROSE, part=True)]) == ()
    assert lost_text([]) == ()


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (PROSE, True),
        ("渡口候船亭完工；菜场改在夜里卸货；图书室晚上也开门", True),
        ("The ferry made its last run on Monday, and the pier fell silent. ", True),
        ("滨江日报 2026年3月17日 星期二", False),
        ("今日导读。", False),
        ("第03版：要闻", False),
        ("上证指数 3201.5 +0.2%", False),
        ("Vol. 12", False),
        ("Printed in Linlan. ", False),
    ],
)
def test_prose_is_a_sentence(text: str, prose: bool) -> None:
    assert is_prose(text) is prose
