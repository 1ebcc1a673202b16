"""Captions and credits: which pictures belong to an article, and which stand by themselves."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.reading.bulletin import read_bulletin, read_bytes
from feedpub.reading.phrases import captions
from feedpub.reading.phrases.captions import caption_day, read_credit
from tests.reading import cases, rows
from tests.reading.test_articles import shown

CASES = cases("captions")


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_picture(given: str, wanted: str) -> None:
    assert shown(read_bulletin(given)) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_all_blank_lines_doubled(given: str, wanted: str) -> None:
    doubled = "\n".join(line or "\n" for line in given.split("\n"))
    assert shown(read_bulletin(doubled)) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_indents_and_windows_line_ends(given: str, wanted: str) -> None:
    lines = [f"　　{line}" if line and not line.startswith("#") else line or "　" for line in given.split("\n")]
    assert shown(read_bytes("\r\n".join(lines).encode())) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_in_a_bulletin_of_many_articles(given: str, wanted: str) -> None:
    """What surrounds a picture doesn't change what it is: other articles are set as this one is."""
    more = "".join(f"\n\n# 末篇{number}\n\n末篇的话。\n\n末篇的又一句话。" for number in range(5))
    assert shown(read_bulletin(given + more)).startswith(wanted)


@pytest.mark.parametrize(("line", "wanted"), rows("credits"))
def test_credit(line: str, wanted: str) -> None:
    found = read_credit(line)
    told = f"{found.agency or '-'} {found.name or '-'} {found.role or '-'}" if found else "none"
    assert told == wanted


def test_a_credit_is_kept_as_printed() -> None:
    found = read_credit("　新华社发（张三　摄）")
    assert found is not None
    assert found.text == "新华社发（张三　摄）"


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("1月25日,游人赏灯。", (None, 1, 25)),
        ("１月２５日，游人赏灯。", (None, 1, 25)),
        ("2025年12月31日,游人赏灯。", (2025, 12, 31)),
        ("1月25日上午,游人赏灯。", (None, 1, 25)),
        ("1月25日晚,游人赏灯。", (None, 1, 25)),
        ("1月25日清晨,游人赏灯。", (None, 1, 25)),
        ("1月25日10时许,游人赏灯。", (None, 1, 25)),
        ("1 月 25 日,游人赏灯。", (None, 1, 25)),
        ("这是1月25日无人机拍摄的江北滩。", (None, 1, 25)),
        ("这是1月25日拍摄的江北滩。", (None, 1, 25)),
        ("游人1月25日在江北滩赏灯。", None),
        ("1月25日至27日,江北滩有灯会。", None),
        ("1月的江北滩。", None),
        ("25日,游人赏灯。", None),
    ],
)
def test_the_day_a_caption_opens_with(caption: str, day: tuple[int | None, int, int] | None) -> None:
    assert caption_day(caption) == day


def test_a_paragraph_with_a_dateline_is_no_caption_whatever_stands_below() -> None:
    text = "# 江北大桥合龙\n\n新华社滨江1月25日电(记者张三)江北大桥25日合龙。\n\n本报记者 李四 摄"
    article = read_bulletin(text).articles[0]
    assert article.paragraphs == ("新华社滨江1月25日电(记者张三)江北大桥25日合龙。",)
    assert article.dateline is not None
    assert [person.name for person in article.people] == ["张三"]


def test_a_cartoon_in_the_middle_leaves_the_text_around_it_whole() -> None:
    text = (
        "# 江北夜话\n\n第一段。\n\n第二段。\n\n\n\n灯有了,章法也该有。\n\n新华社发 张三 作\n\n\n\n第三段。\n\n第四段。"
    )
    article, cartoon = read_bulletin(text).articles
    assert article.paragraphs == ("第一段。", "第二段。", "第三段。", "第四段。")
    assert (cartoon.kind, cartoon.headline, cartoon.line) == ("cartoon", None, 9)
    assert (article.position, cartoon.position) == (1, 2)


CREDITS = (captions._GIVEN_BY, captions._HOUSE_PICTURE, captions._ROLE)


@given(st.sampled_from(CREDITS).flatmap(lambda pattern: st.from_regex(re.compile(pattern.pattern))))
@settings(max_examples=600, deadline=None, derandomize=True)
def test_the_quick_look_passes_over_no_credit(text: str) -> None:
    """What a pattern fits passes the look at first and last characters that spares most lines the patterns."""
    fits = captions._ROLE.search(text) or any(pattern.fullmatch(text) for pattern in CREDITS)
    assert not fits or not text or "\n" in text or captions._may_be_credited(text)
