"""The language of an article, where it is another than its paper's and sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.entries.language import other_language
from feedpub.model import Paragraph
from feedpub.model.wire import WireItem
from feedpub.reading.bulletin import read_bulletin

ENGLISH = """The ferry to the outer islands will run every twenty minutes from March, the port said on Saturday. It has
carried goods for nine years, and the new timetable is the first that was made for people who work in the city."""
FRENCH = """Le bac des îles partira toutes les vingt minutes à partir de mars, a annoncé samedi la direction du port.
Depuis neuf ans il ne transportait que des marchandises, et les habitants attendaient ce nouvel horaire."""
SIMPLIFIED = (
    "海港轮渡三月起每二十分钟一班，码头管理处星期六宣布。九年来这条航线只运货物，岛上居民一直盼着新的时刻表，"
    "学生们说以后上课不用赶早了。"
)
TRADITIONAL = (
    "海港輪渡三月起每二十分鐘一班，碼頭管理處星期六宣布。九年來這條航線只運貨物，島上居民一直盼著新的時刻表，"
    "學生們說以後上課不用趕早了。"
)
EITHER = (
    "小江水面上升一寸半，山下村民三天前看到。今日又升一寸，老人立于石上看水，口中念念有文，手中不忘拿伞，"
    "心中自有分寸，不慌不忙。"
)
JAPANESE = (
    "港のフェリーは三月から二十分ごとに運航すると、"
    "港湾局が土曜日に発表した。九年のあいだ貨物だけを運んでいた航路で、島の人々は新しい時刻表を待っていた。"
)
KOREAN = (
    "항구의 여객선이 삼월부터 이십 분마다 운항한다고 항만청이 토요일에 밝혔다. 구 년 동안 화물만 나르던 "
    "항로여서 섬 주민들은 새 시간표를 기다려 왔다."
)


PIECES = st.sampled_from(
    [
        SIMPLIFIED,
        TRADITIONAL,
        EITHER,
        ENGLISH,
        FRENCH,
        JAPANESE,
        KOREAN,
        "2026年3月，",
        "镕",
        "“”……——",
        "１２％",
        "\n\n",
    ]
)

[READ] = read_bulletin(f"# 海港轮渡\n\n{SIMPLIFIED}\n").articles


def told(text: str, paper: str) -> str | None:
    [article] = read_bulletin(f"# {text[:12]}\n\n{text}\n").articles
    return other_language(article, paper)


@pytest.mark.parametrize(
    ("text", "paper", "language"),
    [
        (ENGLISH, "zh-CN", "en"),
        (ENGLISH, "fr", "en"),
        (ENGLISH, "en", None),
        (ENGLISH, "en-GB", None),
        (FRENCH, "zh-CN", None),  # which of the languages in Latin letters, is not sure
        (FRENCH, "en", None),
        (SIMPLIFIED, "zh-CN", None),
        (SIMPLIFIED, "zh", None),
        (SIMPLIFIED, "zh-TW", "zh-Hans"),
        (SIMPLIFIED, "en", "zh-Hans"),
        (TRADITIONAL, "zh-CN", "zh-Hant"),
        (TRADITIONAL, "zh-HK", None),
        (TRADITIONAL, "zh-Hant", None),
        (TRADITIONAL, "en", "zh-Hant"),
        (EITHER, "zh-CN", None),
        (EITHER, "zh-TW", None),
        (EITHER, "en", "zh"),
        (JAPANESE, "zh-CN", "ja"),
        (JAPANESE, "ja", None),
        (KOREAN, "zh-CN", "ko"),
        (KOREAN, "ko-KR", None),
    ],
)
def test_the_letters_of_an_article_tell_another_language(text: str, paper: str, language: str | None) -> None:
    assert told(text, paper) == language


@pytest.mark.parametrize(
    "text",
    [
        "The port is open.",
        f"{SIMPLIFIED}\n\n{ENGLISH}",
        f"岛上的老人都记得那句话：“{ENGLISH[:60]}” {SIMPLIFIED}",
        f"{SIMPLIFIED}他用日语说：“港のフェリーは三月から運航する。”",
        f"{SIMPLIFIED}碑上刻着：“{TRADITIONAL[:30]}”",
    ],
    ids=["short", "two languages", "a quotation", "a Japanese quotation", "an inscription"],
)
def test_what_is_not_sure_is_not_told(text: str) -> None:
    assert told(text, "zh-CN") is None


@given(st.lists(st.tuples(PIECES, st.integers(0, 120)), max_size=12), st.sampled_from(["zh-CN", "zh-TW", "zh", "en"]))
def test_what_is_plain_needs_no_counting(pieces: list[tuple[str, int]], paper: str) -> None:
    text = "".join(piece[:size] for piece, size in pieces)
    article = READ._replace(headline=None, body=(Paragraph(text, 1),))
    assert other_language(article, paper) == other_language(article, paper, fast=False)


def test_what_an_item_states_counts() -> None:
    [article] = read_bulletin(f"# Le bac\n\n{FRENCH}\n").articles
    assert other_language(article._replace(item=WireItem(guid="urn:x", language="fr")), "zh-CN") == "fr"
    assert other_language(article._replace(item=WireItem(guid="urn:x", language="French")), "zh-CN") is None
    for own in ("zh-CN", "zh-cn", "zh", "zh-Hans"):
        assert other_language(article._replace(item=WireItem(guid="urn:x", language=own)), "zh-CN") is None
