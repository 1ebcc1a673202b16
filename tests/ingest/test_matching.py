"""Which new article is which old one, decided without an archive."""

import pytest

from feedpub.ingest.matching import Piece, TextOf, first_pairs, likeness, match_articles

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
    assert likeness("甲", one + other, "甲", other + one) > 0.9
    assert likeness("新桥通车", TEXT, "江边的灯", OTHER) == 0
    assert likeness("新桥通车", "", "新桥今通车", "") > 0.5
