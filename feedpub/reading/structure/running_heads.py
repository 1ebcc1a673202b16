"""Find the page and the section that a running head names: `滨江日报 2026年11月29日 第02版 社会`."""

import unicodedata
from dataclasses import replace

from feedpub.model import PageHead
from feedpub.patterns import regex
from feedpub.reading.structure.lines import read_page_head, read_section_head

__all__ = ["page_of_running_head"]

_NUMBER = regex(
    r"第\s*[A-Z]?\d{1,3}\s*版|(?<![A-Z\d])[A-Z]?\d{1,3}\s*版|(?<![\w./-])(?:[A-D]?0\d|[A-D]\d{2})(?![\w./-])"
)
_GAPS = regex(r"[\s·•|｜/:,;()【】\[\]—–-]+")


def page_of_running_head(text: str, line: int, here: PageHead | None) -> PageHead | None:
    """The page that a running head or masthead turns to; None if it names none, or stays on the page.

    It names a page by its number and one of the sections' names. A later one of another number turns to that page even
    without a name, so that the section of the page before does not go on.

    Args:
        text: the line.
        line: its number.
        here: the page so far.
    """
    text = unicodedata.normalize("NFKC", text)
    number = _NUMBER.search(text)
    if number is None or (page := read_page_head(number[0].removesuffix("版") + "版", line)) is None:
        return None
    around = _GAPS.split(f"{text[: number.start()]} {text[number.end() :]}")
    named = next((head for part in around if part and (head := read_section_head(part.removesuffix("版"), line))), None)
    page = replace(page, name=named.name if named else None)
    if here is None:
        return page if page.name else None
    is_same = page.number == here.number and page.name in (None, here.name)
    return None if is_same or (page.name is None and here.number is None) else page
