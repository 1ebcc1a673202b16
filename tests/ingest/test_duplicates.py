"""The same dispatch in two bulletins, decided without an archive."""

import time

import pytest

from feedpub.archive.identities import Dispatch, SameBase
from feedpub.ingest.duplicates import Outcome, repeats, tell_apart
from feedpub.model import Article
from feedpub.reading.bulletin import read_bulletin

LONG = "全长三千米的新桥今天零时起通车，两岸的人走过来看。老船工说，他在渡口摇了四十年船，今天头一回从桥上过江。" * 3
SHORT = "明天晴，东风二级，最高气温十二度，最低零下一度"


def _article(text: str, headline: str = "新桥通车") -> Article:
    return read_bulletin(f"# {headline}\n\n{text}。\n").articles[0]


class _Bulletins:
    """Articles by their bulletin's number and their place."""

    def __init__(self, *articles: tuple[int, int, Article]) -> None:
        self._articles = {(bulletin, place): article for bulletin, place, article in articles}

    def __call__(self, bulletin: int, place: int, line: int) -> Article | None:
        return self._articles.get((bulletin, place))


def _same_base(*rows: tuple[int, int, bool]) -> list[SameBase]:
    """Rows of bulletin, place, and whether it has an id."""
    return [
        SameBase(number, b"id" if known else None, bulletin, place, 1 + place)
        for number, (bulletin, place, known) in enumerate(rows, 1)
    ]


def _dispatch(
    number: int, bulletin: int, length: int, *, known: bool = False, origin: str = "新华社\x1f北京\x1f"
) -> Dispatch:
    return Dispatch(number, known, bulletin, 0, 1, length, origin)


def test_the_same_text_under_one_headline_is_one_entry() -> None:
    known, new = _same_base((1, 0, True), (2, 0, False))
    texts = _Bulletins((1, 0, _article(LONG)), (2, 0, _article(LONG)))
    assert list(tell_apart([known, new], texts)) == [Outcome(new, known.number, same=True)]


def test_a_text_that_differs_a_little_is_one_entry_between_bulletins_only() -> None:
    little = LONG.replace("四十年", "三十年")
    known, new = _same_base((1, 0, True), (2, 0, False))
    texts = _Bulletins((1, 0, _article(LONG)), (2, 0, _article(little)), (1, 1, _article(little)))
    assert list(tell_apart([known, new], texts)) == [Outcome(new, known.number, same=False)]
    known, new = _same_base((1, 0, True), (1, 1, False))
    assert list(tell_apart([known, new], texts)) == [Outcome(new)]


def test_of_new_articles_the_first_gets_the_id_and_the_others_repeat_it_or_get_their_own() -> None:
    rows = _same_base((1, 0, False), (2, 0, False), (2, 1, False))
    texts = _Bulletins((1, 0, _article(LONG)), (2, 0, _article(SHORT)), (2, 1, _article(LONG)))
    assert list(tell_apart(rows, texts)) == [Outcome(rows[0]), Outcome(rows[1]), Outcome(rows[2], 1, same=True)]


def test_the_first_of_all_that_it_may_repeat_counts_whichever_way_they_are_alike() -> None:
    little = LONG.replace("四十年", "三十年")
    first, second, new = _same_base((1, 0, True), (3, 0, True), (2, 0, False))
    texts = _Bulletins((1, 0, _article(little)), (3, 0, _article(LONG)), (2, 0, _article(LONG)))
    assert list(tell_apart([first, second, new], texts)) == [Outcome(new, first.number, same=False)]
    turned = _Bulletins((1, 0, _article(LONG)), (3, 0, _article(little)), (2, 0, _article(LONG)))
    assert list(tell_apart([first, second, new], turned)) == [Outcome(new, first.number, same=True)]


def test_punctuation_makes_no_other_brief_between_bulletins() -> None:
    known, new = _same_base((1, 0, True), (2, 0, False))
    texts = _Bulletins((1, 0, _article(SHORT)), (2, 0, _article(SHORT.replace("，", ","))))
    assert list(tell_apart([known, new], texts)) == [Outcome(new, known.number, same=False)]
    known, new = _same_base((1, 0, True), (1, 1, False))
    texts = _Bulletins((1, 0, _article(SHORT)), (1, 1, _article(SHORT.replace("，", ","))))
    assert list(tell_apart([known, new], texts)) == [Outcome(new)]


@pytest.mark.timing
def test_four_times_the_briefs_of_one_headline_take_four_times_the_time() -> None:
    def spent(count: int) -> float:
        rows = _same_base(*((1, place, False) for place in range(count)))
        texts = _Bulletins(*((1, place, _article(f"{SHORT}，第{place}号")) for place in range(count)))
        began = time.process_time()
        assert len(list(tell_apart(rows, texts))) == count
        return time.process_time() - began

    few, many = (min(spent(count) for _ in range(2)) for count in (500, 2000))
    assert many < 8 * few


def test_an_entry_whose_article_is_not_found_any_more_is_repeated_by_none() -> None:
    known, new = _same_base((1, 0, True), (2, 0, False))
    assert list(tell_apart([known, new], _Bulletins((2, 0, _article(LONG))))) == [Outcome(new)]


def test_one_dispatch_under_two_headlines_is_published_once() -> None:
    one, other = _dispatch(1, 1, len(LONG), known=True), _dispatch(2, 2, len(LONG))
    texts = _Bulletins((1, 0, _article(LONG)), (2, 0, _article(LONG, "大桥今晨开通")))
    assert list(repeats([one, other], texts)) == [(other, one)]


def test_dispatches_of_other_agencies_of_one_bulletin_or_of_other_lengths_are_not_compared() -> None:
    texts = _Bulletins((1, 0, _article(LONG)), (2, 0, _article(LONG)))
    one = _dispatch(1, 1, 200, known=True)
    for other in (
        _dispatch(2, 2, 200, origin="中新社\x1f北京\x1f"),
        _dispatch(2, 2, 200, origin="新华社\x1f北京\x1f据"),
        _dispatch(2, 1, 200),
        _dispatch(2, 2, 120),
    ):
        assert list(repeats([one, other], texts)) == []
    missing = _dispatch(2, 2, 200, origin="\x1f北京\x1f")  # without an agency it may be of any
    assert list(repeats([one, missing], texts)) == [(missing, one)]


def test_weather_of_two_papers_is_one_only_to_the_letter_and_what_says_too_little_never() -> None:
    one, other = _dispatch(1, 1, len(SHORT), known=True), _dispatch(2, 2, len(SHORT))
    said = _Bulletins((1, 0, _article(SHORT)), (2, 0, _article(SHORT.replace("，", ","))))
    assert list(repeats([one, other], said)) == [(other, one)]
    warmer = _Bulletins((1, 0, _article(SHORT)), (2, 0, _article(SHORT.replace("十二", "十三"))))
    assert list(repeats([one, other], warmer)) == []
    assert list(repeats([one._replace(length=10), other._replace(length=10)], said)) == []


def test_results_that_differ_in_a_figure_are_two_unless_the_headlines_are_alike() -> None:
    one, other = _dispatch(1, 1, len(LONG), known=True), _dispatch(2, 2, len(LONG))
    scored = LONG.replace("三千", "3000")
    texts = _Bulletins(
        (1, 0, _article(scored, "大桥通车")), (2, 0, _article(scored.replace("3000", "2000"), "股市收盘"))
    )
    assert list(repeats([one, other], texts)) == []
    texts = _Bulletins(
        (1, 0, _article(scored, "大桥通车")), (2, 0, _article(scored.replace("3000", "2000"), "大桥通车了"))
    )
    assert list(repeats([one, other], texts)) == [(other, one)]
