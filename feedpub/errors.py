"""The errors feedpub raises on purpose.

FeedpubError
├── UsageError           wrong use or configuration; nothing was changed (exit status 2)
│   └── ConfigError      the configuration file has a wrong key or value
├── RefusedError         refused or unable; the published files are unchanged (exit status 3)
├── UnreadableError      one bulletin could not be read; the others are processed
│   ├── UndecodableError its encoding is not supported
│   └── TooLargeError    it is larger than `largest_bulletin` allows
└── PictureError         one picture can't be shown; its article is published without it
"""

__all__ = [
    "ConfigError",
    "FeedpubError",
    "PictureError",
    "RefusedError",
    "TooLargeError",
    "UndecodableError",
    "UnreadableError",
    "UsageError",
]


class FeedpubError(Exception):
    """The base class; the message is for the person who runs feedpub."""

    @property
    def message(self) -> str:
        """What was raised: a `messages.Message`, which can be translated, while `str(error)` is English."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class UsageError(FeedpubError):
    """Wrong use or configuration; the message says what was found and what to do next."""


class ConfigError(UsageError):
    """The configuration names an unknown key or gives a key a value it cannot have."""


class RefusedError(FeedpubError):
    """The output cannot be written, or writing it would do damage."""


class UnreadableError(FeedpubError):
    """A bulletin cannot be read: it is missing, forbidden, or not a file.

    Attributes:
        line: the line where it stops being text, or None.
    """

    code = "unreadable"

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class UndecodableError(UnreadableError):
    """A bulletin's bytes are not plausible text in any supported encoding."""

    code = "undecodable"


class TooLargeError(UnreadableError):
    """A bulletin is larger than the configuration allows; it was not read."""

    code = "too-large"


class PictureError(FeedpubError):
    """A picture that a bulletin names can't be shown.

    Attributes:
        code: the code of the problem: `picture-missing`, `picture-broken` or `picture-outside`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
