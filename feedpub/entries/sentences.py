"""Split plain text into sentences."""

import re

__all__ = ["SENTENCES", "first_sentence"]

SENTENCES = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$")


def first_sentence(text: str) -> str:
    found = SENTENCES.match(text)
    return (found[0] if found else text).strip()
