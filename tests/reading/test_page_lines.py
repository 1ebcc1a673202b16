"""Pages named below their headline, `<br>` between paragraphs, and numbered steps."""

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.text.breaks import split_breaks

A = "本报临澜3月16日讯（记者陆明川）石梁村16日第一次通了公交，每天八班，到县城四十分钟。"
B = "村民不用再搭货车进城。"
C = "本报临澜3月16日讯（记者沈砚秋）一台水稻直播机16日在白鹭镇下田，一小时播种十二亩。"
ONE, TWO = "石梁村通了公交", "水稻直播机 下田试种"


def _read(text: str) -> list[tuple[str | None, str | None, str | None, tuple[str, ...]]]:
    bulletin = read_bulletin(text)
    assert [problem.code for problem in bulletin.problems] == []
    return [
        (row.headline, row.page.number if row.page else None, row.page.name if row.page else None, row.paragraphs)
        for row in bulletin.articles
    ]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("第03版：社会", "第04版：科技", ("社会", "科技")),
        ("第3版（社会） 专栏：民生观察", "第4版（科技） 专栏：", ("社会", "科技")),
        ("第3版(社会)专栏：", "第4版()", ("社会", None)),
        ("第03版：社会　栏目：民生", "第04版：科技　栏目：", ("社会", "科技")),
        ("03版 社会", "A04", ("社会", None)),
        ("（第3版）", "【第4版：科技】", (None, "科技")),
        ("临澜日报 2026年3月17日 第03版：社会", "临澜日报 2026年3月17日 第04版：科技", ("社会", "科技")),
        ("《临澜日报》（2026年3月17日 第03版）", "《临澜日报》（2026年3月17日 第04版）", (None, None)),
        ("版面：第03版：社会", "版次：04", ("社会", None)),
        ("2026-03-17\n第3版(社会)\n专栏：民生", "2026-03-17\n第4版(科技)\n专栏：", ("社会", "科技")),
        (
            "第3版(社会)\n专栏：\n\n　　石梁村通了公交",
            "第4版(科技)\n专栏：\n\n　　水稻直播机\n    下田试种",
            ("社会", "科技"),
        ),
        (f"第3版（社会）专栏：民生观察 {ONE}", f"第4版(科技) {TWO}", ("社会", "科技")),
    ],
)
def test_a_page_below_its_headline_is_that_articles(first: str, second: str, names: tuple[str | None, ...]) -> None:
    glued = ONE in first and "\n" not in first
    gap = " " if glued else "\n\n"
    found = _read(f"# {ONE}\n\n{first}{gap}{A}\n\n{B}\n\n# {TWO}\n\n{second}{gap}{C}\n")
    assert [(headline, text) for headline, _, _, text in found] == [(ONE, (A, B)), (TWO, (C,))]
    assert tuple(name for _, _, name, _ in found) == names
    assert [(number or "")[-1] for _, number, _, _ in found] == ["3", "4"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第3版：社会", "第4版：科技"),
        ("第3版（社会） 专栏：", "第4版（科技） 专栏："),
        (f"第3版（社会）专栏：\n{ONE}", f"第4版（科技）专栏：\n{TWO}"),
    ],
)
def test_a_page_below_a_headline_without_marks(first: str, second: str) -> None:
    found = _read(f"临澜日报 2026年3月17日\n\n{ONE}\n\n{first}\n{A}\n{B}\n\n{TWO}\n\n{second}\n{C}\n")
    assert found == [(ONE, "3", "社会", (A, B)), (TWO, "4", "科技", (C,))]


@pytest.mark.parametrize(
    "text",
    [
        f"第03版：社会\n\n# {ONE}\n\n{A}\n\n{B}\n\n第04版：科技\n\n# {TWO}\n\n{C}\n",
        f"临澜日报 2026年3月17日\n第03版：社会\n{ONE}\n{A}\n{B}\n第04版：科技\n{TWO}\n{C}\n",
        f"# 临澜日报\n\n第03版：社会\n\n## {ONE}\n\n{A}\n\n{B}\n\n第04版：科技\n\n## {TWO}\n\n{C}\n",
        f"第03版：社会\n专栏：民生\n\n# {ONE}\n\n{A}\n\n{B}\n\n第04版：科技\n专栏：\n\n# {TWO}\n\n{C}\n",
    ],
)
def test_a_page_head_above_stays_one(text: str) -> None:
    assert _read(text) == [(ONE, "03", "社会", (A, B)), (TWO, "04", "科技", (C,))]


def test_the_page_of_front_matters_headline() -> None:
    assert _read(f"---\ntitle: {ONE}\n---\n第03版：社会\n\n{A}\n\n{B}\n") == [(ONE, "03", "社会", (A, B))]


def test_of_one_article_alone_nothing_says_that_it_leads_its_page() -> None:
    text = f"# {ONE}\n\n第01版()\n\n{A}\n"
    assert [(row.lead, row.page is not None and row.page.first) for row in read_bulletin(text).articles] == [
        (False, True)
    ]
    assert read_bulletin(f"第01版\n\n# {ONE}\n\n{A}\n").articles[0].lead


def test_text_that_names_a_page_is_text() -> None:
    text = "第1版（创刊号）刊登了社论，读者至今还记得那一天的清晨，报童在码头上喊了一路。"
    assert _read(f"# {ONE}\n\n{text}\n") == [(ONE, None, None, (text,))]


@pytest.mark.parametrize(
    ("row", "pieces"),
    [
        ("甲。<br/>乙。", ["甲。", "乙。"]),
        ("甲。<BR>  <br />乙。<br>", ["甲。", "  ", "乙。", ""]),
        ("| 甲<br>乙 | 丙 |", ["| 甲<br>乙 | 丙 |"]),
        ("<td>甲<br>乙</td>", ["<td>甲<br>乙</td>"]),
        ("# 甲<br>乙", ["# 甲 乙"]),
        ("甲 <b>乙</b>", ["甲 <b>乙</b>"]),
    ],
)
def test_breaks(row: str, pieces: list[str]) -> None:
    assert list(split_breaks([(7, row)])) == [(7, piece) for piece in pieces if piece.strip()]


def test_paragraphs_between_breaks() -> None:
    assert _read(f"# {ONE}\n\n{A}<br/>　　{B}<br/><br/>末班车等学生。\n") == [
        (ONE, None, None, (A, B, "末班车等学生。"))
    ]


STEPS = "报名的办法在下面。\n\n01 先听节目\n\n02 录音试讲\n\n录三分钟。\n\n03 投递方式\n\n等通知。"


def test_numbered_steps_are_text() -> None:
    text = f"# 周知 2026-03-17\n\n## 广播站招新\n\n{STEPS}\n\n## 开放日\n\n开放一天。\n"
    found = _read(text)
    assert [(headline, page) for headline, page, _, _ in found] == [("广播站招新", None), ("开放日", None)]
    assert found[0][3] == tuple(STEPS.split("\n\n"))


def test_numbers_alone_count_steps_behind_a_colon() -> None:
    assert _read("# 广播站招新\n\n分三步：\n\n1\n\n听节目。\n\n2\n\n试讲。\n")[0][3] == (
        "分三步：",
        "1",
        "听节目。",
        "2",
        "试讲。",
    )


def test_a_section_with_a_number_stays_a_page_head() -> None:
    text = f"# {ONE}\n\n{A}\n\n02 国际\n\n# {TWO}\n\n{C}\n\n03 临澜新区\n\n# 校车开进村\n\n{B}\n"
    assert [(page, name) for _, page, name, _ in _read(text)] == [(None, None), ("02", "国际"), ("03", "临澜新区")]
