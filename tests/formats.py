"""One file of each source format, made of the same articles: a format that feedpub reads has a row here."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tests import wires
from tests.word import document, paragraph

__all__ = ["FORMATS", "Format", "Story", "zipped"]


class Story(NamedTuple):
    """An article of a file."""

    headline: str
    text: str


class Format(NamedTuple):
    """A source format.

    Attributes:
        name: for the names of tests.
        suffix: of its files.
        make: the bytes of a file that has these articles, of an issue of that day.
        whole: whether one file holds several articles.
        states_ids: whether its articles say themselves what identifies them, so that their ids are not those of text.
        member: of a zip, the file that has the first article; else empty.
    """

    name: str
    suffix: str
    make: Callable[[date, Sequence[Story]], bytes]
    whole: bool = True
    states_ids: bool = False
    member: str = ""


def _text(_day: date, stories: Sequence[Story]) -> bytes:
    return "\n\n".join(f"# {story.headline}\n\n{story.text}" for story in stories).encode()


def _word(_day: date, stories: Sequence[Story]) -> bytes:
    blocks = []
    for story in stories:
        blocks.append(paragraph(story.headline, size=22, align="center"))
        blocks += [paragraph(line, indent=True) for line in story.text.split("\n\n")]
    return document(*blocks)


def _zip(day: date, stories: Sequence[Story]) -> bytes:
    return zipped({f"{number}.docx": _word(day, [story]) for number, story in enumerate(stories, 1)})


def _items(day: date, stories: Sequence[Story]) -> list[dict[str, Any]]:
    made = {"created": f"{day}T08:00:00+08:00", "versioned": f"{day}T08:30:00+08:00", "byline": None, "located": None}
    rows = [(wires.guid_of(story.headline), story) for story in stories]
    texts = {"source": "滨江日报", "topics": ()}
    return [
        {**made, **texts, "guid": guid, "headline": story.headline, "paragraphs": tuple(story.text.split("\n\n"))}
        for guid, story in rows
    ]


def _ninjs(day: date, stories: Sequence[Story]) -> bytes:
    items = (wires.ninjs2(**item).decode() for item in _items(day, stories))
    return f"[{','.join(items)}]".encode()


def _g2(day: date, stories: Sequence[Story]) -> bytes:
    return wires.message(*(wires.g2(**item) for item in _items(day, stories)))


def _pages(day: date, stories: Sequence[Story]) -> bytes:
    """Pages of a site, as they are saved: one article each."""
    pages = {f"{number}.htm": _page(story).encode("gb18030") for number, story in enumerate(stories, 1)}
    return zipped(pages)


def _page(story: Story) -> str:
    body = "".join(f"<P>　　{line}</P>" for line in story.text.split("\n\n"))
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table>'
        f"<tr><td><!--<npm:article-title>-->{story.headline}<!--</npm:article-title>--></td></tr></table>"
        f"<div id=ozoom><!--<npm:article-content>-->{body}<!--</npm:article-content>--></div></body></html>"
    )


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 26, 8, 0, 0)), data, method)
    return written.getvalue()


FORMATS = (
    Format("text", ".txt", _text),
    Format("word", ".docx", _word),
    Format("zip", ".zip", _zip, member="1.docx"),
    Format("pages", ".zip", _pages, member="1.htm"),
    Format("ninjs", ".json", _ninjs, states_ids=True),
    Format("NewsML-G2", ".xml", _g2, states_ids=True),
)
