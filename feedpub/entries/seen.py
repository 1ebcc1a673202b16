"""What a reader sees of an entry, to distinguish a change of content from one of markup or white space."""

from hashlib import blake2b

from feedpub.model import Entry
from feedpub.patterns import regex

__all__ = ["seen_hash", "seen_of", "seen_text"]

_TAG = regex(r"<[^<>]*>")
_PICTURE = regex(r'<img src="[^"]*/(p/[^"/]+)"[^<>]*>')


def seen_of(entry: Entry) -> str:
    """What a reader sees of an entry: headline, author and content, without markup and white space."""
    return seen_text(entry.title, entry.author, entry.html)


def seen_text(title: str, author: str, html: str) -> str:
    """The same of its parts. A picture counts as its file's name, wherever the site is."""
    words = _TAG.sub("", _PICTURE.sub(r"\1", html) if "<img" in html else html)
    return "".join(f"{title}{author}{words}".split())


def seen_hash(text: str) -> bytes:
    """The 16 bytes (BLAKE2b) that the archive keeps of what a reader sees."""
    return blake2b(text.encode(), digest_size=16).digest()
