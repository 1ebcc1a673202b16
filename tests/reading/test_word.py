"""Word documents: ten press releases, each article exact and every character accounted for."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from feedpub.model import Bulletin
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.coverage import measure
from feedpub.reading.source_text import SourceText
from feedpub.reading.sources import read_source
from tests.press_releases import RELEASES, Expected, Release, jpeg
from tests.word import document, paragraph, picture, row, run, table

# The same documents, opened and saved by LibreOffice Writer 7.4:
#   python -m tests.press_releases RAW
#   soffice --headless --convert-to docx --outdir tests/reading/fixtures/word RAW/*
SAVED = Path(__file__).parent / "fixtures" / "word"
_DOCUMENTS = [pytest.param(release, release.make, id=release.name) for release in RELEASES]
_DOCUMENTS += [
    pytest.param(release, (SAVED / f"{release.name}.docx").read_bytes, id=f"{release.name} by LibreOffice")
    for release in RELEASES
]
_MARKS = re.compile(r"<[^<>]*>\)|!\[|\]\([^()]*\)|</?t[^<>]*>")
_FALLBACK = re.compile(r"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_TEXT = re.compile(r"<w:(?:t|delText)(?:\s[^<>]*)?>([^<]*)</w:")


def _articles(bulletin: Bulletin) -> tuple[Expected, ...]:
    return tuple(
        Expected(
            article.headline or "",
            article.paragraphs,
            article.kicker,
            article.deck,
            article.byline,
            article.subheads,
            tuple(figure.caption for figure in article.figures),
        )
        for article in bulletin.articles
    )


@pytest.mark.parametrize(("release", "make"), _DOCUMENTS)
def test_every_article_is_exact(release: Release, make: Callable[[], bytes]) -> None:
    bulletin = read_bytes(make(), name=f"{release.name}.docx")
    assert _articles(bulletin) == release.articles
    assert [problem for problem in bulletin.problems if problem.level == "error"] == []
    assert len(bulletin.origins) == len(read_source(make(), "a.docx").text.splitlines())
    found: dict[str, str] = {}
    for discard in bulletin.discards:
        if discard.reason in release.discards or discard.outside:
            found[discard.reason] = found.get(discard.reason, "") + "".join(discard.text.split())
    assert found == release.discards


@pytest.mark.parametrize(("release", "make"), _DOCUMENTS)
def test_no_character_is_unaccounted_for(release: Release, make: Callable[[], bytes]) -> None:
    data = make()
    source = read_source(data, "a.docx")
    coverage = measure(source.text, read_bytes(data, name="a.docx"))
    assert coverage.characters == coverage.in_articles + coverage.discarded
    text = _MARKS.sub(" ", source.text) + "".join(discard.text for discard in source.discards)
    assert Counter(filter(str.isalnum, text)) == _letters_of(data) + Counter(release.marks)


def _letters_of(data: bytes) -> Counter[str]:
    """The letters of a document's parts, found without parsing them."""
    letters: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(?:document|footnotes|comments|header\d)\.xml", name):
                text = _FALLBACK.sub("", package.read(name).decode())
                letters.update(filter(str.isalnum, unescape("".join(_TEXT.findall(text)))))
    return letters


def _text(*blocks: str, **settings: Any) -> SourceText:
    return read_source(document(*blocks, **settings), "a.docx")


def test_text_in_content_controls_simple_fields_and_other_wrappers_is_text() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("一") + "</w:sdtContent></w:sdt>"
    inline = "<w:sdt><w:sdtPr/><w:sdtContent>" + run("二") + "</w:sdtContent></w:sdt>"
    wrapped = f"<w:smartTag><w:bdo w:val='ltr'>{run('三')}</w:bdo></w:smartTag>"
    unknown = f"<w:p><w:novelty>{run('四')}</w:novelty></w:p>"
    text = _text(control, paragraph(inline, wrapped), unknown).text
    assert "".join(text.split()) == "一二三四"


def test_a_row_that_was_deleted_and_a_list_of_contents_are_discards() -> None:
    listed = paragraph("候船亭 2", style="TOC1")
    styles = "<w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>"
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('渡口 1')}</w:sdtContent></w:sdt>"
    )
    rows = table(row("一", "二"), row("三", "四", deleted=True), columns=2)
    source = _text(contents, listed, rows, styles=styles)
    assert source.text == "| 一 | 二 |\n|  |\n" or source.text == "| 一 | 二 |\n"
    assert [(discard.reason, discard.text) for discard in source.discards] == [
        ("list of contents", "渡口 1"),
        ("list of contents", "候船亭 2"),
        ("deleted (tracked change)", "三\n四"),
    ]


def test_what_is_not_read_is_told_and_a_cropped_picture_and_macros_are() -> None:
    chart = '<w:r><w:drawing><c:chart xmlns:c="urn:c" r:id="x"/></w:drawing></w:r>'
    source = _text(paragraph("江上有雾", chart), paragraph(picture(1, cropped=True)), pictures=[jpeg(1)], macros=True)
    assert [problem.code for problem in source.problems] == ["part-not-read", "picture-cropped", "macros"]
    assert source.pictures == {"image1.jpg": jpeg(1)}


def test_a_symbol_of_a_symbol_font_is_the_character_that_readers_see() -> None:
    font = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fc</w:t></w:r>'
    assert _text(paragraph(font, run("已验收"))).text == "✓已验收\n"
