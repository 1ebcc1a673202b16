"""What an editor should check, with its place in the bulletin."""

from dataclasses import dataclass
from typing import Literal

from feedpub.errors import RefusedError, UnreadableError
from feedpub.messages import message

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something an editor should check.

    Attributes:
        line: the 1-based line of the bulletin, or None if it concerns the whole file.
        level: `error` if something could not be read completely, else `warning`.
        code: a stable word for scripts; codes about the day begin with `date-`.
        message: what was found and what was done about it.
    """

    line: int | None
    level: Literal["error", "warning"]
    code: str
    message: str

    @classmethod
    def of(cls, error: UnreadableError) -> "Problem":
        """The problem of a bulletin that can't be read."""
        return cls(line=error.line, level="error", code=error.code, message=error.message)

    @classmethod
    def refused(cls, error: RefusedError) -> "Problem":
        """The problem, in a trial run, that a build would be refused."""
        return cls(
            line=None,
            level="error",
            code="refused",
            message=message("a build would stop: {error}", error=error.message),
        )
