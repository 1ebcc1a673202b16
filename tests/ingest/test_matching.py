"""Which new article is which old one, decided without an archive."""

import time
from collections.abc import Callable

import pytest

from feedpub.ingest.candidates import MOST
from feedpub.ingest.matching import Likeness, Piece, TextOf, first_pairs, match_articles
from tests.papers import words

TEXT = "全长三千米的新桥今天零时起通车，两岸的人走过来看，老船工在渡口摇了四十年船。"
OTHER = "江边的灯换成了新的，夜里更亮，散步的人多了起来，孩子们在灯下追着影子跑。"


def _texts(*rows: tuple[str, str]) -> TextOf:
    return rows.__getitem__


def _never(index: int) -> tuple[str, str]:
    raise AssertionError("one headline, day and place is enough: no text need be read")


def test_one_headline_day_and_place_is_enough() -> None:
    assert match_articles([Piece(b"a", 0), Piece(b"b", 1)], [Piece(b"b", 0), Piece(b"a", 1)], _never, _never) == {
        1: 0,
        0: 1,
    }


def test_a_corrected_headline_is_known_by_its_text() -> None:
    old, new = _texts(("新桥通车", TEXT), ("江边的灯", OTHER)), _texts(("江灯换新", OTHER), ("新桥零时通车", TEXT))
    found = match_articles([Piece(b"a", 0), Piece(b"b", 1)], [Piece(b"c", 0), Piece(b"d", 1)], old, new)
    assert found == {0: 1, 1: 0}


def test_another_story_never_takes_an_old_ones_place() -> None:
    assert (
        match_articles([Piece(b"a", 0)], [Piece(b"b", 0)], _texts(("新桥通车", TEXT)), _texts(("江边的灯", OTHER)))
        == {}
    )


def test_tomorrows_weather_is_another_article_though_it_reads_like_todays() -> None:
    old, new = _texts(("天气", TEXT)), _texts(("天气", TEXT.replace("三千", "两千")))
    assert match_articles([Piece(b"a", 0, "2026-01-25")], [Piece(b"b", 0, "2026-01-26")], old, new) == {}
    assert match_articles([Piece(b"a", 0, "2026-01-25")], [Piece(b"b", 0, "2026-01-25")], old, new) == {0: 0}


@pytest.mark.parametrize(("by_order", "found"), [(True, {0: 0, 1: 1}), (False, {})])
def test_briefs_under_one_headline_whose_texts_tell_nothing_are_paired_by_order(
    by_order: bool, found: dict[int, int]
) -> None:
    old, new = _texts(("简讯", TEXT), ("简讯", OTHER)), _texts(("简讯", "甲" * 40), ("简讯", "乙" * 40))
    pieces = [Piece(b"a", 0), Piece(b"a", 1)]
    assert match_articles(pieces, pieces, old, new, by_order=by_order) == found


def test_briefs_under_one_headline_keep_their_texts_when_they_change_places() -> None:
    pieces = [Piece(b"a", 0), Piece(b"a", 1)]
    old, new = _texts(("简讯", TEXT), ("简讯", OTHER)), _texts(("简讯", OTHER), ("简讯", TEXT))
    assert match_articles(pieces, pieces, old, new) == {0: 1, 1: 0}


def test_each_entry_goes_on_with_one_article_and_each_article_with_one_entry() -> None:
    assert first_pairs([(1, 7), (1, 8), (2, 7), (2, 8), (3, 8)]) == {1: 7, 2: 8}


def test_paragraphs_that_change_places_stay_alike_and_other_stories_are_not() -> None:
    one, other = TEXT[:20], TEXT[20:]
    likeness = Likeness().of
    assert likeness("甲", one + other, "甲", other + one) > 0.9
    assert likeness("新桥通车", TEXT, "江边的灯", OTHER) == 0
    assert likeness("新桥通车", "", "新桥今通车", "") > 0.5


def _many(count: int, seed: str, length: int = 300) -> list[tuple[str, str]]:
    return [(words(f"{seed}{number}", 12), words(f"{seed}{number}文", length)) for number in range(count)]


def _matched(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> dict[int, int]:
    before = [Piece(b"old%d" % place, place) for place in range(len(old))]
    after = [Piece(b"new%d" % place, place) for place in range(len(new))]
    return match_articles(before, after, old.__getitem__, new.__getitem__)


def _misread(text: str) -> str:
    return "".join("雾" if place % 4 == 0 else char for place, char in enumerate(text))


@pytest.mark.parametrize(
    "correct",
    [
        pytest.param(lambda text: text[:100] + "再说一遍" + text[140:], id="a piece replaced"),
        pytest.param(lambda text: text[150:] + text[:150], id="halves in the other order"),
        pytest.param(_misread, id="every fourth letter"),
        pytest.param(lambda text: text[:200], id="cut"),
    ],
)
def test_of_very_many_corrected_articles_each_is_found_wherever_it_is_now(correct: Callable[[str], str]) -> None:
    old = _many(4 * MOST, "甲")
    new = [(words(f"题{place}", 12), correct(text)) for place, (_, text) in enumerate(old)]
    shuffled = sorted(range(len(new)), key=lambda place: words(f"序{place}", 4))
    found = _matched(old, [new[place] for place in shuffled])
    assert found == dict(enumerate(shuffled))


def test_of_very_many_articles_without_text_each_is_found_by_its_headline() -> None:
    old = [(headline, "") for headline, _ in _many(4 * MOST, "甲")]
    new = [(headline[:-2], "") for headline, _ in reversed(old)]
    assert _matched(old, new) == {place: len(old) - 1 - place for place in range(len(old))}


def test_of_very_many_articles_that_are_all_alike_each_goes_on_with_the_nearest() -> None:
    old = [(f"天气{place}", f"{TEXT}第{place}号") for place in range(4 * MOST)]
    new = [(f"天气预报{place}", f"{TEXT}编号{place}") for place in range(4 * MOST)]
    assert len(_matched(old, new)) == 4 * MOST


@pytest.mark.timing
def test_four_times_the_replaced_articles_take_four_times_the_time() -> None:
    def spent(count: int) -> float:
        old, new = _many(count, "甲"), _many(count, "乙")
        began = time.process_time()
        _matched(old, new)
        return time.process_time() - began

    few, many = (min(spent(count) for _ in range(2)) for count in (100, 400))
    assert many < 8 * few
