"""Bulletins without heading marks: what divides them, and what is a headline there."""

from feedpub.reading.bulletin import read_bulletin

MIST = "江面上的雾散得很慢，轮渡上午九时才开，码头上等船的人排到了桥头。"


def headlines(text: str) -> list[str | None]:
    return [article.headline for article in read_bulletin(text).articles]


def test_facts_of_an_event_divide_no_file() -> None:
    facts = "◎展期：即日起至2026年4月19日止\n\n【地点】植物园温室"
    text = f"茶树盆景展登场\n\n{MIST}\n\n{facts}\n\n陶艺人返乡开班\n\n{MIST}\n\n◎开课日期：2026/4/12（日）\n"
    assert headlines(text) == ["茶树盆景展登场", "陶艺人返乡开班"]


def test_a_headline_and_one_paragraph_are_an_article() -> None:
    assert headlines(f"江城晨雾锁江面\n\n{MIST}\n") == ["江城晨雾锁江面"]


def test_a_name_above_a_letter_is_none() -> None:
    assert headlines(f"各位读者：\n\n{MIST}\n") == []
    assert headlines(f"晨雾\n\n{MIST}\n") == []


def test_a_paper_s_name_above_them_is_none() -> None:
    text = f"江城晚报\n\n江城晨雾锁江面\n\n{MIST}\n\n码头集合时间：3月29日\n\n夜间公交开通\n\n{MIST}\n"
    assert headlines(text) == ["江城晨雾锁江面", "夜间公交开通"]
