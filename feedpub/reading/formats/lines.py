"""Write the text of a source line by line, with the origin and the role of each."""

from feedpub.model import Discard, Problem
from feedpub.reading.source_text import Role, SourceText

__all__ = ["TextLines"]

_ESCAPED = str.maketrans({"\r": " ", "\n": " ", "\v": " ", "\f": " ", "\x85": " ", "\u2028": " ", "\u2029": " "})


class TextLines:
    """The lines of a source's text while they are written. A blank line stands between two of them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._origins: list[str] = []
        self._roles: dict[int, Role] = {}
        self._discards: list[Discard] = []
        self._problems: list[Problem] = []
        self._pictures: dict[str, bytes] = {}
        self._facts: list[tuple[str, str, str]] = []

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def fact(self, key: str, value: str, origin: str) -> None:
        """State a fact of the whole file, in its front matter: `date`, `section`, `publication`. Call it first.

        Raises:
            RuntimeError: there are lines of text already.
        """
        if self._lines:
            raise RuntimeError("front matter is above the text: state every fact before the first line")
        self._facts.append((key, value, origin))

    def add(self, text: str, origin: str, role: Role | None = None) -> int:
        """Add a line, and return its number. A headline gets its mark (`# `).

        Args:
            text: one line in feedpub's own marks; line breaks within it become blanks.
            origin: where it comes from, in an editor's words.
            role: what the file says it is, or None.
        """
        self._head()
        line = text.translate(_ESCAPED).strip()
        if role == "headline":
            line = f"# {line}"
        if self._lines and not (self._rows(line) and self._rows(self._lines[-1])):
            self._lines.append("")
            self._origins.append(self._origins[-1])
        self._lines.append(line)
        self._origins.append(origin)
        if role is not None:
            self._roles[len(self._lines)] = role
        return len(self._lines)

    def picture(self, file: str, caption: str, origin: str, data: bytes | None = None) -> int:
        """Add a picture, and return the number of its line.

        Args:
            file: its name; a path from the bulletin's folder, unless the source holds it.
            caption: with its credit; may be empty.
            origin: where it comes from.
            data: its bytes, if the source itself holds it.
        """
        if data is not None:
            self._pictures[file] = data
        words = " ".join(caption.replace("](<", "] (").split())
        return self.add(f"![{words}](<{file}>)", origin)

    def discard(self, reason: str, text: str) -> None:
        """Report what of the source is not in the text, near the line that was added last."""
        if text.strip():
            self._discards.append(Discard(max(1, len(self._lines)), reason, text, outside=True))

    def problem(self, problem: Problem) -> None:
        """Report a problem."""
        self._problems.append(problem)

    def done(self) -> SourceText:
        """The text."""
        self._head()
        return SourceText(
            text="".join(f"{line}\n" for line in self._lines),
            origins=tuple(self._origins),
            pictures=self._pictures,
            discards=tuple(self._discards),
            problems=tuple(self._problems),
            roles=self._roles,
        )

    @staticmethod
    def _rows(line: str) -> bool:
        """Whether a line is the row of a table, so that no blank line parts it from the next."""
        return len(line) > 1 and line[0] == line[-1] == "|"

    def _head(self) -> None:
        """Write the front matter above the first line."""
        if not self._facts:
            return
        facts, self._facts = self._facts, []
        self._lines += ["---", *(f"{key}: {_quoted(value)}" for key, value, _ in facts), "---"]
        self._origins += ["front matter", *(origin for _, _, origin in facts), "front matter"]


def _quoted(value: str) -> str:
    """A value in YAML's single quotes (YAML 1.2, section 7.3.2): nothing in it has a meaning."""
    return "'" + " ".join(value.translate(_ESCAPED).split()).replace("'", "''") + "'"
