"""Facts of an event, a line each: 时间：…, 地点：…, 主办：…. They are text of a notice, and state no issue date."""

import re
from functools import cache

from feedpub.data import any_of, load

__all__ = ["is_fact"]


def is_fact(text: str) -> bool:
    """Whether a line is a fact with its label: 活动时间：3月28日（周六）14:00."""
    marked = ":" in text[:_REACH] or "：" in text[:_REACH] or text[:1] == "【"
    return marked and _fact().match(text) is not None


_REACH = 14


@cache
def _fact() -> re.Pattern[str]:
    labels = any_of(load("headlines")["facts"])
    return re.compile(
        rf"(?:[-*•·●◆▪■◎★☆◇▲△※○□▶]\s*|\d{{1,2}}[.、．]\s*)?"
        rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{labels})\s*[:：]|【[\u4e00-\u9fff]{{0,6}}?(?:{labels})】)"
    )
