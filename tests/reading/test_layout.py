"""Bulletins as page-reading tools, web copies and whole pages print them: what is read, and what is put aside."""

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.notices import Notices
from tests.reading import cases
from tests.reading.test_articles import shown

CASES = cases("layout")


def _all(text: str) -> str:
    bulletin = read_bulletin(text)
    put_aside = [f"x {discard.line} {discard.reason}: {discard.text}" for discard in bulletin.discards]
    return "\n".join([shown(bulletin), *put_aside])


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_layout(given: str, wanted: str) -> None:
    assert _all(given) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_lines_that_end_as_on_windows_and_are_indented(given: str, wanted: str) -> None:
    assert _all("\n".join(f"　　{line}  " for line in given.split("\n"))) == wanted


NOTICE = "# 渔港早市\n\n摊主们把灯挂得更高。\n\n# 渔具让渡告知\n\n旧网三十张，价格面议。\n"


def test_the_operator_adds_words_of_notices() -> None:
    assert [article.headline for article in read_bulletin(NOTICE).articles] == ["渔港早市", "渔具让渡告知"]
    bulletin = read_bulletin(NOTICE, Notices(also=("让渡告知",)))
    assert [article.headline for article in bulletin.articles] == ["渔港早市"]
    assert [(discard.line, discard.reason) for discard in bulletin.discards] == [(5, "notice"), (7, "notice")]


def test_the_operator_takes_words_of_notices_back() -> None:
    text = NOTICE.replace("渔具让渡告知", "渔港招聘启事")
    assert [article.headline for article in read_bulletin(text).articles] == ["渔港早市"]
    bulletin = read_bulletin(text, Notices(never=("招聘启事", "启事")))
    assert [article.headline for article in bulletin.articles] == ["渔港早市", "渔港招聘启事"]
