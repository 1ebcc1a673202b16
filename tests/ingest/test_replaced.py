"""What became of the articles of a bulletin whose file changed, decided without an archive."""

from datetime import date

import pytest

from feedpub.archive.entries import ArticleRow, Former
from feedpub.ingest.matching import TextOf
from feedpub.ingest.replaced import Replacement, replacement
from feedpub.model.states import Gone
from tests.archive.rows import article_row

TEXT = "全长三千米的新桥今天零时起通车，两岸的人走过来看，老船工在渡口摇了四十年船。"
OTHER = "江边的灯换成了新的，夜里更亮，散步的人多了起来，孩子们在灯下追着影子跑。"
MONDAY, TUESDAY = date(2026, 1, 26), date(2026, 1, 27)


def _former(number: int, row: ArticleRow, *, known: bool = True) -> Former:
    identity = row.base if known else None
    return Former(number, identity, row.base, row.place, row.line, row.title, row.slug, row.day, row.issue)


def _texts(*rows: tuple[str, str]) -> TextOf:
    return rows.__getitem__


BRIDGE, LAMPS = article_row("新桥通车", 1, 0), article_row("江边的灯", 1, 1)
OLD = [_former(7, BRIDGE), _former(8, LAMPS)]
OLD_TEXT = _texts(("新桥通车", TEXT), ("江边的灯", OTHER))


def test_an_article_that_is_missing_from_the_same_issue_left_its_bulletin() -> None:
    found = replacement(OLD, [LAMPS], (MONDAY, MONDAY), OLD_TEXT, _texts(("江边的灯", OTHER)))
    assert found == Replacement({0: 1}, (7,), Gone.FROM_BULLETIN)


def test_an_article_that_was_never_published_is_not_missed() -> None:
    old = [_former(7, BRIDGE, known=False), OLD[1]]
    assert replacement(old, [LAMPS], (MONDAY, MONDAY), OLD_TEXT, _texts(("江边的灯", OTHER))).lost == ()


def test_a_file_that_is_written_again_every_day_holds_another_issue() -> None:
    new = [article_row("股市收盘", 2, 0, day="2026-01-26")]
    found = replacement(OLD, new, (MONDAY, TUESDAY), OLD_TEXT, _texts(("股市收盘", "甲" * 50)))
    assert found == Replacement({}, (7, 8), Gone.FINAL)


@pytest.mark.parametrize(("kept", "gone"), [(True, Gone.FROM_BULLETIN), (False, Gone.FINAL)])
def test_where_no_issue_date_is_stated_an_article_that_is_kept_says_that_it_is_the_same(kept: bool, gone: Gone) -> None:
    new = [LAMPS] if kept else [article_row("股市收盘", 2)]
    text = _texts(("江边的灯", OTHER)) if kept else _texts(("股市收盘", "甲" * 50))
    assert replacement(OLD, new, (None, None), OLD_TEXT, text).gone is gone


def test_a_day_may_be_corrected_within_one_issue_and_not_between_two() -> None:
    new = [article_row("新桥零时通车", 2, day="2026-01-24")]
    text = _texts(("新桥零时通车", TEXT))
    assert replacement(OLD[:1], new, (MONDAY, MONDAY), OLD_TEXT, text).pairs == {0: 0}
    assert replacement(OLD[:1], new, (MONDAY, TUESDAY), OLD_TEXT, text).pairs == {}
