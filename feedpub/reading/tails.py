"""What stands below an article's last words and is no text of it: (完), 【编辑:张三】, 来源:…, 责编 李四."""

import re
from datetime import date

from feedpub.reading.numerals import roc_day

__all__ = ["is_tail", "signed_day", "source_of", "split_tail"]

_WORDS = (
    r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|本版责编|本版编辑|来源|來源|校对|校對|美编|(?:本版)?制图|统筹|策划|监制|审核|编审"
    r"|文字编辑|图片编辑|視覺|视觉|美術編輯|美术编辑|設計|设计|译者|譯者|核稿|原标题|原標題|原题)"
)
_LONGEST = 120
_TAIL = re.compile(
    r"[(（【\[]\s*(?:全文)?(?:完|END|end)\s*[)）】\]]"
    r"|[【\[(（]?" + _WORDS + r"[:：\s　][^。！？]{0,60}?[】\])）]?(?P<signed>\s*\d{6,7})?"
)
_SOURCE = re.compile(r"[【\[(（]?\s*(?:稿件)?[来來]源\s*[:：]\s*([\u4e00-\u9fffA-Za-z·《》]{2,20})\s*[】\])）]?\Z")
_INLINE = re.compile(
    r"[ \u3000\u200b]*(?:[(（【\[](?:全文)?完[)）】\]]"
    r"|[【\[(（]" + _WORDS + r"[:：\s　][^。！？()（）【】]{0,60}[】\])）](?:\s*\d{6,7})?)\s*\Z"
)
# Without brackets it stands apart, and has a colon: ……。(新华社电)　责编:张三
_APART = re.compile(r"(?<=[。！？”)）])[ \u3000]+" + _WORDS + r"[:：][^。！？:：]{1,30}\Z")


def split_tail(text: str) -> tuple[str, str]:
    """A last paragraph's text and what stands behind its last sentence: `……。(完)`, `……。　责编:张三`."""
    found = _INLINE.search(text[-100:]) if text[-1:] in tuple(")）】]0123456789") else _APART.search(text[-50:])
    if not found:
        return text, ""
    at = len(text) - len(found[0])
    return text[:at], text[at:].strip()


def signed_day(tail: str) -> date | None:
    """The day of 中央社's sign-off: `（編輯：張三）1151002` is 2026-10-02."""
    found = _TAIL.fullmatch(tail)
    day = roc_day(found["signed"].strip()) if found and found["signed"] else None
    try:
        return date(*day) if day else None
    except ValueError:
        return None


def source_of(tail: str) -> str | None:
    """Where a sign-off says an article came from: `来源:滨江日报` is 滨江日报; None for any other."""
    found = _SOURCE.match(tail)
    return found[1].strip() if found else None


def is_tail(line: str) -> bool:
    """Whether a line by itself says who edited an article, where it came from, or that it ends."""
    return len(line) <= _LONGEST and bool(_TAIL.fullmatch(line))
