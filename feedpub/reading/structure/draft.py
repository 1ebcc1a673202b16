"""An article while its lines are being identified."""

from dataclasses import dataclass, field
from datetime import date

from feedpub.messages import message
from feedpub.model import Dateline, Discard, Paragraph, Person, Problem
from feedpub.reading.structure.pictures import Piece

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """The remaining lines of an article, and what was taken from them so far; the fields are those of `Article`."""

    pieces: list[Piece]
    byline: str | None = None
    people: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    dateline: Dateline | None = None
    others: list[Dateline] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    signed: date | None = None
    source: str | None = None
    tag: str | None = None
    decks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)

    def text_of(self, place: int) -> str | None:
        """The text of a piece that is a paragraph; None for any other piece, and if the place does not exist."""
        try:
            piece = self.pieces[place]
        except IndexError:
            return None
        return piece.text if isinstance(piece, Paragraph) else None

    def discard(self, line: int, reason: str, text: str, *, part: bool = False) -> None:
        """Put aside what is not text of the article."""
        self.discards.append(Discard(line=line, reason=reason, text=text, part=part))

    def report_unsplit_names(self, line: int, doubtful: bool) -> None:
        """Add a warning if a doubtful run of names was left unsplit."""
        if doubtful:
            told = message("a run of names can be split in several ways and was kept whole")
            self.problems.append(Problem(line=line, level="warning", code="names-unsplit", message=told))
