"""Split plain text into sentences."""

from feedpub.patterns import regex

__all__ = ["SENTENCES", "first_sentence"]

SENTENCES = regex(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$")


def first_sentence(text: str) -> str:
    found = SENTENCES.match(text)
    return (found[0] if found else text).strip()
