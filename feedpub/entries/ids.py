"""Make the ids of entries and feeds, and the addresses of pages (RFC 4287, section 4.2.6; RFC 9562)."""

import unicodedata
import uuid
from collections.abc import Iterable

from feedpub.entries.sentences import first_sentence
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
    "item_fields",
    "key_of",
    "page_address",
    "short_id",
    "short_key",
]

# feedpub's own namespace (RFC 9562, section 6.6); it never changes, since every published id depends on it.
NAMESPACE = uuid.UUID("6f2d7c1e-58a4-4c0b-9f3e-2b1d0a9c7e55")
SECTION_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'section')}"
COLUMN_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'column')}"
_GUID = "guid"  # stands where the ids of other articles have a day
_UNIT = "\x1f"  # U+001F, information separator one: never in a text, since XML forbids it


def id_fields(publication: str, article: Article, dated: Dated) -> tuple[str, ...]:
    """The fields an id is made of: publication, day, headline (or the first sentence of a caption) and place.

    Never body, section, position, file name or base URL, because these can be corrected or moved. An item of a wire
    says itself what identifies it in all its versions (`guid`): then the id is made of publication and guid alone.
    """
    if article.item and article.item.guid:
        return item_fields(publication, article.item.guid)
    headline = article.headline or first_sentence(next(iter(article.paragraphs), ""))
    place = article.dateline.place if article.dateline else None
    return _bare(publication), dated.printed, _bare(headline), _bare(place or "")


def item_fields(publication: str, guid: str) -> tuple[str, ...]:
    """The fields that the id of an item of a wire is made of, in all its versions."""
    return _bare(publication), _GUID, _bare(guid)


def entry_key(fields: Iterable[str], ordinal: int = 1) -> bytes:
    """The 16 bytes of the version 5 UUID (RFC 9562, section 5.5) of the fields, and of the ordinal from 2 on."""
    name = _UNIT.join((*fields, str(ordinal)) if ordinal > 1 else fields)
    return uuid.uuid5(NAMESPACE, name).bytes


def entry_id(key: bytes) -> str:
    """An entry's id as published in feeds: `urn:uuid:` and the UUID."""
    text = key.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def key_of(identity: str) -> bytes:
    """The 16 bytes of an id as published in feeds.

    Raises:
        ValueError: it is not a `urn:uuid:` id.
    """
    return uuid.UUID(identity.removeprefix("urn:uuid:")).bytes


def feed_id(publication: str, slug: str) -> str:
    """A feed's own id, made from publication and section."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, _UNIT.join(('feed', _bare(publication), slug)))}"


def short_id(identity: str) -> str:
    """The part of an id that names its page: its first 64 bits."""
    return identity.removeprefix("urn:uuid:").replace("-", "")[:16]


def short_key(key: bytes) -> str:
    """The same of an id's 16 bytes."""
    return key[:8].hex()


def page_address(identity: str, config: Config) -> str | None:
    """The address of an entry's page; None if pages are switched off."""
    return config.base_url + article_path(short_id(identity)) if config.pages else None


def _bare(text: str) -> str:
    return "".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
