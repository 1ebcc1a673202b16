"""Reading takes time in proportion to the text, whatever the text: ratios of one run, never times.

Each shape is read at a size and at twice the size. A reader that compares every line with every other takes four times
as long; one that looks at each once, twice as long.
"""

import gc
import time
from collections.abc import Callable

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.coverage import measure

pytestmark = pytest.mark.timing
MOST = 3.2  # of twice the text; noise stays below, four times does not
ENOUGH = 0.08  # seconds that a size must take for its ratio to tell
PROSE = "全桥长三千米,今天零时起通车,两岸的人走过来看,走了很久也没有走完,风很轻,水很清,路很长。"

CHARACTERS = "([（【“《#*_|<>1日月电讯 　…—·、"


def _line(char: str) -> Callable[[int], str]:
    return lambda n: "# 江城晨雾\n\n" + char * n


SHAPES: dict[str, Callable[[int], str]] = {
    **{f"one line of {char!r}": _line(char) for char in CHARACTERS},
    "agencies": lambda n: "# 江城晨雾\n\n" + "新华社" * n,
    "datelines without an end": lambda n: "# 江城晨雾\n\n" + "新华社北京1月25日电(" * n,
    "days": lambda n: "# 江城晨雾\n\n" + "1月" * n,
    "reporters": lambda n: "# 江城晨雾\n\n记者" + "张三 " * n,
    "headlines with text": lambda n: f"# 江城晨雾\n\n{PROSE}\n\n" * n,
    "headings in a row": lambda n: "# 江城晨雾\n" * n,
    "subheads in a row": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "### 老街\n" * n,
    "headlines and decks": lambda n: "# 江城晨雾\n## ——写在春天\n" * n,
    "tool's headings to be weighed": lambda n: "![](a.jpg)\n" + f"# 条街\n\n{PROSE}\n\n" * n,
    "bold lines": lambda n: f"# 江城晨雾\n\n{PROSE}\n\n" + f"**老街**\n\n{PROSE}\n\n" * n,
    "pages": lambda n: f"第03版:国际\n\n# 江城晨雾\n\n{PROSE}\n\n" * n,
    "page numbers": lambda n: "# 江城晨雾\n\n" + "03\n江上的船一共有\n" * n,
    "goes on": lambda n: "第01版\n\n" + "# 江城晨雾\n\n江上的船一共有(下转第3版)\n\n" * n,
    "comes from": lambda n: "第03版\n\n" + "# 江城晨雾\n\n(上接第1版)三条。\n\n" * n,
    "contents": lambda n: "今日导读\n" + "江城晨雾……03版\n" * n + "# 江城晨雾\n\n江风很轻。\n",
    "notices": lambda n: "# 遗失声明\n\n王五遗失身份证,声明作废。\n\n" * n,
    "tables": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "| 甲 | 乙 |\n" * n,
    "pictures": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "![](a.jpg)\n\n图为渡口。\n\n(李伟 摄)\n\n" * n,
    "closing lines": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "(完)\n\n【编辑:张三】\n\n" * n,
    "closing lines glued": lambda n: "# 江城晨雾\n\n江风很轻。" + "编辑：张三 " * n,
    "several closing notes": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "（本报滨江1月25日电）本报记者张三\n\n" * n,
    "captions with sign-offs": lambda n: "# 江城晨雾\n\n江风很轻。\n\n" + "图为渡口。李伟 摄【编辑:张三】\n\n" * n,
    "notes above a dateline": lambda n: "# 江城晨雾\n\n" + "编者按：江风。\n\n" * n + "新华社滨江1月25日电 大桥。",
    "bylines": lambda n: "# 江城晨雾\n\n" + "记者 张三\n\n" * n + "江风很轻。",
    "places": lambda n: "# 江城晨雾\n\n新华社" + "滨江、" * n + "1月25日电 大桥。",
    "pages below headlines": lambda n: "# 江城晨雾\n\n第3版（社会）专栏：\n\n江风很轻。\n\n" * n,
    "pages in one line": lambda n: "# 江城晨雾\n\n" + "第3版（社会）专栏： " * n,
    "headlines above one page": lambda n: "# 江城晨雾\n" * n + "第3版\n\n江风很轻。",
    "breaks": lambda n: "# 江城晨雾\n\n" + "江风很轻。<br>" * n,
    "steps": lambda n: "# 江城晨雾\n\n" + "01 先听\n" * n,
    "column tags": lambda n: "# 江城晨雾\n\n" + "(军营故事)\n\n" * n + "江风很轻。\n",
    "plain lines": lambda n: "滨江日报 2026年1月26日\n\n" + f"江城晨雾\n\n{PROSE}\n\n" * n,
    "verse": lambda n: "# 江城晨雾\n\n" + "江风很轻\n" * n,
    "a sentence cut again and again": lambda n: "# 江城晨雾\n\n" + (PROSE[:-1] + ",\n") * n,
    "tags": lambda n: "# 江城晨雾\n\n" + "<p>" * n,
    "pictures without an end": lambda n: "# 江城晨雾\n\n" + "![](" * n,
    "emphasis without an end": lambda n: "# 江城晨雾\n\n" + "**甲 " * n,
    "comments": lambda n: "# 江城晨雾\n\n" + "江<!-- 甲 -->" * n,
    "comments without an end": lambda n: "# 江城晨雾\n\n" + "江<!-- 甲\n" * n,
    "comments opened on one line": lambda n: "# 江城晨雾\n\n" + "<!-- <!—甲—>" * n,
    "fences": lambda n: "# 江城晨雾\n\n" + "```\n江风很轻。\n```\n" * n,
    "fences of other lengths": lambda n: "# 江城晨雾\n\n" + "````html\n江风很轻。\n```\n" * n,
    "shortcodes": lambda n: "# 江城晨雾\n\n" + "{{< 甲 >}}{% 乙 %}" * n,
    "shortcodes without an end": lambda n: "# 江城晨雾\n\n" + "{{< {% {/* " * n,
    "scripts without an end": lambda n: "# 江城晨雾\n\n" + "<script>\n" * n,
    "pictures on one line": lambda n: "# 江城晨雾\n\n" + "![甲](a.png)" * n,
    "pictures with brackets": lambda n: "# 江城晨雾\n\n" + "![[甲](((" * n,
    "figures on one line": lambda n: "# 江城晨雾\n\n" + "<figure><img src=a.png></figure>" * n,
    "figures without an end": lambda n: "# 江城晨雾\n\n" + "<figure>\n" * n,
    "references": lambda n: "# 江城晨雾\n\n" + "![甲][a]\n\n" * n + "[a]: b.png\n" * n,
    "a table of many cells": lambda n: "# 江城晨雾\n\n<table>" + "<td rowspan=9 colspan=9>甲</td>" * n + "</table>",
    "tables without an end": lambda n: "# 江城晨雾\n\n" + "<table><tr><td>\n" * n,
    "rows with pictures": lambda n: "# 江城晨雾\n\n" + "| ![](a.png) | 甲 |\n" * n,
    "blocks on one line": lambda n: "# 江城晨雾\n\n" + "<p>江风很轻。</p>" * n,
    "formulas": lambda n: "# 江城晨雾\n\n" + "$1 2 \\%$ 和 " * n,
    "dollars": lambda n: "# 江城晨雾\n\n" + "$1 \\" * n,
    "entities": lambda n: "# 江城晨雾\n\n" + "甲&amp;乙&#8220;" * n,
    "underlined lines": lambda n: "江城晨雾\n---\n\n江风很轻。\n\n" * n,
    "components": lambda n: "# 江城晨雾\n\n" + "<Link href=a>" * n + "</Link>",
    "links": lambda n: "# 江城晨雾\n\n" + "<a href=b>甲" * n,
    "web furniture": lambda n: "# 江城晨雾\n\n" + "分享 " * n,
}  # fmt: skip

# One shape of each kind; the others are marked `slow`.
EVERY_TIME = {"one line of '('", "datelines without an end", "headings in a row", "pages", "plain lines"}
assert SHAPES.keys() >= EVERY_TIME


def _read(text: str) -> float:
    """Seconds, the best of two; without Python's search for cycles, as feedpub runs."""
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            began = time.process_time()
            measure(text, read_bulletin(text))
            taken.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(taken)


@pytest.mark.parametrize(
    "shape", [pytest.param(shape, marks=[] if shape in EVERY_TIME else pytest.mark.slow) for shape in SHAPES]
)
def test_twice_the_text_takes_about_twice_the_time(shape: str) -> None:
    make = SHAPES[shape]
    size = 1000
    while (one := _read(make(size))) < ENOUGH and size < 256_000:
        size *= 4
    ratios = [_read(make(2 * size)) / max(one, ENOUGH / 4)]
    while ratios[-1] >= MOST and len(ratios) < 4:  # another program's noise does not stay; what takes a square does
        ratios.append(_read(make(2 * size)) / max(_read(make(size)), ENOUGH / 4))
    assert ratios[-1] < MOST, ratios


@pytest.mark.slow  # tests/scenarios/test_hostile.py reads such a line every time
def test_one_line_of_twenty_megabytes() -> None:
    line = "# 江城晨雾\n\n新华社滨江1月25日电 " + PROSE * (7_000_000 // len(PROSE))  # 20 MB in UTF-8
    half = line[: len(line) // 2]
    assert _read(line) / max(_read(half), ENOUGH / 4) < MOST
