"""Find prose that ends in no article, whatever it was put aside as: the bulletin was not read whole."""

from collections.abc import Iterable

from feedpub.messages import message, plural
from feedpub.model import Discard, Problem
from feedpub.patterns import regex
from feedpub.reading.reasons import in_words

__all__ = ["is_prose", "lost_text"]

# Put aside by their place, so that text may be among them; notices, footers and the like are known by their words.
_BY_PLACE = frozenset(
    ("masthead", "under no headline", "table of figures", "page head", "section title", "running head", "page number")
)
_SHORTEST, _SHORTEST_LATIN = 18, 50  # letters of a sentence
_SENTENCE = regex(r"[。！？；]|[a-z]{2}[.!?](?:\s|[”\"')]|\Z)")
_HAN = regex("[\u4e00-\u9fff]")
_SHOWN = 24


def is_prose(text: str) -> bool:
    """Whether a line is a sentence, not furniture."""
    if not _SENTENCE.search(text):
        return False
    letters = sum(map(str.isalnum, text))
    return letters >= (_SHORTEST if _HAN.search(text) else _SHORTEST_LATIN)


def lost_text(discards: Iterable[Discard]) -> tuple[Problem, ...]:
    """The error for prose that belongs to no article, at its first line; empty if there is none."""
    lost = [row for row in discards if row.reason in _BY_PLACE and not row.part and is_prose(row.text)]
    if not lost:
        return ()
    first, more = lost[0], len(lost) - 1
    words = message("“{words}…”", words=first.text[:_SHOWN])
    if more:
        words = plural("{words} and {n} more line", "{words} and {n} more lines", more, words=words)
    told = message(
        "the bulletin was not read whole, this is in no article: {words} ({reason}); begin each headline with `# `, or "
        "look at it with feedpub inspect",
        words=words,
        reason=in_words(first.reason),
    )
    return (Problem(line=first.line, level="error", code="text-lost", message=told),)
