"""Define the objects and keys of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Other keys are allowed: the specification has extensions, and asks readers to ignore what they do not know. Imported
only where a JSON feed is checked.
"""

from pydantic import BaseModel, ConfigDict

__all__ = ["Attachment", "Author", "Item", "JsonFeed"]


class _Object(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow", frozen=True)


class Author(_Object):
    name: str | None = None
    url: str | None = None
    avatar: str | None = None


class Attachment(_Object):
    url: str
    mime_type: str
    title: str | None = None
    size_in_bytes: int | None = None
    duration_in_seconds: float | None = None


class Item(_Object):
    id: str
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    image: str | None = None
    banner_image: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    attachments: tuple[Attachment, ...] = ()


class Hub(_Object):
    type: str
    url: str


class JsonFeed(_Object):
    version: str
    title: str
    home_page_url: str | None = None
    feed_url: str | None = None
    description: str | None = None
    user_comment: str | None = None
    next_url: str | None = None
    icon: str | None = None
    favicon: str | None = None
    authors: tuple[Author, ...] = ()
    language: str | None = None
    expired: bool | None = None
    hubs: tuple[Hub, ...] = ()
    items: tuple[Item, ...]
