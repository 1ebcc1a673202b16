"""Hostile text costs time in proportion to its length, the whole way to its entries, and never an exception.

Each shape once took four times as long for twice the text, or longer still: `tests/reading/test_linear.py` holds the
common ones. Ratios of one run are compared, never times. The fixtures are what fuzzing found, shrunk.
"""

import contextlib
import gc
import io
import signal
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from feedpub.commands.inspect import inspect
from feedpub.dating.articles import date_articles
from feedpub.entries.entry import html_of
from feedpub.entries.ids import entry_id, entry_key, id_fields
from feedpub.entries.text import author_of, summary_of, title_of
from feedpub.model import Article, Bulletin, Config, Figure, IssueDate, Paragraph, Subhead, Table
from feedpub.reading.bulletin import read_bulletin, read_bytes
from feedpub.reading.coverage import measure
from feedpub.reading.text.decode import decode
from feedpub.sections.catalogue import Catalogue
from feedpub.sections.classify import Classifier
from tests.reading.test_coverage import kept, letters

MOST = 3.3  # times as long for twice the text; four times is what comparing each with each takes
FLOOR = 0.02  # seconds; below it a time is mostly noise, and counts as so much
SHORT = 5.0  # seconds; what takes longer grows without bounds, and is cut short
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures_hostile"

Make = Callable[[int], str]
Take = Callable[[str], object]

HEAD = "# 江城晨雾\n\n"
PROSE = "全桥长三千米,今天零时起通车,两岸的人走过来看,走了很久也没有走完,风很轻,水很清,路很长。"
STEMS = ("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉", "春夏秋冬东南西北中上", "红橙黄绿青蓝紫黑白灰")
SAME_SOUND = "是时事实世市十石使师"


def _differently(number: int) -> str:
    """Four letters that are others for every number up to ten thousand."""
    return "".join(stem[number // 10**place % 10] for place, stem in enumerate(STEMS))


def _alike(number: int) -> str:
    """The same, all spelled shishishishi."""
    return "".join(SAME_SOUND[number // 10**place % 10] for place in range(4))


def _each(unit: str, count: int) -> str:
    """A unit so many times: {n} is another word each time, {shi} another one of the same sound, {page} a number."""
    return "".join(
        unit.replace("{n}", _differently(n)).replace("{shi}", _alike(n)).replace("{page}", f"{n % 999 + 1:03}")
        for n in range(count)
    )


def _line(unit: str, before: str = "", behind: str = "", *, head: str = HEAD) -> Make:
    """One long line below a headline."""
    return lambda size: head + before + unit * size + behind


def _lines(unit: str, head: str = HEAD, foot: str = "") -> Make:
    """Many short ones."""
    return lambda size: head + _each(unit, size) + foot


def _gapped(line: str, count: int, head: str = HEAD, foot: str = "") -> Make:
    """Lines with a gap as long as the size, where gaps are looked at only up to a length: {gap}."""
    return lambda size: head + _each(line.replace("{gap}", " " * size), count) + foot


def _follow(bulletin: Bulletin) -> None:
    """Takes a bulletin the whole way to its entries."""
    classifier, catalogue = Classifier(Config()), Catalogue()
    issue = IssueDate(day=None, rule="no issue date stated")
    for article, dated in zip(bulletin.articles, date_articles(bulletin, issue, TODAY), strict=True):
        filed = classifier.classify(article, bulletin.front, "甲.txt")
        assert catalogue.resolve(filed, "甲.txt").slug
        assert entry_id(entry_key(id_fields("报", article, dated)))
        assert title_of(article).strip()
        assert author_of(article, None).strip()
        summary_of(article)
        html_of(article, {}, "", "zh-CN")


def _read(text: str) -> None:
    bulletin = read_bulletin(text)
    measure(text, bulletin)
    _follow(bulletin)


def _inspect(folder: Path) -> Take:
    """The whole of `feedpub inspect`, but for the printing."""

    def take(text: str) -> None:
        (folder / "a.txt").write_text(text, encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            inspect([folder / "a.txt"], Config(), issue_date=None, now=NOW, output="text")

    return take


def _cut_short(*_: object) -> None:
    raise TimeoutError(f"cut short after {SHORT:.0f} s")


def _spent(take: Take, text: str) -> float:
    """Seconds, the best of three; one run is enough where it is long, for then noise is small."""
    best = SHORT
    for _ in range(3):
        gc.disable()
        before = signal.signal(signal.SIGVTALRM, _cut_short)
        signal.setitimer(signal.ITIMER_VIRTUAL, SHORT)
        try:
            began = time.process_time()
            take(text)
            spent = time.process_time() - began
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
            gc.enable()
        best = min(best, spent)
        if spent > SHORT / 10:
            break
    return best


def _assert_in_proportion(take: Take, make: Make, size: int) -> None:
    take(make(10))  # patterns are compiled, and word lists loaded
    once = _spent(take, make(size))
    twice = _spent(take, make(2 * size))
    assert twice < MOST * max(once, FLOOR), f"{once:.3f} s at size {size}, {twice:.3f} s at twice that"


# ── one long line, or a few ──────────────────────────────────────────────────────────────────────────────────────────

CHARACTERS = "([（【“《#*_|<>0１日月年电讯 　…—·、；。,"
LONG: dict[str, tuple[Make, int]] = {
    **{f"100,000 of {char!r}": (_line(char, "江城", "雾"), 100_000) for char in CHARACTERS},
    "emphasis that nothing closes": (_line("**江城 "), 4000),
    "underlines that nothing closes": (_line("__江城 "), 4000),
    "emphasis of both kinds, one closed": (_line("**江城 ", behind="__江__"), 4000),
    "a picture without its end": (_line("a", "![]("), 30_000),
    "a picture with a gap": (_line(" ", "![雾](", "a"), 40_000),
    "an img without its end": (_line("a", "<img src="), 30_000),
    "an img of many sources": (_line(" src=a", "<img"), 10_000),
    "a paragraph in a tag": (_line("<p>", "<div>", "</p>"), 30_000),
    "an author's note with a gap": (_line(" ", "江风。\n\n(作者为", ")"), 20_000),
    "a note of a page with a gap": (_line(" ", "(上接", "雾转3版"), 400),
    "a bracket with a gap, and a page": (_line(" ", "(", "雾转3版"), 8000),
    "a gap behind 转": (_line(" ", "江城转", "雾3版"), 800),
    "blank lines behind 接": (_line("\n", "江上的船,河水相接", "雾3版"), 800),
    "a heading with a gap": (_line(" ", "## 第", "版雾\n## 渡口\n## 渡口\n\n江风。", head=""), 20_000),
    "a deck with a gap": (_line(" ", "——江", "雾"), 50_000),
    "notes behind the last sentence": (_line("(完)", "江风很轻。"), 15_000),
    "names behind the last sentence": (_line("(记者张三)", "江风很轻。"), 15_000),
    "days of the week": (_line("2025年1月25日(星期日)有雾,"), 4000),
    "years without an end": (_line("民国 年 ", "1月"), 30_000),
}

# ── lines that are looked at up to some length: the gap is doubled, not the number of lines ──────────────────────────

GAPS: dict[str, tuple[Make, int]] = {
    "an item of a list of contents": (_gapped("江城{gap}晨雾\n", 2, "今日导读\n"), 28),
    "items with bullets": (_gapped("·江城{gap}晨雾{n}\n", 30, "今日导读\n"), 50),
    "a headline among the first": (_gapped("# 江城{gap}晨雾{n}\n", 10, ""), 50),
    "reporters' dateline": (_gapped("江风。\n\n本报记者{gap}1雾\n\n# 江城{n}\n\n", 4), 60),
    "agency's dateline": (_gapped("江风。\n\n新华社(滨江){gap}1雾\n\n# 江城{n}\n\n", 30), 60),
    "english dateline": (_gapped("江风。\n\nJan.{gap}1{gap}雾(\n\n# 江城{n}\n\n", 10), 60),
    "people of the page": (lambda size: HEAD + ("本版责编 江" + "二校 江 " * (size // 8) + "!\n") * 2, 80),
}

# ── many short lines ─────────────────────────────────────────────────────────────────────────────────────────────────

MANY: dict[str, tuple[Make, int]] = {
    "headings of notices": (_lines("# 遗失声明\n", ""), 1500),
    "headings that are bylines": (_lines("# 本报记者 张三\n"), 1500),
    "headings that are credits": (_lines("# (李伟 摄)\n"), 1500),
    "the paper's name": (_lines("# 滨江日报\n", "", "\n江风。"), 1500),
    "sections' names": (_lines("# 国际\n"), 1500),
    "subheads and headlines in turn": (_lines("### 渡口{n}\n# 老街{n}\n"), 1000),
    "decks below one headline": (_lines("——写在春天{n}\n"), 2500),
    "decks below a person's subhead": (_lines("### 渡口{n}\n## ——写在春天\n"), 1500),
    "subheads and tables": (_lines("### 渡口\n| 甲 | 乙 |\n"), 2500),
    "subheads and pictures": (_lines("### 渡口\n![](a.jpg)\n", HEAD + PROSE + "\n\n"), 2500),
    "bold lines to be weighed": (_lines("**老街**\n\n江上的船一共有\n\n", HEAD + PROSE + "\n\n"), 3000),
    "bold lines and rules": (_lines("**老街{n}**\n———\n", HEAD + PROSE + "\n\n"), 2000),
    "rows of a table": (_lines("| 线路 | 首班 |\n", HEAD + PROSE + "\n\n"), 8000),
    "pictures that were not kept": (_lines("江风{n}\n<!-- image -->\n"), 3000),
    "pictures below the text": (_lines("![](a{n}.jpg)\n", HEAD + PROSE + "\n\n"), 10000),
    "the headline again and again": (_lines("江城晨雾\n", foot="江风。"), 20000),
    "contributors": (_lines("(参与记者:张三、李四)\n", HEAD + PROSE + "\n\n"), 8000),
    "sign-offs": (_lines("【编辑:张三】\n", HEAD + PROSE + "\n\n"), 8000),
    "a sentence cut again and again": (_lines("江上的船一共有多少条呢,\n", HEAD + PROSE + "\n\n"), 8000),
    "a sentence cut by pages": (_lines("第{page}版\n江上的船一共有多少条呢,\n", HEAD + "江上的船,\n"), 4000),
    "parts of articles": (
        _lines("第{page}版\n# 江城{n}(上接第1版)\n江上的船。\n", "第01版\n" + HEAD + PROSE + "\n"),
        1500,
    ),
    "articles that come from a page": (_lines("# 江城{n}\n\n(上接第1版)三条。\n\n", "第01版\n\n"), 400),
    "parts, and a first one with pictures": (
        lambda size: (
            "第01版\n# 渡口的灯\n\n江上的船一共有(下转第3版)\n"
            + "![](a.jpg)\n" * size
            + "第03版\n"
            + _each("# 渡口的灯{n}\n(上接第1版)三条。\n", size // 40)
        ),
        8000,
    ),
    "decks without headings": (_lines("——江城{n}\n" + PROSE + "\n\n", "滨江日报 2026年1月26日 星期一\n\n"), 2500),
    "briefs that each close with a dateline": (_lines("江风{n}。(据新华社滨江1月25日电)\n"), 2000),
    "pages whose names sound alike": (_lines("第{page}版:{shi}\n# 江城{n}\n\n江风。\n"), 2000),
    "pictures by themselves": (_lines("\n\n\n1月25日,游客在渡口{n}。\n(李伟 摄)\n"), 1500),
}
ALL = {
    f"{kind}: {name}": row
    for kind, rows in (("line", LONG), ("gap", GAPS), ("lines", MANY))
    for name, row in rows.items()
}
# One shape of each kind; the others are marked `slow`.
EVERY_TIME = {
    "line: 100,000 of '('",
    "line: a picture without its end",
    "line: a heading with a gap",
    "gap: agency's dateline",
    "lines: subheads and headlines in turn",
    "lines: a sentence cut by pages",
    "lines: pages whose names sound alike",
}
assert ALL.keys() >= EVERY_TIME


@pytest.mark.timing
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in EVERY_TIME else pytest.mark.slow) for name in ALL]
)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    make, size = ALL[name]
    _assert_in_proportion(_read, make, size)


@pytest.mark.timing
@pytest.mark.parametrize(
    ("make", "size"),
    [
        pytest.param(_lines("# 江城{n}\n\n新华<b>社</b>滨江1月25日电 江风。\n\n", ""), 2000, id="datelines in tags"),
        pytest.param(
            _lines("# 江城{n}\n\n江风。\n" + "———\n" * 20, "", "\n滨江日报 2026年1月26日 星期一"),
            600,
            id="a masthead on the last line",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_showing_how_it_was_read_takes_no_longer(make: Make, size: int, tmp_path: Path) -> None:
    _assert_in_proportion(_inspect(tmp_path), make, size)


@pytest.mark.timing
@pytest.mark.parametrize(
    "unit", [PROSE, *(pytest.param(unit, marks=pytest.mark.slow) for unit in ("江城晨雾", "1", "甲 "))]
)
def test_one_line_of_twenty_megabytes(unit: str) -> None:
    def make(megabytes: int) -> str:
        return HEAD + unit * (megabytes * 1_000_000 // len(unit.encode()))

    def take(text: str) -> None:
        _follow(read_bytes(text.encode()))

    _assert_in_proportion(take, make, 10)


# ── what fuzzing found ───────────────────────────────────────────────────────────────────────────────────────────────


def _is_word(text: str | None) -> bool:
    return text is None or bool(text.strip())


def _is_well_formed(article: Article) -> bool:
    words = [article.kicker, article.headline, article.deck, article.byline, article.tag, *article.closing]
    words += [word for person in (*article.people, *article.contributors) for word in (person.name, person.role)]
    words += [block.text for block in article.body if isinstance(block, (Paragraph, Subhead))]
    blocks = all(isinstance(block, (Paragraph, Subhead, Figure, Table)) for block in article.body)
    return blocks and all(map(_is_word, words)) and (article.headline is not None or article.kind != "article")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_fuzzing_found_is_read(path: Path) -> None:
    data = path.read_bytes()
    text, bulletin = decode(data).text, read_bytes(data)
    assert all(map(_is_well_formed, bulletin.articles))
    covered = measure(text, bulletin)
    assert covered.in_articles >= 0
    assert covered.characters == len(text) == covered.in_articles + covered.discarded
    assert covered.discarded == sum(covered.reasons.values()) == sum(len(discard.text) for discard in covered.discards)
    assert letters(kept(bulletin)) == letters(text)
    _follow(bulletin)
    for article in bulletin.articles:
        etree.fromstring(f"<div>{html_of(article, {}, '', 'zh-CN')}</div>")


@pytest.mark.timing
@pytest.mark.parametrize("path", sorted(FIXTURES.glob("slow-*.txt")), ids=lambda path: path.stem)
def test_what_took_long_takes_no_longer_than_a_hundred_times_its_length(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    usual = _spent(_read, HEAD + f"{PROSE}\n\n" * (100 * len(text) // len(PROSE)))
    assert _spent(_read, text) < MOST * max(usual, FLOOR)
