"""Datelines, opening and closing."""

import pytest

from feedpub.model import Dateline
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.dateline import FoundDateline, read_closing, read_opening
from tests.reading import cases


def _shown(found: FoundDateline | None) -> str:
    return "none" if found is None else "\n".join(_lines(found.dateline))


def _lines(line: Dateline) -> list[str]:
    told = {
        "text": line.text,
        "agency": line.agency,
        "place": line.place,
        "day": f"{line.month}-{line.day}",
        "year": line.year,
        "via": line.via,
        "theme": line.theme,
        "people": "、".join(f"{person.role} {person.name}" for person in line.people),
    }
    return [f"{key} {value}" for key, value in told.items() if value]


@pytest.mark.parametrize(("given", "wanted"), cases("datelines"))
def test_opening(given: str, wanted: str) -> None:
    assert _shown(read_opening(given)) == wanted


@pytest.mark.parametrize(("given", "wanted"), cases("datelines"))
def test_opening_behind_an_indent(given: str, wanted: str) -> None:
    assert _shown(read_opening("　　" + given)) == wanted


@pytest.mark.parametrize(("given", "wanted"), cases("closings"))
def test_closing(given: str, wanted: str) -> None:
    assert _shown(read_closing(given)) == wanted


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        ("新华社滨江/江北1月25日电", ("滨江", "江北")),
        ("新华社滨江、江北1月25日电", ("滨江", "江北")),
        ("新华社滨江1月25日电", ("滨江",)),
        ("新华社1月25日电", ()),
    ],
)
def test_every_place_is_listed(printed: str, places: tuple[str, ...]) -> None:
    found = read_opening(printed + "大桥合龙。")
    assert found is not None
    assert found.dateline.places == places


def test_where_it_stands_is_told() -> None:
    opening, closing = read_opening("新华社滨江1月25日电"), read_closing("(新华社滨江1月25日电)")
    assert opening is not None
    assert closing is not None
    assert (opening.dateline.at, closing.dateline.at) == ("start", "end")


def test_names_that_have_no_one_good_split_stay_whole_and_are_said() -> None:
    article = read_bulletin("# 大桥合龙\n\n新华社滨江1月25日电(记者李明方程浩)大桥合龙。").articles[0]
    assert [person.name for person in article.people] == ["李明方程浩"]
    assert [(problem.code, problem.line) for problem in article.problems] == [("names-unsplit", 3)]
