"""Article pages: what a subscriber finds behind an entry's link. The one importer of Jinja2."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from feedpub.model import Article, Entry, Figure, Subhead

__all__ = ["page_path", "write_page"]


@dataclass(frozen=True, slots=True)
class _Block:
    kind: Literal["paragraph", "subhead", "figure"]
    text: str
    credit: str | None = None


def page_path(entry: Entry) -> str:
    """Where an entry's page stands below the output folder."""
    return f"a/{entry.short_id}.html"


def write_page(entry: Entry, *, publication: str, language: str) -> bytes:
    """The page of an entry, readable by itself."""
    html = _template().render(
        entry=entry,
        article=entry.article,
        blocks=_blocks(entry.article),
        publication=publication,
        language=language,
    )
    return html.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("feedpub.writing"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template("article.html")


def _blocks(article: Article) -> list[_Block]:
    return [
        _Block("subhead", block.text)
        if isinstance(block, Subhead)
        else _Block("figure", block.caption, block.credit.text if block.credit else None)
        if isinstance(block, Figure)
        else _Block("paragraph", block.text)
        for block in article.body
    ]
