"""What the operator's settings add to the style sheet of pages, so that nobody needs a copy of all of it."""

from feedpub.config import read_settings
from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model import Config

__all__ = ["added_style"]

# Not in print, which is black.
_ACCENT = """
@media screen {{ :root {{ --accent: {light}; --on-accent: #fff; }} }}
@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --on-accent: {on_dark}; }} }}
"""


def added_style(config: Config) -> bytes:
    """The rules of the key `accent`, then those of the file `extra_css`.

    Raises:
        ConfigError: the file cannot be read, or is not in UTF-8.
    """
    added = _ACCENT.format_map(config.accent._asdict()).encode() if config.accent else b""
    if config.extra_css is None:
        return added
    data = read_settings(config.extra_css).removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise ConfigError(message("{path}: cannot be used: it is not in UTF-8", path=config.extra_css)) from error
    return added + b"\n" + data
