"""Bytes to text: by proof, by sense, or not at all; never mojibake."""

import codecs
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.errors import UndecodableError
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.text.decode import Decoded, decode

SIMPLIFIED = (
    "# 江北大桥合龙 渡口成为往事\n\n新华社滨江1月25日电(记者张三 李四)江北大桥25日合龙,全长三千米。\n\n"
    "“灯亮了,路就近了。”村民王五说,从村里到城里只要二十分钟,孩子上学再也不用坐渡船。\n\n夜市也热闹起来,摊主们说日子有了盼头。\n"
)
TRADITIONAL = (
    "# 濱江大橋合龍 渡口成為往事\n\n【新華社濱江1月25日電】濱江大橋二十五日合龍,全長三千米。\n\n"
    "「燈亮了,路就近了。」村民王五說,從村裏到城裏只要二十分鐘,孩子上學再也不用坐渡船。\n\n夜市也熱鬧起來,攤主們說日子有了盼頭。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_what_goes_in_comes_out(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["big5", "cp950"])
def test_big5(encoding: str) -> None:
    text = TRADITIONAL.replace("裏", "裡")
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf_16_of_either_order(mark: bytes, encoding: str) -> None:
    assert decode(mark + SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


def test_the_mark_is_no_part_of_the_text() -> None:
    assert read_bytes(SIMPLIFIED.encode("utf-8-sig")).articles[0].headline == "江北大桥合龙 渡口成为往事"


@pytest.mark.parametrize(
    "text",
    [
        "# 简讯\n\n江北大桥合龙。",
        "## 更正\n\n昨日一版“渡口”误为“渡头”,特此更正。",
        "# 春\n\n" + "江上春潮急,渡口夜灯明。",
    ],
)
def test_short_bulletins_in_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    "text",
    ["# 簡訊\n\n濱江大橋合龍。", "## 更正\n\n昨日一版「渡口」誤為「渡頭」,特此更正。", "# 港訊\n\n電車今日停駛。"],
)
def test_short_bulletins_in_big5(text: str) -> None:
    assert decode(text.encode("big5")).text == text


def test_rare_han_in_gb18030() -> None:
    text = SIMPLIFIED + "𠮷庆坊的老茶馆重新开张。\n"
    assert decode(text.encode("gb18030")).text == text


def test_full_width_forms_are_kept() -> None:
    text = "# 江北大桥合龙\n\n新华社滨江１月２５日电（记者张三）江北大桥合龙，全长３０００米。"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_line_ends(encoding: str, end: str) -> None:
    assert decode(SIMPLIFIED.replace("\n", end).encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("forbidden", ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_removed_and_counted(forbidden: str) -> None:
    broken = SIMPLIFIED.replace("合龙,", f"合{forbidden}龙{forbidden},", 1)
    found = decode(broken.encode())
    assert (found.text, found.removed, found.removed_line) == (SIMPLIFIED, 2, 3)


def test_what_was_removed_is_said() -> None:
    problem = read_bytes(SIMPLIFIED.replace("合龙,", "合\0龙,").encode()).problems[0]
    assert (problem.code, problem.level, problem.line) == ("characters-removed", "warning", 3)


@pytest.mark.parametrize("kept", ["\t", "\x7f", "\x85", "\u200e", "\u200f", "\u202e", "😀", "𠮷", "\ue000", "\ufffd"])
def test_what_xml_allows_is_kept(kept: str) -> None:
    text = SIMPLIFIED.replace("合龙,", f"合{kept}龙,")
    assert (decode(text.encode()).text, decode(text.encode()).removed) == (text, 0)


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"").text == ""


def test_latin_text_is_text() -> None:
    assert decode(b"# Notice\n\nThe bridge is open.\n").encoding == "utf-8"


def test_one_bad_byte_in_utf_8_names_the_line() -> None:
    data = (SIMPLIFIED * 3).encode()
    at = data.index("夜市".encode())
    with pytest.raises(UndecodableError, match=r"line 7") as caught:
        decode(data[:at] + b"\xff" + data[at:])
    assert caught.value.line == 7


def test_utf_8_cut_off_in_a_character() -> None:
    with pytest.raises(UndecodableError):
        decode(SIMPLIFIED.encode()[: -len("。\n".encode()) + 1])


def test_utf_16_that_is_none() -> None:
    with pytest.raises(UndecodableError, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8A")


def test_a_lone_surrogate_in_utf_8() -> None:
    with pytest.raises(UndecodableError):
        decode(SIMPLIFIED.encode() + b"\xed\xa0\x80")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x06\x00\x00\x00\xf4x\xd4\xfa",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2lZ\x01\x00\x00 \x05\x00\x00",
        b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
        bytes(range(256)) * 8,
    ],
    ids=["png", "zip", "elf", "doc", "all bytes"],
)
def test_binary_files(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


@pytest.mark.parametrize("seed", range(20))
def test_noise(seed: int) -> None:
    with pytest.raises(UndecodableError):
        decode(random.Random(seed).randbytes(4000))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("서울에서 열린 국제 신문 회의에서 기자들은 오늘 새로운 합의를 발표했다. 많은 사람들이 참석했다.", "euc-kr"),
        ("東京で開かれた国際新聞会議で、記者たちは新しい合意を発表した。多くの人が参加した。", "euc-jp"),
        ("東京で開かれた国際新聞会議で、記者たちは新しい合意を発表した。多くの人が参加した。", "shift-jis"),
        ("Сегодня в городе открыли новый мост. Хорошая погода.", "koi8-r"),
        ("Сегодня в городе открыли новый мост. Хорошая погода.", "cp1251"),
        ("Le pont a été inauguré hier à l'aube, où la rivière s'élargit.", "latin-1"),
    ],
)
def test_other_encodings_are_refused_and_never_shown_as_nonsense(text: str, encoding: str) -> None:
    with pytest.raises(UndecodableError):
        decode(f"# {text}\n\n{text}\n".encode(encoding))


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(UndecodableError, match="save it as UTF-8"):
        decode("Le pont a été inauguré".encode("latin-1"))


def test_all_two_byte_noise_ends_in_text_or_in_our_own_error() -> None:
    generator = random.Random(os.path.sep)
    for size in range(1, 60):
        try:
            decode(generator.randbytes(size))
        except UndecodableError:
            continue


PIECES = st.sampled_from(
    [
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b"\r", b"\n", b"\x00", b"\x0b", b"a", b"\x7f", b"\xe6", b"\xb1"),
        *map(str.encode, ("江北大桥合龙", "\ufffe", "\uffff", "\ufeff", "🌉")),
        "渡口".encode("gb18030"),
    ]
)


@given(st.lists(PIECES, max_size=8).map(b"".join))
@settings(max_examples=1000, deadline=None, derandomize=True)
def test_the_short_way_gives_the_same(data: bytes) -> None:
    assert _outcome(data, fast=True) == _outcome(data, fast=False)


def _outcome(data: bytes, *, fast: bool) -> Decoded | str:
    try:
        return decode(data, fast=fast)
    except UndecodableError as error:
        return error.message
