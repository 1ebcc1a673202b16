"""Words that feedpub writes into pages and feeds: in each language, and nowhere but in data."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jinja2 import Environment

from feedpub.data import load
from feedpub.data.words import LANGUAGES, language_of

_TEMPLATES = Path(__file__).parents[2] / "feedpub" / "writing" / "templates"
_FILES = ("feeds", "pages")  # `readers` has other programs in each language
_READ = re.compile(r"\s(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"")  # attributes that people read
_MARKUP = re.compile(r"<[^>]*>|\s[\w-]+=\"[^\"]*\"")


@pytest.mark.parametrize(
    ("tag", "table"),
    [
        *((tag, "zh") for tag in ("zh", "zh-CN", "zh-SG", "zh-Hans", "ZH-hans-HK", "zh-cmn-Hans-CN")),
        *((tag, "zh-Hant") for tag in ("zh-Hant", "zh-TW", "zh-hk", "zh-MO", "zh-Hant-CN", "zh-yue-HK")),
        *((tag, "en") for tag in ("en", "en-GB", "EN-us", "fr", "ja", "de-Hant", "x-zh")),
    ],
)
def test_the_language_of_a_paper_chooses_the_words(tag: str, table: str) -> None:
    assert language_of(tag) == table


@pytest.mark.parametrize("name", _FILES)
def test_every_language_has_every_word(name: str) -> None:
    tables = load(name)
    assert tuple(tables) == LANGUAGES
    chinese = {key: _shape(value) for key, value in tables["zh"].items()}
    for language, table in tables.items():
        assert {key: _shape(value) for key, value in table.items()} == chinese, language


@pytest.mark.parametrize("name", _FILES)
def test_each_language_is_written_in_its_own_characters(name: str) -> None:
    for language, characters in (("zh", "gb2312"), ("zh-Hant", "big5"), ("en", "ascii")):
        for text in _texts(load(name)[language]):
            "".join(filter(str.isalpha, text)).encode(characters)


@pytest.mark.parametrize("template", sorted(_TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_templates_have_no_words_of_their_own(template: Path) -> None:
    tokens = list(Environment(autoescape=True).lex(template.read_text("utf-8")))
    plain = "".join(text for _, kind, text in tokens if kind == "data")
    read = [*_READ.findall(plain), _MARKUP.sub("", plain)]
    assert not re.search(r"\w", "".join(read)), read
    literals = "".join(text for _, kind, text in tokens if kind == "string")
    assert literals.isascii() or not re.search(r"[\u3000-\u9fff]", literals)


def test_every_word_of_pages_is_used() -> None:
    sources = [*_TEMPLATES.glob("*.html"), *_TEMPLATES.glob("*.css"), _TEMPLATES.parent / "pages.py"]
    named = set(re.findall(r"\w+", "".join(path.read_text("utf-8") for path in sources)))
    assert set(load("pages")["en"]) <= named


def _shape(value: Any) -> Any:
    """What the code relies on: the values that a text takes, or how many texts there are."""
    if isinstance(value, dict):  # forms for one and for more; for one, the count may be said otherwise
        if set(value) != {"one", "other"}:
            return {key: _names(text) for key, text in value.items()}
        assert _names(value["one"]) | {"count"} == _names(value["other"])
        return _names(value["other"])
    if isinstance(value, list):
        return len(value), set().union(*map(_names, value))
    return _names(value)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for one in (value.values() if isinstance(value, dict) else value) for text in _texts(one)]
