# What our tests use of feedparser 6.0, which ships no types.
from typing import IO, Any

class FeedParserDict(dict[str, Any]):  # a feed or an entry has whatever elements its document has
    def __getattr__(self, key: str) -> Any: ...

def parse(
    url_file_stream_or_string: str | bytes | IO[bytes],
    etag: str | None = ...,
    modified: object = ...,
    agent: str | None = ...,
    referrer: str | None = ...,
    handlers: list[object] | None = ...,
    request_headers: dict[str, str] | None = ...,
    response_headers: dict[str, str] | None = ...,
    resolve_relative_uris: bool | None = ...,
    sanitize_html: bool | None = ...,
) -> FeedParserDict: ...
