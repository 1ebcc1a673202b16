"""The types of corrections: what a published article was and is, and what is said of it."""

from datetime import datetime
from typing import Literal, NamedTuple

from feedpub.model.states import Corrected

__all__ = ["ALTERED", "Alteration", "Altered", "Correction", "PageCorrection"]

Altered = Literal["headline", "new_headline", "author", "words", "sentence", "added", "removed", "many", "pictures"]
ALTERED: tuple[Altered, ...] = (
    "headline", "new_headline", "author", "words", "sentence", "added", "removed", "many", "pictures",
)  # fmt: skip


class Alteration(NamedTuple):
    """One thing that a correction changed.

    Attributes:
        what: words of the headline, or all of it; the author; words of the text, or a sentence; a sentence that was
            added, or removed; many places in the text; pictures.
        before, after: the words as they were, and as they are; empty where `what` has none.
    """

    what: Altered
    before: str = ""
    after: str = ""


class Correction(NamedTuple):
    """A correction of a published article, its withdrawal, or that it is published again.

    Attributes:
        id: of the entry that tells of it: 16 bytes.
        of: the id of the article's entry: 16 bytes.
        kind: which of the three.
        moment: when, in UTC.
        title: the title that the entry had from then on.
        alterations: what a correction changed; empty for the others.
    """

    id: bytes
    of: bytes
    kind: Corrected
    moment: datetime
    title: str
    alterations: tuple[Alteration, ...] = ()


class PageCorrection(NamedTuple):
    """What is told of a correction on the page of its article.

    Attributes:
        anchor: the name of the place on the page.
        moment: when it was corrected, in the paper's zone.
        text: what was changed, in words.
    """

    anchor: str
    moment: datetime
    text: str
