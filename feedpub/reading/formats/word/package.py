"""Open the package of a Word document: its parts, by what they are, within bounds (ECMA-376, part 2)."""

import posixpath
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from feedpub.errors import UnreadableError
from feedpub.messages import Message, message
from feedpub.reading.formats.xml import local, parse_xml
from feedpub.zipped import Zip, open_zip

__all__ = ["Package", "value"]

_OTHERS = {  # the folder of the main part, by the program
    "xl/": message("is an Excel workbook: copy its text into a Word document (.docx) or a text file"),
    "ppt/": message("is a PowerPoint presentation: copy its text into a Word document (.docx) or a text file"),
    "META-INF/": message("is an EPUB or an OpenDocument file (LibreOffice): save it as Word document (.docx)"),
    "mimetype": message("is an EPUB or an OpenDocument file (LibreOffice): save it as Word document (.docx)"),
}
_MACROS = "macroEnabled"
_MAIN = "wordprocessingml"


class Package:
    """The parts of a Word document."""

    def __init__(self, data: bytes) -> None:
        """Find the main part.

        Args:
            data: the file.

        Raises:
            UnreadableError: it is no Word document, or not within bounds.
        """
        self._zip: Zip = open_zip(data)
        if "[Content_Types].xml" not in self._zip:
            raise UnreadableError(self._what_else())
        types = parse_xml(self._zip.read("[Content_Types].xml"), "[Content_Types].xml")
        self._types = {row.get("PartName", "").lstrip("/"): row.get("ContentType", "") for row in types}
        found = [target for kind, target, _ in self._relations("") if kind == "officeDocument"]
        self.main = next((name for name in found if name in self._zip), "word/document.xml")
        if self.main not in self._zip or not (_MAIN in self._type(self.main) or self.main.startswith("word/")):
            raise UnreadableError(self._what_else())

    @cached_property
    def macros(self) -> bool:
        """Whether it holds macros, which nothing here runs."""
        return _MACROS in self._type(self.main) or any(name.endswith("vbaProject.bin") for name in self._zip.names)

    @cached_property
    def document(self) -> etree._Element:
        """The main part."""
        return parse_xml(self._zip.read(self.main), self.main)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The parts that the main part relates to, by the kind of relation: `styles`, `header`."""
        for found, target, outside in self.relations.values():
            if found == kind and not outside and target in self._zip:
                yield parse_xml(self._zip.read(target), target)

    @cached_property
    def relations(self) -> dict[str, tuple[str, str, bool]]:
        """What the main part relates to, by id: the kind, the target, and whether it is outside of the package."""
        names = {}
        for row in self._rows(self.main):
            kind, target, outside = self._relation(row, self.main)
            names[row.get("Id", "")] = (kind, target, outside)
        return names

    def __contains__(self, name: str) -> bool:
        return name in self._zip

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableError: it is damaged.
        """
        return self._zip.read(name)

    def _relations(self, part: str) -> list[tuple[str, str, bool]]:
        return [self._relation(row, part) for row in self._rows(part)]

    def _rows(self, part: str) -> list[etree._Element]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return list(parse_xml(self._zip.read(rels), rels)) if rels in self._zip else []

    def _relation(self, row: etree._Element, part: str) -> tuple[str, str, bool]:
        kind = row.get("Type", "").rpartition("/")[2]
        target, outside = row.get("Target", ""), row.get("TargetMode") == "External"
        if outside:
            return kind, target, True
        whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        return kind, unquote(posixpath.normpath(whole.lstrip("/"))), False

    def _type(self, name: str) -> str:
        return self._types.get(name, "")

    def _what_else(self) -> Message:
        for begins, told in _OTHERS.items():
            if any(name.startswith(begins) for name in self._zip.names):
                return told
        return message("is a zip of files, not a Word document: call it *.zip to have what is in it read")


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of WordprocessingML, whichever namespace the document has (transitional or strict)."""
    if element is None:
        return None
    return next((str(found) for key, found in element.attrib.items() if local_name(str(key)) == name), None)


def local_name(key: str) -> str:
    """A name without its namespace."""
    return key.rpartition("}")[2]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a name; None if there is none."""
    if element is None:
        return None
    return next((found for found in element if local(found) == name), None)
