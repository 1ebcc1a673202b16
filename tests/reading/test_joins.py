"""Paragraphs cut in mid-sentence by a column or page break, and whole ones."""

import pytest

from feedpub.reading.bulletin import read_bulletin, read_bytes
from feedpub.reading.phrases.joins import is_cut
from tests.reading import cases


def _paragraphs(*lines: str) -> str:
    return "\n".join(read_bulletin("\n".join(lines)).articles[0].paragraphs)


@pytest.mark.parametrize("gap", ["", "\n", "\n\n", "\n　　\n \t\n"], ids=["close", "apart", "far", "white"])
@pytest.mark.parametrize(("given", "wanted"), cases("joins"))
def test_join(given: str, wanted: str, gap: str) -> None:
    one, two = given.split("\n")
    assert _paragraphs("# 江北夜话", "", "开篇的话。", gap, one, gap, two) == f"开篇的话。\n{wanted}"


@pytest.mark.parametrize(("given", "wanted"), cases("joins"))
def test_join_of_indented_lines_that_end_as_on_windows(given: str, wanted: str) -> None:
    one, two = given.split("\n")
    text = f"# 江北夜话\r\n\r\n　　开篇的话。\r\n\r\n　　{one}\r\n\r\n　　{two}\r\n"
    assert "\n".join(read_bytes(text.encode()).articles[0].paragraphs) == f"开篇的话。\n{wanted}"


def test_three_pieces() -> None:
    first, second = "从江边的“旧码头”到市民的“会客厅”,", "江北滩的变迁,既是一座城三十年间的缩影,走过老码头的人都这样说,"
    third = "也是一代人共同的记忆,留在江边,也留在老照片里。"
    assert _paragraphs("# 江北夜话", "", first, "", second, "", third) == first + second + third


def test_a_poem_keeps_its_lines() -> None:
    poem = (
        "我站在江北的渡口等一盏灯,",
        "灯站在江南的桥头等一个人。",
        "春潮把三十年的渡船推远了,",
        "又把一座桥轻轻放在水面上。",
    )
    for gap in ("\n", "\n\n"):
        assert _paragraphs("# 渡口", "", gap.join(poem)) == "\n".join(poem)


def test_across_a_figure() -> None:
    first, second = "从江边的“旧码头”到市民的“会客厅”,", "江北滩的变迁,既是一座城的缩影,也是一代人的记忆。"
    text = f"# 江北夜话\n\n{first}\n\n图为江北滩夜景。张三 摄\n\n{second}"
    article = read_bulletin(text).articles[0]
    assert article.paragraphs == (first + second,)
    assert [figure.caption for figure in article.figures] == ["图为江北滩夜景。"]


def test_across_a_picture_that_stands_by_itself() -> None:
    first, second = "从江边的“旧码头”到市民的“会客厅”,", "江北滩的变迁,既是一座城的缩影,也是一代人的记忆。"
    text = f"# 江北夜话\n\n开篇。\n\n{first}\n\n\n\n1月25日,游人在江北滩赏灯。\n\n\n\n{second}"
    article, picture = read_bulletin(text).articles
    assert article.paragraphs == ("开篇。", first + second)
    assert picture.kind == "photo"


def test_never_across_a_subhead() -> None:
    article = read_bulletin("# 江北夜话\n\n江北滩有了新的夜景灯,\n\n### 夜市\n\n摊主们说,日子有了盼头。").articles[0]
    assert article.paragraphs == ("江北滩有了新的夜景灯,", "摊主们说,日子有了盼头。")
    assert article.subheads == ("夜市",)


def test_never_across_a_headline() -> None:
    articles = read_bulletin("# 江北夜话\n\n江北滩有了新的夜景灯,\n\n# 江南夜话\n\n摊主们说,日子有了盼头。").articles
    assert [article.paragraphs for article in articles] == [
        ("江北滩有了新的夜景灯,",),
        ("摊主们说,日子有了盼头。",),
    ]


def test_it_keeps_the_line_where_it_begins() -> None:
    first, second = "从江边的“旧码头”到市民的“会客厅”,", "江北滩的变迁,既是一座城的缩影,也是一代人的记忆。"
    assert read_bulletin(f"# 江北夜话\n\n{first}\n\n{second}").articles[0].body[0].line == 3


def test_nothing_is_cut_from_nothing() -> None:
    assert not is_cut("", "江北")
    assert not is_cut("江北", "")
