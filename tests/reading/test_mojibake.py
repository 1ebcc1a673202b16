"""Text that another program spoilt: mojibake is refused, lost characters are told, rare ones are left alone."""

import pytest

from feedpub.reading.bulletin import read_bytes
from feedpub.reading.text.mojibake import find_mojibake
from feedpub.reading.text.unreadable import find_unreadable

SIMPLIFIED = (
    "第02版：社会\n\n## 石梁村通了公交\n\n"
    "本报临澜3月16日讯（记者陆明川）石梁村16日第一次通了公交，每天八班，到县城四十分钟。\n\n"
    "村民不用再搭货车进城，老人凭证免票，末班车等最后一名学生。\n"
)
TRADITIONAL = (
    "## 石梁村通了公車\n\n【本報臨瀾訊】石梁村十六日第一次通了公車，每天八班，到縣城四十分鐘，"
    "村民不用再搭貨車進城，老人憑證免票。\n"
)


def misread(text: str, was: str, taken_for: str) -> str:
    """A text as it looks when its bytes are read in another encoding; bytes without a character stay controls."""
    data = text.encode(was)
    if taken_for == "cp1252":
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
    return data.decode(taken_for, "replace")


@pytest.mark.parametrize(
    ("text", "was", "taken_for"),
    [
        (SIMPLIFIED, "utf-8", "latin-1"),
        (SIMPLIFIED, "utf-8", "cp1252"),
        (SIMPLIFIED, "utf-8", "mac_roman"),
        (SIMPLIFIED, "utf-8", "gb18030"),
        (SIMPLIFIED, "utf-8", "big5"),
        (SIMPLIFIED, "gb18030", "latin-1"),
        (SIMPLIFIED, "gb18030", "cp1252"),
        (SIMPLIFIED, "gb18030", "mac_roman"),
        (TRADITIONAL, "utf-8", "latin-1"),
        (TRADITIONAL, "utf-8", "gb18030"),
        (TRADITIONAL, "big5", "latin-1"),
        (TRADITIONAL, "big5", "cp1252"),
        (TRADITIONAL, "big5", "gb18030"),
    ],
)
def test_a_text_read_in_the_wrong_encoding_is_an_error_that_says_what_it_was(
    text: str, was: str, taken_for: str
) -> None:
    problem = find_mojibake(misread(text, was, taken_for))
    assert problem is not None
    assert (problem.level, problem.code) == ("error", "mojibake")
    assert f"is mojibake: {was.upper()} that was read as " in problem.message


def test_a_text_spoilt_twice_and_one_whose_bytes_are_lost_in_part() -> None:
    twice = misread(misread(SIMPLIFIED, "utf-8", "latin-1"), "utf-8", "latin-1")
    in_part = SIMPLIFIED.encode().decode("cp1252", "ignore")
    for text in (twice, in_part):
        problem = find_mojibake(text)
        assert problem is not None
        assert problem.level == "error"


def test_half_a_text_is_an_error_and_a_headline_within_many_a_warning_with_its_line() -> None:
    spoilt = misread("三村小学合用一辆校车", "utf-8", "cp1252")
    half = find_mojibake(SIMPLIFIED + misread(SIMPLIFIED, "utf-8", "cp1252"))
    few = find_mojibake(SIMPLIFIED * 10 + f"## {spoilt}\n")
    assert half is not None
    assert half.level == "error"
    assert few is not None
    assert (few.level, few.line) == ("warning", SIMPLIFIED.count("\n") * 10 + 1)


@pytest.mark.parametrize("text", ["He said â€œyesâ€\x9d.", "The cafÃ© opened â€“ at last", "艾力Â·买买提 â€œ好â€\x9d"])
def test_single_signs_in_a_whole_text_are_a_warning(text: str) -> None:
    problem = find_mojibake(text * 3)
    assert problem is not None
    assert (problem.level, problem.line) == ("warning", 1)


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED,
        TRADITIONAL,
        "来访的学者René Müller、São Tomé的留学生和会说Łódź方言的译者围着看了一下午。",
        "阿卜杜拉·买买提·艾力·吐尔逊·热合曼·玉素甫·卡德尔·努尔 到会。",
        "Übergrößenträger äöüÄÖÜß «café»… naïve façade œuvre à l'école " * 20,
        "Tiếng Việt được viết bằng chữ Latinh ở đây " * 20,
        "Пушкин родился в Москве. " * 30,
        "東京で会議がひらかれた。かれらはきのうついた。" * 30,
        "한국어 신문 기사입니다. 오늘 아침에 발표했다. " * 30,
        "要闻············2\n社会············3\n文化············4\n",
        "××××公司××××有限××××公司欠薪",
        "€€€£££¥¥¥§§§ ®®®®®®®® °°°°°°°°",
        "㵲水边的翟笪村有座𬒈石碑，碑上“㙟㘵”二字" * 9,
        "鼗鼖镛钹篪埙筝阮瑟竽笙箫笛管" * 9,
        "“‘——……’”" * 20,
    ],
)
def test_what_people_write_is_no_mojibake(text: str) -> None:
    assert find_mojibake(text) is None
    assert list(find_unreadable(text)) == []


def test_lost_characters_and_glyphs_of_private_fonts_are_told_with_their_lines() -> None:
    text = "## 石梁村通了公\ufffd\ufffd\n\n到县城。\n\n每天八\ufffd。\n\n## 合用\ue5e5车\n"
    lost, private = find_unreadable(text)
    assert (lost.code, lost.line, lost.level) == ("characters-lost", 1, "warning")
    assert lost.message.startswith("“石梁村通了公\ufffd\ufffd” (also in line 5): 3 characters are lost")
    assert (private.code, private.line) == ("characters-private", 7)


def test_what_two_lost_characters_became_in_gbk_is_told() -> None:
    (problem,) = find_unreadable("石梁村\n锟斤拷八班")
    assert (problem.code, problem.line) == ("characters-lost", 2)


def test_a_bulletin_carries_the_problem_whatever_its_encoding() -> None:
    spoilt = misread(SIMPLIFIED, "utf-8", "latin-1")
    assert [row.code for row in read_bytes(spoilt.encode()).problems][:1] == ["mojibake"]
    assert [row.code for row in read_bytes(spoilt.encode("utf-16")).problems][:1] == ["mojibake"]
