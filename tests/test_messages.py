"""Messages: English where they arise, another language where they are printed, the same after storing."""

import copy
import json
import pickle

import pytest

from feedpub import messages
from feedpub.errors import UsageError
from feedpub.messages import Message, joined, language_of, message, plural, restored, stored, translated

_CHINESE = {
    "{path}: there is no such folder": "{path}：没有这个文件夹",
    "{what} was left out": "已略去{what}",
    "; ": "；",
}


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three messages, and of pages."""
    monkeypatch.setattr(messages, "_gettext", lambda text: _CHINESE.get(text, text))
    monkeypatch.setattr(messages, "_ngettext", lambda one, many, n: "{n} 个网页" if one == "{n} page" else one)


def test_a_message_is_its_english_text() -> None:
    said = message("{path}: there is no such folder", path="news")
    assert said == "news: there is no such folder"
    assert json.dumps({"message": said}) == '{"message": "news: there is no such folder"}'


@pytest.mark.usefixtures("chinese")
def test_a_message_is_translated_with_the_messages_in_it() -> None:
    inner = plural("{n} page", "{n} pages", 2)
    assert translated(message("{path}: there is no such folder", path="news")) == "news：没有这个文件夹"
    assert translated(message("{what} was left out", what=inner)) == "已略去2 个网页"
    assert translated(joined("; ", [inner, "新闻"])) == "2 个网页；新闻"
    assert translated("{path}: there is no such folder") == "{path}: there is no such folder", "not a message"


def test_braces_in_values_stay() -> None:
    assert translated(message("{what} was left out", what="{x}")) == "{x} was left out"


@pytest.mark.parametrize(("n", "english"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages")])
def test_numbers(n: int, english: str) -> None:
    assert plural("{n} page", "{n} pages", n) == english


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)),
                                   lambda one: restored(json.loads(json.dumps(stored(one))))])  # fmt: skip
def test_a_message_survives_copying_processes_and_the_archive(again: "object") -> None:
    said = joined("; ", [message("{what} was left out", what=plural("{n} page", "{n} pages", 3)), "新闻"])
    assert callable(again)
    got = again(said)
    assert got == said
    assert translated(got) == translated(said) == "已略去3 个网页；新闻"


def test_an_error_keeps_its_message() -> None:
    error = UsageError(message("{path}: there is no such folder", path="news"))
    assert isinstance(error.message, Message)
    assert str(error) == "news: there is no such folder"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "zh"}, "en"),
    ],
)
def test_the_language_of_the_environment(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language
