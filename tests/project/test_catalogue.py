"""The catalogues of messages are complete, and say what the English says."""

import re
from string import Formatter

import pytest

from scripts import catalogue

LANGUAGES = sorted(path.name for path in catalogue.LOCALE.iterdir())


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_nothing_else(language: str) -> None:
    known, wanted = catalogue.translations(catalogue.kept(language)), catalogue.texts()
    assert not wanted - known.keys(), "run `python -m scripts.catalogue --left`, and translate what it prints"
    assert not known.keys() - wanted, "run `python -m scripts.catalogue`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_names_in_braces(language: str) -> None:
    for text, forms in catalogue.translations(catalogue.kept(language)).items():
        assert {frozenset(_names(form)) for form in forms} == {
            frozenset(_names(text if isinstance(text, str) else text[1]))
        }, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_programs_read_is_what_is_kept(language: str) -> None:
    file = catalogue.kept(language)
    made = catalogue.compiled(language, catalogue.translations(file))
    assert file.with_suffix(".mo").read_bytes() == made, "run `python -m scripts.catalogue`"


def test_chinese_has_full_width_punctuation_behind_chinese() -> None:
    for forms in catalogue.translations(catalogue.kept("zh")).values():
        for form in forms:
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]", form), form
