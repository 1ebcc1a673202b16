"""Releases of press offices, and pages copied from the web: what stands around articles is none of their text."""

from datetime import date

import pytest

from feedpub.reading.bulletin import read_bulletin

BODY = "全县第一座乡村书屋日前开门，三千册书由村民自己照看，借书不用登记。"


def test_how_a_press_office_closes_a_release_is_no_text() -> None:
    closing = "（通讯员 邱石）\n\n供稿：临水县文化馆\n\n联系电话：0000-1234567\n\n2026年5月20日\n"
    text = f"# 乡村书屋开门\n\n{BODY}\n\n{closing}"
    bulletin = read_bulletin(text)
    [article] = bulletin.articles
    assert article.paragraphs == (BODY,)
    assert [person.name for person in article.people] == ["邱石"]
    assert article.source == "临水县文化馆"
    assert [discard.reason for discard in bulletin.discards] == ["sign-off"] * 3


def test_whom_to_call_is_text_where_nobody_sent_the_article() -> None:
    [article] = read_bulletin(f"# 乡村书屋开门\n\n{BODY}\n\n联系电话：0000-1234567\n").articles
    assert article.paragraphs == (BODY, "联系电话：0000-1234567")


def test_a_heading_below_a_closed_release_is_a_headline() -> None:
    release = f"{BODY}\n\n供稿：临水县文化馆\n\n2026年5月20日\n\n"
    text = f"【通稿一】\n\n## 乡村书屋开门\n\n{release}【通稿二】\n\n## 县医院添了夜诊\n\n{release}"
    assert [article.headline for article in read_bulletin(text).articles] == ["乡村书屋开门", "县医院添了夜诊"]


@pytest.mark.parametrize("name", ["# 汀州星期日", "# 临水县新闻通稿汇编"])
def test_a_bulletins_own_name_is_no_article_and_its_day_is_the_issues(name: str) -> None:
    text = f"{name}\n\n第19期（总第447期）\n\n县新闻办公室编 2026年5月20日\n\n# 乡村书屋开门\n\n{BODY}\n"
    bulletin = read_bulletin(text)
    assert [article.headline for article in bulletin.articles] == ["乡村书屋开门"]
    assert bulletin.masthead == date(2026, 5, 20)


def test_an_article_of_one_sentence_is_no_name_of_a_bulletin() -> None:
    text = f"# 书屋开门了\n\n2026年5月20日，书屋开门。\n\n# 乡村书屋开门\n\n{BODY}\n"
    assert len(read_bulletin(text).articles) == 2


@pytest.mark.parametrize("line", ["上一版　下一版", "【放大】【缩小】【默认】", "往期回顾 | 上一期 | 下一期"])
def test_what_a_page_on_the_web_leads_to_is_no_text(line: str) -> None:
    bulletin = read_bulletin(f"# 乡村书屋开门\n\n{line}\n\n{BODY}\n")
    assert bulletin.articles[0].paragraphs == (BODY,)
    assert [discard.reason for discard in bulletin.discards] == ["navigation of a web page"]


def test_a_sentence_that_begins_as_navigation_is_text() -> None:
    text = "上一期的谜底是灯笼，猜中的读者可以来编辑部领一本旧书"
    assert read_bulletin(f"# 谜语\n\n{text}。\n").articles[0].paragraphs == (f"{text}。",)


def test_a_source_above_the_text_is_the_articles_source() -> None:
    [article] = read_bulletin(f"# 乡村书屋开门\n\n来源：江城网\n\n{BODY}\n").articles
    assert article.source == "江城网"
    assert article.paragraphs == (BODY,)


@pytest.mark.parametrize("line", ["记者 罗青禾", "□本报记者 罗青禾", "作者：罗青禾"])
def test_a_byline_below_a_picture_is_no_caption(line: str) -> None:
    [article] = read_bulletin(f"# 乡村书屋开门\n\n![](桥.png)\n\n{line}\n\n{BODY}\n").articles
    assert [person.name for person in article.people] == ["罗青禾"]
    assert [figure.caption for figure in article.figures] == [""]


def test_a_photographer_below_a_picture_stays_its_own() -> None:
    [article] = read_bulletin(f"# 乡村书屋开门\n\n![](桥.png)\n\n本报记者 罗青禾 摄\n\n{BODY}\n").articles
    assert article.figures[0].credit is not None
    assert article.people == ()
