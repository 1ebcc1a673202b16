"""Article pages: what a subscriber finds behind an entry's link. The one importer of Jinja2."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from feedpub.model import Article, Block, Entry, Figure, Subhead, Table

__all__ = ["page_path", "write_page"]


@dataclass(frozen=True, slots=True)
class _Block:
    kind: Literal["paragraph", "subhead", "figure", "table"]
    text: str = ""
    credit: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


def page_path(entry: Entry) -> str:
    """Where an entry's page stands below the output folder."""
    return f"a/{entry.short_id}.html"


def write_page(entry: Entry, *, publication: str, language: str) -> bytes:
    """The page of an entry, readable by itself."""
    assert entry.article is not None  # only what was read has a page written
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
    return [made for block in article.body if (made := _block(block)) is not None]


def _block(block: Block) -> _Block | None:
    """A block as the template wants it; None for a picture of which there is nothing to show."""
    if isinstance(block, Subhead):
        return _Block("subhead", block.text)
    if isinstance(block, Table):
        return _Block("table", rows=block.rows)
    if isinstance(block, Figure):
        credit = block.credit.text if block.credit else None
        return _Block("figure", block.caption, credit) if block.caption or credit else None
    return _Block("paragraph", block.text)
