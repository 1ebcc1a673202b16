"""Load what workers need, before they are forked: none does it again."""

from feedpub.ingest.parse import parser_of
from feedpub.model import BulletinFile, Config

__all__ = ["load"]

_FILE = BulletinFile(name="2026-01-26.txt", key="2026-01-26.txt", place="2026-01-26.txt")
_TEXT = "# 江城晨雾\n\n新华社武汉1月25日电(记者张三)江风很轻。\n".encode()


def load(config: Config) -> None:
    """The reading, with its words and patterns; what renders pages and documents, if there are any."""
    parser_of(config).read(_FILE, _TEXT)
    if config.pages or config.history:
        import feedpub.publishing.rendering
    if config.pages:
        import feedpub.writing.pages
    if config.history:
        import feedpub.writing.rss_atom  # noqa: F401
