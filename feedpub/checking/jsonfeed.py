"""Check a JSON Feed (https://www.jsonfeed.org/version/1.1/): its objects and keys, then their values."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from feedpub.checking.dates import rfc3339
from feedpub.checking.feed import Finding
from feedpub.checking.language import is_language_tag
from feedpub.checking.links import is_http
from feedpub.checking.markup import complaints
from feedpub.messages import message

if TYPE_CHECKING:
    from feedpub.checking.jsonform import Item, JsonFeed

__all__ = ["json_findings"]

_VERSION = "https://jsonfeed.org/version/1.1"


def json_findings(data: bytes, url: str | None) -> Iterator[Finding]:
    """Everything wrong with a JSON Feed.

    Args:
        data: all its bytes.
        url: where it will be fetched from; None where that is unknown.
    """
    from pydantic import ValidationError

    from feedpub.checking.jsonform import JsonFeed

    try:
        feed = JsonFeed.model_validate_json(data)
    except ValidationError as faults:
        for fault in faults.errors(include_url=False):
            where = ".".join(str(part) for part in fault["loc"])
            yield _finding("error", "json", f"{where}: {fault['msg']}" if where else fault["msg"])
        return
    if feed.version != _VERSION:
        yield _finding(
            "error",
            "json-version",
            message("version is {version!r}, not {wanted}", version=feed.version, wanted=_VERSION),
        )
    if feed.feed_url is None:
        yield _finding("warning", "self-missing", message("the feed does not say where it lives"))
    elif url is not None and feed.feed_url != url:
        yield _finding(
            "warning", "self-differs", message("feed_url is {own}, the feed is at {url}", own=feed.feed_url, url=url)
        )
    if feed.language is None:
        yield _finding("warning", "language-missing", message("the feed does not name its language"))
    elif not is_language_tag(feed.language):
        yield _finding("error", "language-invalid", message("{tag!r} is no language tag", tag=feed.language))
    for address in _addresses(feed):
        if not is_http(address):
            yield _finding(
                "error", "link-invalid", message("{address!r} is no absolute http or https address", address=address)
            )
    seen: set[str] = set()
    for item in feed.items:
        if item.id in seen:
            yield _finding("error", "id-duplicate", message("{id} occurs twice in the feed", id=item.id))
        seen.add(item.id)
        yield from _check_item(item)


def _check_item(item: "Item") -> Iterator[Finding]:
    if not item.id:
        yield _finding("error", "blank", message("an item has an empty id"))
    if item.content_html is None and item.content_text is None:
        yield _finding(
            "error", "missing-content", message("{id} has neither content_html nor content_text", id=item.id)
        )
    for code, complaint in complaints(item.content_html or ""):
        told = message("{id}: content_html: {complaint}", id=item.id, complaint=complaint)
        yield _finding("warning", code, told)
    written = (item.date_published, item.date_modified)
    published, modified = moments = [rfc3339(date) if date else None for date in written]
    for date, moment in zip(written, moments, strict=True):
        if date is not None and moment is None:
            yield _finding(
                "error", "date-invalid", message("{id}: {date!r} is no date after RFC 3339", id=item.id, date=date)
            )
    if published and modified and published > modified:
        yield _finding("warning", "published-late", message("{id} was published after its last change", id=item.id))


def _addresses(feed: "JsonFeed") -> Iterator[str]:
    """Every address in a feed."""
    authors = [*feed.authors, *(author for item in feed.items for author in item.authors)]
    found = [feed.home_page_url, feed.feed_url, feed.next_url, feed.icon, feed.favicon]
    found += [hub.url for hub in feed.hubs]
    found += [address for author in authors for address in (author.url, author.avatar)]
    for item in feed.items:
        found += [item.url, item.external_url, item.image, item.banner_image]
        found += [attachment.url for attachment in item.attachments]
    return (address for address in found if address is not None)


def _finding(level: Literal["error", "warning"], code: str, message: str) -> Finding:
    return Finding(line=None, level=level, code=code, message=message)
