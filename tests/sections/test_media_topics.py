"""The section of a news item by its agency's topics."""

import pytest

from feedpub.data import load
from feedpub.model import Config, FrontMatter
from feedpub.reading.bulletin import read_bytes
from feedpub.sections.catalogue import default_sections
from feedpub.sections.classify import Classifier
from feedpub.sections.media_topics import section_of_topics
from tests import wires


@pytest.mark.parametrize(
    ("codes", "section"),
    [
        ((), None),
        (("15000000",), "sports"),
        (("20000822", "15000000"), "sports"),
        (("11000000", "20000638"), "world"),  # politics, international relations
        (("11000000",), None),
        (("16000000", "20000599"), "military"),  # conflict, armed forces
        (("04011000",), "economy"),  # a Subject Code
        (("15054000", "04000000"), "sports"),
        (("20009999",), None),
        (("20009999", "13000000"), "science"),
        (("99000000",), None),
    ],
)
def test_the_narrowest_topic_that_has_a_section_counts(codes: tuple[str, ...], section: str | None) -> None:
    found = section_of_topics(codes)
    assert (found[0] if found else None) == section


def test_every_topic_of_the_table_has_eight_digits_and_a_section_of_ours() -> None:
    table = load("media_topics")
    slugs = {section.slug for section in default_sections()}
    for level, digit in (("first", "01"), ("narrower", "2")):
        assert {code for code in table[level] if len(code) != 8 or code[0] not in digit} == set()
        assert set(table[level].values()) <= slugs


def _filed(config: Config | None = None, **changes: object) -> str:
    [article] = read_bytes(wires.ninjs1(**changes), name="a.json").articles
    return Classifier(config or Config()).classify(article, FrontMatter(), "news/a.json").slug


def test_topics_count_before_words_and_after_a_place_abroad_which_sport_beats() -> None:
    assert _filed(topics=("13000000",)) == "science"
    assert _filed(topics=("13000000",), located="万象") == "world"
    assert _filed(topics=("20000822",), located="万象") == "sports"
