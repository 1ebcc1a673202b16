"""What paragraphs and runs look like in a Word document: their own properties, above those of their styles."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from feedpub.reading.formats.word.package import Package, child, value
from feedpub.reading.formats.xml import local

__all__ = ["Look", "Styles", "is_on"]

_MOST_BASES = 20  # styles upon styles; Word itself allows 10
_DEFAULT_SIZE = 20  # half points, where nothing is said (ECMA-376, part 1, 17.3.2.38)


class Look(NamedTuple):
    """How a run or a paragraph looks; None where nothing is said.

    Attributes:
        size: of the type, in half points.
        bold: whether it is bold.
        hidden: whether it is hidden text.
        align: `left`, `center`, `right` or `both`.
        indent: whether its first line is indented.
        level: of its outline: 1 for a heading 1 or a title.
        style: the name of its paragraph style, in small letters.
        numbering: the id of its list and the level in it.
    """

    size: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    align: str | None = None
    indent: bool | None = None
    level: int | None = None
    style: str = ""
    numbering: tuple[str | None, int | None] = (None, None)

    def above(self, base: "Look") -> "Look":
        """This look, with that of a base where nothing is said."""
        kept = {key: found for key, found in self._asdict().items() if found not in (None, "", (None, None))}
        list_, level = self.numbering
        if level is None and list_ is not None:
            kept["numbering"] = (list_, base.numbering[1])
        elif list_ is None and level is not None:
            kept["numbering"] = (base.numbering[0], level)
        return base._replace(**kept)


class Styles:
    """The styles of a document."""

    def __init__(self, package: Package) -> None:
        """Read the styles.

        Args:
            package: the document.

        Raises:
            UnreadableError: they are damaged.
        """
        self._styles: dict[str, etree._Element] = {}
        self._looks: dict[str, Look] = {}
        self._default = Look(size=_DEFAULT_SIZE)
        self._paragraph = ""
        for root in package.parts("styles"):
            for element in root:
                if local(element) == "docDefaults":
                    for properties in ("rPrDefault", "pPrDefault"):
                        said = child(child(element, properties), properties[:3])
                        self._default = look_of(said).above(self._default)
                elif local(element) == "style":
                    name = value(element, "styleId") or ""
                    self._styles[name] = element
                    if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                        self._paragraph = name

    def of(self, name: str | None, *, seen: int = 0) -> Look:
        """The look of a style with those it is based on; of the default paragraph style without a name."""
        name = self._paragraph if name is None else name
        if name in self._looks:
            return self._looks[name]
        element = self._styles.get(name)
        if element is None or seen > _MOST_BASES:
            return self._default
        called = (value(child(element, "name")) or "").lower()
        own = look_of(child(element, "rPr")).above(look_of(child(element, "pPr")))
        base_name = value(child(element, "basedOn"))
        base = self.of(base_name, seen=seen + 1) if base_name is not None else self._default
        own = own._replace(level=_level(called) or own.level)
        self._looks[name] = found = own.above(base)._replace(style=called)
        return found

    def run(self, properties: etree._Element | None, paragraph: Look) -> Look:
        """The look of a run within a paragraph.

        Args:
            properties: its own (`rPr`), or None.
            paragraph: the look of its paragraph.
        """
        if properties is None:
            return paragraph
        named = value(child(properties, "rStyle"))
        element = self._styles.get(named) if named is not None else None
        style = look_of(child(element, "rPr")) if element is not None else Look()
        return look_of(properties).above(style).above(paragraph)


def _level(style: str) -> int | None:
    """The outline level that the name of a built-in style means."""
    if style in ("title", "标题", "文章标题"):
        return 1
    for begins in ("heading ", "标题 "):
        if style.startswith(begins) and style[len(begins) :].isdecimal():
            return int(style[len(begins) :])
    return None


def is_on(element: etree._Element | None) -> bool | None:
    """A property that is on or off; None if nothing is said (ECMA-376, part 1, 17.17.4)."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


def look_of(properties: etree._Element | None) -> Look:
    """What the properties of a run (`rPr`) or a paragraph (`pPr`) say by themselves."""
    if properties is None:
        return Look()
    found: dict[str, Any] = dict(_said(properties))
    return Look()._replace(**found)


def _said(properties: etree._Element) -> Iterator[tuple[str, object]]:
    for element in properties:
        name = local(element)
        if name == "sz" and (size := value(element) or "").isdecimal():
            yield "size", int(size)
        elif name == "b":
            yield "bold", is_on(element)
        elif name == "vanish":
            yield "hidden", is_on(element)
        elif name == "jc":
            said = value(element) or ""
            yield "align", {"start": "left", "end": "right", "distribute": "both"}.get(said, said)
        elif name == "ind":
            first = value(element, "firstLineChars") or value(element, "firstLine") or "0"
            yield "indent", first.isdecimal() and int(first) > 0
        elif name == "outlineLvl" and (level := value(element) or "").isdecimal() and int(level) < 9:
            yield "level", int(level) + 1
        elif name == "numPr":
            at = value(child(element, "ilvl")) or ""
            yield "numbering", (value(child(element, "numId")), int(at) if at.isdecimal() else None)
