"""Sign-offs below an article, which are not its text: (完), 【编辑:张三】, 来源:…, 责编 李四, 供稿:…."""

import re
from datetime import date
from typing import Literal

from feedpub.reading.phrases.english import is_sign_off, source_named, split_sign_off
from feedpub.reading.phrases.numerals import roc_day

__all__ = ["imprint_part", "is_tail", "signed_day", "source_of", "split_tail"]

_WORDS = (
    r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|本版责编|本版编辑|来源|來源|校对|校對|录入|美编|(?:本版)?制图|统筹|策划|监制|审核|编审"
    r"|文字编辑|图片编辑|視覺|视觉|美術編輯|美术编辑|設計|设计|译者|譯者|核稿|原标题|原標題|原题)"
)
_LONGEST = 120
_TAIL = re.compile(
    r"[(（【\[]\s*(?:全文)?(?:完|END|end)\s*[)）】\]]"
    r"|[【\[(（]?" + _WORDS + r"[:：\s　][^。！？]{0,60}?[】\])）]?(?P<signed>\s*\d{6,7})?"
)
_SOURCE = re.compile(
    r"[【\[(（]?\s*(?:稿件)?(?:[来來]源|供稿(?:单位|單位)?)\s*[:：]\s*([\u4e00-\u9fffA-Za-z·《》]{2,20})\s*[】\])）]?\Z"
)
# How a press office closes a release: sender, contacts, day. Contacts alone may belong to an article.
_SENDER = re.compile(r"[(（]?(?:供稿|报送|報送|发布|發佈)(?:单位|單位|部门|部門|人)?\s*[:：].{2,40}")
_CONTACT = re.compile(
    r"(?:新闻|媒体|新聞|媒體)?(?:[联聯][系繫絡络](?:人|电话|電話|方式)?|电话|電話|手机|邮箱|郵箱|电子邮箱|传真|傳真|网址|微信)\s*[:：].{2,60}"
    r"|(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_INLINE = re.compile(
    r"[ \u3000\u200b]*(?:[(（【\[](?:全文)?完[)）】\]]"
    r"|[【\[(（]" + _WORDS + r"[:：\s　][^。！？()（）【】]{0,60}[】\])）](?:\s*\d{6,7})?)\s*\Z"
)
# Without brackets it has a gap before it and a colon: ……。(新华社电)　责编:张三
_APART = re.compile(r"(?<=[。！？”)）])[ \u3000]+" + _WORDS + r"[:：][^。！？:：]{1,30}\Z")


def split_tail(text: str) -> tuple[str, str]:
    """A last paragraph's text, and the sign-off after its last sentence: `……。(完)`, `……。　责编:张三`."""
    found = _INLINE.search(text[-100:]) if text[-1:] in tuple(")）】]0123456789") else _APART.search(text[-50:])
    if not found:
        return split_sign_off(text) if text[-1:].isascii() else (text, "")
    at = len(text) - len(found[0])
    return text[:at], text[at:].strip()


def signed_day(tail: str) -> date | None:
    """The day in 中央社's sign-off: `（編輯：張三）1151002` is 2026-10-02."""
    found = _TAIL.fullmatch(tail)
    day = roc_day(found["signed"].strip()) if found and found["signed"] else None
    try:
        return date(*day) if day else None
    except ValueError:
        return None


def source_of(tail: str) -> str | None:
    """The source a sign-off names: `来源:滨江日报` is 滨江日报; None for other sign-offs."""
    found = _SOURCE.match(tail)
    return found[1].strip() if found else source_named(tail) if tail[:1].isascii() else None


def imprint_part(line: str) -> Literal["sender", "contact", None]:
    """What a line at the end of a press release gives: its sender, or a contact or day; None for other lines."""
    if len(line) > _LONGEST:
        return None
    return "sender" if _SENDER.fullmatch(line) else "contact" if _CONTACT.fullmatch(line) or is_tail(line) else None


def is_tail(line: str) -> bool:
    """Whether a line is a sign-off: who edited the article, where it came from, or that it ends."""
    return len(line) <= _LONGEST and (bool(_TAIL.fullmatch(line)) or (line[:1] < "\u2100" and is_sign_off(line)))
