"""Regular expressions that are compiled when they are first used: most bulletins need few of the hundreds there are."""

import re
from typing import Any, cast

__all__ = ["regex"]


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but compiled by its first use; so a mistake in it shows only then."""
    return cast("re.Pattern[str]", _Regex(pattern, flags))


class _Regex:
    def __init__(self, pattern: str, flags: int) -> None:
        self._made = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the pattern, kept here from its first use on."""
        found = getattr(re.compile(*self._made), name)
        setattr(self, name, found)
        return found
