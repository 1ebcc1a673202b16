"""Compose Word documents as raw Office Open XML, so that a test can have in them whatever a program may write."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

__all__ = [
    "anchored", "box", "cell", "deleted", "document", "inserted", "moved", "package", "paragraph", "picture",
    "row", "run", "table",
]  # fmt: skip

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="a"/>
  <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>
  <w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/><w:basedOn w:val="a"/>
  <w:rPr><w:sz w:val="21"/></w:rPr></w:style>
"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
"""


def run(
    text: str, *, size: float | None = None, bold: bool = False, hidden: bool = False, deleted: bool = False
) -> str:
    """A run; `size` in points. A line break in the text is one in the document."""
    looks = (f'<w:sz w:val="{round(size * 2)}"/>' if size else "") + "<w:b/>" * bold + "<w:vanish/>" * hidden
    name = "delText" if deleted else "t"
    lines = "<w:br/>".join(f'<w:{name} xml:space="preserve">{escape(line)}</w:{name}>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{looks}</w:rPr>{lines}</w:r>"


def paragraph(
    *content: str,
    size: float | None = None,
    bold: bool = False,
    align: str = "",
    indent: bool = False,
    style: str = "",
    numbered: int = 0,
    level: int = 0,
    page: bool = False,
    unended: bool = False,
) -> str:
    """A paragraph of runs and other XML; what is no XML becomes a run of the given look."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += "<w:pageBreakBefore/>" * page
    looks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    looks += '<w:ind w:firstLineChars="200" w:firstLine="640"/>' * indent
    looks += f'<w:jc w:val="{align}"/>' if align else ""
    looks += '<w:rPr><w:del w:id="90" w:author="a" w:date="2026-01-25T00:00:00Z"/></w:rPr>' * unended
    inner = "".join(piece if piece.startswith("<") else run(piece, size=size, bold=bold) for piece in content)
    return f"<w:p><w:pPr>{looks}</w:pPr>{inner}</w:p>"


def inserted(*content: str) -> str:
    """A tracked insertion of runs."""
    return f'<w:ins w:id="91" w:author="a" w:date="2026-01-25T00:00:00Z">{"".join(content)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="92" w:author="a" w:date="2026-01-25T00:00:00Z">{run(text, deleted=True)}</w:del>'


def moved(text: str, *, away: bool) -> str:
    """Text that was moved: away from here, or to here."""
    name = "moveFrom" if away else "moveTo"
    return f'<w:{name} w:id="93" w:author="a" w:date="2026-01-25T00:00:00Z">{run(text)}</w:{name}>'


def picture(number: int, *, cropped: bool = False) -> str:
    """A run with the picture of a number (`media/image1.jpg`)."""
    crop = '<a:srcRect l="10000"/>' if cropped else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="600000"/><wp:docPr id="{number}" name="图片 {number}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="p{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="image{number}"/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="600000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def anchored(inner: str) -> str:
    """A drawing that floats beside its paragraph."""
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1800000" cy="900000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="9" name="文本框 9"/>'
        f"{inner}</wp:anchor></w:drawing>"
    )


def box(*paragraphs: str, fallback: bool = True) -> str:
    """A run with a text box, as Word writes it: twice, for new programs and for old ones; or only for new ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = anchored(
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )
    if not fallback:
        return f"<w:r>{shape}</w:r>"
    old = f'<w:pict><v:shape style="width:140pt;height:70pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def cell(*blocks: str, columns: int = 1, merged: str = "") -> str:
    """A cell of paragraphs, or of text; `merged` is `restart` or `continue` of a cell over several rows."""
    looks = (f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else "") + (
        f'<w:vMerge w:val="{merged}"/>' if merged else ""
    )
    inner = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, deleted: bool = False) -> str:
    """A row of cells, or of texts."""
    looks = '<w:trPr><w:del w:id="94" w:author="a" w:date="2026-01-25T00:00:00Z"/></w:trPr>' if deleted else ""
    return f"<w:tr>{looks}{''.join(found if found.startswith('<') else cell(found) for found in cells)}</w:tr>"


def table(*rows: str, columns: int) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def document(
    *blocks: str,
    pictures: Sequence[bytes] = (),
    footnotes: Sequence[str] = (),
    comments: Sequence[str] = (),
    header: str = "",
    links: Mapping[str, str] | None = None,
    styles: str = "",
    macros: bool = False,
) -> bytes:
    """A document.

    Args:
        blocks: of its body.
        pictures: JPEGs, `picture(1)` is the first.
        footnotes: their texts; their ids begin at 2.
        comments: their texts; their ids begin at 0.
        header: the text on top of its pages.
        links: addresses by the ids of their relations.
        styles: more of them.
        macros: whether it says that it holds macros.
    """
    parts = {"word/styles.xml": _part("styles", _STYLES + styles), "word/numbering.xml": _part("numbering", _NUMBERING)}
    relations = [("styles", "styles", "styles.xml"), ("numbering", "numbering", "numbering.xml")]
    for kind, name, texts, first in (("footnote", "footnotes", footnotes, 2), ("comment", "comments", comments, 0)):
        if texts:
            notes = "".join(
                f'<w:{kind} w:id="{number}" w:author="校对" w:initials="校">{paragraph(text)}</w:{kind}>'
                for number, text in enumerate(texts, first)
            )
            parts[f"word/{name}.xml"] = _part(name, notes)
            relations.append((name, name, f"{name}.xml"))
    if header:
        parts["word/header1.xml"] = _part("hdr", paragraph(header))
        relations.append(("header1", "header", "header1.xml"))
    section = '<w:headerReference w:type="default" r:id="header1"/>' if header else ""
    body = f"<w:body>{''.join(blocks)}<w:sectPr>{section}</w:sectPr></w:body>"
    whole: dict[str, str | bytes] = {"word/document.xml": _part("document", body), **parts}
    rows = [_relation(*found) for found in relations]
    for number, data in enumerate(pictures, 1):
        whole[f"word/media/image{number}.jpg"] = data
        rows.append(_relation(f"image{number}", "image", f"media/image{number}.jpg"))
    rows += [_relation(name, "hyperlink", address, outside=True) for name, address in (links or {}).items()]
    whole["word/_rels/document.xml.rels"] = _relations(rows)
    return package(whole, macros=macros)


def package(parts: Mapping[str, str | bytes], *, macros: bool = False) -> bytes:
    """A package of parts around the main one."""
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MACROS if macros else _MAIN}"/>'
    )
    for name in ("styles", "numbering", "footnotes", "comments", "header1"):
        if f"word/{name}.xml" in parts:
            kind = name.rstrip("1")
            types += (
                f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                f'wordprocessingml.{kind}+xml"/>'
            )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    whole = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{space}">{types}</Types>',
        "_rels/.rels": _relations([_relation("main", "officeDocument", "word/document.xml")]),
        **parts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in whole.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 26, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _part(name: str, inner: str) -> str:
    return f"{_HEAD}<w:{name} {_SPACES}>{inner}</w:{name}>"


def _relation(name: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{escape(target)}"{mode}/>'


def _relations(rows: Sequence[str]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'
