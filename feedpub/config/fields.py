"""The kinds of values that the tables of `feedpub.toml` share, for pydantic."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

__all__ = ["STRICT", "Text", "Word"]


def _one_line(text: str) -> str:
    if any(char < " " or char in "\x7f\ufffe\uffff" for char in text):
        raise ValueError("must be one line of text, without control characters")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
Word = Annotated[str, Field(min_length=2), AfterValidator(_one_line)]  # a single character occurs in too many words
STRICT = ConfigDict(extra="forbid", strict=True)
