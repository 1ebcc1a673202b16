"""The form of a bulletin: which mark begins an article, and what an operator says of the bulletins of one source."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["EACH", "Form", "Items", "Source"]

Items: TypeAlias = Literal["entries", "one"]

EACH = "each"  # headings of one level are judged one by one, by what stands around them


class Form(NamedTuple):
    """The form of one bulletin, as found or as its source's table says.

    Attributes:
        headline: the mark that begins an article: `#` to `######`, `bold`, `number` (1. or 1、), `bullet` (•, >>),
            `rule` (a line of hyphens or the like is above each), `bracket` (【headline】 opens the paragraph), `line`
            (a short line without any mark), `one` (the whole file is one article), or `each` (`EACH`).
        section: the mark of the lines that name sections, or None.
        title: where the headline of `one` is: `front matter`, `first line` or `file name`; None for other forms.
        items: `one` for a digest, whose items stay in one article.
        why: the evidence, in words; empty for a form that is stated.
        rival: another form that is as likely, or None.
    """

    headline: str
    section: str | None = None
    title: str | None = None
    items: Items = "entries"
    why: str = ""
    rival: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table of `[[sources]]`: what the operator says of bulletins whose path matches. None: found for each bulletin.

    Attributes:
        match: a pattern of paths, from any folder on: `campus/**`, `wire-*.txt`; see `ingest.stated`.
        headline: see `Form.headline`.
        section: see `Form.section`.
        title: see `Form.title`.
        date: a pattern that states the issue date, such as `{year}/{month}/{day}`; see `reading.phrases.date_patterns`.
        items: see `Form.items`.
        ignore: patterns of lines that are put aside.
        publication: the publication of the source's entries.
        agency: the agency of articles that name none.
    """

    match: str
    headline: str | None = None
    section: str | None = None
    title: str | None = None
    date: str | None = None
    items: Items | None = None
    ignore: tuple[str, ...] = ()
    publication: str | None = None
    agency: str | None = None
