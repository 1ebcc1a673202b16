"""What stands below an article's last words and is no text of it: (完), 【编辑:张三】, 来源:…, 责编 李四."""

import re

__all__ = ["is_tail"]

_TAIL = re.compile(
    r"[(（]完[)）]|"
    r"[【\[(（]?(?:责任编辑|责编|编辑|本版责编|本版编辑|来源|校对|美编|(?:本版)?制图)[:：\s　][^。！？]{0,40}[】\])）]?"
)


def is_tail(line: str) -> bool:
    """Whether a line by itself says who edited an article, where it came from, or that it ends."""
    return bool(_TAIL.fullmatch(line))
