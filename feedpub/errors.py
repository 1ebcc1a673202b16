"""Everything feedpub raises on purpose.

FeedpubError
├── UsageError           wrong use or configuration; nothing was touched (exit status 2)
│   └── ConfigError      the configuration file says something it cannot mean
├── RefusedError         refused or unable; what is published stands (exit status 3)
├── UnreadableError      one bulletin could not be read; the others go on
│   └── UndecodableError its bytes are in no encoding we know
└── PictureError         one picture can't be shown; its article is published without it
"""

__all__ = [
    "ConfigError",
    "FeedpubError",
    "PictureError",
    "RefusedError",
    "UndecodableError",
    "UnreadableError",
    "UsageError",
]


class FeedpubError(Exception):
    """The root of the tree; its text is written for the person who runs feedpub."""


class UsageError(FeedpubError):
    """Wrong use: the message says what was found and what to do next."""


class ConfigError(UsageError):
    """The configuration names an unknown key or gives a key a value it cannot have."""


class RefusedError(FeedpubError):
    """The output cannot be written, or writing it would do harm."""


class UnreadableError(FeedpubError):
    """A bulletin that cannot be read: vanished, forbidden, or no file at all.

    Attributes:
        line: where it stops being text, or None.
    """

    code = "unreadable"

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class UndecodableError(UnreadableError):
    """A bulletin whose bytes make sense in no encoding we know."""

    code = "undecodable"


class PictureError(FeedpubError):
    """A picture that a bulletin names, and that can't be shown.

    Attributes:
        code: of the problem it is: `picture-missing`, `picture-broken` or `picture-outside`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
