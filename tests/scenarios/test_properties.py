"""What must hold for every bulletin, searched with hypothesis; and two builds of one folder, byte for byte."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.entries.entry import html_of
from feedpub.entries.ids import entry_id, entry_key, id_fields
from feedpub.entries.text import author_of, summary_of, title_of
from feedpub.errors import UndecodableError
from feedpub.model import Article, Bulletin, Config, Figure, IssueDate
from feedpub.reading.bulletin import read_bulletin, read_bytes
from feedpub.reading.phrases.names import split_names
from feedpub.reading.text.decode import decode
from feedpub.sections.catalogue import Catalogue
from feedpub.sections.classify import Classifier
from tests.conftest import Feedpub
from tests.paths import SAMPLES

ISSUE = IssueDate(day=date(2026, 1, 26), rule="told")
# Characters that are no part of a role, a caption, a credit, a page head or a day.
HAN = "江城春水风光山河老街茶馆灯火桥梁渡口孩子书店花园雨雪竹林村庄果树船工稻田歌声晨雾石板巷屋檐铁路站台"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# ── never an exception, whatever the text ────────────────────────────────────────────────────────────────────────────

LINES = st.sampled_from(
    [
        *("# 江城晨雾", "## ——副题", "——", "### 小标题", "###", "#", "## #", "### #", "---", "...", "# C#"),
        *("□本报记者 张建国", "□", "■", "记者", "(参与记者:)", "(完)", "责编 李伟", "【编辑:】", "来源:"),
        *(
            "新华社北京1月25日电(记者张三)",
            "新华社99日电",
            "中新网2月30日电",
            "(新华社1月0日电)",
            "据",
            "【中新网13月32日电】",
        ),
        *(
            "图为渡口。",
            "新华社发 张三 作",
            "新华社记者 李伟 摄",
            "(摄)",
            "作",
            "1月25日,雨。",
            "13月45日,雨。",
            "0000年1月1日在",
        ),
        *("第03版:国际", "A03", "头版", "第0版", "2026年1月26日 星期一", "2026年13月45日 星期八", "9999-99-99"),
        *(
            "date: 2026-01-26",
            "section: world",
            "title: 甲",
            "date:",
            "title: [",
            "date: 0000-00-00",
            "- a",
            "? b",
            "&a *a",
        ),
        *(
            "",
            " ",
            "\u3000",
            "\u200b",
            "\ufeff",
            "\x85",
            "\u2028",
            "\ud800",
            "\x00",
            "]]>",
            "<script>",
            "&amp;",
            "𠮷",
            "\u202e",
        ),
    ]
)
TEXT = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=14).map("\n".join)


def _follow(bulletin: Bulletin, today: date = date(2026, 3, 1)) -> None:
    """Takes a bulletin the whole way to its entries."""
    classifier, catalogue = Classifier(Config()), Catalogue()
    issue = issue_date(bulletin, "甲.txt", None)
    for article, dated in zip(bulletin.articles, date_articles(bulletin, issue, today), strict=True):
        filed = classifier.classify(article, bulletin.front, "甲.txt")
        assert catalogue.resolve(filed, "甲.txt").slug
        assert dated.day <= (issue.day or today)
        assert entry_id(entry_key(id_fields("报", article, dated))).startswith("urn:uuid:")
        assert title_of(article)
        assert author_of(article, None)
        summary_of(article)
        html_of(article, {}, "", "zh-CN")


@given(st.one_of(st.text(), TEXT, TEXT.map(lambda text: f"---\n{text}")))
@settings(max_examples=400)
def test_no_text_stops_the_parser(text: str) -> None:
    read_bulletin(text)


@given(st.one_of(st.binary(), st.builds(str.encode, TEXT, st.sampled_from(["gb18030", "utf-8"]), st.just("replace"))))
@settings(max_examples=300)
def test_bytes_are_read_or_refused_and_what_is_read_becomes_entries(data: bytes) -> None:
    try:
        bulletin = read_bytes(data)
    except UndecodableError:
        return
    _follow(bulletin)


@pytest.mark.parametrize(
    "front",
    [
        "date: !!timestamp foo",
        "section: !!bool foo",
        'title: !!int ""',
        'title: !!float ""',
        "date: 0x" + "f" * 5000,
        "title: 0x" + "f" * 5000,
        "date: 2026-13-45",
        "date: {a: b}",
        "date: !!binary '%%'",
        "title: !!python/object:x 1",
        "title: *nobody",
        "<<: [3]",
    ],
    ids=lambda front: front[:24],
)
def test_front_matter_that_cannot_be_read_costs_only_itself(front: str) -> None:
    bulletin = read_bulletin(f"---\n{front}\n---\n\n# 江城晨雾\n\n江风很轻。\n")
    assert [article.headline for article in bulletin.articles] == ["江城晨雾"]
    assert bulletin.front.issue_date is None


def test_front_matter_nested_without_end_takes_no_other_bulletin_down(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "深.md").write_text(f"---\ntitle: {'[' * 100_000}\n---\n# 甲\n\n文。\n", encoding="utf-8")
    (tmp_path / "news" / "好.md").write_text("# 乙\n\n文。\n", encoding="utf-8")
    done = feedpub("build", "news")
    assert done.returncode == 1, done.stderr[-300:]
    assert "乙" in (tmp_path / "feeds" / "all.atom.xml").read_text(encoding="utf-8")


def test_a_front_matter_that_multiplies_itself_is_not_spelled_out() -> None:
    steps = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    steps += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 5)]
    bulletin = read_bulletin("\n".join(["---", *steps, "date: *a4", "---", "# 甲", "", "文。"]))
    assert max(len(problem.message) for problem in bulletin.problems) < 1000


# ── no day after the issue date ──────────────────────────────────────────────────────────────────────────────────────


def _exists(year: int | None, month: int | None, day: int) -> bool:
    try:
        date(year if year is not None else 2024, month if month is not None else 1, day)
    except ValueError:
        return False
    return True


@st.composite
def datelines(draw: st.DrawFn) -> tuple[int | None, int | None, int]:
    """Year, month and day as a dateline may state them, possible or not."""
    month = draw(st.one_of(st.none(), st.integers(0, 13)))
    year = draw(st.one_of(st.none(), st.sampled_from([0, 1900, 2024, 2025, 2026, 9999]))) if month is not None else None
    return year, month, draw(st.one_of(st.sampled_from([0, 1, 28, 29, 30, 31, 32]), st.integers(0, 99)))


def _bulletin(year: int | None, month: int | None, day: int) -> Bulletin:
    stated = (f"{year:04}年" if year is not None else "") + (f"{month}月" if month is not None else "") + f"{day}日"
    bulletin = read_bulletin(f"# 江城晨雾\n\n新华社北京{stated}电 江风很轻。\n")
    line = bulletin.articles[0].dateline
    assert line is not None
    assert (line.year, line.month, line.day) == (year, month, day)
    return bulletin


@given(datelines(), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
@settings(max_examples=150)
def test_a_dateline_is_dated_within_the_month_before_its_issue_or_takes_the_issue_date(
    stated: tuple[int | None, int | None, int], issue: date
) -> None:
    year, month, day = stated
    (dated,) = date_articles(_bulletin(*stated), IssueDate(day=issue, rule="told"), date(2101, 1, 1))
    near = [
        found
        for found in (issue - timedelta(days=back) for back in range(32))
        if found.day == day and month in (None, found.month) and year in (None, found.year)
    ]
    codes = [problem.code for problem in dated.problems]
    assert dated.day == (near[0] if near else issue)
    if not near:
        assert codes[0].startswith("date-")
    if not _exists(*stated):
        assert codes == ["date-impossible"]


@given(datelines(), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
@settings(max_examples=100)
def test_without_an_issue_date_no_day_lies_ahead_of_the_build(
    stated: tuple[int | None, int | None, int], today: date
) -> None:
    (dated,) = date_articles(_bulletin(*stated), IssueDate(day=None, rule="none"), today)
    assert dated.day <= today
    if not _exists(*stated):
        assert [problem.code for problem in dated.problems] == ["date-impossible"]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-03-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29"),
        ("2024-02-28", "2020-02-29"),
        ("1904-02-28", "1896-02-29"),
    ],
)
def test_29_february_without_an_issue_date_finds_its_leap_year(today: str, day: str) -> None:
    (dated,) = date_articles(_bulletin(None, 2, 29), IssueDate(day=None, rule="none"), date.fromisoformat(today))
    assert dated.day.isoformat() == day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("0001-01-01", "江风很轻。"),
        ("0001-01-05", "新华社北京25日电 江风很轻。"),
        ("0001-02-01", "新华社北京1月25日电 江风很轻。"),
        ("9999-12-31", "江风很轻。"),
        ("9999-12-31", "新华社北京12月31日电 江风很轻。"),
    ],
)
def test_a_bulletin_dated_at_the_ends_of_the_calendar_takes_no_other_down(
    day: str, text: str, feedpub: Feedpub, tmp_path: Path
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "奇.md").write_text(f"---\ndate: {day}\n---\n# 甲\n\n{text}\n", encoding="utf-8")
    (tmp_path / "news" / "好.md").write_text("---\ndate: 2026-01-26\n---\n# 乙\n\n文。\n", encoding="utf-8")
    done = feedpub("build", "news", "-q")
    assert "Traceback" not in done.stderr, done.stderr[-200:]
    assert done.returncode in (0, 1)
    assert "<title>乙</title>" in (tmp_path / "feeds" / "all.atom.xml").read_text(encoding="utf-8")


# ── decoding ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sentences(path: str, encoding: str) -> list[str]:
    text = (SAMPLES / path).read_bytes().decode(encoding)
    return [part for part in re.split(r"(?<=[。！？])", "".join(text.split())) if len(part) > 12]


SIMPLIFIED = _sentences("2026-01-26-要闻版.txt", "utf-8")
TRADITIONAL = _sentences("big5/2026-02-17 港訊.txt", "big5")
PARAGRAPHS = st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=6).map("\n\n".join)


@given(PARAGRAPHS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_simplified_text_comes_back_from_its_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(
    st.lists(st.sampled_from(TRADITIONAL), min_size=1, max_size=6).map("\n\n".join),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"]),
)
def test_traditional_text_comes_back_from_its_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(
    st.one_of(PARAGRAPHS, st.text(HAN + "，。", min_size=8, max_size=40)),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.data(),
)
@settings(max_examples=500)
def test_utf8_with_a_damaged_byte_is_never_read_as_something_else(
    text: str, encoding: str, data: st.DataObject
) -> None:
    whole = text.encode(encoding)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=1)) + whole[at + 1 :]
    try:
        expected = damaged.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        with pytest.raises(UndecodableError):
            decode(damaged)
        return
    expected = FORBIDDEN.sub("", expected).replace("\r\n", "\n").replace("\r", "\n")
    assert decode(damaged).text == expected


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────

PROSE = st.text(HAN + "，、“”", min_size=1, max_size=50).map(lambda text: HAN[len(text) % 9] + text)
ENDS = st.sampled_from(
    ["。", "！", "？", "；", "：", "。”", "！”", "？”", "……", "……”", ";", ":", "!", "?", "。)", "。）", "。」"]
)


@given(st.lists(st.builds(str.__add__, PROSE, ENDS), min_size=2, max_size=5), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
@settings(max_examples=300)
def test_whole_paragraphs_are_never_joined(paragraphs: list[str], gap: str) -> None:
    (article,) = read_bulletin("# 江城晨雾\n\n" + gap.join(paragraphs)).articles
    assert list(article.paragraphs) == paragraphs


@given(st.text(HAN, min_size=20, max_size=50), st.text(HAN, min_size=20, max_size=50))
def test_a_paragraph_cut_in_mid_sentence_is_joined(one: str, two: str) -> None:
    """The first part cannot end there, and the second cannot begin: both prove the cut."""
    first, second = f"{one}江城春水风光山河，", f"而且{two}。"
    (article,) = read_bulletin(f"# 江城晨雾\n\n{first}\n\n{second}\n").articles
    assert article.paragraphs == (first + second,)


# ── nothing is lost ──────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = st.text(HAN, min_size=2, max_size=24)
ITEMS = st.one_of(
    st.builds(str.__add__, WORDS, st.sampled_from(["。", "，", "", "；", "：", "！”"])),
    WORDS.map(lambda text: f"### {text}"),
    WORDS.map(lambda text: f"图为{text}。"),
    WORDS.map(lambda text: f"图为{text}。（李伟 摄）"),
    WORDS.map(lambda text: f"上图:{text}。新华社记者 李伟 摄"),
    WORDS.map(lambda text: f"1月25日,{text}。"),
    WORDS.map(lambda text: f"新华社北京1月25日电(记者张建国){text}。"),
    st.sampled_from(["新华社发 李伟 作", "新华社记者 李伟 摄", "(李伟 摄)", "□本报记者 张建国", "本报记者 李伟"]),
    st.sampled_from(["(新华社北京1月25日电)", "(完)", "责编 李伟", "(参与记者:张建国、李伟)", "来源:江城网"]),
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\n \u3000\n"])


@st.composite
def bulletins(draw: st.DrawFn) -> str:
    """Articles of headline, perhaps a deck, and a body of anything."""
    text = ""
    for headline in draw(st.lists(WORDS, min_size=1, max_size=3)):
        deck = draw(st.sampled_from(["", "## ——{}\n", "——{}\n"])).format(draw(WORDS))
        text += f"# {headline}\n{deck}"
        text += "".join(draw(GAPS) + item for item in draw(st.lists(ITEMS, max_size=7))) + "\n\n"
    return text


def _parts(article: Article) -> list[str]:
    """All that an article keeps of its bulletin."""
    parts = [article.kicker, article.headline, article.deck, article.byline, *article.closing, *article.tail]
    parts.append(article.credit.text if article.credit else None)
    for block in article.body:
        if isinstance(block, Figure):
            parts += [block.caption, block.credit.text if block.credit else None]
        else:
            parts.append(block.text)
    return [part for part in parts if part is not None]


def _count(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace() and char != "□")


@given(bulletins())
@example("# 江城晨雾\n\n新华社发 李伟 作\n")
@settings(max_examples=500)
def test_every_character_ends_in_exactly_one_place(text: str) -> None:
    bulletin = read_bulletin(text)
    assert bulletin.problems == ()
    kept = "".join(part for article in bulletin.articles for part in _parts(article))
    kept += "".join(discard.text for discard in bulletin.discards if discard.reason not in ("sign-off",))
    assert _count(kept) == _count(re.sub(r"^(#+ )?(——)?", "", text, flags=re.MULTILINE))


@given(bulletins())
@example("# 江城晨雾\n\n新华社记者 李伟 摄\n")
def test_no_paragraph_is_empty_and_every_picture_shows_something(text: str) -> None:
    for article in read_bulletin(text).articles:
        assert all(article.paragraphs)
        assert all(figure.caption or figure.credit for figure in article.figures)
        assert all(article.subheads)


@pytest.mark.parametrize(
    "stray",
    ["江风很轻。", "新华社记者 李伟 摄", "□本报记者 张建国"],
)
def test_text_under_no_headline_is_reported(stray: str) -> None:
    bulletin = read_bulletin(f"第01版\n\n{stray}\n\n# 江城晨雾\n\n文。\n")
    assert [problem.line for problem in bulletin.problems] == [3]


@pytest.mark.parametrize("stray", ["图为老街灯火。", "图为老街灯火。(李伟 摄)"])
def test_a_picture_under_no_headline_stands_by_itself(stray: str) -> None:
    picture, article = read_bulletin(f"第01版\n\n{stray}\n\n# 江城晨雾\n\n文。\n").articles
    assert (picture.kind, picture.paragraphs, article.headline) == ("photo", ("图为老街灯火。",), "江城晨雾")


@pytest.mark.parametrize("headline", ["学习 C#", "从 F# 到 C#", "A# 与 B#:音符", "#1 号线开通"])
def test_a_headline_keeps_its_number_signs(headline: str) -> None:
    (article,) = read_bulletin(f"# {headline}\n\n文。\n").articles
    assert article.headline == headline


@pytest.mark.parametrize("headline", ["2026年1月26日天气预报", "2026-01-26 股市行情", "2026年2月3日:立春"])
def test_a_headline_that_tells_a_day_is_a_headline(headline: str) -> None:
    bulletin = read_bulletin(f"# {headline}\n\n江风很轻。\n\n# 江城晨雾\n\n文。\n")
    assert [article.headline for article in bulletin.articles] == [headline, "江城晨雾"]


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(
    st.lists(st.text("王李张刘陈欧阳司马诸葛毛鑫瑞平建国伟慕容阿依·a", min_size=1, max_size=6), max_size=5), st.data()
)
def test_splitting_names_gives_the_run_back(names: list[str], data: st.DataObject) -> None:
    run = "".join(name + data.draw(st.sampled_from(["", " ", "、", ",", "，", "\u3000"])) for name in names)
    found, _ = split_names(run)
    assert "".join(found) == re.sub(r"[\s、,，]", "", run)


# ── content ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Reader(HTMLParser):
    """What a browser would show, and which tags made it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


WILD = st.one_of(
    bulletins(),
    st.lists(st.one_of(ITEMS, st.text(max_size=40), st.sampled_from(["<b>", "&lt;", "]]>", "</p><script>x</script>"])))
    .map("\n\n".join)
    .map(lambda body: f"# 江城晨雾\n\n{body}\n"),
)


@given(WILD)
@settings(max_examples=300)
def test_the_html_of_an_entry_shows_its_article_and_nothing_else(text: str) -> None:
    for article in read_bytes(text.encode("utf-8", "ignore")).articles:
        html = html_of(article, {}, "", "zh-CN")
        blocks = "".join(
            f"{block.caption}{block.credit.text if block.credit else ''}" if isinstance(block, Figure) else block.text
            for block in article.body
        )
        deck = f"——{article.deck}" if article.deck else ""
        credit = article.credit.text if article.credit else ""
        shown = f"{article.kicker or ''}{deck}{blocks}{credit}{''.join(article.closing)}"
        reader = _Reader(html)
        assert _count(reader.text) == _count(shown)
        assert reader.tags <= {"p", "h3", "figure", "figcaption", "br"}
        etree.fromstring(f"<div>{html}</div>")  # every tag closed, every character legal


# ── the same bytes everywhere ────────────────────────────────────────────────────────────────────────────────────────

HERE = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}


def _build(out: Path, args: list[str], cwd: Path, **env: str) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "feedpub", "build", "-q", "--out", str(out), "--date", "2026-02-28", *args],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1772323200", **HERE, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All the samples, named one by one, as built here."""
    files = sorted(str(path) for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".md"))
    return _build(tmp_path_factory.mktemp("usual"), files, tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles"},
        {"LANG": "zh_CN.GB18030", "LC_ALL": ""},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4242"},
    ],
    ids=str,
)
def test_a_build_gives_the_same_bytes_on_any_machine(
    env: dict[str, str], usual: dict[str, bytes], tmp_path: Path
) -> None:
    files = sorted(str(path) for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".md"))
    assert _build(tmp_path / "out", files, tmp_path, **env) == usual


def test_a_build_gives_the_same_bytes_in_any_working_folder_and_order_of_files(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(SAMPLES, tmp_path / "copy"))  # away from our own configuration
    files = sorted((path for path in copy.rglob("*") if path.suffix in (".txt", ".md")), reverse=True)
    near = [os.path.relpath(path, copy / "leap") for path in files]
    assert _build(tmp_path / "out", near, copy / "leap") == usual


def test_files_of_one_name_are_ordered_alike_from_any_working_folder(tmp_path: Path) -> None:
    for name, headline in (("甲", "江城晨雾"), ("乙", "老街灯火"), ("丙", "渡口")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "稿.txt").write_text(f"# {headline}\n\n江风很轻。\n", encoding="utf-8")
    files = [tmp_path / name / "稿.txt" for name in ("甲", "乙", "丙")]
    builds = []
    for number, cwd in enumerate([tmp_path, *(file.parent for file in files)]):
        named = [os.path.relpath(file, cwd) for file in (files if number % 2 else reversed(files))]
        builds.append(_build(tmp_path / f"out{number}", named, cwd))
    assert all(build == builds[0] for build in builds)


def test_a_file_named_twice_is_read_alike_whichever_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "news" / "2026-01-26"
    folder.mkdir(parents=True)
    (folder / "稿.txt").write_text("# 江城晨雾\n\n江风很轻。\n", encoding="utf-8")
    named = ["news", "news/2026-01-26/稿.txt"]
    one = _build(tmp_path / "one", named, tmp_path)
    assert _build(tmp_path / "two", named[::-1], tmp_path) == one


@given(bulletins())
@settings(max_examples=50)
def test_reading_twice_gives_the_same(text: str) -> None:
    assume(text.strip())
    assert read_bulletin(text) == read_bulletin(text)
