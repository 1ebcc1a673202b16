"""The ids of entries and feeds, and the addresses of pages (RFC 4287, section 4.2.6; RFC 9562)."""

import unicodedata
import uuid
from collections.abc import Iterable

from feedpub.entries.text import first_sentence
from feedpub.model import Article, Config, Dated
from feedpub.paths import article_path

__all__ = [
    "COLUMN_SCHEME",
    "NAMESPACE",
    "SECTION_SCHEME",
    "entry_id",
    "entry_key",
    "feed_id",
    "id_fields",
    "key_of",
    "page_address",
    "short_id",
]

# Ours alone (RFC 9562, section 6.6), made once; every id ever published depends on it.
NAMESPACE = uuid.UUID("6f2d7c1e-58a4-4c0b-9f3e-2b1d0a9c7e55")
SECTION_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'section')}"
COLUMN_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'column')}"
_UNIT = "\x1f"  # U+001F, information separator one: no text holds it, XML forbids it


def id_fields(publication: str, article: Article, dated: Dated) -> tuple[str, ...]:
    """What an id is made of: publication, day, headline and place; a caption's first sentence for its headline.

    Never body, section, position, file name or base URL, for those are corrected, or move.
    """
    headline = article.headline or first_sentence(next(iter(article.paragraphs), ""))
    place = article.dateline.place if article.dateline else None
    return _bare(publication), dated.printed, _bare(headline), _bare(place or "")


def entry_key(fields: Iterable[str], ordinal: int = 1) -> bytes:
    """The 16 bytes of the version 5 UUID (RFC 9562, section 5.5) of the fields; from the second on, of its ordinal."""
    name = _UNIT.join((*fields, str(ordinal)) if ordinal > 1 else fields)
    return uuid.uuid5(NAMESPACE, name).bytes


def entry_id(key: bytes) -> str:
    """An entry's id as feeds have it: `urn:uuid:` and the UUID."""
    return f"urn:uuid:{uuid.UUID(bytes=key)}"


def key_of(identity: str) -> bytes:
    """The 16 bytes of an id as feeds have it.

    Raises:
        ValueError: it is no id of ours.
    """
    return uuid.UUID(identity.removeprefix("urn:uuid:")).bytes


def feed_id(publication: str, slug: str) -> str:
    """A feed's own id, of publication and section."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, _UNIT.join(('feed', _bare(publication), slug)))}"


def short_id(identity: str) -> str:
    """The part of an id that names its page: 64 of its bits."""
    return identity.removeprefix("urn:uuid:").replace("-", "")[:16]


def page_address(identity: str, config: Config) -> str | None:
    """Where the page of an entry will be found; None without pages."""
    return config.base_url + article_path(short_id(identity)) if config.pages else None


def _bare(text: str) -> str:
    return "".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
