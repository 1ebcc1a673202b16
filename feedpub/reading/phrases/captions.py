"""Captions (图说) and picture credits: which pictures belong to an article, and which are entries of their own.

新华社发 张三 作            drawn by: a cartoon, always an entry of its own
新华社记者 张三 摄          taken by: the paragraph above is a caption of the article above
图为…  上图:…  资料图:…     opens a caption of the article above
1月25日,游客在…             opens with its own day after a wider gap: a picture with an entry of its own
"""

import re
from functools import cache

from feedpub.data import agencies, any_of, load
from feedpub.model import Credit
from feedpub.patterns import regex
from feedpub.reading.phrases.english import read_english_credit, split_english_credit
from feedpub.reading.phrases.names import is_name, split_names

__all__ = [
    "LONGEST_CREDIT",
    "OPENS_A_CAPTION",
    "caption_day",
    "is_caption",
    "is_cartoon",
    "read_credit",
    "split_credit",
]

# 上图东馆, 中图网 and 资料图书馆 are names, not captions.
_CAPTION = regex(
    r"(?:图为|圖為|[上下左右中][图圖](?=[:：为為是(（,，\s])|图[①②③④⑤⑥⑦⑧⑨\d一二三四五六][:：为]"
    r"|资料图(?=[:：为(（,，。\s]|片)|图片说明|题图(?=[:：为])"
    r"|(?:This|The|An?|In this|File|Undated|Combined)(?: [a-z-]{2,12}){0,3} (?:photo|picture|image)s?\b"
    r"(?:,|:| taken| shows?| provided| released)"
    r"|(?:Photo|Picture|Image)s? (?:taken|shows?)\b|(?:Pictured|Photo|Above|Below|Left|Right|Caption):)"
)
OPENS_A_CAPTION = frozenset("图圖上下左右中资题TAIFUCPBLR")  # the first characters of the above
_DAY = regex(
    r"(?P<this>这是|這是)?(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
    r"(?:[凌清早上中下午傍夜深]?[晨早上午晚夜间里]{0,2})?(?:\d{1,2} ?时(?:许|\d{1,2}分)?)?"
    r"(?:[,，]|在|拍摄|(?(this)[^,，。]{0,12}拍摄|(?!)))"
)
LONGEST_CREDIT = 50
# A paper's own picture: 临澜新闻网图, 本报资料图, （滨江日报供图）. 高清地图 and 网图 are none.
_HOUSE_PICTURE = regex(
    r"[(（]?(?P<house>[\u4e00-\u9fff]{1,8}(?:[网網报報社台臺刊]|客户端|客戶端|融媒体?|融媒體))(?:资料|資料|供)?[图圖]片?[)）]?"
)
# Who gave it, in brackets: （圖：臨瀾日報）, （圖／記者張三攝）, （張三提供）, （資料照片）, （張三翻攝）.
_GIVEN_BY = regex(
    r"[(（](?:(?:[圖图]片?|照片|[攝摄]影)(?:[來来]源|提供)?[ \u3000]*[:：／/][ \u3000]*)?"
    r"(?:(?:[\u4e00-\u9fff]{0,6}(?:記者|记者))?(?P<by>(?![資资檔档])[\u4e00-\u9fff·A-Za-z]{2,16}?))?[／/ ]?"
    r"(?P<gave>提供|供[圖图]|翻?[攝摄]影?|(?:[檔档]案|[資资]料)(?:照片?|[圖图]片?))?[)）]"
)
_GIVEN_NEEDS = regex("[:：／/]|提供[)）]|供[圖图]|翻[攝摄]|案照|料照|料[圖图]")
_DAY_BEHIND = regex(r"(?<![ \u3000])[ \u3000]++1\d\d年\d{1,2}月\d{1,2}日(?=[)）]?\Z)")  # 中央社記者張三攝 115年3月16日
_HOUSE_ENDS = frozenset("图圖片)）")
_ROLE = regex("(?:[摄攝作绘画图圖片]|提供|料照|案照|[:：／/][^()（）]{2,20}(?=[)）]))[)）]?(?:[/／].{2,8})?[)）]?$")


def is_caption(text: str) -> bool:
    """Whether a paragraph opens as captions do (`图为…`, `上图:…`)."""
    return bool(_CAPTION.match(text))


def caption_day(text: str) -> tuple[int | None, int, int] | None:
    """The year (None if not stated), month and day a caption opens with, or None."""
    found = _DAY.match(text[:40])
    if not found:
        return None
    return (int(found["year"]) if found["year"] else None), int(found["month"]), int(found["day"])


@cache
def _credit() -> re.Pattern[str]:
    """The pattern of a credit; 新华社发布 and 发表 do not count as 新华社发."""
    roles = any_of(load("roles")["pictures"])
    name = r"[㐀-鿿𠀀-𯿿·]{1,8}"
    return re.compile(
        rf"(?P<house>{any_of(agencies())})?(?P<sent>[发發](?![布佈表言展]))?[\s　]*[(（]?"
        rf"(?P<post>(?:[\u4e00-\u9fff]{{0,8}}?)(?:记者|記者|通讯员|通訊員|实习生))?[\s　]*"
        rf"(?:(?P<name>{name}(?:[、\s　]{name}){{0,3}}?)(?P<space>[\s　]*)(?P<role>{roles}))?[)）]?"
        r"(?:[/／][\u4e00-\u9fff]{2,8})?[)）]?"
    )


@cache
def _credit_ends() -> frozenset[str]:
    """The last characters of roles and of 新华社发."""
    return frozenset([*(role[-1] for role in load("roles")["pictures"]), *"发發 　(（"])


@cache
def _ends() -> frozenset[str]:
    """The last characters of all credits without a slash, and of a day behind one."""
    return _credit_ends() | _HOUSE_ENDS | frozenset("摄攝作绘画提供影照案料日")


def _may_be_credited(text: str) -> bool:
    """Whether a text may be a credit or end in one: by its ends, which most lines have not."""
    return text[-1:] in _ends() or text[:1].isascii() or text[:1] == "（" or "/" in text or "／" in text


def read_credit(line: str, *, vouched: bool = False) -> Credit | None:
    """The credit a line consists of: `新华社发 张三 作`, `(张三 摄)`; None if the line is text.

    If a caption is right above (`vouched`), names without a known surname are accepted too.
    """
    text = line.strip(" \t　")
    if not _may_be_credited(text):
        return None
    if text[-1:] in ("日", "）", ")"):
        text = _DAY_BEHIND.sub("", text)
    if text[:1].isascii() and (english := read_english_credit(text)) is not None:
        return english
    if not text or len(text) > LONGEST_CREDIT:
        return None
    if text[-1] in _HOUSE_ENDS and (by_house := _HOUSE_PICTURE.fullmatch(text)):
        house = by_house["house"]
        return Credit(agency=agencies().get(house, house), name=None, role=None, text=text)
    if text[0] in "(（" and _GIVEN_NEEDS.search(text) and (given := _GIVEN_BY.fullmatch(text)):
        return _given(given)
    if text.rstrip(")）")[-1:] not in _credit_ends() and "/" not in text and "／" not in text:
        return None  # most lines
    inner = text[1:] if text[0] in "(（" else text
    found = _credit().fullmatch(inner)
    if not found or text.endswith("拍摄"):
        return None
    house, name, role = found["house"], found["name"], found["role"]
    if not name:
        if not (house and found["sent"]):  # 新华社发 alone
            return None
    elif not (vouched or house or found["post"] or is_name(name) or (text != inner and found["space"])):
        return None  # no evidence; brackets and a gap are enough for an unknown name: (阿依努尔 摄)
    elif is_cartoon(role) and not (found["space"] or found["sent"]):
        return None  # 通力协作 and 团结合作 are not credits
    return Credit(
        agency=agencies()[house] if house else None,
        name=_joined(name) if name else None,
        role=role,
        text=text,
    )


def _given(found: re.Match[str]) -> Credit | None:
    """The credit of a picture that somebody gave; None for other brackets, such as (上图/下图)."""
    by = found["by"] or ""
    if (not by and not found["gave"]) or "由" in by:  # （名单由市府提供） is text
        return None
    if by in agencies() or not is_name(by):
        return Credit(agency=agencies().get(by, by) or None, name=None, role=None, text=found[0])
    return Credit(agency=None, name=_joined(by), role=None, text=found[0])


def is_cartoon(role: str | None) -> bool:
    """Whether the role in a credit is a cartoonist's (作), not a photographer's (摄)."""
    return role is not None and load("roles")["pictures"][role] == "cartoon"


def _joined(name: str) -> str:
    """Names with `、` between, and without the gap that print puts into a two-character name."""
    return "、".join(split_names(name)[0])


def split_credit(caption: str) -> tuple[str, Credit | None]:
    """A caption without the credit at its end, and that credit or None: `…游园。(张三 摄)`."""
    if not _may_be_credited(caption):
        return caption, None
    if caption[-1:] == "日":
        caption = _DAY_BEHIND.sub("", caption)
    if not _ROLE.search(caption, max(0, len(caption) - LONGEST_CREDIT)):
        return split_english_credit(caption) if caption[:1].isascii() else (caption, None)
    # A credit follows the last full stop, or is in the last brackets.
    ends = max(caption.rfind(mark) + 1 for mark in ("。", "！", "!", ".", "”"))
    for start in sorted({ends, max(caption.rfind("("), caption.rfind("（"))}):
        if 0 < start < len(caption) and (credit := read_credit(caption[start:])):
            return caption[:start].rstrip(" \t　"), credit
    return caption, None
