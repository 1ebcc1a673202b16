"""What is published of an article whose licence forbids its full text."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.entries.excerpt import excerpt_of, source_of
from feedpub.entries.html import body_of, plain_image
from feedpub.model import Article, Paragraph
from feedpub.reading.bulletin import read_bulletin

SOURCE = "（全文见《滨江日报》2026年1月26日第2版）"
DATELINE = "新华社奥尔港1月25日电（记者何庆）"
LONG = "港口25日重开。码头工人说，第一船货当天就装满了。" + "吊机一台一台转起来，从早到晚没有停过。" * 20


def _article(*paragraphs: str, headline: str = "港口重开") -> Article:
    return read_bulletin(f"02版 国际\n\n# {headline}\n\n" + "\n\n".join(paragraphs) + "\n").articles[0]


def _published(article: Article) -> list[str]:
    return list(excerpt_of(article, SOURCE).article.paragraphs)


def _letters(texts: list[str]) -> str:
    return "".join("".join(texts).split())


def test_of_a_long_article_the_first_sentences_remain_with_the_dateline_and_the_mark() -> None:
    [text] = _published(_article(DATELINE + LONG))
    assert text.startswith(DATELINE + "港口25日重开。码头工人说，第一船货当天就装满了。吊机")
    assert text.endswith("没有停过。……" + SOURCE)
    assert len(text) <= len(DATELINE) + 120 + len("……" + SOURCE)


def test_paragraphs_stay_apart() -> None:
    assert _published(_article(DATELINE + "港口25日重开。", "码头工人说，第一船货当天就装满了。", LONG))[:2] == [
        DATELINE + "港口25日重开。",
        "码头工人说，第一船货当天就装满了。",
    ]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (
            DATELINE + "港口25日重开，第一船货当天就装满了，工人们都说，等了整整一个冬天。",
            DATELINE + "港口25日重开",
        ),
        (DATELINE + "港口重开。", ""),
        ("港口25日重开，第一船货当天就装满了。", "港口25日重开"),
        ("港口重开了。", "港口重"),
    ],
    ids=["cut within the first sentence", "the dateline is most of it", "cut at a pause", "no pause"],
)
def test_a_short_article_is_cut_too(text: str, published: str) -> None:
    assert _published(_article(text)) == [published + "……" + SOURCE]


def test_the_summary_is_no_longer_and_is_marked() -> None:
    excerpt = excerpt_of(_article(DATELINE + "港口25日重开。" + "吊机一台一台转起来。" * 3), SOURCE)
    assert excerpt.summary == "港口25日重开。……"


def test_a_picture_without_a_headline_is_not_titled_by_its_whole_caption() -> None:
    picture = _article("港口25日重开，第一船货当天就装满了。")._replace(headline=None, kind="photo", src="port.jpg")
    reduced = excerpt_of(picture, SOURCE).article
    assert reduced.headline == "港口25日重开……"
    assert reduced.src is None


def test_an_article_without_text_has_no_more_of_it() -> None:
    article = _article("港口重开。")._replace(body=())
    assert excerpt_of(article, SOURCE).article == article


def test_an_english_paper_says_it_in_english() -> None:
    article = _article("The port opened.")
    source = source_of(article, "Binjiang Daily", date(2026, 1, 26), "en-GB")
    assert source == " (full text: Binjiang Daily, 26 January 2026, page 2)"
    source = source_of(article, "濱江日報", date(2026, 1, 26), "zh-HK")
    assert source == "（全文見《濱江日報》2026年1月26日第2版）"
    assert source_of(article, "滨江日报", date(2026, 1, 26), "zh-CN") == SOURCE
    assert "版" not in source_of(article._replace(page=None), "滨江日报", date(2026, 1, 26), "zh-CN")


@given(st.lists(st.text("港口船雾。！？，a 1-*_[](", min_size=1), min_size=1, max_size=5), st.booleans())
def test_it_is_never_more_than_half_and_never_without_the_mark(paragraphs: list[str], has_dateline: bool) -> None:
    full = _article(DATELINE + LONG)
    body = tuple(Paragraph(text, 1) for text in paragraphs)
    article = full._replace(body=body, dateline=full.dateline if has_dateline else None)
    excerpt = excerpt_of(article, SOURCE)
    shown = "".join(body_of(excerpt.article, {}, partial(plain_image, "")))
    assert shown.endswith(f"……{SOURCE}</p>")
    kept = _letters(list(excerpt.article.paragraphs)).removesuffix("……" + SOURCE)
    assert 2 * len(kept) <= len(_letters(paragraphs))
    assert excerpt.summary.endswith("……")
    assert len(_letters([excerpt.summary])) <= len(kept) + 2
