"""Recognize the title of an issue, which heads no article: `滨江日报 2026年1月26日`, `江城周刊（第12期）`."""

from functools import lru_cache

from feedpub.data import load
from feedpub.patterns import regex
from feedpub.reading.phrases.days import find_days, find_printed, fold
from feedpub.reading.phrases.furniture import is_paper_name
from feedpub.reading.phrases.mastheads import paper_of

__all__ = ["is_issue_title", "is_numbered_title"]

_LONGEST = 60
_LONGEST_REST = 16  # letters beside the day
_NUMBER = regex(r"第\s*[\d一二三四五六七八九十百〇零]{1,5}\s*[期号號卷]|(?i:\b(?:vol|no|issue)\b\.? ?#?\d+)|#\d+\Z")

# 临澜早知道 3月17日, 一周临澜（3月11日—17日）: the day stands apart, behind a short name
_DAYED = regex(
    r"[^\d\s。，,！？!?]{2,14}[\s|｜(（·・]+(?:\d{1,2}月\d{1,2}日?\s?[—–―~～至-]{1,2}\s?)?(?:\d{1,2}月)?\d{1,2}日[)）]?"
)


@lru_cache(maxsize=128)  # the first headings are asked several times
def is_issue_title(text: str) -> bool:
    """Whether a title names an issue of a paper, not an article: it has a day, a number, or a word such as 日报."""
    if len(text) > _LONGEST:
        return False
    if is_numbered_title(text) or is_paper_name(text):
        return True
    return text.lower().rstrip("》」）)").endswith(tuple(load("headlines")["issue_ends"]))


@lru_cache(maxsize=128)
def is_numbered_title(text: str) -> bool:
    """Whether a title has the day or the number of its issue, and little else."""
    if len(text) > _LONGEST:
        return False
    if _DAYED.fullmatch(text):
        return True
    dated = (find_days(text) or any(row.printed.weekday is not None for row in find_printed(fold(text)))) and len(
        "".join(filter(str.isalpha, paper_of(text)))
    ) <= _LONGEST_REST
    return bool(dated) or _NUMBER.search(text) is not None
