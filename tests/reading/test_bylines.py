"""Bylines, and the names in them."""

import pytest

from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.byline import read_byline, read_contributors
from feedpub.reading.phrases.names import split_names
from tests.reading import rows


def _shown(line: str) -> str:
    found = read_byline(line)
    if found is None:
        return "none"
    people = "、".join(f"{person.role} {person.name}" for person in found.people)
    return f"{found.text} | {people}" if people else found.text


@pytest.mark.parametrize(("line", "wanted"), rows("bylines"))
def test_byline(line: str, wanted: str) -> None:
    assert _shown(line) == wanted


@pytest.mark.parametrize(("run", "wanted"), rows("names"))
def test_names(run: str, wanted: str) -> None:
    names, doubtful = split_names(run)
    assert "、".join(names) + ("?" if doubtful else "") == wanted


def test_every_name_comes_out_with_the_letters_it_went_in_with() -> None:
    for run in ("毛一王晓明", "张三李四", "李明方程浩", "阿依努尔张三", "王李张刘陈杨"):
        assert "".join(split_names(run)[0]) == run


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(参与记者:张三、李四)", ["张三", "李四"]),
        ("（参与记者：张三 李四）", ["张三", "李四"]),
        ("(本报记者张三、李四参与采写)", ["张三", "李四"]),
        ("参与记者:张三、李四", ["张三", "李四"]),
    ],
)
def test_contributors(line: str, names: list[str]) -> None:
    found = read_contributors(line)
    assert found is not None
    assert [person.name for person in found] == names


@pytest.mark.parametrize("line", ["(张三)", "参与记者:", "(张三、李四参与了植树。)", "(三千名记者参与)"])
def test_no_contributors(line: str) -> None:
    assert read_contributors(line) is None


BODY = "江北大桥合龙,全长三千米。"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("byline", ["□本报记者 张三", "　　□本报记者 张三", "本报记者 张三", "本报记者 张三 "])
def test_it_stands_first_and_is_no_paragraph(byline: str, gap: str) -> None:
    article = read_bulletin(gap.join(["# 大桥合龙", byline, BODY])).articles[0]
    assert article.byline == "本报记者 张三"
    assert [person.name for person in article.people] == ["张三"]
    assert article.paragraphs == (BODY,)


def test_below_a_deck() -> None:
    article = read_bulletin(f"# 大桥合龙\n\n## ——写在通车之际\n\n□本报记者 张三\n\n{BODY}").articles[0]
    assert (article.deck, article.byline, article.paragraphs) == ("写在通车之际", "本报记者 张三", (BODY,))


def test_below_a_dateline_on_a_line_of_its_own() -> None:
    text = f"# 大桥合龙\n\n新华社滨江1月25日电 题:一座大桥的夜\n\n新华社记者张三\n\n{BODY}"
    article = read_bulletin(text).articles[0]
    assert article.byline == "新华社记者张三"
    assert [person.name for person in article.people] == ["张三"]
    assert article.dateline is not None
    assert article.dateline.theme == "一座大桥的夜"
    assert article.paragraphs == ("新华社滨江1月25日电 题:一座大桥的夜", BODY)


def test_a_line_of_that_shape_within_the_text_is_text() -> None:
    text = f"# 大桥合龙\n\n{BODY}\n\n记者 张三\n\n{BODY}"
    article = read_bulletin(text).articles[0]
    assert article.byline is None
    assert article.paragraphs == (BODY, "记者 张三", BODY)


def test_a_house_without_a_name_is_nobody() -> None:
    article = read_bulletin(f"# 大桥合龙\n\n□新华社记者\n\n{BODY}").articles[0]
    assert (article.byline, article.people) == ("新华社记者", ())
