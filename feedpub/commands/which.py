"""Find the entry that somebody means: by its id, by the beginning of one, or by words of its headline."""

import sys
from collections.abc import Mapping, Sequence

import typer

from feedpub.commands.console import say, show_table
from feedpub.entries.ids import short_id
from feedpub.errors import UsageError
from feedpub.messages import joined, message, plural, translated
from feedpub.patterns import regex

__all__ = ["contains_words", "may_be_meant", "which"]

_BEGINNING = regex("[0-9a-f]{4,32}")
_TOO_SHORT = regex("[0-9a-f]{1,3}")
_SHOWN = 20  # entries to choose from
_PAGE = regex(r"(?:.*/)?([0-9a-f]{16})\.html")  # the address of an article's page


def which(given: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """The ids of the entries that are meant, each once.

    An id is meant whole, by the name or address of its page, or by a beginning of four or more figures that no other
    entry has, as git takes a commit. What is none of these is words of a headline, all together; at a terminal the
    person chooses among the entries that have them.

    Args:
        given: ids, or words.
        titles: the headline of every entry that may be meant, by its id.

    Raises:
        UsageError: an entry is not found, or several are meant and nobody can choose.
    """
    found = {text: _by_id(text, titles) for text in given}
    worded = [identity for identity, title in titles.items() if contains_words(title, given)]
    if all(len(ids) == 1 for ids in found.values()):
        meant = list(dict.fromkeys(ids[0] for ids in found.values()))
        if set(worded) <= set(meant) or not any(map(_is_short, given)):  # 2026 begins an id, and is in a headline
            return meant
    if any(found.values()) and len(given) > 1:  # ids, not words
        worded = []
    if wrong := next((text for text, ids in found.items() if len(ids) != 1 and not worded), None):
        raise UsageError(_not_one(wrong, found[wrong]))
    meant = list(dict.fromkeys([*(identity for ids in found.values() for identity in ids), *worded]))
    return [_chosen(meant, given, titles)]


def may_be_meant(given: Sequence[str], identity: str, title: str) -> bool:
    """Whether an entry may be one that `which` returns: `which` needs no others."""
    return contains_words(title, given) or any(_by_id(text, {identity: title}) for text in given)


def contains_words(title: str, words: Sequence[str]) -> bool:
    """Whether a headline contains all of some words; capital and small letters are the same."""
    return all(word.casefold() in title.casefold() for word in words)


def _by_id(text: str, titles: Mapping[str, str]) -> list[str]:
    if text in titles:
        return [text]
    page = _PAGE.fullmatch(text)
    bare = page[1] if page else text.lower().removeprefix("urn:uuid:").replace("-", "")
    if not _BEGINNING.fullmatch(bare):
        return []
    return [identity for identity in titles if identity.removeprefix("urn:uuid:").replace("-", "").startswith(bare)]


def _is_short(text: str) -> bool:
    return len(text) < 16


def _chosen(meant: Sequence[str], given: Sequence[str], titles: Mapping[str, str]) -> str:
    words = " ".join(given)
    if len(meant) > _SHOWN:
        raise UsageError(
            plural(
                "{words}: {n} entry is meant by this; give more words, or its id",
                "{words}: {n} entries are meant by this; give more words, or an id",
                len(meant),
                words=words,
            )
        )
    if not _is_terminal():
        listed = [message("  {id}  {title}", id=short_id(identity), title=titles[identity]) for identity in meant]
        head = message("{words}: give the id of the entry that is meant:", words=words)
        raise UsageError(joined("\n", [head, *listed]))
    show_table([(f"{number}", titles[identity], short_id(identity)) for number, identity in enumerate(meant, 1)])
    while True:
        answer = typer.prompt(_asked(len(meant)), default="", show_default=False, err=True).strip()
        if not answer:
            raise UsageError(message("nothing was chosen; nothing was changed"))
        if answer.isdecimal() and 1 <= int(answer) <= len(meant):
            return meant[int(answer) - 1]
        say(message("{answer}: not a number of the list", answer=answer), err=True)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(most: int) -> str:
    if most == 1:
        return translated(message("Is it this one? 1, or Enter for none"))
    return translated(message("Which one? 1 to {most}, or Enter for none", most=most))


def _not_one(text: str, several: Sequence[str]) -> str:
    if several:
        shown = joined(", ", [short_id(identity) for identity in several[:_SHOWN]])
        return message("{text}: several ids begin so: {ids}; give more of it", text=text, ids=shown)
    if _TOO_SHORT.fullmatch(text.lower()):
        return message(
            "{text}: of an id, give at least its first four characters; `feedpub list` shows them", text=text
        )
    return message(
        "{text}: no entry has this id, or these words in its headline; `feedpub list WORDS` finds entries", text=text
    )
